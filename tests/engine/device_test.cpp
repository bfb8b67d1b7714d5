// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tensor/device.h"

#include "core/engine/forward/memory_retry.h"
#include "core/engine/forward/stream_blocks.h"
#include "tests/engine/forward_test_support.h"
#include "tests/support/test_data.h"

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <c10/util/Exception.h>
#include <gtest/gtest.h>
#include <new>
#include <stdexcept>

namespace lapidary::tests {

using namespace engine;
using base::ErrorCode;

namespace {

class MadeUpDevices final : public DeviceProvider {
public:
    explicit MadeUpDevices(std::vector<DeviceInfo> list)
        : m_list(std::move(list)) {}
    std::vector<DeviceInfo> devices() const override { return m_list; }

private:
    std::vector<DeviceInfo> m_list;
};

const DeviceInfo kProcessor{"cpu", "made up", 8, 8};

TEST(Device, AutoTakesTheCudaDeviceWithMostFreeMemory) {
    const MadeUpDevices three(
        {kProcessor, {"cuda:0", "a", 80, 10}, {"cuda:1", "b", 40, 30}, {"cuda:2", "c", 80, 20}});
    EXPECT_EQ(selectDevice("auto", three).value().str(), "cuda:1");
    EXPECT_EQ(selectDevice("cuda", three).value().str(), "cuda:0");
    EXPECT_EQ(selectDevice("cuda:2", three).value().str(), "cuda:2");
    EXPECT_EQ(selectDevice("cpu", three).value().str(), "cpu");
    EXPECT_EQ(selectDevice("auto", MadeUpDevices({kProcessor})).value().str(), "cpu");
}

TEST(Device, WhatIsNotThereIsSaidWithWhatIs) {
    const MadeUpDevices one({kProcessor, {"cuda:0", "a", 80, 10}});
    const auto absent = selectDevice("cuda:1", one);
    ASSERT_FALSE(absent.ok());
    EXPECT_EQ(absent.error().code, ErrorCode::NoDevice);
    EXPECT_NE(base::describe(absent.error()).find("cpu, cuda:0"), std::string::npos);
    for (const char* name : {"", "gpu", "cuda:", "cuda:-1", "cuda:1x", "cuda:999", "CPU"}) {
        const auto unknown = selectDevice(name, one);
        ASSERT_FALSE(unknown.ok()) << name;
        EXPECT_EQ(unknown.error().code, ErrorCode::BadValue) << name;
    }
}

TEST(Device, TheProcessorIsListedFirst) {
    const auto devices = torchDevices().devices();
    ASSERT_FALSE(devices.empty());
    EXPECT_EQ(devices.front().name, "cpu");
    EXPECT_GT(devices.front().totalBytes, std::uint64_t{1} << 28);
    EXPECT_GT(peakRssBytes(), std::uint64_t{1} << 20);
}

TEST(Device, ThreadsAreSet) {
    useThreads(1);
    EXPECT_EQ(at::get_num_threads(), 1);
    useThreads(0);
    EXPECT_GE(at::get_num_threads(), 1);
}

TEST(Guard, TurnsExceptionsIntoErrors) {
    const auto codeOf = [](auto&& thrower) {
        const base::Status status = guarded("work", [&]() -> base::Status {
            thrower();
            return {};
        });
        return status ? std::string("none") : std::string(base::errorName(status.error().code));
    };
    EXPECT_EQ(codeOf([] {}), "none");
    EXPECT_EQ(codeOf([] { TORCH_CHECK_WITH(OutOfMemoryError, false, "CUDA out of memory"); }),
              "out-of-memory");
    EXPECT_EQ(codeOf([] { throw std::bad_alloc(); }), "out-of-memory");
    // A real refusal of the host's allocator: more than any address space holds.
    EXPECT_EQ(codeOf([] { at::empty({std::int64_t{1} << 60}, at::kFloat); }), "out-of-memory");
    EXPECT_EQ(codeOf([] { TORCH_CHECK(false, "shapes do not fit"); }), "internal");
    EXPECT_EQ(codeOf([] { throw std::runtime_error("x"); }), "internal");
    EXPECT_EQ(codeOf([] { throw 1; }), "internal");
    EXPECT_EQ(codeOf([] { throw CancelledComputation(); }), "cancelled");
}

TEST(Guard, MessagesHaveNoBacktrace) {
    const base::Status status = guarded("work", []() -> base::Status {
        TORCH_CHECK(false, "shapes do not fit");
        return {};
    });
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().found, "shapes do not fit");
    EXPECT_EQ(status.error().place, "work");
}

/// A device that holds `limit` windows at once.
base::Result<std::int64_t> runWithLimit(std::int64_t limit, const StepSize& step, base::RunControl& control,
                                        int& calls) {
    ++calls;
    control.advance(3.0);
    if (step.windows > limit)
        TORCH_CHECK_WITH(OutOfMemoryError, false, "CUDA out of memory");
    control.advance(7.0);
    return step.windows;
}

TEST(MemoryRetry, HalvesOnceAndKeepsTheSmallerStep) {
    base::RunControl control;
    control.setTotal(10.0);
    StepSize step{4, 64, 64};
    int calls = 0;
    const auto result =
        retriedWithHalf("evaluate", at::Device("cuda:0"), step, control,
                        [&](const StepSize& size) { return runWithLimit(2, size, control, calls); });
    ASSERT_OK(result);
    EXPECT_EQ(*result, 2);
    EXPECT_EQ(calls, 2);
    EXPECT_EQ(step.windows, 2);
    EXPECT_EQ(step.headRows, 32);
    EXPECT_DOUBLE_EQ(control.progress().done, control.progress().total); // lost work counts as work
}

TEST(MemoryRetry, TheSecondTimeOffersTheProcessor) {
    base::RunControl control;
    StepSize step{4, 64, 64};
    int calls = 0;
    const auto result =
        retriedWithHalf("evaluate", at::Device("cuda:0"), step, control,
                        [&](const StepSize& size) { return runWithLimit(1, size, control, calls); });
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(calls, 2);
    EXPECT_EQ(result.error().code, ErrorCode::OutOfMemory);
    EXPECT_NE(base::describe(result.error()).find("--device cpu"), std::string::npos);
    EXPECT_NE(base::describe(result.error()).find("cuda:0"), std::string::npos);
}

TEST(MemoryRetry, OtherErrorsAreNotRetried) {
    base::RunControl control;
    StepSize step;
    int calls = 0;
    const auto result = retriedWithHalf("evaluate", at::Device("cpu"), step, control,
                                        [&](const StepSize&) -> base::Result<int> {
                                            ++calls;
                                            return base::Error{ErrorCode::Malformed, {}, {}, {}, {}, {}};
                                        });
    EXPECT_FALSE(result.ok());
    EXPECT_EQ(calls, 1);
}

} // namespace

} // namespace lapidary::tests
