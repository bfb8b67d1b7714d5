// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_spec.h"
#include "core/plan/detail/settings_json.h"
#include "core/plan/plan.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lapidary::plan::detail {

/// Indices and ranges of blocks, "0,-1,3-5,-4--2"; negative ones count from the end. Ends included.
struct BlockRange {
    std::int64_t first = 0;
    std::int64_t last = 0;
};
base::Result<std::vector<BlockRange>> parseBlocks(std::string_view text, const Place& place);

/// Where a rule applies, compiled. Regular expressions are untrusted: PCRE2 with limits on pattern, steps,
/// depth and memory.
class SiteMatcher final {
public:
    static base::Result<SiteMatcher> compile(const Rule& rule, const Place& place);
    SiteMatcher(SiteMatcher&&) noexcept;
    SiteMatcher& operator=(SiteMatcher&&) noexcept;
    ~SiteMatcher();

    /// All of match, blocks, kinds and predicate hold. Error: the expression runs away on this name.
    base::Result<bool> matches(const model::Site& site, std::int64_t blockCount) const;

private:
    struct Regex;
    SiteMatcher();
    base::Result<bool> nameMatches(const std::string& name) const;
    bool blockMatches(std::int64_t block, std::int64_t blockCount) const;
    bool namesExactly(const model::Site& site) const;

    Place m_place;
    std::string m_glob;
    std::unique_ptr<Regex> m_regex;
    std::optional<std::vector<BlockRange>> m_blocks;
    std::set<std::string, std::less<>> m_kinds;
    std::optional<std::set<std::string>> m_predicateSites;
};

} // namespace lapidary::plan::detail
