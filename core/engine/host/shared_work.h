// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/Parallel.h>
#include <algorithm>
#include <atomic>
#include <cstdint>

namespace lapidary::engine {

/// work(begin, end) over 0 .. count on all threads. Each takes what comes next: large shares first, then
/// smaller ones, none below `least`, so that threads of unequal speed (two on one core, a busy machine) end
/// together. What is computed must not depend on the division.
template<typename Work>
void shareWork(std::int64_t count, std::int64_t least, const Work& work) {
    const std::int64_t threads = at::in_parallel_region() ? 1 : at::get_num_threads();
    if (threads == 1 || count <= least) {
        work(std::int64_t{0}, count);
        return;
    }
    std::atomic<std::int64_t> next = 0;
    at::parallel_for(0, threads, 1, [&](std::int64_t, std::int64_t) {
        std::int64_t begin = next.load();
        while (begin < count) {
            const std::int64_t share = std::max(least, (count - begin) / (2 * threads));
            const std::int64_t end = std::min(count, begin + share);
            if (!next.compare_exchange_weak(begin, end))
                continue;
            work(begin, end);
            begin = next.load();
        }
    });
}

} // namespace lapidary::engine
