// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <filesystem>
#include <memory>

namespace lapidary::engine {

/// The hidden states of all windows between two blocks, [windows, window, hidden] float32 on the host; what
/// outgrows the budget lies in an unlinked temporary file mapped into memory. One window is moved to the
/// device at a time.
class HiddenStates final {
public:
    /// Errors: no space for the spill file.
    static base::Result<HiddenStates> create(std::int64_t windows, std::int64_t window, std::int64_t hidden,
                                             std::uint64_t memoryBudget,
                                             const std::filesystem::path& spillFolder);
    HiddenStates(HiddenStates&&) noexcept;
    HiddenStates& operator=(HiddenStates&&) noexcept;
    ~HiddenStates();

    std::int64_t windows() const;
    std::int64_t windowElements() const; // window times hidden
    /// [1, window, hidden] on the device (a view of the host memory where that is the device).
    at::Tensor get(std::int64_t window, at::Device device) const;
    void put(std::int64_t window, const at::Tensor& hidden);

private:
    struct Impl;
    explicit HiddenStates(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace lapidary::engine
