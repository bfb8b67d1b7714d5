// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/check.h"

#include <algorithm>
#include <string>
#include <vector>

namespace lapidary::plan::detail {

/// Problems with their sites, where sites that share a code and a message make one problem.
class ProblemList final {
public:
    void add(Severity severity, std::string_view code, const model::SiteId& site,
             const base::Sentence& message) {
        const auto known = std::ranges::find_if(m_problems, [&](const Problem& problem) {
            return problem.code == code && problem.message == message;
        });
        if (known != m_problems.end()) {
            known->sites.push_back(site);
            return;
        }
        m_problems.push_back({severity, std::string(code), site.name, message, {site}});
    }
    std::vector<Problem> take() { return std::move(m_problems); }

private:
    std::vector<Problem> m_problems;
};

} // namespace lapidary::plan::detail
