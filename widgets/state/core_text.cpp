// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/state/core_text.h"

#include <QCoreApplication>

namespace lapidary::widgets {

QString coreText(const base::Sentence& sentence) {
    return QString::fromStdString(base::say(sentence, [](const std::string& text) {
        return QCoreApplication::translate("lapidary::core", text.c_str()).toStdString();
    }));
}

} // namespace lapidary::widgets
