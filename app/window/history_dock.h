// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/history.h"
#include "core/plan/storage_layout.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <set>
#include <stop_token>
#include <vector>

namespace lapidary::widgets {
class HistoryPanel;
class SelectionModel;
} // namespace lapidary::widgets

namespace lapidary::window {

class Document;
class UndoToast;

/// Wires the history panel and the undo toast to the document and counts what they show: the bytes of old
/// steps one a turn of the event loop, the steps of one site on another thread. Window thread only.
class HistoryDock final : public QObject {
    Q_OBJECT

public:
    HistoryDock(Document& document, widgets::SelectionModel& selection, widgets::HistoryPanel& panel,
                UndoToast& toast, QObject* parent);
    ~HistoryDock() override;

Q_SIGNALS:
    void failed(const QString& why);

private:
    void connectPanel();
    void showHistory();
    void countNext();
    void findStepsOf(const model::SiteId& site);
    void showDifference(plan::StepIndex step);
    void revert(plan::StepIndex step);

    Document& m_document;
    widgets::SelectionModel& m_selection;
    widgets::HistoryPanel& m_panel;
    UndoToast& m_toast;
    std::shared_ptr<const plan::History> m_history; // what the panel shows
    std::set<plan::StepIndex> m_uncounted;
    QTimer m_counter;
    std::stop_source m_search;
    plan::OutputFormat m_format = plan::OutputFormat::Lapidary; // that bytes were counted in
    bool m_fresh = true;                                        // another document
};

} // namespace lapidary::window
