// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/model_tree.h"

#include "widgets/panels/hover_link.h"
#include "widgets/panels/linked_selection.h"
#include "widgets/panels/selection_keys.h"
#include "widgets/panels/set_list.h"
#include "widgets/panels/site_delegate.h"
#include "widgets/panels/site_filter.h"
#include "widgets/panels/site_proxy.h"
#include "widgets/panels/site_tree_model.h"
#include "widgets/state/number_text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace lapidary::widgets {

ModelTree::ModelTree(SelectionModel& selection, NamedSets& sets, QWidget* parent)
    : QWidget(parent)
    , m_selection(selection)
    , m_model(new SiteTreeModel(this))
    , m_proxy(new SiteProxy(this)) {
    setObjectName(QStringLiteral("modelTree"));
    setAccessibleName(tr("Model"));
    m_proxy->setSourceModel(m_model);
    m_sets = new SetList(selection, sets, this);
    buildFilterLine();
    buildTree();
    buildMessage();
    layOut();
    applyFilter();
}

void ModelTree::buildFilterLine() {
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("modelFilter"));
    m_filter->setAccessibleName(tr("Filter of sites"));
    m_filter->setPlaceholderText(tr("Filter: down, block 3, *.q"));
    m_filter->setToolTip(
        tr("Text or a glob (* and ?) over the names of sites. Filters tree, table, matrix and plots.\n"
           "/ comes here, Esc clears."));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    connect(m_filter, &QLineEdit::textChanged, this, &ModelTree::applyFilter);
    m_counter = new QLabel(this);
    m_counter->setObjectName(QStringLiteral("modelFilterCounter"));
    m_counter->setAccessibleName(tr("Number of sites"));
}

void ModelTree::buildTree() {
    m_tree = new QTreeView(this);
    m_tree->setObjectName(QStringLiteral("modelTreeView"));
    m_tree->setAccessibleName(tr("Sites of the model"));
    m_tree->setModel(m_proxy);
    m_tree->setUniformRowHeights(true);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setIndentation(m_tree->fontMetrics().height());
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setItemDelegate(new SiteDelegate(m_selection, m_tree));
    m_tree->installEventFilter(this);
    m_link = new LinkedSelection(*m_tree, m_selection);
    new HoverLink(*m_tree, m_selection);
    new SelectionKeys(*m_tree, m_selection);
    QHeaderView* header = m_tree->header();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(m_tree->fontMetrics().height() + 8);
    header->setSectionResizeMode(SiteTreeModel::kName, QHeaderView::Stretch);
}

void ModelTree::buildMessage() {
    m_messagePage = new QWidget(this);
    m_message = new QLabel(m_messagePage);
    m_message->setObjectName(QStringLiteral("modelTreeMessage"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignCenter);
    m_useNearest = new QPushButton(m_messagePage);
    m_useNearest->setObjectName(QStringLiteral("useNearestFilter"));
    connect(m_useNearest, &QPushButton::clicked, this, [this] { setFilterText(m_nearest); });
    m_clear = new QPushButton(tr("Clear filter"), m_messagePage);
    m_clear->setObjectName(QStringLiteral("clearFilter"));
    connect(m_clear, &QPushButton::clicked, this, [this] {
        setFilterText({});
        m_tree->setFocus();
    });
    auto* column = new QVBoxLayout(m_messagePage);
    column->addStretch(1);
    column->addWidget(m_message);
    column->addWidget(m_useNearest, 0, Qt::AlignHCenter);
    column->addWidget(m_clear, 0, Qt::AlignHCenter);
    column->addStretch(2);
}

void ModelTree::layOut() {
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_tree);
    m_pages->addWidget(m_messagePage);
    auto* line = new QHBoxLayout;
    line->addWidget(m_filter, 1);
    line->addWidget(m_counter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(line);
    column->addWidget(m_pages, 1);
    column->addWidget(m_sets);
    setFocusProxy(m_tree);
}

void ModelTree::show(const ViewState& state) {
    const bool sameModel = state.model == m_state.model;
    m_state = state;
    m_model->show(state);
    if (sameModel)
        return;
    m_expanded.clear();
    fitColumns();
    applyFilter();
}

/// Once for a model: a column that follows its contents would measure them at every change.
void ModelTree::fitColumns() {
    if (m_state.empty())
        return;
    const QFontMetrics metrics = m_tree->fontMetrics();
    int shape = metrics.horizontalAdvance(tr("[out, in]"));
    int size = metrics.horizontalAdvance(tr("size now"));
    for (const model::Site* site : m_state.model->allSites()) {
        shape = std::max(shape, metrics.horizontalAdvance(shapeText(site->out, site->in)));
        size = std::max(size, metrics.horizontalAdvance(bytesText(static_cast<double>(site->bytes))));
    }
    const int margin = 2 * metrics.averageCharWidth() + 6;
    const int treatment = metrics.height() + 8;
    m_tree->setColumnWidth(SiteTreeModel::kTreatment, treatment);
    m_tree->setColumnWidth(SiteTreeModel::kShape, shape + margin);
    m_tree->setColumnWidth(SiteTreeModel::kSize, size + margin);
    int names = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        names = std::max(names, metrics.horizontalAdvance(m_model->index(row, 0).data().toString()));
    m_wholeWidth = m_tree->indentation() + names + treatment + shape + size + 3 * margin +
                   m_tree->verticalScrollBar()->sizeHint().width();
    showShapes();
}

QString ModelTree::filterText() const {
    return m_filter->text();
}

void ModelTree::setFilterText(const QString& text) {
    m_filter->setText(text);
}

void ModelTree::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void ModelTree::nameSelection() {
    m_sets->nameSelection();
}

void ModelTree::applyFilter() {
    const QString text = m_filter->text().trimmed();
    const bool filtering = !text.isEmpty() && m_state.model;
    std::set<model::SiteId> filtered;
    if (m_state.model)
        filtered = filteredSites(*m_state.model, text);
    if (filtering && !m_filtering)
        for (int row = 0; row < m_proxy->rowCount(); ++row)
            if (m_tree->isExpanded(m_proxy->index(row, 0)))
                m_expanded.insert(row);
    m_proxy->setShown(filtering ? std::optional(filtered) : std::nullopt);
    showExpanded(filtering);
    m_filtering = filtering;
    const bool changed = filtered != m_filtered;
    m_filtered = std::move(filtered);
    showCounts(filtering);
    m_link->pull();
    m_selection.setFilter(filtering ? std::optional(m_filtered) : std::nullopt);
    if (changed)
        Q_EMIT filterChanged(m_filtered);
}

void ModelTree::showExpanded(bool filtering) {
    if (filtering) {
        m_tree->expandAll();
        return;
    }
    if (!m_filtering)
        return;
    m_tree->collapseAll();
    for (const int row : m_expanded)
        m_tree->expand(m_proxy->index(row, 0));
    m_expanded.clear();
}

void ModelTree::showCounts(bool filtering) {
    const auto all = m_state.model ? static_cast<int>(m_state.model->allSites().size()) : 0;
    const auto left = static_cast<int>(m_filtered.size());
    m_counter->setText(filtering ? tr("%1 of %2").arg(countText(left), countText(all))
                                 : tr("%n sites", nullptr, all));
    const QString text = m_filter->text().trimmed();
    m_nearest.clear();
    if (m_state.empty())
        m_message->setText(tr("No model is open."));
    else if (left == 0) {
        m_message->setText(tr("0 of %1 match `%2`").arg(countText(all), text));
        m_nearest = nearestFilter(*m_state.model, text);
    }
    m_useNearest->setText(tr("Filter by %1").arg(m_nearest));
    m_useNearest->setVisible(!m_nearest.isEmpty());
    m_clear->setVisible(!m_state.empty());
    m_pages->setCurrentWidget(left == 0 ? m_messagePage : static_cast<QWidget*>(m_tree));
}

void ModelTree::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    showShapes();
}

/// Where there is no room for all, names matter more than shapes.
void ModelTree::showShapes() {
    m_tree->setColumnHidden(SiteTreeModel::kShape, width() < m_wholeWidth);
}

bool ModelTree::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (watched == m_tree && key->text() == QLatin1String("/")) {
        focusFilter();
        return true;
    }
    if (key->key() == Qt::Key_Escape && !m_filter->text().isEmpty()) {
        m_filter->clear();
        return true;
    }
    const bool leave = key->key() == Qt::Key_Escape || key->key() == Qt::Key_Down ||
                       key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (watched == m_filter && leave && !m_filtered.empty()) {
        m_tree->setFocus(Qt::ShortcutFocusReason);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lapidary::widgets
