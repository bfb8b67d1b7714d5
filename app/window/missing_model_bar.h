// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;

namespace lapidary::window {

/// Says, for as long as it is so, that the project is open without its model and what that means; offers to
/// look for the model.
class MissingModelBar final : public QFrame {
    Q_OBJECT

public:
    explicit MissingModelBar(QWidget* parent = nullptr);

    /// Shows itself for a model that is not at `path`; `recorded`: the sample project, whose model a script
    /// gets.
    void showMissing(const QString& path, bool recorded);

Q_SIGNALS:
    void locateRequested();

private:
    QLabel* m_text;
};

} // namespace lapidary::window
