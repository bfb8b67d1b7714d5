// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/main_window.h"
#include "tests/bench/window/turn_clock.h"

#include <QObject>
#include <QPoint>
#include <QTimer>

#include <functional>
#include <utility>
#include <vector>

namespace lapidary::bench {

/// What a person does with the open window, again and again, by mouse and keys: arrows through the matrix and
/// the plan table, boxes, drags of the rank, zoom, edits that are undone, the filter, the workspaces. Mouse
/// moves come at 60 Hz, repeated keys at 30 Hz. Where the window is late, inputs come late, never twice.
class SimulatedUse final {
public:
    /// What came of it, to see that the inputs arrive.
    struct Effects {
        std::size_t selections = 0;
        std::size_t edits = 0;     // changes of the plan, their undoing too
        std::size_t rankSteps = 0; // of drags
        std::size_t zooms = 0;
        std::size_t left = 0; // scenes after which the plan was another than before
    };

    SimulatedUse(window::MainWindow& window, TimedApplication& application);

    void start();
    void stop();
    /// Since the last call.
    Effects takeEffects() { return std::exchange(m_effects, {}); }

private:
    using Step = std::function<void()>;
    struct Scene {
        const char* name = "";
        int everyMs = 16;
        std::vector<Step> steps;
    };
    // simulated_use.cpp
    void next();
    void plan(double delayMs);
    void mouse(QEvent::Type type, QWidget& widget, const QPoint& at);
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}, const QString& text = {});
    // use_scenes.cpp
    std::vector<std::function<Scene()>> scenes();
    void addDrag(Scene& scene, QWidget& widget, const std::function<QPoint(int move)>& at);
    Scene arrowsInMatrix();
    Scene boxInMatrix();
    Scene hover();
    Scene dragOfTheRank();
    Scene wheelInPlots();
    Scene zoomOfManySpectra();
    Scene rowsOfTheTable();
    Scene edits();
    Scene filter();
    Scene workspaces();

    window::MainWindow& m_window;
    TimedApplication& m_application;
    QTimer m_timer;
    double m_dueMs = 0.0;
    std::vector<std::function<Scene()>> m_scenes;
    std::size_t m_sceneIndex = 0;
    Scene m_scene;
    plan::Plan m_plan; // before it
    Effects m_effects;
    std::size_t m_step = 0;
    Qt::MouseButtons m_buttons;
    int m_timestamp = 1;
};

} // namespace lapidary::bench
