// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/detail/json_fields.h"

#include <cmath>
#include <limits>

namespace lapidary::results::detail {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::OrderedJson;
using base::Status;

OrderedJson numberJson(double value) {
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";
    return value;
}

OrderedJson numbersJson(const std::vector<double>& values) {
    OrderedJson::array_t list;
    list.reserve(values.size());
    for (const double value : values)
        list.push_back(numberJson(value));
    return list;
}

OrderedJson numbersJson(const std::map<std::string, double>& values) {
    OrderedJson object = OrderedJson::object();
    for (const auto& [key, value] : values)
        object[key] = numberJson(value);
    return object;
}

JsonFields::JsonFields(const Json& object, std::string file, std::string place)
    : m_object(object)
    , m_file(std::move(file))
    , m_place(std::move(place)) {
    if (!object.is_object())
        wrongType(m_place, object, "an object");
}

std::string JsonFields::placeOf(const std::string& key) const {
    return m_place.empty() ? key : m_place + "." + key;
}

bool JsonFields::has(const char* key) const {
    return m_object.is_object() && m_object.contains(key) && !m_object.at(key).is_null();
}

const Json* JsonFields::find(const char* key) {
    if (m_error)
        return nullptr;
    const auto at = m_object.find(key);
    if (at != m_object.end())
        return &*at;
    m_error = Error{ErrorCode::MissingKey, m_file, placeOf(key), {}, {}, {}};
    return nullptr;
}

void JsonFields::wrongType(const std::string& place, const Json& value, const char* expected) {
    if (!m_error)
        m_error = Error{ErrorCode::Malformed, m_file, place, value.type_name(), expected, {}};
}

void JsonFields::reject(const char* key, std::string found, std::string expected) {
    if (!m_error)
        m_error = Error{ErrorCode::BadValue, m_file, placeOf(key), std::move(found), std::move(expected), {}};
}

bool JsonFields::convert(const std::string& place, const Json& value, double& out) {
    if (value.is_number()) {
        out = value.get<double>();
        return true;
    }
    const std::string* text = value.get_ptr<const std::string*>();
    if (text != nullptr && (*text == "nan" || *text == "inf" || *text == "-inf")) {
        out = *text == "nan"   ? std::numeric_limits<double>::quiet_NaN()
              : *text == "inf" ? std::numeric_limits<double>::infinity()
                               : -std::numeric_limits<double>::infinity();
        return true;
    }
    wrongType(place, value, "a number");
    return false;
}

bool JsonFields::convert(const std::string& place, const Json& value, std::int64_t& out) {
    constexpr auto kLargest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!value.is_number_integer() || (value.is_number_unsigned() && value.get<std::uint64_t>() > kLargest)) {
        wrongType(place, value, "an integer of 64 bits");
        return false;
    }
    out = value.get<std::int64_t>();
    return true;
}

bool JsonFields::convert(const std::string& place, const Json& value, std::string& out) {
    if (!value.is_string()) {
        wrongType(place, value, "a text");
        return false;
    }
    out = value.get<std::string>();
    return true;
}

void JsonFields::read(const char* key, double& value) {
    if (const Json* json = find(key))
        convert(placeOf(key), *json, value);
}

void JsonFields::read(const char* key, std::int64_t& value) {
    if (const Json* json = find(key))
        convert(placeOf(key), *json, value);
}

void JsonFields::read(const char* key, std::uint64_t& value) {
    const Json* json = find(key);
    if (json == nullptr)
        return;
    // A signed but positive integer comes from a value built in memory instead of parsed.
    if (!json->is_number_integer() || (!json->is_number_unsigned() && json->get<std::int64_t>() < 0))
        return wrongType(placeOf(key), *json, "a non-negative integer of 64 bits");
    value = json->get<std::uint64_t>();
}

void JsonFields::read(const char* key, std::int32_t& value) {
    std::int64_t wide = value;
    read(key, wide);
    if (wide < std::numeric_limits<std::int32_t>::min() || wide > std::numeric_limits<std::int32_t>::max())
        return reject(key, std::to_string(wide), "an integer of 32 bits");
    value = static_cast<std::int32_t>(wide);
}

void JsonFields::read(const char* key, bool& value) {
    const Json* json = find(key);
    if (json == nullptr)
        return;
    if (!json->is_boolean())
        return wrongType(placeOf(key), *json, "true or false");
    value = json->get<bool>();
}

void JsonFields::read(const char* key, std::string& value) {
    if (const Json* json = find(key))
        convert(placeOf(key), *json, value);
}

template<class T>
void JsonFields::readList(const char* key, std::vector<T>& values) {
    const Json* json = find(key);
    if (json == nullptr)
        return;
    if (!json->is_array())
        return wrongType(placeOf(key), *json, "a list");
    values.assign(json->size(), T{});
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!convert(placeOf(key) + "[" + std::to_string(i) + "]", (*json)[i], values[i]))
            return;
}

void JsonFields::read(const char* key, std::vector<double>& values) {
    readList(key, values);
}

void JsonFields::read(const char* key, std::vector<std::int64_t>& values) {
    readList(key, values);
}

void JsonFields::read(const char* key, std::vector<std::string>& values) {
    readList(key, values);
}

void JsonFields::read(const char* key, std::vector<float>& values) {
    std::vector<double> wide;
    readList(key, wide);
    values.assign(wide.begin(), wide.end());
}

void JsonFields::read(const char* key, std::map<std::string, double>& values) {
    const Json* json = find(key);
    if (json == nullptr)
        return;
    if (!json->is_object())
        return wrongType(placeOf(key), *json, "an object");
    values.clear();
    for (const auto& [name, value] : json->items())
        if (!convert(placeOf(key) + "." + name, value, values[name]))
            return;
}

void JsonFields::readAny(const char* key, Json& value) {
    value = !m_error && has(key) ? m_object.at(key) : Json();
}

void JsonFields::read(const char* key, std::optional<double>& value) {
    value.reset();
    if (!m_error && has(key))
        read(key, value.emplace());
}

void JsonFields::read(const char* key, std::optional<std::int64_t>& value) {
    value.reset();
    if (!m_error && has(key))
        read(key, value.emplace());
}

void JsonFields::object(const char* key, const ObjectReader& reader) {
    const Json* json = find(key);
    if (json == nullptr)
        return;
    JsonFields fields(*json, m_file, placeOf(key));
    if (Status failed = fields.status(); !failed)
        m_error = failed.error();
    else if (Status read = reader(fields); !read)
        m_error = read.error();
}

void JsonFields::optionalObject(const char* key, const ObjectReader& reader) {
    if (!m_error && has(key))
        object(key, reader);
}

void JsonFields::list(const char* key, const ObjectReader& reader) {
    const Json* json = find(key);
    if (json == nullptr)
        return;
    if (!json->is_array())
        return wrongType(placeOf(key), *json, "a list");
    for (std::size_t i = 0; i < json->size() && !m_error; ++i) {
        JsonFields fields((*json)[i], m_file, placeOf(key) + "[" + std::to_string(i) + "]");
        if (Status failed = fields.status(); !failed)
            m_error = failed.error();
        else if (Status read = reader(fields); !read)
            m_error = read.error();
    }
}

Status JsonFields::status() const {
    if (m_error)
        return *m_error;
    return {};
}

} // namespace lapidary::results::detail
