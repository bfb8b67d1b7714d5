// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace lapidary::base {

/// Glob over a whole name: `*` matches any run of characters (dots too), `?` one character. Linear in the
/// product of the lengths, whatever the pattern.
bool globMatches(std::string_view pattern, std::string_view name);

/// The known name nearest to a mistyped one by edit distance, or an empty text when none is close (over a
/// third of the letters and more than two differ).
std::string nearestName(std::string_view name, std::span<const std::string> known);

/// Position of the first byte that is not valid UTF-8 (overlong forms, surrogates and values over U+10FFFF
/// are invalid), or `npos`.
std::size_t firstInvalidUtf8(std::string_view text);

/// A name from a file for a message: in single quotes, control bytes escaped, shortened to about `limit`
/// bytes (at a character's border).
std::string quotedName(std::string_view name, std::size_t limit = 100);

/// "12.3 MB": decimal units, three significant digits.
std::string formatBytes(double bytes);

} // namespace lapidary::base
