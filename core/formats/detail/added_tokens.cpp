// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/added_tokens.h"

#include <algorithm>

namespace lapidary::formats::detail {

namespace {

constexpr std::size_t kBytesPerPoll = std::size_t{1} << 20;

std::uint64_t edge(std::size_t node, char byte) {
    return (static_cast<std::uint64_t>(node) << 8) | static_cast<unsigned char>(byte);
}

bool wordEndsAt(std::string_view text, std::size_t at) {
    return at > 0 && isWordCharacter(codePointBefore(text, at).value);
}

bool wordBeginsAt(std::string_view text, std::size_t at) {
    return at < text.size() && isWordCharacter(codePointAt(text, at).value);
}

std::size_t spacesBefore(std::string_view text, std::size_t at) {
    while (at > 0) {
        const CodePoint point = codePointBefore(text, at);
        if (!isWhiteSpace(point.value))
            break;
        at -= point.bytes;
    }
    return at;
}

std::size_t spacesAfter(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        const CodePoint point = codePointAt(text, at);
        if (!isWhiteSpace(point.value))
            break;
        at += point.bytes;
    }
    return at;
}

} // namespace

void AddedTokenFinder::add(const AddedToken& token, std::string_view text) {
    if (text.empty())
        return;
    std::size_t node = 0;
    for (const char byte : text) {
        const auto [entry, isNew] = m_edges.try_emplace(edge(node, byte), m_nodes.size());
        if (isNew)
            m_nodes.emplace_back();
        node = entry->second;
    }
    m_begins[static_cast<unsigned char>(text.front())] = true;
    // Of two tokens that normalize to the same text the first counts.
    if (m_nodes[node].rule >= 0)
        return;
    m_nodes[node].rule = static_cast<std::int32_t>(m_rules.size());
    m_rules.push_back({token.id, token.singleWord, token.leftStrip, token.rightStrip});
}

AddedTokenFinder::Match AddedTokenFinder::longestAt(std::string_view text, std::size_t at) const {
    Match match;
    std::size_t node = 0;
    for (std::size_t end = at; end < text.size();) {
        const auto found = m_edges.find(edge(node, text[end]));
        if (found == m_edges.end())
            break;
        node = found->second;
        ++end;
        if (m_nodes[node].rule >= 0)
            match = {end, &m_rules[static_cast<std::size_t>(m_nodes[node].rule)]};
    }
    return match;
}

base::Status AddedTokenFinder::split(std::string_view text, const base::RunControl& control,
                                     std::vector<TokenSection>& sections) const {
    sections.clear();
    std::size_t done = 0;
    std::size_t poll = kBytesPerPoll;
    for (std::size_t at = 0; !m_rules.empty() && at < text.size();) {
        if (at >= poll) {
            LAPIDARY_CHECK(control.check());
            poll = at + kBytesPerPoll;
        }
        if (!m_begins[static_cast<unsigned char>(text[at])]) {
            ++at;
            continue;
        }
        const Match match = longestAt(text, at);
        if (match.rule == nullptr) {
            ++at;
            continue;
        }
        TextRange range{at, match.end};
        at = match.end;
        if (match.rule->singleWord && (wordEndsAt(text, range.begin) || wordBeginsAt(text, range.end)))
            continue;
        if (match.rule->leftStrip)
            range.begin = std::max(spacesBefore(text, range.begin), done);
        if (match.rule->rightStrip)
            range.end = spacesAfter(text, range.end);
        if (done < range.begin)
            sections.push_back({{done, range.begin}, -1});
        sections.push_back({range, match.rule->id});
        done = range.end;
    }
    if (done < text.size())
        sections.push_back({{done, text.size()}, -1});
    return {};
}

} // namespace lapidary::formats::detail
