// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_control.h"
#include "core/engine/forward/stream_blocks.h"
#include "core/engine/tensor/device.h"

#include <string>

namespace lapidary::engine {

/// Runs `f(step)`, which returns a base::Result. Where it runs out of memory, `step` is halved (and stays so)
/// and `f` runs once more; a second time the error says what to do on this device. The work that was lost is
/// added to the total of `control`. Exceptions become errors, as by `guarded`.
template<class F>
auto retriedWithHalf(const std::string& operation, at::Device device, StepSize& step,
                     base::RunControl& control, F&& f) -> decltype(f(step)) {
    const double before = control.progress().done;
    auto result = guarded(operation, [&] { return f(step); });
    const auto isExhausted = [&] { return !result && result.error().code == base::ErrorCode::OutOfMemory; };
    if (!isExhausted())
        return result;
    control.setTotal(control.progress().total + control.progress().done - before);
    step = step.halved();
    result = guarded(operation, [&] { return f(step); });
    if (!isExhausted())
        return result;
    base::Error error = std::move(result).error();
    error.place += " on " + device.str();
    error.remedy = device.is_cpu() ? "use a smaller --memory or a shorter --window"
                                   : "use --device cpu, or a shorter --window";
    return error;
}

} // namespace lapidary::engine
