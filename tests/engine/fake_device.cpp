// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/fake_device.h"

#include <ATen/EmptyTensor.h>
#include <ATen/core/Tensor.h>
#include <ATen/detail/PrivateUse1HooksInterface.h>
#include <ATen/native/CPUFallback.h>
#include <ATen/ops/_reshape_alias_native.h>
#include <ATen/ops/as_strided_native.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/view_native.h>
#include <algorithm>
#include <atomic>
#include <c10/core/Allocator.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <torch/library.h>

namespace lapidary::tests {

namespace {

struct Counts {
    std::mutex mutex;
    std::map<std::string, int> strays;
    std::atomic<std::uint64_t> toHost{0};
    std::atomic<std::uint64_t> toDevice{0};
    std::atomic<std::uint64_t> operators{0};
    std::atomic<std::uint64_t> used{0};
    std::atomic<std::uint64_t> peak{0};
    std::atomic<std::uint64_t> memory{0};
    std::atomic<std::uint64_t> refusals{0};
};

Counts& counts() {
    static Counts all;
    return all;
}

/// Inside an operator the copies are the stand-in's own.
thread_local int g_insideOperator = 0;

/// Each block is preceded by its size.
constexpr std::size_t kHeader = 64;

void release(void* data) {
    if (data == nullptr)
        return;
    auto* block = static_cast<std::byte*>(data) - kHeader;
    std::size_t bytes = 0;
    std::memcpy(&bytes, block, sizeof bytes);
    counts().used -= bytes;
    std::free(block);
}

class FakeAllocator final : public c10::Allocator {
public:
    c10::DataPtr allocate(std::size_t bytes) override {
        if (bytes == 0)
            return {nullptr, nullptr, &release, FakeDevice::device()};
        const std::uint64_t memory = counts().memory;
        if (memory != 0 && counts().used + bytes > memory) {
            ++counts().refusals;
            TORCH_CHECK_WITH(OutOfMemoryError, false, "fake device out of memory");
        }
        const std::size_t whole = (bytes + 2 * kHeader - 1) / kHeader * kHeader;
        auto* block = static_cast<std::byte*>(std::aligned_alloc(kHeader, whole));
        if (block == nullptr)
            throw std::bad_alloc();
        std::memcpy(block, &bytes, sizeof bytes);
        counts().peak = std::max<std::uint64_t>(counts().peak, counts().used += bytes);
        return {block + kHeader, block + kHeader, &release, FakeDevice::device()};
    }
    c10::DeleterFnPtr raw_deleter() const override { return &release; }
    void copy_data(void* to, const void* from, std::size_t bytes) const override {
        std::memcpy(to, from, bytes);
    }
};

class FakeHooks final : public at::PrivateUse1HooksInterface {
public:
    bool isBuilt() const override { return true; }
    bool isAvailable() const override { return true; }
    bool hasPrimaryContext(c10::DeviceIndex) const override { return true; }
};

at::Tensor empty(c10::IntArrayRef size, std::optional<at::ScalarType> dtype, std::optional<at::Layout>,
                 std::optional<at::Device>, std::optional<bool>, std::optional<at::MemoryFormat> format) {
    return at::detail::empty_generic(size, c10::GetAllocator(at::kPrivateUse1),
                                     c10::DispatchKeySet(c10::DispatchKey::PrivateUse1),
                                     dtype.value_or(at::kFloat), format);
}

at::Tensor emptyStrided(c10::IntArrayRef size, c10::IntArrayRef stride, std::optional<at::ScalarType> dtype,
                        std::optional<at::Layout>, std::optional<at::Device>, std::optional<bool>) {
    return at::detail::empty_strided_generic(size, stride, c10::GetAllocator(at::kPrivateUse1),
                                             c10::DispatchKeySet(c10::DispatchKey::PrivateUse1),
                                             dtype.value_or(at::kFloat));
}

/// The same memory as a tensor of the processor.
at::Tensor onHost(const at::Tensor& tensor) {
    if (tensor.is_cpu())
        return tensor;
    return at::from_blob(tensor.mutable_data_ptr(), tensor.sizes(), tensor.strides(),
                         at::device(at::kCPU).dtype(tensor.dtype()));
}

at::Tensor copyFrom(const at::Tensor& from, const at::Tensor& to, bool) {
    onHost(to).copy_(onHost(from));
    if (g_insideOperator > 0)
        return to;
    const std::uint64_t bytes = from.numel() * from.element_size();
    if (to.is_cpu())
        counts().toHost += bytes;
    else if (from.is_cpu())
        counts().toDevice += bytes;
    return to;
}

/// Results of operators are resized before they are filled: what was there need not stay.
const at::Tensor& resizeInPlace(const at::Tensor& self, c10::IntArrayRef size,
                                std::optional<at::MemoryFormat>) {
    self.unsafeGetTensorImpl()->set_sizes_contiguous(size);
    c10::StorageImpl& storage = *self.storage().unsafeGetStorageImpl();
    const auto bytes = static_cast<std::size_t>(self.numel() + self.storage_offset()) * self.element_size();
    if (storage.nbytes() < bytes) {
        storage.set_data_ptr_noswap(c10::GetAllocator(at::kPrivateUse1)->allocate(bytes));
        storage.set_nbytes(bytes);
    }
    return self;
}

at::Tensor copyFromAndResize(const at::Tensor& from, const at::Tensor& to) {
    if (to.sizes() != from.sizes())
        resizeInPlace(to, from.sizes(), {});
    return copyFrom(from, to, false);
}

at::Scalar readScalar(const at::Tensor& tensor) {
    counts().toHost += tensor.element_size();
    return onHost(tensor).item();
}

/// Every other operator: looked at, then computed by the processor.
void computeOnProcessor(const c10::OperatorHandle& op, c10::DispatchKeySet, torch::jit::Stack* stack) {
    const auto isStray = [](const at::Tensor& tensor) {
        return tensor.defined() && tensor.is_cpu() && tensor.numel() > 1;
    };
    bool stray = false;
    for (const c10::IValue& argument : torch::jit::last(*stack, op.schema().arguments().size())) {
        if (argument.isTensor())
            stray = stray || isStray(argument.toTensor());
        if (argument.isTensorList())
            for (const at::Tensor& tensor : argument.toTensorVector())
                stray = stray || isStray(tensor);
    }
    if (stray && g_insideOperator == 0) {
        const std::lock_guard lock(counts().mutex);
        ++counts().strays[op.schema().name()];
    }
    ++counts().operators;
    ++g_insideOperator;
    try {
        at::native::cpu_fallback(op, stack);
    } catch (...) {
        --g_insideOperator;
        throw;
    }
    --g_insideOperator;
}

C10_REGISTER_GUARD_IMPL(PrivateUse1, c10::impl::NoOpDeviceGuardImpl<c10::DeviceType::PrivateUse1>);

TORCH_LIBRARY_IMPL(aten, PrivateUse1, library) {
    library.impl("empty.memory_format", &empty);
    library.impl("empty_strided", &emptyStrided);
    library.impl("resize_", &resizeInPlace);
    library.impl("as_strided", &at::native::as_strided_tensorimpl);
    library.impl("view", static_cast<at::Tensor (*)(const at::Tensor&, c10::IntArrayRef)>(&at::native::view));
    library.impl("_reshape_alias",
                 static_cast<at::Tensor (*)(const at::Tensor&, c10::IntArrayRef, c10::IntArrayRef)>(
                     &at::native::_reshape_alias));
    library.impl("_copy_from", &copyFrom);
    library.impl("_copy_from_and_resize", &copyFromAndResize);
    library.impl("_local_scalar_dense", &readScalar);
}

TORCH_LIBRARY_IMPL(_, PrivateUse1, library) {
    library.fallback(torch::CppFunction::makeFromBoxedFunction<&computeOnProcessor>());
}

void registerOnce() {
    static FakeAllocator allocator;
    static FakeHooks hooks;
    static const bool kDone = [] {
        c10::SetAllocator(at::kPrivateUse1, &allocator);
        if (!at::isPrivateUse1HooksRegistered())
            at::RegisterPrivateUse1HooksInterface(&hooks);
        return true;
    }();
    static_cast<void>(kDone);
}

} // namespace

FakeDevice::FakeDevice() {
    registerOnce();
    clear();
}

std::vector<engine::DeviceInfo> FakeDevice::devices() const {
    constexpr std::uint64_t kGigabyte = std::uint64_t{1} << 30;
    return {{"cpu", "made up", 8 * kGigabyte, 8 * kGigabyte}, {"cuda:0", "made up", kGigabyte, kGigabyte}};
}

at::Device FakeDevice::torchDevice(const std::string&) const {
    return device();
}

std::map<std::string, int> FakeDevice::strays() {
    const std::lock_guard lock(counts().mutex);
    return counts().strays;
}

std::uint64_t FakeDevice::bytesToHost() {
    return counts().toHost;
}

std::uint64_t FakeDevice::bytesToDevice() {
    return counts().toDevice;
}

std::uint64_t FakeDevice::operators() {
    return counts().operators;
}

std::uint64_t FakeDevice::refusals() {
    return counts().refusals;
}

std::uint64_t FakeDevice::peak() {
    return counts().peak;
}

void FakeDevice::setMemory(std::uint64_t bytes) {
    counts().memory = bytes;
}

void FakeDevice::clear() {
    const std::lock_guard lock(counts().mutex);
    counts().strays.clear();
    counts().toHost = 0;
    counts().toDevice = 0;
    counts().operators = 0;
    counts().refusals = 0;
    counts().peak = counts().used.load();
    counts().memory = 0;
}

} // namespace lapidary::tests
