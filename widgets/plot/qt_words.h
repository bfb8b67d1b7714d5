// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// qcustomplot.h is written with the words that QT_NO_KEYWORDS takes away; include this right before it.
#include <QObject>

// clang-format off
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach Q_FOREACH
// clang-format on
