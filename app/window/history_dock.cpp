// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/history_dock.h"

#include "app/window/document.h"
#include "app/window/error_text.h"
#include "app/window/undo_toast.h"
#include "core/results/energy_ranks.h"
#include "widgets/panels/history_model.h"
#include "widgets/panels/history_panel.h"
#include "widgets/panels/history_words.h"

#include <QFutureWatcher>
#include <QtConcurrentRun>

namespace lapidary::window {

using plan::StepIndex;
using widgets::HistoryModel;
using widgets::HistoryPanel;

HistoryDock::HistoryDock(Document& document, widgets::SelectionModel& selection, HistoryPanel& panel,
                         UndoToast& toast, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_selection(selection)
    , m_panel(panel)
    , m_toast(toast) {
    m_counter.setSingleShot(true);
    m_counter.setInterval(0);
    connect(&m_counter, &QTimer::timeout, this, &HistoryDock::countNext);
    connect(&document, &Document::opened, this, [this] {
        m_fresh = true;
        showHistory();
    });
    connect(&document, &Document::planChanged, this, &HistoryDock::showHistory);
    // It offers to take back the last edit; after another one that would be a wrong one.
    connect(&document, &Document::planChanged, &toast, &QWidget::hide);
    connect(&document, &Document::opened, &toast, &QWidget::hide);
    // A rank by energy may be another one now.
    connect(&document, &Document::measurementsChanged, this, [this] { m_panel.model().forgetBytes(); });
    connect(&document, &Document::muchChanged, this,
            [this](const QString& words) { m_toast.say(words, [this] { m_document.undo(); }); });
    connect(&document, &Document::namesChanged, this,
            [this](const QString& words) { m_toast.say(words, [this] { m_document.undoNames(); }); });
    connectPanel();
}

HistoryDock::~HistoryDock() {
    m_search.request_stop();
}

void HistoryDock::connectPanel() {
    connect(&m_panel.model(), &HistoryModel::bytesWanted, this, [this](const std::vector<StepIndex>& steps) {
        m_uncounted.insert(steps.begin(), steps.end());
        m_counter.start();
    });
    connect(&m_panel, &HistoryPanel::goToRequested, &m_document, &Document::goTo);
    connect(&m_panel, &HistoryPanel::nameRequested, &m_document, &Document::nameStep);
    connect(&m_panel, &HistoryPanel::revertRequested, this, &HistoryDock::revert);
    connect(&m_panel, &HistoryPanel::stepsOfSiteWanted, this, &HistoryDock::findStepsOf);
    connect(&m_panel, &HistoryPanel::differenceWanted, this, &HistoryDock::showDifference);
}

void HistoryDock::showHistory() {
    if (!m_document.isOpen())
        return;
    const widgets::ViewState& state = m_document.state();
    if (m_fresh)
        m_uncounted.clear();
    if (state.format != m_format)
        m_panel.model().forgetBytes();
    m_format = state.format;
    m_history = std::make_shared<const plan::History>(m_document.history());
    m_panel.show(m_history, m_fresh);
    if (state.preview.isEmpty()) // else the check is of a plan that is no step
        m_panel.model().setBytes(m_history->current(),
                                 state.check ? std::optional(state.check->bytesAfter) : std::nullopt);
    m_fresh = false;
}

/// One plan a turn: counting the largest model takes 10 ms.
void HistoryDock::countNext() {
    if (m_uncounted.empty() || !m_history)
        return;
    const StepIndex step = *m_uncounted.begin();
    m_uncounted.erase(m_uncounted.begin());
    std::optional<std::uint64_t> bytes;
    if (const auto plan = m_history->planAt(step))
        if (const auto check = plan::checkPlan(*plan, *m_document.state().model, m_format,
                                               results::energyRanks(m_document.project())))
            bytes = check->bytesAfter;
    m_panel.model().setBytes(step, bytes);
    if (!m_uncounted.empty())
        m_counter.start();
}

void HistoryDock::findStepsOf(const model::SiteId& site) {
    m_search.request_stop();
    m_search = std::stop_source();
    auto* watcher = new QFutureWatcher<std::vector<StepIndex>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, site, stop = m_search.get_token()] {
        watcher->deleteLater();
        if (!stop.stop_requested())
            m_panel.setStepsOfSite(site, watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(
        [history = m_history, model = m_document.state().model, site, stop = m_search.get_token()] {
            return history && model ? history->stepsThatChange(site, *model, stop) : std::vector<StepIndex>();
        }));
}

void HistoryDock::showDifference(StepIndex step) {
    if (!m_history)
        return;
    const auto plan = m_history->planAt(step);
    if (!plan)
        return m_panel.setDifference(step, errorText(plan.error()));
    const auto check = plan::checkPlan(*plan, *m_document.state().model, m_format,
                                       results::energyRanks(m_document.project()));
    m_panel.setDifference(step,
                          widgets::differenceFromNow(*plan, check ? &*check : nullptr, m_document.state()));
}

void HistoryDock::revert(StepIndex step) {
    const auto sites = m_selection.selected();
    if (sites.empty())
        return;
    if (const base::Status status = m_document.revertSites(sites, step); !status)
        Q_EMIT failed(errorText(status.error()));
}

} // namespace lapidary::window
