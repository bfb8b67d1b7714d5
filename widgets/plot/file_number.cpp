// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/file_number.h"

#include <QLocale>

#include <cmath>

namespace lapidary::widgets {

QString fileNumber(double value) {
    return std::isnan(value) ? QString() : QString::number(value, 'g', QLocale::FloatingPointShortest);
}

} // namespace lapidary::widgets
