// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/logit_view.h"

#include "widgets/plot/logit_content.h"
#include "widgets/state/number_text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QResizeEvent>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>

namespace lapidary::widgets {

namespace {

constexpr int kSideWidth = 160;
constexpr int kWidthForSide = 500;

QStandardItem* cell(const QString& text, Qt::Alignment alignment) {
    auto* item = new QStandardItem(text); // the model owns it
    item->setEditable(false);
    item->setTextAlignment(alignment);
    return item;
}

} // namespace

LogitView::LogitView(SelectionModel& selection, QWidget* parent)
    : LinkedPlot(selection, QStringLiteral("logitView"), tr("Principal components of the logits"), parent)
    , m_side(new QWidget(this))
    , m_component(new QLabel(m_side))
    , m_tokens(new QStandardItemModel(this)) {
    auto* table = new QTableView(m_side);
    table->setObjectName(QStringLiteral("logitTokens"));
    table->setAccessibleName(tr("Tokens that weigh most in the component"));
    table->setModel(m_tokens);
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 4);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    auto* layout = new QVBoxLayout(m_side);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(m_component);
    layout->addWidget(table, 1);
    m_side->setFixedWidth(kSideWidth);
    m_component->setWordWrap(true);
    body().addWidget(m_side);
    connect(&plot(), &PlotView::readout, this, [this] {
        const std::optional<double> x = plot().cursorX();
        if (!x)
            return; // the last component stays
        m_shown = static_cast<int>(std::lround(*x));
        showTokens();
    });
}

PlotContent LogitView::build() const {
    return logitContent(state());
}

void LogitView::refresh() {
    LinkedPlot::refresh();
    showTokens();
}

void LogitView::showTokens() {
    const LogitTokens tokens = logitTokens(state(), m_shown);
    m_tokens->clear();
    m_tokens->setHorizontalHeaderLabels({tr("Token"), tr("Loading")});
    for (const LogitTokens::Token& token : tokens.tokens)
        m_tokens->appendRow({cell(token.text, Qt::AlignLeft | Qt::AlignVCenter),
                             cell(differenceText(token.loading), Qt::AlignRight | Qt::AlignVCenter)});
    m_component->setText(
        tokens.component == 0
            ? QString()
            : tr("Component %1: %2").arg(tokens.component).arg(percentText(tokens.explained)));
    m_side->setVisible(width() >= kWidthForSide && !tokens.tokens.empty());
}

void LogitView::resizeEvent(QResizeEvent* event) {
    LinkedPlot::resizeEvent(event);
    m_side->setVisible(event->size().width() >= kWidthForSide && m_tokens->rowCount() > 0);
}

} // namespace lapidary::widgets
