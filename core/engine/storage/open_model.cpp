// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/storage/open_model.h"

namespace lapidary::engine {

base::Result<std::unique_ptr<const OpenModel>> openModel(const std::filesystem::path& path) {
    auto open = std::make_unique<OpenModel>();
    LAPIDARY_TRY(open->checkpoint, formats::openCheckpoint(path));
    LAPIDARY_TRY(open->spec, model::describeModel(open->checkpoint));
    LAPIDARY_CHECK(model::checkComputable(open->spec, path.string()));
    return std::unique_ptr<const OpenModel>(std::move(open));
}

} // namespace lapidary::engine
