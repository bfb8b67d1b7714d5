// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/plan_cell_delegate.h"

#include "widgets/panels/method_choice.h"
#include "widgets/panels/site_words.h"

#include <QComboBox>
#include <QLineEdit>

#include <algorithm>
#include <utility>

namespace lapidary::widgets {

namespace {

PlanColumn columnOf(const QModelIndex& index) {
    return static_cast<PlanColumn>(index.column());
}

void fillMethods(QComboBox& combo, const PlanRow& row) {
    for (const MethodChoice& choice : methodChoices(row)) {
        combo.addItem(choice.words, choice.key);
        combo.setItemData(combo.count() - 1, plainToolTip(choice.help), Qt::ToolTipRole);
    }
}

} // namespace

PlanCellDelegate::PlanCellDelegate(const SelectionModel& shared, RowOf rowOf, QObject* parent)
    : SiteDelegate(shared, parent)
    , m_rowOf(std::move(rowOf)) {
}

QWidget* PlanCellDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& /*option*/,
                                        const QModelIndex& index) const {
    const PlanRow* row = m_rowOf(index);
    if (row == nullptr)
        return nullptr;
    auto* combo = new QComboBox(parent);
    combo->setObjectName(QStringLiteral("planCellEditor"));
    combo->setAccessibleName(
        tr("%1 of %2").arg(planColumnTitle(columnOf(index)), QString::fromStdString(row->site->id.name)));
    combo->setToolTip(planColumnHelp(columnOf(index)));
    if (columnOf(index) == PlanColumn::Method) {
        fillMethods(*combo, *row);
    } else {
        combo->setEditable(true);
        combo->setInsertPolicy(QComboBox::NoInsert);
        combo->setCompleter(nullptr); // "2" must not become "2:4"
        combo->addItems(cellSuggestions(*row, columnOf(index)));
    }
    combo->setMaxVisibleItems(20);
    auto* self = const_cast<PlanCellDelegate*>(this); // editors are made by const functions, signals are not
    connect(combo, &QComboBox::activated, self, [self, combo] {
        Q_EMIT self->commitData(combo);
        Q_EMIT self->closeEditor(combo);
    });
    return combo;
}

void PlanCellDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    auto* combo = qobject_cast<QComboBox*>(editor);
    const PlanRow* row = m_rowOf(index);
    if (combo == nullptr || row == nullptr || combo->property("filled").toBool())
        return;
    combo->setProperty("filled", true); // a state that arrives meanwhile must not undo the typing
    if (columnOf(index) == PlanColumn::Method) {
        combo->setCurrentIndex(combo->findData(presentMethodChoice(*row)));
        return;
    }
    combo->setCurrentIndex(-1);
    combo->setEditText(planCellEditText(*row, columnOf(index)));
    combo->lineEdit()->selectAll();
}

void PlanCellDelegate::setModelData(QWidget* editor, QAbstractItemModel* model,
                                    const QModelIndex& index) const {
    auto* combo = qobject_cast<QComboBox*>(editor);
    const PlanRow* row = m_rowOf(index);
    if (combo == nullptr || row == nullptr)
        return;
    const bool method = columnOf(index) == PlanColumn::Method;
    const QString text = method ? combo->currentData().toString() : combo->currentText();
    const QString before = method ? presentMethodChoice(*row) : planCellEditText(*row, columnOf(index));
    if (text != before && !text.isEmpty())
        model->setData(index, text);
}

void PlanCellDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                            const QModelIndex& /*index*/) const {
    const QSize wanted = editor->sizeHint();
    QRect place = option.rect;
    place.setWidth(std::max(place.width(), wanted.width()));
    place.setHeight(std::max(place.height(), wanted.height()));
    if (const QWidget* viewport = editor->parentWidget())
        place.moveRight(std::min(place.right(), viewport->rect().right()));
    editor->setGeometry(place);
}

} // namespace lapidary::widgets
