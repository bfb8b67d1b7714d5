// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/matrix_accessible.h"

#include "widgets/matrix/layer_matrix.h"

#include <QAccessible>
#include <QAccessibleInterface>
#include <QAccessibleWidget>

namespace lapidary::widgets {

namespace {

/// One cell: its sentence is its name.
class AccessibleCell final : public QAccessibleInterface, public QAccessibleTableCellInterface {
public:
    AccessibleCell(LayerMatrix& matrix, model::SiteId site)
        : m_matrix(matrix)
        , m_site(std::move(site)) {}

    bool isValid() const override { return cell() != nullptr; }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(&m_matrix); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QString text(QAccessible::Text kind) const override {
        return kind == QAccessible::Name ? m_matrix.describe(m_site) : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override {
        const QRect cell = m_matrix.cellRect(m_site);
        return {m_matrix.mapToGlobal(cell.topLeft()), cell.size()};
    }
    QAccessible::Role role() const override { return QAccessible::Cell; }
    QAccessible::State state() const override {
        QAccessible::State state;
        state.selectable = true;
        state.focusable = true;
        state.selected = isSelected();
        state.focused = m_matrix.selection().focus() == m_site;
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::TableCellInterface ? static_cast<QAccessibleTableCellInterface*>(this)
                                                       : nullptr;
    }

    bool isSelected() const override { return m_matrix.selection().contains(m_site); }
    QList<QAccessibleInterface*> columnHeaderCells() const override { return {}; }
    QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
    int columnIndex() const override { return isValid() ? cell()->column : -1; }
    int rowIndex() const override { return isValid() ? cell()->row : -1; }
    int columnExtent() const override { return 1; }
    int rowExtent() const override { return isValid() ? cell()->rowSpan : 1; }
    QAccessibleInterface* table() const override { return parent(); }

private:
    /// Rows fold and unfold; null: the site has no cell of its own now.
    const MatrixLayout::Cell* cell() const {
        const MatrixLayout::Cell* cell = m_matrix.layout().of(m_site);
        return cell != nullptr && cell->site == m_site ? cell : nullptr;
    }

    LayerMatrix& m_matrix;
    model::SiteId m_site;
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
        return column < 0 || column >= columnCount()
                   ? QString()
                   : m_matrix.layout().columnNames()[static_cast<std::size_t>(column)];
    }
    QString rowDescription(int row) const override {
        return row < 0 || row >= rowCount() ? QString() : m_matrix.layout().row(row).name;
    }
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
    QAccessibleInterface* interfaceOf(const MatrixLayout::Cell& cell) const {
        const auto at = m_children.find(cell.site);
        if (at != m_children.end())
            return QAccessible::accessibleInterface(at->second);
        auto* made = new AccessibleCell(m_matrix, cell.site); // owned by the registry from here on
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
    if (const MatrixLayout::Cell* cell = matrix.layout().of(matrix.selection().focus()))
        event.setChild(static_cast<int>(cell - matrix.layout().cells().data()));
    QAccessible::updateAccessibility(&event);
}

} // namespace lapidary::widgets
