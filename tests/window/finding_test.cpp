// SPDX-License-Identifier: GPL-3.0-or-later
// Palette, keys of the view and the way from pane to pane, in the window.
#include "app/window/action_lists.h"
#include "app/window/keys_of_view.h"
#include "app/window/palette_entries.h"
#include "app/window/plot_area.h"
#include "tests/window/window_fixture.h"
#include "widgets/help/help_view.h"
#include "widgets/help/keys_overlay.h"
#include "widgets/matrix/matrix_panel.h"
#include "widgets/palette/command_palette.h"

#include <QApplication>
#include <QDockWidget>

namespace lapidary::window {
namespace {

using widgets::PaletteEntry;

struct FindingTest : WindowTest {
    void SetUp() override { startFake(1); }
    widgets::CommandPalette& palette() const { return *window->findChild<widgets::CommandPalette*>(); }
    QLineEdit& field() const { return *palette().findChild<QLineEdit*>(); }
    void type(const QString& text) const {
        QTest::keyClick(window.get(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&field(), text);
    }
    QString first() const { return palette().model().index(0).data().toString(); }
    void enter() const { QTest::keyClick(&field(), Qt::Key_Return); }
    std::optional<std::int64_t> bitsOf(const char* site) const {
        const auto& families = window->document().state().resolved(SiteId(site))->settings.families;
        const auto found = families.find(plan::Family::Quantization);
        if (found == families.end())
            return std::nullopt;
        return found->second.integer("bits");
    }
};

TEST_F(FindingTest, FindsSitesSetsHelpWorkspacesDocksAndActions) {
    ASSERT_TRUE(openRandomModel());
    window->sets().add(QStringLiteral("my ends"), {SiteId("blocks.0.mlp.down"), SiteId("blocks.1.mlp.down")});
    type(QStringLiteral("down 1"));
    enter();
    EXPECT_EQ(window->selection().focus(), SiteId("blocks.1.mlp.down"));
    type(QStringLiteral("my ends"));
    enter();
    EXPECT_EQ(window->selection().set().size(), 2U);
    type(QStringLiteral("workspace"));
    type(QStringLiteral("help spectrum"));
    EXPECT_EQ(first(), QStringLiteral("Rank spectrum"));
    enter();
    EXPECT_EQ(window->findChild<widgets::HelpView*>()->page(), QStringLiteral("plot-spectrum"));
    type(QStringLiteral("show log"));
    enter();
    EXPECT_TRUE(window->findChild<QDockWidget*>(QStringLiteral("log"))->isVisible());
    type(QStringLiteral("fit"));
    EXPECT_GT(palette().model().rowCount(), 0) << "actions of views, without a menu entry";
}

TEST_F(FindingTest, ASettingIsSetOnTheSelectionInOneStep) {
    ASSERT_TRUE(openRandomModel());
    window->selection().select({SiteId("blocks.0.mlp.down"), SiteId("blocks.1.mlp.up")});
    type(QStringLiteral("bits 4"));
    EXPECT_TRUE(first().contains(QStringLiteral("4"))) << first().toStdString();
    enter();
    EXPECT_EQ(bitsOf("blocks.0.mlp.down"), 4);
    EXPECT_EQ(bitsOf("blocks.1.mlp.up"), 4);
    type(QStringLiteral("rank 0.5"));
    enter();
    EXPECT_TRUE(window->document()
                    .state()
                    .resolved(SiteId("blocks.1.mlp.up"))
                    ->settings.families.contains(plan::Family::LowRank));
    action("undo")->trigger();
    action("undo")->trigger();
    EXPECT_FALSE(action("undo")->isEnabled()) << "two commands, two steps";
    EXPECT_FALSE(bitsOf("blocks.0.mlp.down").has_value());
    const std::vector<PaletteEntry> wrong = settingEntries(*window, QStringLiteral("bits 77"));
    ASSERT_EQ(wrong.size(), 1U);
    EXPECT_FALSE(wrong.front().whyNot.isEmpty());
    window->selection().clear();
    EXPECT_FALSE(settingEntries(*window, QStringLiteral("bits 4")).front().whyNot.isEmpty());
    EXPECT_TRUE(settingEntries(*window, QStringLiteral("save as")).empty());
}

TEST_F(FindingTest, EscChangesNothingAndDisabledActionsSayWhy) {
    type(QStringLiteral("export plan"));
    EXPECT_EQ(palette().model().index(0).data(widgets::PaletteModel::WhyNotRole).toString(),
              QStringLiteral("no model is open"));
    QTest::keyClick(&field(), Qt::Key_Escape);
    EXPECT_FALSE(palette().isVisible());
    for (const PaletteEntry& entry : paletteEntries(*window)) {
        EXPECT_FALSE(entry.text.isEmpty()) << entry.id.toStdString();
        EXPECT_TRUE(static_cast<bool>(entry.run)) << entry.id.toStdString();
    }
}

TEST_F(FindingTest, EveryCommandOfTheMenusIsFoundByItsText) {
    ASSERT_TRUE(openRandomModel());
    widgets::PaletteModel model;
    model.setEntries(paletteEntries(*window), {});
    for (const ListedAction& listed : allActions(*window)) {
        if (listed.action->objectName().startsWith(QStringLiteral("dock:")))
            continue;
        model.setQuery(actionText(*listed.action));
        QStringList shown;
        for (int row = 0; row < model.rowCount(); ++row)
            shown += model.index(row).data().toString();
        EXPECT_TRUE(shown.contains(actionText(*listed.action))) << actionText(*listed.action).toStdString();
    }
}

TEST_F(FindingTest, RecentCommandsComeFirstAlsoNextTime) {
    ASSERT_TRUE(openRandomModel());
    type(QStringLiteral("invert selection"));
    enter();
    window.reset();
    startFake(1);
    ASSERT_TRUE(openRandomModel());
    QTest::keyClick(window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(first(), QStringLiteral("Invert the selection"));
}

TEST_F(FindingTest, HShowsTheKeysOfTheViewAndOfTheWindow) {
    ASSERT_TRUE(openRandomModel());
    auto* matrix = &window->matrix().matrix();
    matrix->setFocus();
    QTest::keyClick(matrix, Qt::Key_H);
    auto* overlay = window->findChild<widgets::KeysOverlay*>();
    ASSERT_TRUE(overlay->isVisible());
    EXPECT_TRUE(overlay->text().contains(QStringLiteral("Layer matrix")));
    EXPECT_TRUE(overlay->text().contains(QStringLiteral("Space takes")));
    for (const ListedAction& listed : allActions(*window))
        if (listed.action->shortcutContext() == Qt::WindowShortcut && !listed.action->shortcuts().isEmpty()) {
            EXPECT_TRUE(overlay->text().contains(actionKeys(*listed.action)))
                << actionText(*listed.action).toStdString();
        }
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_H);
    EXPECT_FALSE(overlay->isVisible());
    EXPECT_TRUE(matrix->hasFocus());
    const auto& plot = window->plots().plots().front().view->plot();
    const auto sections = keysSections(*window, const_cast<widgets::PlotView*>(&plot));
    const auto lines = sections.front().lines;
    EXPECT_TRUE(
        std::ranges::any_of(lines, [](const auto& line) { return line.keys == QStringLiteral("T"); }));
}

TEST_F(FindingTest, F6GoesThroughAllPanesAndBack) {
    ASSERT_TRUE(openRandomModel());
    window->matrix().matrix().setFocus();
    QSet<QWidget*> reached;
    QWidget* const begin = QApplication::focusWidget();
    QList<QWidget*> way;
    for (int i = 0; i < 20; ++i) {
        QTest::keyClick(window.get(), Qt::Key_F6);
        way += QApplication::focusWidget();
        if (QApplication::focusWidget() == begin)
            break;
        reached += QApplication::focusWidget();
    }
    EXPECT_EQ(QApplication::focusWidget(), begin) << "round";
    EXPECT_GE(reached.size(), 4) << "bar, tree, plots, inspector, table";
    QTest::keyClick(window.get(), Qt::Key_F6, Qt::ShiftModifier);
    EXPECT_EQ(QApplication::focusWidget(), way.value(way.size() - 2)) << "and back";
}

} // namespace
} // namespace lapidary::window
