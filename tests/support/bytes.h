// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace lapidary::tests {

/// Little-endian bytes of a plain value, for files made by hand.
template<class T>
std::string bytesOf(T value) {
    return std::string(reinterpret_cast<const char*>(&value), sizeof value);
}

/// Writes a file and gives its path back.
inline std::filesystem::path putFile(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path;
}

inline std::string fileBytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

/// A safetensors file of a header's text and its data.
inline std::string safetensorsBytes(std::string_view header, std::string_view data = {}) {
    return bytesOf(static_cast<std::uint64_t>(header.size())) + std::string(header) + std::string(data);
}

} // namespace lapidary::tests
