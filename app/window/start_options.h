// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/color_vision.h"
#include "widgets/theme/theme.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace lapidary::window {

/// What the command line of `lapidary` asks for (cli.md).
struct StartOptions {
    QString file;      // a model or project; empty: the built-in model
    QString workspace; // "measure", "plan", "compare", "run", "present"; empty: the last one
    QString language;  // of windowLanguages(); empty: the one chosen before, else the system's
    widgets::ThemeChoice theme = widgets::ThemeChoice::System;
    std::optional<QSize> size;
    QStringList select;                               // sites
    QString metric;                                   // of the layer matrix
    QString screenshot;                               // PNG to write once everything is drawn, then exit
    widgets::Vision vision = widgets::Vision::Normal; // of the picture
    QString figures;                                  // folder for every plot and its table, then exit
    QStringList figureFormats = {QStringLiteral("svg"), QStringLiteral("pdf"), QStringLiteral("png"),
                                 QStringLiteral("csv")};

    bool headless() const { return !screenshot.isEmpty() || !figures.isEmpty(); }
};

struct StartParse {
    StartOptions options;
    QString message;             // to print: help, version or what was wrong
    std::optional<int> exitCode; // to leave with at once
};
StartParse parseStart(const QStringList& arguments);

/// `--language L`, before the texts of the command line are made; empty where it is not known.
QString languageOf(const QStringList& arguments);

/// `--scale F` must be in the environment before the application exists.
void applyScale(int argc, char** argv);

/// The environment says where windows go. Pictures, help and errors need no display.
bool hasDisplay();

} // namespace lapidary::window
