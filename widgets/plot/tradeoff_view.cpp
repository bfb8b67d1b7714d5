// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/tradeoff_view.h"

#include "widgets/panels/compare_figures.h"
#include "widgets/panels/wheel_guard.h"

#include <QComboBox>
#include <QCursor>
#include <QDoubleSpinBox>
#include <QMenu>
#include <QSignalBlocker>

#include <utility>

namespace lapidary::widgets {

namespace {
constexpr double kMega = 1e6;
constexpr double kMostMegabytes = 1e8;
} // namespace

TradeoffView::TradeoffView(SelectionModel& selection, QWidget* parent)
    : LinkedPlot(selection, QStringLiteral("tradeoffView"), tr("Trade-off of size and loss"), parent)
    , m_size(addChoice(QStringLiteral("tradeoffSize"), tr("Size in"), {tr("MB"), tr("bits per weight")}))
    , m_loss(addChoice(QStringLiteral("tradeoffLoss"), tr("loss"), {tr("KL divergence"), tr("perplexity")}))
    , m_field(new QDoubleSpinBox(this)) {
    m_field->setObjectName(QStringLiteral("tradeoffBudget"));
    m_field->setRange(0.0, kMostMegabytes);
    m_field->setDecimals(1);
    m_field->setSuffix(tr(" MB"));
    m_field->setSpecialValueText(tr("none"));
    m_field->setKeyboardTracking(false);
    new WheelGuard(*m_field);
    addField(tr("budget"), m_field);
    connect(m_field, &QDoubleSpinBox::valueChanged, this, [this](double megabytes) {
        m_budget = megabytes > 0.0 ? std::optional(kMega * megabytes) : std::nullopt;
        refresh();
    });
}

TradeoffOptions TradeoffView::options() const {
    TradeoffOptions options;
    options.size = static_cast<TradeoffOptions::Size>(m_size->currentIndex());
    options.loss = static_cast<TradeoffOptions::Loss>(m_loss->currentIndex());
    options.budgetBytes = m_budget;
    options.snapshots = m_snapshots;
    return options;
}

PlotContent TradeoffView::build() const {
    return tradeoffContent(state(), options());
}

std::vector<PlotContent> TradeoffView::moreFigures() const {
    TradeoffOptions other = options();
    const bool divergence = other.loss == TradeoffOptions::Loss::Divergence;
    other.loss = divergence ? TradeoffOptions::Loss::Perplexity : TradeoffOptions::Loss::Divergence;
    PlotContent content = tradeoffContent(state(), other);
    content.id = divergence ? QStringLiteral("tradeoff-perplexity") : QStringLiteral("tradeoff-divergence");
    return {std::move(content)};
}

void TradeoffView::showSnapshots(std::vector<SizedPlan> snapshots) {
    if (snapshots == m_snapshots)
        return;
    m_snapshots = std::move(snapshots);
    if (!state().empty())
        show(state());
}

void TradeoffView::setBudget(std::optional<double> bytes) {
    m_budget = bytes;
    const QSignalBlocker blocker(m_field);
    m_field->setValue(bytes.value_or(0.0) / kMega);
    refresh();
}

void TradeoffView::handleMoved(const QString&, double position) {
    if (!m_before)
        m_before = m_budget;
    setBudget(bytesAt(state(), options().size, position));
}

void TradeoffView::handleSettled(bool kept) {
    if (const auto before = std::exchange(m_before, std::nullopt); before && !kept)
        setBudget(*before);
}

void TradeoffView::markOpened(const QString& key) {
    const std::optional<std::size_t> run = runOfKey(key);
    if (!run || *run >= state().project->runs.size())
        return;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("tradeoffRunMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addSection(runText(state().project->runs[*run], *run));
    QAction* compare = menu->addAction(tr("&Compare as B"));
    connect(compare, &QAction::triggered, this, [this, run = *run] { Q_EMIT runChosen(run); });
    QAction* load = menu->addAction(tr("&Load its plan"));
    connect(load, &QAction::triggered, this, [this, run = *run] { Q_EMIT planRequested(run); });
    menu->setActiveAction(compare); // Enter again takes it
    const bool byMouse = plot().underMouse();
    menu->popup(byMouse ? QCursor::pos() : plot().mapToGlobal(plot().rect().center()));
}

} // namespace lapidary::widgets
