// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/palette/palette_model.h"

#include "widgets/palette/fuzzy_match.h"

#include <algorithm>
#include <utility>

namespace lapidary::widgets {

namespace {
constexpr std::size_t kShown = 60;
constexpr double kRecentBonus = 0.15;
constexpr double kDisabledLoss = 0.1;
} // namespace

PaletteModel::PaletteModel(QObject* parent)
    : QAbstractListModel(parent) {
}

void PaletteModel::setEntries(std::vector<PaletteEntry> entries, Phrases phrases) {
    beginResetModel();
    m_shown.clear();
    m_made.clear();
    m_known.clear();
    m_known.reserve(entries.size());
    for (PaletteEntry& entry : entries) {
        QStringList name = wordsOf(entry.text);
        QStringList more = wordsOf(entry.place);
        m_known.push_back({std::move(entry), std::move(name), std::move(more)});
    }
    m_phrases = std::move(phrases);
    endResetModel();
    setQuery({});
}

void PaletteModel::setRecent(const QStringList& ids) {
    m_recent = ids;
}

void PaletteModel::setQuery(const QString& query) {
    m_query = query;
    beginResetModel();
    rank();
    endResetModel();
}

void PaletteModel::rank() {
    const QStringList words = wordsOf(m_query);
    std::vector<std::pair<double, const PaletteEntry*>> found;
    for (const Known& known : m_known) {
        double score = fuzzyScore(words, known.name, known.more);
        if (score <= 0.0)
            continue;
        const qsizetype recent = m_recent.indexOf(known.entry.id);
        if (recent >= 0)
            score += words.isEmpty() ? static_cast<double>(m_recent.size() - recent) : kRecentBonus;
        if (!known.entry.whyNot.isEmpty())
            score -= kDisabledLoss;
        found.emplace_back(score, &known.entry);
    }
    std::ranges::stable_sort(found, std::greater(), &std::pair<double, const PaletteEntry*>::first);
    m_made = m_phrases ? m_phrases(m_query) : std::vector<PaletteEntry>();
    m_shown.clear();
    for (const PaletteEntry& made : m_made)
        m_shown.push_back(&made);
    for (const auto& [score, entry] : found)
        if (m_shown.size() < kShown)
            m_shown.push_back(entry);
}

const PaletteEntry* PaletteModel::entry(const QModelIndex& index) const {
    return index.isValid() && index.row() < rowCount() ? m_shown[static_cast<std::size_t>(index.row())]
                                                       : nullptr;
}

int PaletteModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const {
    const PaletteEntry* found = entry(index);
    if (found == nullptr)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return found->text;
    case Qt::AccessibleTextRole: {
        QStringList parts = {found->text, found->place, found->keys};
        if (!found->whyNot.isEmpty())
            parts += tr("not now: %1").arg(found->whyNot);
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    case PlaceRole:
        return found->place;
    case KeysRole:
        return found->keys;
    case WhyNotRole:
        return found->whyNot;
    default:
        return {};
    }
}

/// One that cannot be done now can still be read.
Qt::ItemFlags PaletteModel::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren
                           : Qt::NoItemFlags;
}

} // namespace lapidary::widgets
