// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/set_list.h"

#include "widgets/state/number_text.h"

#include <QAction>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lapidary::widgets {

namespace {
constexpr int kRows = 5; // shown at once
constexpr int kName = 0;
constexpr int kCount = 1;
} // namespace

SetList::SetList(SelectionModel& selection, NamedSets& sets, QWidget* parent)
    : QWidget(parent)
    , m_selection(selection)
    , m_sets(sets) {
    setObjectName(QStringLiteral("setList"));
    setAccessibleName(tr("Named sets"));
    m_title = new QLabel(tr("Named sets"), this);
    buildList();
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("setName"));
    m_name->setAccessibleName(tr("Name of the selected set"));
    m_name->setPlaceholderText(tr("Name of this set"));
    m_name->setToolTip(tr("Enter keeps the selection under this name, Esc does not."));
    m_name->installEventFilter(this);
    m_name->hide();
    m_removed = new QLabel(this);
    m_removed->setTextFormat(Qt::PlainText);
    m_takeBack = new QPushButton(tr("Take back"), this);
    m_takeBack->setObjectName(QStringLiteral("setTakeBack"));
    connect(m_takeBack, &QPushButton::clicked, &m_sets, &NamedSets::takeBack);
    layOut();
    connect(&m_sets, &NamedSets::changed, this, &SetList::refresh);
    connect(&m_sets, &NamedSets::replaced, this, &SetList::refresh);
    refresh();
}

void SetList::buildList() {
    m_list = new QTreeWidget(this);
    m_list->setObjectName(QStringLiteral("setListView"));
    m_list->setAccessibleName(tr("Named sets of sites"));
    m_list->setColumnCount(2);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(kName, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(kCount, QHeaderView::ResizeToContents);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    addCommand(QStringLiteral("setSelect"), tr("Select\tEnter"), [this] { select(current(), false); });
    addCommand(QStringLiteral("setAdd"), tr("Add to the selection"), [this] { select(current(), true); });
    addCommand(QStringLiteral("setRename"), tr("Rename\tF2"),
               [this] { m_list->editItem(m_list->currentItem(), kName); });
    addCommand(QStringLiteral("setDelete"), tr("Delete\tDel"), [this] { m_sets.remove(current()); });
    connect(m_list, &QTreeWidget::itemClicked, this, [this](const QTreeWidgetItem* item) {
        select(item->data(kName, Qt::UserRole).toString(),
               QGuiApplication::keyboardModifiers().testFlag(Qt::ControlModifier));
    });
    connect(m_list, &QTreeWidget::itemChanged, this, &SetList::takeName);
    m_list->installEventFilter(this);
}

/// The rows stay: the one that changes is in the middle of it.
void SetList::takeName(QTreeWidgetItem* item, int column) {
    const QString before = item->data(kName, Qt::UserRole).toString();
    if (column != kName || item->text(kName) == before)
        return;
    const QScopedValueRollback keeping(m_keepsRows, true);
    const QSignalBlocker quiet(m_list);
    if (m_sets.rename(before, item->text(kName)))
        item->setData(kName, Qt::UserRole, item->text(kName).trimmed());
    else
        item->setText(kName, before); // the name is taken, or empty
}

void SetList::addCommand(const QString& name, const QString& text, const std::function<void()>& run) {
    auto* action = new QAction(text, m_list);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, [this, run] {
        if (m_list->currentItem() != nullptr)
            run();
    });
    m_list->addAction(action);
}

void SetList::layOut() {
    auto* undo = new QHBoxLayout;
    undo->addWidget(m_removed, 1);
    undo->addWidget(m_takeBack);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_title);
    column->addWidget(m_list);
    column->addWidget(m_name);
    column->addLayout(undo);
}

void SetList::refresh() {
    if (m_keepsRows)
        return;
    const QString was = current();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const NamedSets::Named& set : m_sets.all()) {
        auto* item =
            new QTreeWidgetItem(m_list, {set.name, countText(static_cast<std::int64_t>(set.sites.size()))});
        item->setData(kName, Qt::UserRole, set.name);
        item->setTextAlignment(kCount, Qt::AlignRight | Qt::AlignVCenter);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        item->setToolTip(kName, tr("%n site(s)", nullptr, static_cast<int>(set.sites.size())));
        if (set.name == was || m_list->topLevelItemCount() == 1)
            m_list->setCurrentItem(item);
    }
    const int rows = std::clamp(m_list->topLevelItemCount(), 1, kRows);
    m_list->setFixedHeight(rows * (fontMetrics().height() + 4) + 2 * m_list->frameWidth());
    m_list->setVisible(m_list->topLevelItemCount() > 0);
    m_removed->setText(m_sets.removed().isEmpty() ? QString() : tr("“%1” is deleted").arg(m_sets.removed()));
    m_removed->setVisible(!m_sets.removed().isEmpty());
    m_takeBack->setVisible(!m_sets.removed().isEmpty());
    setVisible(!m_sets.all().empty() || !m_sets.removed().isEmpty() || !m_name->isHidden());
}

QString SetList::current() const {
    const QTreeWidgetItem* item = m_list->currentItem();
    return item == nullptr ? QString() : item->data(kName, Qt::UserRole).toString();
}

void SetList::select(const QString& name, bool add) {
    const NamedSets::Named* set = m_sets.find(name);
    if (set == nullptr)
        return;
    SelectionModel::SiteSet sites = add ? m_selection.set() : SelectionModel::SiteSet();
    for (const model::SiteId& site : m_selection.sites()) // what this model has of it
        if (set->sites.contains(site))
            sites.insert(site);
    m_selection.select(std::move(sites));
}

void SetList::nameSelection() {
    m_toName = m_selection.set();
    if (m_toName.empty())
        return;
    m_name->setText(m_sets.freeName());
    m_name->show();
    QWidget::show();
    m_name->selectAll();
    m_name->setFocus(Qt::ShortcutFocusReason);
}

void SetList::leaveName() {
    m_name->hide();
    refresh();
    m_list->setFocus(Qt::ShortcutFocusReason);
}

bool SetList::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (watched == m_name && (enter || key == Qt::Key_Escape)) {
        if (enter)
            m_sets.add(m_name->text(), m_toName);
        leaveName();
        return true;
    }
    if (watched == m_list && m_list->currentItem() != nullptr && (enter || key == Qt::Key_Delete)) {
        if (enter)
            select(current(), static_cast<QKeyEvent*>(event)->modifiers().testFlag(Qt::ControlModifier));
        else
            m_sets.remove(current());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lapidary::widgets
