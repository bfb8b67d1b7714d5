// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace lapidary::base {

/// SHA-256, fed in pieces (libcrypto, which uses the processor's instructions for it).
class Sha256 final {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    Sha256& add(std::span<const std::byte> bytes);
    Sha256& add(std::string_view text) { return add(std::as_bytes(std::span(text.data(), text.size()))); }
    /// 64 lower-case hex digits; the object is finished.
    std::string hex();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

std::string sha256Hex(std::string_view text);

/// Hash of a whole file, cancellable.
Result<std::string> sha256OfFile(const std::filesystem::path& path, const RunControl& control);

} // namespace lapidary::base
