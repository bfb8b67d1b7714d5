// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/detail/site_matcher.h"

#include "core/base/text.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <charconv>

namespace lapidary::plan::detail {

using base::ErrorCode;
using model::SiteKind;

namespace {

constexpr std::string_view kRegexPrefix = "re:";
constexpr std::size_t kLongestPattern = 1000;
constexpr std::uint32_t kStepLimit = 100000; // some milliseconds at most
constexpr std::uint32_t kDepthLimit = 1000;
constexpr std::uint32_t kHeapLimitKib = 1024;
constexpr std::int64_t kLargestBlock = 1000000;

constexpr std::array kAllKinds = {SiteKind::Q,     SiteKind::K,   SiteKind::V,    SiteKind::O,
                                  SiteKind::Gate,  SiteKind::Up,  SiteKind::Down, SiteKind::Router,
                                  SiteKind::Embed, SiteKind::Head};

template<auto Free>
struct Deleter {
    template<class T>
    void operator()(T* object) const {
        Free(object);
    }
};
using Code = std::unique_ptr<pcre2_code, Deleter<pcre2_code_free>>;
using CompileContext = std::unique_ptr<pcre2_compile_context, Deleter<pcre2_compile_context_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, Deleter<pcre2_match_context_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Deleter<pcre2_match_data_free>>;

std::string messageOf(int code) {
    unsigned char buffer[160];
    const int length = pcre2_get_error_message(code, buffer, sizeof buffer);
    return length > 0 ? std::string(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(length))
                      : "error " + std::to_string(code);
}

/// Takes an integer off the front of `text`.
std::optional<std::int64_t> takeInteger(std::string_view& text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || value > kLargestBlock || value < -kLargestBlock)
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

std::optional<BlockRange> parseRange(std::string_view text) {
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    const auto first = takeInteger(text);
    if (!first)
        return std::nullopt;
    if (text.empty())
        return BlockRange{*first, *first};
    if (!text.starts_with('-'))
        return std::nullopt;
    text.remove_prefix(1);
    const auto last = takeInteger(text);
    if (!last || !text.empty())
        return std::nullopt;
    return BlockRange{*first, *last};
}

} // namespace

struct SiteMatcher::Regex {
    Code code;
    MatchContext context;
    MatchData data;

    static base::Result<std::unique_ptr<Regex>> compile(std::string_view pattern, const Place& place);
};

base::Result<std::unique_ptr<SiteMatcher::Regex>> SiteMatcher::Regex::compile(std::string_view pattern,
                                                                              const Place& place) {
    const CompileContext limits(pcre2_compile_context_create(nullptr));
    auto regex = std::make_unique<Regex>();
    regex->context.reset(pcre2_match_context_create(nullptr));
    if (!limits || !regex->context)
        return place.error(ErrorCode::OutOfMemory, {}, {});
    pcre2_set_max_pattern_length(limits.get(), kLongestPattern);
    int code = 0;
    PCRE2_SIZE offset = 0;
    constexpr std::uint32_t kOptions =
        PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_NEVER_BACKSLASH_C;
    regex->code.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), kOptions,
                                    &code, &offset, limits.get()));
    if (!regex->code)
        return place.error(ErrorCode::BadValue, messageOf(code) + " at byte " + std::to_string(offset),
                           "a regular expression of PCRE2 after 're:'");
    pcre2_set_match_limit(regex->context.get(), kStepLimit);
    pcre2_set_depth_limit(regex->context.get(), kDepthLimit);
    pcre2_set_heap_limit(regex->context.get(), kHeapLimitKib);
    regex->data.reset(pcre2_match_data_create_from_pattern(regex->code.get(), nullptr));
    if (!regex->data)
        return place.error(ErrorCode::OutOfMemory, {}, {});
    return regex;
}

base::Result<std::vector<BlockRange>> parseBlocks(std::string_view text, const Place& place) {
    std::vector<BlockRange> ranges;
    while (true) {
        const std::size_t comma = text.find(',');
        const auto range = parseRange(text.substr(0, comma));
        if (!range)
            return place.error(ErrorCode::BadValue,
                               "'" + std::string(text.substr(0, comma).substr(0, 60)) + "'",
                               "block indices and ranges as in \"0,-1,3-5\"");
        ranges.push_back(*range);
        if (comma == std::string_view::npos)
            return ranges;
        text.remove_prefix(comma + 1);
    }
}

SiteMatcher::SiteMatcher() = default;
SiteMatcher::SiteMatcher(SiteMatcher&&) noexcept = default;
SiteMatcher& SiteMatcher::operator=(SiteMatcher&&) noexcept = default;
SiteMatcher::~SiteMatcher() = default;

base::Result<SiteMatcher> SiteMatcher::compile(const Rule& rule, const Place& place) {
    SiteMatcher matcher;
    matcher.m_place = place.at("match");
    if (std::string_view(rule.match).starts_with(kRegexPrefix)) {
        const std::string_view pattern = std::string_view(rule.match).substr(kRegexPrefix.size());
        LAPIDARY_TRY(matcher.m_regex, Regex::compile(pattern, matcher.m_place));
    } else {
        matcher.m_glob = rule.match;
    }
    if (!rule.blocks.empty()) {
        LAPIDARY_TRY(matcher.m_blocks, parseBlocks(rule.blocks, place.at("blocks")));
    }
    std::vector<std::string> known;
    for (const SiteKind kind : kAllKinds)
        known.emplace_back(model::kindName(kind));
    for (std::size_t i = 0; i < rule.kinds.size(); ++i) {
        if (std::find(known.begin(), known.end(), rule.kinds[i]) == known.end())
            return place.at("kinds").at(i).unknown(ErrorCode::UnknownName, rule.kinds[i], known);
        matcher.m_kinds.insert(rule.kinds[i]);
    }
    if (rule.predicate.is_object() && rule.predicate.contains("sites")) {
        matcher.m_predicateSites.emplace();
        for (const base::Json& site : rule.predicate.at("sites"))
            if (site.is_string())
                matcher.m_predicateSites->insert(site.get<std::string>());
    }
    return matcher;
}

base::Result<bool> SiteMatcher::nameMatches(const std::string& name) const {
    if (!m_regex)
        return m_glob.empty() || base::globMatches(m_glob, name);
    const int found = pcre2_match(m_regex->code.get(), reinterpret_cast<PCRE2_SPTR>(name.data()), name.size(),
                                  0, 0, m_regex->data.get(), m_regex->context.get());
    if (found >= 0)
        return true;
    if (found == PCRE2_ERROR_NOMATCH)
        return false;
    return m_place.error(ErrorCode::TooLarge, messageOf(found) + " on '" + name + "'",
                         "an expression that decides in " + std::to_string(kStepLimit) + " steps");
}

bool SiteMatcher::blockMatches(std::int64_t block, std::int64_t blockCount) const {
    if (!m_blocks)
        return true;
    const auto fromStart = [&](std::int64_t index) { return index < 0 ? index + blockCount : index; };
    return block >= 0 && std::any_of(m_blocks->begin(), m_blocks->end(), [&](const BlockRange& range) {
               return fromStart(range.first) <= block && block <= fromStart(range.last);
           });
}

bool SiteMatcher::namesExactly(const model::Site& site) const {
    return (!m_regex && m_glob == site.id.name) || m_kinds.contains(model::kindName(site.kind)) ||
           (m_predicateSites && m_predicateSites->contains(site.id.name));
}

base::Result<bool> SiteMatcher::matches(const model::Site& site, std::int64_t blockCount) const {
    // Embedding and head carry the vocabulary, a router decides which experts are asked: a glob that happens
    // to cover them must not change them.
    if (!site.isBlockLinear() && !namesExactly(site))
        return false;
    if (!m_kinds.empty() && !m_kinds.contains(model::kindName(site.kind)))
        return false;
    if (!blockMatches(site.block, blockCount))
        return false;
    if (m_predicateSites && !m_predicateSites->contains(site.id.name))
        return false;
    return nameMatches(site.id.name);
}

} // namespace lapidary::plan::detail
