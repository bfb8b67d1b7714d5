// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/host/host_kernels.h"

namespace lapidary::engine {

extern const HostKernels kHostKernelsAvx2;
extern const HostKernels kHostKernelsAvx512;

const HostKernels* hostKernels() {
    static const HostKernels* const kBest = []() -> const HostKernels* {
        __builtin_cpu_init();
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
            __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq"))
            return &kHostKernelsAvx512;
        if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
            return &kHostKernelsAvx2;
        return nullptr;
    }();
    return kBest;
}

} // namespace lapidary::engine
