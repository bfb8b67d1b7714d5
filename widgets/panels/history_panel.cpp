// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/history_panel.h"

#include "widgets/panels/history_model.h"
#include "widgets/panels/site_delegate.h"
#include "widgets/state/number_text.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace lapidary::widgets {

using plan::StepIndex;

namespace {
constexpr int kStandsMs = 120;
}

HistoryPanel::HistoryPanel(SelectionModel& selection, QWidget* parent)
    : QWidget(parent)
    , m_selection(selection)
    , m_model(new HistoryModel(this)) {
    setObjectName(QStringLiteral("historyPanel"));
    setAccessibleName(tr("History"));
    setProperty("helpPage", QStringLiteral("history"));
    buildTree();
    buildActions();
    buildLine();
    layOut();
    m_asker.setSingleShot(true);
    m_asker.setInterval(kStandsMs);
    connect(&m_asker, &QTimer::timeout, this, [this] {
        if (const auto step = chosenStep())
            Q_EMIT differenceWanted(*step);
    });
    connect(m_model, &HistoryModel::nameEdited, this, &HistoryPanel::nameRequested);
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, &HistoryPanel::rememberExpanded);
    connect(m_model, &QAbstractItemModel::modelReset, this, &HistoryPanel::restoreView);
    connect(&m_selection, &SelectionModel::setChanged, this, &HistoryPanel::updateActions);
    connect(&m_selection, &SelectionModel::focusChanged, this, &HistoryPanel::filterBySite);
    filterBySite();
    updateActions();
}

void HistoryPanel::buildTree() {
    m_tree = new QTreeView(this);
    m_tree->setObjectName(QStringLiteral("historyTree"));
    m_tree->setAccessibleName(tr("Steps of the plan"));
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setSelectionMode(QAbstractItemView::SingleSelection);
    m_tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setIndentation(m_tree->fontMetrics().height());
    // The line above and the one below, which comes later, shall not make a small window grow.
    m_tree->setMinimumHeight(2 * m_tree->fontMetrics().height());
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setItemDelegate(new SiteDelegate(m_selection, m_tree));
    m_tree->installEventFilter(this);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    QHeaderView* header = m_tree->header();
    header->setStretchLastSection(false);
    header->setSectionsMovable(false);
    header->setSectionResizeMode(HistoryModel::kWhat, QHeaderView::Stretch);
    connect(m_tree, &QAbstractItemView::clicked, this, &HistoryPanel::activate);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &HistoryPanel::onCurrentChanged);
}

void HistoryPanel::buildActions() {
    const auto add = [this](const QString& text, const QString& name, const QKeySequence& keys, auto run) {
        // The key acts while the list has the focus: eventFilter.
        auto* action = new QAction(
            keys.isEmpty() ? text : text + u'\t' + keys.toString(QKeySequence::NativeText), m_tree);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, [this, run] {
            if (const auto step = chosenStep())
                run(*step);
        });
        m_tree->addAction(action);
        return action;
    };
    m_goTo = add(tr("Go to this step"), QStringLiteral("historyGoTo"), QKeySequence(Qt::Key_Return),
                 [this](StepIndex step) { Q_EMIT goToRequested(step); });
    m_revert = add(tr("Revert the selected sites to this step"), QStringLiteral("historyRevert"),
                   QKeySequence(Qt::Key_R), [this](StepIndex step) { Q_EMIT revertRequested(step); });
    m_name = add(tr("Name this step…"), QStringLiteral("historyName"), QKeySequence(Qt::Key_F2),
                 [this](StepIndex step) {
                     m_tree->edit(m_model->indexOf(step).siblingAtColumn(HistoryModel::kName));
                 });
}

void HistoryPanel::buildLine() {
    m_oneSite = new QCheckBox(this);
    m_oneSite->setObjectName(QStringLiteral("historyOneSite"));
    m_oneSite->setToolTip(tr("Shows only the steps that changed the settings of the site in focus."));
    connect(m_oneSite, &QCheckBox::toggled, this, &HistoryPanel::filterBySite);
    m_difference = new QLabel(this);
    m_difference->setObjectName(QStringLiteral("historyDifference"));
    m_difference->setTextFormat(Qt::PlainText);
    m_difference->setWordWrap(true);
    m_difference->setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void HistoryPanel::layOut() {
    m_empty = new QLabel(tr("No model is open."), this);
    m_empty->setAlignment(Qt::AlignCenter);
    auto* content = new QWidget(this);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(4, 2, 4, 0);
    line->addWidget(m_oneSite);
    line->addStretch(1);
    const auto button = [&](QAction* action, const QString& text) {
        auto* made = new QToolButton(content);
        made->setText(text);
        made->setToolTip(action->text().section(u'\t', 0, 0));
        made->setAccessibleName(made->toolTip());
        made->setAutoRaise(true);
        connect(made, &QToolButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, made, [made, action] { made->setEnabled(action->isEnabled()); });
        line->addWidget(made);
    };
    button(m_goTo, tr("Go there"));
    button(m_revert, tr("Revert sites"));
    button(m_name, tr("Name…"));
    auto* below = new QHBoxLayout;
    below->setContentsMargins(6, 0, 6, 3);
    below->addWidget(m_difference);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(line);
    column->addWidget(m_tree, 1);
    column->addLayout(below);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(content);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_pages);
    setFocusProxy(m_tree);
}

void HistoryPanel::show(std::shared_ptr<const plan::History> history, bool fresh) {
    m_pages->setCurrentIndex(history ? 1 : 0);
    if (fresh) {
        m_model->forgetBytes();
        m_expanded.clear();
        m_chosen.reset();
    }
    const bool moved = history && (fresh || history->current() != m_current);
    if (history)
        m_current = history->current();
    if (moved)
        m_chosen = m_current;
    m_model->show(std::move(history));
    if (moved)
        if (const QModelIndex now = m_model->indexOf(m_current); now.isValid()) {
            m_tree->setCurrentIndex(now);
            m_tree->scrollTo(now);
        }
    if (fresh)
        fitColumns();
    if (fresh && m_oneSite->isChecked())
        filterBySite();
    m_asker.start();
    updateActions();
}

/// Once for a document: widths that followed every row would jump.
void HistoryPanel::fitColumns() {
    const QFontMetrics metrics = m_tree->fontMetrics();
    m_tree->setColumnWidth(HistoryModel::kStep,
                           metrics.horizontalAdvance(QStringLiteral("● 0000")) + 2 * m_tree->indentation());
    m_tree->setColumnWidth(HistoryModel::kChange, metrics.horizontalAdvance(QStringLiteral("−88,888 MB   ")));
    m_tree->setColumnWidth(HistoryModel::kName,
                           metrics.horizontalAdvance(QStringLiteral("★ a name like this")));
}

void HistoryPanel::rememberExpanded() {
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (const auto branch = m_model->branchAt(row)) {
            if (m_tree->isExpanded(m_model->index(row, 0)))
                m_expanded.insert(*branch);
            else
                m_expanded.erase(*branch);
        }
}

void HistoryPanel::restoreView() {
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (const auto branch = m_model->branchAt(row)) {
            m_tree->setFirstColumnSpanned(row, {}, true);
            m_tree->setExpanded(m_model->index(row, 0), m_expanded.contains(*branch));
        }
    if (m_chosen)
        if (const QModelIndex at = m_model->indexOf(*m_chosen); at.isValid())
            m_tree->setCurrentIndex(at);
}

std::optional<StepIndex> HistoryPanel::chosenStep() const {
    return m_model->stepAt(m_tree->currentIndex());
}

void HistoryPanel::onCurrentChanged() {
    if (const auto step = chosenStep())
        m_chosen = step;
    m_asker.start();
    updateActions();
}

void HistoryPanel::updateActions() {
    const auto step = chosenStep();
    const bool elsewhere = step && *step != m_current;
    m_goTo->setEnabled(elsewhere);
    m_revert->setEnabled(elsewhere && !m_selection.set().empty());
    m_name->setEnabled(step.has_value());
    if (!step)
        m_difference->clear();
    m_difference->setVisible(!m_difference->text().isEmpty());
}

void HistoryPanel::activate(const QModelIndex& index) {
    const auto step = m_model->stepAt(index);
    if (step && *step != m_current)
        Q_EMIT goToRequested(*step);
    else if (!step)
        m_tree->setExpanded(index.siblingAtColumn(0), !m_tree->isExpanded(index.siblingAtColumn(0)));
}

void HistoryPanel::filterBySite() {
    const model::SiteId& site = m_selection.focus();
    m_oneSite->setText(site.name.empty() ? tr("&Only the site in focus")
                                         : tr("&Only %1").arg(siteLabel(site)));
    m_oneSite->setEnabled(!site.name.empty());
    if (m_oneSite->isChecked() && !site.name.empty())
        Q_EMIT stepsOfSiteWanted(site);
    else
        m_model->setShown(std::nullopt);
}

void HistoryPanel::setStepsOfSite(const model::SiteId& site, const std::vector<StepIndex>& steps) {
    if (m_oneSite->isChecked() && site == m_selection.focus())
        m_model->setShown(HistoryModel::Steps(steps.begin(), steps.end()));
}

void HistoryPanel::setDifference(StepIndex step, const QString& words) {
    if (chosenStep() != step)
        return;
    m_difference->setText(words);
    m_difference->setVisible(!words.isEmpty());
}

void HistoryPanel::nameCurrentStep() {
    if (const QModelIndex now = m_model->indexOf(m_current); now.isValid()) {
        m_tree->setCurrentIndex(now);
        m_tree->edit(now.siblingAtColumn(HistoryModel::kName));
    }
}

bool HistoryPanel::eventFilter(QObject* watched, QEvent* event) {
    const bool pressed = event->type() == QEvent::KeyPress;
    if (!pressed && event->type() != QEvent::ShortcutOverride)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool plain = (key->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    const bool enters = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    const bool ours = enters || key->key() == Qt::Key_R || key->key() == Qt::Key_F2;
    if (!plain || !ours)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (!pressed)
        return true;
    if (enters)
        activate(m_tree->currentIndex());
    else if (key->key() == Qt::Key_R)
        m_revert->trigger();
    else
        m_name->trigger();
    return true;
}

} // namespace lapidary::widgets
