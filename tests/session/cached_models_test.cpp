// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/cached_models.h"

#include "tests/support/test_data.h"

#include <chrono>
#include <fstream>
#include <gtest/gtest.h>

namespace lapidary::session {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, std::size_t bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream(path) << std::string(bytes, 'x');
}

void age(const fs::path& path, int hours) {
    fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(hours));
}

TEST(CachedModels, ListsSnapshotsAndFilesNewestFirst) {
    const tests::TemporaryFolder folder;
    const fs::path hub = folder.path() / "hub";
    const fs::path old = hub / "models--org--small-model" / "snapshots" / "aaaa";
    const fs::path recent = hub / "models--org--small-model" / "snapshots" / "bbbb";
    for (const fs::path& snapshot : {old, recent}) {
        write(snapshot / "config.json", 2);
        write(snapshot / "model-00001-of-00002.safetensors", 100);
        write(snapshot / "model-00002-of-00002.safetensors", 20);
    }
    age(old, 10);
    age(recent, 5);
    write(hub / "models--org--tokenizer-only" / "snapshots" / "cccc" / "config.json", 2);
    write(hub / "datasets--org--text" / "snapshots" / "dddd" / "config.json", 2);
    write(folder.path() / "own" / "model.Q4_1.gguf", 30);
    age(folder.path() / "own" / "model.Q4_1.gguf", 1);

    const auto models = cachedModels({hub, folder.path() / "own", folder.path() / "absent"});
    ASSERT_EQ(models.size(), 2U);
    EXPECT_EQ(models[0].name, "model.Q4_1");
    EXPECT_EQ(models[0].bytes, 30U);
    EXPECT_EQ(models[1].name, "org/small-model");
    EXPECT_EQ(models[1].path, recent);
    EXPECT_EQ(models[1].bytes, 120U);
}

} // namespace
} // namespace lapidary::session
