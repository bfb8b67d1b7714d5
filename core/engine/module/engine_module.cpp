// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/module/torch_engine.h"

/// The one symbol that `session` looks up after dlopen.
extern "C" __attribute__((visibility("default"))) lapidary::engine::Engine* lapidary_create_engine(int abi) {
    if (abi != lapidary::engine::kEngineAbi)
        return nullptr;
    return lapidary::engine::makeTorchEngine().release();
}
