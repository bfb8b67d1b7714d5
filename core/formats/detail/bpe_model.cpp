// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/bpe_model.h"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <limits>

namespace lapidary::formats::detail {

using base::Error;
using base::ErrorCode;
using base::Status;

namespace {

constexpr std::size_t kCachedPieceBytes = 128;
constexpr std::size_t kCachedPieces = std::size_t{1} << 17;
constexpr std::size_t kUncutBytes = 64;
constexpr std::size_t kPartsPerPoll = std::size_t{1} << 14;
constexpr std::size_t kMergesPerPoll = std::size_t{1} << 16;

std::uint64_t pairKey(TokenId left, TokenId right) {
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32) |
           static_cast<std::uint32_t>(right);
}

} // namespace

MergeTable::MergeTable(const std::vector<Merge>& merges) {
    const std::size_t slots = std::bit_ceil(2 * merges.size() + 2);
    m_entries.resize(slots);
    m_shift = 64 - std::countr_zero(slots);
    for (std::size_t rank = 0; rank < merges.size(); ++rank) {
        const Merge& merge = merges[rank];
        const std::uint64_t key = pairKey(merge.left, merge.right);
        m_entries[slotOf(key)] = {key, static_cast<std::uint32_t>(rank), merge.result};
    }
}

std::size_t MergeTable::slotOf(std::uint64_t key) const {
    std::size_t slot = (key * 0x9E3779B97F4A7C15ull) >> m_shift;
    while (m_entries[slot].key != key && m_entries[slot].key != kEmpty)
        slot = (slot + 1) & (m_entries.size() - 1);
    return slot;
}

const MergeTable::Entry* MergeTable::find(TokenId left, TokenId right) const {
    const Entry& entry = m_entries[slotOf(pairKey(left, right))];
    return entry.key == kEmpty ? nullptr : &entry;
}

JoinedCharacters::JoinedCharacters(const BpeDescription& description) {
    for (const Merge& merge : description.merges) {
        const std::string& left = *description.vocabulary.text(merge.left);
        const std::string& right = *description.vocabulary.text(merge.right);
        if (left.empty() || right.empty())
            continue;
        const char32_t before = codePointBefore(left, left.size()).value;
        const char32_t after = codePointAt(right, 0).value;
        if (before < kAscii && after < kAscii)
            m_ascii.set(before * kAscii + after);
        else
            m_others.insert((static_cast<std::uint64_t>(before) << 32) | after);
    }
}

bool JoinedCharacters::contains(char32_t before, char32_t after) const {
    if (before < kAscii && after < kAscii)
        return m_ascii.test(before * kAscii + after);
    return m_others.contains((static_cast<std::uint64_t>(before) << 32) | after);
}

BpeModel::BpeModel(const BpeDescription& description, bool byteLevel, const std::string& file)
    : m_description(description)
    , m_file(file)
    , m_merges(description.merges)
    , m_joined(description)
    , m_byteLevel(byteLevel) {
    for (unsigned byte = 0; byte < 256; ++byte) {
        std::array<char, 8> name{};
        std::snprintf(name.data(), name.size(), "<0x%02X>", byte);
        m_fallback[byte] = description.vocabulary.find(name.data()).value_or(-1);
        m_spelled[byte] = description.vocabulary.find(byteSpellings()[byte]).value_or(-1);
    }
}

Status BpeModel::encode(std::string_view piece, Scratch& scratch, std::vector<TokenId>& ids) const {
    // SentencePiece models have no pre-tokenizer: the piece is the whole text. Where no merge can join two
    // neighbours the parts are independent, short, and mostly seen before.
    if (m_description.ignoreMerges || piece.size() <= kUncutBytes)
        return encodePart(piece, scratch, ids);
    for (std::size_t begin = 0, parts = 1; begin < piece.size(); ++parts) {
        if (parts % kPartsPerPoll == 0)
            LAPIDARY_CHECK(scratch.m_control.check());
        const std::size_t end = cutAfter(piece, begin);
        LAPIDARY_CHECK(encodePart(piece.substr(begin, end - begin), scratch, ids));
        begin = end;
    }
    return {};
}

/// The character of the vocabulary's spelling that stands at `at`.
CodePoint BpeModel::spelledAt(std::string_view piece, std::size_t at) const {
    if (!m_byteLevel)
        return codePointAt(piece, at);
    return {codePointAt(byteSpellings()[static_cast<unsigned char>(piece[at])], 0).value, 1};
}

/// The next place where the piece falls apart. Never beside an unknown character: its symbols are not its
/// text.
std::size_t BpeModel::cutAfter(std::string_view piece, std::size_t begin) const {
    const auto known = [&](std::size_t at, std::size_t bytes) {
        return m_byteLevel ? m_spelled[static_cast<unsigned char>(piece[at])] >= 0
                           : m_description.vocabulary.find(piece.substr(at, bytes)).has_value();
    };
    CodePoint before = spelledAt(piece, begin);
    for (std::size_t at = begin + before.bytes; at < piece.size();) {
        const CodePoint after = spelledAt(piece, at);
        if (!m_joined.contains(before.value, after.value) && known(at - before.bytes, before.bytes) &&
            known(at, after.bytes))
            return at;
        before = after;
        at += after.bytes;
    }
    return piece.size();
}

Status BpeModel::encodePart(std::string_view piece, Scratch& scratch, std::vector<TokenId>& ids) const {
    if (const auto known = scratch.m_cache.find(piece); known != scratch.m_cache.end()) {
        const auto begin = scratch.m_cachedIds.begin() + static_cast<std::ptrdiff_t>(known->second.begin);
        ids.insert(ids.end(), begin, begin + static_cast<std::ptrdiff_t>(known->second.count));
        return {};
    }
    const std::size_t before = ids.size();
    std::optional<TokenId> whole;
    if (m_description.ignoreMerges) {
        if (m_byteLevel) {
            std::string spelled;
            for (const char c : piece)
                spelled += byteSpellings()[static_cast<unsigned char>(c)];
            whole = m_description.vocabulary.find(spelled);
        } else {
            whole = m_description.vocabulary.find(piece);
        }
    }
    if (whole) {
        ids.push_back(*whole);
    } else {
        LAPIDARY_CHECK(firstSymbols(piece, scratch));
        LAPIDARY_CHECK(merge(scratch));
        for (const Scratch::Symbol& symbol : scratch.m_symbols)
            if (!symbol.gone)
                ids.push_back(symbol.id);
    }
    if (piece.size() <= kCachedPieceBytes && scratch.m_cache.size() < kCachedPieces) {
        const Scratch::Span span{scratch.m_cachedIds.size(), ids.size() - before};
        scratch.m_cachedIds.insert(scratch.m_cachedIds.end(),
                                   ids.begin() + static_cast<std::ptrdiff_t>(before), ids.end());
        scratch.m_cache.emplace(std::string(piece), span);
    }
    return {};
}

/// An unknown character: its bytes where all of them are tokens, else the unknown token, else nothing.
/// `pending` is an unknown token that the next unknown character joins when they are fused.
Status BpeModel::addUnknown(std::string_view character, Scratch& scratch, bool& pending) const {
    const auto known = [&](char c) { return m_fallback[static_cast<unsigned char>(c)] >= 0; };
    if (m_description.byteFallback && std::all_of(character.begin(), character.end(), known)) {
        for (const char c : character)
            scratch.m_symbols.push_back({m_fallback[static_cast<unsigned char>(c)]});
        return {};
    }
    if (!m_description.unknownToken)
        return {};
    const std::optional<TokenId> id = m_description.vocabulary.find(*m_description.unknownToken);
    if (!id)
        return Error{ErrorCode::Inconsistent,
                     m_file,
                     "model.unk_token",
                     "character '" + std::string(character) + "' is unknown and so is the unknown token '" +
                         *m_description.unknownToken + "'",
                     "an unknown token of the vocabulary",
                     {}};
    // Kept back until a known character, as Hugging Face tokenizers do: bytes that follow come before it.
    if (pending && !m_description.fuseUnknown)
        scratch.m_symbols.push_back({*id});
    pending = true;
    return {};
}

Status BpeModel::firstSymbols(std::string_view piece, Scratch& scratch) const {
    if (piece.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
        return Error{ErrorCode::TooLarge,
                     m_file,
                     {},
                     "a piece of " + std::to_string(piece.size()) + " bytes",
                     "under 2 GiB without a place to split",
                     {}};
    std::vector<Scratch::Symbol>& symbols = scratch.m_symbols;
    symbols.clear();
    bool pending = false;
    const auto flush = [&] {
        if (pending)
            symbols.push_back({*m_description.vocabulary.find(*m_description.unknownToken)});
        pending = false;
    };
    for (std::size_t at = 0; at < piece.size();) {
        const std::size_t bytes = m_byteLevel ? 1 : codePointAt(piece, at).bytes;
        const std::string_view character =
            m_byteLevel ? std::string_view(byteSpellings()[static_cast<unsigned char>(piece[at])])
                        : piece.substr(at, bytes);
        TokenId id = -1;
        if (m_byteLevel)
            id = m_spelled[static_cast<unsigned char>(piece[at])];
        else
            id = m_description.vocabulary.find(character).value_or(-1);
        at += bytes;
        if (id >= 0) {
            flush();
            symbols.push_back({id});
        } else {
            LAPIDARY_CHECK(addUnknown(character, scratch, pending));
        }
    }
    flush();
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        symbols[i].previous = static_cast<std::int32_t>(i) - 1;
        symbols[i].next = i + 1 < symbols.size() ? static_cast<std::int32_t>(i) + 1 : -1;
    }
    return {};
}

namespace {

/// Lowest rank first, then the leftmost.
constexpr auto kEarlier = [](const auto& a, const auto& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.position < b.position;
};
constexpr auto kLater = [](const auto& a, const auto& b) { return kEarlier(b, a); };

} // namespace

bool BpeModel::offer(const Scratch& scratch, std::int32_t left, std::int32_t right,
                     std::vector<Scratch::Candidate>& target) const {
    if (left < 0 || right < 0)
        return false;
    const auto& symbols = scratch.m_symbols;
    const MergeTable::Entry* entry = m_merges.find(symbols[static_cast<std::size_t>(left)].id,
                                                   symbols[static_cast<std::size_t>(right)].id);
    if (entry == nullptr)
        return false;
    target.push_back({entry->rank, left, entry->result});
    return true;
}

bool BpeModel::takeNext(Scratch& scratch, Scratch::Candidate& candidate) {
    if (scratch.m_next == scratch.m_sorted.size()) {
        // Each candidate is sorted at most twice in all.
        scratch.m_sorted.swap(scratch.m_heap);
        scratch.m_heap.clear();
        scratch.m_next = 0;
        std::sort(scratch.m_sorted.begin(), scratch.m_sorted.end(), kEarlier);
    }
    if (scratch.m_sorted.empty())
        return false;
    const bool heapFirst =
        !scratch.m_heap.empty() && kEarlier(scratch.m_heap.front(), scratch.m_sorted[scratch.m_next]);
    if (!heapFirst) {
        candidate = scratch.m_sorted[scratch.m_next++];
        return true;
    }
    std::pop_heap(scratch.m_heap.begin(), scratch.m_heap.end(), kLater);
    candidate = scratch.m_heap.back();
    scratch.m_heap.pop_back();
    return true;
}

Status BpeModel::merge(Scratch& scratch) const {
    auto& symbols = scratch.m_symbols;
    scratch.m_sorted.clear();
    scratch.m_heap.clear();
    scratch.m_next = 0;
    for (std::size_t i = 0; i + 1 < symbols.size(); ++i)
        offer(scratch, static_cast<std::int32_t>(i), static_cast<std::int32_t>(i) + 1, scratch.m_sorted);
    std::sort(scratch.m_sorted.begin(), scratch.m_sorted.end(), kEarlier);
    const auto offerLate = [&](std::int32_t left, std::int32_t right) {
        if (offer(scratch, left, right, scratch.m_heap))
            std::push_heap(scratch.m_heap.begin(), scratch.m_heap.end(), kLater);
    };
    Scratch::Candidate top;
    for (std::size_t step = 1; takeNext(scratch, top); ++step) {
        if (step % kMergesPerPoll == 0)
            LAPIDARY_CHECK(scratch.m_control.check());
        Scratch::Symbol& left = symbols[static_cast<std::size_t>(top.position)];
        if (left.gone || left.next < 0)
            continue;
        Scratch::Symbol& right = symbols[static_cast<std::size_t>(left.next)];
        const MergeTable::Entry* entry = m_merges.find(left.id, right.id);
        // One of the two has merged with another neighbour since.
        if (entry == nullptr || entry->result != top.result)
            continue;
        left.id = top.result;
        right.gone = true;
        left.next = right.next;
        if (left.next >= 0)
            symbols[static_cast<std::size_t>(left.next)].previous = top.position;
        offerLate(left.previous, top.position);
        offerLate(top.position, left.next);
    }
    return {};
}

} // namespace lapidary::formats::detail
