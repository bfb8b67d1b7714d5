// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lapidary::builtin {

/// Byte-level BPE: tokens in GPT-2's letters for bytes, the id is the place. 0 is the special token, then the
/// 256 bytes by letter, then one token a merge.
struct BpeVocabulary {
    std::vector<std::string> tokens;
    std::vector<std::pair<std::size_t, std::size_t>> merges; // ids of the parts, the first merge first
};

/// Pieces of ASCII text that no token crosses, and how often each comes: GPT-2's pattern ('s and the like; a
/// run of letters, of digits or of other signs with the space before it; white space).
std::map<std::string_view, std::size_t> countPieces(std::string_view text);

/// Joins the most frequent pair of neighbours again and again (Sennrich et al. 2016), equal counts by smaller
/// ids, as Hugging Face's trainer does, until there are `size` tokens or no pair comes twice. `special` in
/// the text is left out. Errors: text that is not ASCII, a size below 257.
base::Result<BpeVocabulary> trainBpe(std::string_view text, std::size_t size, std::string_view special);

/// A `tokenizer.json` that Tokenizer::fromJson and Hugging Face tokenizers read.
std::string tokenizerJson(const BpeVocabulary& vocabulary);

} // namespace lapidary::builtin
