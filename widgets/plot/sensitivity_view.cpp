// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/sensitivity_view.h"

#include "widgets/plot/sensitivity_content.h"
#include "widgets/state/selection_model.h"

#include <QComboBox>

namespace lapidary::widgets {

SensitivityView::SensitivityView(SelectionModel& selection, QWidget* parent)
    : LinkedPlot(selection, QStringLiteral("sensitivityView"), tr("Sensitivity curve"), parent)
    , m_what(addChoice(QStringLiteral("sensitivityOf"), tr("Error over"),
                       {tr("bits"), tr("zeros"), tr("kept share")})) {
}

SensitivityOf SensitivityView::what() const {
    return static_cast<SensitivityOf>(m_what->currentIndex());
}

PlotContent SensitivityView::build() const {
    return sensitivityContent(state(), selection().focus(), what());
}

void SensitivityView::handleMoved(const QString&, double position) {
    const plan::Family family = familyOf(what());
    edit(family, settingsAt(what(), position, methodOf(family)),
         tr("%1 on %n site(s)", nullptr, static_cast<int>(sites().size()))
             .arg(settingWords(what(), position)));
}

} // namespace lapidary::widgets
