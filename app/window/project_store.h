// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/results/project.h"

#include <QObject>
#include <QThreadPool>

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>

namespace lapidary::window {

/// Writes to the project file on a lane of its own, one change after another, so that the window never waits
/// for a disk. While a measurement holds the file, changes wait (`hold`, `release`). Window thread only; the
/// destructor waits for what is queued.
class ProjectStore final : public QObject {
    Q_OBJECT

public:
    using Change = std::function<base::Status(results::ProjectFile&)>;

    explicit ProjectStore(QObject* parent = nullptr);
    ~ProjectStore() override;

    void write(const std::filesystem::path& project, Change change);
    /// The whole content, to a file that is no other's.
    void writeWhole(const std::filesystem::path& project, std::shared_ptr<const results::ProjectData> data);
    void hold();
    void release();
    bool idle() const { return m_running == 0 && m_waiting.empty(); }

Q_SIGNALS:
    void failed(const QString& why);
    void becameIdle();

private:
    using Task = std::function<base::Status()>;
    void add(Task task);
    void start(Task task);
    void ended(const base::Status& status);

    QThreadPool m_lane;
    std::deque<Task> m_waiting;
    int m_running = 0;
    bool m_held = false;
};

} // namespace lapidary::window
