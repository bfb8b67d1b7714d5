// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/rule_facts.h"
#include "widgets/state/selection_model.h"

#include <QWidget>

#include <map>
#include <optional>
#include <string>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace lapidary::widgets {

class SettingsForm;

/// The fields of one rule: name, pattern, blocks, kinds, settings. While a pattern is typed its sites are
/// counted, named and outlined in tree and matrix; Enter or leaving the field takes it. What is no pattern
/// yet stays in its field and changes nothing.
class RuleEditor final : public QWidget {
    Q_OBJECT

public:
    explicit RuleEditor(SelectionModel& selection, QWidget* parent = nullptr);

    /// Nothing: no rule is chosen.
    void show(const ViewState& state, std::optional<std::size_t> rule);
    using QWidget::show;
    void focusName();

Q_SIGNALS:
    void edited(const plan::Rule& rule, const QString& what);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildFields(QFormLayout& form);
    QWidget* buildKinds();
    void fill(const plan::Rule& rule);
    plan::Rule draft() const;
    void showDraft();
    void commit();
    void outline(bool on);

    SelectionModel& m_selection;
    ViewState m_state;
    std::optional<std::size_t> m_row;
    plan::Rule m_rule;
    QLineEdit* m_name;
    QLineEdit* m_match;
    QLineEdit* m_blocks;
    std::map<std::string, QCheckBox*> m_kinds;
    QLabel* m_condition; // the text of a predicate
    QLabel* m_verdict;
    SettingsForm* m_settings;
};

} // namespace lapidary::widgets
