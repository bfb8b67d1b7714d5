// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/formats/detail/tokenizer_description.h"

#include <array>
#include <bitset>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace lapidary::formats::detail {

/// Hash table from a pair of ids to its merge; open addressing, filled once.
class MergeTable final {
public:
    struct Entry {
        std::uint64_t key = kEmpty;
        std::uint32_t rank = 0;
        TokenId result = 0;
    };

    /// Rank is the place in the list; of a pair that is there twice the last one counts.
    explicit MergeTable(const std::vector<Merge>& merges);
    /// Null where the pair does not merge.
    const Entry* find(TokenId left, TokenId right) const;

private:
    static constexpr std::uint64_t kEmpty = ~std::uint64_t{0};
    std::size_t slotOf(std::uint64_t key) const;
    std::vector<Entry> m_entries;
    int m_shift = 0;
};

/// Pairs of characters that some merge joins: last of its left token, first of its right one.
class JoinedCharacters final {
public:
    explicit JoinedCharacters(const BpeDescription& description);
    bool contains(char32_t before, char32_t after) const;

private:
    static constexpr std::size_t kAscii = 128;
    std::bitset<kAscii * kAscii> m_ascii;
    std::unordered_set<std::uint64_t> m_others;
};

/// Byte-pair encoding of one piece after another. Refers to the description, which must outlive it. Immutable
/// and thread-safe; the working memory is the caller's.
class BpeModel final {
public:
    /// Pieces seen before in one encoding, and the buffers of the merge loop.
    class Scratch final {
    public:
        explicit Scratch(const base::RunControl& control)
            : m_control(control) {}

    private:
        friend class BpeModel;
        struct Symbol {
            TokenId id = 0;
            std::int32_t previous = -1;
            std::int32_t next = -1;
            bool gone = false;
        };
        struct Candidate {
            std::uint32_t rank = 0;
            std::int32_t position = 0;
            TokenId result = 0;
        };
        struct Hash {
            using is_transparent = void;
            std::size_t operator()(std::string_view text) const {
                return std::hash<std::string_view>{}(text);
            }
        };
        struct Span {
            std::size_t begin = 0;
            std::size_t count = 0;
        };
        const base::RunControl& m_control;
        std::unordered_map<std::string, Span, Hash, std::equal_to<>> m_cache;
        std::vector<TokenId> m_cachedIds;
        std::vector<Symbol> m_symbols;
        /// Ascending from m_next on; with it the heap is the queue. Long runs of one character would sift a
        /// large heap millions of times.
        std::vector<Candidate> m_sorted;
        std::size_t m_next = 0;
        std::vector<Candidate> m_heap;
    };

    BpeModel(const BpeDescription& description, bool byteLevel, const std::string& file);

    /// Appends the ids of a piece. With `byteLevel` the piece is raw bytes whose spelling the vocabulary has.
    /// n log n in the length of the piece.
    base::Status encode(std::string_view piece, Scratch& scratch, std::vector<TokenId>& ids) const;

private:
    base::Status encodePart(std::string_view part, Scratch& scratch, std::vector<TokenId>& ids) const;
    CodePoint spelledAt(std::string_view piece, std::size_t at) const;
    std::size_t cutAfter(std::string_view piece, std::size_t begin) const;
    base::Status firstSymbols(std::string_view piece, Scratch& scratch) const;
    base::Status addUnknown(std::string_view character, Scratch& scratch, bool& pending) const;
    base::Status merge(Scratch& scratch) const;
    /// Appends the merge of two neighbours, where there is one, to `target`.
    bool offer(const Scratch& scratch, std::int32_t left, std::int32_t right,
               std::vector<Scratch::Candidate>& target) const;
    static bool takeNext(Scratch& scratch, Scratch::Candidate& candidate);

    const BpeDescription& m_description;
    const std::string& m_file;
    MergeTable m_merges;
    JoinedCharacters m_joined;
    bool m_byteLevel;
    std::array<TokenId, 256> m_spelled{};
    /// Of `<0x00>` to `<0xFF>`, -1 where missing.
    std::array<TokenId, 256> m_fallback{};
};

} // namespace lapidary::formats::detail
