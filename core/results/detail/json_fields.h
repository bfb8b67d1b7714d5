// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lapidary::results::detail {

/// A double as JSON, exactly: shortest digits that read back the same; "nan", "inf", "-inf" as texts, which
/// JSON has no numbers for.
base::OrderedJson numberJson(double value);
base::OrderedJson numbersJson(const std::vector<double>& values);
base::OrderedJson numbersJson(const std::map<std::string, double>& values);

/// Reads the fields of one JSON object into variables of the right type. The first fault is kept, later reads
/// do nothing, so that a reader is a list of fields and one `status()` at its end. The object must outlive
/// this.
class JsonFields final {
public:
    /// `file` names the source, `place` the object in errors.
    JsonFields(const base::Json& object, std::string file, std::string place = {});

    void read(const char* key, double& value);
    void read(const char* key, std::int64_t& value);
    void read(const char* key, std::uint64_t& value);
    void read(const char* key, std::int32_t& value);
    void read(const char* key, bool& value);
    void read(const char* key, std::string& value);
    void read(const char* key, std::vector<double>& values);
    void read(const char* key, std::vector<float>& values);
    void read(const char* key, std::vector<std::int64_t>& values);
    void read(const char* key, std::vector<std::string>& values);
    void read(const char* key, std::map<std::string, double>& values);
    /// Any JSON; null where the key is missing.
    void readAny(const char* key, base::Json& value);
    /// Nothing where the key is missing or null.
    void read(const char* key, std::optional<double>& value);
    void read(const char* key, std::optional<std::int64_t>& value);

    using ObjectReader = std::function<base::Status(JsonFields&)>;
    /// A nested object; its faults become this one's.
    void object(const char* key, const ObjectReader& reader);
    /// The same where the key is there and not null.
    void optionalObject(const char* key, const ObjectReader& reader);
    /// Every element of a list of objects, in order.
    void list(const char* key, const ObjectReader& reader);

    bool has(const char* key) const;
    /// Records a fault of a value that was read.
    void reject(const char* key, std::string found, std::string expected);
    base::Status status() const;

private:
    const base::Json* find(const char* key);
    void wrongType(const std::string& place, const base::Json& value, const char* expected);
    bool convert(const std::string& place, const base::Json& value, double& out);
    bool convert(const std::string& place, const base::Json& value, std::int64_t& out);
    bool convert(const std::string& place, const base::Json& value, std::string& out);
    template<class T>
    void readList(const char* key, std::vector<T>& values);
    std::string placeOf(const std::string& key) const;

    const base::Json& m_object;
    std::string m_file;
    std::string m_place;
    std::optional<base::Error> m_error;
};

} // namespace lapidary::results::detail
