// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/gguf.h"

#include "core/formats/detail/gguf_header.h"

namespace lapidary::formats {

using base::MappedFile;
using base::Result;

namespace {

template<class T>
const T* as(const GgufValue* value) {
    return value == nullptr ? nullptr : std::get_if<T>(value);
}

template<class T>
const T* asArray(const GgufValue* value) {
    const auto* array = as<GgufArray>(value);
    return array == nullptr ? nullptr : std::get_if<T>(array);
}

} // namespace

Result<GgufFile> GgufFile::open(const std::filesystem::path& path) {
    LAPIDARY_TRY(MappedFile opened, MappedFile::open(path));
    auto file = std::make_shared<const MappedFile>(std::move(opened));
    LAPIDARY_TRY(detail::GgufHeader header, detail::readGgufHeader(*file));
    TensorCatalog catalog({file}, std::move(header.tensors));
    return GgufFile(std::move(file), std::move(header.keys), std::move(catalog));
}

const GgufValue* GgufFile::find(std::string_view key) const {
    const auto found = m_keys.find(key);
    return found == m_keys.end() ? nullptr : &found->second;
}

std::optional<std::int64_t> GgufFile::integer(std::string_view key) const {
    const auto* value = as<std::int64_t>(find(key));
    return value == nullptr ? std::nullopt : std::optional(*value);
}

std::optional<double> GgufFile::number(std::string_view key) const {
    const auto* value = as<double>(find(key));
    return value == nullptr ? std::nullopt : std::optional(*value);
}

std::optional<bool> GgufFile::boolean(std::string_view key) const {
    const auto* value = as<bool>(find(key));
    return value == nullptr ? std::nullopt : std::optional(*value);
}

const std::string* GgufFile::text(std::string_view key) const {
    return as<std::string>(find(key));
}

const std::vector<std::string>* GgufFile::texts(std::string_view key) const {
    return asArray<std::vector<std::string>>(find(key));
}

const std::vector<std::int64_t>* GgufFile::integers(std::string_view key) const {
    return asArray<std::vector<std::int64_t>>(find(key));
}

const std::vector<double>* GgufFile::numbers(std::string_view key) const {
    return asArray<std::vector<double>>(find(key));
}

} // namespace lapidary::formats
