// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <string>
#include <vector>

namespace lapidary::tests {

struct ProgramEnd {
    int code = -1;
    std::string out;
    std::string err;
    base::Json json() const { return base::Json::parse(out, nullptr, false); }
};

/// Runs the built lapidary-cli with these arguments and `input` on standard input.
ProgramEnd lapidaryCli(const std::vector<std::string>& arguments, const std::string& input = {});

} // namespace lapidary::tests
