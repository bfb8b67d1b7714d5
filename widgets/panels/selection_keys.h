// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace lapidary::widgets {

class SelectionModel;

/// Keys of the selection that every list of sites has while it has the focus: [ and ] the same kind in the
/// block before and after, P pins.
class SelectionKeys final : public QObject {
    Q_OBJECT

public:
    /// Belongs to the view.
    SelectionKeys(QWidget& view, SelectionModel& shared);

    static QString helpText(); // the keys in words

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    SelectionModel& m_shared;
};

} // namespace lapidary::widgets
