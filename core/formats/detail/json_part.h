// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lapidary::formats::detail {

/// A value inside a JSON file that knows where it stands, so that every wrong type is an error with its path.
/// The file name and the document must outlive it.
class JsonPart final {
public:
    JsonPart(const base::Json& value, std::string path, const std::string& file)
        : m_value(&value)
        , m_path(std::move(path))
        , m_file(&file) {}

    const base::Json& value() const { return *m_value; }
    const std::string& path() const { return m_path; }
    const std::string& file() const { return *m_file; }

    base::Error error(base::ErrorCode code, std::string found, std::string expected) const;
    base::Error wrongType(std::string expected) const;

    /// A member that must be there; `optionalMember` is nothing where it is absent or null.
    base::Result<JsonPart> member(const std::string& name) const;
    base::Result<std::optional<JsonPart>> optionalMember(const std::string& name) const;
    base::Result<std::vector<JsonPart>> items() const;

    base::Result<std::string> text() const;
    base::Result<bool> boolean() const;
    base::Result<std::int64_t> integer() const;

    base::Result<std::string> text(const std::string& member) const;
    base::Result<std::int64_t> integer(const std::string& member) const;
    base::Result<bool> boolean(const std::string& member, bool fallback) const;

private:
    const base::Json* m_value;
    std::string m_path;
    const std::string* m_file;
};

} // namespace lapidary::formats::detail
