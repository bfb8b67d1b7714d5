// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_input.h"

#include "widgets/plot/plot_figure.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>
#include <QWidget>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lapidary::widgets {

namespace {

constexpr double kGrab = 6.0;   // pixels around a handle's line
constexpr double kReach = 28.0; // pixels from the pointer to a mark
constexpr double kWheelStep = 0.85;
constexpr double kKeyZoom = 0.8;
constexpr double kKeyPan = 0.1; // of the axis
constexpr double kManySteps = 10.0;
constexpr double kLeastBox = 5.0; // pixels: less was a click

std::optional<PlotStep> stepOf(int key) {
    switch (key) {
    case Qt::Key_Left:
        return PlotStep::Left;
    case Qt::Key_Right:
        return PlotStep::Right;
    case Qt::Key_Up:
        return PlotStep::Up;
    case Qt::Key_Down:
        return PlotStep::Down;
    case Qt::Key_PageUp:
        return PlotStep::PageRight;
    case Qt::Key_PageDown:
        return PlotStep::PageLeft;
    case Qt::Key_Home:
        return PlotStep::First;
    case Qt::Key_End:
        return PlotStep::Last;
    default:
        return std::nullopt;
    }
}

/// Steps of a handle for a key: right and up are more.
double handleSteps(const QKeyEvent& event) {
    const double many = event.modifiers() & Qt::ShiftModifier ? kManySteps : 1.0;
    switch (event.key()) {
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Plus:
        return many;
    case Qt::Key_Left:
    case Qt::Key_Down:
    case Qt::Key_Minus:
        return -many;
    case Qt::Key_PageUp:
        return kManySteps;
    case Qt::Key_PageDown:
        return -kManySteps;
    default:
        return 0.0;
    }
}

QPointF panOf(int key, const QRectF& area) {
    switch (key) {
    case Qt::Key_Left:
        return {kKeyPan * area.width(), 0.0};
    case Qt::Key_Right:
        return {-kKeyPan * area.width(), 0.0};
    case Qt::Key_Up:
        return {0.0, kKeyPan * area.height()};
    case Qt::Key_Down:
        return {0.0, -kKeyPan * area.height()};
    default:
        return {};
    }
}

} // namespace

PlotInput::PlotInput(PlotFigure& figure, QWidget& view)
    : QObject(&view)
    , m_figure(figure)
    , m_view(view) {
    figure.widget()->setMouseTracking(true);
    figure.widget()->installEventFilter(this);
}

bool PlotInput::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        return mousePress(*static_cast<QMouseEvent*>(event));
    case QEvent::MouseMove:
        return mouseMove(*static_cast<QMouseEvent*>(event));
    case QEvent::MouseButtonRelease:
        return mouseRelease(*static_cast<QMouseEvent*>(event));
    case QEvent::MouseButtonDblClick:
        return doubleClick(*static_cast<QMouseEvent*>(event));
    case QEvent::Wheel:
        return wheel(*static_cast<QWheelEvent*>(event));
    case QEvent::Leave:
        if (m_gesture == Gesture::None && !m_drag.active())
            setCursor(std::nullopt);
        return false;
    default:
        return QObject::eventFilter(watched, event);
    }
}

const PlotHandle* PlotInput::handleAt(const QPointF& pixel) const {
    const PlotContent& content = m_figure.content();
    if (content.empty())
        return nullptr;
    for (const PlotHandle& handle : content.handles) {
        const auto box = m_figure.overlay().handleBoxes.find(handle.id);
        if (box != m_figure.overlay().handleBoxes.end() && box->second.contains(pixel))
            return &handle;
        const double distance = handle.vertical ? std::abs(m_figure.pixelOfX(handle.position) - pixel.x())
                                                : std::abs(m_figure.pixelOfY(handle.position) - pixel.y());
        if (distance <= kGrab && m_figure.area().adjusted(-kGrab, -kGrab, kGrab, kGrab).contains(pixel))
            return &handle;
    }
    return nullptr;
}

bool PlotInput::mousePress(const QMouseEvent& event) {
    if (event.button() != Qt::LeftButton)
        return false;
    m_pressed = m_last = event.position();
    if (m_drag.active())
        release();
    if (const PlotHandle* handle = handleAt(event.position())) {
        hold(*handle);
        m_gesture = Gesture::Handle;
    } else {
        m_gesture = event.modifiers() & Qt::ShiftModifier ? Gesture::Box : Gesture::Press;
    }
    return true;
}

bool PlotInput::doubleClick(const QMouseEvent& event) {
    if (event.button() == Qt::LeftButton && handleAt(event.position()) == nullptr) {
        hover(event.position());
        openMark();
    }
    return true;
}

bool PlotInput::openMark() {
    const auto& cursor = m_figure.overlay().cursor;
    if (!m_figure.content().marksOpen || !cursor || keyOf(m_figure.content(), *cursor).isEmpty())
        return false;
    Q_EMIT markOpened(PlotPlace(*cursor)); // a copy: who takes it may change the content
    return true;
}

void PlotInput::chooseMark(Qt::KeyboardModifiers modifiers) {
    const auto& cursor = m_figure.overlay().cursor;
    if (cursor && !keyOf(m_figure.content(), *cursor).isEmpty())
        Q_EMIT markChosen(PlotPlace(*cursor), modifiers);
}

void PlotInput::finishBox() {
    const std::optional<QRectF> band = std::exchange(m_figure.overlay().band, std::nullopt);
    m_figure.redrawOverlay();
    if (!band || band->width() < kLeastBox || band->height() < kLeastBox)
        return;
    const QPointF low(m_figure.xAt(band->left()), m_figure.yAt(band->bottom()));
    const QPointF high(m_figure.xAt(band->right()), m_figure.yAt(band->top()));
    Q_EMIT boxDrawn(QRectF(low, high));
}

bool PlotInput::mouseMove(const QMouseEvent& event) {
    const QPointF at = event.position();
    if (m_gesture == Gesture::Press &&
        (at - m_pressed).manhattanLength() >= QApplication::startDragDistance()) {
        m_gesture = Gesture::Pan;
        m_figure.widget()->setCursor(Qt::ClosedHandCursor);
    }
    if (m_gesture == Gesture::Pan) {
        m_figure.panBy(at - m_last);
        m_last = at;
        Q_EMIT rangesChanged();
    } else if (m_gesture == Gesture::Box) {
        m_figure.overlay().band = QRectF(m_pressed, at).normalized().intersected(m_figure.area());
        m_figure.redrawOverlay();
    } else if (m_gesture == Gesture::Handle && m_drag.active()) {
        // From where it was grabbed, so that it does not jump to the pointer.
        const PlotHandle& handle = m_drag.handle();
        const QPointF moved = at - m_pressed;
        moveHeld(m_drag.moveTo(handle.vertical
                                   ? m_figure.xAt(m_figure.pixelOfX(m_drag.start()) + moved.x())
                                   : m_figure.yAt(m_figure.pixelOfY(m_drag.start()) + moved.y())));
    } else if (m_gesture == Gesture::None && event.buttons() == Qt::NoButton && !m_drag.active()) {
        hover(at);
        updateShape(at);
    }
    return true;
}

bool PlotInput::mouseRelease(const QMouseEvent& event) {
    if (event.button() != Qt::LeftButton)
        return false;
    if (m_gesture == Gesture::Handle && m_drag.active())
        release();
    else if (m_gesture == Gesture::Box)
        finishBox();
    const bool clicked = m_gesture == Gesture::Press;
    m_gesture = Gesture::None;
    if (clicked) {
        hover(event.position());
        chooseMark(event.modifiers());
    }
    updateShape(event.position());
    return true;
}

void PlotInput::updateShape(const QPointF& pixel) {
    const PlotHandle* handle = handleAt(pixel);
    if (handle == nullptr)
        m_figure.widget()->unsetCursor();
    else
        m_figure.widget()->setCursor(handle->vertical ? Qt::SplitHCursor : Qt::SplitVCursor);
}

bool PlotInput::wheel(QWheelEvent& event) {
    const bool asked = m_view.hasFocus() || event.modifiers() & Qt::ControlModifier;
    if (!asked || m_figure.content().empty()) {
        event.ignore(); // the page around scrolls
        return true;
    }
    const QPoint turn = event.angleDelta();
    const double steps = (turn.y() != 0 ? turn.y() : turn.x()) / 120.0;
    const QRectF area = m_figure.area();
    const bool below = event.position().y() > area.bottom();
    const bool beside = event.position().x() < area.left() || event.position().x() > area.right();
    const bool onlyX = below || event.modifiers() & Qt::ShiftModifier;
    m_figure.zoomAt(event.position(), std::pow(kWheelStep, steps), !beside || onlyX, !onlyX);
    event.accept();
    Q_EMIT rangesChanged();
    return true;
}

void PlotInput::hover(const QPointF& pixel) {
    const auto project = [this](const PlotSeries& series, const PlotPoint& point) {
        return m_figure.pixelOf(series, point);
    };
    if (m_figure.area().contains(pixel) && !m_figure.content().empty())
        setCursor(nearestPlace(m_figure.content(), project, pixel, kReach));
    else
        setCursor(std::nullopt);
}

void PlotInput::setCursor(const std::optional<PlotPlace>& place) {
    if (place == m_figure.overlay().cursor)
        return;
    m_figure.overlay().cursor = place;
    m_figure.redrawOverlay();
    Q_EMIT readoutChanged(readoutText());
}

QString PlotInput::readoutText() const {
    if (m_drag.active()) {
        const PlotHandle& handle = m_drag.handle();
        return handle.words ? handle.words(m_drag.position()) : handle.name;
    }
    const auto& cursor = m_figure.overlay().cursor;
    return cursor ? placeText(m_figure.content(), *cursor) : QString();
}

std::optional<double> PlotInput::readoutValue() const {
    if (m_drag.active())
        return m_drag.position();
    const auto& cursor = m_figure.overlay().cursor;
    if (!cursor || !exists(m_figure.content(), *cursor))
        return std::nullopt;
    return shownValue(m_figure.content().series[cursor->series].points[cursor->point]);
}

void PlotInput::hold(const PlotHandle& handle) {
    m_drag.begin(handle);
    m_figure.overlay().cursor.reset();
    m_figure.overlay().focusedHandle = handle.id;
    m_figure.overlay().dragged = handle.position;
    m_figure.redrawOverlay();
    Q_EMIT readoutChanged(readoutText());
}

void PlotInput::letGo() {
    m_drag.end();
    m_gesture = Gesture::None;
    m_figure.overlay().focusedHandle.clear();
    m_figure.overlay().dragged.reset();
    m_figure.redrawOverlay();
}

void PlotInput::moveHeld(bool changed) {
    if (!changed)
        return;
    m_figure.overlay().dragged = m_drag.position();
    m_figure.redrawOverlay();
    Q_EMIT readoutChanged(readoutText());
    Q_EMIT handleMoved(m_drag.id(), m_drag.position());
}

void PlotInput::moveHeldTo(double position) {
    moveHeld(m_drag.moveTo(position));
}

void PlotInput::release() {
    if (!m_drag.active())
        return;
    const HandleDrag done = m_drag;
    letGo();
    if (done.position() != done.start())
        Q_EMIT handleReleased(done.id(), done.position());
    Q_EMIT readoutChanged(readoutText());
}

void PlotInput::cancel() {
    if (!m_drag.active())
        return;
    const HandleDrag done = m_drag;
    letGo();
    if (done.position() != done.start())
        Q_EMIT handleCancelled(done.id());
    Q_EMIT readoutChanged(readoutText());
}

void PlotInput::contentChanged() {
    if (!m_drag.active())
        return;
    const auto& handles = m_figure.content().handles;
    const bool there =
        std::ranges::any_of(handles, [this](const PlotHandle& handle) { return handle.id == m_drag.id(); });
    if (!there || m_figure.content().empty())
        letGo();
}

void PlotInput::pickUpNextHandle() {
    const auto& handles = m_figure.content().handles;
    if (handles.empty() || m_figure.content().empty())
        return;
    std::size_t next = 0;
    if (m_drag.active()) {
        const auto at = std::ranges::find(handles, m_drag.id(), &PlotHandle::id);
        next = static_cast<std::size_t>(at - handles.begin()) + 1;
        release();
    }
    if (next < handles.size())
        hold(handles[next]);
}

bool PlotInput::keyPress(const QKeyEvent& event) {
    if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) {
        if (!m_drag.active() && openMark())
            return true;
        pickUpNextHandle();
        return !m_figure.content().handles.empty();
    }
    return m_drag.active() ? keyPressHolding(event) : keyPressView(event);
}

bool PlotInput::keyPressHolding(const QKeyEvent& event) {
    if (event.key() == Qt::Key_Escape)
        cancel();
    else if (event.key() == Qt::Key_Home)
        moveHeld(m_drag.moveTo(m_drag.handle().minimum));
    else if (event.key() == Qt::Key_End)
        moveHeld(m_drag.moveTo(m_drag.handle().maximum));
    else if (const double steps = handleSteps(event); steps != 0.0)
        moveHeld(m_drag.moveBy(steps));
    else
        return false;
    return true;
}

bool PlotInput::keyPressView(const QKeyEvent& event) {
    if (event.key() == Qt::Key_Escape && m_gesture == Gesture::Box) {
        m_gesture = Gesture::None;
        m_figure.overlay().band.reset();
        m_figure.redrawOverlay();
        return true;
    }
    if (event.key() == Qt::Key_Space && m_figure.overlay().cursor) {
        chooseMark(event.modifiers());
        return true;
    }
    if (event.key() == Qt::Key_Escape && m_figure.overlay().cursor) {
        setCursor(std::nullopt);
        return true;
    }
    if (event.modifiers() & Qt::ControlModifier) {
        const QPointF pan = panOf(event.key(), m_figure.area());
        if (event.key() == Qt::Key_Plus || event.key() == Qt::Key_Equal)
            zoomKeys(kKeyZoom);
        else if (event.key() == Qt::Key_Minus)
            zoomKeys(1.0 / kKeyZoom);
        else if (!pan.isNull())
            m_figure.panBy(pan);
        else
            return false;
        Q_EMIT rangesChanged();
        return true;
    }
    const auto step = stepOf(event.key());
    if (!step || event.modifiers() & Qt::AltModifier || m_figure.content().empty())
        return false;
    setCursor(stepPlace(m_figure.content(), m_figure.overlay().cursor, *step));
    return true;
}

void PlotInput::zoomKeys(double factor) {
    m_figure.zoomAt(m_figure.area().center(), factor, true, true);
}

} // namespace lapidary::widgets
