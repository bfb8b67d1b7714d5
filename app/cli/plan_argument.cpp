// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/plan_argument.h"

#include "core/base/file_system.h"

namespace lapidary::cli {

base::Result<plan::Plan> readPlanArgument(const std::string& text) {
    constexpr std::uint64_t kPlanLimit = std::uint64_t{64} << 20;
    const bool standardInput = text == "-";
    LAPIDARY_TRY(const std::string content,
                 base::readTextFile(standardInput ? "/dev/stdin" : text, kPlanLimit));
    return plan::parsePlan(content, standardInput ? "standard input" : text);
}

} // namespace lapidary::cli
