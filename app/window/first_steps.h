// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <string>
#include <vector>

class QSettings;

namespace lapidary::widgets {
class FirstTasks;
class SelectionModel;
struct FirstTask;
} // namespace lapidary::widgets

namespace lapidary::window {

class Document;
class Work;

/// What a newcomer may try.
std::vector<widgets::FirstTask> firstTasks();

/// Ticks the first tasks as they are done, whichever way, and remembers them. Window thread only.
class FirstSteps final : public QObject {
    Q_OBJECT

public:
    /// `settings`: not owned; null keeps nothing.
    FirstSteps(widgets::FirstTasks& tasks, Document& document, widgets::SelectionModel& selection, Work& work,
               QSettings* settings, QObject* parent);

    /// Nothing is remembered yet: the program starts for the first time.
    bool isFirstStart() const { return m_isFirstStart; }

private:
    void onOpened();
    void onPlanChanged();
    void tick(const char* id);

    widgets::FirstTasks& m_tasks;
    Document& m_document;
    QSettings* m_settings;
    bool m_isFirstStart = false;
    bool m_opened = false; // what changes while a model opens is not the user's doing
    std::string m_preset;  // of the plan, and where its history was, at its last change
    std::size_t m_step = 0;
    std::size_t m_steps = 0;
};

} // namespace lapidary::window
