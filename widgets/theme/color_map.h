// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace lapidary::widgets {

/// Colour of a share 0..1 on a sequential scale (cividis: survives colour blindness and grey print); low
/// values are near the ground of the theme: light in a light theme (the scale is reversed), dark in a dark
/// one.
QColor sequentialColor(double share, bool darkTheme);
/// Colour of -1..1 around a neutral middle that is near the ground of the theme: blue #0072B2 below,
/// vermillion #D55E00 above. The colours differ in lightness too: the sign can be told apart in every vision
/// but grey.
QColor divergingColor(double share, bool darkTheme);
/// Black or white, whichever reads better on `ground`.
QColor textColorOn(const QColor& ground);

} // namespace lapidary::widgets
