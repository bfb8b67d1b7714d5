// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace lapidary::formats::detail {

struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 1;
};

/// The character that starts at `at` of valid UTF-8.
CodePoint codePointAt(std::string_view text, std::size_t at);
/// The character that ends before `end` (> 0) of valid UTF-8.
CodePoint codePointBefore(std::string_view text, std::size_t end);
void appendUtf8(std::string& text, char32_t value);

/// Valid UTF-8 of any bytes: each longest part of a character that breaks off becomes one U+FFFD, as the
/// standard recommends and as Rust's from_utf8_lossy does.
std::string lossyUtf8(std::string_view bytes);

/// Unicode Nd, Nl or No.
bool isNumeric(char32_t value);
/// Unicode White_Space.
bool isWhiteSpace(char32_t value);
/// A character of `\w` of UTS 18: Alphabetic, marks, decimal digits, connectors, joiners.
bool isWordCharacter(char32_t value);

/// GPT-2's spelling of each byte as one printable character.
const std::array<std::string, 256>& byteSpellings();
/// The byte that a character spells there, or -1.
int spelledByte(char32_t value);

enum class NormalForm { Nfc, Nfd, Nfkc, Nfkd };
/// Linear but for n log n inside runs of combining marks.
std::string normalForm(std::string_view text, NormalForm form);

} // namespace lapidary::formats::detail
