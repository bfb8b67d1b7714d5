// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/start_options.h"

#include <gtest/gtest.h>

namespace lapidary::window {
namespace {

StartParse parse(const QString& arguments) {
    return parseStart(QStringList(QStringLiteral("lapidary")) + arguments.split(u' ', Qt::SkipEmptyParts));
}

TEST(StartOptions, ReadsTheContract) {
    const StartParse start =
        parse(QStringLiteral("model.gguf --workspace plan --theme dark --size 1280x720 "
                             "--scale 2 --select a,b --screenshot out.png --vision deutan"));
    EXPECT_FALSE(start.exitCode.has_value()) << start.message.toStdString();
    EXPECT_EQ(start.options.file, QStringLiteral("model.gguf"));
    EXPECT_EQ(start.options.workspace, QStringLiteral("plan"));
    EXPECT_EQ(start.options.theme, widgets::ThemeChoice::Dark);
    EXPECT_EQ(start.options.size, QSize(1280, 720));
    EXPECT_EQ(start.options.select.size(), 2);
    EXPECT_EQ(start.options.vision, widgets::Vision::Deutan);
    EXPECT_TRUE(start.options.headless());
}

TEST(StartOptions, WithoutAnythingTheWindowOpens) {
    const StartParse start = parse({});
    EXPECT_FALSE(start.exitCode.has_value());
    EXPECT_FALSE(start.options.headless());
}

TEST(StartOptions, WrongUseEndsWithTwoAndSaysWhy) {
    for (const char* wrong :
         {"--theme blue", "--size big", "--workspace kitchen", "--vision blue", "--unknown", "a b"}) {
        const StartParse start = parse(QString::fromLatin1(wrong));
        EXPECT_EQ(start.exitCode, 2) << wrong;
        EXPECT_FALSE(start.message.isEmpty()) << wrong;
    }
}

TEST(StartOptions, HelpEndsWithZero) {
    const StartParse start = parse(QStringLiteral("--help"));
    EXPECT_EQ(start.exitCode, 0);
    EXPECT_TRUE(start.message.contains(QStringLiteral("--screenshot")));
}

TEST(StartOptions, TheLanguageIsKnownBeforeTheTextsAreMade) {
    EXPECT_EQ(parse(QStringLiteral("--language de sample")).options.language, QStringLiteral("de"));
    EXPECT_EQ(parse(QStringLiteral("--language klingon")).exitCode, 2);
    const QString program = QStringLiteral("lapidary");
    EXPECT_EQ(languageOf({program, QStringLiteral("--language=de")}), QStringLiteral("de"));
    EXPECT_EQ(languageOf({program, QStringLiteral("--language"), QStringLiteral("en"), QStringLiteral("a")}),
              QStringLiteral("en"));
    EXPECT_EQ(languageOf({program, QStringLiteral("--language")}), QString());
    EXPECT_EQ(languageOf({program, QStringLiteral("--language=klingon")}), QString());
}

TEST(StartOptions, PresentIsAWorkspace) {
    EXPECT_EQ(parse(QStringLiteral("--present")).options.workspace, QStringLiteral("present"));
}

} // namespace
} // namespace lapidary::window
