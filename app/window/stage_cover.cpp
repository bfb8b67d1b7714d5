// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/stage_cover.h"

#include <QCursor>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include <algorithm>

namespace lapidary::window {

namespace {
constexpr int kFadeMs = 200;
constexpr int kFollowMs = 16;
constexpr int kDim = 165;             // of 255
constexpr double kCircleShare = 0.16; // radius over the height of the window
} // namespace

StageCover::StageCover(QWidget& window)
    : QWidget(&window)
    , m_window(window) {
    setObjectName(QStringLiteral("stageCover"));
    setAttribute(Qt::WA_NoSystemBackground);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    window.installEventFilter(this);
    m_follow.setInterval(kFollowMs);
    connect(&m_follow, &QTimer::timeout, this, &StageCover::followPointer);
    m_fade.setStartValue(1.0);
    m_fade.setEndValue(0.0);
    connect(&m_fade, &QVariantAnimation::valueChanged, this, [this] { update(); });
    connect(&m_fade, &QVariantAnimation::finished, this, [this] {
        m_before = {};
        showWhatIsOn();
    });
    hide();
}

void StageCover::setBlack(bool black) {
    m_black = black;
    setAttribute(Qt::WA_TransparentForMouseEvents, !black);
    setAccessibleName(black ? tr("The screen is black; B or Esc brings it back") : QString());
    showWhatIsOn();
}

void StageCover::setSpotlight(bool on) {
    if (m_spotlight == on)
        return;
    m_spotlight = on;
    m_pointer = mapFromGlobal(QCursor::pos());
    on ? m_follow.start() : m_follow.stop();
    showWhatIsOn();
}

void StageCover::fadeFromNow() {
    const int wanted = m_window.style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, &m_window);
    if (wanted <= 0 || !m_window.isVisible() || m_black)
        return;
    m_fade.stop();
    hide(); // not into its own picture
    m_before = m_window.grab();
    m_fade.setDuration(std::min(wanted, kFadeMs));
    m_fade.start();
    showWhatIsOn();
}

void StageCover::showWhatIsOn() {
    const bool on = m_black || m_spotlight || !m_before.isNull();
    if (on) {
        setGeometry(m_window.rect());
        raise();
    }
    setVisible(on);
    update();
}

QRect StageCover::circle() const {
    const int radius = static_cast<int>(kCircleShare * height());
    return {m_pointer - QPoint(radius, radius), QSize(2 * radius, 2 * radius)};
}

void StageCover::followPointer() {
    const QPoint now = mapFromGlobal(QCursor::pos());
    if (now == m_pointer)
        return;
    const QRect before = circle();
    m_pointer = now;
    update(before.united(circle()).adjusted(-2, -2, 2, 2));
}

bool StageCover::eventFilter(QObject* watched, QEvent* event) {
    if (watched == &m_window && event->type() == QEvent::Resize && isVisible())
        setGeometry(m_window.rect());
    return QWidget::eventFilter(watched, event);
}

void StageCover::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (m_black) {
        painter.fillRect(rect(), Qt::black);
        return;
    }
    if (!m_before.isNull()) {
        painter.setOpacity(m_fade.currentValue().toDouble());
        painter.drawPixmap(0, 0, m_before);
        painter.setOpacity(1.0);
    }
    if (!m_spotlight)
        return;
    QPainterPath dimmed;
    dimmed.addRect(rect());
    QPainterPath lit;
    lit.addEllipse(circle());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(dimmed.subtracted(lit), QColor(0, 0, 0, kDim));
}

void StageCover::mousePressEvent(QMouseEvent* event) {
    event->accept();
    Q_EMIT blackClicked();
}

} // namespace lapidary::window
