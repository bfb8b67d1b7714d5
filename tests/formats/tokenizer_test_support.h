// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/hash.h"
#include "core/formats/tokenizer.h"

#include <filesystem>
#include <span>
#include <string>

namespace lapidary::tests {

/// Text of a file; the test fails where it cannot be read.
std::string textOf(const std::filesystem::path& path);
/// SHA-256 over the ids as little-endian int32, as the reference scripts write it.
std::string hashOfIds(std::span<const formats::TokenId> ids);
/// The text from the middle byte on, moved to the next character.
std::string secondHalf(const std::string& text);

} // namespace lapidary::tests
