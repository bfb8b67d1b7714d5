// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace lapidary::widgets {

/// What has happened, line by line, with the time and the severity in a word. The last 10,000 lines are kept.
/// Window thread only.
class LogView final : public QWidget {
    Q_OBJECT

public:
    enum class Severity { Note, Warning, Error };
    /// Writes the text somewhere; asks for the place itself. Without one there is no button.
    using Save = std::function<void(const QString& text)>;

    explicit LogView(QWidget* parent = nullptr);

    void setSave(Save save);
    void append(const QString& text);
    void append(Severity severity, const QString& text);
    void clear();
    /// All lines as they stand.
    QString text() const;
    int lineCount() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildButtons();
    void copy() const;
    void appendLine(Severity severity, const QString& line);
    void showCount();

    QPlainTextEdit* m_text = nullptr;
    QLabel* m_count = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_saveButton = nullptr;
    QPushButton* m_clear = nullptr;
    Save m_save;
    int m_lines = 0;
};

} // namespace lapidary::widgets
