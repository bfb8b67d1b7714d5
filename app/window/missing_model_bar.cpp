// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/missing_model_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace lapidary::window {

MissingModelBar::MissingModelBar(QWidget* parent)
    : QFrame(parent)
    , m_text(new QLabel(this)) {
    setObjectName(QStringLiteral("missingModel"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    setForegroundRole(QPalette::ToolTipText);
    m_text->setForegroundRole(QPalette::ToolTipText);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    auto* locate = new QPushButton(tr("&Locate the model…"), this);
    locate->setObjectName(QStringLiteral("locate"));
    connect(locate, &QPushButton::clicked, this, &MissingModelBar::locateRequested);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->addWidget(m_text, 1);
    layout->addWidget(locate);
    hide();
}

void MissingModelBar::showMissing(const QString& path, bool recorded) {
    const QString what = tr("The model is not on this machine; measuring and compressing need it.");
    m_text->setText(recorded ? tr("%1 packaging/get-model.sh gets it (98 MB).").arg(what) : what);
    m_text->setToolTip(tr("Looked for at %1. What was measured can be seen and planned with.").arg(path));
    show();
}

} // namespace lapidary::window
