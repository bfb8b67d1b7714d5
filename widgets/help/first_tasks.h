// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <vector>

class QLabel;
class QToolButton;

namespace lapidary::widgets {

/// One thing to try, in words.
struct FirstTask {
    QString id;
    QString text; // what to do
    QString how;  // where and with which keys
};

/// A few things worth trying, in any order, that are ticked as they are done. Nothing is asked for, nothing
/// blocks.
class FirstTasks final : public QWidget {
    Q_OBJECT

public:
    explicit FirstTasks(std::vector<FirstTask> tasks, QWidget* parent = nullptr);

    void tick(const QString& id); // nothing where there is none of this id
    QStringList done() const;     // ids

Q_SIGNALS:
    /// The user asks where a thing is done.
    void showRequested(const QString& id);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        FirstTask task;
        bool done = false;
        QLabel* mark = nullptr;
        QLabel* text = nullptr;
        QToolButton* show = nullptr;
    };

    QWidget* buildRow(Row& row);
    void refresh();

    std::vector<Row> m_rows;
    QLabel* m_count;
};

} // namespace lapidary::widgets
