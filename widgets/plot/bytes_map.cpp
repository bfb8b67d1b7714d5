// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/bytes_map.h"

#include "widgets/panels/site_words.h"
#include "widgets/plot/content_parts.h"
#include "widgets/plot/squarify.h"
#include "widgets/state/number_text.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace lapidary::widgets {

namespace {

struct BytesMap {
    Q_DECLARE_TR_FUNCTIONS(BytesMap)
};

constexpr double kWide = 1.7;     // as plots mostly are
constexpr double kInset = 0.0025; // between a block's frame and its tiles

struct Leaf {
    const model::Site* site = nullptr;
    double bytes = 0.0;
};

/// The sites of a block, or one site that is in none.
struct Group {
    std::vector<Leaf> leaves;
    double bytes = 0.0;
};

std::vector<Group> groupsOf(const ViewState& state) {
    const SitesById sites = sitesById(*state.model);
    std::map<std::pair<int, int>, Group> groups; // blocks in order, then each other site
    for (const plan::SiteBytes& after : state.check->sites) {
        const model::Site* site = sites.at(after.site);
        const auto bytes = static_cast<double>(after.bytes);
        const int alone = site->block < 0 ? 1 + static_cast<int>(site->kind) : 0;
        Group& group = groups[{alone, site->block}];
        group.leaves.push_back({site, bytes});
        group.bytes += bytes;
    }
    std::vector<Group> sorted;
    for (auto& [key, group] : groups) {
        std::ranges::stable_sort(group.leaves, std::ranges::greater(), &Leaf::bytes);
        sorted.push_back(std::move(group));
    }
    std::ranges::stable_sort(sorted, std::ranges::greater(), &Group::bytes);
    return sorted;
}

template<class Items, class Size>
std::vector<QRectF> boxesOf(const Items& items, const QRectF& whole, Size size) {
    std::vector<double> sizes;
    for (const auto& item : items)
        sizes.push_back(std::invoke(size, item));
    return squarified(sizes, whole);
}

void addBox(PlotSeries& series, const QRectF& box, double megabytes) {
    // Boxes come from the top down, the axis goes up.
    series.points.push_back({box.center().x(), megabytes, 1.0 - box.bottom(), 1.0 - box.top()});
    series.widths.push_back(box.width());
}

QString labelOf(const model::Site& site, double bytes) {
    const QString name = site.block < 0 ? kindText(site.kind)
                                        : QStringLiteral("%1·%2").arg(site.block).arg(kindText(site.kind));
    return name + QLatin1Char(' ') +
           BytesMap::tr("%1 b", "bits per weight")
               .arg(significant(8.0 * bytes / static_cast<double>(site.parameters())));
}

Treatment treatmentAt(const ViewState& state, const model::SiteId& site) {
    const plan::ResolvedSite* resolved = state.resolved(site);
    return resolved == nullptr ? Treatment::Dense : treatmentOf(resolved->settings);
}

PlotColor colorOf(Treatment treatment) {
    using Role = PlotColor::Role;
    switch (treatment) {
    case Treatment::Dense:
        return {Role::Muted, 0};
    case Treatment::Quantized:
        return {Role::Quantized, 0};
    case Treatment::Pruned:
        return {Role::Pruned, 0};
    case Treatment::LowRank:
        return {Role::LowRank, 0};
    case Treatment::Combined:
        return {Role::Combined, 0};
    }
    return {};
}

PlotSeries frameSeries(PlotColor::Role role) {
    PlotSeries series;
    series.kind = PlotSeries::Kind::Tiles;
    series.color = {role, 7}; // the frames' grey
    series.outlined = true;
    series.decoration = true;
    series.inLegend = false;
    return series;
}

class Mapper final {
public:
    Mapper(const ViewState& state, const SelectionModel::SiteSet& selected)
        : m_state(state)
        , m_selected(selected) {}

    void add(const Group& group, const QRectF& frame) {
        if (group.leaves.size() > 1)
            addBox(m_frames, frame, 1e-6 * group.bytes);
        const double inset = std::min({kInset, 0.1 * frame.width(), 0.1 * frame.height()});
        const std::vector<QRectF> boxes =
            boxesOf(group.leaves, frame.adjusted(inset, inset, -inset, -inset), &Leaf::bytes);
        for (std::size_t i = 0; i < boxes.size(); ++i)
            addLeaf(group.leaves[i], boxes[i]);
    }

    void finish(PlotContent& content) {
        for (auto& [treatment, series] : m_tiles) {
            series.name = treatmentText(treatment);
            series.kind = PlotSeries::Kind::Tiles;
            series.color = colorOf(treatment);
            content.series.push_back(std::move(series));
        }
        content.series.push_back(std::move(m_frames));
        content.series.push_back(std::move(m_outlines));
    }

private:
    void addLeaf(const Leaf& leaf, const QRectF& box) {
        PlotSeries& series = m_tiles[treatmentAt(m_state, leaf.site->id)];
        addBox(series, box, 1e-6 * leaf.bytes);
        series.pointNames << siteLabel(leaf.site->id);
        series.pointKeys << QString::fromStdString(leaf.site->id.name);
        series.labels << labelOf(*leaf.site, leaf.bytes);
        if (m_selected.contains(leaf.site->id))
            addBox(m_outlines, box, 1e-6 * leaf.bytes);
    }

    const ViewState& m_state;
    const SelectionModel::SiteSet& m_selected;
    std::map<Treatment, PlotSeries> m_tiles;
    PlotSeries m_frames = frameSeries(PlotColor::Role::Line);
    PlotSeries m_outlines = frameSeries(PlotColor::Role::Selection);
};

} // namespace

void frameMap(PlotContent& content) {
    content.title = BytesMap::tr("Map of the bytes after the plan");
    content.x.title = BytesMap::tr("area: size");
    content.x.unit = QStringLiteral("MB");
    content.x.whole = false;
    content.x.bare = true;
    content.x.lower = 0.0;
    content.x.upper = kWide;
    content.y.bare = true;
    content.y.lower = 0.0;
    content.y.upper = 1.0;
    content.rowsByMark = true;
}

void addMap(PlotContent& content, const ViewState& state, const SelectionModel::SiteSet& selected) {
    const std::vector<Group> groups = groupsOf(state);
    const std::vector<QRectF> frames = boxesOf(groups, QRectF(0.0, 0.0, kWide, 1.0), &Group::bytes);
    Mapper mapper(state, selected);
    for (std::size_t i = 0; i < groups.size(); ++i)
        mapper.add(groups[i], frames[i]);
    mapper.finish(content);
    const Group& first = groups.front();
    content.summary =
        BytesMap::tr("%n site(s) after the plan, each as large as its bytes, the sites of a block together. "
                     "The largest group takes %1 of %2.",
                     nullptr, static_cast<int>(state.check->sites.size()))
            .arg(bytesText(first.bytes), bytesText(static_cast<double>(state.check->bytesAfter)));
}

} // namespace lapidary::widgets
