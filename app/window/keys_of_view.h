// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/help/keys_overlay.h"

class QMainWindow;

namespace lapidary::window {

/// The keys that act where the focus is, then those of the menus; all taken from the actions and from what
/// views say of themselves.
std::vector<widgets::KeysSection> keysSections(const QMainWindow& window, QWidget* focused);

} // namespace lapidary::window
