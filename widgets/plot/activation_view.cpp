// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/activation_view.h"

#include "widgets/plot/activation_content.h"
#include "widgets/state/number_text.h"
#include "widgets/state/selection_model.h"

#include <QAction>
#include <QComboBox>

#include <algorithm>
#include <iterator>
#include <utility>

namespace lapidary::widgets {

namespace {
enum Shown { ThisInput, AllInputs, Channels }; // items of the box
}

ActivationView::ActivationView(SelectionModel& selection, QWidget* parent)
    : LinkedPlot(selection, QStringLiteral("activationView"), tr("Activation ranges"), parent)
    , m_shown(addChoice(QStringLiteral("activationShown"), tr("Activations:"),
                        {tr("this kind of input"), tr("all inputs"), tr("channels of this input")}))
    , m_select(addCommand(QStringLiteral("activationSelect"), tr("Select exceeding"), Qt::Key_S)) {
    m_select->setToolTip(
        tr("Selects the sites whose input has its largest channel, or the 99th percentile of "
           "its channels, above its line. Drag the lines, or press Enter and move them "
           "with the arrow keys."));
    connect(m_select, &QAction::triggered, this, &ActivationView::selectExceeding);
}

std::string ActivationView::kind() const {
    const model::Site* site = state().empty() ? nullptr : state().model->find(selection().focus());
    return site == nullptr || m_shown->currentIndex() == AllInputs ? std::string() : inputKindOf(*site);
}

PlotContent ActivationView::build() const {
    if (m_shown->currentIndex() == Channels)
        return channelContent(state(), selection().focus());
    return activationContent(state(), m_extents, selection().focus(), {kind(), m_thresholds});
}

void ActivationView::refresh() {
    readExtents();
    LinkedPlot::refresh();
    showCount();
}

void ActivationView::readExtents() {
    Measured measured;
    if (!state().empty()) {
        measured.project = state().project;
        measured.groups = state().project->activations.size();
        if (const auto at = state().project->provenance.find("activations");
            at != state().project->provenance.end())
            measured.provenance = at->second;
        if (const results::RunReport* run = state().run(); run != nullptr)
            measured.result = run->measured;
    }
    if (m_measured != measured) {
        m_measured = std::move(measured);
        m_extents = inputExtents(state());
    }
    const bool over = m_shown->currentIndex() != Channels;
    m_shownExtents = over ? extentsOfKind(m_extents.dense, kind()) : std::vector<InputExtent>();
}

void ActivationView::handleMoved(const QString& handle, double position) {
    if (!m_before)
        m_before = m_thresholds;
    (handle == kLargestHandle ? m_thresholds.largest : m_thresholds.p99) = position;
    showThresholds();
}

void ActivationView::handleSettled(bool kept) {
    if (const auto before = std::exchange(m_before, std::nullopt); before && !kept)
        m_thresholds = *before;
    showThresholds();
}

/// The ranges stay: a drag looks at no channel again.
void ActivationView::showThresholds() {
    PlotContent content = plot().content();
    content.handles = thresholdHandles(m_shownExtents, m_thresholds);
    plot().setContent(std::move(content));
    showCount();
}

void ActivationView::showCount() {
    const auto count = static_cast<std::int64_t>(exceeding(m_shownExtents, m_thresholds).size());
    m_select->setText(
        m_shownExtents.empty()
            ? tr("Select exceeding")
            : tr("Select %1 of %2").arg(countText(count), countText(std::ssize(m_shownExtents))));
    m_select->setEnabled(count > 0);
}

void ActivationView::selectExceeding() {
    const std::set<model::InputGroupId> groups = exceeding(m_shownExtents, m_thresholds);
    SelectionModel::SiteSet sites;
    for (const model::Site* site : state().model->blockSites())
        if (groups.contains(site->inputGroup))
            sites.insert(site->id);
    Q_EMIT message(tr("Sites selected: %1 (%2 of %3 inputs exceed)")
                       .arg(countText(std::ssize(sites)), countText(std::ssize(groups)),
                            countText(std::ssize(m_shownExtents))));
    selection().select(std::move(sites));
}

} // namespace lapidary::widgets
