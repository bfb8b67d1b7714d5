// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/detail/tokenizer_description.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lapidary::formats::detail {

/// A part of a text: an added token (id >= 0) or the text between two.
struct TokenSection {
    TextRange range;
    TokenId id = -1;
};

/// Finds added tokens in a text, leftmost and longest first, by the rules of Hugging Face tokenizers. Time:
/// length of the text times length of the longest token at worst.
class AddedTokenFinder final {
public:
    /// Longest content; longer ones are refused by `Tokenizer`.
    static constexpr std::size_t kLongestToken = 4096;

    /// `text` is what to look for (normalized where the token is).
    void add(const AddedToken& token, std::string_view text);
    /// Cuts `text` into sections in order. A token whose stripped spaces another one took already may overlap
    /// it.
    base::Status split(std::string_view text, const base::RunControl& control,
                       std::vector<TokenSection>& sections) const;

private:
    struct Rule {
        TokenId id = 0;
        bool singleWord = false;
        bool leftStrip = false;
        bool rightStrip = false;
    };
    struct Node {
        std::int32_t rule = -1;
    };
    struct Match {
        std::size_t end = 0;
        const Rule* rule = nullptr;
    };
    Match longestAt(std::string_view text, std::size_t at) const;

    std::vector<Rule> m_rules;
    std::vector<Node> m_nodes{Node{}};
    /// (node << 8 | byte) to the next node.
    std::unordered_map<std::uint64_t, std::size_t> m_edges;
    std::array<bool, 256> m_begins{};
};

} // namespace lapidary::formats::detail
