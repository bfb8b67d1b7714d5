// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/linked_plot.h"

#include "widgets/plot/content_parts.h"
#include "widgets/state/selection_model.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <atomic>
#include <utility>

namespace lapidary::widgets {

namespace {

/// Keys differ over the life of the program, so that two drags are never one step.
std::string nextMergeKey(const QString& name) {
    static std::atomic<std::uint64_t> count = 0;
    return name.toStdString() + '-' + std::to_string(++count);
}

} // namespace

LinkedPlot::LinkedPlot(SelectionModel& selection, const QString& name, const QString& accessibleName,
                       QWidget* parent)
    : QWidget(parent)
    , m_selection(selection)
    , m_header(new QHBoxLayout)
    , m_body(new QHBoxLayout)
    , m_plot(new PlotView(this)) {
    setObjectName(name);
    setAccessibleName(accessibleName);
    setProperty("helpPage", QStringLiteral("plot-") + QString(name).remove(QStringLiteral("View")));
    m_plot->setObjectName(name + QStringLiteral("Plot"));
    setProperty("helpPage", QStringLiteral("plot-") + QString(name).remove(QStringLiteral("View")));
    auto* menu = new QToolButton(this);
    menu->setObjectName(name + QStringLiteral("Menu"));
    menu->setText(QStringLiteral("⋯"));
    menu->setAutoRaise(true);
    menu->setToolTip(tr("Actions of the plot"));
    menu->setAccessibleName(tr("Actions of the plot: %1").arg(accessibleName));
    connect(menu, &QToolButton::clicked, this,
            [this, menu] { m_plot->openMenu(menu->mapToGlobal(QPoint(0, menu->height()))); });
    m_header->setContentsMargins(8, 2, 2, 2);
    m_header->setSpacing(6);
    m_header->addStretch(1);
    m_header->addWidget(menu);
    m_body->setContentsMargins({});
    m_body->addWidget(m_plot, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(m_header);
    layout->addLayout(m_body, 1);
    setFocusProxy(m_plot);
    connect(&m_selection, &SelectionModel::focusChanged, this, &LinkedPlot::refreshSoon);
    connect(&m_selection, &SelectionModel::setChanged, this, &LinkedPlot::refreshSoon);
    connect(m_plot, &PlotView::readout, this, &LinkedPlot::readout);
    connect(m_plot, &PlotView::message, this, &LinkedPlot::message);
    connectHandles();
    connectMarks();
}

void LinkedPlot::connectHandles() {
    connect(m_plot, &PlotView::handleMoved, this,
            [this](const QString& handle, double position) { handleMoved(handle, position); });
    connect(m_plot, &PlotView::handleReleased, this, [this] {
        m_mergeKey.clear();
        handleSettled(true);
    });
    connect(m_plot, &PlotView::handleCancelled, this, [this] {
        const std::string key = std::exchange(m_mergeKey, {});
        if (!key.empty())
            Q_EMIT editCancelled(key);
        handleSettled(false);
    });
}

void LinkedPlot::connectMarks() {
    connect(m_plot, &PlotView::markChosen, this,
            [this](const QString& key, Qt::KeyboardModifiers modifiers) { markChosen(key, modifiers); });
    connect(m_plot, &PlotView::markOpened, this, [this](const QString& key) { markOpened(key); });
    connect(m_plot, &PlotView::boxDrawn, this, [this](const QRectF& box) { boxDrawn(box); });
    connect(m_plot, &PlotView::readout, this, &LinkedPlot::hoverMark);
}

/// A mark that stands for a site is that site under the pointer, in all views.
void LinkedPlot::hoverMark() {
    const model::SiteId site(m_plot->cursorKey().toStdString());
    const bool known = !m_state.empty() && m_state.model->find(site) != nullptr;
    m_selection.setHover(known ? site : model::SiteId());
}

void LinkedPlot::markChosen(const QString& key, Qt::KeyboardModifiers modifiers) {
    const model::SiteId site(key.toStdString());
    if (m_state.empty() || m_state.model->find(site) == nullptr)
        return;
    if (modifiers & Qt::ControlModifier)
        m_selection.toggle(site);
    else
        m_selection.focusOn(site);
}

void LinkedPlot::markOpened(const QString&) {
}

void LinkedPlot::boxDrawn(const QRectF&) {
}

LinkedPlot::~LinkedPlot() {
    // The plot loses the focus, and says so, when the widget below this class hides it.
    m_plot->disconnect(this);
}

void LinkedPlot::show(const ViewState& state) {
    m_state = state;
    refreshWhenSeen();
}

PlotView& LinkedPlot::plot() {
    if (std::exchange(m_stale, false))
        refresh();
    return *m_plot;
}

std::vector<PlotContent> LinkedPlot::moreFigures() const {
    return {};
}

void LinkedPlot::refresh() {
    m_plot->setContent(build());
}

void LinkedPlot::refreshWhenSeen() {
    m_stale = parentWidget() != nullptr && isHidden();
    if (!m_stale)
        refresh();
}

void LinkedPlot::showEvent(QShowEvent* event) {
    if (std::exchange(m_stale, false))
        refresh();
    QWidget::showEvent(event);
}

void LinkedPlot::refreshSoon() {
    // A click changes focus and set: one drawing.
    if (std::exchange(m_queued, true))
        return;
    QTimer::singleShot(0, this, [this] {
        m_queued = false;
        refreshWhenSeen();
    });
}

void LinkedPlot::handleMoved(const QString&, double) {
}

void LinkedPlot::handleSettled(bool) {
}

std::vector<model::SiteId> LinkedPlot::sites() const {
    std::vector<model::SiteId> sites = m_selection.selected();
    if (sites.empty() && !m_selection.focus().name.empty())
        sites.push_back(m_selection.focus());
    return sites;
}

std::string LinkedPlot::methodOf(plan::Family family) const {
    const plan::FamilySettings* settings = inForce(m_state, m_selection.focus(), family);
    return settings == nullptr ? usualMethod(family) : settings->method;
}

void LinkedPlot::edit(plan::Family family, base::Json settings, const QString& words) {
    SettingsEdit edit;
    edit.sites = sites();
    if (edit.sites.empty())
        return;
    if (m_mergeKey.empty())
        m_mergeKey = nextMergeKey(objectName());
    edit.settings.families[family] = std::move(settings);
    edit.words = words;
    edit.mergeKey = m_mergeKey;
    Q_EMIT editRequested(edit);
}

void LinkedPlot::addToHeader(QWidget* widget) {
    m_header->insertWidget(m_header->count() - 2, widget);
}

QAction* LinkedPlot::addCommand(const QString& name, const QString& text, const QKeySequence& key) {
    auto* action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setShortcutVisibleInContextMenu(true);
    m_plot->addToMenu(action);
    auto* button = new QToolButton(this);
    button->setObjectName(name + QStringLiteral("Button"));
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    const auto nameButton = [action, button] { button->setAccessibleName(action->text()); };
    connect(action, &QAction::changed, button, nameButton);
    nameButton();
    addToHeader(button);
    return action;
}

void LinkedPlot::addField(const QString& label, QWidget* field) {
    auto* text = new QLabel(label, this);
    text->setBuddy(field);
    field->setAccessibleName(label);
    addToHeader(text);
    addToHeader(field);
}

QComboBox* LinkedPlot::addChoice(const QString& name, const QString& label, const QStringList& choices) {
    auto* box = new QComboBox(this);
    box->setObjectName(name);
    box->addItems(choices);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    addField(label, box);
    connect(box, &QComboBox::currentIndexChanged, this, [this] { refresh(); });
    return box;
}

} // namespace lapidary::widgets
