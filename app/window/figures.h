// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/choose_path.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace lapidary::window {

class PlotArea;

struct WrittenFigures {
    QStringList paths;
    QString failed; // the path that could not be written; empty: all were
};

/// Every plot that has something to show, in each format ("svg"), into a folder that is made where missing.
WrittenFigures writeFigures(const PlotArea& plots, const QString& folder, const QStringList& formats);
/// The same in all formats, into a folder that is asked for; `said` gets a sentence about how it went.
void askWriteFigures(PlotArea& plots, const PathChooser& choose, const std::function<void(QString)>& said);

} // namespace lapidary::window
