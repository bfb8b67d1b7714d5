// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/activation_view.h"

#include "widgets/plot/activation_content.h"
#include "widgets/state/selection_model.h"

#include <QComboBox>

namespace lapidary::widgets {

namespace {
enum Shown { ThisInput, AllInputs, Channels }; // items of the box
}

ActivationView::ActivationView(SelectionModel& selection, QWidget* parent)
    : LinkedPlot(selection, QStringLiteral("activationView"), tr("Activation ranges"), parent)
    , m_shown(addChoice(QStringLiteral("activationShown"), tr("Activations:"),
                        {tr("this kind of input"), tr("all inputs"), tr("channels of this input")})) {
}

PlotContent ActivationView::build() const {
    const model::SiteId& focus = selection().focus();
    if (m_shown->currentIndex() == Channels)
        return channelContent(state(), focus);
    const model::Site* site = state().empty() ? nullptr : state().model->find(focus);
    const bool all = site == nullptr || m_shown->currentIndex() == AllInputs;
    return activationContent(state(), focus, all ? std::string() : inputKindOf(*site));
}

} // namespace lapidary::widgets
