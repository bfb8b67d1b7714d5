// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/presenter_keys.h"

#include "widgets/plot/plot_view.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace lapidary::window {

namespace {

using Kind = PresenterCommand::Kind;

bool typesInto(const QWidget* focus) {
    const auto* text = qobject_cast<const QPlainTextEdit*>(focus);
    return qobject_cast<const QLineEdit*>(focus) != nullptr ||
           qobject_cast<const QAbstractSpinBox*>(focus) != nullptr ||
           (text != nullptr && !text->isReadOnly());
}

bool isPressedBySpace(const QWidget* focus) {
    return qobject_cast<const QAbstractButton*>(focus) != nullptr ||
           qobject_cast<const QComboBox*>(focus) != nullptr;
}

/// The plot that the focus is in; null: none.
const widgets::PlotView* plotOf(const QWidget* focus) {
    for (; focus != nullptr; focus = focus->parentWidget())
        if (const auto* plot = qobject_cast<const widgets::PlotView*>(focus))
            return plot;
    return nullptr;
}

/// Keys that mean the same wherever the focus is: those of a remote control, above all.
std::optional<Kind> everywhere(int key) {
    switch (key) {
    case Qt::Key_PageDown:
        return Kind::Next;
    case Qt::Key_PageUp:
        return Kind::Back;
    case Qt::Key_F5:
        return Kind::End;
    default:
        return std::nullopt;
    }
}

std::optional<Kind> unlessTyping(int key) {
    switch (key) {
    case Qt::Key_Backspace:
        return Kind::Back;
    case Qt::Key_Home:
        return Kind::Home;
    case Qt::Key_B:
    case Qt::Key_Period:
        return Kind::Black;
    case Qt::Key_N:
        return Kind::Notes;
    case Qt::Key_K:
        return Kind::Keep;
    default:
        return std::nullopt;
    }
}

std::optional<Kind> arrow(int key) {
    if (key == Qt::Key_Right)
        return Kind::Next;
    if (key == Qt::Key_Left)
        return Kind::Back;
    return std::nullopt;
}

std::optional<Kind> withControl(const QKeyEvent& key) {
    if (key.matches(QKeySequence::Undo))
        return Kind::Undo;
    if (key.matches(QKeySequence::Redo) || key.keyCombination() == (Qt::CTRL | Qt::Key_Y))
        return Kind::Redo;
    if (key.keyCombination() == (Qt::CTRL | Qt::Key_Home))
        return Kind::First;
    return std::nullopt;
}

/// Whether Esc first ends something smaller than the presentation.
bool hasOwnEscape(const QWidget* focus) {
    const widgets::PlotView* plot = plotOf(focus);
    return plot != nullptr &&
           (plot->heldHandle() != nullptr || plot->page() != widgets::PlotView::Page::Plot);
}

std::optional<PresenterCommand> command(std::optional<Kind> kind) {
    return kind ? std::optional(PresenterCommand{*kind, 0}) : std::nullopt;
}

} // namespace

std::optional<PresenterCommand> presenterCommand(const QKeyEvent& key, const QWidget* focus,
                                                 const QWidget* caption) {
    const int pressed = key.key();
    if (const auto kind = everywhere(pressed))
        return command(kind);
    if (pressed == Qt::Key_Escape)
        return hasOwnEscape(focus) ? std::nullopt : command(Kind::End);
    if (typesInto(focus))
        return std::nullopt;
    if (const auto kind = withControl(key))
        return command(kind);
    if ((key.modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) != Qt::NoModifier)
        return std::nullopt;
    if (pressed == Qt::Key_Space && !isPressedBySpace(focus))
        return command((key.modifiers() & Qt::ShiftModifier) != 0 ? Kind::Back : Kind::Next);
    if (pressed >= Qt::Key_1 && pressed <= Qt::Key_9)
        return PresenterCommand{Kind::Bookmark, pressed - Qt::Key_0};
    if (focus == nullptr || focus == caption || focus->isWindow() || caption->isAncestorOf(focus))
        if (const auto kind = arrow(pressed))
            return command(kind);
    return command(unlessTyping(pressed));
}

} // namespace lapidary::window
