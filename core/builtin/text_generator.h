// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/builtin/random_source.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lapidary::builtin {

/// Ends each document; the built-in tokenizer has it as a special token.
inline constexpr std::string_view kEndOfText = "<|endoftext|>";

/// One document of plain ASCII English, 300 to 1500 bytes: a story, a talk, sums, a piece about an animal, a
/// letter or a week. People, things, places and who has what are drawn at its start and come back many
/// sentences later, which a model that sees few words cannot guess.
std::string generateDocument(RandomSource& random);

/// Documents, each closed by kEndOfText and a line end, until there are at least `bytes`. The same seed gives
/// the same bytes everywhere, a longer text begins with the shorter one.
std::string generateText(std::uint64_t seed, std::size_t bytes);

} // namespace lapidary::builtin
