// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/log_view.h"

#include "widgets/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSyntaxHighlighter>
#include <QTextBlock>
#include <QTextCursor>
#include <QTime>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lapidary::widgets {

namespace {

constexpr int kLines = 10'000;

QString severityWord(LogView::Severity severity) {
    switch (severity) {
    case LogView::Severity::Note:
        return LogView::tr("note");
    case LogView::Severity::Warning:
        return LogView::tr("warning");
    case LogView::Severity::Error:
        return LogView::tr("error");
    }
    return {};
}

/// Colours lines by their state, so that another palette recolours them.
class SeverityHighlighter final : public QSyntaxHighlighter {
public:
    SeverityHighlighter(QTextDocument* document, const QWidget& widget)
        : QSyntaxHighlighter(document)
        , m_widget(widget) {}

protected:
    void highlightBlock(const QString& text) override {
        const int state = currentBlock().userState();
        const Theme theme = Theme::of(m_widget);
        if (state == static_cast<int>(LogView::Severity::Warning))
            setFormat(0, static_cast<int>(text.size()), theme.warning);
        if (state == static_cast<int>(LogView::Severity::Error))
            setFormat(0, static_cast<int>(text.size()), theme.error);
        setCurrentBlockState(state);
    }

private:
    const QWidget& m_widget;
};

} // namespace

LogView::LogView(QWidget* parent)
    : QWidget(parent)
    , m_text(new QPlainTextEdit(this))
    , m_count(new QLabel(this)) {
    setObjectName(QStringLiteral("logView"));
    setAccessibleName(tr("Log"));
    m_text->setObjectName(QStringLiteral("logText"));
    m_text->setAccessibleName(tr("Lines of the log"));
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setUndoRedoEnabled(false);
    m_text->setMaximumBlockCount(kLines);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setPlaceholderText(tr("Nothing has happened yet."));
    new SeverityHighlighter(m_text->document(), *this);
    m_count->setObjectName(QStringLiteral("logCount"));
    buildButtons();
    setFocusProxy(m_text);
    showCount();
}

void LogView::buildButtons() {
    m_copy = new QPushButton(tr("Copy"), this);
    m_copy->setObjectName(QStringLiteral("logCopy"));
    m_copy->setToolTip(tr("Copies the selected lines, or all"));
    m_saveButton = new QPushButton(tr("Save…"), this);
    m_saveButton->setObjectName(QStringLiteral("logSave"));
    m_saveButton->hide();
    m_clear = new QPushButton(tr("Clear"), this);
    m_clear->setObjectName(QStringLiteral("logClear"));
    connect(m_copy, &QPushButton::clicked, this, &LogView::copy);
    connect(m_saveButton, &QPushButton::clicked, this, [this] { m_save(text()); });
    connect(m_clear, &QPushButton::clicked, this, &LogView::clear);
    auto* line = new QHBoxLayout;
    line->addWidget(m_count, 1);
    line->addWidget(m_copy);
    line->addWidget(m_saveButton);
    line->addWidget(m_clear);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_text, 1);
    column->addLayout(line);
}

void LogView::setSave(Save save) {
    m_save = std::move(save);
    m_saveButton->setVisible(static_cast<bool>(m_save));
}

void LogView::append(const QString& text) {
    append(Severity::Note, text);
}

void LogView::append(Severity severity, const QString& text) {
    QScrollBar* bar = m_text->verticalScrollBar();
    const bool atEnd = bar->value() == bar->maximum(); // who has scrolled up reads
    const QString stamp = QTime::currentTime().toString(QStringLiteral("HH:mm:ss"));
    const QString first = QStringLiteral("%1  %2  ").arg(stamp, severityWord(severity).leftJustified(7));
    const QStringList lines = text.split(QLatin1Char('\n'));
    for (qsizetype i = 0; i < lines.size(); ++i)
        appendLine(severity, (i == 0 ? first : QString(first.size(), QLatin1Char(' '))) + lines[i]);
    m_lines = std::min<int>(kLines, m_lines + static_cast<int>(lines.size()));
    if (atEnd)
        bar->setValue(bar->maximum());
    showCount();
}

void LogView::appendLine(Severity severity, const QString& line) {
    QTextCursor cursor(m_text->document());
    cursor.movePosition(QTextCursor::End);
    if (m_text->document()->characterCount() > 1)
        cursor.insertBlock();
    cursor.block().setUserState(static_cast<int>(severity));
    cursor.insertText(line);
}

void LogView::clear() {
    m_text->clear();
    m_lines = 0;
    showCount();
}

QString LogView::text() const {
    return m_lines == 0 ? QString() : m_text->toPlainText() + QLatin1Char('\n');
}

int LogView::lineCount() const {
    return m_lines;
}

void LogView::copy() const {
    const QTextCursor selected = m_text->textCursor();
    QString picked = selected.selectedText().replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
    QApplication::clipboard()->setText(picked.isEmpty() ? text() : picked);
}

void LogView::showCount() {
    m_count->setText(m_lines == 0 ? QString() : tr("%n lines", nullptr, m_lines));
    for (QPushButton* button : {m_copy, m_saveButton, m_clear})
        button->setEnabled(m_lines > 0);
}

void LogView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        if (auto* highlighter = m_text->document()->findChild<QSyntaxHighlighter*>())
            highlighter->rehighlight();
    QWidget::changeEvent(event);
}

} // namespace lapidary::widgets
