// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare_view.h"

#include "widgets/panels/compare_models.h"
#include "widgets/panels/hover_link.h"
#include "widgets/panels/linked_selection.h"
#include "widgets/panels/site_delegate.h"
#include "widgets/panels/site_proxy.h"
#include "widgets/panels/site_words.h"
#include "widgets/panels/wheel_guard.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace lapidary::widgets {

namespace {

/// What the view says of a state, apart from single sites.
QStringList contentsOf(const ViewState& state) {
    QStringList contents = {state.model ? QString::fromStdString(state.model->fingerprint) : QString()};
    if (state.project)
        for (std::size_t i = 0; i < state.project->runs.size(); ++i)
            contents.append(runText(state.project->runs[i], i));
    if (state.comparedRun)
        contents.append(QString::number(*state.comparedRun));
    for (const ComparedFigure& figure : comparedFigures(state))
        contents << figure.before << figure.after << figure.help;
    return contents;
}

/// A line that ends in "…" where it has no room; the tooltip has all of it.
class ElidedLabel final : public QLabel {
public:
    using QLabel::QLabel;
    QSize minimumSizeHint() const override { return {0, QLabel::minimumSizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        QPainter painter(this);
        painter.setPen(palette().color(foregroundRole()));
        painter.drawText(contentsRect(), Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()));
    }
};

} // namespace

CompareView::CompareView(SelectionModel& selection, QWidget* parent)
    : QWidget(parent)
    , m_selection(selection)
    , m_figuresModel(new CompareFiguresModel(this))
    , m_sitesModel(new CompareSitesModel(this))
    , m_proxy(new SiteProxy(this)) {
    setObjectName(QStringLiteral("compareView"));
    setAccessibleName(tr("Before and after"));
    m_proxy->setSourceModel(m_sitesModel);
    buildRunLine();
    buildTables();
    m_provenance = new ElidedLabel(this);
    m_provenance->setObjectName(QStringLiteral("compareProvenance"));
    m_provenance->setTextFormat(Qt::PlainText);
    m_empty = new QLabel(this);
    m_empty->setObjectName(QStringLiteral("compareEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    layOut();
    show(ViewState());
}

void CompareView::buildRunLine() {
    m_runs = new QComboBox(this);
    m_runs->setObjectName(QStringLiteral("compareRun"));
    m_runs->setAccessibleName(tr("Run to compare with the dense model"));
    m_runs->setPlaceholderText(tr("Choose a run"));
    m_runs->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_runs->setMinimumContentsLength(36);
    m_runs->setMinimumWidth(12 * fontMetrics().averageCharWidth());
    m_runs->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    new WheelGuard(*m_runs);
    connect(m_runs, &QComboBox::activated, this,
            [this](int index) { Q_EMIT runChosen(static_cast<std::size_t>(index)); });
    m_runsLabel = new QLabel(tr("◆ B: &run"), this);
    m_runsLabel->setBuddy(m_runs);
}

QTableView* CompareView::makeTable(const QString& name, const QString& accessibleName) {
    auto* table = new QTableView(this);
    table->setObjectName(name);
    table->setAccessibleName(accessibleName);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setWordWrap(false);
    table->setItemDelegate(new SiteDelegate(m_selection, table));
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 8);
    table->horizontalHeader()->setHighlightSections(false);
    // Two of them one above the other leave a small screen room for the plots.
    table->setMinimumHeight(table->horizontalHeader()->sizeHint().height() +
                            table->verticalHeader()->defaultSectionSize() + 2 * table->frameWidth());
    return table;
}

void CompareView::buildTables() {
    m_figures = makeTable(QStringLiteral("compareFigures"), tr("Figures before and after"));
    m_figures->setModel(m_figuresModel);
    m_figures->setSelectionMode(QAbstractItemView::SingleSelection);
    m_sites = makeTable(QStringLiteral("compareSites"), tr("Sites before and after"));
    m_sites->setModel(m_proxy);
    m_sites->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_link = new LinkedSelection(*m_sites, m_selection);
    new HoverLink(*m_sites, m_selection);
    QHeaderView* columns = m_sites->horizontalHeader();
    columns->setSortIndicatorClearable(true);
    columns->setSortIndicator(-1, Qt::AscendingOrder);
    m_sites->setSortingEnabled(true);
}

void CompareView::layOut() {
    m_splitter = new QSplitter(this);
    m_splitter->setObjectName(QStringLiteral("compareSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_figures);
    m_splitter->addWidget(m_sites);
    m_splitter->setStretchFactor(1, 1);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_splitter);
    auto* line = new QHBoxLayout;
    line->addWidget(m_runsLabel);
    line->addWidget(m_runs);
    line->addWidget(m_provenance, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(line);
    column->addWidget(m_pages, 1);
}

void CompareView::show(const ViewState& state) {
    const QStringList shown = contentsOf(state);
    if (shown == m_shown)
        return; // an edit of the plan: a list that is open stays open
    m_shown = shown;
    fillRuns(state);
    m_figuresModel->show(state);
    m_sitesModel->show(state);
    const bool none = !state.project || state.project->runs.empty();
    m_empty->setText(none ? tr("No run yet: Run > Compress…") : tr("Choose a run to compare with."));
    const results::RunReport* run = state.run();
    m_pages->setCurrentWidget(run == nullptr ? static_cast<QWidget*>(m_empty) : m_splitter);
    m_provenance->setText(run != nullptr ? runProvenanceText(*run) : QString());
    for (QWidget* widget : {static_cast<QWidget*>(m_provenance), static_cast<QWidget*>(m_runs)})
        widget->setToolTip(plainToolTip(m_provenance->text()));
    for (QWidget* widget : {static_cast<QWidget*>(m_runs), static_cast<QWidget*>(m_runsLabel)})
        widget->setVisible(!none);
    fitColumns();
    m_link->pull();
}

void CompareView::fillRuns(const ViewState& state) {
    m_runs->clear();
    if (!state.project)
        return;
    for (std::size_t i = 0; i < state.project->runs.size(); ++i)
        m_runs->addItem(runText(state.project->runs[i], i));
    m_runs->setCurrentIndex(state.comparedRun ? static_cast<int>(*state.comparedRun) : -1);
}

void CompareView::fitColumns() {
    for (QTableView* table : {m_figures, m_sites}) {
        table->horizontalHeader()->setResizeContentsPrecision(100);
        table->resizeColumnsToContents();
    }
    divide();
}

/// So that the figures are read without scrolling, where there is room.
void CompareView::divide() {
    if (m_splitter->orientation() == Qt::Vertical) {
        m_splitter->setSizes({height() / 2, height() / 2});
        return;
    }
    const int figures = m_figures->horizontalHeader()->length() + 2 * m_figures->frameWidth() +
                        m_figures->verticalScrollBar()->sizeHint().width();
    m_splitter->setSizes({figures, std::max(1, width() - figures)});
}

/// Side by side where there is room, else one above the other.
void CompareView::resizeEvent(QResizeEvent* event) {
    const int needed = 100 * fontMetrics().horizontalAdvance(QLatin1Char('0'));
    const Qt::Orientation wanted = width() > needed ? Qt::Horizontal : Qt::Vertical;
    if (m_splitter->orientation() != wanted) {
        m_splitter->setOrientation(wanted);
        divide();
    }
    QWidget::resizeEvent(event);
}

} // namespace lapidary::widgets
