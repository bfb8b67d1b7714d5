// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/undo_toast.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace lapidary::window {

UndoToast::UndoToast(QWidget* parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_button(new QPushButton(tr("Undo"), this)) {
    setObjectName(QStringLiteral("undoToast"));
    setAccessibleName(tr("What was just done"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    m_text->setForegroundRole(QPalette::ToolTipText);
    m_text->setTextFormat(Qt::PlainText);
    m_button->setObjectName(QStringLiteral("toastUndo"));
    m_button->setFocusPolicy(Qt::TabFocus);
    connect(m_button, &QPushButton::clicked, this, [this] {
        hide();
        m_undo();
    });
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(10, 4, 6, 4);
    line->addWidget(m_text, 1);
    line->addWidget(m_button);
    m_timer.setSingleShot(true);
    m_timer.setInterval(kShownMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_button->hasFocus())
            m_timer.start();
        else
            hide();
    });
    parent->installEventFilter(this);
    hide();
}

void UndoToast::say(const QString& words, std::function<void()> undo) {
    m_undo = std::move(undo);
    setToolTip(words);
    const int room = std::max(200, parentWidget()->width() - m_button->sizeHint().width() - 80);
    m_text->setText(m_text->fontMetrics().elidedText(words, Qt::ElideRight, room));
    m_button->setAccessibleName(tr("Undo: %1").arg(words));
    place();
    show();
    raise();
    m_timer.start();
}

void UndoToast::place() {
    constexpr int kMargin = 12;
    adjustSize();
    move((parentWidget()->width() - width()) / 2, parentWidget()->height() - height() - kMargin);
}

bool UndoToast::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

void UndoToast::enterEvent(QEnterEvent* event) {
    m_timer.stop();
    QFrame::enterEvent(event);
}

void UndoToast::leaveEvent(QEvent* event) {
    m_timer.start();
    QFrame::leaveEvent(event);
}

} // namespace lapidary::window
