// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state/selection_model.h"
#include "widgets/state/view_state.h"

#include <QWidget>

#include <optional>
#include <vector>

class QListView;
class QToolButton;
class QLabel;

namespace lapidary::widgets {

class RuleEditor;
class RulesModel;

/// The ordered rules of the plan and the fields of the one that is chosen. Rules later in the list beat
/// earlier ones; they are dragged, or moved by Alt+Up and Alt+Down. Every change is asked for as the whole
/// new list.
class RulesPanel final : public QWidget {
    Q_OBJECT

public:
    explicit RulesPanel(SelectionModel& selection, QWidget* parent = nullptr);

    void show(const ViewState& state);
    using QWidget::show;
    /// The rule that the fields show.
    std::optional<std::size_t> current() const;
    void setCurrent(std::size_t rule);
    void focusName();

    void addRule();
    void duplicateRule();
    void deleteRule();
    void moveRule(int from, int to);

Q_SIGNALS:
    void rulesEdited(const std::vector<plan::Rule>& rules, const QString& words);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildList();
    QWidget* buildButtons();
    void switchRule(int row, bool on);
    void request(std::vector<plan::Rule> rules, const QString& words, std::optional<std::size_t> next);
    void showCurrent();
    void selectMatches();
    QString titleOf(std::size_t rule) const;

    SelectionModel& m_selection;
    ViewState m_state;
    RulesModel* m_model;
    QListView* m_list;
    QLabel* m_empty;
    RuleEditor* m_editor;
    std::vector<QToolButton*> m_buttons; // that need a rule
    std::optional<std::size_t> m_next;   // to be chosen once the plan has it
};

} // namespace lapidary::widgets
