// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lapidary::widgets {

class LayerMatrix;

/// Makes the layer matrix a table with cells to screen readers; once a program.
void installMatrixAccessibility();
/// Says that the cell in focus is another one.
void announceMatrixFocus(LayerMatrix& matrix);

} // namespace lapidary::widgets
