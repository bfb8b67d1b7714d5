// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/plan/settings.h"
#include "widgets/plot/plot_view.h"
#include "widgets/state/settings_edit.h"
#include "widgets/state/view_state.h"

#include <QWidget>

#include <vector>

class QAction;
class QComboBox;
class QHBoxLayout;
class QKeySequence;

namespace lapidary::widgets {

class SelectionModel;

/// A row of small controls over a PlotView that follows selection and state: the base of the thin plot views.
/// Each says what it shows (`build`) and what a moved handle means (`handleMoved`).
class LinkedPlot : public QWidget {
    Q_OBJECT

public:
    ~LinkedPlot() override;

    using QWidget::show;
    void show(const ViewState& state);
    /// The plot as it is now, also where it lies behind another.
    PlotView& plot();
    /// Other faces of the plot that belong into an export of everything.
    virtual std::vector<PlotContent> moreFigures() const;

Q_SIGNALS:
    void editRequested(const lapidary::widgets::SettingsEdit& edit);
    /// Esc: what the edits with this key did is to be taken back as a whole.
    void editCancelled(const std::string& mergeKey);
    void readout(const QString& text);
    void message(const QString& text);

protected:
    LinkedPlot(SelectionModel& selection, const QString& name, const QString& accessibleName,
               QWidget* parent);

    virtual PlotContent build() const = 0;
    virtual void handleMoved(const QString& handle, double position);
    /// A moved handle was let go, or put back to where it was (Esc).
    virtual void handleSettled(bool kept);
    /// A mark with a key was clicked, or opened by a double click. Keys that are sites' select them.
    virtual void markChosen(const QString& key, Qt::KeyboardModifiers modifiers);
    virtual void markOpened(const QString& key);
    virtual void boxDrawn(const QRectF& box);
    /// Builds and shows; after every change of state, focus, set, or of a control. Behind another tab not
    /// before it is seen or asked for.
    virtual void refresh();
    void showEvent(QShowEvent* event) override;

    const ViewState& state() const { return m_state; }
    SelectionModel& selection() const { return m_selection; }
    /// What edits apply to: the set, or the focus where the set is empty.
    std::vector<model::SiteId> sites() const;
    /// One step of the history a drag.
    void edit(plan::Family family, base::Json settings, const QString& words);
    /// The method in force at the focus, else the usual one.
    std::string methodOf(plan::Family family) const;
    QComboBox* addChoice(const QString& name, const QString& label, const QStringList& choices);
    /// A field above the plot, behind its label.
    void addField(const QString& label, QWidget* field);
    /// A button above the plot, also in its menu and with a key where the plot has the focus.
    QAction* addCommand(const QString& name, const QString& text, const QKeySequence& key);
    QHBoxLayout& body() const { return *m_body; } // beside the plot

private:
    void addToHeader(QWidget* widget); // before the stretch and the menu
    void connectHandles();
    void connectMarks();
    void hoverMark();
    void refreshSoon();
    void refreshWhenSeen();

    SelectionModel& m_selection;
    ViewState m_state;
    QHBoxLayout* m_header;
    QHBoxLayout* m_body;
    PlotView* m_plot;
    std::string m_mergeKey; // of the drag that is on; empty: none
    bool m_queued = false;
    bool m_stale = false;
};

} // namespace lapidary::widgets
