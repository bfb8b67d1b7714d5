// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/help/keys_overlay.h"

#include "widgets/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace lapidary::widgets {

namespace {

constexpr int kMargin = 24;
constexpr int kPad = 10;
constexpr std::size_t kColumns = 3;
constexpr int kColumnLetters = 44;

QString lineHtml(const KeysSection::Line& line, const QString& muted) {
    return QStringLiteral("<tr><td style='padding-right:12px; white-space:nowrap; "
                          "color:%1'><b>%2</b></td><td>%3</td></tr>")
        .arg(muted, line.keys.toHtmlEscaped(), line.text.toHtmlEscaped());
}

QString sectionHtml(const KeysSection& section, const QString& muted) {
    QString html = QStringLiteral("<p style='margin-top:10px; margin-bottom:2px'><b>%1</b></p>")
                       .arg(section.title.toHtmlEscaped());
    if (!section.words.isEmpty())
        html += QStringLiteral("<p style='margin-top:0; margin-bottom:4px'>%1</p>")
                    .arg(section.words.toHtmlEscaped());
    html += QStringLiteral("<table cellspacing='0' cellpadding='2'>");
    for (const KeysSection::Line& line : section.lines)
        html += lineHtml(line, muted);
    return html + QStringLiteral("</table>");
}

} // namespace

KeysOverlay::KeysOverlay(QWidget& window)
    : QFrame(&window)
    , m_window(window)
    , m_text(new QTextBrowser(this)) {
    setObjectName(QStringLiteral("keysOverlay"));
    setAccessibleName(tr("Keys"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_text->setObjectName(QStringLiteral("keysText"));
    m_text->setAccessibleName(tr("Keys of the view and of the window"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->installEventFilter(this);
    auto* hint = new QLabel(tr("Esc or H puts this away. All commands and more: Ctrl+K."), this);
    hint->setAlignment(Qt::AlignCenter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPad, kPad, kPad, kPad);
    column->addWidget(m_text, 1);
    column->addWidget(hint);
    hide();
}

/// Sections one below the other in as many columns as fit, the columns about equally long.
void KeysOverlay::open(const std::vector<KeysSection>& sections) {
    if (QWidget* focused = QApplication::focusWidget(); focused != nullptr && !isAncestorOf(focused))
        m_before = focused;
    const int letter = fontMetrics().averageCharWidth();
    const int room = m_window.width() - 2 * kMargin;
    const auto columns =
        static_cast<std::size_t>(std::clamp(room / (kColumnLetters * letter), 1, static_cast<int>(kColumns)));
    std::array<QString, kColumns> html;
    std::array<std::size_t, kColumns> length = {};
    const QString muted = Theme::of(*this).mutedText.name();
    for (const KeysSection& section : sections) {
        const auto shortest = static_cast<std::size_t>(
            std::min_element(length.begin(), length.begin() + static_cast<std::ptrdiff_t>(columns)) -
            length.begin());
        html[shortest] += sectionHtml(section, muted);
        length[shortest] +=
            section.lines.size() + 2 + static_cast<std::size_t>(section.words.size()) / kColumnLetters;
    }
    QString page = QStringLiteral("<table width='100%' cellspacing='0' cellpadding='8'><tr>");
    for (std::size_t i = 0; i < columns; ++i)
        page += QStringLiteral("<td width='%1%' valign='top'>%2</td>").arg(100 / columns).arg(html[i]);
    m_text->setHtml(page + QStringLiteral("</tr></table>"));
    const int lines = static_cast<int>(*std::ranges::max_element(length)) + 5;
    const int height = std::min(m_window.height() - 2 * kMargin, lines * (fontMetrics().height() + 6));
    const int width = std::min(room, static_cast<int>(columns) * (kColumnLetters + 12) * letter);
    setGeometry((m_window.width() - width) / 2, (m_window.height() - height) / 2, width, height);
    show();
    raise();
    m_text->setFocus(Qt::ShortcutFocusReason);
}

QString KeysOverlay::text() const {
    return m_text->toPlainText();
}

void KeysOverlay::leave() {
    const bool inside = isAncestorOf(QApplication::focusWidget());
    hide();
    if (inside && m_before != nullptr && m_before->isVisible())
        m_before->setFocus(Qt::ShortcutFocusReason);
}

bool KeysOverlay::eventFilter(QObject* watched, QEvent* event) {
    const bool pressed = event->type() == QEvent::KeyPress;
    if (pressed || event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_H) {
            event->accept();
            if (pressed)
                leave();
            return true;
        }
    }
    if (event->type() == QEvent::FocusOut && isVisible() &&
        static_cast<QFocusEvent*>(event)->reason() == Qt::MouseFocusReason)
        hide();
    return QFrame::eventFilter(watched, event);
}

} // namespace lapidary::widgets
