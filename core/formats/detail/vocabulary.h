// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/formats/tokenizer.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lapidary::formats::detail {

/// Tokens and their ids, both ways. Ids may leave holes, but not large ones: tables are as long as the
/// largest id.
class Vocabulary final {
public:
    /// Over four million is no vocabulary of a language model; it bounds the tables that a small file can ask
    /// for.
    static constexpr std::int64_t kLargestId = (std::int64_t{1} << 22) - 1;

    Vocabulary() = default;
    Vocabulary(Vocabulary&&) noexcept = default;
    Vocabulary& operator=(Vocabulary&&) noexcept = default;

    /// Refuses ids out of range or taken, texts taken or no UTF-8. `file` and `place` are for the error.
    base::Status add(std::string text, std::int64_t id, const std::string& file, const std::string& place);
    std::optional<TokenId> find(std::string_view text) const;
    /// Null for ids that no token has.
    const std::string* text(TokenId id) const;
    /// Number of tokens.
    std::size_t size() const { return m_ids.size(); }
    /// Largest id + 1.
    std::size_t idEnd() const { return m_texts.size(); }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, TokenId, Hash, std::equal_to<>> m_ids;
    /// Keys of m_ids, whose nodes stay where they are.
    std::vector<const std::string*> m_texts;
};

} // namespace lapidary::formats::detail
