// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/results/story.h"

#include <QString>
#include <QStringList>

class QWidget;

namespace lapidary::widgets {
class MatrixPanel;
class SelectionModel;
} // namespace lapidary::widgets

namespace lapidary::window {

class Document;
class PlotArea;

/// The parts of the window that a step of a story keeps and brings back.
struct StoryScreen {
    Document& document;
    widgets::SelectionModel& selection;
    widgets::MatrixPanel& matrix;
    PlotArea& plots;
};

/// A step of what is on screen now.
results::StoryStep captureStep(const StoryScreen& screen, const QString& workspace);

/// Brings selection, compared run, matrix and plots as the step has them; plan and workspace are the
/// caller's. What the open model or this program does not have is left out and named in the answer.
QStringList showStep(const StoryScreen& screen, const results::StoryStep& step);

/// What the boxes, switches and sliders below a view are set to, by their names; those inside `without` are
/// left out.
results::StoryChoices choicesOf(const QWidget& view, const QWidget* without);
/// The way back; names of controls that the view does not have.
QStringList setChoices(const QWidget& view, const results::StoryChoices& choices);

} // namespace lapidary::window
