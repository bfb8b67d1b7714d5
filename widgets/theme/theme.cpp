// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme.h"

#include "widgets/theme/outlined_style.h"

#include <QApplication>
#include <QCoreApplication>
#include <QWidget>

namespace lapidary::widgets {

namespace {

// Okabe and Ito 2008.
const QColor kBlue(0x00, 0x72, 0xB2);
const QColor kVermillion(0xD5, 0x5E, 0x00);
const QColor kGreen(0x00, 0x9E, 0x73);
const QColor kPurple(0xCC, 0x79, 0xA7);
const QColor kOrange(0xE6, 0x9F, 0x00);
const QColor kSkyBlue(0x56, 0xB4, 0xE9);

Theme lightTheme() {
    Theme theme;
    theme.background = Qt::white;
    theme.text = QColor(0x1B, 0x1E, 0x23);
    theme.mutedText = QColor(0x5A, 0x61, 0x6B);
    theme.grid = QColor(0xE1, 0xE4, 0xE8);
    theme.selection = QColor(0x11, 0x13, 0x17);
    theme.notMeasured = QColor(0xEC, 0xEE, 0xF1);
    theme.warning = QColor(0x9A, 0x5B, 0x00);
    theme.error = QColor(0xB3, 0x26, 0x1E);
    theme.dense = Qt::black;
    theme.quantized = kBlue;
    theme.pruned = kVermillion;
    theme.lowRank = kGreen;
    theme.combined = QColor(0xA8, 0x4F, 0x82); // a darker purple: 3 : 1 on white
    theme.lines = {kBlue,   kVermillion, QColor(0x00, 0x7A, 0x5A), QColor(0xA8, 0x4F, 0x82), Qt::black,
                   kOrange, kSkyBlue,    QColor(0x70, 0x70, 0x70)};
    return theme;
}

Theme darkTheme() {
    Theme theme;
    theme.dark = true;
    theme.background = QColor(0x1B, 0x1E, 0x23);
    theme.text = QColor(0xE8, 0xEA, 0xED);
    theme.mutedText = QColor(0xA6, 0xAD, 0xB7);
    theme.grid = QColor(0x35, 0x3A, 0x42);
    theme.selection = QColor(0xFF, 0xFF, 0xFF);
    theme.notMeasured = QColor(0x2A, 0x2E, 0x35);
    theme.warning = kOrange;
    theme.error = QColor(0xFF, 0x8A, 0x80);
    theme.dense = Qt::white;
    theme.quantized = QColor(0x4D, 0xA6, 0xE0);
    theme.pruned = QColor(0xF0, 0x80, 0x30);
    theme.lowRank = QColor(0x2F, 0xC2, 0x97);
    theme.combined = kPurple;
    theme.lines = {QColor(0x4D, 0xA6, 0xE0),
                   QColor(0xF0, 0x80, 0x30),
                   QColor(0x2F, 0xC2, 0x97),
                   kPurple,
                   Qt::white,
                   kOrange,
                   QColor(0x9C, 0xD6, 0xF7),
                   QColor(0xA0, 0xA0, 0xA0)};
    return theme;
}

Theme highContrastTheme() {
    Theme theme = darkTheme();
    theme.highContrast = true;
    theme.background = Qt::black;
    theme.text = Qt::white;
    theme.mutedText = QColor(0xDD, 0xDD, 0xDD);
    theme.grid = QColor(0x60, 0x60, 0x60);
    theme.notMeasured = QColor(0x20, 0x20, 0x20);
    theme.warning = QColor(0xFF, 0xC8, 0x50);
    theme.error = QColor(0xFF, 0xA8, 0xA0);
    return theme;
}

QPalette lightPalette() {
    QPalette palette;
    const QColor text(0x1B, 0x1E, 0x23);
    palette.setColor(QPalette::Window, QColor(0xF3, 0xF4, 0xF6));
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, Qt::white);
    palette.setColor(QPalette::AlternateBase, QColor(0xF7, 0xF8, 0xFA));
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::Button, QColor(0xE9, 0xEB, 0xEE));
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, QColor(0xFF, 0xFF, 0xF4));
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::PlaceholderText, QColor(0x6B, 0x72, 0x7C));
    palette.setColor(QPalette::Highlight, kBlue);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(0x00, 0x5A, 0x8D));
    palette.setColor(QPalette::Light, Qt::white);
    palette.setColor(QPalette::Midlight, QColor(0xF0, 0xF1, 0xF3));
    palette.setColor(QPalette::Mid, QColor(0xC4, 0xC8, 0xCE));
    palette.setColor(QPalette::Dark, QColor(0x9A, 0xA0, 0xA8));
    palette.setColor(QPalette::Shadow, QColor(0x60, 0x66, 0x6E));
    const QColor disabled(0x9A, 0xA0, 0xA8);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(0xC4, 0xC8, 0xCE));
    return palette;
}

QPalette darkPalette() {
    QPalette palette;
    const QColor text(0xE8, 0xEA, 0xED);
    palette.setColor(QPalette::Window, QColor(0x24, 0x28, 0x2E));
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, QColor(0x1B, 0x1E, 0x23));
    palette.setColor(QPalette::AlternateBase, QColor(0x21, 0x25, 0x2B));
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::Button, QColor(0x31, 0x36, 0x3E));
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, QColor(0x31, 0x36, 0x3E));
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::PlaceholderText, QColor(0x9A, 0xA2, 0xAC));
    palette.setColor(QPalette::Highlight, QColor(0x1F, 0x7F, 0xC4));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(0x7C, 0xC4, 0xF5));
    palette.setColor(QPalette::Light, QColor(0x4A, 0x50, 0x5A));
    palette.setColor(QPalette::Midlight, QColor(0x3B, 0x41, 0x4A));
    palette.setColor(QPalette::Mid, QColor(0x46, 0x4C, 0x56));
    palette.setColor(QPalette::Dark, QColor(0x15, 0x17, 0x1B));
    palette.setColor(QPalette::Shadow, Qt::black);
    const QColor disabled(0x6F, 0x77, 0x82);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(0x46, 0x4C, 0x56));
    return palette;
}

const QColor kContrastHighlight(0xFF, 0xE0, 0x30);

QPalette highContrastPalette() {
    QPalette palette = darkPalette();
    for (const auto role : {QPalette::Window, QPalette::Base, QPalette::AlternateBase, QPalette::ToolTipBase,
                            QPalette::Shadow, QPalette::Dark})
        palette.setColor(role, Qt::black);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, Qt::white);
    palette.setColor(QPalette::Button, QColor(0x1A, 0x1A, 0x1A));
    palette.setColor(QPalette::PlaceholderText, QColor(0xCC, 0xCC, 0xCC));
    palette.setColor(QPalette::Highlight, kContrastHighlight);
    palette.setColor(QPalette::HighlightedText, Qt::black);
    palette.setColor(QPalette::Link, QColor(0x9C, 0xD6, 0xF7));
    palette.setColor(QPalette::Light, QColor(0xB0, 0xB0, 0xB0));
    palette.setColor(QPalette::Midlight, QColor(0x80, 0x80, 0x80));
    palette.setColor(QPalette::Mid, QColor(0xA0, 0xA0, 0xA0));
    const QColor disabled(0xA8, 0xA8, 0xA8);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, disabled);
    return palette;
}

} // namespace

Treatment treatmentOf(const plan::SiteSettings& settings) {
    if (settings.dense())
        return Treatment::Dense;
    if (settings.families.size() > 1)
        return Treatment::Combined;
    switch (settings.families.begin()->first) {
    case plan::Family::Quantization:
        return Treatment::Quantized;
    case plan::Family::Sparsity:
    case plan::Family::Structured:
        return Treatment::Pruned;
    case plan::Family::LowRank:
        return Treatment::LowRank;
    case plan::Family::Adapter:
    case plan::Family::Joint:
        return Treatment::Combined;
    }
    return Treatment::Combined;
}

QChar treatmentGlyph(Treatment treatment) {
    switch (treatment) {
    case Treatment::Dense:
        return QChar(0x25A1);
    case Treatment::Quantized:
        return QChar(0x25A0);
    case Treatment::Pruned:
        return QChar(0x25B2);
    case Treatment::LowRank:
        return QChar(0x25CF);
    case Treatment::Combined:
        return QChar(0x25C6);
    }
    return {};
}

QString treatmentText(Treatment treatment) {
    switch (treatment) {
    case Treatment::Dense:
        return QCoreApplication::translate("lapidary::widgets::Treatment", "dense");
    case Treatment::Quantized:
        return QCoreApplication::translate("lapidary::widgets::Treatment", "quantized");
    case Treatment::Pruned:
        return QCoreApplication::translate("lapidary::widgets::Treatment", "pruned");
    case Treatment::LowRank:
        return QCoreApplication::translate("lapidary::widgets::Treatment", "low rank");
    case Treatment::Combined:
        return QCoreApplication::translate("lapidary::widgets::Treatment", "combined");
    }
    return {};
}

Theme Theme::of(const QPalette& palette) {
    if (palette.color(QPalette::Active, QPalette::Highlight) == kContrastHighlight)
        return highContrastTheme();
    return palette.color(QPalette::Window).lightnessF() < 0.5 ? darkTheme() : lightTheme();
}

Theme Theme::of(const QWidget& widget) {
    return of(widget.palette());
}

Theme Theme::print() {
    return lightTheme();
}

QColor Theme::colorOf(Treatment treatment) const {
    switch (treatment) {
    case Treatment::Dense:
        return dense;
    case Treatment::Quantized:
        return quantized;
    case Treatment::Pruned:
        return pruned;
    case Treatment::LowRank:
        return lowRank;
    case Treatment::Combined:
        return combined;
    }
    return dense;
}

void applyTheme(QApplication& application, ThemeChoice choice, bool systemIsDark) {
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && systemIsDark);
    QApplication::setStyle(new OutlinedStyle);
    application.setPalette(choice == ThemeChoice::HighContrast ? highContrastPalette()
                           : dark                              ? darkPalette()
                                                               : lightPalette());
}

} // namespace lapidary::widgets
