// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/matrix/matrix_layout.h"
#include "widgets/matrix/metric_scale.h"
#include "widgets/matrix/site_metric.h"
#include "widgets/theme/theme.h"

#include <optional>
#include <string>
#include <vector>

namespace lapidary::widgets {

/// What the layer matrix says of one state: the value of each cell, their scale and means, the treatments. A
/// value, without pixels.
class MatrixFigures final {
public:
    struct Mean {
        double value = 0.0; // geometric on a logarithmic scale
        std::size_t count = 0;
    };
    /// Of the sites in one cell.
    struct CellValue {
        std::optional<double> mean;
        double least = 0.0;
        double largest = 0.0;
        std::size_t known = 0;
        bool operator==(const CellValue&) const = default;
    };
    struct CellPlan {
        Treatment treatment = Treatment::Dense;
        bool skipped = false; // left dense by the plan
        bool locked = false;
        bool mixed = false; // its sites are treated differently
        bool operator==(const CellPlan&) const = default;
    };

    MatrixFigures();

    /// Whether anything that is drawn has changed.
    bool show(const ViewState& state);
    void setLayout(MatrixLayout layout);
    void setMetric(const SiteMetric& metric);
    void setScale(const ScaleChoice& choice);

    const ViewState& state() const { return m_state; }
    const MatrixLayout& layout() const { return m_layout; }
    const SiteMetric& metric() const { return m_metric; }
    const ScaleChoice& choice() const { return m_choice; }
    const MetricScale& scale() const { return m_scale; }
    bool canBeLogarithmic() const { return m_positive && !m_metric.diverging; }
    std::size_t knownSites() const { return m_known; }
    std::size_t sites() const { return m_values.sites(); }
    const CellValue& valueOf(const MatrixLayout::Cell& cell) const { return m_cellValues[indexOf(cell)]; }
    const CellPlan& planOf(const MatrixLayout::Cell& cell) const { return m_cellPlans[indexOf(cell)]; }
    const Mean& rowMean(int row) const { return m_rowMeans[static_cast<std::size_t>(row)]; }
    const Mean& columnMean(int column) const { return m_columnMeans[static_cast<std::size_t>(column)]; }

    QString numberText(double value) const; // with its unit
    /// A cell in words, one line; `site` where a site of a folded cell is meant.
    QString sentence(const MatrixLayout::Cell& cell) const;
    /// The same with everything there is to say.
    QString details(const MatrixLayout::Cell& cell) const;
    QString meanText(const QString& name, const Mean& mean) const;
    /// "fused with q and v: one operation in runtimes"; empty: with nothing.
    QString fusedText(const model::SiteId& site) const;

private:
    /// Stands for what was measured: it changes seldom, the plan at every step of a drag.
    struct Measured {
        const void* project = nullptr;
        const void* result = nullptr;
        std::vector<std::size_t> counts;
        std::vector<std::string> times;
        bool operator==(const Measured&) const = default;
    };
    static Measured measuredIn(const ViewState& state);
    std::size_t indexOf(const MatrixLayout::Cell& cell) const {
        return static_cast<std::size_t>(&cell - m_layout.cells().data());
    }
    void readValues();
    void gather();
    void findMeans();
    CellValue gathered(const MatrixLayout::Cell& cell) const;
    std::vector<CellPlan> plans() const;
    QString planText(const MatrixLayout::Cell& cell) const;
    QString valueText(const MatrixLayout::Cell& cell) const;

    ViewState m_state;
    Measured m_measured;
    SiteMetric m_metric;
    ScaleChoice m_choice;
    MatrixLayout m_layout;
    SiteValues m_values;
    std::size_t m_known = 0;
    bool m_positive = false;
    std::vector<CellValue> m_cellValues;
    std::vector<CellPlan> m_cellPlans;
    MetricScale m_scale;
    std::vector<Mean> m_rowMeans;
    std::vector<Mean> m_columnMeans;
};

} // namespace lapidary::widgets
