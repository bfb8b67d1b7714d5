// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/results/story.h"

#include <QWidget>

class QLabel;
class QTextBrowser;
class QToolButton;

namespace lapidary::widgets {
struct ViewState;
}

namespace lapidary::window {

/// What the audience reads beside the views: title and text of the step, the bytes in large figures, the
/// place in the story.
class StoryCaption final : public QWidget {
    Q_OBJECT

public:
    explicit StoryCaption(QWidget* parent = nullptr);

    /// `fontScale` over the usual font of the window.
    void setFontScale(double fontScale);
    void showStep(const results::Story& story, std::size_t step, const widgets::ViewState& state);
    /// The numbers in text and figures follow the plan.
    void showState(const widgets::ViewState& state);
    /// The plan is no longer the step's: says how to go back and how to keep it.
    void setTried(bool tried);

    QString shownText() const;    // of the step, as read
    QString shownFigures() const; // size and saving

Q_SIGNALS:
    void backRequested();
    void nextRequested();
    void endRequested();
    void homeRequested();
    void keepRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    QToolButton* addButton(const QString& name, const QString& text, const QString& accessibleName);
    void applyFonts();
    void showText(const widgets::ViewState& state);
    void showFigures(const widgets::ViewState& state);

    results::StoryStep m_step;
    double m_scale = 1.0;
    QLabel* m_story;
    QLabel* m_title;
    QTextBrowser* m_text;
    QWidget* m_tried;
    QLabel* m_size;
    QLabel* m_saved;
    QLabel* m_bits;
    QLabel* m_place;
    QToolButton* m_back = nullptr;
    QToolButton* m_next = nullptr;
};

} // namespace lapidary::window
