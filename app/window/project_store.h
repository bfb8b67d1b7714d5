// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/results/project.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace lapidary::window {

/// Writes to the project file on a lane of its own, one change after another, so that the window never waits
/// for a disk. The file stays open for a moment after a change, for reading a large project back for each
/// edit would take longer than the edit. While a measurement holds the file, changes wait (`hold`,
/// `release`). Window thread only; the destructor waits for what is queued.
class ProjectStore final : public QObject {
    Q_OBJECT

public:
    using Change = std::function<base::Status(results::ProjectFile&)>;

    explicit ProjectStore(QObject* parent = nullptr);
    ~ProjectStore() override;

    void write(const std::filesystem::path& project, Change change);
    /// The whole content, to a file that is no other's.
    void writeWhole(const std::filesystem::path& project, std::shared_ptr<const results::ProjectData> data);
    /// A text beside the project, at once, whoever holds it: what a crash must not take.
    void writeBeside(const std::filesystem::path& file, std::function<std::string()> text);
    void hold();
    void release();
    bool held() const { return m_held; }
    bool idle() const { return m_running == 0 && m_waiting.empty(); }

Q_SIGNALS:
    void failed(const QString& why);
    void becameIdle();
    void released();

private:
    using Task = std::function<base::Status()>;
    /// The project that the lane has open. Tasks use it on the lane; the window thread only while none runs.
    struct OpenFile {
        std::filesystem::path path;
        std::optional<results::ProjectFile> file;
    };
    static base::Result<results::ProjectFile*> opened(OpenFile& open, const std::filesystem::path& project);
    void close();
    void add(Task task);
    void start(Task task);
    void ended(const base::Status& status);

    QThreadPool m_lane;
    std::shared_ptr<OpenFile> m_open = std::make_shared<OpenFile>();
    QTimer m_closer;
    std::deque<Task> m_waiting;
    int m_running = 0;
    bool m_held = false;
};

} // namespace lapidary::window
