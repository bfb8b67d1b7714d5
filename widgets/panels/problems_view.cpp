// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/problems_view.h"

#include "widgets/panels/hover_link.h"
#include "widgets/panels/problems_model.h"
#include "widgets/panels/site_delegate.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace lapidary::widgets {

namespace {

int countOf(const ProblemsModel& model, plan::Severity severity) {
    return static_cast<int>(std::ranges::count(model.entries(), severity, &ProblemsModel::Entry::severity));
}

QString runtimeText(plan::Runtime runtime) {
    switch (runtime) {
    case plan::Runtime::None:
        return ProblemsView::tr("no runtime in particular");
    case plan::Runtime::Vllm:
        return ProblemsView::tr("vLLM (compressed-tensors)");
    case plan::Runtime::LlamaCpp:
        return ProblemsView::tr("llama.cpp (GGUF)");
    case plan::Runtime::Transformers:
        return ProblemsView::tr("transformers (compressed-tensors)");
    }
    return {};
}

} // namespace

ProblemsView::ProblemsView(SelectionModel& selection, QWidget* parent)
    : QWidget(parent)
    , m_selection(selection)
    , m_model(new ProblemsModel(this)) {
    setObjectName(QStringLiteral("problemsView"));
    setAccessibleName(tr("Problems"));
    setProperty("helpPage", QStringLiteral("problems"));
    buildView();
    m_empty = new QLabel(tr("No problems"), this);
    m_empty->setObjectName(QStringLiteral("problemsEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_view);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(buildRuntimes());
    column->addWidget(m_pages, 1);
    setFocusProxy(m_view);
}

void ProblemsView::buildView() {
    m_view = new QTableView(this);
    m_view->setObjectName(QStringLiteral("problemsTable"));
    m_view->setAccessibleName(tr("Problems of the plan"));
    m_view->setModel(m_model);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setTabKeyNavigation(false);
    m_view->setShowGrid(false);
    m_view->setItemDelegate(new SiteDelegate(m_selection, m_view));
    new HoverLink(*m_view, m_selection);
    m_view->verticalHeader()->hide();
    QHeaderView* columns = m_view->horizontalHeader();
    columns->setHighlightSections(false);
    columns->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    columns->setStretchLastSection(true);
    connect(columns, &QHeaderView::sectionResized, this, &ProblemsView::fitRows);
    connect(m_view, &QAbstractItemView::clicked, this, &ProblemsView::activate);
    connect(m_view, &QAbstractItemView::activated, this, &ProblemsView::activate);
}

QWidget* ProblemsView::buildRuntimes() {
    auto* line = new QWidget(this);
    m_runtimes = new QComboBox(line);
    m_runtimes->setObjectName(QStringLiteral("runtime"));
    m_runtimes->setAccessibleName(tr("Runtime that is to load the result"));
    m_runtimes->setToolTip(tr("What this program cannot load of the plan's result is listed as a problem."));
    m_runtimes->setFocusPolicy(Qt::StrongFocus);
    for (const plan::Runtime runtime : plan::kRuntimes)
        m_runtimes->addItem(runtimeText(runtime), static_cast<int>(runtime));
    connect(m_runtimes, &QComboBox::activated, this, [this](int index) {
        Q_EMIT runtimeChosen(static_cast<plan::Runtime>(m_runtimes->itemData(index).toInt()));
    });
    auto* label = new QLabel(tr("To be loaded &by"), line);
    label->setBuddy(m_runtimes);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(6, 2, 6, 0);
    row->addWidget(label);
    row->addWidget(m_runtimes);
    row->addStretch();
    return line;
}

void ProblemsView::show(const ViewState& state) {
    m_state = state;
    m_runtimes->setCurrentIndex(m_runtimes->findData(static_cast<int>(state.runtime)));
    m_runtimes->setEnabled(!state.empty());
    m_model->show(state);
    m_pages->setCurrentWidget(m_model->rowCount() == 0 ? static_cast<QWidget*>(m_empty) : m_view);
    m_view->resizeColumnToContents(ProblemsModel::kSeverity);
    m_view->resizeColumnToContents(ProblemsModel::kPlace);
    fitRows();
    Q_EMIT countsChanged();
}

/// A message may need several lines. A thousand rows of one line are not measured.
void ProblemsView::fitRows() {
    constexpr int kMeasured = 200;
    if (m_model->rowCount() <= kMeasured)
        m_view->resizeRowsToContents();
}

int ProblemsView::errorCount() const {
    return countOf(*m_model, plan::Severity::Error);
}

int ProblemsView::warningCount() const {
    return countOf(*m_model, plan::Severity::Warning);
}

void ProblemsView::activate(const QModelIndex& index) {
    if (!index.isValid())
        return;
    const ProblemsModel::Entry& entry = m_model->entries()[static_cast<std::size_t>(index.row())];
    if (!entry.sites.empty()) {
        m_selection.select({entry.sites.begin(), entry.sites.end()});
    } else if (!entry.site.name.empty()) {
        m_selection.focusOn(entry.site);
    } else if (entry.rule) {
        selectMatches(*entry.rule);
    }
}

/// A rule that matches nothing leaves the selection as it is.
void ProblemsView::selectMatches(std::size_t rule) {
    if (m_state.empty() || rule >= m_state.plan->rules.size())
        return;
    const auto matches = plan::ruleMatches({m_state.plan->rules[rule]}, *m_state.model);
    if (matches && !matches->front().empty())
        m_selection.select({matches->front().begin(), matches->front().end()});
}

} // namespace lapidary::widgets
