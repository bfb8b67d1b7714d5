// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/help/help_view.h"

#include <QDesktopServices>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTextBlock>
#include <QTextBrowser>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace lapidary::widgets {

namespace {

constexpr int kMargin = 8;
constexpr double kLineHeight = 125.0; // per cent
constexpr double kTitleSize = 1.4;    // of the running text
constexpr double kSectionSize = 1.1;

/// Markdown has no type of its own: headings that are not far larger than the text, air between paragraphs.
void setType(QTextDocument& document, const QFont& font) {
    const double size = font.pointSizeF() > 0 ? font.pointSizeF() : 10.0;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        const int level = format.headingLevel();
        format.setLineHeight(kLineHeight, QTextBlockFormat::ProportionalHeight);
        format.setTopMargin(level > 1 ? 2.0 * kMargin : 0.0);
        format.setBottomMargin(block.textList() != nullptr ? kMargin / 2.0 : kMargin);
        cursor.setBlockFormat(format);
        if (level == 0)
            continue;
        cursor.select(QTextCursor::BlockUnderCursor);
        QTextCharFormat heading;
        heading.setProperty(QTextFormat::FontSizeAdjustment, 0);
        heading.setFontPointSize(size * (level == 1 ? kTitleSize : kSectionSize));
        heading.setFontWeight(QFont::DemiBold);
        cursor.mergeCharFormat(heading);
    }
}

} // namespace

HelpView::HelpView(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("helpView"));
    setAccessibleName(tr("Help"));
    setProperty(kHelpProperty, HelpPages::startPage());
    buildHeader();
    buildPages();
    layOut();
    search({});
    show(HelpPages::startPage());
}

void HelpView::buildHeader() {
    m_back = new QToolButton(this);
    m_back->setObjectName(QStringLiteral("helpBack"));
    m_back->setText(tr("Back"));
    m_back->setAutoRaise(true);
    m_back->setToolTip(tr("The page before (Backspace)"));
    connect(m_back, &QToolButton::clicked, this, &HelpView::goBack);
    m_contents = new QToolButton(this);
    m_contents->setObjectName(QStringLiteral("helpContents"));
    m_contents->setText(tr("Contents"));
    m_contents->setAutoRaise(true);
    m_contents->setToolTip(tr("All pages"));
    connect(m_contents, &QToolButton::clicked, this, &HelpView::showContents);
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("helpSearch"));
    m_search->setAccessibleName(tr("Search the help"));
    m_search->setPlaceholderText(tr("Search the help"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textEdited, this, [this](const QString& words) {
        search(words);
        m_stack->setCurrentWidget(m_list);
        updateButtons();
    });
}

void HelpView::buildPages() {
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("helpList"));
    m_list->setAccessibleName(tr("Pages of the help"));
    m_list->setWordWrap(true);
    m_list->setSpacing(2);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->installEventFilter(this);
    connect(m_list, &QListWidget::itemActivated, this, &HelpView::choose);
    connect(m_list, &QListWidget::itemClicked, this, &HelpView::choose);
    m_text = new QTextBrowser(this);
    m_text->setObjectName(QStringLiteral("helpText"));
    m_text->setAccessibleName(tr("Help page"));
    m_text->setOpenLinks(false);
    m_text->document()->setDocumentMargin(kMargin);
    m_text->installEventFilter(this);
    connect(m_text, &QTextBrowser::anchorClicked, this, &HelpView::follow);
}

void HelpView::layOut() {
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_text);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(0, 0, 0, 0);
    header->addWidget(m_back);
    header->addWidget(m_contents);
    header->addWidget(m_search, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(header);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_text);
}

QString HelpView::page() const {
    return m_stack->currentWidget() == m_text ? m_page : QString();
}

void HelpView::open(const QString& id) {
    const QString wanted = m_pages.find(id) == nullptr ? HelpPages::startPage() : id;
    if (wanted != m_page)
        m_past.push_back({m_page, m_text->verticalScrollBar()->value()});
    show(wanted);
}

void HelpView::show(const QString& id) {
    const HelpPage* page = m_pages.find(id);
    m_page = id;
    m_text->document()->setMarkdown(page == nullptr ? tr("There is no page of this name.") : page->markdown,
                                    QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                        QTextDocument::MarkdownNoHTML);
    setType(*m_text->document(), font());
    m_text->verticalScrollBar()->setValue(0);
    m_stack->setCurrentWidget(m_text);
    updateButtons();
}

void HelpView::goBack() {
    if (page().isEmpty()) { // from the contents to the page that was left for them
        m_stack->setCurrentWidget(m_text);
        updateButtons();
        return;
    }
    if (m_past.empty())
        return;
    const Place place = m_past.back();
    m_past.pop_back();
    show(place.page);
    m_text->verticalScrollBar()->setValue(place.scroll);
}

void HelpView::showContents() {
    m_search->clear();
    search({});
    m_stack->setCurrentWidget(m_list);
    m_list->setFocus();
    updateButtons();
}

/// Pages name each other by their file: [the spectrum](spectrum.md).
void HelpView::follow(const QUrl& link) {
    if (link.isRelative())
        open(link.path().remove(QStringLiteral(".md")));
    else
        QDesktopServices::openUrl(link);
}

void HelpView::search(const QString& words) {
    m_list->clear();
    for (const HelpHit& hit : m_pages.search(words)) {
        auto* item = new QListWidgetItem(
            words.isEmpty() ? hit.page->title : tr("%1\n%2").arg(hit.page->title, hit.excerpt), m_list);
        item->setData(Qt::UserRole, hit.page->id);
    }
    if (m_list->count() == 0) {
        auto* none = new QListWidgetItem(tr("No page has all of these words."), m_list);
        none->setFlags(Qt::NoItemFlags);
    }
    m_list->setCurrentRow(0);
}

void HelpView::choose(const QListWidgetItem* item) {
    if (item == nullptr || item->data(Qt::UserRole).toString().isEmpty())
        return;
    open(item->data(Qt::UserRole).toString());
    m_text->setFocus();
}

void HelpView::updateButtons() {
    m_back->setEnabled(canGoBack() || page().isEmpty());
    m_contents->setEnabled(!page().isEmpty());
}

void HelpView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    const bool looks = event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange;
    if (looks && m_stack != nullptr && !page().isEmpty()) {
        const int scroll = m_text->verticalScrollBar()->value();
        show(m_page); // links keep the colour of the palette that they were made with
        m_text->verticalScrollBar()->setValue(scroll);
    }
}

bool HelpView::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (watched == m_text && key == Qt::Key_Backspace) {
        goBack();
        return true;
    }
    if (watched == m_search && (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter)) {
        if (key == Qt::Key_Down)
            m_list->setFocus();
        else
            choose(m_list->currentItem());
        return true;
    }
    if (key == Qt::Key_Escape) {
        if (watched == m_search && !m_search->text().isEmpty()) {
            m_search->clear();
            search({});
        } else {
            Q_EMIT leaveRequested();
        }
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lapidary::widgets
