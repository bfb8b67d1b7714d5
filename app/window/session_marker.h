// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"

#include <QDateTime>
#include <QString>

#include <filesystem>
#include <optional>

namespace lapidary::window {

/// A small file in the data folder for as long as a window has something open. One that is left without its
/// program tells the next start of an unexpected end, and of what was open then.
class SessionMarker final {
public:
    struct Session {
        QString name;                  // of the model
        std::filesystem::path toOpen;  // what opens it again
        std::filesystem::path project; // that keeps its edits
    };
    struct Ended {
        Session session;
        QDateTime keptUntil; // the last time that something was written to its project; invalid: unknown
    };

    explicit SessionMarker(const std::filesystem::path& folder);
    ~SessionMarker(); // an orderly end takes the file away
    SessionMarker(const SessionMarker&) = delete;
    SessionMarker& operator=(const SessionMarker&) = delete;

    base::Status write(const Session& session);

    /// The latest session in the folder that ended without taking its file away; forgets all of these.
    static std::optional<Ended> takeEnded(const std::filesystem::path& folder);

private:
    std::filesystem::path m_file;
    std::optional<base::FileLock> m_lock; // held while this program lives
};

std::filesystem::path sessionsFolder();

} // namespace lapidary::window
