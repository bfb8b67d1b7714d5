// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/preset_menu.h"
#include "app/window/preset_store.h"

#include "core/base/file_system.h"
#include "tests/support/checkpoint_maker.h"
#include "tests/support/environment.h"
#include "tests/support/test_data.h"

#include <QAction>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace lapidary::window {
namespace {

namespace fs = std::filesystem;

struct PresetsTest : testing::Test {
    PresetsTest() { fs::remove_all(ownPresetsFolder()); }
    static bool idle(const PresetStore& store) {
        return QTest::qWaitFor([&] { return !store.busy(); }, 20000);
    }
    static plan::OwnPreset preset(const std::string& name) {
        plan::OwnPreset made;
        made.name = name;
        made.preset = "w8";
        return made;
    }
    tests::TemporaryFolder folder;
};

TEST_F(PresetsTest, AreKeptReplacedRemovedAndBroughtBack) {
    PresetStore store;
    store.save(preset("b|two"));
    store.save(preset("a/one"));
    plan::OwnPreset again = preset("a/one");
    again.help = "changed";
    store.save(again);
    ASSERT_TRUE(idle(store));
    PresetStore other;
    ASSERT_TRUE(idle(other));
    ASSERT_EQ(other.presets().size(), 2U);
    EXPECT_EQ(other.presets()[0], again);
    other.remove("b|two");
    ASSERT_TRUE(idle(other));
    EXPECT_EQ(other.presets().size(), 1U);
    other.bringBack();
    ASSERT_TRUE(idle(other));
    EXPECT_EQ(other.presets().size(), 2U);
    EXPECT_FALSE(other.removed().has_value());
}

TEST_F(PresetsTest, TravelAsFilesAndBadFilesAreSaid) {
    PresetStore store;
    store.save(preset("mine"));
    ASSERT_TRUE(idle(store));
    store.exportFile("mine", folder / "mine.json");
    ASSERT_TRUE(idle(store));
    store.remove("mine");
    store.importFile(folder / "mine.json");
    ASSERT_TRUE(idle(store));
    EXPECT_NE(store.find("mine"), nullptr);
    QSignalSpy failed(&store, &PresetStore::failed);
    ASSERT_OK(base::writeFileAtomically(base::systemFiles(), folder / "bad.json", "{}"));
    store.importFile(folder / "bad.json");
    ASSERT_TRUE(idle(store));
    EXPECT_EQ(failed.count(), 1);
    EXPECT_EQ(store.presets().size(), 1U);
}

TEST_F(PresetsTest, MarkedEntriesShowTheirPlanAndEnterKeepsIt) {
    tests::makeCheckpoint(folder / "model", {});
    fs::remove_all(ownProjectsFolder());
    Document document;
    QSignalSpy opened(&document, &Document::opened);
    document.open(folder / "model");
    ASSERT_TRUE(QTest::qWaitFor([&] { return opened.count() > 0; }, 20000));
    QMenu menu;
    QAction* eight = menu.addAction(QStringLiteral("w8"));
    eight->setObjectName(QStringLiteral("preset:w8"));
    QWidget parent;
    PresetMenu presets(menu, document, {}, &parent);
    presets.saveAs(QStringLiteral("Course|mine"));
    ASSERT_TRUE(idle(presets.store()));
    Q_EMIT menu.hovered(eight);
    EXPECT_EQ(document.state().preview, QStringLiteral("preset w8"));
    Q_EMIT menu.aboutToHide();
    EXPECT_TRUE(document.state().preview.isEmpty());
    EXPECT_FALSE(document.history().canUndo());
    document.setPreset("w8");
    auto* own = menu.findChild<QAction*>(QStringLiteral("ownPreset:Course|mine"));
    ASSERT_NE(own, nullptr);
    EXPECT_EQ(own->text(), QStringLiteral("mine"));
    Q_EMIT menu.hovered(own);
    EXPECT_EQ(document.state().plan->preset, "none");
    own->trigger();
    EXPECT_EQ(document.history().plan().preset, "none");
    EXPECT_EQ(document.history().steps().size(), 3U) << "one step each";
    document.undo();
    EXPECT_EQ(document.history().plan().preset, "w8");
}

} // namespace
} // namespace lapidary::window
