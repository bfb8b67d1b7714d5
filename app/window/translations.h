// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCoreApplication;

namespace lapidary::window {

/// The sentences of the user's language where there are some; the plural forms of English in any case.
void installTranslations(QCoreApplication& application);

} // namespace lapidary::window
