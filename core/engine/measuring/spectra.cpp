// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/measuring/spectra.h"

#include "core/engine/tensor/device.h"
#include "core/engine/tensor/symmetric_eigenvalues.h"
#include "core/engine/tensor/symmetric_product.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/aminmax.h>
#include <ATen/ops/histc.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/linalg_eigh.h>
#include <ATen/ops/mm.h>
#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <mutex>
#include <numeric>
#include <optional>
#include <thread>

namespace lapidary::engine {

namespace {

// Above this side one site keeps all threads busy by itself.
constexpr std::int64_t kOneThreadSide = 2048;

base::Error notFinite(const std::string& name) {
    return {base::ErrorCode::BadValue,
            name,
            "values",
            "infinite values or NaN",
            "finite values",
            "check the checkpoint and the calibration text"};
}

base::Result<std::vector<double>> valuesOfGram(const at::Tensor& gram, const base::RunControl& control) {
    LAPIDARY_TRY(std::vector<double> values, symmetricEigenvalues(gram, control));
    std::reverse(values.begin(), values.end());
    for (double& value : values)
        value = std::sqrt(std::max(value, 0.0));
    return values;
}

bool allFinite(const at::Tensor& gram) {
    // One infinity or NaN anywhere in a matrix reaches the diagonal of its Gram matrix.
    return at::isfinite(gram.diagonal().sum()).item<bool>();
}

/// Gram matrix of W F on its smaller side: F^T (W^T W) F or W C W^T.
at::Tensor weightedGram(const SpectrumTask& task, const at::Tensor& gram) {
    if (task.weight.size(0) > task.weight.size(1))
        return at::mm(at::mm(task.inputFactor.t(), gram), task.inputFactor);
    const at::Tensor w = task.weight.to(at::kDouble);
    return at::mm(at::mm(w, task.moment), w.t());
}

base::Result<SpectrumValues> spectrumOf(const SpectrumTask& task, const base::RunControl& control) {
    const bool tall = task.weight.size(0) > task.weight.size(1);
    SpectrumValues values;
    at::Tensor gram;
    if (task.weightValues || tall) {
        gram = tall ? gramOfColumns(task.weight) : gramOfRows(task.weight);
        if (!allFinite(gram))
            return notFinite(task.site);
        if (task.weightValues) {
            LAPIDARY_TRY(values.weight, valuesOfGram(gram, control));
            LAPIDARY_TRY(values.histogram, weightHistogram(tilesOf(task.weight), control));
        }
    }
    if (task.moment.defined()) {
        const at::Tensor weighted = weightedGram(task, gram);
        if (!allFinite(weighted))
            return notFinite(task.site);
        LAPIDARY_TRY(values.activationWeighted, valuesOfGram(weighted, control));
    }
    return values;
}

/// Ten times as fast as torch's histc, which looks every value up among the bins' edges. Neighbours count
/// into tables of their own, for weights crowd in a few bins and each increment would wait for the one
/// before.
void countOnHost(const at::Tensor& values, results::Histogram& histogram) {
    constexpr std::size_t kTables = 4;
    const std::size_t bins = histogram.counts.size();
    const double last = static_cast<double>(bins) - 1.0;
    const double scale = static_cast<double>(bins) / (histogram.maximum - histogram.minimum);
    std::vector<std::int64_t> tables(kTables * bins, 0);
    const float* value = values.const_data_ptr<float>();
    const auto count = static_cast<std::size_t>(values.numel());
    for (std::size_t i = 0; i < count; ++i) {
        const double bin = std::min((static_cast<double>(value[i]) - histogram.minimum) * scale, last);
        ++tables[(i % kTables) * bins + static_cast<std::size_t>(static_cast<std::int64_t>(bin))];
    }
    for (std::size_t i = 0; i < tables.size(); ++i)
        histogram.counts[i % bins] += tables[i];
}

void countElsewhere(const at::Tensor& values, results::Histogram& histogram) {
    const auto bins = static_cast<std::int64_t>(histogram.counts.size());
    const at::Tensor counts =
        at::histc(values, bins, histogram.minimum, histogram.maximum).to(at::kLong).cpu();
    for (std::int64_t i = 0; i < bins; ++i)
        histogram.counts[static_cast<std::size_t>(i)] += counts.const_data_ptr<std::int64_t>()[i];
}

/// Tasks by falling cost, so that the threads end together.
std::vector<std::size_t> costliestFirst(const std::vector<SpectrumTask>& tasks) {
    std::vector<std::size_t> order(tasks.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto cost = [&](std::size_t i) {
        return spectrumFlops(tasks[i].weight.size(0), tasks[i].weight.size(1), tasks[i].moment.defined());
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return cost(a) > cost(b); });
    return order;
}

bool oneThreadEach(const std::vector<SpectrumTask>& tasks) {
    return std::all_of(tasks.begin(), tasks.end(), [](const SpectrumTask& task) {
        return task.weight.is_cpu() && std::min(task.weight.size(0), task.weight.size(1)) <= kOneThreadSide;
    });
}

/// Runs `work` on as many threads as torch has, each with a torch of one thread.
template<class Work>
void onThreadsOfTheirOwn(const Work& work) {
    const int threads = at::get_num_threads();
    {
        std::vector<std::jthread> workers;
        for (int i = 0; i < threads; ++i) {
            workers.emplace_back([&work] {
                at::set_num_threads(1);
                work();
            });
        }
    }
    // The number is the calling thread's own, but threads that torch meets later would inherit the last one
    // set.
    at::set_num_threads(threads);
}

} // namespace

base::Result<std::vector<SpectrumValues>> computeSpectra(const std::vector<SpectrumTask>& tasks,
                                                         const base::RunControl& control) {
    std::vector<SpectrumValues> results(tasks.size());
    const std::vector<std::size_t> order = costliestFirst(tasks);
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::optional<base::Error> failure;
    const auto work = [&] {
        const at::NoGradGuard noGrad; // thread-local, so each worker sets it
        for (std::size_t i = next++; i < order.size() && !control.cancelled(); i = next++) {
            const SpectrumTask& task = tasks[order[i]];
            auto values = guarded("spectra of " + task.site, [&] { return spectrumOf(task, control); });
            const std::lock_guard lock(mutex);
            if (values)
                results[order[i]] = *std::move(values);
            else if (!failure)
                failure = std::move(values).error();
        }
    };
    if (oneThreadEach(tasks))
        onThreadsOfTheirOwn(work);
    else
        work();
    LAPIDARY_CHECK(control.check());
    if (failure)
        return *std::move(failure);
    return results;
}

base::Result<at::Tensor> momentFactor(const at::Tensor& moment, const std::string& name) {
    if (!at::isfinite(moment.sum()).item<bool>())
        return notFinite(name);
    const auto [eigenvalues, vectors] = at::linalg_eigh(moment, "L");
    return vectors * eigenvalues.clamp_min(0.0).sqrt();
}

base::Result<std::vector<double>> tallSpectrum(const RowTiles& matrix, const std::string& name,
                                               const base::RunControl& control) {
    at::Tensor gram;
    LAPIDARY_CHECK(matrix.forEach(control, [&](std::int64_t, const at::Tensor& rows) -> base::Status {
        gram = gram.defined() ? gram + gramOfColumns(rows) : gramOfColumns(rows);
        return {};
    }));
    if (!allFinite(gram))
        return notFinite(name);
    return valuesOfGram(gram, control);
}

base::Result<results::Histogram> weightHistogram(const RowTiles& weight, const base::RunControl& control,
                                                 std::int64_t bins) {
    results::Histogram histogram;
    histogram.minimum = std::numeric_limits<double>::infinity();
    histogram.maximum = -histogram.minimum;
    LAPIDARY_CHECK(weight.forEach(control, [&](std::int64_t, const at::Tensor& rows) -> base::Status {
        const auto [minimum, maximum] = at::aminmax(rows);
        histogram.minimum = std::min(histogram.minimum, minimum.item<double>());
        histogram.maximum = std::max(histogram.maximum, maximum.item<double>());
        return {};
    }));
    histogram.counts.assign(static_cast<std::size_t>(bins), 0);
    if (!(histogram.minimum < histogram.maximum)) {
        histogram.counts.front() = weight.rows * weight.columns;
        return histogram;
    }
    LAPIDARY_CHECK(weight.forEach(control, [&](std::int64_t, const at::Tensor& rows) -> base::Status {
        if (rows.is_cpu())
            countOnHost(rows.to(at::kFloat).contiguous(), histogram);
        else
            countElsewhere(rows.to(at::kFloat), histogram);
        return {};
    }));
    return histogram;
}

double spectrumFlops(std::int64_t out, std::int64_t in, bool weighted) {
    const double small = static_cast<double>(std::min(out, in));
    const double product = static_cast<double>(out) * static_cast<double>(in) * small;
    // The reduction to tridiagonal form runs at about a quarter of the matrix-multiply rate.
    const double eigen = 4.0 * 4.0 / 3.0 * small * small * small;
    return (weighted ? 4.0 : 1.2) * product + (weighted ? 2.0 : 1.0) * eigen;
}

} // namespace lapidary::engine
