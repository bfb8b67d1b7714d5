// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>
#include <QString>

#include <vector>

class QTextBrowser;

namespace lapidary::widgets {

/// The dynamic property of a view that says its keys in words, those that are no actions.
inline constexpr char kKeysProperty[] = "keysText";

struct KeysSection {
    struct Line {
        QString keys;
        QString text;
    };
    QString title;
    QString words; // a sentence or two, above the lines; may be empty
    std::vector<Line> lines;
};

/// The keys of the present view and of the window, laid over it until a key or a click puts it away.
class KeysOverlay final : public QFrame {
    Q_OBJECT

public:
    explicit KeysOverlay(QWidget& window);

    /// The first section is the present view's.
    void open(const std::vector<KeysSection>& sections);
    QString text() const; // what it shows

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void leave();

    QWidget& m_window;
    QTextBrowser* m_text;
    QPointer<QWidget> m_before; // had the focus
};

} // namespace lapidary::widgets
