// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme.h"

#include "widgets/theme/icons.h"

#include <QApplication>

#include <cmath>
#include <gtest/gtest.h>

namespace lapidary::widgets {
namespace {

struct ThemeTest : testing::Test {
    ~ThemeTest() override { applyTheme(*qApp, ThemeChoice::Light, false); }
};

/// WCAG 2.
double luminance(const QColor& colour) {
    const auto part = [](double share) {
        return share <= 0.03928 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double light = std::max(luminance(a), luminance(b));
    return (light + 0.05) / (std::min(luminance(a), luminance(b)) + 0.05);
}

TEST_F(ThemeTest, TextReads) {
    for (const auto& [choice, wanted] :
         {std::pair(ThemeChoice::Light, 4.5), std::pair(ThemeChoice::Dark, 4.5),
          std::pair(ThemeChoice::HighContrast, 7.0)}) {
        applyTheme(*qApp, choice, false);
        const QPalette palette = qApp->palette();
        const Theme theme = Theme::of(palette);
        EXPECT_EQ(theme.highContrast, choice == ThemeChoice::HighContrast);
        for (const auto& [text, ground] :
             {std::pair(QPalette::WindowText, QPalette::Window), std::pair(QPalette::Text, QPalette::Base),
              std::pair(QPalette::ButtonText, QPalette::Button),
              std::pair(QPalette::ToolTipText, QPalette::ToolTipBase),
              std::pair(QPalette::Link, QPalette::Window),
              std::pair(QPalette::PlaceholderText, QPalette::Base)})
            EXPECT_GE(contrast(palette.color(text), palette.color(ground)), wanted)
                << static_cast<int>(choice) << ": " << text << " on " << ground;
        for (const QColor& text : {theme.text, theme.mutedText, theme.warning, theme.error})
            EXPECT_GE(contrast(text, theme.background), wanted) << text.name().toStdString();
    }
}

TEST_F(ThemeTest, IconsTakeTheColourOfText) {
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        applyTheme(*qApp, choice, false);
        for (const char* name : {"open", "measure", "compress", "undo", "redo", "search", "help"}) {
            const QIcon icon = themedIcon(QString::fromLatin1(name), qApp->palette());
            ASSERT_FALSE(icon.isNull()) << name;
            const QImage image = icon.pixmap(16).toImage();
            QColor strongest(0, 0, 0, 0);
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixelColor(x, y).alpha() > strongest.alpha())
                        strongest = image.pixelColor(x, y);
            EXPECT_GT(strongest.alpha(), 200) << name;
            EXPECT_EQ(strongest.lightnessF() > 0.5, choice == ThemeChoice::Dark) << name;
        }
    }
    EXPECT_TRUE(themedIcon(QStringLiteral("no such"), qApp->palette()).isNull());
}

} // namespace
} // namespace lapidary::widgets
