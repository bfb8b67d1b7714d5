// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/plan_row.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace lapidary::widgets {

namespace {

QString methodText(const plan::SiteSettings& settings) {
    if (settings.skip)
        return QCoreApplication::translate("PlanRow", "skipped");
    if (settings.families.empty())
        return QCoreApplication::translate("PlanRow", "dense");
    QStringList methods;
    for (const auto& [family, values] : settings.families)
        methods.append(QString::fromStdString(values.method));
    return methods.join(QStringLiteral(" + "));
}

/// Rows of the part that a prefix names: the stored rank, also where the run's spectrum gave it.
std::optional<std::int64_t> storedRank(const plan::SiteBytes& bytes, std::string_view prefix) {
    for (const plan::PartLayout& part : bytes.layout.parts)
        if (part.name.starts_with(prefix) && !part.shape.empty())
            return part.shape.front();
    return std::nullopt;
}

void readRank(const plan::SiteBytes& bytes, PlanRow& row) {
    const plan::SiteSettings& settings = row.resolved->settings;
    const plan::FamilySettings* lowRank = settings.find(plan::Family::LowRank);
    const plan::FamilySettings* values = lowRank ? lowRank : settings.find(plan::Family::Adapter);
    if (values == nullptr)
        return;
    row.adapterRank = lowRank == nullptr;
    row.rank = plan::rankOf(*values, row.site->out, row.site->in);
    if (!row.rank && lowRank != nullptr)
        row.rank = storedRank(bytes, "down.");
}

void readSettings(const plan::SiteBytes& bytes, PlanRow& row) {
    row.bytesAfter = static_cast<double>(bytes.bytes);
    const plan::SiteSettings& settings = row.resolved->settings;
    row.treatment = treatmentOf(settings);
    row.method = methodText(settings);
    if (const plan::FamilySettings* quantization = settings.find(plan::Family::Quantization)) {
        const plan::GridShape grid = plan::gridShape(*quantization);
        row.bits = grid.bits;
        row.group = grid.group;
        row.perTensor = grid.perTensor;
    }
    if (const plan::FamilySettings* sparsity = settings.find(plan::Family::Sparsity))
        row.sparsity = plan::sparsityPattern(*sparsity);
    readRank(bytes, row);
}

} // namespace

std::int64_t PlanRow::fullRank() const {
    return std::min(site->out, site->in);
}

double PlanRow::breakEvenRank() const {
    return static_cast<double>(site->parameters()) / static_cast<double>(site->out + site->in);
}

bool PlanRow::rankAboveBreakEven() const {
    return rank && !adapterRank && static_cast<double>(*rank) > breakEvenRank();
}

std::optional<double> PlanRow::saved() const {
    return bytesAfter ? std::optional(bytesNow - *bytesAfter) : std::nullopt;
}

std::optional<double> PlanRow::zeroShare() const {
    if (!sparsity)
        return std::nullopt;
    return sparsity->unstructured()
               ? sparsity->amount
               : 1.0 - static_cast<double>(sparsity->keep) / static_cast<double>(sparsity->of);
}

bool readsAlike(const PlanRow& a, const PlanRow& b) {
    if ((a.resolved == nullptr) != (b.resolved == nullptr))
        return false;
    if (a.resolved != nullptr &&
        (a.resolved->settings != b.resolved->settings || a.resolved->sources != b.resolved->sources))
        return false;
    return a.site == b.site && a.rank == b.rank && a.bytesAfter == b.bytesAfter &&
           a.sensitivity == b.sensitivity;
}

std::vector<PlanRow> planRows(const ViewState& state, const SensitivityLookup& sensitivity) {
    std::vector<PlanRow> rows;
    if (!state.model)
        return rows;
    for (const model::Site* site : state.model->allSites()) {
        PlanRow row;
        row.site = site;
        row.bytesNow = static_cast<double>(site->bytes);
        row.resolved = state.resolved(site->id);
        if (row.resolved != nullptr) {
            // Both lists are in the same order.
            const auto place = row.resolved - state.check->resolved.sites.data();
            readSettings(state.check->sites[static_cast<std::size_t>(place)], row);
        }
        row.sensitivity =
            sensitivity.find(*site, row.resolved ? row.resolved->settings : plan::SiteSettings());
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace lapidary::widgets
