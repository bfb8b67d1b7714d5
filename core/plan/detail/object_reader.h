// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/detail/settings_json.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace lapidary::plan::detail {

/// Reads one JSON object strictly: every get notes its key as known, finish() refuses the others. An absent
/// key leaves the target as it is.
class ObjectReader final {
public:
    /// Error where `json` is no object.
    static base::Result<ObjectReader> open(const base::Json& json, const Place& place);

    /// The member, or null where absent.
    const base::Json* find(const std::string& key);
    base::Status get(const std::string& key, bool& target);
    base::Status get(const std::string& key, std::uint64_t& target);
    base::Status get(const std::string& key, std::int64_t& target, std::int64_t minimum,
                     std::int64_t maximum);
    /// A text of at most 4096 bytes.
    base::Status get(const std::string& key, std::string& target);
    /// A text that is one of `choices`; `target` becomes its index.
    base::Status getChoice(const std::string& key, const std::vector<std::string>& choices,
                           std::size_t& target);
    base::Status get(const std::string& key, std::vector<std::string>& target);

    base::Status finish() const;
    Place at(std::string_view key) const { return m_place.at(key); }

private:
    ObjectReader(const base::Json& json, Place place)
        : m_json(&json)
        , m_place(std::move(place)) {}

    const base::Json* m_json;
    Place m_place;
    std::set<std::string> m_known;
};

} // namespace lapidary::plan::detail
