// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace lapidary::widgets {

/// A line that says something and offers what can be done about it, for as long as it concerns someone; not a
/// dialog, so that the rest of the window stays of use.
class NoticeStrip final : public QFrame {
    Q_OBJECT

public:
    explicit NoticeStrip(const QString& name, QWidget* parent = nullptr);

    /// Buttons stand in the order in which they are added.
    QPushButton* addButton(const QString& text, const QString& name);
    void say(const QString& text);
    QString text() const;

private:
    QLabel* m_text;
    QHBoxLayout* m_line;
};

} // namespace lapidary::widgets
