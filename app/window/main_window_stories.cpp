// SPDX-License-Identifier: GPL-3.0-or-later
// Stories, lessons and presenting, as far as the main window knows of them.
#include "app/window/main_window.h"

#include "app/window/lessons.h"
#include "app/window/stories.h"
#include "app/window/workspaces.h"
#include "widgets/stories/stories_panel.h"

#include <QAction>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>

namespace lapidary::window {

void MainWindow::buildStories(QSplitter& evidence) {
    m_stories = new Stories({*this, evidence, [this] { return m_workspaces->current(); },
                             [this](const QString& name) { showWorkspace(name); },
                             [this](const QString& path) { open(path); }},
                            {m_document, m_selection, *m_matrix, *m_plots});
    QDockWidget* dock =
        addDock(QStringLiteral("stories"), tr("Stories"), &m_stories->panel(), Qt::RightDockWidgetArea);
    dock->hide(); // until it is asked for
    connect(m_stories, &Stories::message, this, &MainWindow::say);
    connect(m_stories, &Stories::failed, this, &MainWindow::complain);
}

void MainWindow::buildPresentMenu() {
    QMenu* menu = menuBar()->addMenu(tr("Pre&sent"));
    add(menu, QStringLiteral("present"), tr("&Present the story"), QKeySequence(Qt::Key_F5),
        [this] { m_stories->present(); });
    add(menu, QStringLiteral("addStep"), tr("&Add a step from what is on screen"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T), [this] {
            showDock(QStringLiteral("stories"));
            m_stories->addStep();
        });
    add(menu, QStringLiteral("updateStep"), tr("&Update the step from what is on screen"), {},
        [this] { m_stories->updateStep(); });
    add(menu, QStringLiteral("showStep"), tr("&Show the step of the story"), {},
        [this] { m_stories->showStep(); });
    menu->addSeparator();
    menu->addAction(m_docks.at(QStringLiteral("stories"))->toggleViewAction());
}

void MainWindow::buildLessonMenu(QMenu& help) {
    QMenu* menu = help.addMenu(tr("&Lessons"));
    int number = 0;
    for (const Lesson& lesson : lessons()) {
        const QString text = tr("&%1 %2 (%3 min)")
                                 .arg(++number)
                                 .arg(QString::fromStdString(lesson.story.title))
                                 .arg(lesson.story.minutes);
        add(menu, QStringLiteral("lesson:") + lesson.id, text, {},
            [this, id = lesson.id] { m_stories->presentNamed(id, 0); });
    }
}

void MainWindow::presentWhatWaits() {
    m_stories->startWaiting();
    if (!std::exchange(m_options.present, false))
        return;
    const Presenter::Options options{.fullScreen = !m_options.headless() && !m_options.size};
    if (m_options.story.isEmpty())
        m_stories->present(options);
    else if (!m_stories->presentNamed(m_options.story, static_cast<std::size_t>(m_options.step) - 1, options))
        complain(tr("--story: there is no story %1").arg(m_options.story));
}

} // namespace lapidary::window
