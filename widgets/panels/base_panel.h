// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state/selection_model.h"
#include "widgets/state/settings_edit.h"
#include "widgets/state/view_state.h"

#include <QWidget>

#include <functional>
#include <string>
#include <vector>

class QLabel;
class QPushButton;
class QToolButton;
class QMenu;

namespace lapidary::widgets {

class FamilyBox;
class GlobalSlider;
class PreviewCombo;

/// The lowest layers of the plan: its preset, and the base settings on sliders and fields. What is set by
/// hand stays when they move, and is listed with a pin.
class BasePanel final : public QWidget {
    Q_OBJECT

public:
    explicit BasePanel(SelectionModel& selection, QWidget* parent = nullptr);

    void show(const ViewState& state);
    using QWidget::show;
    /// Names beside the program's own presets, and the commands for them.
    void setOwnPresets(const QStringList& names);
    void setPresetMenu(QMenu* menu);

Q_SIGNALS:
    void presetPreviewed(const QString& name, bool own);
    void presetChosen(const QString& name, bool own);
    void previewEnded();
    /// One change of the base: keys of one family, or null for none of it.
    void baseEdited(const plan::WrittenSettings& change, const QString& words, const std::string& mergeKey);
    void baseReset();
    void editRequested(const SettingsEdit& edit);

private:
    void buildPresets();
    QWidget* buildSettings();
    void fillPresets();
    void showPreset();
    void showByHand();
    void request(plan::Family family, const base::Json& keys, const QString& words,
                 const std::string& mergeKey);
    std::vector<model::SiteId> setByHand() const;
    void onLink(const QString& link);

    SelectionModel& m_selection;
    ViewState m_state;
    QStringList m_own;
    PreviewCombo* m_presets;
    QToolButton* m_commands;
    QLabel* m_help;
    QLabel* m_byHand;
    QPushButton* m_reset;
    QLabel* m_error;
    std::vector<GlobalSlider*> m_sliders;
    std::vector<FamilyBox*> m_boxes;
};

} // namespace lapidary::widgets
