// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/clip_handles.h"

#include "widgets/plot/grid_levels.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <memory>

namespace lapidary::widgets {

namespace {

struct ClipHandles {
    Q_DECLARE_TR_FUNCTIONS(ClipHandles)
};

constexpr double kSteps = 200.0; // of a limit, from the nearest to zero to the widest

/// "clipped 0.12 % · SQNR 18.3 dB".
QString effectWords(const results::Histogram& histogram, const plan::GridShape& grid,
                    const ClipLimits& limits) {
    const ClipEffect effect = clipEffect(histogram, limits, gridLevels(grid, limits.low, limits.high));
    return ClipHandles::tr("clipped %1 · SQNR %2 dB")
        .arg(percentText(effect.clipped), significant(effect.sqnr));
}

PlotHandle limitHandle(QLatin1String id, double position, double widest) {
    PlotHandle handle;
    handle.id = id;
    handle.position = position;
    handle.step = std::abs(widest) / kSteps;
    handle.minimum = std::min(widest, std::copysign(handle.step, widest));
    handle.maximum = std::max(widest, std::copysign(handle.step, widest));
    handle.color = {PlotColor::Role::Selection, 0};
    return handle;
}

} // namespace

ClipLimits widestLimits(const results::Histogram& histogram, const plan::GridShape& grid) {
    const ClipLimits widest = {std::min(histogram.minimum, 0.0), std::max(histogram.maximum, 0.0)};
    const double largest = std::max(-widest.low, widest.high);
    return grid.symmetric ? ClipLimits{-largest, largest} : widest;
}

ClipLimits fittingLimits(const ClipLimits& set, const ClipLimits& widest, const plan::GridShape& grid) {
    ClipLimits limits = {std::clamp(set.low, widest.low, 0.0), std::clamp(set.high, 0.0, widest.high)};
    if (grid.symmetric) {
        limits.high = std::max(-limits.low, limits.high);
        limits.low = -limits.high;
    }
    return limits;
}

ClipLimits movedLimits(const ClipLimits& limits, const plan::GridShape& grid, const QString& handle,
                       double position) {
    if (grid.symmetric)
        return {-std::abs(position), std::abs(position)};
    return handle == kLowClipHandle ? ClipLimits{position, limits.high} : ClipLimits{limits.low, position};
}

QString clipWords(const results::Histogram& histogram, const plan::GridShape& grid,
                  const ClipLimits& limits) {
    const QString range = grid.symmetric ? QStringLiteral("±") + significant(limits.high)
                                         : ClipHandles::tr("%1 to %2", "clip limits")
                                               .arg(significant(limits.low), significant(limits.high));
    const QString effect = effectWords(histogram, grid, limits);
    // With a scale for each group or row the error is smaller.
    return grid.perTensor ? ClipHandles::tr("%1 · %2", "clip limits, effect").arg(range, effect)
                          : ClipHandles::tr("one scale %1 · %2", "clip limits, effect").arg(range, effect);
}

std::vector<PlotHandle> clipHandles(const results::Histogram& histogram, const plan::GridShape& grid,
                                    const std::optional<ClipLimits>& set) {
    const ClipLimits widest = widestLimits(histogram, grid);
    const ClipLimits limits = fittingLimits(set.value_or(widest), widest, grid);
    const auto weights = std::make_shared<const results::Histogram>(histogram);
    std::vector<PlotHandle> handles;
    if (widest.high > 0.0) {
        handles.push_back(limitHandle(kHighClipHandle, limits.high, widest.high));
        handles.back().name = ClipHandles::tr("Upper clip limit");
    }
    if (widest.low < 0.0) {
        handles.push_back(limitHandle(kLowClipHandle, limits.low, widest.low));
        handles.back().name = ClipHandles::tr("Lower clip limit");
    }
    for (PlotHandle& handle : handles) {
        handle.hollow = !set;
        handle.labelled = &handle == &handles.front();
        const auto moved = [limits, grid, id = handle.id](double position) {
            return movedLimits(limits, grid, id, position);
        };
        handle.words = [weights, grid, moved](double position) {
            return clipWords(*weights, grid, moved(position));
        };
        handle.shorterWords = [weights, grid, moved](double position) {
            return effectWords(*weights, grid, moved(position));
        };
    }
    return handles;
}

} // namespace lapidary::widgets
