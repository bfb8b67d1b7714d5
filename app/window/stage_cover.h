// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QPointF>
#include <QTimer>
#include <QVariantAnimation>
#include <QWidget>

namespace lapidary::window {

/// Lies over the whole window while it presents: black, a spotlight round the pointer, or the last step that
/// fades away. Passes the mouse on unless it is black.
class StageCover final : public QWidget {
    Q_OBJECT

public:
    explicit StageCover(QWidget& window);

    void setBlack(bool black);
    bool isBlack() const { return m_black; }
    void setSpotlight(bool on);
    bool hasSpotlight() const { return m_spotlight; }
    /// A picture of the window as it is now, that gives way to what comes. Nothing where the desktop asks for
    /// no motion.
    void fadeFromNow();

Q_SIGNALS:
    void blackClicked();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void showWhatIsOn();
    void followPointer();
    QRect circle() const;

    QWidget& m_window;
    bool m_black = false;
    bool m_spotlight = false;
    QPoint m_pointer;
    QTimer m_follow;
    QPixmap m_before;
    QVariantAnimation m_fade; // opacity of m_before
};

} // namespace lapidary::window
