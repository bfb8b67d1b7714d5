// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/settings.h"

#include <QString>

namespace lapidary::widgets {

/// What the plan does to a site, in words: "4 bits, group 64 (gptq)", "2:4 (wanda) + 4 bits, group 64
/// (gptq)", "rank 128 (svd-llm)", "left dense", "dense".
QString settingsText(const plan::SiteSettings& settings);

} // namespace lapidary::widgets
