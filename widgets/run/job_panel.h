// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/run/job_view.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace lapidary::widgets {

/// The running job: title, stage, progress, time left, cancel; afterwards what came of it, or a card that
/// says what failed, with the ways on.
class JobPanel final : public QWidget {
    Q_OBJECT

public:
    explicit JobPanel(QWidget* parent = nullptr);

    void show(const JobView& job);
    using QWidget::show;

Q_SIGNALS:
    void measureRequested();
    void compressRequested();
    void cancelRequested();
    void resumeRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void showText();
    QString timeText() const;

    JobView m_job;
    QLabel* m_title;
    QLabel* m_stage;
    QProgressBar* m_bar;
    QLabel* m_time;
    QLabel* m_outcome;
    QPushButton* m_measure;
    QPushButton* m_compress;
    QPushButton* m_cancel;
    QPushButton* m_resume;
    QPushButton* m_copy;
};

} // namespace lapidary::widgets
