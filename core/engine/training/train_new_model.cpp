// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/training/train_new_model.h"

#include "core/engine/storage/open_model.h"
#include "core/engine/tensor/device.h"
#include "core/engine/training/train.h"
#include "core/engine/training/trainable_model.h"
#include "core/engine/training/weight_files.h"

namespace lapidary::engine {

using base::Result;

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
            LAPIDARY_CHECK(
                writeWeights(files, request.folder, request.config, model.tensors(), request.dtype, control));
        }
        LAPIDARY_CHECK(files.removeTree(start));
        return losses;
    });
}

} // namespace lapidary::engine
