// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/bytes_content.h"

#include "widgets/panels/site_words.h"
#include "widgets/plot/bytes_map.h"
#include "widgets/plot/bytes_table.h"
#include "widgets/plot/content_parts.h"
#include "widgets/plot/result_overlay.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace lapidary::widgets {

namespace {

struct BytesContent {
    Q_DECLARE_TR_FUNCTIONS(BytesContent)
};

constexpr double kMega = 1e-6;
constexpr double kGroup = 0.84; // of the room of a category
constexpr double kBar = 0.94;   // of a bar's room

struct PartLook {
    QString name;
    PlotColor color;
};

std::array<PartLook, kByteParts> partLooks() {
    using Role = PlotColor::Role;
    return {{{BytesContent::tr("dense values"), {Role::Line, 7}},
             {BytesContent::tr("factors"), {Role::LowRank, 0}},
             {BytesContent::tr("codes"), {Role::Quantized, 0}},
             {BytesContent::tr("scales and zero points"), {Role::Line, 5}},
             {BytesContent::tr("masks"), {Role::Pruned, 0}}}};
}

/// Bars of one category side by side.
class Places final {
public:
    explicit Places(int bars)
        : m_bars(bars) {}
    double width() const { return kBar * kGroup / m_bars; }
    double at(double category, int bar) const { return category + kGroup * ((bar + 0.5) / m_bars - 0.5); }

private:
    int m_bars;
};

void addPoint(PlotSeries& series, const PlotPoint& point, const BytesRow& row) {
    series.points.push_back(point);
    series.pointNames << row.name;
    series.pointKeys << row.key;
}

PlotSeries wholeBars(const std::vector<BytesRow>& rows, const Places& places, int bar,
                     double BytesRow::*bytes) {
    PlotSeries series;
    series.kind = PlotSeries::Kind::Bars;
    series.width = places.width();
    for (const BytesRow& row : rows)
        addPoint(series, {places.at(row.position, bar), kMega * row.*bytes}, row);
    return series;
}

void addParts(PlotContent& content, const std::vector<BytesRow>& rows, const Places& places) {
    const std::array<PartLook, kByteParts> looks = partLooks();
    std::vector<double> feet(rows.size(), 0.0);
    for (std::size_t part = 0; part < kByteParts; ++part) {
        PlotSeries series;
        series.name = looks[part].name;
        series.kind = PlotSeries::Kind::Stacked;
        series.color = looks[part].color;
        series.width = places.width();
        bool any = false;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const double size = kMega * rows[i].parts[part];
            any = any || size > 0.0;
            addPoint(series, {places.at(rows[i].position, 1), size, feet[i], feet[i] + size}, rows[i]);
            feet[i] += size;
        }
        if (any)
            content.series.push_back(std::move(series));
    }
}

void addBars(PlotContent& content, const std::vector<BytesRow>& rows, bool asFound, bool withRun) {
    const Places places(withRun ? 3 : 2);
    PlotSeries before = wholeBars(rows, places, 0, &BytesRow::before);
    before.name = asFound ? BytesContent::tr("before, as found") : BytesContent::tr("before, at 16 bits");
    before.color = {PlotColor::Role::Muted, 0};
    before.faint = true;
    content.series.push_back(std::move(before));
    addParts(content, rows, places);
    if (!withRun)
        return;
    PlotSeries run = wholeBars(rows, places, 2, &BytesRow::run);
    run.name = BytesContent::tr("compressed");
    run.outlined = true;
    markAsB(run);
    content.series.push_back(std::move(run));
}

QString partsInWords(const std::vector<BytesRow>& rows) {
    const std::array<PartLook, kByteParts> looks = partLooks();
    QStringList words;
    for (std::size_t part = 0; part < kByteParts; ++part) {
        double sum = 0.0;
        for (const BytesRow& row : rows)
            sum += row.parts[part];
        if (sum > 0.0)
            words << BytesContent::tr("%1 %2", "part, bytes").arg(looks[part].name, bytesText(sum));
    }
    return words.join(QStringLiteral(", "));
}

QString summaryOf(const ViewState& state, const std::vector<BytesRow>& rows, const BytesOptions& options) {
    const auto before =
        static_cast<double>(options.asFound ? state.check->bytesSource : state.check->bytesBefore);
    const auto largest = std::ranges::max_element(rows, {}, &BytesRow::after);
    QString words = BytesContent::tr("%1 before (%2), %3 after the plan: %4.")
                        .arg(bytesText(before),
                             options.asFound ? BytesContent::tr("as found") : BytesContent::tr("at 16 bits"),
                             bytesText(static_cast<double>(state.check->bytesAfter)), partsInWords(rows));
    if (largest != rows.end())
        words += QLatin1Char(' ') +
                 BytesContent::tr("Most after it: %1 with %2.").arg(largest->name, bytesText(largest->after));
    if (options.by == BytesBy::Block) {
        double inBlocks = 0.0;
        for (const BytesRow& row : rows)
            inBlocks += row.after;
        words +=
            QLatin1Char(' ') + BytesContent::tr("%1 more lie in no block: embedding, head and norms.")
                                   .arg(bytesText(static_cast<double>(state.check->bytesAfter) - inBlocks));
    }
    return words;
}

QString footOf(const ViewState& state) {
    const auto format = plan::formatName(state.format);
    return QStringList{state.modelName, QString::fromStdString(state.model->fingerprint).left(8),
                       BytesContent::tr("exact bytes of the plan as %1")
                           .arg(QLatin1String(format.data(), static_cast<qsizetype>(format.size())))}
        .join(QStringLiteral(" · "));
}

PlotContent frame(BytesBy by) {
    PlotContent content;
    content.id = by == BytesBy::Kind    ? QStringLiteral("bytes")
                 : by == BytesBy::Block ? QStringLiteral("bytes-blocks")
                                        : QStringLiteral("bytes-map");
    content.y.title = BytesContent::tr("size");
    content.y.unit = QStringLiteral("MB");
    content.x.unit = QStringLiteral("1");
    content.x.whole = true;
    if (by == BytesBy::Kind) {
        content.title = BytesContent::tr("Bytes by kind of site");
        content.x.title = BytesContent::tr("kind");
    } else if (by == BytesBy::Block) {
        content.title = BytesContent::tr("Bytes by block");
        content.x.title = BytesContent::tr("block");
        content.x.link = QStringLiteral("block");
    }
    if (by != BytesBy::Map)
        content.y.lower = 0.0;
    return content;
}

void spanBlocks(PlotContent& content, const model::ModelSpec& model,
                const SelectionModel::SiteSet& selected) {
    if (const auto span = blocksOf(model, selected))
        content.selectedX = PlotSpan{span->lower - 0.5, span->upper + 0.5};
}

} // namespace

PlotContent bytesContent(const ViewState& state, const SelectionModel::SiteSet& selected,
                         const BytesOptions& options) {
    PlotContent content = frame(options.by);
    if (options.by == BytesBy::Map)
        frameMap(content);
    if (state.empty() || !state.check) {
        content.emptyText = state.empty()
                                ? noModelText()
                                : BytesContent::tr("The plan cannot be counted: %1").arg(state.planError);
        return content;
    }
    content.footLine = footOf(state);
    if (options.by == BytesBy::Map) {
        addMap(content, state, selected);
        return content;
    }
    const std::vector<BytesRow> rows = options.by == BytesBy::Kind ? bytesByKind(state, options.asFound)
                                                                   : bytesByBlock(state, options.asFound);
    content.x.lower = -0.6;
    content.x.upper = static_cast<double>(rows.size()) - 0.4;
    if (options.by == BytesBy::Kind)
        for (const BytesRow& row : rows)
            content.x.categories.push_back({row.position, row.name});
    else
        spanBlocks(content, *state.model, selected);
    addBars(content, rows, options.asFound, state.run() != nullptr);
    content.summary = summaryOf(state, rows, options);
    return content;
}

SelectionModel::SiteSet sitesOfKey(const model::ModelSpec& model, const QString& key) {
    const std::string name = key.toStdString();
    SelectionModel::SiteSet sites;
    for (const model::Site* site : model.allSites())
        if (site->id.name == name || "kind:" + std::string(model::kindName(site->kind)) == name ||
            (site->block >= 0 && "block:" + std::to_string(site->block) == name))
            sites.insert(site->id);
    return sites;
}

} // namespace lapidary::widgets
