// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/builtin/random_source.h"

#include <map>
#include <string>
#include <string_view>

namespace lapidary::builtin {

/// What stands for the names in braces.
using Slots = std::map<std::string, std::string, std::less<>>;

/// A sentence from a pattern: `[one|two|]` is one of its choices (they nest), `{name}` the slot's text, `a*`
/// becomes "a" or "an" by the next letter, the first letter of each sentence a capital. The pattern is ours:
/// a missing slot or bracket is a bug.
std::string phrase(std::string_view pattern, const Slots& slots, RandomSource& random);

} // namespace lapidary::builtin
