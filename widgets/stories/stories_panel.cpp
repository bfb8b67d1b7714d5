// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stories/stories_panel.h"

#include "widgets/stories/story_book.h"
#include "widgets/stories/story_steps_model.h"

#include <QAction>
#include <QComboBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace lapidary::widgets {

namespace {

constexpr int kLastBookmark = 9;
constexpr int kTextLines = 5;
constexpr int kNotesLines = 3;

QPlainTextEdit* textField(const QString& name, const QString& accessibleName, int lines, QWidget* parent) {
    auto* field = new QPlainTextEdit(parent);
    field->setObjectName(name);
    field->setAccessibleName(accessibleName);
    field->setTabChangesFocus(true);
    field->setMinimumHeight(field->fontMetrics().lineSpacing() * lines / 2);
    return field;
}

/// Setting a text takes the cursor and the undo of typing away: only where it differs.
void setText(QPlainTextEdit& field, const std::string& text) {
    if (const QString shown = QString::fromStdString(text); field.toPlainText() != shown)
        field.setPlainText(shown);
}

} // namespace

StoriesPanel::StoriesPanel(StoryBook& book, QWidget* parent)
    : QWidget(parent)
    , m_book(book)
    , m_model(new StoryStepsModel(book, this))
    , m_stories(new QComboBox(this))
    , m_steps(new QListView(this))
    , m_empty(new QLabel(this))
    , m_pages(new QStackedWidget(this)) {
    setObjectName(QStringLiteral("storiesPanel"));
    setAccessibleName(tr("Stories"));
    setProperty("helpPage", QStringLiteral("stories"));
    buildCommands();
    buildList();
    auto* header = new QHBoxLayout;
    header->addWidget(m_stories, 1);
    auto* menu = new QToolButton(this);
    menu->setObjectName(QStringLiteral("storyMenu"));
    menu->setText(QStringLiteral("⋯"));
    menu->setToolTip(tr("The story"));
    menu->setAccessibleName(tr("Commands of the story"));
    menu->setPopupMode(QToolButton::InstantPopup);
    menu->setMenu(new QMenu(menu));
    buildStoryMenu(*menu->menu());
    header->addWidget(menu);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(6);
    layout->addLayout(header);
    layout->addWidget(m_pages, 3);
    layout->addWidget(buildButtons());
    layout->addWidget(buildFields(), 4);
    connectFields();
    connect(&m_book, &StoryBook::changed, this, &StoriesPanel::follow);
    connect(&m_book, &StoryBook::placeChanged, this, &StoriesPanel::follow);
    follow();
}

void StoriesPanel::buildList() {
    m_stories->setObjectName(QStringLiteral("story"));
    m_stories->setAccessibleName(tr("Story; type to give it another title"));
    m_stories->setToolTip(tr("The story that is shown; type to give it another title"));
    m_stories->setEditable(true);
    m_stories->setInsertPolicy(QComboBox::NoInsert);
    m_stories->setCompleter(nullptr);
    m_stories->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_stories->lineEdit()->setPlaceholderText(tr("no story yet"));
    m_stories->lineEdit()->setAccessibleName(m_stories->accessibleName());
    m_steps->setObjectName(QStringLiteral("storySteps"));
    m_steps->setAccessibleName(tr("Steps of the story"));
    m_steps->setModel(m_model);
    m_steps->setDragDropMode(QAbstractItemView::InternalMove);
    m_steps->setDefaultDropAction(Qt::MoveAction);
    m_steps->setAlternatingRowColors(true);
    m_steps->setTextElideMode(Qt::ElideRight);
    m_steps->installEventFilter(this);
    m_empty->setObjectName(QStringLiteral("noStory"));
    m_empty->setText(tr("A story is a row of steps: pictures of the window, each with a text, to be shown to "
                        "others.\n\nCtrl+Shift+T makes a step from what is on screen. F5 presents."));
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setMargin(12);
    m_pages->addWidget(m_steps);
    m_pages->addWidget(m_empty);
    connect(m_steps->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now) {
                if (now.isValid() && !m_following)
                    m_book.goTo(m_book.storyIndex(), static_cast<std::size_t>(now.row()));
            });
    connect(m_steps, &QListView::doubleClicked, this, &StoriesPanel::showRequested);
    connect(m_stories, &QComboBox::activated, this,
            [this](int index) { m_book.goTo(static_cast<std::size_t>(index), 0); });
    connect(m_stories->lineEdit(), &QLineEdit::textEdited, this, [this](const QString& title) {
        if (m_book.story() == nullptr)
            m_book.addStory(title.toStdString());
        else
            m_book.changeStory(title.toStdString(), m_book.story()->minutes, "title of the story");
    });
}

QAction* StoriesPanel::addCommand(const QString& name, const QString& text, const QString& help,
                                  std::function<void()> run) {
    auto* action = new QAction(text, this);
    action->setObjectName(name);
    action->setToolTip(help);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    return action;
}

void StoriesPanel::buildCommands() {
    m_add = addCommand(QStringLiteral("storyAddStep"), tr("Add step"),
                       tr("A step from what is on screen (Ctrl+Shift+T)"), [this] { Q_EMIT addRequested(); });
    m_show = addCommand(QStringLiteral("storyShowStep"), tr("Show"),
                        tr("Brings the step to the screen, its plan too (Enter in the list)"),
                        [this] { Q_EMIT showRequested(); });
    m_update = addCommand(QStringLiteral("storyUpdateStep"), tr("Update"),
                          tr("Takes what is on screen into the step; its texts stay"),
                          [this] { Q_EMIT updateRequested(); });
    m_duplicate = addCommand(QStringLiteral("storyDuplicateStep"), tr("Duplicate"), tr("Ctrl+D in the list"),
                             [this] { m_book.duplicateStep(); });
    m_remove = addCommand(QStringLiteral("storyRemoveStep"), tr("Delete"),
                          tr("Del in the list; Ctrl+Z brings it back"), [this] { m_book.removeStep(); });
    m_up = addCommand(QStringLiteral("storyStepUp"), tr("▲"), tr("Earlier (Alt+Up in the list)"),
                      [this] { moveBy(-1); });
    m_down = addCommand(QStringLiteral("storyStepDown"), tr("▼"), tr("Later (Alt+Down in the list)"),
                        [this] { moveBy(1); });
    m_present =
        addCommand(QStringLiteral("storyPresent"), tr("Present"),
                   tr("Begins at the step that is looked at (F5)"), [this] { Q_EMIT presentRequested(); });
}

QWidget* StoriesPanel::buildButtons() {
    auto* buttons = new QWidget(this);
    auto* grid = new QGridLayout(buttons);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(4);
    const auto add = [&](QAction* action, int row, int column, int columns, const QString& accessibleName) {
        auto* button = new QToolButton(buttons);
        button->setDefaultAction(action);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setAccessibleName(accessibleName);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setFocusPolicy(Qt::StrongFocus);
        grid->addWidget(button, row, column, 1, columns);
    };
    add(m_add, 0, 0, 2, tr("Add a step from what is on screen"));
    add(m_present, 0, 2, 2, tr("Present"));
    add(m_show, 0, 4, 2, tr("Show the step"));
    add(m_update, 1, 0, 1, tr("Update the step from what is on screen"));
    add(m_duplicate, 1, 1, 1, tr("Duplicate the step"));
    add(m_remove, 1, 2, 2, tr("Delete the step"));
    add(m_up, 1, 4, 1, tr("Move the step up"));
    add(m_down, 1, 5, 1, tr("Move the step down"));
    return buttons;
}

QWidget* StoriesPanel::buildFields() {
    m_fields = new QWidget(this);
    m_title = new QLineEdit(m_fields);
    m_title->setObjectName(QStringLiteral("stepTitle"));
    m_title->setAccessibleName(tr("Title of the step"));
    m_title->setPlaceholderText(tr("Title"));
    m_bookmark = new QComboBox(m_fields);
    m_bookmark->setObjectName(QStringLiteral("stepBookmark"));
    m_bookmark->setAccessibleName(tr("Key that goes to the step while presenting"));
    m_bookmark->setToolTip(m_bookmark->accessibleName());
    m_bookmark->setFocusPolicy(Qt::StrongFocus);
    m_bookmark->addItem(tr("no key"));
    for (int key = 1; key <= kLastBookmark; ++key)
        m_bookmark->addItem(tr("key %1").arg(key));
    m_text = textField(QStringLiteral("stepText"), tr("Text of the step, in Markdown"), kTextLines, m_fields);
    m_text->setPlaceholderText(tr("A few sentences for the audience. **bold**, lists, and numbers that stay "
                                  "true: {bytes_after}, {error:bits:4@blocks.3.mlp.down}"));
    m_notes = textField(QStringLiteral("stepNotes"), tr("Notes for the speaker"), kNotesLines, m_fields);
    m_notes->setPlaceholderText(tr("Notes for you alone (N while presenting)"));
    auto* line = new QHBoxLayout;
    line->addWidget(m_title, 1);
    line->addWidget(m_bookmark);
    auto* layout = new QVBoxLayout(m_fields);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(m_text, kTextLines);
    layout->addWidget(m_notes, kNotesLines);
    return m_fields;
}

void StoriesPanel::buildStoryMenu(QMenu& menu) {
    menu.addAction(addCommand(QStringLiteral("storyNew"), tr("&New story"), {}, [this] {
        m_book.addStory(tr("Story %1").arg(m_book.stories().size() + 1).toStdString());
        m_stories->setFocus();
        m_stories->lineEdit()->selectAll();
    }));
    m_removeStory = addCommand(QStringLiteral("storyRemove"), tr("&Delete the story"), {},
                               [this] { m_book.removeStory(); });
    menu.addAction(m_removeStory);
    menu.addSeparator();
    QAction* undo =
        addCommand(QStringLiteral("storyUndo"), tr("&Undo in the stories"), {}, [this] { m_book.undo(); });
    QAction* redo =
        addCommand(QStringLiteral("storyRedo"), tr("&Redo in the stories"), {}, [this] { m_book.redo(); });
    menu.addActions({undo, redo});
    connect(&menu, &QMenu::aboutToShow, this, [this, undo, redo] {
        undo->setEnabled(m_book.canUndo());
        redo->setEnabled(m_book.canRedo());
    });
    menu.addSeparator();
    m_export = menu.addMenu(tr("&Export"));
    const std::pair<QString, QString> formats[] = {
        {QStringLiteral("pdf"), tr("As a &PDF, a page a step…")},
        {QStringLiteral("html"), tr("As one &HTML file that needs nothing else…")},
        {QStringLiteral("png"), tr("As p&ictures in a folder…")}};
    for (const auto& [format, text] : formats)
        m_export->addAction(addCommand(QStringLiteral("storyExport:") + format, text, {},
                                       [this, format = format] { Q_EMIT exportRequested(format); }));
}

/// One edit of a field, one step of undo as long as it is the same field of the same step.
template<class Change>
void StoriesPanel::change(const char* field, Change apply) {
    if (m_following || m_book.step() == nullptr)
        return;
    results::StoryStep step = *m_book.step();
    apply(step);
    m_book.changeStep(std::move(step), std::string(field) + '/' + std::to_string(m_book.storyIndex()) + '/' +
                                           std::to_string(m_book.stepIndex()));
}

void StoriesPanel::connectFields() {
    connect(m_title, &QLineEdit::textEdited, this, [this](const QString& text) {
        change("title", [&](results::StoryStep& step) { step.title = text.toStdString(); });
    });
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        change("text", [&](results::StoryStep& step) { step.text = m_text->toPlainText().toStdString(); });
    });
    connect(m_notes, &QPlainTextEdit::textChanged, this, [this] {
        change("notes", [&](results::StoryStep& step) { step.notes = m_notes->toPlainText().toStdString(); });
    });
    connect(m_bookmark, &QComboBox::activated, this, [this](int key) {
        change("bookmark", [&](results::StoryStep& step) {
            step.bookmark = key == 0 ? std::nullopt : std::optional<std::int64_t>(key);
        });
    });
}

void StoriesPanel::setOpen(bool open) {
    m_open = open;
    updateCommands();
}

void StoriesPanel::follow() {
    const QScopedValueRollback following(m_following, true);
    followStories();
    const bool any = m_book.step() != nullptr;
    m_pages->setCurrentWidget(any ? static_cast<QWidget*>(m_steps) : m_empty);
    if (any)
        m_steps->setCurrentIndex(m_model->index(static_cast<int>(m_book.stepIndex())));
    followFields();
    updateCommands();
}

void StoriesPanel::followStories() {
    const QSignalBlocker quiet(m_stories);
    QStringList titles;
    for (const results::Story& story : m_book.stories())
        titles += QString::fromStdString(story.title);
    while (m_stories->count() > titles.size())
        m_stories->removeItem(m_stories->count() - 1);
    for (int i = 0; i < titles.size(); ++i) {
        if (i == m_stories->count())
            m_stories->addItem(titles[i]);
        else if (m_stories->itemText(i) != titles[i])
            m_stories->setItemText(i, titles[i]);
    }
    const int shown = titles.isEmpty() ? -1 : static_cast<int>(m_book.storyIndex());
    if (m_stories->currentIndex() != shown)
        m_stories->setCurrentIndex(shown);
    if (const QString title = titles.value(shown); m_stories->lineEdit()->text() != title)
        m_stories->lineEdit()->setText(title);
}

void StoriesPanel::followFields() {
    static const results::StoryStep kNone;
    const results::StoryStep& step = m_book.step() != nullptr ? *m_book.step() : kNone;
    if (const QString title = QString::fromStdString(step.title); m_title->text() != title)
        m_title->setText(title);
    m_bookmark->setCurrentIndex(static_cast<int>(step.bookmark.value_or(0)));
    setText(*m_text, step.text);
    setText(*m_notes, step.notes);
}

void StoriesPanel::updateCommands() {
    const bool any = m_book.step() != nullptr;
    m_fields->setEnabled(any);
    m_add->setEnabled(m_open);
    m_present->setEnabled(m_open);
    m_show->setEnabled(m_open && any);
    m_update->setEnabled(m_open && any);
    m_duplicate->setEnabled(any);
    m_remove->setEnabled(any);
    m_up->setEnabled(any && m_book.stepIndex() > 0);
    m_down->setEnabled(any && m_book.stepIndex() + 1 < m_book.story()->steps.size());
    m_removeStory->setEnabled(m_book.story() != nullptr);
    m_export->setEnabled(m_open && any);
}

void StoriesPanel::moveBy(int rows) {
    if (m_book.step() != nullptr)
        m_book.moveStep(m_book.stepIndex(), m_book.stepIndex() + static_cast<std::size_t>(rows));
}

bool StoriesPanel::keyInList(const QKeyEvent& key) {
    const std::pair<QKeySequence, QAction*> keys[] = {
        {QKeySequence(Qt::Key_Return), m_show},     {QKeySequence(Qt::Key_Enter), m_show},
        {QKeySequence(Qt::Key_Delete), m_remove},   {QKeySequence(Qt::CTRL | Qt::Key_D), m_duplicate},
        {QKeySequence(Qt::ALT | Qt::Key_Up), m_up}, {QKeySequence(Qt::ALT | Qt::Key_Down), m_down}};
    const auto without = key.keyCombination().toCombined() & ~static_cast<int>(Qt::KeypadModifier);
    if (key.matches(QKeySequence::Undo)) {
        m_book.undo();
        return true;
    }
    if (key.matches(QKeySequence::Redo) || without == (Qt::CTRL | Qt::Key_Y).toCombined()) {
        m_book.redo();
        return true;
    }
    for (const auto& [sequence, action] : keys)
        if (sequence == QKeySequence(without)) {
            action->trigger();
            return true;
        }
    return false;
}

bool StoriesPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_steps)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::KeyPress)
        return keyInList(*static_cast<QKeyEvent*>(event));
    if (event->type() == QEvent::ShortcutOverride) {
        // The list's own undo, not the plan's.
        const auto& key = *static_cast<QKeyEvent*>(event);
        if (key.matches(QKeySequence::Undo) || key.matches(QKeySequence::Redo) ||
            key.keyCombination() == (Qt::CTRL | Qt::Key_Y) || key.keyCombination() == (Qt::CTRL | Qt::Key_D))
            event->accept();
        return event->isAccepted();
    }
    return false;
}

} // namespace lapidary::widgets
