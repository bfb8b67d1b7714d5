// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/bytes_table.h"

#include "widgets/panels/site_words.h"
#include "widgets/plot/content_parts.h"

#include <QCoreApplication>

#include <map>
#include <unordered_map>

namespace lapidary::widgets {

namespace {

struct BytesTable {
    Q_DECLARE_TR_FUNCTIONS(BytesTable)
};

double beforeOf(const model::Site& site, bool asFound) {
    return asFound ? static_cast<double>(site.bytes) : 2.0 * static_cast<double>(site.parameters());
}

using BytesOfSite = std::unordered_map<model::SiteId, double>;

BytesOfSite runBytes(const ViewState& state) {
    BytesOfSite bytes;
    if (const results::RunReport* run = state.run())
        for (const results::SiteReport& site : run->sites)
            bytes.emplace(site.site, static_cast<double>(site.bytes));
    return bytes;
}

void add(BytesRow& row, const model::Site& site, const plan::SiteBytes& after, const BytesOfSite& run,
         bool asFound) {
    row.before += beforeOf(site, asFound);
    for (const plan::PartLayout& part : after.layout.parts)
        row.parts[static_cast<std::size_t>(bytePartOf(part))] += static_cast<double>(part.bytes);
    row.after += static_cast<double>(after.bytes);
    // A run lists what it compressed; the rest it wrote at 16 bits.
    const auto found = run.find(site.id);
    if (!run.empty())
        row.run += found != run.end() ? found->second : beforeOf(site, false);
}

/// Norms and biases: what the sites leave of the whole.
BytesRow restOf(const ViewState& state, const std::vector<BytesRow>& rows, bool asFound) {
    BytesRow rest;
    rest.name = BytesTable::tr("norms", "tensors that are no site");
    rest.position = static_cast<double>(rows.size());
    rest.before = static_cast<double>(asFound ? state.check->bytesSource : state.check->bytesBefore);
    rest.after = static_cast<double>(state.check->bytesAfter);
    rest.run = state.run() != nullptr ? static_cast<double>(state.run()->bytesAfter) : 0.0;
    for (const BytesRow& row : rows) {
        rest.before -= row.before;
        rest.after -= row.after;
        rest.run -= row.run;
    }
    rest.parts[static_cast<std::size_t>(BytePart::Values)] = rest.after;
    return rest;
}

} // namespace

BytePart bytePartOf(const plan::PartLayout& part) {
    const bool factor =
        part.name.starts_with("up.") || part.name.starts_with("down.") || part.name.starts_with("adapter.");
    switch (part.kind) {
    case plan::PartKind::Codes:
    case plan::PartKind::PackedInt32:
        return BytePart::Codes;
    case plan::PartKind::Scale:
    case plan::PartKind::ZeroPoint:
    case plan::PartKind::Index:
    case plan::PartKind::WeightShape:
        return BytePart::Scales;
    case plan::PartKind::Mask:
        return BytePart::Masks;
    case plan::PartKind::Dense:
    case plan::PartKind::Values:
        return factor ? BytePart::Factors : BytePart::Values;
    }
    return BytePart::Values;
}

std::vector<BytesRow> bytesByKind(const ViewState& state, bool asFound) {
    const BytesOfSite run = runBytes(state);
    const SitesById sites = sitesById(*state.model);
    std::map<model::SiteKind, BytesRow> byKind;
    for (const plan::SiteBytes& after : state.check->sites) {
        const model::Site& site = *sites.at(after.site);
        add(byKind[site.kind], site, after, run, asFound);
    }
    std::vector<BytesRow> rows;
    for (auto& [kind, row] : byKind) {
        row.name = kindText(kind);
        row.key = QStringLiteral("kind:") + row.name;
        row.position = static_cast<double>(rows.size());
        rows.push_back(std::move(row));
    }
    rows.push_back(restOf(state, rows, asFound));
    return rows;
}

std::vector<BytesRow> bytesByBlock(const ViewState& state, bool asFound) {
    const BytesOfSite run = runBytes(state);
    std::vector<BytesRow> rows(state.model->blocks.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].name = BytesTable::tr("block %1").arg(i);
        rows[i].key = QStringLiteral("block:%1").arg(i);
        rows[i].position = static_cast<double>(i);
    }
    const SitesById sites = sitesById(*state.model);
    for (const plan::SiteBytes& after : state.check->sites)
        if (const model::Site& site = *sites.at(after.site); site.block >= 0)
            add(rows[static_cast<std::size_t>(site.block)], site, after, run, asFound);
    return rows;
}

} // namespace lapidary::widgets
