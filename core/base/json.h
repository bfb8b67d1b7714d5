// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace lapidary::base {

/// Reading: keys sorted, logarithmic look-up. Writing: keys in the order given (linear look-up: small objects
/// only).
using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

struct JsonLimits {
    std::size_t bytes = std::size_t{256} << 20;
    int depth = 64;
};

/// Strict JSON: valid UTF-8, no duplicate keys, nothing after the value (white space may surround it), depth
/// and size limited. `file` names the source in the error; the place is the byte offset.
Result<Json> parseJson(std::string_view text, std::string_view file, const JsonLimits& limits = {});

/// Reads and parses a file.
Result<Json> readJsonFile(const std::string& path, const JsonLimits& limits = {});

} // namespace lapidary::base
