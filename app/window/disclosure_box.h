// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/method_info.h"

#include <QComboBox>

class QSettings;

namespace lapidary::window {

/// How much of a method's settings the window shows: to learn, as most need it, all. Remembered.
class DisclosureBox final : public QComboBox {
    Q_OBJECT

public:
    /// `settings`: not owned; null keeps nothing.
    explicit DisclosureBox(QSettings* settings, QWidget* parent = nullptr);

    plan::Disclosure level() const;
    void choose(plan::Disclosure level);
    static QString text(plan::Disclosure level); // "Learn"

Q_SIGNALS:
    void chosen(plan::Disclosure level);

private:
    QSettings* m_settings;
};

} // namespace lapidary::window
