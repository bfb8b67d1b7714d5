// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/clip_effect.h"
#include "widgets/plot/linked_plot.h"

#include <memory>
#include <optional>

namespace lapidary::widgets {

/// Weights of the focus and the levels of its grid, with clip limits to try out.
class HistogramView final : public LinkedPlot {
    Q_OBJECT

public:
    explicit HistogramView(SelectionModel& selection, QWidget* parent = nullptr);

protected:
    PlotContent build() const override;
    void handleMoved(const QString& handle, double position) override;
    void handleSettled(bool kept) override;

private:
    /// Of one site of one model: others have weights of another size.
    struct Tried {
        std::shared_ptr<const model::ModelSpec> model;
        model::SiteId site;
        ClipLimits limits;
    };

    std::optional<ClipLimits> limits() const;

    std::optional<Tried> m_tried;
    std::optional<std::optional<Tried>> m_before; // the move that is on
};

} // namespace lapidary::widgets
