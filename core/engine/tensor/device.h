// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/api/engine.h"

#include <c10/core/Device.h>
#include <cstdint>
#include <exception>
#include <string>
#include <vector>

namespace lapidary::engine {

/// Which devices there are. A test gives a made-up list.
class DeviceProvider {
public:
    virtual ~DeviceProvider() = default;
    /// The processor first, then accelerators in the order of their index.
    virtual std::vector<DeviceInfo> devices() const = 0;
    /// torch's device for a listed name ("cuda:1"). A test puts a device of its own there.
    virtual at::Device torchDevice(const std::string& name) const { return at::Device(name); }
};

/// What torch and the driver report. Holds no state.
const DeviceProvider& torchDevices();

/// The device of a request: "auto" is the CUDA device with most free memory, else the processor. Errors: an
/// unknown name (BadValue), a device that is not there (NoDevice) with the list of those that are.
base::Result<at::Device> selectDevice(const std::string& name, const DeviceProvider& provider);

/// Bytes of activations that a job may keep in host memory (0 in the request: 2 GiB).
std::uint64_t activationBudget(const ComputeOptions& options);

/// Sets the number of compute threads (0: one a core) and, the first time, how the process keeps freed
/// memory. Call once per job, on the engine thread.
void useThreads(int threads);

/// Gives back to the system what was freed but kept, also between allocations that stay: results that
/// accumulate would else tear the kept memory into holes too small for the next block.
void releaseFreedMemory();

/// The largest resident size of this process so far, in bytes.
std::uint64_t peakRssBytes();

/// Ends a computation from the inside of a tensor function that returns no Result; `guarded` makes it the
/// error Cancelled.
class CancelledComputation final : public std::exception {
public:
    const char* what() const noexcept override { return "cancelled"; }
};

/// Throws CancelledComputation where a stop was requested; `control` may be null.
void pollCancel(const base::RunControl* control);

/// The error for the exception that is being handled: OutOfMemory from c10::OutOfMemoryError, the host's
/// allocator and std::bad_alloc; Cancelled; else Internal with the message without a backtrace. `operation`
/// names the work. Call inside a catch block.
base::Error errorOfException(const std::string& operation);

/// Runs `f`, which returns a base::Result or base::Status, and turns every exception into an error: the one
/// guard at each entry of the engine.
template<class F>
auto guarded(const std::string& operation, F&& f) -> decltype(f()) {
    try {
        return f();
    } catch (...) {
        return errorOfException(operation);
    }
}

} // namespace lapidary::engine
