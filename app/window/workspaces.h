// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>

#include <map>
#include <vector>

class QDockWidget;
class QMainWindow;
class QSettings;
class QSplitter;

namespace lapidary::window {

/// The arrangements of the docks: one for each workspace, which keeps what people change in it, and those
/// that they saved under a name. Belongs to the settings, not to a project.
class Workspaces final : public QObject {
    Q_OBJECT

public:
    /// The window's docks, and the splitter of its centre; settings may be null (nothing is remembered).
    Workspaces(QMainWindow& window, QSplitter& centre, QSettings* settings);

    static QStringList names(); // "measure", "plan", "compare", "run", "present"
    static QString title(const QString& name);

    /// The dock stands at this side where an arrangement does not say otherwise.
    void addDock(QDockWidget* dock, Qt::DockWidgetArea area);
    /// As it was left, else as at first; the one that was left last where the name is empty.
    void begin(const QString& name = {});
    /// Docks take sizes only once the window has its own: to be called when it is first shown.
    void windowShown();

    const QString& current() const { return m_current; }
    void change(const QString& name);
    /// The present workspace as it is at first.
    void reset();
    /// Writes what is arranged now into the settings.
    void store();

    QStringList layouts() const; // by name
    void saveLayout(const QString& name);
    void applyLayout(const QString& name);
    void forgetLayout(const QString& name);

Q_SIGNALS:
    void changed(const QString& workspace);
    void layoutsChanged();

private:
    struct Arrangement {
        QByteArray docks;
        QByteArray centre;
    };
    struct Home {
        QDockWidget* dock = nullptr;
        Qt::DockWidgetArea area = Qt::NoDockWidgetArea;
    };
    Arrangement present() const;
    bool restore(const Arrangement& arrangement);
    void arrangeFirst();
    void place(Qt::DockWidgetArea area);
    void sizeFirst();
    QDockWidget* dock(const QString& name) const;
    Arrangement read(const QString& key) const;
    void write(const QString& key, const Arrangement& arrangement);

    QMainWindow& m_window;
    QSplitter& m_centre;
    QSettings* m_settings;
    std::vector<Home> m_homes;
    std::map<QString, Arrangement> m_kept; // of workspaces that were left since the start
    std::map<QString, Arrangement> m_layouts;
    QString m_current;
    bool m_first = false; // arranged as at first, sizes to follow when the window is shown
};

} // namespace lapidary::window
