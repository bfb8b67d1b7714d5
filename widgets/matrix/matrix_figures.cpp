// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/matrix_figures.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lapidary::widgets {

namespace {

bool dependsOnPlan(const SiteMetric& metric) {
    return metric.group == MetricGroup::Plan || metric.group == MetricGroup::Size;
}

/// Gathers values to their mean.
class MeanOf final {
public:
    explicit MeanOf(bool logarithmic)
        : m_logarithmic(logarithmic) {}
    void add(double value) {
        m_sum += m_logarithmic ? std::log(value) : value;
        ++m_count;
    }
    MatrixFigures::Mean mean() const {
        if (m_count == 0)
            return {};
        const double mean = m_sum / static_cast<double>(m_count);
        return {m_logarithmic ? std::exp(mean) : mean, m_count};
    }

private:
    bool m_logarithmic;
    double m_sum = 0.0;
    std::size_t m_count = 0;
};

} // namespace

MatrixFigures::MatrixFigures() {
    setMetric(siteMetrics().front());
}

MatrixFigures::Measured MatrixFigures::measuredIn(const ViewState& state) {
    Measured measured;
    if (state.empty())
        return measured;
    measured.project = state.project.get();
    measured.result = state.measuredResult();
    measured.counts = {state.project->spectra.size(), state.project->activations.size(),
                       state.project->sensitivity.size(), state.project->runs.size(),
                       state.comparedRun.value_or(0)};
    for (const auto& [part, provenance] : state.project->provenance)
        measured.times.push_back(provenance.time);
    return measured;
}

bool MatrixFigures::show(const ViewState& state) {
    const bool otherModel = state.model != m_state.model;
    m_state = state;
    Measured measured = measuredIn(state);
    const bool anew = otherModel || dependsOnPlan(m_metric) || measured != m_measured;
    m_measured = std::move(measured);
    const SiteValues before = std::exchange(m_values, {});
    if (anew)
        readValues();
    else
        m_values = before;
    std::vector<CellPlan> planned = plans();
    const bool changed = otherModel || m_values != before || planned != m_cellPlans;
    m_cellPlans = std::move(planned);
    if (changed)
        gather();
    return changed;
}

void MatrixFigures::setLayout(MatrixLayout layout) {
    m_layout = std::move(layout);
    m_cellPlans = plans();
    gather();
}

void MatrixFigures::setMetric(const SiteMetric& metric) {
    m_metric = metric;
    m_choice = {};
    m_choice.logarithmic = metric.logarithmic;
    m_choice.diverging = metric.diverging;
    readValues();
    gather();
}

void MatrixFigures::setScale(const ScaleChoice& choice) {
    m_choice = choice;
    m_choice.diverging = m_metric.diverging;
    gather();
}

void MatrixFigures::readValues() {
    m_values = m_state.empty() || !m_metric.values ? SiteValues() : m_metric.values(m_state);
    m_known = m_values.known();
}

MatrixFigures::CellValue MatrixFigures::gathered(const MatrixLayout::Cell& cell) const {
    CellValue found;
    double sum = 0.0;
    for (std::size_t i = 0; i < cell.count; ++i) {
        const auto value = m_values.at(cell.place + i * cell.step);
        if (!value)
            continue;
        found.least = found.known == 0 ? *value : std::min(found.least, *value);
        found.largest = found.known == 0 ? *value : std::max(found.largest, *value);
        sum += *value;
        ++found.known;
    }
    if (found.known > 0)
        found.mean = sum / static_cast<double>(found.known);
    return found;
}

void MatrixFigures::gather() {
    m_cellValues.clear();
    std::vector<double> shown;
    for (const MatrixLayout::Cell& cell : m_layout.cells()) {
        m_cellValues.push_back(gathered(cell));
        if (const auto mean = m_cellValues.back().mean)
            shown.push_back(*mean);
    }
    m_positive = allPositive(shown);
    m_scale = MetricScale::of(shown, m_choice);
    findMeans();
}

void MatrixFigures::findMeans() {
    std::vector<MeanOf> rows(static_cast<std::size_t>(m_layout.rows()), MeanOf(m_scale.logarithmic));
    std::vector<MeanOf> columns(static_cast<std::size_t>(m_layout.columns()), MeanOf(m_scale.logarithmic));
    for (const MatrixLayout::Cell& cell : m_layout.cells()) {
        const auto mean = valueOf(cell).mean;
        if (!mean)
            continue;
        columns[static_cast<std::size_t>(cell.column)].add(*mean);
        if (cell.rowSpan == 1)
            rows[static_cast<std::size_t>(cell.row)].add(*mean);
    }
    m_rowMeans.clear();
    m_columnMeans.clear();
    for (const MeanOf& row : rows)
        m_rowMeans.push_back(row.mean());
    for (const MeanOf& column : columns)
        m_columnMeans.push_back(column.mean());
}

std::vector<MatrixFigures::CellPlan> MatrixFigures::plans() const {
    std::vector<CellPlan> planned(m_layout.cells().size());
    for (std::size_t i = 0; i < planned.size(); ++i) {
        const MatrixLayout::Cell& cell = m_layout.cells()[i];
        for (std::size_t s = 0; s < cell.count; ++s) {
            const plan::ResolvedSite* resolved = m_state.resolvedAt(cell.place + s * cell.step);
            CellPlan own;
            if (resolved != nullptr)
                own = {treatmentOf(resolved->settings), resolved->settings.skip,
                       m_state.plan && m_state.plan->locked.contains(resolved->site), false};
            if (s == 0)
                planned[i] = own;
            else if (own != planned[i])
                planned[i].mixed = true;
            if (planned[i].mixed)
                break;
        }
    }
    return planned;
}

} // namespace lapidary::widgets
