// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/spectrum_view.h"

#include "widgets/plot/spectrum_content.h"
#include "widgets/state/number_text.h"
#include "widgets/state/selection_model.h"

#include <QComboBox>

#include <cmath>

namespace lapidary::widgets {

SpectrumView::SpectrumView(SelectionModel& selection, QWidget* parent)
    : LinkedPlot(selection, QStringLiteral("spectrumView"), tr("Rank spectrum"), parent)
    , m_kind(addChoice(QStringLiteral("spectrumKind"), tr("Spectrum of"),
                       {tr("weights"), tr("weights × activations")})) {
}

PlotContent SpectrumView::build() const {
    SpectrumOptions options;
    options.activationWeighted = m_kind->currentIndex() == 1;
    return spectrumContent(state(), selection().selected(), selection().focus(), options);
}

void SpectrumView::handleMoved(const QString&, double position) {
    const auto rank = static_cast<std::int64_t>(std::llround(position));
    edit(plan::Family::LowRank, {{"method", methodOf(plan::Family::LowRank)}, {"rank", rank}},
         tr("rank %1 on %n site(s)", nullptr, static_cast<int>(sites().size())).arg(countText(rank)));
}

} // namespace lapidary::widgets
