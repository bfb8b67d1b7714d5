// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/document.h"
#include "app/window/preset_menu.h"
#include "widgets/state/selection_model.h"

#include <QObject>

namespace lapidary::widgets {
class BasePanel;
class RulesPanel;
} // namespace lapidary::widgets

namespace lapidary::window {

/// The panels of the plan's lower layers, base and rules, wired to the document: every change is one step of
/// its history.
class PlanDocks final : public QObject {
    Q_OBJECT

public:
    PlanDocks(Document& document, widgets::SelectionModel& selection, QWidget* parent);

    widgets::BasePanel& base() { return *m_base; }
    widgets::RulesPanel& rules() { return *m_rules; }
    /// The presets' menu, once it is built.
    void connectPresets(PresetMenu& presets);
    void show(const widgets::ViewState& state);
    /// A rule that matches the selection. Where all of it is set by hand alike, the rule takes these settings
    /// and the overrides go.
    void ruleFromSelection();

Q_SIGNALS:
    void said(const QString& text);
    void rulesWanted(); // their panel should be seen

private:
    Document& m_document;
    widgets::SelectionModel& m_selection;
    widgets::BasePanel* m_base;
    widgets::RulesPanel* m_rules;
};

} // namespace lapidary::window
