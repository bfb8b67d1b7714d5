// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/notes_window.h"

#include "widgets/state/view_state.h"
#include "widgets/stories/story_text.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QScreen>
#include <QTextBrowser>
#include <QTime>
#include <QVBoxLayout>

namespace lapidary::window {

namespace {

constexpr double kNotes = 1.5;
constexpr double kTime = 2.0;
constexpr int kTickMs = 1000;
constexpr QSize kUsual(760, 560);

QFont scaled(double factor, bool bold = false) {
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setBold(bold);
    return font;
}

QLabel* label(const QString& name, const QFont& font, QWidget* parent) {
    auto* made = new QLabel(parent);
    made->setObjectName(name);
    made->setTextFormat(Qt::PlainText);
    made->setWordWrap(true);
    made->setFont(font);
    return made;
}

QTextBrowser* reader(const QString& name, const QString& accessibleName, double factor, QWidget* parent) {
    auto* made = new QTextBrowser(parent);
    made->setObjectName(name);
    made->setAccessibleName(accessibleName);
    made->setOpenLinks(false);
    made->setFont(scaled(factor));
    return made;
}

void setMarkdown(QTextBrowser& browser, const std::string& text, const widgets::ViewState& state) {
    widgets::setStoryMarkdown(*browser.document(),
                              widgets::fillStoryText(QString::fromStdString(text), state).text);
}

} // namespace

NotesWindow::NotesWindow(QWidget* presented)
    : QWidget(presented, Qt::Window)
    , m_title(label(QStringLiteral("notesTitle"), scaled(kNotes, true), this))
    , m_notes(reader(QStringLiteral("notesText"), tr("Notes of the step"), kNotes, this))
    , m_nextTitle(label(QStringLiteral("notesNextTitle"), scaled(1.0, true), this))
    , m_next(reader(QStringLiteral("notesNext"), tr("Text of the next step"), 1.0, this))
    , m_clock(label(QStringLiteral("notesClock"), scaled(kTime), this))
    , m_elapsed(label(QStringLiteral("notesElapsed"), scaled(kTime, true), this)) {
    setObjectName(QStringLiteral("notesWindow"));
    setWindowTitle(tr("Notes – Lapidary"));
    setAccessibleName(tr("Notes for the speaker"));
    setProperty("helpPage", QStringLiteral("presenting"));
    m_notes->setPlaceholderText(tr("This step has no notes."));
    auto* time = new QHBoxLayout;
    time->addWidget(m_elapsed);
    time->addStretch();
    time->addWidget(m_clock);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(time);
    layout->addWidget(m_title);
    layout->addWidget(m_notes, 3);
    layout->addWidget(m_nextTitle);
    layout->addWidget(m_next, 2);
    resize(kUsual);
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &NotesWindow::showTime);
}

void NotesWindow::startClock() {
    m_since.start();
    m_tick.start();
    showTime();
}

void NotesWindow::showTime() {
    const qint64 seconds = m_since.isValid() ? m_since.elapsed() / 1000 : 0;
    const QString elapsed =
        QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    m_elapsed->setText(m_minutes > 0 ? tr("%1 of %2 min").arg(elapsed).arg(m_minutes) : elapsed);
    m_clock->setText(QLocale().toString(QTime::currentTime(), QLocale::ShortFormat));
}

void NotesWindow::showStep(const results::Story& story, std::size_t step, const widgets::ViewState& state) {
    m_minutes = story.minutes;
    const std::size_t steps = story.steps.size();
    const results::StoryStep now = step < steps ? story.steps[step] : results::StoryStep();
    m_title->setText(tr("%1 of %2: %3").arg(step + 1).arg(steps).arg(QString::fromStdString(now.title)));
    setMarkdown(*m_notes, now.notes, state);
    const bool more = step + 1 < steps;
    m_nextTitle->setText(more ? tr("Next: %1").arg(QString::fromStdString(story.steps[step + 1].title))
                              : tr("The last step"));
    setMarkdown(*m_next, more ? story.steps[step + 1].text : std::string(), state);
    showTime();
}

void NotesWindow::placeBeside(const QWidget& presented) {
    for (const QScreen* other : QApplication::screens())
        if (other != presented.screen()) {
            const QRect room = other->availableGeometry();
            setGeometry(room.adjusted(room.width() / 20, room.height() / 20, -room.width() / 20,
                                      -room.height() / 20));
            return;
        }
}

} // namespace lapidary::window
