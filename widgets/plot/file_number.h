// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lapidary::widgets {

/// For files and the clipboard: a point, as many digits as are needed to read the same number again; nothing
/// for NaN.
QString fileNumber(double value);

} // namespace lapidary::widgets
