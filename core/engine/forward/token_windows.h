// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/api/engine.h"
#include "core/formats/checkpoint.h"

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <string>

namespace lapidary::engine {

/// A text tokenised once (BOS once where the tokenizer adds one) and cut into non-overlapping windows, tail
/// dropped.
struct TokenWindows {
    at::Tensor ids; // int64 [windows, window], host
    std::int64_t textTokens = 0;
    std::string textSha256; // of the file's bytes
    std::string textName;
};

/// Errors: text not readable or not UTF-8, fewer tokens than one window, ids outside the vocabulary.
base::Result<TokenWindows> makeTokenWindows(const formats::Checkpoint& checkpoint, const TextRequest& request,
                                            const base::RunControl& control);

} // namespace lapidary::engine
