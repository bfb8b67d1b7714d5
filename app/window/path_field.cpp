// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/path_field.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

namespace lapidary::window {

PathField::PathField(PathQuestion question, PathChooser chooser, QWidget* parent)
    : QWidget(parent)
    , m_line(new QLineEdit(this)) {
    auto* browse = new QToolButton(this);
    browse->setText(QStringLiteral("…"));
    browse->setAccessibleName(tr("Choose: %1").arg(question.title));
    browse->setToolTip(tr("Choose…"));
    m_line->setObjectName(QStringLiteral("path"));
    m_line->setAccessibleName(question.title);
    m_line->setMinimumWidth(fontMetrics().averageCharWidth() * 44);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_line, 1);
    layout->addWidget(browse);
    setFocusProxy(m_line);
    setFocusPolicy(m_line->focusPolicy()); // else a label's shortcut passes it over
    connect(m_line, &QLineEdit::textChanged, this, &PathField::changed);
    connect(browse, &QToolButton::clicked, this,
            [this, question = std::move(question), chooser = std::move(chooser)]() mutable {
                question.from = m_line->text();
                chooser(this, question, [this](const QString& chosen) { m_line->setText(chosen); });
            });
}

void PathField::setPath(const std::filesystem::path& path) {
    m_line->setText(QString::fromStdString(path.string()));
}

std::filesystem::path PathField::path() const {
    return m_line->text().trimmed().toStdString();
}

} // namespace lapidary::window
