// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/json_fields.h"

#include "core/base/text.h"

#include <limits>

namespace lapidary::formats::detail {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

namespace {

std::string shortText(const Json& value) {
    std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    return text.size() <= 60 ? text : base::quotedName(text, 60);
}

} // namespace

Error JsonFields::problem(ErrorCode code, const char* key, std::string found, std::string expected) const {
    return Error{code,
                 m_file,
                 m_path.empty() ? std::string(key) : m_path + "." + key,
                 std::move(found),
                 std::move(expected),
                 {}};
}

Error JsonFields::missing(const char* key, std::string expected) const {
    return problem(ErrorCode::MissingKey, key, "no such key", std::move(expected));
}

const Json* JsonFields::find(const char* key) const {
    const auto found = m_object.find(key);
    return found == m_object.end() || found->is_null() ? nullptr : &*found;
}

Result<std::optional<std::int64_t>> JsonFields::integer(const char* key, std::int64_t least,
                                                        std::int64_t most) const {
    const Json* value = find(key);
    if (value == nullptr)
        return std::optional<std::int64_t>{};
    const std::string expected =
        "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    const bool fits =
        value->is_number_integer() &&
        (!value->is_number_unsigned() ||
         value->get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
    if (!fits || value->get<std::int64_t>() < least || value->get<std::int64_t>() > most)
        return problem(ErrorCode::BadValue, key, shortText(*value), expected);
    return std::optional(value->get<std::int64_t>());
}

Result<std::int64_t> JsonFields::integerOr(const char* key, std::int64_t least, std::int64_t most,
                                           std::int64_t fallback) const {
    LAPIDARY_TRY(const auto value, integer(key, least, most));
    return value.value_or(fallback);
}

Result<std::int64_t> JsonFields::requiredInteger(const char* key, std::int64_t least,
                                                 std::int64_t most) const {
    LAPIDARY_TRY(const auto value, integer(key, least, most));
    if (!value)
        return missing(key, "a whole number");
    return *value;
}

Result<std::optional<double>> JsonFields::number(const char* key) const {
    const Json* value = find(key);
    if (value == nullptr)
        return std::optional<double>{};
    if (!value->is_number())
        return problem(ErrorCode::BadValue, key, shortText(*value), "a number");
    return std::optional(value->get<double>());
}

Result<double> JsonFields::numberOr(const char* key, double fallback) const {
    LAPIDARY_TRY(const auto value, number(key));
    return value.value_or(fallback);
}

Result<double> JsonFields::requiredNumber(const char* key) const {
    LAPIDARY_TRY(const auto value, number(key));
    if (!value)
        return missing(key, "a number");
    return *value;
}

Result<bool> JsonFields::booleanOr(const char* key, bool fallback) const {
    const Json* value = find(key);
    if (value == nullptr)
        return fallback;
    if (!value->is_boolean())
        return problem(ErrorCode::BadValue, key, shortText(*value), "true or false");
    return value->get<bool>();
}

Result<std::string> JsonFields::textOr(const char* key, const std::string& fallback) const {
    const Json* value = find(key);
    if (value == nullptr)
        return fallback;
    if (!value->is_string())
        return problem(ErrorCode::BadValue, key, shortText(*value), "a text");
    return value->get<std::string>();
}

} // namespace lapidary::formats::detail
