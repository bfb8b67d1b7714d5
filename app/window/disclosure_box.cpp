// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/disclosure_box.h"

#include <QSettings>

namespace lapidary::window {

namespace {
using plan::Disclosure;
constexpr auto kLevels = {Disclosure::Learn, Disclosure::Standard, Disclosure::Expert};
const QString kKey = QStringLiteral("window/disclosure");
} // namespace

QString DisclosureBox::text(Disclosure level) {
    switch (level) {
    case Disclosure::Learn:
        return tr("Learn");
    case Disclosure::Standard:
        return tr("Standard");
    case Disclosure::Expert:
        return tr("Expert");
    }
    return {};
}

DisclosureBox::DisclosureBox(QSettings* settings, QWidget* parent)
    : QComboBox(parent)
    , m_settings(settings) {
    setObjectName(QStringLiteral("disclosure"));
    setAccessibleName(tr("Level of detail"));
    setToolTip(tr(
        "Which settings of a method are shown: Learn has bits, sparsity and rank, Standard what most need, "
        "Expert all. What was set is shown at any level."));
    setFocusPolicy(Qt::StrongFocus);
    for (const Disclosure level : kLevels)
        addItem(text(level), static_cast<int>(level));
    const int kept = settings == nullptr ? -1 : findData(settings->value(kKey, -1).toInt());
    setCurrentIndex(kept >= 0 ? kept : findData(static_cast<int>(Disclosure::Standard)));
    connect(this, &QComboBox::currentIndexChanged, this, [this] {
        if (m_settings != nullptr)
            m_settings->setValue(kKey, static_cast<int>(level()));
        Q_EMIT chosen(level());
    });
}

Disclosure DisclosureBox::level() const {
    return static_cast<Disclosure>(currentData().toInt());
}

void DisclosureBox::choose(Disclosure level) {
    setCurrentIndex(findData(static_cast<int>(level)));
}

} // namespace lapidary::window
