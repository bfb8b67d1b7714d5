// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/json_part.h"

#include <limits>

namespace lapidary::formats::detail {

using base::Error;
using base::ErrorCode;
using base::Result;

Error JsonPart::error(ErrorCode code, std::string found, std::string expected) const {
    return Error{code, *m_file, m_path, std::move(found), std::move(expected), {}};
}

Error JsonPart::wrongType(std::string expected) const {
    return error(ErrorCode::BadValue, m_value->type_name(), std::move(expected));
}

Result<JsonPart> JsonPart::member(const std::string& name) const {
    if (!m_value->is_object())
        return wrongType("object");
    const auto found = m_value->find(name);
    if (found == m_value->end())
        return error(ErrorCode::MissingKey, "no '" + name + "'", "'" + name + "'");
    return JsonPart(*found, m_path.empty() ? name : m_path + "." + name, *m_file);
}

Result<std::optional<JsonPart>> JsonPart::optionalMember(const std::string& name) const {
    if (!m_value->is_object())
        return wrongType("object");
    const auto found = m_value->find(name);
    if (found == m_value->end() || found->is_null())
        return std::optional<JsonPart>();
    return std::optional(JsonPart(*found, m_path.empty() ? name : m_path + "." + name, *m_file));
}

Result<std::vector<JsonPart>> JsonPart::items() const {
    if (!m_value->is_array())
        return wrongType("array");
    std::vector<JsonPart> parts;
    parts.reserve(m_value->size());
    for (std::size_t i = 0; i < m_value->size(); ++i)
        parts.emplace_back((*m_value)[i], m_path + "[" + std::to_string(i) + "]", *m_file);
    return parts;
}

Result<std::string> JsonPart::text() const {
    if (!m_value->is_string())
        return wrongType("string");
    return m_value->get<std::string>();
}

Result<bool> JsonPart::boolean() const {
    if (!m_value->is_boolean())
        return wrongType("boolean");
    return m_value->get<bool>();
}

Result<std::int64_t> JsonPart::integer() const {
    if (!m_value->is_number_integer())
        return wrongType("integer");
    constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (m_value->is_number_unsigned() && m_value->get<std::uint64_t>() > largest)
        return error(ErrorCode::BadValue, m_value->dump(), "an integer of 64 bits");
    return m_value->get<std::int64_t>();
}

Result<std::string> JsonPart::text(const std::string& name) const {
    LAPIDARY_TRY(const JsonPart part, member(name));
    return part.text();
}

Result<std::int64_t> JsonPart::integer(const std::string& name) const {
    LAPIDARY_TRY(const JsonPart part, member(name));
    return part.integer();
}

Result<bool> JsonPart::boolean(const std::string& name, bool fallback) const {
    LAPIDARY_TRY(const std::optional<JsonPart> part, optionalMember(name));
    if (!part)
        return fallback;
    return part->boolean();
}

} // namespace lapidary::formats::detail
