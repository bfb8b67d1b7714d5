// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/document.h"
#include "tests/support/checkpoint_maker.h"
#include "tests/support/test_data.h"

#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace lapidary::window {

/// A model in a folder of its own, and no project of it yet.
struct WithDocument : testing::Test {
    WithDocument() {
        tests::makeCheckpoint(folder / "model", {});
        std::filesystem::remove_all(ownProjectsFolder());
    }
    static bool open(Document& document, const std::filesystem::path& path) {
        QSignalSpy opened(&document, &Document::opened);
        QSignalSpy failed(&document, &Document::openFailed);
        document.open(path);
        EXPECT_TRUE(QTest::qWaitFor([&] { return opened.count() + failed.count() > 0; }, 20000));
        return opened.count() > 0;
    }
    static void settle(Document& document) {
        QTest::qWait(600); // longer than edits are gathered
        EXPECT_TRUE(QTest::qWaitFor([&] { return document.store().idle(); }, 20000));
    }

    tests::TemporaryFolder folder;
};

} // namespace lapidary::window
