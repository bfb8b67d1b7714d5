// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QDBusPendingCallWatcher;
class QDBusVariant;

namespace lapidary::window {

/// Whether the desktop asks for dark windows: the portal's `color-scheme` where there is one (Qt learns of it
/// with 6.5), else the lightness of the palette that the program began with. Asks without waiting; follows
/// changes.
class SystemTheme final : public QObject {
    Q_OBJECT

public:
    explicit SystemTheme(bool paletteIsDark, QObject* parent = nullptr);
    bool isDark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QString& space, const QString& key, const QDBusVariant& value);

private:
    void answered(QDBusPendingCallWatcher* watcher);
    void take(const QVariant& value);

    bool m_paletteIsDark;
    bool m_dark;
};

} // namespace lapidary::window
