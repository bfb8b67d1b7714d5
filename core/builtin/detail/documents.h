// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/builtin/random_source.h"

#include <string>

namespace lapidary::builtin::detail {

/// The kinds of document; each without an end mark, without a line end at its end.
std::string tellStory(RandomSource& random);
std::string writeTalk(RandomSource& random);
std::string writeSums(RandomSource& random);
std::string describeAnimal(RandomSource& random);
std::string writeLetter(RandomSource& random);
std::string tellWeek(RandomSource& random);

} // namespace lapidary::builtin::detail
