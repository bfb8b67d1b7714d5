// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/state/number_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>

namespace lapidary::widgets {

namespace {

constexpr QChar kMinus(0x2212);

QString translated(const char* text) {
    return QCoreApplication::translate("NumberText", text);
}

QString withTrueMinus(QString text) {
    return text.replace(QLatin1Char('-'), kMinus);
}

/// Decimals that give `digits` significant ones after rounding (9.996 has as many before the point as 10).
int decimalsOf(double magnitude, int digits) {
    const int integerDigits = static_cast<int>(std::floor(std::log10(magnitude))) + 1;
    const int decimals = std::max(0, digits - integerDigits);
    const double step = std::pow(10.0, -decimals);
    const bool carries = std::round(magnitude / step) * step >= std::pow(10.0, integerDigits) * (1.0 - 1e-12);
    return carries ? std::max(0, decimals - 1) : decimals;
}

QString fixed(double value, int decimals) {
    return withTrueMinus(QLocale().toString(value, 'f', decimals));
}

/// Two units of time, the small one left out where it is 0.
QString twoUnits(const char* large, const char* both, qint64 much, qint64 little) {
    return little == 0 ? translated(large).arg(much) : translated(both).arg(much).arg(little);
}

} // namespace

QString dashText() {
    return QString(QChar(0x2014));
}

QString significant(double value, int digits) {
    if (std::isnan(value))
        return dashText();
    if (std::isinf(value))
        return (value < 0 ? QString(kMinus) : QString()) + QChar(0x221E);
    const double magnitude = std::abs(value);
    if (magnitude == 0.0)
        return QLocale().toString(0);
    if (magnitude < 1e-4 || magnitude >= 1e15) {
        QLocale locale;
        locale.setNumberOptions(locale.numberOptions() | QLocale::OmitLeadingZeroInExponent);
        return withTrueMinus(locale.toString(value, 'E', digits - 1));
    }
    return fixed(value, decimalsOf(magnitude, digits));
}

QString bytesText(double bytes) {
    static constexpr std::array<const char*, 5> kUnits = {
        QT_TRANSLATE_NOOP("NumberText", "%1 B"), QT_TRANSLATE_NOOP("NumberText", "%1 kB"),
        QT_TRANSLATE_NOOP("NumberText", "%1 MB"), QT_TRANSLATE_NOOP("NumberText", "%1 GB"),
        QT_TRANSLATE_NOOP("NumberText", "%1 TB")};
    std::size_t unit = 0;
    while (std::abs(bytes) >= (unit == 0 ? 1000.0 : 999.5) && unit + 1 < kUnits.size()) {
        bytes /= 1000.0;
        ++unit;
    }
    return translated(kUnits[unit]).arg(unit == 0 ? fixed(bytes, 0) : significant(bytes));
}

QString megabytesText(double bytes) {
    return significant(bytes / 1e6);
}

QString percentText(double share) {
    const double percent = share * 100.0;
    if (!std::isfinite(percent))
        return dashText();
    const bool coarse = std::abs(percent) >= 9.95 || percent == 0.0;
    return translated(QT_TRANSLATE_NOOP("NumberText", "%1 %"))
        .arg(coarse ? fixed(percent, percent == 0.0 ? 0 : 1) : significant(percent));
}

QString countText(std::int64_t count) {
    return withTrueMinus(QLocale().toString(static_cast<qlonglong>(count)));
}

QString differenceText(double difference, int digits) {
    return difference > 0.0 ? QLatin1Char('+') + significant(difference, digits)
                            : significant(difference, digits);
}

QString durationText(double seconds) {
    if (!std::isfinite(seconds) || seconds < 0.0)
        return dashText();
    if (seconds < 9.95)
        return translated(QT_TRANSLATE_NOOP("NumberText", "%1 s")).arg(significant(seconds, 2));
    const qint64 whole = std::llround(seconds);
    if (whole < 60)
        return translated(QT_TRANSLATE_NOOP("NumberText", "%1 s")).arg(whole);
    if (whole < 3600)
        return twoUnits(QT_TRANSLATE_NOOP("NumberText", "%1 min"),
                        QT_TRANSLATE_NOOP("NumberText", "%1 min %2 s"), whole / 60, whole % 60);
    const qint64 minutes = (whole + 30) / 60;
    return twoUnits(QT_TRANSLATE_NOOP("NumberText", "%1 h"), QT_TRANSLATE_NOOP("NumberText", "%1 h %2 min"),
                    minutes / 60, minutes % 60);
}

QString shapeText(std::int64_t out, std::int64_t in) {
    return QStringLiteral("%1 × %2").arg(out).arg(in);
}

QString siteLabel(const model::SiteId& site) {
    const QString name = QString::fromStdString(site.name);
    const QStringList parts = name.split(QLatin1Char('.'));
    if (parts.size() != 4 || parts.front() != QLatin1String("blocks"))
        return name;
    return translated(QT_TRANSLATE_NOOP("NumberText", "block %1 · %2")).arg(parts[1], parts[3]);
}

} // namespace lapidary::widgets
