// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <vector>

namespace lapidary::widgets {

/// One box for each size, areas in their ratio, filling `whole` and as square as may be (Bruls, Huizing, van
/// Wijk, Squarified Treemaps, 2000). `sizes` fall or stay; sizes of zero get empty boxes.
std::vector<QRectF> squarified(const std::vector<double>& sizes, const QRectF& whole);

} // namespace lapidary::widgets
