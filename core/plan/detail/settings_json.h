// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/plan/method_info.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lapidary::plan::detail {

/// Where a value stands: the file and the path in it ("rules[1].settings.quantization.bits").
struct Place {
    std::string file;
    std::string path;

    Place at(std::string_view key) const;
    Place at(std::size_t index) const;
    /// An error at this place.
    base::Error error(base::ErrorCode code, std::string found, std::string expected) const;
    /// UnknownName or UnknownKey with the nearest known name, or all of them where none is near.
    base::Error unknown(base::ErrorCode code, std::string_view name,
                        std::span<const std::string> known) const;
};

/// A value for a message: at most 60 characters of its JSON.
std::string shown(const base::Json& value);

/// The value as the parameter's type. Errors: another type, out of range, no choice.
base::Result<ParameterValue> parameterValue(const ParameterInfo& info, const base::Json& value,
                                            const Place& place);

/// Checks one family's object: `method`, where given, is known and knows every key; without it every key
/// belongs to some method of the family. Alternatives are not given together.
base::Status checkFamily(Family family, const base::Json& object, const Place& place);

/// Whether a method (a JSON name) knows a key and allows its value: what is kept when the method changes.
bool methodTakes(Family family, const base::Json& method, std::string_view key, const base::Json& value);

/// Keys that exclude each other with `key` (without it), within a family.
std::vector<std::string_view> alternativesOf(Family family, std::string_view key);

} // namespace lapidary::plan::detail
