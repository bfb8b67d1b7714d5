// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/site_filter.h"

#include "core/base/text.h"
#include "widgets/state/number_text.h"

#include <QStringList>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

namespace lapidary::widgets {

namespace {

bool isGlob(const QString& text) {
    return text.contains(QLatin1Char('*')) || text.contains(QLatin1Char('?'));
}

bool containsWords(const model::Site& site, const QStringList& words) {
    const QStringList names = {QString::fromStdString(site.id.name), siteLabel(site.id),
                               QString::fromStdString(site.hfModule)};
    return std::ranges::all_of(words, [&](const QString& word) {
        return std::ranges::any_of(
            names, [&](const QString& name) { return name.contains(word, Qt::CaseInsensitive); });
    });
}

bool matches(const model::Site& site, const QString& text) {
    if (isGlob(text))
        return base::globMatches(text.toLower().toStdString(), site.id.name);
    return containsWords(site, text.split(QLatin1Char(' '), Qt::SkipEmptyParts));
}

/// Every name and every part of one that is no number.
std::set<std::string> knownWords(const model::ModelSpec& model) {
    std::set<std::string> words;
    for (const model::Site* site : model.allSites()) {
        const QString name = QString::fromStdString(site->id.name);
        words.insert(site->id.name);
        for (const QString& part : name.split(QLatin1Char('.')))
            if (bool number = false; part.toInt(&number), !number)
                words.insert(part.toStdString());
    }
    return words;
}

} // namespace

std::set<model::SiteId> filteredSites(const model::ModelSpec& model, const QString& text) {
    std::set<model::SiteId> found;
    const QString wanted = text.trimmed();
    for (const model::Site* site : model.allSites())
        if (wanted.isEmpty() || matches(*site, wanted))
            found.insert(site->id);
    return found;
}

QString nearestFilter(const model::ModelSpec& model, const QString& text) {
    const std::string wanted = text.trimmed().toLower().toStdString();
    const std::set<std::string> known = knownWords(model);
    std::vector<std::string> words(known.begin(), known.end());
    // Of words equally near, one of the same length: two letters changed places.
    const auto lengthDifference = [&](const std::string& word) {
        return std::abs(static_cast<long>(word.size()) - static_cast<long>(wanted.size()));
    };
    std::ranges::stable_sort(words, {}, lengthDifference);
    return QString::fromStdString(base::nearestName(wanted, words));
}

} // namespace lapidary::widgets
