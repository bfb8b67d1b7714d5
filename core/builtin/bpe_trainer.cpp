// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/builtin/bpe_trainer.h"

#include "core/base/json.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace lapidary::builtin {

using base::Error;
using base::ErrorCode;
using base::OrderedJson;

namespace {

constexpr std::size_t kBytes = 256;

enum class Sign { Space, Letter, Digit, Other };

Sign signOf(char c) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isspace(byte) != 0)
        return Sign::Space;
    if (std::isalpha(byte) != 0)
        return Sign::Letter;
    return std::isdigit(byte) != 0 ? Sign::Digit : Sign::Other;
}

/// Length of 's, 't, 're, 've, 'm, 'll, 'd at the start, else 0.
std::size_t contraction(std::string_view text) {
    constexpr std::array<std::string_view, 7> kEndings{"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"};
    for (const std::string_view ending : kEndings)
        if (text.starts_with(ending))
            return ending.size();
    return 0;
}

std::size_t runLength(std::string_view text, std::size_t from) {
    std::size_t end = from;
    while (end < text.size() && signOf(text[end]) == signOf(text[from]))
        ++end;
    return end - from;
}

/// Length of the piece that the text begins with.
std::size_t pieceLength(std::string_view text) {
    if (const std::size_t length = contraction(text))
        return length;
    if (signOf(text[0]) != Sign::Space)
        return runLength(text, 0);
    const std::size_t spaces = runLength(text, 0);
    if (spaces == text.size())
        return spaces;
    // The last space belongs to the word behind it; another white space stands alone.
    if (spaces > 1)
        return spaces - 1;
    return text[0] == ' ' ? 1 + runLength(text, 1) : 1;
}

/// GPT-2's letter for each byte, UTF-8: itself where it prints, else one from U+0100 on.
std::array<std::string, kBytes> byteLetters() {
    std::array<std::string, kBytes> letters;
    int next = 0x100;
    for (int byte = 0; byte < static_cast<int>(kBytes); ++byte) {
        const bool prints = (byte >= 33 && byte <= 126) || (byte >= 161 && byte != 173);
        const int code = prints ? byte : next++;
        std::string& letter = letters.at(static_cast<std::size_t>(byte));
        if (code < 0x80)
            letter = static_cast<char>(code);
        else
            letter = {static_cast<char>(0xC0 | (code >> 6)), static_cast<char>(0x80 | (code & 0x3F))};
    }
    return letters;
}

struct Word {
    std::vector<std::size_t> ids;
    std::size_t count = 0;
};
using Pair = std::pair<std::size_t, std::size_t>;

/// The most frequent pair and its count; of equals the one with the smaller ids. The words of our texts are
/// few, so everything is counted again for each merge.
std::pair<Pair, std::size_t> mostFrequent(const std::vector<Word>& words) {
    std::map<Pair, std::size_t> counts;
    for (const Word& word : words)
        for (std::size_t i = 0; i + 1 < word.ids.size(); ++i)
            counts[{word.ids[i], word.ids[i + 1]}] += word.count;
    std::pair<Pair, std::size_t> best{{0, 0}, 0};
    for (const auto& [pair, count] : counts)
        if (count > best.second)
            best = {pair, count};
    return best;
}

void join(std::vector<Word>& words, const Pair& pair, std::size_t id) {
    for (Word& word : words) {
        std::size_t to = 0;
        for (std::size_t i = 0; i < word.ids.size(); ++i, ++to) {
            const bool found = i + 1 < word.ids.size() && Pair{word.ids[i], word.ids[i + 1]} == pair;
            word.ids[to] = found ? id : word.ids[i];
            i += found ? 1 : 0;
        }
        word.ids.resize(to);
    }
}

/// Pieces of the text between the special tokens, as ids of bytes.
std::vector<Word> wordsOf(std::string_view text, std::string_view special,
                          const std::array<std::size_t, kBytes>& idOfByte) {
    std::map<std::string_view, std::size_t> pieces;
    while (!text.empty()) {
        const std::size_t end = special.empty() ? std::string_view::npos : text.find(special);
        for (const auto& [piece, count] : countPieces(text.substr(0, end)))
            pieces[piece] += count;
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + special.size());
    }
    std::vector<Word> words;
    for (const auto& [piece, count] : pieces) {
        Word word{{}, count};
        for (const char c : piece)
            word.ids.push_back(idOfByte.at(static_cast<unsigned char>(c)));
        words.push_back(std::move(word));
    }
    return words;
}

} // namespace

std::map<std::string_view, std::size_t> countPieces(std::string_view text) {
    std::map<std::string_view, std::size_t> pieces;
    while (!text.empty()) {
        const std::size_t length = pieceLength(text);
        ++pieces[text.substr(0, length)];
        text.remove_prefix(length);
    }
    return pieces;
}

base::Result<BpeVocabulary> trainBpe(std::string_view text, std::size_t size, std::string_view special) {
    const auto foreign = std::find_if(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
    if (foreign != text.end())
        return Error{
            ErrorCode::BadValue, "tokenizer training", "byte " + std::to_string(foreign - text.begin()),
            "a byte above 127",  "ASCII text",         {}};
    if (size < kBytes + 1)
        return Error{ErrorCode::BadValue,  "tokenizer training", "vocabulary",
                     std::to_string(size), "at least 257",       {}};
    BpeVocabulary vocabulary;
    vocabulary.tokens.emplace_back(special);
    const std::array<std::string, kBytes> letters = byteLetters();
    std::vector<std::string> sorted(letters.begin(), letters.end());
    std::sort(sorted.begin(), sorted.end()); // UTF-8 sorts as its code points
    vocabulary.tokens.insert(vocabulary.tokens.end(), sorted.begin(), sorted.end());
    std::array<std::size_t, kBytes> idOfByte{};
    for (std::size_t byte = 0; byte < kBytes; ++byte)
        idOfByte[byte] =
            1 + static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), letters[byte]) -
                                         sorted.begin());
    std::vector<Word> words = wordsOf(text, special, idOfByte);
    while (vocabulary.tokens.size() < size) {
        const auto [pair, count] = mostFrequent(words);
        if (count < 2)
            break;
        join(words, pair, vocabulary.tokens.size());
        vocabulary.tokens.push_back(vocabulary.tokens[pair.first] + vocabulary.tokens[pair.second]);
        vocabulary.merges.push_back(pair);
    }
    return vocabulary;
}

std::string tokenizerJson(const BpeVocabulary& vocabulary) {
    OrderedJson json;
    json["version"] = "1.0";
    json["truncation"] = nullptr;
    json["padding"] = nullptr;
    const std::string& special = vocabulary.tokens.front();
    json["added_tokens"] = OrderedJson::array({{{"id", 0},
                                                {"content", special},
                                                {"single_word", false},
                                                {"lstrip", false},
                                                {"rstrip", false},
                                                {"normalized", false},
                                                {"special", true}}});
    json["normalizer"] = nullptr;
    const OrderedJson byteLevel = {
        {"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", true}};
    json["pre_tokenizer"] = byteLevel;
    json["post_processor"] = nullptr;
    json["decoder"] = byteLevel;
    OrderedJson& model = json["model"];
    model = {{"type", "BPE"},
             {"dropout", nullptr},
             {"unk_token", nullptr},
             {"continuing_subword_prefix", nullptr},
             {"end_of_word_suffix", nullptr},
             {"fuse_unk", false},
             {"byte_fallback", false},
             {"ignore_merges", false}};
    for (std::size_t id = 0; id < vocabulary.tokens.size(); ++id)
        model["vocab"][vocabulary.tokens[id]] = id;
    model["merges"] = OrderedJson::array();
    for (const auto& [left, right] : vocabulary.merges)
        model["merges"].push_back({vocabulary.tokens[left], vocabulary.tokens[right]});
    return json.dump(1) + "\n";
}

} // namespace lapidary::builtin
