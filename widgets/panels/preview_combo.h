// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace lapidary::widgets {

/// A list whose entries show their effect while they are under the pointer or the cursor; Enter or a click
/// keeps one (activated), Esc returns (previewEnded). The wheel changes nothing without focus.
class PreviewCombo final : public QComboBox {
    Q_OBJECT

public:
    explicit PreviewCombo(QWidget* parent = nullptr);

    void hidePopup() override;

Q_SIGNALS:
    void previewed(int index);
    void previewEnded();
};

} // namespace lapidary::widgets
