// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_actions.h"

#include <QAction>
#include <QKeySequence>
#include <QMenu>
#include <QWidget>

namespace lapidary::widgets {

PlotActions::PlotActions(QWidget& view)
    : QObject(&view)
    , fit(add(view, "plotFit", tr("Fit"), Qt::Key_A, false))
    , zoomSelection(add(view, "plotZoomSelection", tr("Zoom to the selection"), Qt::Key_Z, false))
    , zoomBack(add(view, "plotZoomBack", tr("Zoom as before"), Qt::Key_Backspace, false))
    , zoomForward(add(view, "plotZoomForward", tr("Zoom as after"), Qt::SHIFT | Qt::Key_Backspace, false))
    , logY(add(view, "plotLogY", tr("Logarithmic y axis"), Qt::Key_L, true))
    , logX(add(view, "plotLogX", tr("Logarithmic x axis"), Qt::SHIFT | Qt::Key_L, true))
    , table(add(view, "plotTable", tr("Show as table"), Qt::Key_T, true))
    , words(add(view, "plotWords", tr("Describe in words"), Qt::Key_W, true))
    , footLine(add(view, "plotFootLine", tr("Line with what it was measured on"), {}, true))
    , moveHandle(add(view, "plotMoveHandle", tr("Move the cut with the arrow keys\tEnter"), {}, false))
    , copyImage(add(view, "plotCopyImage", tr("Copy image"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, false))
    , copyData(add(view, "plotCopyData", tr("Copy data"), QKeySequence::Copy, false))
    , copyVisible(add(view, "plotCopyVisible", tr("Copy visible data"), {}, false))
    , exportAny(add(view, "plotExport", tr("Export…"), Qt::CTRL | Qt::Key_E, false))
    , exportPng(add(view, "plotExportPng", tr("As picture (PNG)…"), {}, false))
    , exportSvg(add(view, "plotExportSvg", tr("As drawing (SVG)…"), {}, false))
    , exportPdf(add(view, "plotExportPdf", tr("As PDF…"), {}, false))
    , exportCsv(add(view, "plotExportCsv", tr("As table (CSV)…"), {}, false)) {
    footLine->setChecked(true);
}

QAction* PlotActions::add(QWidget& view, const char* name, const QString& text, const QKeySequence& key,
                          bool checkable) {
    auto* action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setShortcutVisibleInContextMenu(true);
    action->setCheckable(checkable);
    view.addAction(action);
    return action;
}

void PlotActions::fill(QMenu& menu) const {
    menu.addActions({fit, zoomSelection, zoomBack, zoomForward, logY, logX});
    menu.addSeparator();
    menu.addActions({table, words, footLine});
    if (moveHandle->isEnabled())
        menu.addAction(moveHandle);
    menu.addSeparator();
    menu.addActions({copyImage, copyData, copyVisible});
    QMenu* exports = menu.addMenu(tr("Export"));
    exports->addActions({exportAny, exportPng, exportSvg, exportPdf, exportCsv});
}

} // namespace lapidary::widgets
