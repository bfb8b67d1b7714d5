// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/tensor_catalog.h"

#include "core/formats/detail/decode_values.h"

#include <functional>
#include <numeric>
#include <string_view>
#include <unordered_map>

namespace lapidary::formats {

std::int64_t TensorRecord::elements() const {
    return rows() * columns();
}

std::int64_t TensorRecord::rows() const {
    return shape.empty()
               ? 1
               : std::accumulate(shape.begin(), shape.end() - 1, std::int64_t{1}, std::multiplies<>());
}

std::int64_t TensorRecord::columns() const {
    return shape.empty() ? 1 : shape.back();
}

std::string shapeText(std::span<const std::int64_t> shape) {
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text.append(i == 0 ? "" : ", ").append(std::to_string(shape[i]));
    return text + "]";
}

struct TensorCatalog::Contents {
    std::vector<TensorRecord> tensors;
    std::unordered_map<std::string_view, const TensorRecord*> byName; // views into `tensors`
};

TensorCatalog::TensorCatalog(std::vector<std::shared_ptr<const base::MappedFile>> files,
                             std::vector<TensorRecord> tensors)
    : m_files(std::move(files)) {
    auto contents = std::make_shared<Contents>();
    contents->tensors = std::move(tensors);
    contents->byName.reserve(contents->tensors.size());
    for (const TensorRecord& tensor : contents->tensors)
        contents->byName.emplace(tensor.name, &tensor);
    m_contents = std::move(contents);
}

const std::vector<TensorRecord>& TensorCatalog::tensors() const {
    static const std::vector<TensorRecord> kNone;
    return m_contents ? m_contents->tensors : kNone;
}

const TensorRecord* TensorCatalog::find(std::string_view name) const {
    if (!m_contents)
        return nullptr;
    const auto found = m_contents->byName.find(name);
    return found == m_contents->byName.end() ? nullptr : found->second;
}

std::uint64_t TensorCatalog::totalBytes() const {
    std::uint64_t total = 0;
    for (const TensorRecord& tensor : tensors())
        total += tensor.bytes;
    return total;
}

std::span<const std::byte> TensorCatalog::bytes(const TensorRecord& tensor) const {
    return m_files[tensor.file]->bytes().subspan(tensor.offset, tensor.bytes);
}

base::Status TensorCatalog::decodeRows(const TensorRecord& tensor, std::int64_t rowBegin,
                                       std::int64_t rowCount, std::span<float> out) const {
    using base::Error;
    using base::ErrorCode;
    const DTypeInfo& type = info(tensor.dtype);
    const std::string path = m_files[tensor.file]->path().string();
    if (!type.decodable)
        return Error{ErrorCode::Unsupported,
                     path,
                     "tensor '" + tensor.name + "'",
                     "type " + std::string(type.name),
                     "a type whose values can be read",
                     {}};
    const std::int64_t columns = tensor.columns();
    const std::int64_t rows = tensor.rows();
    if (rowBegin < 0 || rowCount < 0 || rowBegin > rows || rowCount > rows - rowBegin ||
        out.size() != static_cast<std::size_t>(rowCount * columns))
        return Error{ErrorCode::Internal,
                     path,
                     "tensor '" + tensor.name + "'",
                     "rows " + std::to_string(rowBegin) + " + " + std::to_string(rowCount) + " into " +
                         std::to_string(out.size()) + " places",
                     "rows of shape " + shapeText(tensor.shape),
                     {}};
    const auto block = static_cast<std::uint64_t>(type.blockElements);
    const std::uint64_t rowBytes =
        static_cast<std::uint64_t>(columns) / block * static_cast<std::uint64_t>(type.blockBits) / 8;
    const auto source = bytes(tensor).subspan(static_cast<std::uint64_t>(rowBegin) * rowBytes,
                                              static_cast<std::uint64_t>(rowCount) * rowBytes);
    detail::decodeValues(tensor.dtype, source, out);
    return {};
}

void TensorCatalog::prefetch(const TensorRecord& tensor) const {
    m_files[tensor.file]->prefetch(tensor.offset, tensor.bytes);
}

void TensorCatalog::release(const TensorRecord& tensor) const {
    m_files[tensor.file]->release(tensor.offset, tensor.bytes);
}

void TensorCatalog::releaseAll() const {
    for (const auto& file : m_files)
        file->release(0, file->size());
}

} // namespace lapidary::formats
