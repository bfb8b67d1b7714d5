// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_accessible.h"

#include "widgets/plot/handle_drag.h"
#include "widgets/plot/plot_view.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace lapidary::widgets {

namespace {

class AccessiblePlot final : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    explicit AccessiblePlot(PlotView* view)
        : QAccessibleWidget(view, QAccessible::Chart) {}

    QString text(QAccessible::Text kind) const override {
        switch (kind) {
        case QAccessible::Name:
            return view().content().title;
        case QAccessible::Description:
            return view().content().empty() ? view().content().emptyText : view().content().summary;
        case QAccessible::Value:
            return view().readoutText();
        case QAccessible::Help:
            return view().helpText();
        default:
            return QAccessibleWidget::text(kind);
        }
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface*>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    // The value: y under the cursor, or the position of the handle that is held.
    QVariant currentValue() const override { return view().readoutValue(); }
    void setCurrentValue(const QVariant& value) override { view().moveHeldHandle(value.toDouble()); }
    QVariant maximumValue() const override {
        return view().heldHandle() ? view().heldHandle()->maximum : QVariant();
    }
    QVariant minimumValue() const override {
        return view().heldHandle() ? view().heldHandle()->minimum : QVariant();
    }
    QVariant minimumStepSize() const override {
        const PlotHandle* handle = view().heldHandle();
        return handle != nullptr ? stepAt(*handle, currentValue().toDouble()) : QVariant();
    }

private:
    PlotView& view() const { return *static_cast<PlotView*>(widget()); }
};

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
    auto* view = qobject_cast<PlotView*>(object);
    return view == nullptr ? nullptr : new AccessiblePlot(view); // Qt's cache owns it
}

} // namespace

void installPlotAccessibility() {
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    static_cast<void>(installed);
}

void announceReadout(PlotView& view) {
    if (!QAccessible::isActive())
        return;
    QAccessibleValueChangeEvent event(&view, view.readoutValue());
    QAccessible::updateAccessibility(&event);
}

} // namespace lapidary::widgets
