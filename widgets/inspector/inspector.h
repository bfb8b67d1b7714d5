// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/inspector/family_box.h"
#include "widgets/state/selection_model.h"
#include "widgets/state/settings_edit.h"
#include "widgets/state/view_state.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QLabel;
class QPushButton;

namespace lapidary::widgets {

/// The settings of the selected sites: what they are, what the plan makes of them, and a field for every
/// parameter of every method, made from MethodInfo. An edit goes to the whole selection.
class Inspector final : public QWidget {
    Q_OBJECT

public:
    explicit Inspector(SelectionModel& selection, QWidget* parent = nullptr);

    void show(const ViewState& state);
    using QWidget::show;

Q_SIGNALS:
    void editRequested(const SettingsEdit& edit);

private:
    void refresh();
    void showChecks(const std::vector<const plan::ResolvedSite*>& sites);
    void showSummary(const std::vector<const plan::ResolvedSite*>& sites);
    void request(SettingsEdit::Kind kind, plan::WrittenSettings settings, const QString& what);
    QString siteCount() const; // "blocks.0.attn.q" or "6 sites"

    SelectionModel& m_selection;
    ViewState m_state;
    QLabel* m_title;
    QLabel* m_facts;
    QCheckBox* m_skip;
    QCheckBox* m_lock;
    QPushButton* m_reset;
    std::vector<FamilyBox*> m_boxes;
};

} // namespace lapidary::widgets
