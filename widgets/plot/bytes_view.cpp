// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/bytes_view.h"

#include "widgets/plot/bytes_content.h"

#include <QComboBox>

#include <utility>

namespace lapidary::widgets {

BytesView::BytesView(SelectionModel& selection, QWidget* parent)
    : LinkedPlot(selection, QStringLiteral("bytesView"), tr("Bytes"), parent)
    , m_by(addChoice(QStringLiteral("bytesBy"), tr("Bytes"), {tr("by kind"), tr("by block"), tr("as a map")}))
    , m_before(addChoice(QStringLiteral("bytesBefore"), tr("before"), {tr("at 16 bits"), tr("as found")})) {
}

PlotContent BytesView::build() const {
    return bytesContent(state(), selection().set(),
                        {static_cast<BytesBy>(m_by->currentIndex()), m_before->currentIndex() == 1});
}

std::vector<PlotContent> BytesView::moreFigures() const {
    std::vector<PlotContent> figures;
    for (const BytesBy by : {BytesBy::Kind, BytesBy::Block, BytesBy::Map})
        if (static_cast<int>(by) != m_by->currentIndex())
            figures.push_back(bytesContent(state(), {}, {by, m_before->currentIndex() == 1}));
    return figures;
}

void BytesView::markChosen(const QString& key, Qt::KeyboardModifiers modifiers) {
    SelectionModel::SiteSet sites = sitesOfKey(*state().model, key);
    if (modifiers & Qt::ControlModifier)
        sites.insert(selection().set().begin(), selection().set().end());
    if (!sites.empty())
        selection().select(std::move(sites));
}

} // namespace lapidary::widgets
