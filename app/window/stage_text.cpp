// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/stage_text.h"

#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <map>

namespace lapidary::window {

namespace {

QString words(const char* text) {
    return QCoreApplication::translate("lapidary::window::Stage", text);
}

/// A stage of its own.
QString wholeText(const QString& stage) {
    static const std::map<QString, const char*> kWhole = {
        {QStringLiteral("open"), QT_TRANSLATE_NOOP("lapidary::window::Stage", "opening the model")},
        {QStringLiteral("tokenize"),
         QT_TRANSLATE_NOOP("lapidary::window::Stage", "splitting the text into tokens")},
        {QStringLiteral("embed"), QT_TRANSLATE_NOOP("lapidary::window::Stage", "embedding")},
        {QStringLiteral("head"), QT_TRANSLATE_NOOP("lapidary::window::Stage", "head")},
        {QStringLiteral("logits"), QT_TRANSLATE_NOOP("lapidary::window::Stage", "logits")},
        {QStringLiteral("companions"),
         QT_TRANSLATE_NOOP("lapidary::window::Stage", "tokenizer and configuration")},
        {QStringLiteral("verify"),
         QT_TRANSLATE_NOOP("lapidary::window::Stage", "checking what was written")}};
    const auto at = kWhole.find(stage);
    return at == kWhole.end() ? stage : words(at->second);
}

/// What is done to a block, a site or a file.
QString patternOf(const QString& verb) {
    static const std::map<QString, const char*> kPatterns = {
        {QStringLiteral("read"), QT_TRANSLATE_NOOP("lapidary::window::Stage", "reading %1")},
        {QStringLiteral("moments"),
         QT_TRANSLATE_NOOP("lapidary::window::Stage", "statistics of the inputs, %1")},
        {QStringLiteral("write"), QT_TRANSLATE_NOOP("lapidary::window::Stage", "writing %1")},
        {QStringLiteral("resume"), QT_TRANSLATE_NOOP("lapidary::window::Stage", "%1, done before")},
        {QStringLiteral("kl"), QT_TRANSLATE_NOOP("lapidary::window::Stage", "divergence, %1")}};
    const auto at = kPatterns.find(verb);
    return at == kPatterns.end() ? QStringLiteral("%1") : words(at->second);
}

QString placeText(const QString& place) {
    const QStringList parts = place.split(u'.');
    if (parts.size() == 2 && parts.front() == QLatin1String("blocks"))
        return words(QT_TRANSLATE_NOOP("lapidary::window::Stage", "block %1")).arg(parts.back());
    if (parts.size() > 1)
        return widgets::siteLabel(model::SiteId(place.toStdString()));
    return wholeText(place);
}

} // namespace

QString stageText(const std::string& stage) {
    const QString text = QString::fromStdString(stage);
    const qsizetype slash = text.indexOf(u'/');
    return slash < 0 ? wholeText(text) : patternOf(text.left(slash)).arg(placeText(text.mid(slash + 1)));
}

} // namespace lapidary::window
