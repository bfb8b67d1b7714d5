// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/training/train_new_model.h"

#include "core/engine/storage/open_model.h"
#include "core/engine/tensor/device.h"
#include "core/engine/training/outlier_channels.h"
#include "core/engine/training/train.h"
#include "core/engine/training/trainable_model.h"
#include "core/engine/training/weight_files.h"

#include <ATen/ops/stack.h>
#include <ATen/ops/tensor.h>
#include <algorithm>

namespace lapidary::engine {

using base::Result;

namespace {

/// The beginning of the text, which shows what channels are large: int64 [windows, window + 1].
at::Tensor windowsOf(const NewModelRequest& request) {
    constexpr std::int64_t kMost = 32;
    const std::int64_t window = request.train.window;
    const auto count = static_cast<std::int64_t>(request.ids.size());
    const std::int64_t windows = std::min(kMost, (count - 1) / window);
    const auto used = static_cast<std::size_t>(windows * window + 1);
    const at::Tensor ids = at::tensor(at::ArrayRef<std::int32_t>(request.ids.data(), used), at::kLong);
    return ids.unfold(0, window + 1, window).contiguous();
}

} // namespace

Result<std::vector<double>> trainNewModel(const NewModelRequest& request, base::RunControl& control) {
    return guarded("training", [&]() -> Result<std::vector<double>> {
        useThreads(request.threads);
        base::FileSystem& files = request.files != nullptr ? *request.files : base::systemFiles();
        const std::filesystem::path start = request.folder / "start";
        LAPIDARY_CHECK(files.makeFolder(start));
        LAPIDARY_CHECK(writeWeights(files, start, request.config, startWeights(request.config, request.start),
                                    formats::DType::F32, control));
        std::vector<double> losses;
        {
            LAPIDARY_TRY(const auto open, openModel(start));
            LAPIDARY_TRY(const TrainableModel model, TrainableModel::read(*open, at::kCPU));
            LAPIDARY_TRY(losses, train(model, request.ids, request.train, control, request.onStep));
            LAPIDARY_CHECK(growOutliers(model, windowsOf(request), request.outliers, control));
            LAPIDARY_CHECK(
                writeWeights(files, request.folder, request.config, model.tensors(), request.dtype, control));
        }
        LAPIDARY_CHECK(files.removeTree(start));
        return losses;
    });
}

} // namespace lapidary::engine
