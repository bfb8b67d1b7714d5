// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/logit_view.h"

#include "widgets/plot/logit_axes_content.h"
#include "widgets/plot/logit_content.h"
#include "widgets/state/number_text.h"

#include <QComboBox>
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
constexpr int kComponents = 8;

QStringList components() {
    QStringList names;
    for (int component = 1; component <= kComponents; ++component)
        names << QString::number(component);
    return names;
}

QStandardItem* cell(const QString& text, Qt::Alignment alignment) {
    auto* item = new QStandardItem(text); // the model owns it
    item->setEditable(false);
    item->setTextAlignment(alignment);
    return item;
}

} // namespace

LogitView::LogitView(SelectionModel& selection, QWidget* parent)
    : LinkedPlot(selection, QStringLiteral("logitView"), tr("Principal components of the logits"), parent)
    , m_face(addChoice(QStringLiteral("logitFace"), tr("Logits:"),
                       {tr("scree"), tr("positions"), tr("tokens"), tr("angles A∠B")}))
    , m_x(addChoice(QStringLiteral("logitX"), tr("x"), components()))
    , m_y(addChoice(QStringLiteral("logitY"), tr("y"), components()))
    , m_side(new QWidget(this))
    , m_caption(new QLabel(m_side))
    , m_tokens(new QStandardItemModel(this)) {
    auto* table = new QTableView(m_side);
    table->setObjectName(QStringLiteral("logitTokens"));
    table->setAccessibleName(tr("Tokens of the component or of the chosen positions"));
    table->setModel(m_tokens);
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 4);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    auto* layout = new QVBoxLayout(m_side);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(m_caption);
    layout->addWidget(table, 1);
    m_side->setFixedWidth(kSideWidth);
    m_caption->setWordWrap(true);
    body().addWidget(m_side);
    m_y->setCurrentIndex(1);
    connect(&plot(), &PlotView::readout, this, [this] {
        const std::optional<double> x = plot().cursorX();
        if (face() != Scree || !x)
            return; // the last component stays
        m_shown = static_cast<int>(std::lround(*x));
        showTokens();
    });
}

LogitView::Face LogitView::face() const {
    return static_cast<Face>(m_face->currentIndex());
}

PlotContent LogitView::contentOf(Face face) const {
    const LogitPair pair{m_x->currentIndex() + 1, m_y->currentIndex() + 1};
    switch (face) {
    case Positions:
        return logitPositionsContent(state(), pair,
                                     m_chosenIn == state().model ? m_chosen : std::set<std::size_t>());
    case Loadings:
        return logitLoadingsContent(state(), pair);
    case Angles:
        return logitAnglesContent(state());
    default:
        return logitContent(state());
    }
}

PlotContent LogitView::build() const {
    return contentOf(face());
}

std::vector<PlotContent> LogitView::moreFigures() const {
    std::vector<PlotContent> figures;
    for (int other = Scree; other < Faces; ++other)
        if (other != face())
            figures.push_back(contentOf(static_cast<Face>(other)));
    return figures;
}

void LogitView::refresh() {
    const bool pair = face() == Positions || face() == Loadings;
    m_x->setEnabled(pair);
    m_y->setEnabled(pair);
    LinkedPlot::refresh();
    showTokens();
}

void LogitView::boxDrawn(const QRectF& box) {
    m_chosen.clear();
    m_chosenIn = state().model;
    for (const QString& key : plot().keysIn(box))
        if (const auto position = positionOfKey(key))
            m_chosen.insert(*position);
    Q_EMIT message(tr("%n position(s) chosen; the table (T) begins with them", nullptr,
                      static_cast<int>(m_chosen.size())));
    refresh();
}

void LogitView::showTokens() {
    m_tokens->clear();
    if (face() == Scree)
        showComponent();
    else
        showChosen();
    showSide();
}

void LogitView::showComponent() {
    const LogitTokens tokens = logitTokens(state(), m_shown);
    m_tokens->setHorizontalHeaderLabels({tr("Token"), tr("Loading")});
    for (const LogitTokens::Token& token : tokens.tokens)
        m_tokens->appendRow({cell(token.text, Qt::AlignLeft | Qt::AlignVCenter),
                             cell(differenceText(token.loading), Qt::AlignRight | Qt::AlignVCenter)});
    m_caption->setText(tokens.component == 0
                           ? QString()
                           : tr("Component %1: %2").arg(tokens.component).arg(percentText(tokens.explained)));
}

void LogitView::showChosen() {
    m_tokens->setHorizontalHeaderLabels({tr("Token"), tr("Before it")});
    if (face() != Positions || m_chosenIn != state().model || logitAxesCount(state()) == 0)
        return;
    const auto& positions = state().project->logits->axes->positions;
    for (const std::size_t index : m_chosen)
        if (index < positions.size())
            m_tokens->appendRow(
                {cell(visibleToken(positions[index].text), Qt::AlignLeft | Qt::AlignVCenter),
                 cell(visibleToken(positions[index].context), Qt::AlignRight | Qt::AlignVCenter)});
    m_caption->setText(tr("%n chosen position(s)", nullptr, static_cast<int>(m_chosen.size())));
}

void LogitView::showSide() {
    m_side->setVisible(width() >= kWidthForSide && m_tokens->rowCount() > 0);
}

void LogitView::resizeEvent(QResizeEvent* event) {
    LinkedPlot::resizeEvent(event);
    showSide();
}

} // namespace lapidary::widgets
