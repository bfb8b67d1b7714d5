// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/engine_loader.h"

#include <cstdlib>
#include <dlfcn.h>

namespace lapidary::session {

using base::Error;
using base::ErrorCode;

namespace {

constexpr const char* kModuleName = "liblapidary-engine.so";

std::filesystem::path modulePath() {
    if (const char* chosen = std::getenv("LAPIDARY_ENGINE"); chosen != nullptr)
        return chosen;
    std::error_code failed;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
    return failed ? std::filesystem::path(kModuleName) : program.parent_path() / kModuleName;
}

} // namespace

base::Result<std::unique_ptr<engine::Engine>> loadEngine() {
    const std::filesystem::path path = modulePath();
    // The handle stays open: libtorch cannot be unloaded, and the engine's code must outlive every value it
    // made.
    void* handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
        const char* reason = ::dlerror();
        return Error{ErrorCode::EngineMissing,
                     path.string(),
                     {},
                     reason == nullptr ? "nothing" : reason,
                     "the module built with LAPIDARY_ENGINE=ON",
                     {}};
    }
    const auto factory =
        reinterpret_cast<engine::EngineFactory>(::dlsym(handle, engine::kEngineFactorySymbol));
    if (factory == nullptr)
        return Error{ErrorCode::EngineMissing,
                     path.string(),
                     {},
                     "no symbol " + std::string(engine::kEngineFactorySymbol),
                     "an engine module of this version",
                     {}};
    std::unique_ptr<engine::Engine> made(factory(engine::kEngineAbi));
    if (!made)
        return Error{ErrorCode::EngineMissing,
                     path.string(),
                     {},
                     "an engine of another version",
                     "interface " + std::to_string(engine::kEngineAbi),
                     {}};
    return made;
}

} // namespace lapidary::session
