// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/matrix_accessible.h"

#include "widgets/matrix/layer_matrix.h"

#include <QAccessible>
#include <QAccessibleInterface>
#include <QAccessibleWidget>

#include <algorithm>

namespace lapidary::widgets {

namespace {

/// One cell: its sentence is its name.
class AccessibleCell final : public QAccessibleInterface, public QAccessibleTableCellInterface {
public:
    AccessibleCell(LayerMatrix& matrix, MatrixLayout::Cell cell)
        : m_matrix(matrix)
        , m_cell(std::move(cell)) {}

    bool isValid() const override { return m_matrix.layout().of(m_cell.site) != nullptr; }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(&m_matrix); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QString text(QAccessible::Text kind) const override {
        return kind == QAccessible::Name ? m_matrix.describe(m_cell.site) : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override {
        const QRect cell = m_matrix.cellRect(m_cell.site);
        return {m_matrix.mapToGlobal(cell.topLeft()), cell.size()};
    }
    QAccessible::Role role() const override { return QAccessible::Cell; }
    QAccessible::State state() const override {
        QAccessible::State state;
        state.selectable = true;
        state.focusable = true;
        state.selected = isSelected();
        state.focused = m_matrix.selection().focus() == m_cell.site;
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::TableCellInterface ? static_cast<QAccessibleTableCellInterface*>(this)
                                                       : nullptr;
    }

    bool isSelected() const override { return m_matrix.selection().contains(m_cell.site); }
    QList<QAccessibleInterface*> columnHeaderCells() const override { return {}; }
    QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
    int columnIndex() const override { return m_cell.column; }
    int rowIndex() const override { return m_cell.row; }
    int columnExtent() const override { return 1; }
    int rowExtent() const override { return m_cell.rowSpan; }
    QAccessibleInterface* table() const override { return parent(); }

private:
    LayerMatrix& m_matrix;
    MatrixLayout::Cell m_cell;
};

class AccessibleMatrix final : public QAccessibleWidget, public QAccessibleTableInterface {
public:
    explicit AccessibleMatrix(LayerMatrix& matrix)
        : QAccessibleWidget(&matrix, QAccessible::Table)
        , m_matrix(matrix) {}
    ~AccessibleMatrix() override {
        for (const auto& [site, id] : m_children)
            QAccessible::deleteAccessibleInterface(id);
    }
    AccessibleMatrix(const AccessibleMatrix&) = delete;
    AccessibleMatrix& operator=(const AccessibleMatrix&) = delete;

    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface*>(this)
                                                   : QAccessibleWidget::interface_cast(type);
    }
    int childCount() const override { return static_cast<int>(m_matrix.layout().cells().size()); }
    QAccessibleInterface* child(int index) const override {
        const auto& cells = m_matrix.layout().cells();
        return index < 0 || index >= childCount() ? nullptr
                                                  : interfaceOf(cells[static_cast<std::size_t>(index)]);
    }
    int indexOfChild(const QAccessibleInterface* wanted) const override {
        for (int i = 0; i < childCount(); ++i)
            if (child(i) == wanted)
                return i;
        return -1;
    }
    QAccessibleInterface* focusChild() const override {
        const MatrixLayout::Cell* cell = m_matrix.layout().of(m_matrix.selection().focus());
        return cell == nullptr ? nullptr : interfaceOf(*cell);
    }

    QAccessibleInterface* cellAt(int row, int column) const override {
        const MatrixLayout::Cell* cell = m_matrix.layout().at(column, row);
        return cell == nullptr ? nullptr : interfaceOf(*cell);
    }
    QList<QAccessibleInterface*> selectedCells() const override {
        QList<QAccessibleInterface*> cells;
        for (const model::SiteId& site : m_matrix.selection().set())
            if (const MatrixLayout::Cell* cell = m_matrix.layout().of(site))
                cells.append(interfaceOf(*cell));
        return cells;
    }
    int selectedCellCount() const override { return static_cast<int>(m_matrix.selection().set().size()); }
    QString columnDescription(int column) const override {
        return nameAt(m_matrix.layout().columnNames(), column);
    }
    QString rowDescription(int row) const override { return nameAt(m_matrix.layout().rowNames(), row); }
    int columnCount() const override { return m_matrix.layout().columns(); }
    int rowCount() const override { return m_matrix.layout().rows(); }

    // Cells are selected one by one or in boxes; whole rows and columns are no unit of a selection.
    QAccessibleInterface* caption() const override { return nullptr; }
    QAccessibleInterface* summary() const override { return nullptr; }
    int selectedColumnCount() const override { return 0; }
    int selectedRowCount() const override { return 0; }
    QList<int> selectedColumns() const override { return {}; }
    QList<int> selectedRows() const override { return {}; }
    bool isColumnSelected(int) const override { return false; }
    bool isRowSelected(int) const override { return false; }
    bool selectRow(int) override { return false; }
    bool selectColumn(int) override { return false; }
    bool unselectRow(int) override { return false; }
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent*) override {}

private:
    static QString nameAt(const std::vector<QString>& names, int index) {
        return index < 0 || index >= static_cast<int>(names.size()) ? QString()
                                                                    : names[static_cast<std::size_t>(index)];
    }
    QAccessibleInterface* interfaceOf(const MatrixLayout::Cell& cell) const {
        const auto at = m_children.find(cell.site);
        if (at != m_children.end())
            return QAccessible::accessibleInterface(at->second);
        auto* made = new AccessibleCell(m_matrix, cell); // owned by the registry from here on
        m_children.emplace(cell.site, QAccessible::registerAccessibleInterface(made));
        return made;
    }

    LayerMatrix& m_matrix;
    mutable std::map<model::SiteId, QAccessible::Id> m_children;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
    auto* matrix = qobject_cast<LayerMatrix*>(object);
    return matrix == nullptr ? nullptr : new AccessibleMatrix(*matrix);
}

} // namespace

void installMatrixAccessibility() {
    static const bool kInstalled = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    (void)kInstalled;
}

void announceMatrixFocus(LayerMatrix& matrix) {
    if (!QAccessible::isActive() || !matrix.hasFocus())
        return;
    QAccessibleEvent event(&matrix, QAccessible::Focus);
    const auto& cells = matrix.layout().cells();
    const auto at = std::ranges::find(cells, matrix.selection().focus(),
                                      [](const MatrixLayout::Cell& cell) { return cell.site; });
    if (at != cells.end())
        event.setChild(static_cast<int>(at - cells.begin()));
    QAccessible::updateAccessibility(&event);
}

} // namespace lapidary::widgets
