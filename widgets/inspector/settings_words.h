// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <QString>

namespace lapidary::widgets {

/// Written keys of one family in words: "gptq, bits 3", "no quantization".
QString settingsWords(plan::Family family, const base::Json& keys);
/// A whole layer: "left dense"; "gptq, bits 3; no sparsity"; "nothing yet".
QString settingsWords(const plan::WrittenSettings& settings);

} // namespace lapidary::widgets
