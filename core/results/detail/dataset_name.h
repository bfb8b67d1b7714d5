// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace lapidary::results::detail {

/// A name as one component of an HDF5 path: no '/', no control bytes, not "." (the group itself), not empty.
std::string escaped(const std::string& name);
/// The way back.
std::string unescaped(const std::string& name);

} // namespace lapidary::results::detail
