// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_spec.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace lapidary::model {

std::string_view kindName(SiteKind kind) {
    switch (kind) {
    case SiteKind::Q:
        return "q";
    case SiteKind::K:
        return "k";
    case SiteKind::V:
        return "v";
    case SiteKind::O:
        return "o";
    case SiteKind::Gate:
        return "gate";
    case SiteKind::Up:
        return "up";
    case SiteKind::Down:
        return "down";
    case SiteKind::Router:
        return "router";
    case SiteKind::Embed:
        return "embed";
    case SiteKind::Head:
        return "head";
    }
    return "";
}

namespace {

constexpr std::string_view kBlocks = "blocks.";

/// Takes the number behind `prefix` off the front of a name, with the point after it.
std::optional<int> takeNumber(std::string_view& name, std::string_view prefix) {
    if (!name.starts_with(prefix))
        return std::nullopt;
    int number = 0;
    const char* end = name.data() + name.size();
    const auto [after, error] = std::from_chars(name.data() + prefix.size(), end, number);
    if (error != std::errc() || after == end || *after != '.')
        return std::nullopt;
    name.remove_prefix(static_cast<std::size_t>(after + 1 - name.data()));
    return number;
}

/// The block that the name of a site or an input group belongs to; null: of none of these.
const Block* blockNamed(const std::vector<Block>& blocks, std::string_view& name) {
    const auto index = takeNumber(name, kBlocks);
    return !index || *index < 0 || static_cast<std::size_t>(*index) >= blocks.size()
               ? nullptr
               : &blocks[static_cast<std::size_t>(*index)];
}

} // namespace

const Site& Block::site(SiteKind kind) const {
    return *std::find_if(sites.begin(), sites.end(), [kind](const Site& s) { return s.kind == kind; });
}

const Site* ModelSpec::find(const SiteId& id) const {
    if (id == embed.id)
        return &embed;
    if (id == head.id)
        return &head;
    std::string_view rest = id.name;
    const Block* block = blockNamed(blocks, rest);
    if (block == nullptr)
        return nullptr;
    auto from = block->sites.begin();
    if (const auto expert = takeNumber(rest, "mlp.experts."))
        from = std::lower_bound(from, block->sites.end(), *expert,
                                [](const Site& site, int wanted) { return site.expert < wanted; });
    const auto at = std::find_if(from, block->sites.end(), [&](const Site& site) { return site.id == id; });
    return at == block->sites.end() ? nullptr : &*at;
}

std::optional<std::size_t> ModelSpec::placeOf(const SiteId& id) const {
    const Site* site = find(id);
    if (site == nullptr || (site == &head && tiedHead))
        return std::nullopt;
    if (site == &embed)
        return 0;
    std::size_t place = 1;
    for (const Block& block : blocks) {
        if (site->block == block.index)
            return place + static_cast<std::size_t>(site - block.sites.data());
        place += block.sites.size();
    }
    return place;
}

std::size_t ModelSpec::siteCount() const {
    std::size_t count = tiedHead ? 1 : 2;
    for (const Block& block : blocks)
        count += block.sites.size();
    return count;
}

const InputGroup* ModelSpec::findGroup(const InputGroupId& id) const {
    std::string_view rest = id.name;
    const Block* block = blockNamed(blocks, rest);
    if (block == nullptr)
        return nullptr;
    const auto at = std::find_if(block->groups.begin(), block->groups.end(),
                                 [&](const InputGroup& group) { return group.id == id; });
    return at == block->groups.end() ? nullptr : &*at;
}

std::vector<const Site*> ModelSpec::blockSites() const {
    std::vector<const Site*> all;
    all.reserve(siteCount());
    for (const Block& block : blocks)
        for (const Site& site : block.sites)
            all.push_back(&site);
    return all;
}

std::vector<const Site*> ModelSpec::allSites() const {
    std::vector<const Site*> all = blockSites();
    all.insert(all.begin(), &embed);
    if (!tiedHead)
        all.push_back(&head);
    return all;
}

std::vector<const PlainTensor*> ModelSpec::plainTensors() const {
    std::vector<const PlainTensor*> all;
    for (const Block& block : blocks) {
        all.push_back(&block.attentionNorm);
        all.push_back(&block.mlpNorm);
        for (const auto* list : {&block.qkNorms, &block.biases})
            for (const PlainTensor& tensor : *list)
                all.push_back(&tensor);
        if (block.sharedExpertGate)
            all.push_back(&*block.sharedExpertGate);
    }
    all.push_back(&finalNorm);
    return all;
}

} // namespace lapidary::model
