// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/window/simulated_use.h"

#include "app/window/plot_area.h"

#include <QTest>
#include <QWindow>

#include <algorithm>
#include <cmath>

namespace lapidary::bench {

namespace {
constexpr double kBetweenScenesMs = 200.0;
constexpr int kNoDoubleClickMs = 500;
} // namespace

SimulatedUse::SimulatedUse(window::MainWindow& window, TimedApplication& application)
    : m_window(window)
    , m_application(application)
    , m_scenes(scenes()) {
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.callOnTimeout([this] { next(); });
    using widgets::SelectionModel;
    const auto count = [this](std::size_t Effects::*effect) {
        return [this, effect] { ++(m_effects.*effect); };
    };
    QObject::connect(&window.selection(), &SelectionModel::focusChanged, &m_timer,
                     count(&Effects::selections));
    QObject::connect(&window.selection(), &SelectionModel::setChanged, &m_timer, count(&Effects::selections));
    QObject::connect(&window.document(), &window::Document::planChanged, &m_timer, count(&Effects::edits));
    for (const window::PlotArea::Named& plot : window.plots().plots()) {
        QObject::connect(&plot.view->plot(), &widgets::PlotView::rangesChanged, &m_timer,
                         count(&Effects::zooms));
        if (plot.id == QLatin1String("spectrum"))
            QObject::connect(&plot.view->plot(), &widgets::PlotView::handleMoved, &m_timer,
                             count(&Effects::rankSteps));
    }
}

void SimulatedUse::start() {
    m_dueMs = TimedApplication::nowMs();
    m_plan = m_window.document().history().plan();
    plan(kBetweenScenesMs);
}

/// A drag that is on is let go.
void SimulatedUse::stop() {
    m_timer.stop();
    if (m_buttons != Qt::NoButton)
        mouse(QEvent::MouseButtonRelease, m_window, {1, 1});
    m_scene = {};
    m_step = 0;
}

void SimulatedUse::plan(double delayMs) {
    const double now = TimedApplication::nowMs();
    m_dueMs = std::max(m_dueMs + delayMs, now);
    m_timer.start(static_cast<int>(std::lround(m_dueMs - now)));
}

void SimulatedUse::next() {
    if (m_step == m_scene.steps.size()) {
        if (m_window.document().history().plan() != m_plan) {
            ++m_effects.left;
            m_plan = m_window.document().history().plan();
        }
        m_scene = m_scenes[m_sceneIndex]();
        m_sceneIndex = (m_sceneIndex + 1) % m_scenes.size();
        m_step = 0;
    }
    m_application.beginInput(m_scene.name, m_dueMs);
    if (m_step < m_scene.steps.size())
        m_scene.steps[m_step++]();
    plan(m_step == m_scene.steps.size() ? kBetweenScenesMs : m_scene.everyMs);
}

/// As the platform's plugin would hand it over.
void SimulatedUse::mouse(QEvent::Type type, QWidget& widget, const QPoint& at) {
    QWindow* native = m_window.windowHandle();
    const QPoint local = widget.mapTo(&m_window, at);
    const bool moves = type == QEvent::MouseMove;
    if (type == QEvent::MouseButtonPress)
        m_buttons = Qt::LeftButton;
    else if (!moves)
        m_buttons = Qt::NoButton;
    qt_handleMouseEvent(native, local, native->mapToGlobal(local), m_buttons,
                        moves ? Qt::NoButton : Qt::LeftButton, type, {}, ++m_timestamp);
    if (type == QEvent::MouseButtonRelease)
        m_timestamp += kNoDoubleClickMs;
}

void SimulatedUse::press(Qt::Key key, Qt::KeyboardModifiers modifiers, const QString& text) {
    for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease})
        qt_handleKeyEvent(m_window.windowHandle(), type, key, modifiers, text);
}

} // namespace lapidary::bench
