// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace lapidary::widgets {

/// One thing that the palette can do.
struct PaletteEntry {
    QString id;     // the same in every session: "action:undo", "site:blocks.3.mlp.down"
    QString text;   // "Undo: bits 4 on 6 sites"
    QString place;  // where else it is: "Edit", "Site", "Help"
    QString keys;   // "Ctrl+Z"
    QString whyNot; // not empty: it cannot be done now, and why
    std::function<void()> run;
};

/// The entries that fit what is typed, best first; with nothing typed what was done last, then the rest.
class PaletteModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { PlaceRole = Qt::UserRole + 1, KeysRole, WhyNotRole };
    /// Made of what is typed: settings with their value. They come first.
    using Phrases = std::function<std::vector<PaletteEntry>(const QString& query)>;

    explicit PaletteModel(QObject* parent = nullptr);

    void setEntries(std::vector<PaletteEntry> entries, Phrases phrases);
    void setRecent(const QStringList& ids); // latest first
    void setQuery(const QString& query);
    const PaletteEntry* entry(const QModelIndex& index) const; // null: no such row

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Known {
        PaletteEntry entry;
        QStringList name;
        QStringList more;
    };
    void rank();

    std::vector<Known> m_known;
    Phrases m_phrases;
    QStringList m_recent;
    QString m_query;
    std::vector<PaletteEntry> m_made; // by phrases, for this query
    std::vector<const PaletteEntry*> m_shown;
};

} // namespace lapidary::widgets
