// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/choose_path.h"
#include "app/window/document.h"
#include "app/window/preset_store.h"

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace lapidary::window {

/// The preset menu: entries show their plan in all views while they are marked; Enter or a click keeps one,
/// Esc returns. Below the program's presets stand those of one's own, by the parts of their names, and the
/// commands for them.
class PresetMenu final : public QObject {
    Q_OBJECT

public:
    /// `menu` holds the program's presets already, as actions named "preset:NAME".
    PresetMenu(QMenu& menu, Document& document, PathChooser choosePath, QWidget* parent);

    PresetStore& store() { return m_store; }
    /// The commands alone, for a button.
    QMenu& commands() { return *m_commands; }

    void preview(const std::string& name, bool own);
    void choose(const std::string& name, bool own);
    /// Keeps base and rules of the plan in force under this name.
    void saveAs(const QString& name);

Q_SIGNALS:
    void said(const QString& text);

private:
    void buildCommands();
    void fillOwn();
    void fillRemove();
    QMenu* groupOf(const QStringList& parts);
    void askName();
    void askImport();
    void askExport(const std::string& name);
    void updateCommands();

    QMenu& m_menu;
    Document& m_document;
    PathChooser m_choosePath;
    QWidget* m_parent;
    PresetStore m_store;
    QMenu* m_commands;
    QMenu* m_remove = nullptr;
    QMenu* m_export = nullptr;
    QAction* m_save = nullptr;
    QAction* m_bringBack = nullptr;
    std::vector<QAction*> m_own; // and the menus of their groups
};

} // namespace lapidary::window
