// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state/view_state.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace lapidary::widgets {

/// Exact bytes, always visible: before, after the plan, saved, bits per weight, memory to run the result; a
/// target that the plan keeps or misses, or that it cannot reach; the output format that the bytes are
/// counted for; the number of problems.
class BudgetBar final : public QWidget {
    Q_OBJECT

public:
    explicit BudgetBar(QWidget* parent = nullptr);

    void show(const ViewState& state);
    using QWidget::show;
    /// What stands in the field while it is typed, else the target of the state; nothing: no target.
    std::optional<double> targetBytes() const;
    void focusTarget();

Q_SIGNALS:
    void formatChosen(plan::OutputFormat format);
    void targetChosen(std::optional<std::uint64_t> bytes);
    void problemsRequested();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildTarget();
    void layOut();
    void refresh();
    void showSize();
    void showMemory();
    void fillTarget();
    void takeTarget();
    void showTarget();
    void showReach(double target);
    void showProblems();

    ViewState m_state;
    QLabel* m_size;
    QLabel* m_bits;
    QLabel* m_memory;
    QLineEdit* m_target;
    QLabel* m_verdict;
    QLabel* m_problems;
    QComboBox* m_format;
    QWidget* m_reachLine; // only while the target cannot be reached
    QLabel* m_reach;
    QPushButton* m_useSmallest;
};

/// "4.2 GB", "97 MB", "512" (megabytes), nothing for an empty text or none that is a size.
std::optional<double> parseBytes(const QString& text);

} // namespace lapidary::widgets
