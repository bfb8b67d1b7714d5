// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

namespace lapidary::window {

/// base::describe() in the user's language: the templates of core/base/error.cpp are translated (context
/// `lapidary::Error`), the error's own parts are put in as they are.
QString errorText(const base::Error& error);

} // namespace lapidary::window
