// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/preset_file.h"

#include <QObject>

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

namespace lapidary::window {

/// The presets of one's own: one file each in the user's data folder. Files are read and written on another
/// thread; changed() comes when the list is as it should be, failed() where it could not be made so. Window
/// thread only.
class PresetStore final : public QObject {
    Q_OBJECT

public:
    explicit PresetStore(QObject* parent = nullptr);

    const std::vector<plan::OwnPreset>& presets() const { return m_presets; } // by name
    const plan::OwnPreset* find(const std::string& name) const;
    /// A preset of the same name is replaced.
    void save(const plan::OwnPreset& preset);
    void remove(const std::string& name);
    /// Writes the one that was removed last again.
    void bringBack();
    const std::optional<plan::OwnPreset>& removed() const { return m_removed; }

    void importFile(const std::filesystem::path& path);
    void exportFile(const std::string& name, const std::filesystem::path& path);
    bool busy() const { return m_tasks > 0; }

Q_SIGNALS:
    void changed();
    void failed(const QString& why);

private:
    using Task = std::function<base::Status()>;
    /// Runs the task and reads the folder again, one after the other.
    void run(Task task);

    std::vector<plan::OwnPreset> m_presets;
    std::optional<plan::OwnPreset> m_removed;
    int m_tasks = 0;
};

std::filesystem::path ownPresetsFolder();

} // namespace lapidary::window
