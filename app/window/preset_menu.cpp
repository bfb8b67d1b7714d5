// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/preset_menu.h"

#include <QDir>
#include <QInputDialog>
#include <QMenu>
#include <QStandardPaths>

namespace lapidary::window {

namespace {

const QLatin1String kPreset("preset:");
const QLatin1String kOwnPreset("ownPreset:");

QString leafOf(const std::string& name) {
    return QString::fromStdString(name).section(u'|', -1).trimmed();
}

} // namespace

PresetMenu::PresetMenu(QMenu& menu, Document& document, PathChooser choosePath, QWidget* parent)
    : QObject(parent)
    , m_menu(menu)
    , m_document(document)
    , m_choosePath(std::move(choosePath))
    , m_parent(parent)
    , m_commands(new QMenu(tr("&Own presets"), parent)) {
    m_commands->setObjectName(QStringLiteral("presetCommandsMenu"));
    buildCommands();
    m_menu.addSeparator();
    m_menu.addMenu(m_commands);
    connect(&m_menu, &QMenu::hovered, this, [this](QAction* action) {
        const QString name = action->objectName();
        if (name.startsWith(kPreset))
            preview(name.mid(kPreset.size()).toStdString(), false);
        else if (name.startsWith(kOwnPreset))
            preview(name.mid(kOwnPreset.size()).toStdString(), true);
        else
            m_document.endPreview();
    });
    connect(&m_menu, &QMenu::aboutToHide, &m_document, &Document::endPreview);
    connect(&m_store, &PresetStore::changed, this, &PresetMenu::fillOwn);
    connect(&m_store, &PresetStore::failed, this, &PresetMenu::said);
    connect(&m_document, &Document::planChanged, this, &PresetMenu::updateCommands);
    connect(&m_document, &Document::opened, this, &PresetMenu::updateCommands);
    updateCommands();
}

void PresetMenu::buildCommands() {
    const auto add = [this](const char* name, const QString& text, auto run) {
        QAction* action = m_commands->addAction(text);
        action->setObjectName(QString::fromLatin1(name));
        connect(action, &QAction::triggered, this, run);
        return action;
    };
    m_save = add("savePreset", tr("&Save base and rules as a preset…"), [this] { askName(); });
    add("importPreset", tr("&Import a preset…"), [this] { askImport(); });
    m_export = m_commands->addMenu(tr("&Export"));
    m_remove = m_commands->addMenu(tr("&Delete"));
    m_bringBack = add("bringBackPreset", tr("&Bring back"), [this] { m_store.bringBack(); });
    m_bringBack->setEnabled(false);
}

void PresetMenu::preview(const std::string& name, bool own) {
    plan::Plan plan = m_document.history().plan();
    if (const plan::OwnPreset* preset = own ? m_store.find(name) : nullptr)
        plan = plan::withOwnPreset(std::move(plan), *preset);
    else
        plan.preset = own ? plan.preset : name;
    m_document.preview(plan, tr("preset %1").arg(QString::fromStdString(name)));
}

void PresetMenu::choose(const std::string& name, bool own) {
    if (!own) {
        m_document.setPreset(name);
    } else if (const plan::OwnPreset* preset = m_store.find(name)) {
        m_document.setPlan(plan::withOwnPreset(m_document.history().plan(), *preset),
                           tr("preset %1, with its base and rules").arg(QString::fromStdString(name)));
    }
}

QMenu* PresetMenu::groupOf(const QStringList& parts) {
    QMenu* menu = &m_menu;
    for (const QString& part : parts) {
        QMenu* child = nullptr;
        for (QAction* action : m_own)
            if (action->menu() != nullptr && action->menu()->parent() == menu && action->text() == part)
                child = action->menu();
        if (child == nullptr) {
            child = new QMenu(part, menu);
            m_own.push_back(menu == &m_menu ? menu->insertMenu(m_commands->menuAction(), child)
                                            : menu->addMenu(child));
        }
        menu = child;
    }
    return menu;
}

void PresetMenu::fillOwn() {
    for (QAction* action : m_own)
        action->menu() != nullptr ? action->menu()->deleteLater() : action->deleteLater();
    m_own.clear();
    for (const plan::OwnPreset& preset : m_store.presets()) {
        const QString name = QString::fromStdString(preset.name);
        QStringList parts = name.split(u'|');
        parts.removeLast();
        QMenu* menu = groupOf(parts);
        auto* action = new QAction(leafOf(preset.name), menu);
        action->setObjectName(kOwnPreset + name);
        action->setToolTip(QString::fromStdString(preset.help));
        menu == &m_menu ? menu->insertAction(m_commands->menuAction(), action) : menu->addAction(action);
        connect(action, &QAction::triggered, this, [this, own = preset.name] { choose(own, true); });
        m_own.push_back(action);
    }
    fillRemove();
    updateCommands();
}

void PresetMenu::fillRemove() {
    m_remove->clear();
    m_export->clear();
    for (const plan::OwnPreset& preset : m_store.presets()) {
        const QString name = QString::fromStdString(preset.name);
        connect(m_remove->addAction(name), &QAction::triggered, this, [this, own = preset.name, name] {
            m_store.remove(own);
            Q_EMIT said(
                tr("The preset %1 is deleted; Plan > Preset > Own presets brings it back.").arg(name));
        });
        connect(m_export->addAction(name + QStringLiteral("…")), &QAction::triggered, this,
                [this, own = preset.name] { askExport(own); });
    }
}

void PresetMenu::updateCommands() {
    const bool open = m_document.isOpen();
    m_save->setEnabled(open);
    for (QAction* action : m_own)
        action->setEnabled(open);
    m_remove->setEnabled(!m_store.presets().empty());
    m_export->setEnabled(!m_store.presets().empty());
    const auto& removed = m_store.removed();
    m_bringBack->setEnabled(removed.has_value());
    m_bringBack->setText(removed ? tr("&Bring back %1").arg(QString::fromStdString(removed->name))
                                 : tr("&Bring back"));
}

void PresetMenu::saveAs(const QString& name) {
    if (name.trimmed().isEmpty())
        return;
    m_store.save(plan::presetOf(m_document.history().plan(), name.trimmed().toStdString()));
    Q_EMIT said(tr("Base and rules are kept as the preset %1").arg(name.trimmed()));
}

void PresetMenu::askName() {
    auto* dialog = new QInputDialog(m_parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("presetName"));
    dialog->setWindowTitle(tr("Save base and rules as a preset"));
    dialog->setLabelText(tr("Name; a bar makes a group, as in Course|2 bits:"));
    connect(dialog, &QInputDialog::textValueSelected, this, &PresetMenu::saveAs);
    dialog->open();
}

void PresetMenu::askImport() {
    PathQuestion question;
    question.title = tr("Import a preset");
    question.filters = {tr("Presets (*.json)")};
    m_choosePath(m_parent, question, [this](const QString& path) { m_store.importFile(path.toStdString()); });
}

void PresetMenu::askExport(const std::string& name) {
    PathQuestion question;
    question.kind = PathQuestion::Kind::SaveFile;
    question.title = tr("Export the preset %1").arg(QString::fromStdString(name));
    question.from = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) + u'/' +
                    leafOf(name) + QStringLiteral(".json");
    question.filters = {tr("Presets (*.json)")};
    question.suffix = QStringLiteral("json");
    m_choosePath(m_parent, question,
                 [this, name](const QString& path) { m_store.exportFile(name, path.toStdString()); });
}

} // namespace lapidary::window
