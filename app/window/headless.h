// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/start_options.h"

#include <QObject>

namespace lapidary::window {

class MainWindow;

/// `--screenshot` and `--figures`: once the model is open and everything is drawn, writes the files and ends
/// the program; status 1 with a sentence on standard error where that fails.
class Headless final : public QObject {
    Q_OBJECT

public:
    Headless(MainWindow& window, StartOptions options, QObject* parent = nullptr);

private:
    void write();
    void writeScreenshot();
    void writeFigures();
    void end(int status, const QString& message);

    MainWindow& m_window;
    StartOptions m_options;
};

} // namespace lapidary::window
