// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sentence.h"

namespace lapidary::base {

std::string say(const Sentence& sentence, const std::function<std::string(const std::string&)>& translate) {
    const std::string pattern = translate(sentence.text);
    if (sentence.parts.empty())
        return pattern;
    std::string said;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const std::size_t digit = i + 1 < pattern.size() ? static_cast<std::size_t>(pattern[i + 1]) - '1' : 9;
        if (pattern[i] == '%' && digit < sentence.parts.size()) {
            said += say(sentence.parts[digit], translate);
            ++i;
        } else {
            said += pattern[i];
        }
    }
    return said;
}

std::string english(const Sentence& sentence) {
    return say(sentence, [](const std::string& text) { return text; });
}

Sentence listOf(std::vector<Sentence> parts) {
    Sentence list;
    for (Sentence& part : parts)
        list = list.empty() ? std::move(part) : Sentence("%1, %2", {std::move(list), std::move(part)});
    return list;
}

} // namespace lapidary::base
