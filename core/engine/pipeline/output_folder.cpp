// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/pipeline/output_folder.h"

namespace lapidary::engine {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Status;

Status refuseExisting(const fs::path& output) {
    std::error_code failed;
    if (!fs::exists(output, failed) || (fs::is_directory(output, failed) && fs::is_empty(output, failed)))
        return {};
    return Error{ErrorCode::OutputExists,
                 output.string(),
                 {},
                 fs::is_directory(output) ? "a folder with files" : "a file",
                 "nothing, or an empty folder",
                 {}};
}

Status putInPlace(base::FileSystem& files, const fs::path& finished, const fs::path& output) {
    LAPIDARY_CHECK(files.syncFolder(finished));
    const fs::path target = output.has_filename() ? output : output.parent_path();
    LAPIDARY_CHECK(files.rename(finished, target));
    return files.syncFolder(target.parent_path());
}

std::vector<const model::PlainTensor*> blockPlainTensors(const model::Block& block) {
    std::vector<const model::PlainTensor*> tensors = {&block.attentionNorm, &block.mlpNorm};
    for (const auto* list : {&block.qkNorms, &block.biases})
        for (const model::PlainTensor& tensor : *list)
            tensors.push_back(&tensor);
    return tensors;
}

} // namespace lapidary::engine
