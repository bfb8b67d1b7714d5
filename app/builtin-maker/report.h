// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/builtin-maker/recipe.h"

namespace lapidary::maker {

/// Prints hashes, perplexities of the model, of a unigram and of a Kneser-Ney 5-gram model on the unseen
/// text, the cost of names and greedy continuations.
base::Status report(const Recipe& recipe, const Made& made, const std::filesystem::path& folder,
                    base::RunControl& control);

} // namespace lapidary::maker
