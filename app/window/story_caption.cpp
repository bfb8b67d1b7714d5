// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/story_caption.h"

#include "widgets/state/number_text.h"
#include "widgets/state/view_state.h"
#include "widgets/stories/story_text.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextCursor>
#include <QToolButton>
#include <QVBoxLayout>

namespace lapidary::window {

namespace {

constexpr double kTitle = 1.35; // over the font of the text
constexpr double kSaved = 1.9;
constexpr double kSize = 1.15;
constexpr double kSmall = 0.72;
constexpr double kLineHeight = 128.0; // percent
constexpr int kMargin = 18;

QLabel* line(const QString& name, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QFont scaled(double factor, bool bold = false) {
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setBold(bold);
    return font;
}

/// A line as thin as a frame.
QFrame* rule(QWidget* parent) {
    auto* frame = new QFrame(parent);
    frame->setFrameShape(QFrame::HLine);
    frame->setFrameShadow(QFrame::Plain);
    frame->setForegroundRole(QPalette::Mid);
    return frame;
}

} // namespace

StoryCaption::StoryCaption(QWidget* parent)
    : QWidget(parent)
    , m_story(line(QStringLiteral("captionStory"), this))
    , m_title(line(QStringLiteral("captionTitle"), this))
    , m_text(new QTextBrowser(this))
    , m_tried(new QWidget(this))
    , m_size(line(QStringLiteral("captionSize"), this))
    , m_saved(line(QStringLiteral("captionSaved"), this))
    , m_bits(line(QStringLiteral("captionBits"), this))
    , m_place(line(QStringLiteral("captionPlace"), this)) {
    setObjectName(QStringLiteral("storyCaption"));
    setAccessibleName(tr("The step that is presented"));
    setProperty("helpPage", QStringLiteral("presenting"));
    setFocusPolicy(Qt::StrongFocus);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_text->setObjectName(QStringLiteral("captionText"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    m_text->document()->setDocumentMargin(0.0);
    m_text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusProxy(m_text);
    m_story->setForegroundRole(QPalette::PlaceholderText);
    m_bits->setForegroundRole(QPalette::PlaceholderText);
    m_place->setAlignment(Qt::AlignCenter);
    m_place->setWordWrap(false);

    auto* tried = new QHBoxLayout(m_tried);
    tried->setContentsMargins({});
    auto* home = addButton(QStringLiteral("captionHome"), tr("Back to the step (Home)"),
                           tr("Back to the plan of the step"));
    auto* keep = addButton(QStringLiteral("captionKeep"), tr("Keep as a branch (K)"),
                           tr("Keep this plan as a branch of the history"));
    connect(home, &QToolButton::clicked, this, &StoryCaption::homeRequested);
    connect(keep, &QToolButton::clicked, this, &StoryCaption::keepRequested);
    tried->addWidget(home);
    tried->addWidget(keep);
    tried->addStretch();
    m_tried->hide();

    m_back = addButton(QStringLiteral("captionBack"), QStringLiteral("‹"), tr("Step before"));
    m_next = addButton(QStringLiteral("captionNext"), QStringLiteral("›"), tr("Next step"));
    auto* end = addButton(QStringLiteral("captionEnd"), tr("Esc"), tr("End the presentation"));
    connect(m_back, &QToolButton::clicked, this, &StoryCaption::backRequested);
    connect(m_next, &QToolButton::clicked, this, &StoryCaption::nextRequested);
    connect(end, &QToolButton::clicked, this, &StoryCaption::endRequested);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_back);
    foot->addWidget(m_place);
    foot->addWidget(m_next);
    foot->addStretch();
    foot->addWidget(end);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin / 2);
    layout->addWidget(m_story);
    layout->addWidget(m_title);
    layout->addSpacing(6);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_tried);
    layout->addWidget(rule(this));
    layout->addWidget(m_saved);
    layout->addWidget(m_size);
    layout->addWidget(m_bits);
    layout->addWidget(rule(this));
    layout->addLayout(foot);
    applyFonts();
}

QToolButton* StoryCaption::addButton(const QString& name, const QString& text,
                                     const QString& accessibleName) {
    auto* button = new QToolButton(this);
    button->setObjectName(name);
    button->setText(text);
    button->setAutoRaise(true);
    button->setAccessibleName(accessibleName);
    button->setToolTip(accessibleName);
    button->setFocusPolicy(Qt::TabFocus); // a click leaves the keys to the story
    return button;
}

void StoryCaption::setFontScale(double fontScale) {
    m_scale = fontScale;
    applyFonts();
}

void StoryCaption::applyFonts() {
    m_story->setFont(scaled(kSmall * m_scale));
    m_title->setFont(scaled(kTitle * m_scale, true));
    m_text->setFont(scaled(m_scale));
    m_saved->setFont(scaled(kSaved * m_scale, true));
    m_size->setFont(scaled(kSize * m_scale));
    m_bits->setFont(scaled(kSmall * m_scale));
    m_place->setFont(scaled(kSmall * m_scale));
    for (QToolButton* button : findChildren<QToolButton*>())
        button->setFont(scaled(kSmall * m_scale));
}

void StoryCaption::showStep(const results::Story& story, std::size_t step, const widgets::ViewState& state) {
    m_step = step < story.steps.size() ? story.steps[step] : results::StoryStep();
    m_story->setText(QString::fromStdString(story.title));
    m_story->setVisible(!story.title.empty());
    m_title->setText(QString::fromStdString(m_step.title));
    m_title->setVisible(!m_step.title.empty());
    const std::size_t steps = story.steps.size();
    m_place->setText(tr("%1 of %2").arg(step + 1).arg(steps));
    m_place->setVisible(steps > 1);
    m_back->setVisible(steps > 1);
    m_next->setVisible(steps > 1);
    m_back->setEnabled(step > 0);
    m_next->setEnabled(step + 1 < steps);
    showState(state);
}

void StoryCaption::showState(const widgets::ViewState& state) {
    showText(state);
    showFigures(state);
}

void StoryCaption::showText(const widgets::ViewState& state) {
    widgets::setStoryMarkdown(*m_text->document(),
                              widgets::fillStoryText(QString::fromStdString(m_step.text), state).text);
    QTextCursor cursor(m_text->document());
    cursor.select(QTextCursor::Document);
    QTextBlockFormat format;
    format.setLineHeight(kLineHeight, QTextBlockFormat::ProportionalHeight);
    cursor.mergeBlockFormat(format);
    m_text->setAccessibleName(m_title->text());
    m_text->setAccessibleDescription(m_text->toPlainText());
}

void StoryCaption::showFigures(const widgets::ViewState& state) {
    const bool known = !state.empty() && state.check;
    m_saved->setVisible(known);
    m_bits->setVisible(known);
    if (!known) {
        m_size->setText(state.empty() ? QString() : tr("the plan does not resolve"));
        return;
    }
    const auto before = static_cast<double>(state.check->bytesSource);
    const auto after = static_cast<double>(state.check->bytesAfter);
    const double difference = before > 0.0 ? 100.0 * (after - before) / before : 0.0;
    m_saved->setText(state.check->bytesAfter == state.check->bytesSource
                         ? widgets::bytesText(before)
                         : tr("%1 %").arg(widgets::differenceText(difference)));
    m_size->setText(state.check->bytesAfter == state.check->bytesSource
                        ? tr("as found")
                        : tr("%1 → %2").arg(widgets::bytesText(before), widgets::bytesText(after)));
    m_bits->setText(
        tr("%1 bits per weight of the blocks").arg(widgets::significant(state.check->bitsPerWeight)));
}

void StoryCaption::setTried(bool tried) {
    m_tried->setVisible(tried);
}

QString StoryCaption::shownText() const {
    return m_text->toPlainText();
}

QString StoryCaption::shownFigures() const {
    return m_saved->text() + u'\n' + m_size->text();
}

void StoryCaption::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        applyFonts();
}

} // namespace lapidary::window
