// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/first_steps.h"

#include "app/window/document.h"
#include "app/window/work.h"
#include "widgets/help/first_tasks.h"
#include "widgets/state/selection_model.h"

#include <QCoreApplication>
#include <QSettings>
#include <QTimer>

namespace lapidary::window {

namespace {
const QString kKey = QStringLiteral("firstSteps/done");

QString words(const char* text) {
    return QCoreApplication::translate("lapidary::window::FirstSteps", text);
}
} // namespace

std::vector<widgets::FirstTask> firstTasks() {
    return {
        {QStringLiteral("look"), words("Look at a layer"),
         words("Click a cell of the layer matrix, or go with the arrow keys: every view follows.")},
        {QStringLiteral("preset"), words("Take a preset"),
         words("Menu Plan > Preset, for example w4-g64: the bar above shows the new size.")},
        {QStringLiteral("edit"), words("Change one site by hand"),
         words("Select it, then use the inspector, + and −, or drag the line in a plot.")},
        {QStringLiteral("target"), words("Set a target size"),
         words("In the bar above; it says what is missing and what can be reached.")},
        {QStringLiteral("undo"), words("Take a step back"),
         words("Ctrl+Z, or any step in the History dock. Everything can be undone.")},
        {QStringLiteral("run"), words("Compress"),
         words("Menu Run > Compress by the plan: then see before and after.")},
    };
}

FirstSteps::FirstSteps(widgets::FirstTasks& tasks, Document& document, widgets::SelectionModel& selection,
                       Work& work, QSettings* settings, QObject* parent)
    : QObject(parent)
    , m_tasks(tasks)
    , m_document(document)
    , m_settings(settings)
    , m_isFirstStart(settings != nullptr && !settings->contains(kKey)) {
    if (settings != nullptr) {
        const QStringList done = settings->value(kKey).toStringList();
        for (const QString& id : done)
            tasks.tick(id);
        settings->setValue(kKey, done);
    }
    // The window chooses a first site as a model opens: what comes after that is the user's.
    connect(&document, &Document::opened, this, &FirstSteps::onOpened);
    connect(&selection, &widgets::SelectionModel::focusChanged, this, [this] {
        if (m_opened)
            tick("look");
    });
    connect(&document, &Document::planChanged, this, &FirstSteps::onPlanChanged);
    connect(&document, &Document::workbenchChanged, this, [this](const QString& key) {
        if (key == QLatin1String("target"))
            tick("target");
    });
    connect(&work, &Work::compressed, this, [this] { tick("run"); });
}

void FirstSteps::onOpened() {
    m_opened = false;
    m_preset = m_document.history().plan().preset;
    m_step = m_document.history().current();
    m_steps = m_document.history().steps().size();
    QTimer::singleShot(0, this, [this] { m_opened = m_document.isOpen(); });
}

void FirstSteps::onPlanChanged() {
    const plan::History& history = m_document.history();
    const std::size_t steps = history.steps().size();
    const std::size_t step = history.current();
    if (m_opened && steps > m_steps)
        tick(history.plan().preset != m_preset ? "preset" : "edit");
    else if (m_opened && step != m_step)
        tick("undo");
    m_preset = history.plan().preset;
    m_step = step;
    m_steps = steps;
}

void FirstSteps::tick(const char* id) {
    m_tasks.tick(QString::fromLatin1(id));
    if (m_settings != nullptr)
        m_settings->setValue(kKey, m_tasks.done());
}

} // namespace lapidary::window
