// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

class QPalette;

namespace lapidary::widgets {

/// One of resources/icons ("undo"), drawn in the colour of the palette's button text and greyed where it is
/// disabled. To be made anew on QEvent::PaletteChange.
QIcon themedIcon(const QString& name, const QPalette& palette);

} // namespace lapidary::widgets
