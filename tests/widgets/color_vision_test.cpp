// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/color_map.h"
#include "widgets/theme/color_vision.h"
#include "widgets/theme/theme.h"

#include <QLabel>

#include <array>
#include <cmath>
#include <gtest/gtest.h>

namespace lapidary::widgets {
namespace {

constexpr std::array kAll = {Vision::Normal, Vision::Protan, Vision::Deutan, Vision::Tritan, Vision::Grey};

std::string nameOf(Vision vision) {
    return visionNames()[static_cast<int>(vision)].toStdString();
}

TEST(ColorVision, WhiteBlackAndGreyStayWhatTheyAre) {
    for (const Vision vision : kAll)
        for (const int level : {0, 90, 255}) {
            const QColor seen = seenAs(QColor(level, level, level), vision);
            for (const int channel : {seen.red(), seen.green(), seen.blue()})
                EXPECT_NEAR(channel, level, 1) << nameOf(vision); // rows of the matrices add up to 1 ± 1e-6
        }
}

TEST(ColorVision, RedAndGreenOfOneLightnessFallTogetherWithoutTheirCones) {
    const auto distance = [](Vision vision) {
        const QColor red = seenAs(QColor(200, 60, 60), vision);
        const QColor green = seenAs(QColor(60, 130, 60), vision);
        return std::abs(red.red() - green.red()) + std::abs(red.green() - green.green());
    };
    EXPECT_LT(distance(Vision::Deutan), distance(Vision::Normal) / 3);
    EXPECT_GT(distance(Vision::Tritan), distance(Vision::Normal) / 2);
    const QColor grey = seenAs(QColor(200, 60, 60), Vision::Grey);
    EXPECT_EQ(grey.red(), grey.blue());
}

TEST(ColorVision, LightnessOfTheSequentialScaleIsMonotoneInEveryVision) {
    for (const Vision vision : kAll)
        for (const bool dark : {false, true}) {
            double before = lightnessOf(seenAs(sequentialColor(0.0, dark), vision));
            for (int step = 1; step <= 64; ++step) {
                const double now = lightnessOf(seenAs(sequentialColor(step / 64.0, dark), vision));
                // Colours are rounded to bytes: a step may stand still by half a unit.
                if (dark)
                    EXPECT_GT(now, before - 0.5) << nameOf(vision) << " at " << step;
                else
                    EXPECT_LT(now, before + 0.5) << nameOf(vision) << " at " << step;
                before = now;
            }
            const double ends = lightnessOf(seenAs(sequentialColor(1.0, dark), vision)) -
                                lightnessOf(seenAs(sequentialColor(0.0, dark), vision));
            EXPECT_GT(std::abs(ends), 60.0) << nameOf(vision);
        }
}

TEST(ColorVision, EachHalfOfTheDivergingScaleLeadsAwayFromTheGround) {
    for (const Vision vision : kAll)
        for (const bool dark : {false, true})
            for (const double sign : {-1.0, 1.0}) {
                double before = lightnessOf(seenAs(divergingColor(0.0, dark), vision));
                for (int step = 1; step <= 32; ++step) {
                    const double now = lightnessOf(seenAs(divergingColor(sign * step / 32.0, dark), vision));
                    EXPECT_GT((dark ? now - before : before - now), -0.5) << nameOf(vision) << " at " << step;
                    before = now;
                }
            }
}

TEST(ColorVision, TheSidesOfTheDivergingScaleDifferInEveryVisionWithColours) {
    for (const Vision vision : {Vision::Normal, Vision::Protan, Vision::Deutan, Vision::Tritan})
        for (const bool dark : {false, true}) {
            const QColor low = seenAs(divergingColor(-1.0, dark), vision);
            const QColor high = seenAs(divergingColor(1.0, dark), vision);
            const int apart = std::abs(low.red() - high.red()) + std::abs(low.green() - high.green()) +
                              std::abs(low.blue() - high.blue());
            EXPECT_GT(apart, 150) << nameOf(vision);
        }
}

TEST(ColorVision, AnEffectDrawsTheWidgetAndWhatIsInIt) {
    QWidget window;
    window.resize(40, 40);
    auto* label = new QLabel(&window);
    label->setGeometry(0, 0, 20, 20);
    label->setAutoFillBackground(true);
    QPalette palette = label->palette();
    palette.setColor(QPalette::Window, QColor(213, 94, 0));
    label->setPalette(palette);
    window.setGraphicsEffect(new VisionEffect(Vision::Grey));
    const QImage picture = window.grab().toImage();
    EXPECT_EQ(picture.pixelColor(10, 10).rgb(), seenAs(QColor(213, 94, 0), Vision::Grey).rgb());
}

} // namespace
} // namespace lapidary::widgets
