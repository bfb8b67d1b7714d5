// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/selection_keys.h"

#include "widgets/help/keys_overlay.h"
#include "widgets/state/selection_model.h"

#include <QKeyEvent>
#include <QWidget>

namespace lapidary::widgets {

SelectionKeys::SelectionKeys(QWidget& view, SelectionModel& shared)
    : QObject(&view)
    , m_shared(shared) {
    view.installEventFilter(this);
    view.setProperty(kKeysProperty, helpText());
}

QString SelectionKeys::helpText() {
    return tr("[ and ] go to the same kind in the block before and after, P pins the site.");
}

bool SelectionKeys::eventFilter(QObject* watched, QEvent* event) {
    const bool pressed = event->type() == QEvent::KeyPress;
    if (!pressed && event->type() != QEvent::ShortcutOverride)
        return QObject::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    // The brackets are behind AltGr on some keyboards; Ctrl and Alt alone are of others.
    const auto modifiers = key->modifiers() & (Qt::ControlModifier | Qt::AltModifier);
    const bool bracket = key->key() == Qt::Key_BracketLeft || key->key() == Qt::Key_BracketRight;
    const bool plain = modifiers == Qt::NoModifier ||
                       (bracket && modifiers.testFlags(Qt::ControlModifier | Qt::AltModifier));
    if (!plain || (!bracket && key->key() != Qt::Key_P))
        return QObject::eventFilter(watched, event);
    event->accept();
    if (pressed && bracket)
        m_shared.stepBlock(key->key() == Qt::Key_BracketLeft ? -1 : 1);
    else if (pressed)
        m_shared.togglePin();
    return true;
}

} // namespace lapidary::widgets
