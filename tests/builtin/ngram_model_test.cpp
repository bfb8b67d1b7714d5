// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/builtin/ngram_model.h"

#include "core/builtin/random_source.h"

#include <cmath>
#include <gtest/gtest.h>

namespace lapidary::builtin {
namespace {

std::vector<std::int32_t> randomIds(std::size_t count, std::int32_t vocabulary) {
    RandomSource random(11);
    std::vector<std::int32_t> ids;
    for (std::size_t i = 0; i < count; ++i) // small ids are frequent, and follow their double
        ids.push_back(i > 0 && random.chance(50) ? 2 * ids.back() % vocabulary
                                                 : random.between(0, random.between(0, vocabulary - 1)));
    return ids;
}

TEST(NgramModel, SumsToOneInSeenAndUnseenContexts) {
    constexpr std::int32_t kVocabulary = 40;
    const std::vector<std::int32_t> ids = randomIds(3000, kVocabulary);
    for (const int order : {1, 2, 3, 5}) {
        const NgramModel model(ids, order, kVocabulary);
        for (const std::size_t at : {0U, 1U, 50U, 1234U}) {
            std::vector<std::int32_t> context(ids.begin(), ids.begin() + at);
            for (int unseen = 0; unseen < 2; ++unseen) {
                double sum = 0.0;
                for (std::int32_t token = 0; token < kVocabulary; ++token)
                    sum += model.probability(context, token);
                EXPECT_NEAR(sum, 1.0, 1e-12) << order << " " << at;
                context = {39, 38, 39, 37};
            }
        }
    }
}

/// By hand: bigrams of 0 1 0 1 0 2 with V = 4 are 01 (twice), 10 (twice), 02 (once), so n1 = 1, n2 = 2, D1 =
/// 1
/// - 2 (1/5) 2/1 = 0.2, D2 = 0.5 (no n3). Tokens before each token: 0 has {1}, 1 has {0}, 2 has {0}: n1 = 3,
/// D1 = 0.5 (no n2). p(1) = 0.5/3 + 1.5/3 / 4 = 0.2916667; p(1|0) = (2 - 0.5)/3 + (0.2 + 0.5)/3 p(1).
TEST(NgramModel, IsKneserNeyByHand) {
    const std::vector<std::int32_t> ids{0, 1, 0, 1, 0, 2};
    const NgramModel model(ids, 2, 4);
    const double lower = 0.5 / 3 + 1.5 / 3 / 4;
    const std::vector<std::int32_t> context{0};
    EXPECT_NEAR(model.probability({}, 1), lower, 1e-14);
    EXPECT_NEAR(model.probability(context, 1), 1.5 / 3 + 0.7 / 3 * lower, 1e-14);
    EXPECT_NEAR(model.probability(context, 3), 0.7 / 3 * (1.5 / 3 / 4), 1e-14);
}

TEST(NgramModel, LearnsWhatIsThereToLearn) {
    constexpr std::int32_t kVocabulary = 40;
    const std::vector<std::int32_t> ids = randomIds(40000, kVocabulary);
    const std::span<const std::int32_t> all(ids);
    const double unigram = NgramModel(all.first(30000), 1, kVocabulary).perplexity(all.subspan(30000), 100);
    const double bigram = NgramModel(all.first(30000), 2, kVocabulary).perplexity(all.subspan(30000), 100);
    const double five = NgramModel(all.first(30000), 5, kVocabulary).perplexity(all.subspan(30000), 100);
    EXPECT_LT(unigram, kVocabulary);
    EXPECT_LT(bigram, 0.75 * unigram);
    EXPECT_LT(five, 1.2 * bigram); // the source is a bigram: longer contexts bring nothing and cost little
}

TEST(NgramModel, PerplexityOfAUniformSourceIsTheVocabulary) {
    std::vector<std::int32_t> ids;
    for (std::int32_t i = 0; i < 8000; ++i)
        ids.push_back(i % 8);
    EXPECT_NEAR(NgramModel(ids, 1, 8).perplexity(ids, 10), 8.0, 1e-9);
}

} // namespace
} // namespace lapidary::builtin
