// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/settings.h"

#include <QColor>
#include <QPalette>
#include <QString>

#include <array>

class QApplication;
class QWidget;

namespace lapidary::widgets {

enum class ThemeChoice { System, Light, Dark, HighContrast };

/// What a site's settings amount to, for colour and glyph (always both): □ dense, ■ quantized, ▲ pruned, ●
/// low rank, ◆ several.
enum class Treatment { Dense, Quantized, Pruned, LowRank, Combined };
Treatment treatmentOf(const plan::SiteSettings& settings);
QChar treatmentGlyph(Treatment treatment);
QString treatmentText(Treatment treatment); // "quantized"

/// The colours of one theme, a value derived from a palette. Views rebuild theirs on QEvent::PaletteChange.
/// Categories are Okabe and Ito's, told apart by people who see colours differently; text on `background` has
/// at least 4.5 : 1.
struct Theme {
    bool dark = false;
    bool highContrast = false; // text has 7 : 1, the focus a thick line
    QColor background;         // of plots
    QColor text;
    QColor mutedText;
    QColor grid;
    QColor selection;   // outline of what is selected
    QColor notMeasured; // ground of hatched cells
    QColor warning;
    QColor error;
    QColor dense; // A: black, white in the dark
    QColor quantized;
    QColor pruned;
    QColor lowRank;
    QColor combined;
    std::array<QColor, 8> lines; // categorical lines in plots, most different first

    static Theme of(const QPalette& palette);
    static Theme of(const QWidget& widget);
    static Theme print(); // white ground, for exported pictures
    QColor colorOf(Treatment treatment) const;
};

/// Fusion style with the palette of the choice. System: light or dark, as `systemIsDark` says.
void applyTheme(QApplication& application, ThemeChoice choice, bool systemIsDark);

} // namespace lapidary::widgets
