// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace lapidary::widgets {

/// The actions of a plot with their keys, which act while the plot has the focus.
class PlotActions final : public QObject {
    Q_OBJECT

public:
    explicit PlotActions(QWidget& view);

    QAction* fit;
    QAction* zoomSelection;
    QAction* zoomBack;
    QAction* zoomForward;
    QAction* logY;
    QAction* logX;
    QAction* table;
    QAction* words;
    QAction* footLine;
    QAction* moveHandle;
    QAction* copyImage;
    QAction* copyData;
    QAction* copyVisible;
    QAction* exportAny;
    QAction* exportPng;
    QAction* exportSvg;
    QAction* exportPdf;
    QAction* exportCsv;

    void fill(QMenu& menu) const;

private:
    QAction* add(QWidget& view, const char* name, const QString& text, const class QKeySequence& key,
                 bool checkable);
};

} // namespace lapidary::widgets
