// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"
#include "widgets/state/view_state.h"

#include <vector>

namespace lapidary::widgets {

/// The tokens that weigh most in one component of the logits.
struct LogitTokens {
    int component = 0; // from 1; 0: none
    double explained = 0.0;
    struct Token {
        QString text; // spaces and line ends made visible
        double loading = 0.0;
    };
    std::vector<Token> tokens;
};

/// Scree of the logits: share of the variance a component explains, and all up to it on the right axis.
PlotContent logitContent(const ViewState& state);
/// `component` from 1.
LogitTokens logitTokens(const ViewState& state, int component);
/// " the" is "␣the", "\n" is "⏎".
QString visibleToken(const std::string& text);

} // namespace lapidary::widgets
