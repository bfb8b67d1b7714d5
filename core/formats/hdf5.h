// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lapidary::formats {

/// An n-dimensional array of an HDF5 file as a value.
struct Hdf5Array {
    std::vector<std::int64_t> shape;
    std::variant<std::vector<double>, std::vector<float>, std::vector<std::int64_t>,
                 std::vector<std::int32_t>>
        values;
};

/// A whole HDF5 file as values: datasets and texts by absolute name
/// ("/spectra/blocks.0.attn.q/singular_values").
struct Hdf5Content {
    std::map<std::string, Hdf5Array> arrays;
    std::map<std::string, std::string> texts;
};

/// An HDF5 image in memory (the core file driver), so that the caller writes it like any other file.
base::Result<std::vector<std::byte>> encodeHdf5(const Hdf5Content& content);

/// Reads a whole file with our own parser of the part of the format that `encodeHdf5` (and h5py's defaults)
/// write: files come from strangers, and the library does not survive damaged ones. External, soft and second
/// links, external storage, virtual and chunked datasets, every filter, shared or committed types are refused
/// by name; all data together are no larger than the file and `byteLimit` before anything is allocated.
base::Result<Hdf5Content> readHdf5(const std::filesystem::path& path, std::uint64_t byteLimit);

} // namespace lapidary::formats
