// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "widgets/state/selection_model.h"

#include <QObject>
#include <QString>

#include <optional>
#include <vector>

namespace lapidary::widgets {

/// Sets of sites that people gave a name, in the order in which they did; kept in the project. Window thread
/// only.
class NamedSets final : public QObject {
    Q_OBJECT

public:
    struct Named {
        QString name;
        SelectionModel::SiteSet sites;
        bool operator==(const Named&) const = default;
    };

    explicit NamedSets(QObject* parent = nullptr);

    const std::vector<Named>& all() const { return m_sets; }
    const Named* find(const QString& name) const; // null: there is none
    /// A name that is not taken yet: "set 1".
    QString freeName() const;
    /// Takes the place of one of the same name; nothing happens without a name or sites.
    void add(const QString& name, SelectionModel::SiteSet sites);
    /// False: there is no such set, or the new name is taken or empty.
    bool rename(const QString& from, const QString& to);
    void remove(const QString& name);
    /// What was removed last, until it is back; empty: nothing.
    QString removed() const { return m_removed ? m_removed->set.name : QString(); }
    void takeBack();

    base::Json toJson() const;
    /// What has no name or no list of sites is left out: the project may come from elsewhere.
    void read(const base::Json& json);

Q_SIGNALS:
    void changed();  // by people
    void replaced(); // all of them, by read

private:
    struct Removed {
        Named set;
        std::size_t place = 0;
    };
    std::vector<Named> m_sets;
    std::optional<Removed> m_removed;
};

} // namespace lapidary::widgets
