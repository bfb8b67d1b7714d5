// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/error_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace lapidary::window {

namespace {

const base::ErrorTemplate& templateOf(base::ErrorCode code) {
    const auto& all = base::errorTemplates();
    return *std::find_if(all.begin(), all.end(), [code](const auto& text) { return text.code == code; });
}

/// packaging/update-translations.sh collects the templates from the table.
QString translated(std::string_view text) {
    return QCoreApplication::translate("lapidary::Error", std::string(text).c_str());
}

QString withFindings(const QString& what, const QString& found, const QString& expected) {
    if (found.isEmpty() && expected.isEmpty())
        return what;
    if (expected.isEmpty())
        return QCoreApplication::translate("lapidary::Error", "%1: found %2").arg(what, found);
    if (found.isEmpty())
        return QCoreApplication::translate("lapidary::Error", "%1: expected %2").arg(what, expected);
    return QCoreApplication::translate("lapidary::Error", "%1: found %2, expected %3")
        .arg(what, found, expected);
}

} // namespace

QString errorText(const base::Error& error) {
    const base::ErrorTemplate& text = templateOf(error.code);
    QStringList parts;
    for (const std::string& part : {error.file, error.place})
        if (!part.empty())
            parts += QString::fromStdString(part);
    parts += withFindings(translated(text.what), QString::fromStdString(error.found),
                          QString::fromStdString(error.expected));
    const QString remedy =
        error.remedy.empty() ? translated(text.remedy) : QString::fromStdString(error.remedy);
    QString out = QCoreApplication::translate("lapidary::Error", "%1. To do: %2")
                      .arg(parts.join(QStringLiteral(": ")), remedy);
    if (!out.endsWith(u'.'))
        out += u'.';
    return out;
}

} // namespace lapidary::window
