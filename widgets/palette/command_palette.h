// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/palette/palette_model.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QLineEdit;
class QListView;

namespace lapidary::widgets {

/// A field with a list of what can be done, over its window: type, choose by arrow keys or mouse, Enter does
/// it, Esc changes nothing. The focus returns to where it was.
class CommandPalette final : public QFrame {
    Q_OBJECT

public:
    explicit CommandPalette(QWidget& window);

    void open(std::vector<PaletteEntry> entries, PaletteModel::Phrases phrases, const QStringList& recent);
    PaletteModel& model() { return *m_model; }

Q_SIGNALS:
    /// Right before it is done.
    void chosen(const QString& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void buildList();
    void place();
    void setQuery(const QString& query);
    void moveBy(int rows);
    void run(const QModelIndex& index);
    void leave();

    QWidget& m_window;
    PaletteModel* m_model;
    QLineEdit* m_field;
    QListView* m_list;
    QLabel* m_hint;
    QPointer<QWidget> m_before; // had the focus
};

} // namespace lapidary::widgets
