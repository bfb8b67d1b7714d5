// SPDX-License-Identifier: GPL-3.0-or-later
// The audit: names and interfaces, in every workspace.
#include "app/window/workspaces.h"
#include "tests/window/window_fixture.h"

#include <QAccessible>

namespace lapidary::window {
namespace {

struct AccessibilityTest : WindowTest {
    void SetUp() override {
        startFake(1);
        ASSERT_TRUE(openRandomModel());
    }
    void inEachWorkspace(const std::function<void(const QString& name)>& check) const {
        for (const QString& name : Workspaces::names()) {
            window->showWorkspace(name);
            QTest::qWait(30);
            check(name);
        }
    }
    /// What Tab should reach now.
    QList<QWidget*> controls() const {
        QList<QWidget*> found;
        for (QWidget* widget : window->findChildren<QWidget*>())
            if ((widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget->isVisible() &&
                widget->isEnabled() && !widget->visibleRegion().isEmpty() &&
                widget->focusProxy() == nullptr && widget->window() == window.get())
                found += widget;
        return found;
    }
    static std::string words(const QWidget* widget) {
        const QWidget* parent = widget->parentWidget();
        return std::string(widget->metaObject()->className()) + ' ' + widget->objectName().toStdString() +
               " in " + (parent == nullptr ? std::string() : parent->objectName().toStdString());
    }
};

TEST_F(AccessibilityTest, EveryControlHasANameAndAnInterface) {
    inEachWorkspace([this](const QString& name) {
        for (QWidget* control : controls()) {
            QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(control);
            ASSERT_NE(interface, nullptr) << words(control);
            EXPECT_FALSE(interface->text(QAccessible::Name).isEmpty())
                << name.toStdString() << ": no name: " << words(control);
            const bool own = QByteArray(control->metaObject()->className()).startsWith("lapidary::");
            if (own) {
                EXPECT_NE(interface->role(), QAccessible::Client)
                    << name.toStdString() << ": no interface of its own: " << words(control);
            }
        }
    });
}

} // namespace
} // namespace lapidary::window
