// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tensor/cuda_driver.h"

#include <ATen/Context.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <cstddef>
#include <dlfcn.h>

namespace lapidary::engine {

namespace {

/// The few functions of the driver API that are needed, with the types of cuda.h (CUresult and CUdevice are
/// int, CUcontext is a pointer).
class Driver final {
public:
    Driver()
        : m_library(::dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL)) {
        if (m_library == nullptr)
            return;
        load(m_init, "cuInit");
        load(m_device, "cuDeviceGet");
        load(m_name, "cuDeviceGetName");
        load(m_retain, "cuDevicePrimaryCtxRetain");
        load(m_release, "cuDevicePrimaryCtxRelease_v2");
        load(m_push, "cuCtxPushCurrent_v2");
        load(m_pop, "cuCtxPopCurrent_v2");
        load(m_memory, "cuMemGetInfo_v2");
    }
    // The library stays loaded: torch uses it too, and unloading a driver is not safe.

    void describe(int index, DeviceInfo& info) const {
        int device = 0;
        if (!m_complete || m_library == nullptr || m_init(0) != 0 || m_device(&device, index) != 0)
            return;
        char name[128] = {};
        if (m_name(name, sizeof name - 1, device) == 0)
            info.description = name;
        void* context = nullptr;
        if (m_retain(&context, device) != 0)
            return;
        if (m_push(context) == 0) {
            std::size_t free = 0;
            std::size_t total = 0;
            if (m_memory(&free, &total) == 0) {
                info.freeBytes = free;
                info.totalBytes = total;
            }
            m_pop(&context);
        }
        m_release(device);
    }

private:
    template<class F>
    void load(F& function, const char* symbol) {
        function = reinterpret_cast<F>(::dlsym(m_library, symbol));
        m_complete = m_complete && function != nullptr;
    }

    void* m_library;
    bool m_complete = true;
    int (*m_init)(unsigned) = nullptr;
    int (*m_device)(int*, int) = nullptr;
    int (*m_name)(char*, int, int) = nullptr;
    int (*m_retain)(void**, int) = nullptr;
    int (*m_release)(int) = nullptr;
    int (*m_push)(void*) = nullptr;
    int (*m_pop)(void**) = nullptr;
    int (*m_memory)(std::size_t*, std::size_t*) = nullptr;
};

} // namespace

std::vector<DeviceInfo> cudaDevices() {
    std::vector<DeviceInfo> all;
    if (!at::hasCUDA())
        return all;
    const int count = at::detail::getCUDAHooks().getNumGPUs();
    const Driver driver;
    for (int i = 0; i < count; ++i) {
        DeviceInfo info{"cuda:" + std::to_string(i), "CUDA device", 0, 0};
        driver.describe(i, info);
        all.push_back(std::move(info));
    }
    return all;
}

} // namespace lapidary::engine
