// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMap>
#include <QPointer>

class QMainWindow;
class QWidget;

namespace lapidary::window {

/// F6: from pane to pane. A pane is a dock that is seen, or one of the widgets of the centre; each remembers
/// what had the focus in it.
class Panes final {
public:
    explicit Panes(const QMainWindow& window, QList<QWidget*> centre);

    /// Left to right, each column from above; docks below and floating ones last.
    QList<QWidget*> all() const;
    /// +1 the next, -1 the one before.
    void step(int step);
    /// The focus to where it was last in this pane, else to its first control; nothing where it has none.
    void enter(QWidget& pane);

private:
    QWidget* paneOf(QWidget* widget, const QList<QWidget*>& panes) const;

    const QMainWindow& m_window;
    QList<QWidget*> m_centre;
    QMap<QWidget*, QPointer<QWidget>> m_last; // focus of a pane that was left
};

} // namespace lapidary::window
