// SPDX-License-Identifier: GPL-3.0-or-later
// The scenes of the simulated use. Each undoes what it edits.
#include "app/window/plot_area.h"
#include "tests/bench/window/simulated_use.h"
#include "widgets/matrix/matrix_panel.h"
#include "widgets/panels/plan_table.h"

#include <QAction>
#include <QCoreApplication>
#include <QTableView>
#include <QWheelEvent>

namespace lapidary::bench {

namespace {

constexpr int kMoveMs = 16;
constexpr int kRepeatMs = 33;
constexpr int kThinkMs = 250;
constexpr int kMoves = 50;

/// `share` of the way across a widget.
QPoint across(const QWidget& widget, double x, double y) {
    return {static_cast<int>(x * widget.width()), static_cast<int>(y * widget.height())};
}

/// With Ctrl, which zooms without the focus.
void turnWheel(const QWidget& over, int notches) {
    const QPoint at = over.rect().center();
    QWidget* target = over.childAt(at);
    if (target == nullptr)
        return;
    const QPointF global = over.mapToGlobal(at);
    QCoreApplication::postEvent(target,
                                new QWheelEvent(target->mapFromGlobal(global), global, {}, {0, 120 * notches},
                                                Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false));
}

} // namespace

std::vector<std::function<SimulatedUse::Scene()>> SimulatedUse::scenes() {
    return {[this] { return arrowsInMatrix(); }, [this] { return hover(); },
            [this] { return dragOfTheRank(); },  [this] { return boxInMatrix(); },
            [this] { return edits(); },          [this] { return wheelInPlots(); },
            [this] { return rowsOfTheTable(); }, [this] { return filter(); },
            [this] { return workspaces(); },     [this] { return zoomOfManySpectra(); }};
}

SimulatedUse::Scene SimulatedUse::arrowsInMatrix() {
    Scene scene{"arrows in the matrix", kRepeatMs, {}};
    scene.steps.emplace_back([this] { m_window.matrix().matrix().setFocus(); });
    for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Down, Qt::Key_Left, Qt::Key_Up})
        for (int i = 0; i < 8; ++i)
            scene.steps.emplace_back([this, key] { press(key); });
    return scene;
}

/// Press, 49 moves, release; `at` says where each is.
void SimulatedUse::addDrag(Scene& scene, QWidget& widget, const std::function<QPoint(int move)>& at) {
    const auto add = [&](QEvent::Type type, int move) {
        scene.steps.emplace_back([this, &widget, type, at, move] { mouse(type, widget, at(move)); });
    };
    add(QEvent::MouseButtonPress, 0);
    for (int move = 1; move < kMoves; ++move)
        add(QEvent::MouseMove, move);
    add(QEvent::MouseButtonRelease, kMoves);
}

SimulatedUse::Scene SimulatedUse::boxInMatrix() {
    Scene scene{"box in the matrix", kMoveMs, {}};
    QWidget& matrix = m_window.matrix().matrix();
    addDrag(scene, matrix,
            [&matrix](int move) { return across(matrix, 0.3 + 0.01 * move, 0.3 + 0.008 * move); });
    return scene;
}

SimulatedUse::Scene SimulatedUse::hover() {
    Scene scene{"hover", kMoveMs, {}};
    std::vector<QWidget*> over = {&m_window.matrix().matrix()};
    for (const window::PlotArea::Named& plot : m_window.plots().plots())
        if (plot.view->isVisible())
            over.push_back(&plot.view->plot());
    for (QWidget* widget : over)
        for (int move = 0; move < kMoves; ++move)
            scene.steps.emplace_back([this, widget, move] {
                mouse(QEvent::MouseMove, *widget, across(*widget, 0.05 + 0.018 * move, 0.5));
            });
    return scene;
}

/// Nothing to drag before the spectrum is measured.
SimulatedUse::Scene SimulatedUse::dragOfTheRank() {
    Scene scene{"drag of the rank", kMoveMs, {}};
    m_window.plots().raise(QStringLiteral("spectrum"));
    widgets::PlotView& plot = m_window.plots().plots().front().view->plot();
    if (plot.content().handles.empty())
        return scene;
    addDrag(scene, plot, [&plot](int move) {
        if (move > 0)
            return across(plot, 0.25 + 0.01 * move, 0.5);
        const double handle = plot.content().handles.front().position;
        return QPoint(static_cast<int>(plot.positionOf(handle, plot.ranges().y.upper).x()),
                      plot.height() / 2);
    });
    scene.steps.emplace_back([this, before = m_window.document().history().current()] {
        if (m_window.document().history().current() != before)
            press(Qt::Key_Z, Qt::ControlModifier);
    });
    return scene;
}

SimulatedUse::Scene SimulatedUse::wheelInPlots() {
    Scene scene{"wheel in the plots", kRepeatMs, {}};
    for (const window::PlotArea::Named& plot : m_window.plots().plots())
        for (int notch = 0; notch < 12; ++notch)
            scene.steps.emplace_back([view = plot.view, notch] {
                if (view->isVisible())
                    turnWheel(view->plot(), notch < 6 ? 1 : -1);
            });
    return scene;
}

/// As many lines as the plot draws one by one.
SimulatedUse::Scene SimulatedUse::zoomOfManySpectra() {
    constexpr std::size_t kLines = 12;
    Scene scene{"zoom of 12 spectra", kMoveMs, {}};
    scene.steps.emplace_back([this] {
        widgets::SelectionModel::SiteSet chosen;
        for (const model::Site* site : m_window.document().state().model->blockSites())
            if (site->kind == model::SiteKind::Down && chosen.size() < kLines)
                chosen.insert(site->id);
        m_window.selection().select(chosen, *chosen.begin());
    });
    widgets::LinkedPlot* view = m_window.plots().plots().front().view;
    for (int notch = 0; notch < kMoves; ++notch)
        scene.steps.emplace_back([view, notch] { turnWheel(view->plot(), notch < kMoves / 2 ? 1 : -1); });
    return scene;
}

SimulatedUse::Scene SimulatedUse::rowsOfTheTable() {
    Scene scene{"rows of the plan table", kRepeatMs, {}};
    scene.steps.emplace_back([this] {
        m_window.showWorkspace(QStringLiteral("plan"));
        m_window.findChild<widgets::PlanTable*>()->findChild<QTableView*>()->setFocus();
    });
    for (const Qt::Key key : {Qt::Key_Down, Qt::Key_PageDown, Qt::Key_Up, Qt::Key_PageUp})
        for (int i = 0; i < 10; ++i)
            scene.steps.emplace_back([this, key] { press(key); });
    return scene;
}

/// One site, then all sites: a notch and back, another preset and back.
SimulatedUse::Scene SimulatedUse::edits() {
    Scene scene{"edits of the plan", kThinkMs, {}};
    const auto trigger = [this](const char* action) {
        return [this, action] { m_window.findChild<QAction*>(QString::fromLatin1(action))->trigger(); };
    };
    for (const char* action : {"lower", "undo", "selectAll", "lower", "undo", "preset:w8", "undo"})
        scene.steps.emplace_back(trigger(action));
    scene.steps.emplace_back([this] { m_window.selection().focusOn(m_window.selection().sites()[7]); });
    return scene;
}

SimulatedUse::Scene SimulatedUse::filter() {
    Scene scene{"filter", kThinkMs / 2, {}};
    scene.steps.emplace_back([this] { press(Qt::Key_Slash, {}, QStringLiteral("/")); });
    for (const char letter : {'m', 'l', 'p', '.', 'u', 'p'})
        scene.steps.emplace_back([this, letter] {
            press(static_cast<Qt::Key>(QChar::fromLatin1(letter).toUpper().unicode()), {},
                  QString(QChar::fromLatin1(letter)));
        });
    scene.steps.emplace_back([this] { press(Qt::Key_Escape); });
    return scene;
}

SimulatedUse::Scene SimulatedUse::workspaces() {
    Scene scene{"workspaces", 2 * kThinkMs, {}};
    for (const Qt::Key key : {Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_5, Qt::Key_1})
        scene.steps.emplace_back([this, key] { press(key, Qt::ControlModifier); });
    return scene;
}

} // namespace lapidary::bench
