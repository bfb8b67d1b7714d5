// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <memory>
#include <vector>

class QTranslator;

namespace lapidary::window {

/// The languages that the window speaks: "en", "de".
const QStringList& windowLanguages();

/// The sentences of one language, the program's and Qt's own, and its way to write numbers; the plural forms
/// of English in any case. What is on screen already keeps its language.
class Translations final {
public:
    Translations();
    ~Translations();

    /// One of windowLanguages(); empty: the system's, where there is one, else English.
    void use(const QString& language);
    /// What use() was told.
    const QString& language() const { return m_language; }

private:
    void install(const QString& name, const QString& folder);

    QString m_language;
    std::vector<std::unique_ptr<QTranslator>> m_installed;
};

} // namespace lapidary::window
