// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/builtin/text_generator.h"

#include "core/builtin/detail/documents.h"

namespace lapidary::builtin {

std::string generateDocument(RandomSource& random) {
    const std::size_t share = random.below(100);
    if (share < 52)
        return detail::tellStory(random);
    if (share < 66)
        return detail::writeTalk(random);
    if (share < 76)
        return detail::writeSums(random);
    if (share < 84)
        return detail::describeAnimal(random);
    return share < 92 ? detail::writeLetter(random) : detail::tellWeek(random);
}

std::string generateText(std::uint64_t seed, std::size_t bytes) {
    RandomSource random(seed);
    std::string text;
    text.reserve(bytes + 4096);
    while (text.size() < bytes) {
        text += generateDocument(random);
        text += kEndOfText;
        text += '\n';
    }
    return text;
}

} // namespace lapidary::builtin
