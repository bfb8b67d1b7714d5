// SPDX-License-Identifier: GPL-3.0-or-later
// The audit: names and interfaces, in every workspace.
#include "app/window/workspaces.h"
#include "tests/window/window_fixture.h"

#include <QAccessible>
#include <QApplication>
#include <QSet>

#include <algorithm>

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
    /// Something of it, or of what stands in it: an opaque child takes all of its parent's region.
    static bool isSeen(const QWidget& widget) {
        const QList<QWidget*> parts = widget.findChildren<QWidget*>();
        return !widget.visibleRegion().isEmpty() || std::ranges::any_of(parts, [](const QWidget* part) {
            return !part->visibleRegion().isEmpty();
        });
    }
    /// What Tab should reach now.
    QList<QWidget*> controls() const {
        QList<QWidget*> found;
        for (QWidget* widget : window->findChildren<QWidget*>())
            if ((widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget->isVisible() &&
                widget->isEnabled() && isSeen(*widget) && widget->focusProxy() == nullptr &&
                widget->window() == window.get())
                found += widget;
        return found;
    }
    static std::string words(const QWidget* widget) {
        const QWidget* parent = widget->parentWidget();
        return std::string(widget->metaObject()->className()) + ' ' + widget->objectName().toStdString() +
               " in " + (parent == nullptr ? std::string() : parent->objectName().toStdString());
    }
};

/// The window around a control, its frame of focus with it.
QImage pictureOf(const QWidget& control) {
    QWidget* window = control.window();
    const QRect seen = QRect(control.mapTo(window, QPoint()), control.size()).marginsAdded({3, 3, 3, 3});
    QTest::qWait(1); // updates of both sides are painted
    return window->grab(seen).toImage();
}

TEST_F(AccessibilityTest, TabReachesEveryControlAndNothingHidden) {
    inEachWorkspace([this](const QString& name) {
        const QList<QWidget*> wanted = controls();
        ASSERT_GT(wanted.size(), 2) << name.toStdString();
        for (const auto key : {Qt::Key_Tab, Qt::Key_Backtab}) {
            wanted.constFirst()->setFocus();
            QSet<QWidget*> reached;
            for (QWidget* at = QApplication::focusWidget(); !reached.contains(at);
                 at = QApplication::focusWidget()) {
                ASSERT_NE(at, nullptr);
                EXPECT_TRUE(isSeen(*at)) << name.toStdString() << ": focus out of sight: " << words(at);
                reached.insert(at);
                QTest::keyClick(at, key);
            }
            for (const QWidget* control : wanted)
                EXPECT_TRUE(reached.contains(const_cast<QWidget*>(control)))
                    << name.toStdString() << ": not reached: " << words(control);
        }
    });
}

TEST_F(AccessibilityTest, TheFocusIsSeenOnEveryControl) {
    const int blinking = QApplication::cursorFlashTime();
    QApplication::setCursorFlashTime(0);        // a blinking cursor would pass for a frame
    QTest::keyClick(window.get(), Qt::Key_Tab); // from now on the keyboard has it: styles show the focus
    inEachWorkspace([this](const QString& name) {
        for (QWidget* control : controls()) {
            control->clearFocus();
            const QImage without = pictureOf(*control);
            control->setFocus(Qt::TabFocusReason);
            ASSERT_TRUE(control->hasFocus()) << words(control);
            // A plot draws itself a little later.
            EXPECT_TRUE(QTest::qWaitFor([&] { return pictureOf(*control) != without; }, 500))
                << name.toStdString() << ": focus unseen: " << words(control);
        }
    });
    QApplication::setCursorFlashTime(blinking);
}

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
