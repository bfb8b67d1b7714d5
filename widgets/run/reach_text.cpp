// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/reach_text.h"

#include "widgets/state/number_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace lapidary::widgets {

namespace {

QString words(const char* text, int count = -1) {
    return QCoreApplication::translate("ReachText", text, nullptr, count);
}

QString limitText(const plan::ReachLimit& limit) {
    const int sites = static_cast<int>(limit.sites);
    const QString bytes = bytesText(static_cast<double>(limit.bytes));
    switch (limit.kind) {
    case plan::ReachLimit::Kind::Locked:
        return words(QT_TRANSLATE_NOOP("ReachText", "unlock %n site(s): −%1"), sites).arg(bytes);
    case plan::ReachLimit::Kind::Dense:
        return words(QT_TRANSLATE_NOOP("ReachText", "give %n dense site(s) a method: they hold %1"), sites)
            .arg(bytes);
    case plan::ReachLimit::Kind::Embed:
        return words(QT_TRANSLATE_NOOP("ReachText", "name the embedding in the plan: it holds %1"))
            .arg(bytes);
    case plan::ReachLimit::Kind::Head:
        return words(QT_TRANSLATE_NOOP("ReachText", "name the head in the plan: it holds %1")).arg(bytes);
    case plan::ReachLimit::Kind::Groups:
        return words(QT_TRANSLATE_NOOP("ReachText", "larger groups: up to −%1")).arg(bytes);
    case plan::ReachLimit::Kind::Format:
        return words(QT_TRANSLATE_NOOP("ReachText", "the format Lapidary: −%1")).arg(bytes);
    }
    return {};
}

} // namespace

QString reachText(const plan::Reach& reach) {
    return words(QT_TRANSLATE_NOOP("ReachText", "reachable %1 to %2"))
        .arg(bytesText(static_cast<double>(reach.smallestBytes)),
             bytesText(static_cast<double>(reach.largestBytes)));
}

QString loweringText(const plan::Reach& reach, std::size_t most) {
    QStringList parts;
    for (const plan::ReachLimit& limit : reach.limits)
        if (static_cast<std::size_t>(parts.size()) < most)
            parts += limitText(limit);
    return parts.join(QStringLiteral("; "));
}

QString memoryHelp(const plan::RunMemory& memory) {
    return words(QT_TRANSLATE_NOOP(
                     "ReachText",
                     "To run the result at %1 tokens of context:\nweights as they are stored, %2\nkeys and "
                     "values of these tokens at 16 bits, %3\none block's activations for them at 16 bits, "
                     "%4\nA runtime that unpacks the weights takes more; its buffers and the driver's come "
                     "on top."))
        .arg(countText(memory.context), bytesText(static_cast<double>(memory.weights)),
             bytesText(static_cast<double>(memory.cache)),
             bytesText(static_cast<double>(memory.activations)));
}

} // namespace lapidary::widgets
