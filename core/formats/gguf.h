// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mapped_file.h"
#include "core/base/result.h"
#include "core/formats/model_config.h"
#include "core/formats/tensor_catalog.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lapidary::formats {

using GgufArray =
    std::variant<std::vector<std::int64_t>, std::vector<double>, std::vector<std::string>, std::vector<bool>>;
using GgufValue = std::variant<std::int64_t, std::uint64_t, double, bool, std::string, GgufArray>;

/// A GGUF file, version 3 (or 2, the same layout): keys and tensors. Reads the header only, and refuses what
/// ggml's loader refuses: bad versions and byte order, empty or repeated keys, nested or oversized lists,
/// long or repeated tensor names, rows of no whole blocks, offsets that are not the running sum of padded
/// sizes, data beyond the end. Every length is checked against the bytes that are left before anything is
/// allocated.
class GgufFile final {
public:
    static base::Result<GgufFile> open(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return m_file->path(); }
    const std::map<std::string, GgufValue, std::less<>>& keys() const { return m_keys; }
    const GgufValue* find(std::string_view key) const;
    /// Typed look-ups; nothing where the key is absent or of another type (integers widen, u32 to f64 does
    /// not).
    std::optional<std::int64_t> integer(std::string_view key) const;
    std::optional<double> number(std::string_view key) const;
    std::optional<bool> boolean(std::string_view key) const;
    const std::string* text(std::string_view key) const;
    const std::vector<std::string>* texts(std::string_view key) const;
    const std::vector<std::int64_t>* integers(std::string_view key) const;
    const std::vector<double>* numbers(std::string_view key) const;

    const TensorCatalog& catalog() const { return m_catalog; }

private:
    GgufFile(std::shared_ptr<const base::MappedFile> file, std::map<std::string, GgufValue, std::less<>> keys,
             TensorCatalog catalog)
        : m_file(std::move(file))
        , m_keys(std::move(keys))
        , m_catalog(std::move(catalog)) {}

    std::shared_ptr<const base::MappedFile> m_file;
    std::map<std::string, GgufValue, std::less<>> m_keys;
    TensorCatalog m_catalog;
};

/// Hyper-parameters from `general.*` and `ARCH.*` keys (llama, qwen2, qwen3; mistral files say llama).
base::Result<ModelConfig> configFromGguf(const GgufFile& gguf);

} // namespace lapidary::formats
