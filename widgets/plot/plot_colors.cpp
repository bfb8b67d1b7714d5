// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_colors.h"

#include "widgets/theme/theme.h"

namespace lapidary::widgets {

QColor colorOf(const PlotColor& color, const Theme& theme) {
    switch (color.role) {
    case PlotColor::Role::Line:
        return theme.lines[static_cast<std::size_t>(color.line) % theme.lines.size()];
    case PlotColor::Role::Text:
        return theme.text;
    case PlotColor::Role::Muted:
        return theme.mutedText;
    case PlotColor::Role::Dense:
        return theme.dense;
    case PlotColor::Role::Quantized:
        return theme.quantized;
    case PlotColor::Role::Pruned:
        return theme.pruned;
    case PlotColor::Role::LowRank:
        return theme.lowRank;
    case PlotColor::Role::Combined:
        return theme.combined;
    case PlotColor::Role::Selection:
        return theme.selection;
    case PlotColor::Role::Warning:
        return theme.warning;
    }
    return theme.text;
}

QColor tinted(const QColor& color, const Theme& theme, double share) {
    const auto blend = [share](double over, double ground) { return ground + (over - ground) * share; };
    return QColor::fromRgbF(static_cast<float>(blend(color.redF(), theme.background.redF())),
                            static_cast<float>(blend(color.greenF(), theme.background.greenF())),
                            static_cast<float>(blend(color.blueF(), theme.background.blueF())));
}

} // namespace lapidary::widgets
