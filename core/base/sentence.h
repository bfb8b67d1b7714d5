// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lapidary::base {

/// A sentence of core for people: a template in which %1 to %9 stand for the parts, sentences or names
/// themselves. core says it in English; the window translates every template first. Written as
/// `Sentence{"…", {…}}` with the text in place, where packaging/translation_sources.py finds it.
struct Sentence {
    Sentence() = default;
    /// NOLINTBEGIN(google-explicit-constructor): names and numbers are parts as they are.
    Sentence(std::string words)
        : text(std::move(words)) {}
    Sentence(const char* words)
        : text(words) {}
    /// NOLINTEND(google-explicit-constructor)
    Sentence(std::string words, std::vector<Sentence> inserted)
        : text(std::move(words))
        , parts(std::move(inserted)) {}

    bool empty() const { return text.empty(); }
    bool operator==(const Sentence&) const = default;

    std::string text;
    std::vector<Sentence> parts; // none: the text is said as it is, percent signs too
};

/// With each template as `translate` gives it back; what is put in is never taken for a template.
std::string say(const Sentence& sentence, const std::function<std::string(const std::string&)>& translate);
std::string english(const Sentence& sentence);

/// "a, b, c" as one part.
Sentence listOf(std::vector<Sentence> parts);

} // namespace lapidary::base
