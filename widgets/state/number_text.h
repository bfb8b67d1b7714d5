// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/site_id.h"

#include <QString>

#include <cstdint>

/// Numbers as people read them: by the default QLocale, with a true minus sign (U+2212) and a dash for what
/// is not a number. Files and the clipboard take other ways: they keep the point and every digit.
namespace lapidary::widgets {

/// Stands for a value that is absent or mixed.
QString dashText();
/// At least `digits` significant digits, never fewer than the integer part has: 0.0123, 1.23, 123,
/// 12,345; 1.23E−7 below 0.0001.
QString significant(double value, int digits = 3);
/// "12.3 MB": decimal units.
QString bytesText(double bytes);
/// The number of megabytes alone, for columns whose header has the unit.
QString megabytesText(double bytes);
/// 0.702 is "70.2 %"; one decimal from 10 % on, three significant digits below.
QString percentText(double share);
QString countText(std::int64_t count);
/// With its sign, also where that is a plus; a bare 0 where nothing differs.
QString differenceText(double difference, int digits = 3);
/// "0.84 s", "12 s", "3 min 20 s", "2 h 5 min".
QString durationText(double seconds);
/// "1536 × 576": [out, in].
QString shapeText(std::int64_t out, std::int64_t in);
/// "block 17 · down", "embed": a site for people; its own name where it is of another form.
QString siteLabel(const model::SiteId& site);

} // namespace lapidary::widgets
