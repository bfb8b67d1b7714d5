// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/document.h"

namespace lapidary::bench {

/// Gives every block linear of the open model a spectrum of full length and a histogram, made up: one of a
/// dozen smooth ones, as a measurement would hand them over.
void measureAsMadeUp(window::Document& document);

} // namespace lapidary::bench
