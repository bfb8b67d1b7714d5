// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/moments_cache.h"

#include "tests/results/samples.h"
#include "tests/results/scripts.h"
#include "tests/support/faulty_file_system.h"
#include "tests/support/test_data.h"

namespace lapidary::results {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using tests::FaultyFileSystem;
using tests::TemporaryFolder;

const model::InputGroupId kGroup("blocks.0.attn.in");

InputMoments sample() {
    InputMoments moments{100, 3, 2, {}, {}};
    for (int i = 0; i < 9; ++i)
        moments.moment.push_back(i / 7.0);
    for (int i = 0; i < 6; ++i)
        moments.firstRows.push_back(static_cast<float>(i) / 7.0F);
    return moments;
}

Provenance origin() {
    return {"model", "name", "text", "hash", 2, 50, 7, "cpu", "0.1", "2.13", "now"};
}

TEST(MomentsCache, GivesBackWhatWasSaved) {
    const TemporaryFolder folder;
    const fs::path cache = folder / "cache";
    ASSERT_OK(saveMoments(base::systemFiles(), cache, kGroup, origin(), sample(), {}));
    Provenance later = origin();
    later.device = "cuda:0";
    later.time = "later";
    const auto loaded = loadMoments(cache, kGroup, later);
    ASSERT_OK(loaded);
    ASSERT_TRUE(*loaded);
    const InputMoments& moments = **loaded;
    EXPECT_EQ(moments.tokens, 100);
    EXPECT_EQ(moments.width, 3);
    EXPECT_EQ(moments.windows, 2);
    EXPECT_EQ(moments.moment, sample().moment);
    EXPECT_EQ(moments.firstRows, sample().firstRows);
}

TEST(MomentsCache, HasNothingOfOtherInput) {
    const TemporaryFolder folder;
    ASSERT_OK(saveMoments(base::systemFiles(), folder.path(), kGroup, origin(), sample(), {}));
    Provenance other = origin();
    other.textSha256 = "another";
    const auto otherText = loadMoments(folder.path(), kGroup, other);
    ASSERT_OK(otherText);
    EXPECT_FALSE(*otherText);
    const auto otherGroup = loadMoments(folder.path(), model::InputGroupId("head"), origin());
    ASSERT_OK(otherGroup);
    EXPECT_FALSE(*otherGroup);
    // The same file under the name of other moments.
    fs::copy_file(momentsFile(folder.path(), kGroup, origin()), momentsFile(folder.path(), kGroup, other));
    EXPECT_EQ(loadMoments(folder.path(), kGroup, other).error().code, ErrorCode::Mismatch);
}

TEST(MomentsCache, RefusesDamagedFiles) {
    const TemporaryFolder folder;
    ASSERT_OK(saveMoments(base::systemFiles(), folder.path(), kGroup, origin(), sample(), {}));
    const fs::path path = momentsFile(folder.path(), kGroup, origin());
    const std::string sound = tests::bytesOf(path);
    for (std::size_t size = 0; size < sound.size(); size += 13) {
        tests::replaceFile(path, sound.substr(0, size));
        EXPECT_FALSE(loadMoments(folder.path(), kGroup, origin())) << size;
    }
    std::string wider = sound;
    wider.replace(wider.find("\\\"width\\\":3"), 11, "\\\"width\\\":4");
    tests::replaceFile(path, wider);
    EXPECT_EQ(loadMoments(folder.path(), kGroup, origin()).error().code, ErrorCode::Inconsistent);
}

TEST(MomentsCache, IsWrittenWholeOrNotAtAll) {
    std::size_t step = 1;
    for (bool fired = true; fired; ++step) {
        const TemporaryFolder folder;
        FaultyFileSystem files(tests::Fault{.at = step, .kind = {}, .crash = step % 2 == 0});
        const base::Status saved = saveMoments(files, folder / "cache", kGroup, origin(), sample(), {});
        fired = files.fired();
        EXPECT_EQ(saved.ok(), !fired);
        const auto loaded = loadMoments(folder / "cache", kGroup, origin());
        ASSERT_OK(loaded);
        if (*loaded) {
            EXPECT_EQ((*loaded)->moment, sample().moment);
        }
        EXPECT_EQ(loaded->has_value(), files.count(tests::FileOperation::SyncFolder) > 0);
    }
    EXPECT_GT(step, 5U);
}

TEST(MomentsCache, RefusesSizesThatDoNotGoTogether) {
    const TemporaryFolder folder;
    InputMoments moments = sample();
    moments.moment.pop_back();
    EXPECT_FALSE(saveMoments(base::systemFiles(), folder.path(), kGroup, origin(), moments, {}));
    moments = sample();
    moments.windows = 3;
    EXPECT_FALSE(saveMoments(base::systemFiles(), folder.path(), kGroup, origin(), moments, {}));
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

} // namespace
} // namespace lapidary::results
