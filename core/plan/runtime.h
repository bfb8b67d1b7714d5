// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/check.h"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace lapidary::plan {

/// A program that is to load the result. None: no more than the formats' own limits is looked at.
enum class Runtime { None, Vllm, LlamaCpp, Transformers };
inline constexpr std::array kRuntimes = {Runtime::None, Runtime::Vllm, Runtime::LlamaCpp,
                                         Runtime::Transformers};
std::string_view runtimeName(Runtime runtime); // "none", "vllm", "llama.cpp", "transformers"
std::optional<Runtime> runtimeOf(std::string_view name);

/// What a runtime cannot load of a resolved plan (errors), and what it loads without the saving or with other
/// numbers (warnings). One problem names all sites that share it.
///
/// vLLM and transformers read compressed-tensors (pack-quantized): 4 or 8 bits, symmetric, in groups or whole
/// rows; vLLM's kernels want groups of 32, 64 or 128, and its fused layers (q, k, v; gate, up) one scheme.
/// llama.cpp reads GGUF: one type a tensor, blocks of 32 columns for 4, 5 and 8 bits, super-blocks of 256 for
/// 2, 3 and 6. None of them has low-rank factors or a saving from zeros.
std::vector<Problem> runtimeProblems(Runtime runtime, const ResolvedPlan& resolved,
                                     const model::ModelSpec& model);

/// What experience warns of, whatever the runtime: strong settings in the first and in the last block.
std::vector<Problem> adviceProblems(const ResolvedPlan& resolved, const model::ModelSpec& model);

/// Both, after the problems that the check has, without what is said twice.
void addProblems(Runtime runtime, const model::ModelSpec& model, PlanCheck& check);

} // namespace lapidary::plan
