// SPDX-License-Identifier: GPL-3.0-or-later
// The window in another language than English.
#include "app/window/main_window.h"
#include "app/window/translations.h"
#include "app/window/window_maker.h"
#include "core/plan/method_info.h"
#include "core/plan/preset.h"
#include "widgets/state/core_text.h"
#include "widgets/state/number_text.h"

#include <QAction>
#include <QApplication>
#include <QLocale>
#include <QMenu>
#include <QMenuBar>
#include <QTest>

#include <gtest/gtest.h>

#include <map>

namespace lapidary::window {
namespace {

struct Language : testing::Test {
    ~Language() override { QLocale::setDefault(before); }

    QLocale before;
    Translations translations;
};

MainWindow* shownWindow() {
    for (QWidget* widget : QApplication::topLevelWidgets())
        if (auto* window = qobject_cast<MainWindow*>(widget); window != nullptr && window->isVisible())
            return window;
    return nullptr;
}

QString firstMenu() {
    return shownWindow() == nullptr ? QString() : shownWindow()->menuBar()->actions().constFirst()->text();
}

/// Entries of one menu that share an access key.
void expectOwnKeys(const QList<QAction*>& entries) {
    std::map<QChar, QString> taken;
    for (const QAction* action : entries) {
        const QString text = action->text();
        const qsizetype at = text.indexOf(u'&');
        if (at >= 0 && at + 1 < text.size()) {
            const auto [other, fresh] = taken.emplace(text.at(at + 1).toLower(), text);
            EXPECT_TRUE(fresh) << text.toStdString() << " and " << other->second.toStdString();
        }
        if (action->menu() != nullptr)
            expectOwnKeys(action->menu()->actions());
    }
}

TEST_F(Language, GermanHasWhatCoreSays) {
    translations.use(QStringLiteral("de"));
    const auto expectGerman = [](const std::string& text) {
        EXPECT_NE(widgets::coreText(text).toStdString(), text) << "run packaging/update-translations.sh de";
    };
    for (const plan::MethodInfo& method : plan::methodTable()) {
        expectGerman(method.help);
        for (const plan::ParameterInfo& parameter : method.parameters)
            expectGerman(parameter.help);
    }
    for (const plan::Preset& preset : plan::presetTable())
        expectGerman(preset.help);
    EXPECT_EQ(widgets::coreText({"rank %1 takes more than the dense matrix; break-even is %2", {"9", "%1"}}),
              QStringLiteral("Rang 9 braucht mehr als die dichte Matrix; Break-even ist %1"));
    EXPECT_EQ(widgets::significant(1.25), QStringLiteral("1,25"));
}

TEST_F(Language, AccessKeysAreOwnInEveryMenu) {
    for (const QString& language : windowLanguages()) {
        SCOPED_TRACE(language.toStdString());
        translations.use(language);
        const MainWindow window({{}, {}, nullptr});
        expectOwnKeys(window.menuBar()->actions());
    }
}

TEST_F(Language, AnotherOneIsThereAtOnceOnTheSameProject) {
    translations.use(QStringLiteral("en"));
    WindowMaker maker(translations, nullptr);
    MainWindow& window = maker.make({});
    window.show();
    window.open(QStringLiteral("builtin"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.document().isOpen(); }, 20000));
    window.selection().select({model::SiteId("blocks.1.attn.q")}, model::SiteId("blocks.1.attn.q"));
    EXPECT_EQ(firstMenu(), QStringLiteral("&File"));
    window.findChild<QAction*>(QStringLiteral("language:de"))->trigger();
    ASSERT_TRUE(QTest::qWaitFor([] { return firstMenu() == QStringLiteral("&Datei"); }, 5000));
    ASSERT_TRUE(QTest::qWaitFor([] { return shownWindow()->document().isOpen(); }, 20000));
    EXPECT_EQ(shownWindow()->selection().focus().name, "blocks.1.attn.q");
}

} // namespace
} // namespace lapidary::window
