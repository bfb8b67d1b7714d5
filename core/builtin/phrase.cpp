// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/builtin/phrase.h"

#include <cassert>
#include <cctype>
#include <vector>

namespace lapidary::builtin {

namespace {

/// The choices between the bracket at `begin` and its partner; `end` becomes the partner's position.
std::vector<std::string_view> choicesAt(std::string_view pattern, std::size_t begin, std::size_t& end) {
    std::vector<std::string_view> choices;
    int depth = 0;
    std::size_t start = begin + 1;
    for (end = begin; end < pattern.size(); ++end) {
        const char c = pattern[end];
        depth += c == '[' ? 1 : c == ']' ? -1 : 0;
        if ((c == '|' && depth == 1) || depth == 0) {
            choices.push_back(pattern.substr(start, end - start));
            start = end + 1;
        }
        if (depth == 0)
            return choices;
    }
    assert(false && "a bracket without its partner");
    return choices;
}

void expand(std::string_view pattern, const Slots& slots, RandomSource& random, std::string& to) {
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '[') {
            std::size_t end = i;
            const std::vector<std::string_view> choices = choicesAt(pattern, i, end);
            expand(choices[random.below(choices.size())], slots, random, to);
            i = end;
        } else if (pattern[i] == '{') {
            const std::size_t end = pattern.find('}', i);
            const auto slot = slots.find(pattern.substr(i + 1, end - i - 1));
            assert(slot != slots.end());
            to += slot->second;
            i = end;
        } else {
            to += pattern[i];
        }
    }
}

/// "a* apple" to "an apple".
void chooseArticles(std::string& text) {
    constexpr std::string_view kVowels = "aeiouAEIOU";
    for (std::size_t at = text.find("* "); at != std::string::npos; at = text.find("* ", at)) {
        const bool vowel = at + 2 < text.size() && kVowels.find(text[at + 2]) != std::string_view::npos;
        text.replace(at, 1, vowel ? "n" : "");
    }
}

/// Sentences begin at the start, after a full stop or colon, and after a quotation mark that opens.
void capitalise(std::string& text) {
    bool begins = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (std::isalnum(c) != 0) {
            if (begins)
                text[i] = static_cast<char>(std::toupper(c));
            begins = false;
        } else if (c == '"') {
            begins = i == 0 || text[i - 1] == ' ' || text[i - 1] == '\n';
        } else {
            begins |= c == '.' || c == '!' || c == '?' || c == ':' || c == '\n';
        }
    }
}

} // namespace

std::string phrase(std::string_view pattern, const Slots& slots, RandomSource& random) {
    std::string text;
    expand(pattern, slots, random, text);
    chooseArticles(text);
    capitalise(text);
    return text;
}

} // namespace lapidary::builtin
