// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/handle_drag.h"
#include "widgets/plot/plot_cursor.h"

#include <QObject>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <optional>

class QKeyEvent;
class QMouseEvent;
class QWheelEvent;
class QWidget;

namespace lapidary::widgets {

class PlotFigure;

/// Turns mouse and keys over a figure into a cursor, zoom, pan and moved handles. `view` is the widget that
/// has the focus.
class PlotInput final : public QObject {
    Q_OBJECT

public:
    PlotInput(PlotFigure& figure, QWidget& view);

    /// True: the key was for the plot.
    bool keyPress(const QKeyEvent& event);
    /// Enter on the keyboard: picks up the first handle, then the next, then none.
    void pickUpNextHandle();
    bool holding() const { return m_drag.active(); }
    /// Ends a move and keeps its position.
    void release();
    void cancel();
    /// After a new content: a move goes on where its handle is still there.
    void contentChanged();
    /// Of the moved handle, else of the cursor.
    QString readoutText() const;
    std::optional<double> readoutValue() const;
    const HandleDrag& drag() const { return m_drag; }
    /// Moves the held handle from outside (assistive technology).
    void moveHeldTo(double position);

Q_SIGNALS:
    void readoutChanged(const QString& text);
    void handleMoved(const QString& id, double position);
    void handleReleased(const QString& id, double position);
    void handleCancelled(const QString& id);
    void rangesChanged();
    /// A click, or Space: the mark under the cursor stands for something.
    void markChosen(const lapidary::widgets::PlotPlace& place, Qt::KeyboardModifiers modifiers);
    /// A double click, or Enter.
    void markOpened(const lapidary::widgets::PlotPlace& place);
    /// A box drawn with Shift, in units of the axes.
    void boxDrawn(const QRectF& box);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Gesture { None, Press, Pan, Handle, Box };

    bool mousePress(const QMouseEvent& event);
    bool mouseMove(const QMouseEvent& event);
    bool mouseRelease(const QMouseEvent& event);
    bool doubleClick(const QMouseEvent& event);
    bool wheel(QWheelEvent& event);
    bool openMark();
    void chooseMark(Qt::KeyboardModifiers modifiers);
    void finishBox();
    bool keyPressHolding(const QKeyEvent& event);
    bool keyPressView(const QKeyEvent& event);
    void moveHeld(bool changed);
    void hold(const PlotHandle& handle);
    void letGo();
    void setCursor(const std::optional<PlotPlace>& place);
    void hover(const QPointF& pixel);
    void updateShape(const QPointF& pixel);
    void zoomKeys(double factor);
    const PlotHandle* handleAt(const QPointF& pixel) const;

    PlotFigure& m_figure;
    QWidget& m_view;
    HandleDrag m_drag;
    Gesture m_gesture = Gesture::None;
    QPointF m_pressed;
    QPointF m_last;
};

} // namespace lapidary::widgets
