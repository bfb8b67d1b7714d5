// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tensor/device.h"

#include "core/engine/tensor/cuda_driver.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <c10/util/Exception.h>
#include <charconv>
#include <fstream>
#include <malloc.h>
#include <mutex>
#include <new>
#include <string_view>
#include <thread>
#include <unistd.h>

namespace lapidary::engine {

using base::Error;
using base::ErrorCode;

namespace {

std::string processorName() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);)
        if (line.starts_with("model name"))
            if (const auto colon = line.find(": "); colon != std::string::npos)
                return line.substr(colon + 2);
    return "processor";
}

DeviceInfo processor() {
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    return {"cpu", processorName(), static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * page,
            static_cast<std::uint64_t>(::sysconf(_SC_AVPHYS_PAGES)) * page};
}

class TorchDevices final : public DeviceProvider {
public:
    std::vector<DeviceInfo> devices() const override {
        std::vector<DeviceInfo> all{processor()};
        for (DeviceInfo& device : cudaDevices())
            all.push_back(std::move(device));
        return all;
    }
};

std::string namesOf(const std::vector<DeviceInfo>& devices) {
    std::string text;
    for (const DeviceInfo& device : devices)
        text += (text.empty() ? "" : ", ") + device.name;
    return text;
}

const DeviceInfo* freestCuda(const std::vector<DeviceInfo>& devices) {
    const DeviceInfo* best = nullptr;
    for (const DeviceInfo& device : devices)
        if (device.name.starts_with("cuda:") && (best == nullptr || device.freeBytes > best->freeBytes))
            best = &device;
    return best;
}

/// "cuda:3" -> 3; -1 where the text is no device name of that form.
int cudaIndex(std::string_view name) {
    constexpr std::string_view kPrefix = "cuda:";
    if (!name.starts_with(kPrefix))
        return -1;
    name.remove_prefix(kPrefix.size());
    int index = -1;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
    return error == std::errc() && end == name.data() + name.size() && index <= 127 ? index : -1;
}

bool saysOutOfMemory(std::string_view text) {
    // The host allocator throws a plain c10::Error; this is its message since torch 1.0.
    return text.find("DefaultCPUAllocator: can't allocate memory") != std::string_view::npos ||
           text.find("DefaultCPUAllocator: not enough memory") != std::string_view::npos;
}

Error outOfMemory(const std::string& operation, std::string found) {
    return Error{ErrorCode::OutOfMemory, {}, operation, std::move(found), {}, {}};
}

std::string firstLine(std::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
}

} // namespace

const DeviceProvider& torchDevices() {
    static const TorchDevices kDevices;
    return kDevices;
}

base::Result<at::Device> selectDevice(const std::string& name, const DeviceProvider& provider) {
    if (name == "cpu")
        return at::Device(at::kCPU);
    const std::vector<DeviceInfo> devices = provider.devices();
    const DeviceInfo* chosen = nullptr;
    if (name == "auto") {
        chosen = freestCuda(devices);
        if (chosen == nullptr)
            return at::Device(at::kCPU);
    } else {
        const std::string full = name == "cuda" ? "cuda:0" : name;
        if (cudaIndex(full) < 0)
            return Error{ErrorCode::BadValue,         {}, "device", "'" + name + "'",
                         "auto, cpu, cuda or cuda:N", {}};
        const auto at = std::find_if(devices.begin(), devices.end(),
                                     [&](const DeviceInfo& device) { return device.name == full; });
        if (at == devices.end())
            return Error{ErrorCode::NoDevice,        {}, "device '" + name + "'",
                         "only " + namesOf(devices), {}, {}};
        chosen = &*at;
    }
    return provider.torchDevice(chosen->name);
}

std::uint64_t activationBudget(const ComputeOptions& options) {
    return options.memoryBytes == 0 ? std::uint64_t{2} << 30 : options.memoryBytes;
}

namespace {

/// Activations are made and dropped all the time. By default the C library returns each to the system at
/// once, and the next one's page faults cost a tenth of a matrix product.
void keepFreedMemory() {
#ifdef __GLIBC__
    ::mallopt(M_MMAP_THRESHOLD, 32 << 20); // the largest that is allowed
    ::mallopt(M_TRIM_THRESHOLD, 128 << 20);
    ::mallopt(M_TOP_PAD, 16 << 20);
#endif
}

} // namespace

void releaseFreedMemory() {
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

void useThreads(int threads) {
    static std::once_flag once;
    std::call_once(once, keepFreedMemory);
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    at::set_num_threads(threads > 0 ? threads : static_cast<int>(cores));
}

std::uint64_t peakRssBytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stoull(line.substr(6)) * 1024; // the kernel writes kB
    return 0;
}

void pollCancel(const base::RunControl* control) {
    if (control != nullptr && control->cancelled())
        throw CancelledComputation();
}

base::Error errorOfException(const std::string& operation) {
    try {
        throw;
    } catch (const CancelledComputation&) {
        return Error{ErrorCode::Cancelled, {}, operation, {}, {}, {}};
    } catch (const c10::OutOfMemoryError& error) {
        return outOfMemory(operation, firstLine(error.what_without_backtrace()));
    } catch (const c10::Error& error) {
        const std::string text = firstLine(error.what_without_backtrace());
        return saysOutOfMemory(text) ? outOfMemory(operation, text)
                                     : Error{ErrorCode::Internal, {}, operation, text, {}, {}};
    } catch (const std::bad_alloc&) {
        return outOfMemory(operation, "the host's memory exhausted");
    } catch (const std::exception& error) {
        return Error{ErrorCode::Internal, {}, operation, firstLine(error.what()), {}, {}};
    } catch (...) {
        return Error{ErrorCode::Internal, {}, operation, "an exception of an unknown type", {}, {}};
    }
}

} // namespace lapidary::engine
