// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/notice_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace lapidary::widgets {

NoticeStrip::NoticeStrip(const QString& name, QWidget* parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_line(new QHBoxLayout(this)) {
    setObjectName(name);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    m_text->setForegroundRole(QPalette::ToolTipText);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_line->setContentsMargins(8, 2, 8, 2);
    m_line->addWidget(m_text, 1);
    hide();
}

QPushButton* NoticeStrip::addButton(const QString& text, const QString& name) {
    auto* button = new QPushButton(text, this);
    button->setObjectName(name);
    m_line->addWidget(button);
    return button;
}

void NoticeStrip::say(const QString& text) {
    m_text->setText(text);
    setAccessibleName(text);
    show();
}

QString NoticeStrip::text() const {
    return m_text->text();
}

} // namespace lapidary::widgets
