// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mapped_file.h"
#include "core/base/result.h"
#include "core/formats/gguf.h"

#include <map>
#include <string>
#include <vector>

namespace lapidary::formats::detail {

struct GgufHeader {
    std::map<std::string, GgufValue, std::less<>> keys;
    std::vector<TensorRecord> tensors; // in file order; `file` is 0
};

base::Result<GgufHeader> readGgufHeader(const base::MappedFile& file);

} // namespace lapidary::formats::detail
