// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QMenu;
class QPlainTextEdit;
class QStackedWidget;

namespace lapidary::results {
struct StoryStep;
}

namespace lapidary::widgets {

class StoryBook;
class StoryStepsModel;

/// Stories and their steps: edited in place, reordered by dragging or Alt+arrows, undone by Ctrl+Z while the
/// list has the focus. What needs the screen is asked for by signal.
class StoriesPanel final : public QWidget {
    Q_OBJECT

public:
    explicit StoriesPanel(StoryBook& book, QWidget* parent = nullptr);

    /// Asks for these need an open model.
    void setOpen(bool open);

Q_SIGNALS:
    void addRequested();    // a step from what is on screen
    void updateRequested(); // the step that is looked at, from what is on screen
    void showRequested();   // what is on screen, from the step that is looked at
    void presentRequested();
    void exportRequested(const QString& format); // "pdf", "png", "html"

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QAction* addCommand(const QString& name, const QString& text, const QString& help,
                        std::function<void()> run);
    void buildList();
    void buildCommands();
    QWidget* buildButtons();
    QWidget* buildFields();
    void buildStoryMenu(QMenu& menu);
    void connectFields();
    void follow();
    void followStories();
    void followFields();
    void updateCommands();
    bool keyInList(const QKeyEvent& key);
    void moveBy(int rows);
    template<class Change>
    void change(const char* field, Change apply);

    StoryBook& m_book;
    StoryStepsModel* m_model;
    QComboBox* m_stories;
    QListView* m_steps;
    QLabel* m_empty;
    QStackedWidget* m_pages;
    QWidget* m_fields = nullptr;
    QLineEdit* m_title = nullptr;
    QComboBox* m_bookmark = nullptr;
    QPlainTextEdit* m_text = nullptr;
    QPlainTextEdit* m_notes = nullptr;
    QAction* m_add = nullptr;
    QAction* m_show = nullptr;
    QAction* m_update = nullptr;
    QAction* m_duplicate = nullptr;
    QAction* m_remove = nullptr;
    QAction* m_up = nullptr;
    QAction* m_down = nullptr;
    QAction* m_present = nullptr;
    QAction* m_removeStory = nullptr;
    QMenu* m_export = nullptr;
    bool m_open = false;
    bool m_following = false; // fields take what the book says
};

} // namespace lapidary::widgets
