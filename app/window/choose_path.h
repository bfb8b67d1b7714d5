// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace lapidary::window {

/// What a person is asked to choose.
struct PathQuestion {
    enum class Kind { OpenFile, OpenFolder, SaveFile };
    Kind kind = Kind::OpenFile;
    QString title;
    QString from; // a path to begin at
    QStringList filters;
    QString suffix; // added to a name without one
};

/// Asks and calls back with the path; not at all where nothing was chosen. Tests give their own.
using PathChooser =
    std::function<void(QWidget* parent, const PathQuestion& question, std::function<void(QString)> chosen)>;

/// The platform's dialog, without waiting for it.
void choosePath(QWidget* parent, const PathQuestion& question, std::function<void(QString)> chosen);

} // namespace lapidary::window
