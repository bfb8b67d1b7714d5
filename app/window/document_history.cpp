// SPDX-License-Identifier: GPL-3.0-or-later
// The document's way through the history of its plan.
#include "app/window/document.h"
#include "app/window/error_text.h"

namespace lapidary::window {

using base::Status;
using plan::StepIndex;

void Document::become(const Status& moved) {
    m_lastKey.clear();
    if (!moved)
        return Q_EMIT failed(errorText(moved.error()));
    planHasChanged();
}

void Document::undo() {
    if (m_history.canUndo())
        become(m_history.undo());
}

void Document::redo() {
    if (m_history.canRedo())
        become(m_history.redo());
}

void Document::goTo(StepIndex step) {
    if (isOpen() && step != m_history.current())
        become(m_history.jump(step));
}

Status Document::revertSites(const std::vector<model::SiteId>& sites, StepIndex step) {
    LAPIDARY_TRY(const plan::Plan reverted, m_history.withSitesOf(step, sites, *m_state.model));
    const QString what = sites.size() == 1 ? QString::fromStdString(sites.front().name)
                                           : tr("%n site(s)", nullptr, static_cast<int>(sites.size()));
    edit(reverted, tr("revert %1 to step %2").arg(what, QString::number(step)));
    return {};
}

void Document::nameStep(StepIndex step, const QString& name) {
    const std::string given = name.trimmed().toStdString();
    auto names = m_history.snapshots();
    const auto known = names.find(given);
    const bool moves = known != names.end() && known->second != step;
    const bool had = std::erase_if(names, [&](const auto& each) { return each.second == step; }) != 0;
    if (!given.empty())
        names[given] = step;
    if (!isOpen() || names == m_history.snapshots())
        return;
    m_namesBefore = m_history.snapshots();
    m_history.setSnapshots(std::move(names));
    planIsUnwritten();
    Q_EMIT planChanged();
    const QString at = QString::number(step);
    Q_EMIT namesChanged(given.empty() ? tr("Step %1 has no name any more").arg(at)
                        : moves       ? tr("“%1” is step %2 now").arg(name.trimmed(), at)
                        : had         ? tr("Step %1 is called “%2” now").arg(at, name.trimmed())
                                      : tr("Step %1 is called “%2”").arg(at, name.trimmed()));
}

void Document::undoNames() {
    if (!isOpen())
        return;
    auto before = m_history.snapshots();
    std::swap(before, m_namesBefore);
    m_history.setSnapshots(std::move(before));
    planIsUnwritten();
    Q_EMIT planChanged();
}

} // namespace lapidary::window
