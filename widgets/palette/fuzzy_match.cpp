// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/palette/fuzzy_match.h"

#include <algorithm>
#include <array>
#include <vector>

namespace lapidary::widgets {

namespace {

constexpr double kWhole = 1.0;
constexpr double kBeginning = 0.9;
constexpr double kPart = 0.6;
constexpr double kTypo = 0.45;       // less 0.1 for each
constexpr double kElsewhere = 0.5;   // outside of the name
constexpr double kLengthLoss = 0.01; // for each word of the name that nobody asked for

int allowedTypos(qsizetype letters) {
    return letters >= 7 ? 2 : letters >= 4 ? 1 : 0;
}

/// Fewest changes that make `query` the beginning of `word` (optimal string alignment), or more than
/// `allowed`.
int typosToBeginning(const QString& query, const QString& word, int allowed) {
    const qsizetype columns = std::min(word.size(), query.size() + allowed);
    std::array<std::vector<int>, 3> rows; // the one before the last, the last, this one
    rows.fill(std::vector<int>(static_cast<std::size_t>(columns) + 1));
    for (std::size_t j = 0; j < rows[1].size(); ++j)
        rows[1][j] = static_cast<int>(j);
    for (qsizetype i = 1; i <= query.size(); ++i) {
        std::vector<int>& row = rows[2];
        row[0] = static_cast<int>(i);
        for (qsizetype j = 1; j <= columns; ++j) {
            const auto at = static_cast<std::size_t>(j);
            const bool same = query[i - 1] == word[j - 1];
            row[at] = std::min({rows[1][at] + 1, row[at - 1] + 1, rows[1][at - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && query[i - 1] == word[j - 2] && query[i - 2] == word[j - 1])
                row[at] = std::min(row[at], rows[0][at - 2] + 1);
        }
        std::rotate(rows.begin(), rows.begin() + 1, rows.end());
    }
    return *std::ranges::min_element(rows[1]);
}

double scoreWord(const QString& query, const QString& word) {
    if (word == query)
        return kWhole;
    if (word.startsWith(query))
        return kBeginning;
    if (query.size() > 1 && word.contains(query))
        return kPart;
    const int allowed = allowedTypos(query.size());
    if (allowed == 0 || word.size() + allowed < query.size())
        return 0.0;
    const int typos = typosToBeginning(query, word, allowed);
    return typos > allowed ? 0.0 : kTypo - 0.1 * typos;
}

double bestOf(const QString& query, const QStringList& words) {
    double best = 0.0;
    for (const QString& word : words)
        best = std::max(best, scoreWord(query, word));
    return best;
}

} // namespace

QStringList wordsOf(const QString& text) {
    QStringList words;
    QString word;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar letter = text[i];
        const bool numberGoesOn = i + 1 < text.size() && text[i + 1].isDigit();
        if (letter == u'&')
            continue; // marks the key of a menu entry
        // Values and patterns are words: 0.5, 2:4, w4-g64.
        const bool inside = letter.isLetterOrNumber() || letter == u'%' ||
                            (!word.isEmpty() && (letter == u':' || letter == u'-')) ||
                            (letter == u'.' && numberGoesOn && !word.isEmpty() && word.back().isDigit());
        if (inside) {
            word += letter.toLower();
        } else if (!word.isEmpty()) {
            words += word;
            word.clear();
        }
    }
    if (!word.isEmpty())
        words += word;
    for (QString& each : words)
        while (each.endsWith(u':') || each.endsWith(u'-') || each.endsWith(u'.'))
            each.chop(1);
    return words;
}

double fuzzyScore(const QStringList& query, const QStringList& name, const QStringList& more) {
    double sum = 0.0;
    for (const QString& word : query) {
        const double found = std::max(bestOf(word, name), kElsewhere * bestOf(word, more));
        if (found <= 0.0)
            return 0.0;
        sum += found;
    }
    if (query.isEmpty())
        return 1.0;
    const auto spare = static_cast<double>(std::max<qsizetype>(0, name.size() - query.size()));
    return std::max(1e-3, sum / static_cast<double>(query.size()) - kLengthLoss * spare);
}

} // namespace lapidary::widgets
