// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace lapidary::tests {

/// A small Llama-shaped network with random weights of a given seed.
struct RandomModel {
    std::int64_t blocks = 2;
    std::int64_t hidden = 64;
    std::int64_t heads = 4;
    std::int64_t kvHeads = 2;
    std::int64_t ffn = 96;
    std::int64_t context = 256;
    bool tied = true;
    std::uint64_t seed = 1;
};

/// Writes a Hugging Face folder: config.json, model.safetensors (F32), tokenizer.json (byte-level, 257
/// tokens: the bytes and a BOS that is not added). Fails the running test on an error.
void makeCheckpoint(const std::filesystem::path& folder, const RandomModel& model);

/// Text of pseudo-random words, `bytes` long, the same for the same seed.
std::string randomText(std::size_t bytes, std::uint64_t seed);

void writeFile(const std::filesystem::path& path, const std::string& text);

/// SHA-256 over the sorted names and contents of a folder's files.
std::string folderHash(const std::filesystem::path& folder);

} // namespace lapidary::tests
