// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/job_panel.h"

#include "widgets/state/number_text.h"
#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace lapidary::widgets {

using State = JobView::State;

JobPanel::JobPanel(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_stage(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_time(new QLabel(this))
    , m_outcome(new QLabel(this))
    , m_measure(new QPushButton(tr("&Measure the model…"), this))
    , m_compress(new QPushButton(tr("&Compress by the plan…"), this))
    , m_cancel(new QPushButton(tr("C&ancel"), this))
    , m_resume(new QPushButton(tr("Go on from what is &finished"), this))
    , m_copy(new QPushButton(tr("Copy &details"), this)) {
    setObjectName(QStringLiteral("jobPanel"));
    setAccessibleName(tr("Run"));
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setObjectName(QStringLiteral("title"));
    m_stage->setObjectName(QStringLiteral("stage"));
    m_outcome->setObjectName(QStringLiteral("outcome"));
    m_outcome->setWordWrap(true);
    m_outcome->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_bar->setRange(0, 1000);
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setFormat(QStringLiteral("%p %"));
    m_measure->setObjectName(QStringLiteral("measure"));
    m_compress->setObjectName(QStringLiteral("compress"));
    m_cancel->setObjectName(QStringLiteral("cancel"));
    m_resume->setObjectName(QStringLiteral("resume"));
    connect(m_measure, &QPushButton::clicked, this, &JobPanel::measureRequested);
    connect(m_compress, &QPushButton::clicked, this, &JobPanel::compressRequested);
    connect(m_cancel, &QPushButton::clicked, this, &JobPanel::cancelRequested);
    connect(m_resume, &QPushButton::clicked, this, &JobPanel::resumeRequested);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_job.title + u'\n' + m_job.error); });

    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {m_measure, m_compress, m_cancel, m_resume, m_copy})
        buttons->addWidget(button);
    buttons->addStretch();
    auto* progress = new QHBoxLayout;
    progress->addWidget(m_bar, 1);
    progress->addWidget(m_time);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addWidget(m_title);
    layout->addWidget(m_stage);
    layout->addLayout(progress);
    layout->addWidget(m_outcome);
    layout->addLayout(buttons);
    layout->addStretch();
    show(JobView());
}

void JobPanel::show(const JobView& job) {
    m_job = job;
    const bool active = job.active();
    m_bar->setVisible(active);
    m_time->setVisible(active);
    m_stage->setVisible(active);
    m_bar->setValue(static_cast<int>(std::lround(1000.0 * job.share)));
    m_measure->setVisible(!active);
    m_compress->setVisible(!active);
    m_cancel->setVisible(active);
    m_cancel->setEnabled(job.state != State::Cancelling);
    m_resume->setVisible(!active && job.canResume);
    m_copy->setVisible(job.state == State::Failed);
    showText();
}

void JobPanel::showText() {
    m_title->setText(m_job.state == State::Idle ? tr("Nothing is running")
                     : m_job.state == State::Running && m_job.steps > 1
                         ? tr("%1 · step %2 of %3").arg(m_job.title).arg(m_job.step).arg(m_job.steps)
                         : m_job.title);
    m_stage->setText(m_job.state == State::Waiting      ? tr("Waiting for the job before it")
                     : m_job.state == State::Cancelling ? tr("Cancelling; what is finished is kept")
                                                        : m_job.stage);
    m_time->setText(timeText());
    const Theme theme = Theme::of(*this);
    QPalette colours = palette();
    switch (m_job.state) {
    case State::Finished:
        m_outcome->setText(m_job.result);
        break;
    case State::Failed:
        m_outcome->setText(tr("✖ Failed: %1").arg(m_job.error));
        colours.setColor(QPalette::WindowText, theme.error);
        break;
    case State::Cancelled:
        m_outcome->setText(tr("Cancelled. What was finished is kept."));
        break;
    default:
        m_outcome->clear();
    }
    m_outcome->setPalette(colours);
    m_outcome->setVisible(!m_outcome->text().isEmpty());
}

QString JobPanel::timeText() const {
    const QString gone = durationText(m_job.seconds);
    if (!m_job.secondsLeft)
        return tr("%1 gone").arg(gone);
    return (m_job.steps > 1 ? tr("%1 gone, about %2 left in this step") : tr("%1 gone, about %2 left"))
        .arg(gone, durationText(*m_job.secondsLeft));
}

void JobPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showText();
}

} // namespace lapidary::widgets
