// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mapped_file.h"
#include "core/base/result.h"
#include "core/formats/dtype.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace lapidary::formats {

/// One tensor as found: shape in torch order (`[out, in]` for weights), byte range in file number `file` of
/// the catalog.
struct TensorRecord {
    std::string name;
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;
    std::uint32_t file = 0;
    std::uint64_t offset = 0; // from the start of the file
    std::uint64_t bytes = 0;

    std::int64_t elements() const; // 1 for rank 0
    std::int64_t rows() const;     // product of all but the last dimension
    std::int64_t columns() const;  // last dimension (1 for rank 0)
};

/// Every tensor of a checkpoint over one or many mapped files. Reading copies nothing until asked. Immutable
/// and thread-safe once built; cheap to copy (the files are shared).
class TensorCatalog final {
public:
    TensorCatalog() = default;
    /// The readers promise: names are unique, byte ranges lie inside their files and have the size that shape
    /// and dtype ask for, and columns() is a multiple of the dtype's block.
    TensorCatalog(std::vector<std::shared_ptr<const base::MappedFile>> files,
                  std::vector<TensorRecord> tensors);

    const std::vector<TensorRecord>& tensors() const; // in file order
    const TensorRecord* find(std::string_view name) const;
    const std::vector<std::shared_ptr<const base::MappedFile>>& files() const { return m_files; }
    std::uint64_t totalBytes() const; // payload of all tensors

    /// The raw bytes, in the mapping.
    std::span<const std::byte> bytes(const TensorRecord& tensor) const;

    /// Rows `rowBegin .. rowBegin + rowCount` decoded to float (row = all of the last dimension). `out` has
    /// rowCount * columns() places. Errors: the dtype is not decodable. Exact for F32, F16, BF16 and small
    /// integers; GGUF blocks as ggml.
    base::Status decodeRows(const TensorRecord& tensor, std::int64_t rowBegin, std::int64_t rowCount,
                            std::span<float> out) const;

    void prefetch(const TensorRecord& tensor) const;
    void release(const TensorRecord& tensor) const;
    /// Drops the pages of all files. The system maps neighbours of a page that is touched, so that releasing
    /// tensor by tensor leaves pages behind: 0.4 MB a block of SmolLM2's widths.
    void releaseAll() const;

private:
    struct Contents; // the records and their names' index, shared by all copies
    std::vector<std::shared_ptr<const base::MappedFile>> m_files;
    std::shared_ptr<const Contents> m_contents;
};

/// "[49152, 576]", for messages.
std::string shapeText(std::span<const std::int64_t> shape);

} // namespace lapidary::formats
