// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/plan_table.h"

#include "widgets/panels/hover_link.h"
#include "widgets/panels/linked_selection.h"
#include "widgets/panels/notice_strip.h"
#include "widgets/panels/plan_cell_delegate.h"
#include "widgets/panels/plan_table_model.h"
#include "widgets/panels/selection_keys.h"
#include "widgets/panels/site_proxy.h"
#include "widgets/panels/site_words.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lapidary::widgets {

PlanTable::PlanTable(SelectionModel& selection, QWidget* parent)
    : QWidget(parent)
    , m_selection(selection)
    , m_model(new PlanTableModel(this))
    , m_proxy(new SiteProxy(this)) {
    setObjectName(QStringLiteral("planTable"));
    setAccessibleName(tr("Plan"));
    m_proxy->setSourceModel(m_model);
    buildView();
    buildCommands();
    m_empty = new QLabel(tr("No model is open."), this);
    m_empty->setObjectName(QStringLiteral("planTableEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_view);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_pasteStrip = new NoticeStrip(QStringLiteral("pasteStrip"), this);
    m_applyPaste = m_pasteStrip->addButton(tr("&Apply"), QStringLiteral("pasteApply"));
    QPushButton* discard = m_pasteStrip->addButton(tr("&Discard"), QStringLiteral("pasteDiscard"));
    connect(m_applyPaste, &QPushButton::clicked, this, [this] { endPaste(true); });
    connect(discard, &QPushButton::clicked, this, [this] { endPaste(false); });
    for (QPushButton* button : {m_applyPaste, discard})
        button->installEventFilter(this); // Esc
    column->addWidget(m_pasteStrip);
    column->addWidget(m_pages);
    setFocusProxy(m_view);
    connect(m_model, &PlanTableModel::cellEdited, this, &PlanTable::edit);
}

void PlanTable::buildView() {
    m_view = new QTableView(this);
    m_view->setObjectName(QStringLiteral("planTableView"));
    m_view->setAccessibleName(tr("Plan, one row a site"));
    m_view->setModel(m_proxy);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                            QAbstractItemView::AnyKeyPressed);
    m_view->setAlternatingRowColors(true);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setMinimumHeight(3 * m_view->fontMetrics().height()); // room for the strip above
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setItemDelegate(new PlanCellDelegate(
        m_selection, [this](const QModelIndex& index) { return rowAt(index); }, m_view));
    m_view->installEventFilter(this);
    m_link = new LinkedSelection(*m_view, m_selection);
    new HoverLink(*m_view, m_selection);
    new SelectionKeys(*m_view, m_selection);
    connect(m_view, &QAbstractItemView::activated, this, &PlanTable::activate);
    QHeaderView* rows = m_view->verticalHeader();
    rows->hide();
    rows->setSectionResizeMode(QHeaderView::Fixed);
    rows->setDefaultSectionSize(m_view->fontMetrics().height() + 8);
    QHeaderView* columns = m_view->horizontalHeader();
    columns->setHighlightSections(false);
    columns->setSortIndicatorClearable(true);
    columns->setSortIndicator(-1, Qt::AscendingOrder);
    columns->setSectionsMovable(true);
    columns->setStretchLastSection(true);
    m_view->setSortingEnabled(true);
    connect(columns, &QHeaderView::sortIndicatorChanged, this, &PlanTable::makeRoomForArrow);
}

void PlanTable::buildCommands() {
    const auto onSelected = [this](PlanEdits (*make)(const EditTarget&)) {
        return [this, make] { apply(make(target(selectedRows()))); };
    };
    addCommand(tr("One notch up"), QStringLiteral("planNotchUp"), QKeySequence(Qt::Key_Plus),
               [this] { apply(notchEdits(target(selectedRows()), currentColumn(), 1)); });
    addCommand(tr("One notch down"), QStringLiteral("planNotchDown"), QKeySequence(Qt::Key_Minus),
               [this] { apply(notchEdits(target(selectedRows()), currentColumn(), -1)); });
    addCommand(tr("Skip on or off"), QStringLiteral("planSkip"), QKeySequence(Qt::Key_E),
               onSelected(skipEdits));
    addCommand(tr("Reset to inherited"), QStringLiteral("planReset"), QKeySequence(Qt::Key_R),
               onSelected(resetEdits));
    m_commands.push_back({Qt::Key_Delete, Qt::NoModifier, m_commands.back().action});
    addCommand(tr("Fill down"), QStringLiteral("planFillDown"), QKeySequence(Qt::CTRL | Qt::Key_D),
               [this] { fillDown(); });
    addCommand(tr("Copy rows"), QStringLiteral("planCopy"), QKeySequence(Qt::CTRL | Qt::Key_C),
               [this] { copy(); });
    addCommand(tr("Paste rows…"), QStringLiteral("planPaste"), QKeySequence(Qt::CTRL | Qt::Key_V),
               [this] { previewPaste(); });
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

/// The key is shown in the menu but not a QAction shortcut: one of the window with the same keys would make
/// both ambiguous.
void PlanTable::addCommand(const QString& text, const QString& name, const QKeySequence& keys,
                           const std::function<void()>& run) {
    auto* action = new QAction(text + QLatin1Char('\t') + keys.toString(QKeySequence::NativeText), m_view);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, run);
    m_view->addAction(action);
    m_commands.push_back({keys[0].key(), keys[0].keyboardModifiers(), action});
}

void PlanTable::show(const ViewState& state) {
    const bool sameModel = state.model == m_state.model;
    m_state = state;
    m_model->show(state);
    m_pages->setCurrentWidget(state.empty() ? static_cast<QWidget*>(m_empty) : m_view);
    if (sameModel)
        return;
    m_pasteStrip->hide();
    m_paste = {};
    m_proxy->setShown(std::nullopt);
    fitColumns();
    m_link->pull();
}

void PlanTable::setFilter(const std::set<model::SiteId>& sites) {
    m_proxy->setShown(sites);
    m_link->pull();
}

/// Once for a model: widths that follow every number would jump while a value is dragged.
void PlanTable::fitColumns() {
    QHeaderView* columns = m_view->horizontalHeader();
    columns->setResizeContentsPrecision(100);
    columns->setSortIndicatorShown(
        false); // room for the arrow in every header would push the last columns out
    m_view->resizeColumnsToContents();
    columns->setSortIndicatorShown(true);
    makeRoomForArrow();
    const int digit = m_view->fontMetrics().horizontalAdvance(QLatin1Char('0'));
    const auto atLeast = [&](PlanColumn column, int digits) {
        const int at = static_cast<int>(column);
        m_view->setColumnWidth(at, std::max(m_view->columnWidth(at), digits * digit));
    };
    // What an edit may bring in: "wanda + gptq", "tensor", "50.0 %", "1,024 > r*", "top 5 % · 0.123".
    atLeast(PlanColumn::Method, 17);
    atLeast(PlanColumn::Group, 8);
    atLeast(PlanColumn::Sparsity, 8);
    atLeast(PlanColumn::Rank, 9);
    atLeast(PlanColumn::Sensitivity, 15);
}

void PlanTable::makeRoomForArrow() {
    const QHeaderView* columns = m_view->horizontalHeader();
    if (const int sorted = columns->sortIndicatorSection(); sorted >= 0)
        m_view->setColumnWidth(sorted,
                               std::max(columns->sectionSize(sorted), columns->sectionSizeHint(sorted)));
}

const PlanRow* PlanTable::rowAt(const QModelIndex& index) const {
    const QModelIndex source = m_proxy->mapToSource(index);
    return source.isValid() ? &m_model->rows()[static_cast<std::size_t>(source.row())] : nullptr;
}

PlanColumn PlanTable::currentColumn() const {
    return static_cast<PlanColumn>(std::max(0, m_view->currentIndex().column()));
}

std::vector<const PlanRow*> PlanTable::selectedRows() const {
    std::vector<const PlanRow*> rows;
    for (int row = 0; row < m_proxy->rowCount(); ++row)
        if (const PlanRow* found = rowAt(m_proxy->index(row, 0)); m_selection.contains(found->site->id))
            rows.push_back(found);
    return rows;
}

EditTarget PlanTable::target(std::vector<const PlanRow*> rows) {
    return {std::move(rows), "plan-table:" + std::to_string(++m_editCount)};
}

void PlanTable::edit(const model::SiteId& site, PlanColumn column, const QString& text) {
    std::vector<const PlanRow*> rows;
    if (m_selection.contains(site))
        rows = selectedRows();
    else
        for (const PlanRow& row : m_model->rows())
            if (row.site->id == site)
                rows.push_back(&row);
    apply(editCell(target(std::move(rows)), column, text));
}

void PlanTable::apply(const PlanEdits& edits) {
    if (!edits.error.isEmpty())
        showError(edits.error);
    for (const SettingsEdit& edit : edits.edits)
        Q_EMIT editRequested(edit);
}

void PlanTable::showError(const QString& text) {
    const QRect cell = m_view->visualRect(m_view->currentIndex());
    QToolTip::showText(m_view->viewport()->mapToGlobal(cell.bottomLeft()), plainToolTip(text), m_view, {},
                       6000);
    m_view->setAccessibleDescription(text);
}

void PlanTable::activate(const QModelIndex& index) {
    const PlanRow* row = rowAt(index);
    if (row == nullptr || row->resolved == nullptr ||
        static_cast<PlanColumn>(index.column()) != PlanColumn::Source)
        return;
    if (const auto rule = sourceRule(*row->resolved))
        Q_EMIT ruleActivated(*rule);
}

void PlanTable::fillDown() {
    const std::vector<const PlanRow*> rows = selectedRows();
    if (rows.size() < 2)
        return;
    apply(fillEdits(*rows.front(), target({rows.begin() + 1, rows.end()}), currentColumn()));
}

QString PlanTable::selectedAsText() const {
    QStringList lines;
    const auto line = [](const auto& cell) {
        QStringList cells;
        for (int column = 0; column < kPlanColumns; ++column)
            cells.append(cell(static_cast<PlanColumn>(column)));
        return cells.join(QLatin1Char('\t'));
    };
    lines.append(line(planColumnTitle));
    for (const PlanRow* row : selectedRows())
        lines.append(line([row](PlanColumn column) { return planCellExport(*row, column); }));
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void PlanTable::copy() const {
    QApplication::clipboard()->setText(selectedAsText());
}

/// Nothing changes yet: the strip says what would.
void PlanTable::previewPaste() {
    std::vector<const PlanRow*> rows;
    for (int row = 0; row < m_proxy->rowCount(); ++row)
        rows.push_back(rowAt(m_proxy->index(row, 0)));
    const auto first = static_cast<std::size_t>(std::max(0, m_view->currentIndex().row()));
    const std::set<model::SiteId> locked = m_state.plan ? m_state.plan->locked : std::set<model::SiteId>();
    m_paste = pastedTable(QApplication::clipboard()->text(), rows, first, currentColumn(), locked,
                          target({}).mergeKey);
    m_pasteStrip->say(tr("Paste: %1").arg(m_paste.words()));
    m_pasteStrip->setToolTip(plainToolTip(m_paste.unknown.join(QLatin1Char('\n'))));
    m_applyPaste->setEnabled(!m_paste.empty());
    if (m_applyPaste->isEnabled())
        m_applyPaste->setFocus();
}

void PlanTable::endPaste(bool apply) {
    m_pasteStrip->hide();
    m_view->setFocus();
    const PlanPaste paste = std::exchange(m_paste, {});
    if (apply)
        for (const SettingsEdit& edit : paste.edits)
            Q_EMIT editRequested(edit);
}

QAction* PlanTable::commandFor(const QKeyEvent& key) const {
    // Shift is part of some layouts' +, the keypad has its own.
    const Qt::KeyboardModifiers modifiers = key.modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier);
    const auto found = std::ranges::find_if(m_commands, [&](const Command& command) {
        return command.key == key.key() && command.modifiers == modifiers;
    });
    return found == m_commands.end() ? nullptr : found->action;
}

bool PlanTable::eventFilter(QObject* watched, QEvent* event) {
    const bool pressed = event->type() == QEvent::KeyPress;
    if (pressed && m_pasteStrip != nullptr && m_pasteStrip->isVisible() &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        endPaste(false);
        return true;
    }
    if (watched != m_view)
        return QWidget::eventFilter(watched, event);
    if (!pressed && event->type() != QEvent::ShortcutOverride)
        return QWidget::eventFilter(watched, event);
    QAction* action = commandFor(*static_cast<QKeyEvent*>(event));
    if (action == nullptr)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (pressed)
        action->trigger();
    return true;
}

} // namespace lapidary::widgets
