// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/builtin/files/embedded_files.h"

#include "core/base/file_system.h"
#include "core/builtin/bpe_trainer.h"
#include "core/builtin/text_generator.h"
#include "tests/support/test_data.h"

#include <gtest/gtest.h>
#include <set>

namespace lapidary::builtin {
namespace {

std::string textOf(std::string_view name) {
    const auto bytes = embeddedFile(name).bytes;
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST(EmbeddedFiles, AreThoseOfTheTree) {
    std::set<std::string_view> names;
    for (const EmbeddedFile& file : embeddedFiles()) {
        const auto path = tests::goldenFile("../../resources/builtin/" + std::string(file.name));
        const auto found = base::readTextFile(path, std::uint64_t{1} << 24);
        ASSERT_OK(found);
        EXPECT_FALSE(found->empty()) << file.name;
        EXPECT_EQ(*found, textOf(file.name)) << file.name << " was not built in again";
        EXPECT_TRUE(names.insert(file.name).second) << file.name;
    }
}

TEST(EmbeddedFiles, TheSamplesAreThoseOfTheTree) {
    for (const auto& [file, path] : {std::pair(sampleProject(), "sample/sample.lapidary"),
                                     std::pair(sampleTexts()[0], "text/tour-calibration.txt"),
                                     std::pair(sampleTexts()[1], "text/tour-evaluation.txt")}) {
        const auto found = base::readTextFile(tests::goldenFile(std::string("../../resources/") + path),
                                              std::uint64_t{1} << 24);
        ASSERT_OK(found);
        EXPECT_EQ(*found, std::string(reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()))
            << path << " was not built in again";
    }
}

/// All of it lies in the program and, unpacked, in every user's cache.
TEST(EmbeddedFiles, StaySmall) {
    std::size_t bytes = 0;
    for (const EmbeddedFile& file : embeddedFiles())
        bytes += file.bytes.size();
    EXPECT_LT(bytes, 5000000U);
    EXPECT_LT(embeddedFile("model.safetensors").bytes.size(), 3000000U);
}

/// The generator and the trainer as they are now made what the model was trained with (recipe.h has the
/// seeds and sizes); after a change of either the model has to be remade.
TEST(EmbeddedFiles, AreWhatTheGeneratorMakesNow) {
    EXPECT_EQ(textOf("evaluation.txt"), generateText(2, 60000));
    EXPECT_EQ(textOf("calibration.txt"), generateText(3, 60000));
    const auto vocabulary = trainBpe(generateText(1, 2000000), 1024, kEndOfText);
    ASSERT_OK(vocabulary);
    EXPECT_EQ(textOf("tokenizer.json"), tokenizerJson(*vocabulary));
}

} // namespace
} // namespace lapidary::builtin
