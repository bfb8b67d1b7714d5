// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/number_input.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lapidary::widgets {

namespace {

std::optional<double> parseNumber(const QString& text) {
    bool good = false;
    double value = QLocale().toDouble(text, &good);
    if (!good)
        value = QLocale::c().toDouble(text, &good);
    return good && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

bool meansNone(const QString& text) {
    return text == QChar(0x2014) || text == QLatin1String("-") ||
           text.compare(QLatin1String("none"), Qt::CaseInsensitive) == 0 ||
           text.compare(QCoreApplication::translate("NumberInput", "none"), Qt::CaseInsensitive) == 0;
}

} // namespace

std::optional<double> NumberInput::appliedTo(const std::optional<double>& present) const {
    if (kind == Kind::Set)
        return value;
    if (kind == Kind::None || !present)
        return std::nullopt;
    switch (kind) {
    case Kind::Add:
        return *present + value;
    case Kind::Multiply:
        return *present * value;
    case Kind::AtLeast:
        return std::max(*present, value);
    default:
        return std::min(*present, value);
    }
}

std::optional<NumberInput> parseNumberInput(const QString& text) {
    QString rest = text.trimmed();
    rest.replace(QChar(0x2212), QLatin1Char('-'));
    NumberInput input;
    if (meansNone(rest)) {
        input.kind = NumberInput::Kind::None;
        return input;
    }
    for (const auto& [word, kind] :
         {std::pair("min(", NumberInput::Kind::AtMost), std::pair("max(", NumberInput::Kind::AtLeast)})
        if (rest.startsWith(QLatin1String(word), Qt::CaseInsensitive) && rest.endsWith(QLatin1Char(')'))) {
            input.kind = kind;
            rest = rest.mid(4).chopped(1).trimmed();
        }
    if (rest.endsWith(QLatin1Char('%'))) {
        input.percent = true;
        rest.chop(1);
    }
    const bool bound = input.kind != NumberInput::Kind::Set;
    const QChar sign = rest.isEmpty() || bound ? QChar() : rest.front();
    const bool factor = sign == QLatin1Char('*') || sign == QLatin1Char('/');
    if (factor || sign == QLatin1Char('+') || sign == QLatin1Char('-')) {
        input.kind = factor ? NumberInput::Kind::Multiply : NumberInput::Kind::Add;
        rest.remove(0, 1);
    }
    const std::optional<double> number = parseNumber(rest.trimmed());
    if (!number || (sign == QLatin1Char('/') && *number == 0.0))
        return std::nullopt;
    input.value = *number / (input.percent ? 100.0 : 1.0);
    if (sign == QLatin1Char('-'))
        input.value = -input.value;
    if (sign == QLatin1Char('/'))
        input.value = 1.0 / input.value;
    return input;
}

} // namespace lapidary::widgets
