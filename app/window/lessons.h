// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/results/story.h"

#include <QString>

#include <vector>

namespace lapidary::window {

/// A story about the built-in model that comes with the program.
struct Lesson {
    QString id; // "bytes"
    results::Story story;
};

/// In the order in which to give them.
const std::vector<Lesson>& lessons();
/// By id or title; null: there is none.
const Lesson* findLesson(const QString& name);

} // namespace lapidary::window
