// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

class QWidget;

namespace lapidary::widgets {

/// The dynamic property of a widget that names its help page.
inline constexpr char kHelpProperty[] = "helpPage";
/// The page of a widget or of its nearest ancestor that names one; empty: none does.
QString helpPageOf(const QWidget* widget);

struct HelpPage {
    QString id; // "spectrum"
    QString title;
    QString markdown;
};

struct HelpHit {
    const HelpPage* page = nullptr;
    QString excerpt; // one line with the first word that was found
};

/// The help pages compiled into the program, in one language; what is not translated is there in English.
class HelpPages final {
public:
    explicit HelpPages(const QString& language = ownLanguage());

    static QString ownLanguage(); // of the default locale: "de"
    static QString startPage() { return QStringLiteral("start"); }

    /// The start page first, the others by title.
    const std::vector<HelpPage>& all() const { return m_pages; }
    const HelpPage* find(const QString& id) const; // null: there is none
    /// Pages that have all the words, in any case; those with them in the title first. No words: all pages.
    std::vector<HelpHit> search(const QString& words) const;

private:
    std::vector<HelpPage> m_pages;
};

} // namespace lapidary::widgets
