// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/detail/json_part.h"
#include "core/formats/detail/tokenizer_description.h"

#include <vector>

namespace lapidary::formats::detail {

// The members of tokenizer.json around its model. A type that is not known is an error that names it.

base::Result<std::vector<NormalizerStep>> readNormalizers(const JsonPart& root);
base::Result<std::vector<PreTokenizerStep>> readPreTokenizers(const JsonPart& root);
base::Result<std::vector<DecoderStep>> readDecoders(const JsonPart& root);
base::Status readPostProcessor(const JsonPart& root, std::vector<TokenId>& prefix,
                               std::vector<TokenId>& suffix);

/// The merge of two tokens; all three must be in the vocabulary.
base::Result<Merge> resolveMerge(const Vocabulary& vocabulary, std::string_view left, std::string_view right,
                                 const std::string& file, const std::string& place);

} // namespace lapidary::formats::detail
