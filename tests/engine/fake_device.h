// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/tensor/device.h"

#include <cstdint>
#include <map>
#include <string>

namespace lapidary::tests {

/// A device of torch's own kind (privateuseone) that stands in for an accelerator: its tensors lie in host
/// memory, its operators are the processor's, but torch treats it as another device. It counts what an
/// accelerator would refuse or pay for.
class FakeDevice final : public engine::DeviceProvider {
public:
    /// Registers the device with torch once a process and clears the counts.
    FakeDevice();

    static at::Device device() { return {at::kPrivateUse1, 0}; }

    /// One accelerator, "cuda:0", beside the processor.
    std::vector<engine::DeviceInfo> devices() const override;
    at::Device torchDevice(const std::string& name) const override;

    /// Operators that were given a tensor of the device together with one of the host that has more than one
    /// element, and how often: CUDA refuses these.
    static std::map<std::string, int> strays();
    /// Bytes copied from the device to the host by the program itself.
    static std::uint64_t bytesToHost();
    static std::uint64_t bytesToDevice();
    /// Operators that ran on the device.
    static std::uint64_t operators();
    static void clear();

    /// The device's memory; an allocation beyond it throws c10::OutOfMemoryError as the CUDA allocator does.
    /// 0: no limit.
    static void setMemory(std::uint64_t bytes);
    static std::uint64_t refusals();
    /// The most that was allocated at once since clear().
    static std::uint64_t peak();
};

} // namespace lapidary::tests
