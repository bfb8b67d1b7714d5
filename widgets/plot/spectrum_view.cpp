// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/spectrum_view.h"

#include "widgets/plot/density_content.h"
#include "widgets/plot/spectrum_content.h"
#include "widgets/state/number_text.h"
#include "widgets/state/selection_model.h"

#include <QComboBox>

namespace lapidary::widgets {

SpectrumView::SpectrumView(SelectionModel& selection, QWidget* parent)
    : LinkedPlot(selection, QStringLiteral("spectrumView"), tr("Rank spectrum"), parent)
    , m_kind(addChoice(QStringLiteral("spectrumKind"), tr("Spectrum of"),
                       {tr("weights"), tr("weights × activations")}))
    , m_face(addChoice(QStringLiteral("spectrumFace"), tr("as"),
                       {tr("σ over i"), tr("σ over i / r_max"), tr("density of λ")})) {
}

PlotContent SpectrumView::face(Face face) const {
    const bool weighted = m_kind->currentIndex() == 1;
    if (face == Density)
        return densityContent(state(), selection().focus(), weighted);
    SpectrumOptions options;
    options.activationWeighted = weighted;
    options.asShare = face == OverShare;
    return spectrumContent(state(), selection().selected(), selection().focus(), options);
}

PlotContent SpectrumView::build() const {
    return face(static_cast<Face>(m_face->currentIndex()));
}

std::vector<PlotContent> SpectrumView::moreFigures() const {
    return {face(m_face->currentIndex() == Density ? OverIndex : Density)};
}

void SpectrumView::handleMoved(const QString&, double position) {
    const std::int64_t rank = rankAt(plot().content(), *state().model->find(selection().focus()), position);
    edit(plan::Family::LowRank, {{"method", methodOf(plan::Family::LowRank)}, {"rank", rank}},
         tr("rank %1 on %n site(s)", nullptr, static_cast<int>(sites().size())).arg(countText(rank)));
}

} // namespace lapidary::widgets
