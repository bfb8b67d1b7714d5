// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/vision_menu.h"

#include "widgets/theme/color_vision.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

namespace lapidary::window {

namespace {

using widgets::Vision;

QString words(const char* text) {
    return QCoreApplication::translate("lapidary::window::VisionMenu", text);
}

QString nameOf(Vision vision) {
    switch (vision) {
    case Vision::Normal:
        return words("all &colours");
    case Vision::Protan:
        return words("without &red cones (protanopia)");
    case Vision::Deutan:
        return words("without &green cones (deuteranopia)");
    case Vision::Tritan:
        return words("without &blue cones (tritanopia)");
    case Vision::Grey:
        return words("gre&y, as printed");
    }
    return {};
}

} // namespace

void addVisionMenu(QMenu& view, QWidget& seen) {
    QMenu* menu = view.addMenu(words("Seen &as"));
    auto* group = new QActionGroup(menu);
    for (int i = 0; i < widgets::visionNames().size(); ++i) {
        const auto vision = static_cast<Vision>(i);
        QAction* action = menu->addAction(nameOf(vision));
        action->setObjectName(QStringLiteral("vision:") + widgets::visionNames()[i]);
        action->setCheckable(true);
        action->setChecked(vision == Vision::Normal);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, &seen, [&seen, vision] {
            // The widget owns the effect and deletes the one before.
            seen.setGraphicsEffect(vision == Vision::Normal ? nullptr : new widgets::VisionEffect(vision));
        });
    }
}

} // namespace lapidary::window
