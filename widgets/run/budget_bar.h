// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state/view_state.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;

namespace lapidary::widgets {

/// Exact bytes, always visible: before, after the plan, saved, bits per weight; a target that the plan keeps
/// or misses; the output format that the bytes are counted for; the number of problems.
class BudgetBar final : public QWidget {
    Q_OBJECT

public:
    explicit BudgetBar(QWidget* parent = nullptr);

    void show(const ViewState& state);
    using QWidget::show;
    std::optional<double> targetBytes() const; // nothing: no target

Q_SIGNALS:
    void formatChosen(plan::OutputFormat format);
    void problemsRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void showTarget();
    void showProblems();

    ViewState m_state;
    QLabel* m_size;
    QLabel* m_bits;
    QLineEdit* m_target;
    QLabel* m_verdict;
    QLabel* m_problems;
    QComboBox* m_format;
};

/// "4.2 GB", "97 MB", "512" (megabytes), nothing for an empty text or none that is a size.
std::optional<double> parseBytes(const QString& text);

} // namespace lapidary::widgets
