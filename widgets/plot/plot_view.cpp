// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_view.h"

#include "widgets/plot/plot_accessible.h"
#include "widgets/plot/plot_actions.h"
#include "widgets/plot/plot_export.h"
#include "widgets/plot/plot_figure.h"
#include "widgets/plot/plot_input.h"
#include "widgets/plot/plot_table_page.h"
#include "widgets/plot/zoom_past.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QCursor>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStackedLayout>
#include <QTimer>
#include <QToolTip>

namespace lapidary::widgets {

namespace {

constexpr int kTooltipMs = 300;
constexpr int kAnnounceMs = 200;
constexpr int kFrame = 2;
constexpr QSize kSmallest(220, 160);
constexpr QSize kUsual(460, 320);
constexpr double kCopyScale = 2.0;
constexpr double kAir = 0.05; // around a selection

QTimer* oneShot(QObject* parent, int milliseconds) {
    auto* timer = new QTimer(parent);
    timer->setSingleShot(true);
    timer->setInterval(milliseconds);
    return timer;
}

} // namespace

struct PlotView::Impl {
    explicit Impl(PlotView& owner);

    void connectInput();
    void connectActions();
    void connectMarks();
    void showTooltip();
    void zoomed();
    void applyZoom(const ZoomPast::Zoom& zoom);
    void zoomToSelection();
    void updateActions();
    void updatePages();
    void askForFile(const QString& suffix);
    void openDialog(const QString& suggested, const std::function<void(const QString&)>& done);
    void save(const QString& path);
    PlotPicture picture(QSize size) const;
    QString words() const;

    PlotView& view;
    PlotFigure figure;
    PlotInput input;
    PlotActions actions;
    ZoomPast past;
    QStackedLayout* pages;
    PlotTablePage* tablePage;
    QPlainTextEdit* wordsPage;
    QTimer* tooltip;
    QTimer* announcement;
    QList<QAction*> ownersActions;
    FileChooser chooser;
};

PlotView::Impl::Impl(PlotView& owner)
    : view(owner)
    , figure(Theme::of(owner), &owner)
    , input(figure, owner)
    , actions(owner)
    , pages(new QStackedLayout(&owner))
    , tablePage(new PlotTablePage(&owner))
    , wordsPage(new QPlainTextEdit(&owner))
    , tooltip(oneShot(&owner, kTooltipMs))
    , announcement(oneShot(&owner, kAnnounceMs)) {
    owner.setContentsMargins(kFrame, kFrame, kFrame, kFrame); // a stacked layout has none of its own
    pages->addWidget(figure.widget());
    pages->addWidget(tablePage);
    pages->addWidget(wordsPage);
    wordsPage->setReadOnly(true);
    wordsPage->setFrameShape(QFrame::NoFrame);
    wordsPage->setObjectName(QStringLiteral("plotWords"));
    wordsPage->setAccessibleName(PlotView::tr("The plot in words"));
    wordsPage->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    chooser = [this](const QString& suggested, const std::function<void(const QString&)>& done) {
        openDialog(suggested, done);
    };
    connectInput();
    connectActions();
}

void PlotView::Impl::connectInput() {
    connect(&input, &PlotInput::readoutChanged, &view, [this](const QString& text) {
        Q_EMIT view.readout(text);
        announcement->start();
        QToolTip::hideText();
        tooltip->start();
    });
    connect(&input, &PlotInput::handleMoved, &view, &PlotView::handleMoved);
    connect(&input, &PlotInput::handleReleased, &view, &PlotView::handleReleased);
    connect(&input, &PlotInput::handleCancelled, &view, &PlotView::handleCancelled);
    connect(&input, &PlotInput::rangesChanged, &view, [this] { zoomed(); });
    connectMarks();
    connect(tooltip, &QTimer::timeout, &view, [this] { showTooltip(); });
    connect(announcement, &QTimer::timeout, &view, [this] { announceReadout(view); });
}

void PlotView::Impl::connectMarks() {
    connect(&input, &PlotInput::markChosen, &view,
            [this](const PlotPlace& place, Qt::KeyboardModifiers modifiers) {
                Q_EMIT view.markChosen(keyOf(figure.content(), place), modifiers);
            });
    connect(&input, &PlotInput::markOpened, &view,
            [this](const PlotPlace& place) { Q_EMIT view.markOpened(keyOf(figure.content(), place)); });
    connect(&input, &PlotInput::boxDrawn, &view, [this](const QRectF& box) {
        if (figure.content().bandChooses) {
            Q_EMIT view.boxDrawn(box);
            return;
        }
        figure.setRanges({{box.left(), box.right()}, {box.top(), box.bottom()}, figure.ranges().right});
        zoomed();
    });
}

void PlotView::Impl::zoomed() {
    past.changed(figure.fitted() ? std::nullopt : std::optional(figure.ranges()));
    updateActions();
    Q_EMIT view.rangesChanged();
}

void PlotView::Impl::applyZoom(const ZoomPast::Zoom& zoom) {
    if (zoom)
        figure.setRanges(*zoom);
    else
        figure.fit();
    updateActions();
    Q_EMIT view.rangesChanged();
}

void PlotView::Impl::zoomToSelection() {
    const auto aired = [](const std::optional<PlotSpan>& span, const PlotRange& otherwise) {
        if (!span)
            return otherwise;
        const double air = std::max(kAir * (span->upper - span->lower), 1e-9);
        return PlotRange{span->lower - air, span->upper + air};
    };
    PlotRanges next = figure.ranges();
    next.x = aired(figure.content().selectedX, next.x);
    next.y = aired(figure.content().selectedY, next.y);
    if (figure.content().selectedY)
        figure.setRanges(next);
    else
        figure.setRangeX(next.x);
    zoomed();
}

void PlotView::Impl::showTooltip() {
    // The label of a handle says the same already; without the pointer there is no place for a tooltip.
    if (input.holding() || !figure.widget()->underMouse())
        return;
    QToolTip::showText(QCursor::pos(), input.readoutText(), figure.widget());
}

void PlotView::Impl::connectActions() {
    const auto on = [this](QAction* action, auto run) { connect(action, &QAction::triggered, &view, run); };
    on(actions.fit, [this] { view.fit(); });
    on(actions.zoomSelection, [this] { zoomToSelection(); });
    on(actions.zoomBack, [this] { applyZoom(past.back()); });
    on(actions.zoomForward, [this] { applyZoom(past.forward()); });
    on(actions.logY, [this] {
        figure.setScales({figure.scales().logX, !figure.scales().logY});
        updateActions();
    });
    on(actions.logX, [this] {
        figure.setScales({!figure.scales().logX, figure.scales().logY});
        updateActions();
    });
    on(actions.table, [this] { view.showPage(view.page() == Page::Table ? Page::Plot : Page::Table); });
    on(actions.words, [this] { view.showPage(view.page() == Page::Words ? Page::Plot : Page::Words); });
    on(actions.footLine, [this](bool shown) { figure.setFootLineShown(shown); });
    on(actions.moveHandle, [this] { input.pickUpNextHandle(); });
    on(actions.copyImage, [this] {
        QGuiApplication::clipboard()->setImage(imageOf(picture(figure.widget()->size()), kCopyScale));
        Q_EMIT view.message(PlotView::tr("Image copied"));
    });
    on(actions.copyData, [this] {
        const bool part = view.page() == Page::Table;
        QGuiApplication::clipboard()->setText(part ? tablePage->selectedText() : tsvOf(view.table()));
        Q_EMIT view.message(PlotView::tr("Data copied"));
    });
    on(actions.copyVisible, [this] {
        const PlotRange x = figure.ranges().x;
        QGuiApplication::clipboard()->setText(tsvOf(rowsWithin(view.table(), x.lower, x.upper)));
        Q_EMIT view.message(PlotView::tr("Visible data copied"));
    });
    on(actions.exportAny, [this] { askForFile(QStringLiteral("png")); });
    on(actions.exportPng, [this] { askForFile(QStringLiteral("png")); });
    on(actions.exportSvg, [this] { askForFile(QStringLiteral("svg")); });
    on(actions.exportPdf, [this] { askForFile(QStringLiteral("pdf")); });
    on(actions.exportCsv, [this] { askForFile(QStringLiteral("csv")); });
}

void PlotView::Impl::updateActions() {
    const PlotContent& content = figure.content();
    const bool drawn = !content.empty();
    actions.logX->setChecked(figure.scales().logX);
    actions.logY->setChecked(figure.scales().logY);
    actions.logX->setEnabled(drawn && !content.x.bare && content.x.categories.empty() && canBeLogX(content));
    actions.logY->setEnabled(drawn && !content.y.bare && canBeLogY(content));
    actions.zoomSelection->setEnabled(drawn && (content.selectedX || content.selectedY));
    actions.zoomBack->setEnabled(drawn && past.canGoBack());
    actions.zoomForward->setEnabled(drawn && past.canGoForward());
    actions.copyVisible->setEnabled(drawn && !content.x.bare);
    actions.table->setChecked(view.page() == Page::Table);
    actions.words->setChecked(view.page() == Page::Words);
    actions.moveHandle->setEnabled(drawn && !content.handles.empty());
    for (QAction* action : {actions.fit, actions.copyImage, actions.copyData, actions.exportAny,
                            actions.exportPng, actions.exportSvg, actions.exportPdf, actions.exportCsv})
        action->setEnabled(drawn);
}

QString PlotView::Impl::words() const {
    const PlotContent& content = figure.content();
    QStringList parts = {content.title, content.empty() ? content.emptyText : content.summary};
    for (const PlotHandle& handle : content.handles)
        parts << (handle.words ? handle.words(handle.position) : handle.name);
    for (const PlotReference& reference : content.references)
        parts << reference.label;
    parts << content.footLine;
    parts.removeAll(QString());
    return parts.join(QStringLiteral("\n\n"));
}

void PlotView::Impl::updatePages() {
    if (view.page() == Page::Table)
        tablePage->setTable(view.table());
    if (view.page() == Page::Words && wordsPage->toPlainText() != words())
        wordsPage->setPlainText(words());
}

PlotPicture PlotView::Impl::picture(QSize size) const {
    return {figure.content(), figure.scales(),
            figure.fitted() ? std::nullopt : std::optional<PlotRanges>(figure.ranges()),
            figure.footLineShown(), size};
}

void PlotView::Impl::askForFile(const QString& suffix) {
    chooser(figure.content().id + QLatin1Char('.') + suffix, [this](const QString& path) { save(path); });
}

void PlotView::Impl::save(const QString& path) {
    const bool done = view.exportTo(path, figure.widget()->size().expandedTo(kUsual));
    Q_EMIT view.message(
        done ? PlotView::tr("Written: %1").arg(path)
             : PlotView::tr("%1 was not written: choose a name that ends in .png, .svg, .pdf or .csv, in a "
                            "folder that can be written to")
                   .arg(path));
}

void PlotView::Impl::openDialog(const QString& suggested, const std::function<void(const QString&)>& done) {
    auto* dialog = new QFileDialog(&view, PlotView::tr("Export the plot"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({PlotView::tr("Pictures and tables (*.png *.svg *.pdf *.csv)")});
    dialog->setDefaultSuffix(QFileInfo(suggested).suffix());
    dialog->selectFile(suggested);
    QObject::connect(dialog, &QFileDialog::fileSelected, &view, done);
    dialog->open();
}

PlotView::PlotView(QWidget* parent)
    : QWidget(parent) {
    installPlotAccessibility();
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(kSmallest);
    m_impl = std::make_unique<Impl>(*this);
    m_impl->updateActions();
}

PlotView::~PlotView() = default;

const PlotContent& PlotView::content() const {
    return m_impl->figure.content();
}

void PlotView::setContent(PlotContent content) {
    const bool otherMeaning = content.meaning() != this->content().meaning();
    if (otherMeaning)
        m_impl->past.clear();
    m_impl->figure.setContent(std::move(content));
    m_impl->input.contentChanged();
    m_impl->updateActions();
    m_impl->updatePages();
    setAccessibleName(this->content().title);
    m_impl->figure.widget()->setAccessibleName(this->content().title);
    if (otherMeaning)
        Q_EMIT meaningChanged();
}

PlotTable PlotView::table() const {
    return tableOf(content());
}

bool PlotView::exportTo(const QString& path, QSize size) const {
    return exportPlot(m_impl->picture(size), path);
}

void PlotView::setFileChooser(FileChooser chooser) {
    m_impl->chooser = std::move(chooser);
}

PlotView::Page PlotView::page() const {
    return static_cast<Page>(m_impl->pages->currentIndex());
}

void PlotView::showPage(Page page) {
    QWidget* focused = focusWidget();
    const bool inside = hasFocus() || (focused != nullptr && focused->hasFocus());
    m_impl->input.release();
    m_impl->pages->setCurrentIndex(static_cast<int>(page));
    m_impl->updatePages();
    m_impl->updateActions();
    if (inside && page != Page::Plot)
        m_impl->pages->currentWidget()->setFocus();
    else if (inside)
        setFocus();
}

PlotRanges PlotView::ranges() const {
    return m_impl->figure.ranges();
}

PlotScales PlotView::scales() const {
    return m_impl->figure.scales();
}

void PlotView::setRanges(const PlotRanges& ranges) {
    m_impl->figure.setRanges(ranges);
    m_impl->zoomed();
}

void PlotView::fit() {
    m_impl->figure.fit();
    m_impl->zoomed();
}

void PlotView::followX(const std::optional<PlotRange>& range) {
    if (range)
        m_impl->figure.setRangeX(*range);
    else
        m_impl->figure.fitX();
}

std::optional<PlotRange> PlotView::zoomedX() const {
    return m_impl->figure.fittedX() ? std::nullopt : std::optional(m_impl->figure.ranges().x);
}

std::vector<QString> PlotView::keysIn(const QRectF& box) const {
    std::vector<QString> keys;
    for (std::size_t s = 0; s < content().series.size(); ++s)
        for (std::size_t p = 0; p < content().series[s].points.size(); ++p) {
            const PlotPoint& point = content().series[s].points[p];
            const QString key = keyOf(content(), {s, p});
            if (!key.isEmpty() && box.contains(QPointF(point.x, point.y)))
                keys.push_back(key);
        }
    return keys;
}

QPointF PlotView::positionOf(double x, double y) const {
    const QPointF origin = m_impl->figure.widget()->pos();
    return origin + QPointF(m_impl->figure.pixelOfX(x), m_impl->figure.pixelOfY(y));
}

QString PlotView::readoutText() const {
    return m_impl->input.readoutText();
}

QVariant PlotView::readoutValue() const {
    const auto value = m_impl->input.readoutValue();
    return value ? QVariant(*value) : QVariant();
}

std::optional<double> PlotView::cursorX() const {
    const auto& cursor = m_impl->figure.overlay().cursor;
    if (!cursor || !exists(content(), *cursor))
        return std::nullopt;
    return content().series[cursor->series].points[cursor->point].x;
}

QString PlotView::cursorKey() const {
    const auto& cursor = m_impl->figure.overlay().cursor;
    return cursor ? keyOf(content(), *cursor) : QString();
}

const PlotHandle* PlotView::heldHandle() const {
    return m_impl->input.holding() ? &m_impl->input.drag().handle() : nullptr;
}

void PlotView::moveHeldHandle(double position) {
    if (!m_impl->input.holding())
        m_impl->input.pickUpNextHandle();
    m_impl->input.moveHeldTo(position);
}

QString PlotView::helpText() const {
    QString keys =
        tr("Arrow keys move a cursor over the marks. T shows the numbers as a table, W the plot in words, A "
           "fits, L makes the y axis logarithmic.");
    if (!content().handles.empty())
        keys += QLatin1Char(' ') +
                tr("Enter picks up the line “%1”: the arrow keys move it, Enter leaves it, Esc puts it back.")
                    .arg(content().handles.front().name);
    return keys;
}

QSize PlotView::sizeHint() const {
    return kUsual;
}

void PlotView::keyPressEvent(QKeyEvent* event) {
    if (page() != Page::Plot) {
        if (event->key() != Qt::Key_Escape)
            return QWidget::keyPressEvent(event);
        showPage(Page::Plot);
    } else if (!m_impl->input.keyPress(*event)) {
        QWidget::keyPressEvent(event);
    }
}

void PlotView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void PlotView::focusOutEvent(QFocusEvent* event) {
    m_impl->input.release();
    QWidget::focusOutEvent(event);
    update();
}

void PlotView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    const bool looks = event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange;
    if (looks && m_impl)
        m_impl->figure.setTheme(Theme::of(*this));
}

void PlotView::contextMenuEvent(QContextMenuEvent* event) {
    openMenu(event->globalPos());
}

void PlotView::addToMenu(QAction* action) {
    addAction(action);
    m_impl->ownersActions.append(action);
}

void PlotView::openMenu(const QPoint& globalPosition) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_impl->ownersActions);
    menu->addSeparator();
    m_impl->actions.fill(*menu);
    menu->popup(globalPosition);
}

void PlotView::paintEvent(QPaintEvent* event) {
    QWidget::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(rect(), m_impl->figure.theme().background);
    if (!hasFocus())
        return;
    painter.setPen(QPen(palette().color(QPalette::Highlight), kFrame));
    painter.drawRect(QRectF(rect()).adjusted(kFrame / 2.0, kFrame / 2.0, -kFrame / 2.0, -kFrame / 2.0));
}

} // namespace lapidary::widgets
