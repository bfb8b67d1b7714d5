// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;

namespace lapidary::window {

/// A small strip over the lower edge of its parent that says for five seconds what a large edit did and takes
/// it back. It takes no focus, and stays while the pointer or the focus is on it.
class UndoToast final : public QFrame {
    Q_OBJECT

public:
    static constexpr int kShownMs = 5000;

    explicit UndoToast(QWidget* parent);

    void say(const QString& words, std::function<void()> undo);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void place();

    QLabel* m_text;
    QPushButton* m_button;
    QTimer m_timer;
    std::function<void()> m_undo;
};

} // namespace lapidary::window
