// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/builtin-maker/name_cost.h"

#include "core/builtin/random_source.h"
#include "core/builtin/text_generator.h"
#include "core/builtin/words.h"
#include "core/engine/training/token_costs.h"
#include "core/formats/checkpoint.h"
#include "core/formats/tokenizer.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace lapidary::maker {

using base::Result;

namespace {

constexpr std::size_t kStories = 100;

bool isStory(std::string_view document) {
    constexpr std::array<std::string_view, 4> kOpenings{"Once upon a time", "Long ago", "Many years ago",
                                                        "One summer"};
    return std::ranges::any_of(kOpenings, [&](auto opening) { return document.starts_with(opening); });
}

/// Empty for a token that is no whole name.
std::string nameOf(const std::string& token) {
    const std::string word = token.starts_with(' ') ? token.substr(1) : token;
    const bool isName =
        std::ranges::count(builtin::kGirls, word) + std::ranges::count(builtin::kBoys, word) > 0;
    return isName ? word : std::string();
}

struct Sum {
    double cost = 0.0;
    std::int64_t names = 0;

    /// `costs` of all tokens but the first.
    void add(const std::vector<double>& costs, const std::vector<std::string>& tokens) {
        std::set<std::string> said;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const std::string name = nameOf(tokens[i]);
            if (name.empty() || said.insert(name).second)
                continue;
            cost += costs[i - 1];
            ++names;
        }
    }
};

} // namespace

Result<double> nameCost(const std::filesystem::path& model, std::uint64_t textSeed) {
    LAPIDARY_TRY(const formats::Checkpoint checkpoint, formats::openCheckpoint(model));
    LAPIDARY_TRY(const formats::Tokenizer tokenizer, formats::openTokenizer(checkpoint));
    const auto context = static_cast<std::size_t>(checkpoint.config.context);
    builtin::RandomSource random(textSeed);
    Sum sum;
    for (std::size_t stories = 0; stories < kStories;) {
        const std::string document = builtin::generateDocument(random);
        if (!isStory(document))
            continue;
        ++stories;
        LAPIDARY_TRY(auto ids, tokenizer.encode(document, false));
        ids.resize(std::min(ids.size(), context));
        std::vector<std::string> tokens;
        for (const auto id : ids)
            tokens.push_back(tokenizer.tokenText(id));
        LAPIDARY_TRY(const std::vector<double> costs, engine::tokenCosts(model, ids));
        sum.add(costs, tokens);
    }
    return sum.cost / static_cast<double>(sum.names);
}

} // namespace lapidary::maker
