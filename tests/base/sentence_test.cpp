// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sentence.h"

#include <gtest/gtest.h>

namespace lapidary::base {
namespace {

TEST(Sentence, PutsPartsInPlaceWhateverTheySay) {
    EXPECT_EQ(english("99 % of %1"), "99 % of %1") << "a text without parts is said as it is";
    EXPECT_EQ(english({"%2 before %1, %3 %", {"%2", "b"}}), "b before %2, %3 %");
    EXPECT_EQ(english({"it cannot: %1", {Sentence{"its %1 columns", {"10"}}}}), "it cannot: its 10 columns");
    EXPECT_EQ(english(listOf({"a", "b%1", "c"})), "a, b%1, c");
    EXPECT_EQ(english(listOf({})), "");
}

TEST(Sentence, TranslatesEveryTemplateAndNothingThatIsPutIn) {
    const Sentence sentence{"rule %1 is hidden by %2", {"hidden", Sentence{"rule %1", {"3"}}}};
    const auto german = [](const std::string& text) {
        return text == "rule %1 is hidden by %2" ? "%2 verdeckt Regel %1"
               : text == "rule %1"               ? "Regel %1"
                                                 : text;
    };
    EXPECT_EQ(say(sentence, german), "Regel 3 verdeckt Regel hidden");
}

} // namespace
} // namespace lapidary::base
