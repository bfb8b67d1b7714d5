// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace lapidary::model {

/// The one name of a site in plans, files, plots and on the command line: `blocks.17.mlp.down`.
struct SiteId {
    std::string name;

    SiteId() = default;
    explicit SiteId(std::string text)
        : name(std::move(text)) {}
    auto operator<=>(const SiteId&) const = default;
};

/// The sites that share an input share one name: `blocks.17.attn.in` (q, k, v), `blocks.17.attn.o`,
/// `blocks.17.mlp.in` (gate, up), `blocks.17.mlp.down`, `head`.
struct InputGroupId {
    std::string name;

    InputGroupId() = default;
    explicit InputGroupId(std::string text)
        : name(std::move(text)) {}
    auto operator<=>(const InputGroupId&) const = default;
};

} // namespace lapidary::model

template<>
struct std::hash<lapidary::model::SiteId> {
    std::size_t operator()(const lapidary::model::SiteId& id) const noexcept {
        return std::hash<std::string>()(id.name);
    }
};
