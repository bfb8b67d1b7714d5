// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/stage_text.h"

#include <gtest/gtest.h>

namespace lapidary::window {
namespace {

TEST(StageText, SaysWhereAJobIs) {
    EXPECT_EQ(stageText("measure/blocks.7"), QStringLiteral("block 7"));
    EXPECT_EQ(stageText("solve/blocks.7.mlp.up"), QStringLiteral("block 7 · up"));
    EXPECT_EQ(stageText("write/blocks.7"), QStringLiteral("writing block 7"));
    EXPECT_EQ(stageText("write/embed"), QStringLiteral("writing embedding"));
    EXPECT_EQ(stageText("open"), QStringLiteral("opening the model"));
}

TEST(StageText, AnUnknownStageStaysAsItIs) {
    EXPECT_EQ(stageText("polish"), QStringLiteral("polish"));
    EXPECT_EQ(stageText("polish/edges"), QStringLiteral("edges"));
    EXPECT_EQ(stageText(""), QString());
}

} // namespace
} // namespace lapidary::window
