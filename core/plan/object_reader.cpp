// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/detail/object_reader.h"

#include <algorithm>

namespace lapidary::plan::detail {

using base::ErrorCode;
using base::Json;

namespace {

constexpr std::size_t kLongestText = 4096;

base::Result<std::string> textOf(const Json& value, const Place& place) {
    if (!value.is_string())
        return place.error(ErrorCode::BadValue, shown(value), "a text");
    std::string text = value.get<std::string>();
    if (text.size() > kLongestText)
        return place.error(ErrorCode::TooLarge, std::to_string(text.size()) + " bytes",
                           "at most " + std::to_string(kLongestText));
    return text;
}

} // namespace

base::Result<ObjectReader> ObjectReader::open(const Json& json, const Place& place) {
    if (!json.is_object())
        return place.error(ErrorCode::BadValue, shown(json), "an object");
    return ObjectReader(json, place);
}

const Json* ObjectReader::find(const std::string& key) {
    m_known.insert(key);
    const auto at = m_json->find(key);
    return at == m_json->end() ? nullptr : &*at;
}

base::Status ObjectReader::get(const std::string& key, bool& target) {
    const Json* value = find(key);
    if (value == nullptr)
        return {};
    if (!value->is_boolean())
        return at(key).error(ErrorCode::BadValue, shown(*value), "true or false");
    target = value->get<bool>();
    return {};
}

base::Status ObjectReader::get(const std::string& key, std::uint64_t& target) {
    const Json* value = find(key);
    if (value == nullptr)
        return {};
    if (!value->is_number_integer() || (!value->is_number_unsigned() && value->get<std::int64_t>() < 0))
        return at(key).error(ErrorCode::BadValue, shown(*value), "a whole number, 0 to 2^64 - 1");
    target = value->get<std::uint64_t>();
    return {};
}

base::Status ObjectReader::get(const std::string& key, std::int64_t& target, std::int64_t minimum,
                               std::int64_t maximum) {
    const Json* value = find(key);
    if (value == nullptr)
        return {};
    const std::string range = "a whole number, " + std::to_string(minimum) + " to " + std::to_string(maximum);
    if (!value->is_number_integer() || value->get<double>() < static_cast<double>(minimum) ||
        value->get<double>() > static_cast<double>(maximum))
        return at(key).error(ErrorCode::BadValue, shown(*value), range);
    target = value->get<std::int64_t>();
    return {};
}

base::Status ObjectReader::get(const std::string& key, std::string& target) {
    const Json* value = find(key);
    if (value == nullptr)
        return {};
    LAPIDARY_TRY(target, textOf(*value, at(key)));
    return {};
}

base::Status ObjectReader::getChoice(const std::string& key, const std::vector<std::string>& choices,
                                     std::size_t& target) {
    const Json* value = find(key);
    if (value == nullptr)
        return {};
    LAPIDARY_TRY(const std::string text, textOf(*value, at(key)));
    const auto found = std::find(choices.begin(), choices.end(), text);
    if (found == choices.end())
        return at(key).unknown(ErrorCode::UnknownName, text, choices);
    target = static_cast<std::size_t>(found - choices.begin());
    return {};
}

base::Status ObjectReader::get(const std::string& key, std::vector<std::string>& target) {
    const Json* value = find(key);
    if (value == nullptr)
        return {};
    if (!value->is_array())
        return at(key).error(ErrorCode::BadValue, shown(*value), "a list of texts");
    target.clear();
    for (std::size_t i = 0; i < value->size(); ++i) {
        LAPIDARY_TRY(std::string text, textOf((*value)[i], at(key).at(i)));
        target.push_back(std::move(text));
    }
    return {};
}

base::Status ObjectReader::finish() const {
    const std::vector<std::string> known(m_known.begin(), m_known.end());
    for (const auto& [key, value] : m_json->items())
        if (!m_known.contains(key))
            return at(key).unknown(ErrorCode::UnknownKey, key, known);
    return {};
}

} // namespace lapidary::plan::detail
