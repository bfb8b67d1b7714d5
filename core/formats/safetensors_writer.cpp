// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/formats/detail/safetensors_types.h"
#include "core/formats/safetensors.h"

#include <algorithm>
#include <cstring>

namespace lapidary::formats {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::quotedName;
using base::Result;
using base::Status;

namespace {

std::string jsonText(const std::string& text) {
    return base::Json(text).dump(-1, ' ', false, base::Json::error_handler_t::replace);
}

/// The reference's order: by dtype descending, then by name.
std::vector<const TensorToWrite*> inFileOrder(const std::vector<TensorToWrite>& tensors) {
    std::vector<const TensorToWrite*> order;
    order.reserve(tensors.size());
    for (const TensorToWrite& tensor : tensors)
        order.push_back(&tensor);
    std::sort(order.begin(), order.end(), [](const TensorToWrite* a, const TensorToWrite* b) {
        const int left = detail::safetensorsRank(a->dtype).value_or(-1);
        const int right = detail::safetensorsRank(b->dtype).value_or(-1);
        return left != right ? left > right : a->name < b->name;
    });
    return order;
}

/// The JSON header, padded with spaces to a multiple of 8.
std::string headerText(const std::vector<const TensorToWrite*>& order,
                       const std::map<std::string, std::string>& metadata) {
    std::string text = "{";
    if (!metadata.empty()) {
        text += "\"__metadata__\":{";
        for (const auto& [key, value] : metadata)
            text += jsonText(key) + ":" + jsonText(value) + ",";
        text.back() = '}';
        text += ",";
    }
    std::uint64_t offset = 0;
    for (const TensorToWrite* tensor : order) {
        text.append(jsonText(tensor->name)).append(":{\"dtype\":\"").append(dtypeName(tensor->dtype));
        text.append("\",\"shape\":[");
        for (std::size_t i = 0; i < tensor->shape.size(); ++i)
            text.append(i == 0 ? "" : ",").append(std::to_string(tensor->shape[i]));
        text.append("],\"data_offsets\":[").append(std::to_string(offset)).append(",");
        text.append(std::to_string(offset + tensor->bytes)).append("]},");
        offset += tensor->bytes;
    }
    if (text.back() == ',')
        text.pop_back();
    text += "}";
    text.resize((text.size() + 7) / 8 * 8, ' ');
    return text;
}

Status checkTensor(const fs::path& path, const TensorToWrite& tensor) {
    const auto problem = [&](std::string found, std::string expected) {
        return Error{ErrorCode::BadValue, path.string(),       "tensor " + quotedName(tensor.name),
                     std::move(found),    std::move(expected), {}};
    };
    if (!detail::safetensorsRank(tensor.dtype))
        return problem("type " + std::string(dtypeName(tensor.dtype)), "a type that safetensors has");
    if (tensor.name == "__metadata__" || base::firstInvalidUtf8(tensor.name) != std::string_view::npos)
        return problem("this name", "UTF-8 that is not reserved");
    std::uint64_t bits = static_cast<std::uint64_t>(info(tensor.dtype).blockBits);
    bool bad = false;
    for (const std::int64_t dimension : tensor.shape)
        bad |= dimension < 0 || __builtin_mul_overflow(bits, static_cast<std::uint64_t>(dimension), &bits);
    if (bad || bits % 8 != 0 || bits / 8 != tensor.bytes)
        return problem(std::to_string(tensor.bytes) + " bytes", "the size of shape " +
                                                                    shapeText(tensor.shape) + " in " +
                                                                    std::string(dtypeName(tensor.dtype)));
    return {};
}

Status checkAll(const fs::path& path, const std::vector<const TensorToWrite*>& order) {
    std::vector<std::string_view> names;
    names.reserve(order.size());
    for (const TensorToWrite* tensor : order) {
        LAPIDARY_CHECK(checkTensor(path, *tensor));
        names.push_back(tensor->name);
    }
    std::sort(names.begin(), names.end());
    if (const auto twice = std::adjacent_find(names.begin(), names.end()); twice != names.end())
        return Error{ErrorCode::BadValue, path.string(),    "tensor " + quotedName(*twice),
                     "the name twice",    "each name once", {}};
    return {};
}

/// Appends and hashes in pieces, so that a cancel does not wait for a large tensor.
class HashedFile final {
public:
    HashedFile(base::WritableFile& file, const base::RunControl& control)
        : m_file(file)
        , m_control(control) {}
    Status append(std::span<const std::byte> bytes) {
        constexpr std::size_t kPiece = std::size_t{32} << 20;
        while (!bytes.empty()) {
            LAPIDARY_CHECK(m_control.check());
            const auto piece = bytes.first(std::min(kPiece, bytes.size()));
            LAPIDARY_CHECK(m_file.append(piece));
            m_hash.add(piece);
            bytes = bytes.subspan(piece.size());
        }
        return m_control.check();
    }
    std::string hex() { return m_hash.hex(); }

private:
    base::WritableFile& m_file;
    const base::RunControl& m_control;
    base::Sha256 m_hash;
};

} // namespace

std::uint64_t safetensorsFileBytes(const std::vector<TensorToWrite>& tensors,
                                   const std::map<std::string, std::string>& metadata) {
    std::uint64_t bytes = detail::kLengthBytes + headerText(inFileOrder(tensors), metadata).size();
    for (const TensorToWrite& tensor : tensors)
        bytes += tensor.bytes;
    return bytes;
}

Result<std::string> writeSafetensors(base::FileSystem& files, const fs::path& path,
                                     const std::vector<TensorToWrite>& tensors,
                                     const std::map<std::string, std::string>& metadata,
                                     const base::RunControl& control) {
    const auto order = inFileOrder(tensors);
    LAPIDARY_CHECK(checkAll(path, order));
    const std::string header = headerText(order, metadata);
    if (header.size() > detail::kMaxHeaderBytes)
        return Error{ErrorCode::TooLarge,
                     path.string(),
                     "header",
                     std::to_string(header.size()) + " bytes",
                     "at most " + std::to_string(detail::kMaxHeaderBytes),
                     "write more shards"};
    LAPIDARY_TRY(const auto file, files.open(path, base::FileSystem::Open::Truncate));
    HashedFile out(*file, control);
    const std::uint64_t length = header.size();
    LAPIDARY_CHECK(out.append(std::as_bytes(std::span(&length, 1))));
    LAPIDARY_CHECK(out.append(std::as_bytes(std::span(header))));
    for (const TensorToWrite* tensor : order) {
        LAPIDARY_CHECK(control.check());
        LAPIDARY_TRY(const std::vector<std::byte> bytes, tensor->fill());
        if (bytes.size() != tensor->bytes)
            return Error{ErrorCode::Internal,
                         path.string(),
                         "tensor " + quotedName(tensor->name),
                         std::to_string(bytes.size()) + " bytes made",
                         std::to_string(tensor->bytes) + " as announced",
                         {}};
        LAPIDARY_CHECK(out.append(bytes));
    }
    LAPIDARY_CHECK(file->sync());
    LAPIDARY_CHECK(file->close());
    return out.hex();
}

} // namespace lapidary::formats
