// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>

namespace lapidary::formats::detail {

/// Typed look-ups in one JSON object that name key, found and expected in their errors. `null` counts as
/// absent, as it does for transformers. Holds references.
class JsonFields final {
public:
    JsonFields(const base::Json& object, const std::string& file, std::string path = {})
        : m_object(object)
        , m_file(file)
        , m_path(std::move(path)) {}

    const base::Json* find(const char* key) const;
    bool has(const char* key) const { return find(key) != nullptr; }

    base::Result<std::optional<std::int64_t>> integer(const char* key, std::int64_t least,
                                                      std::int64_t most) const;
    base::Result<std::int64_t> integerOr(const char* key, std::int64_t least, std::int64_t most,
                                         std::int64_t fallback) const;
    base::Result<std::int64_t> requiredInteger(const char* key, std::int64_t least, std::int64_t most) const;
    base::Result<std::optional<double>> number(const char* key) const;
    base::Result<double> numberOr(const char* key, double fallback) const;
    base::Result<double> requiredNumber(const char* key) const;
    base::Result<bool> booleanOr(const char* key, bool fallback) const;
    base::Result<std::string> textOr(const char* key, const std::string& fallback) const;

    base::Error missing(const char* key, std::string expected) const;
    base::Error problem(base::ErrorCode code, const char* key, std::string found, std::string expected) const;

private:
    const base::Json& m_object;
    const std::string& m_file;
    std::string m_path;
};

} // namespace lapidary::formats::detail
