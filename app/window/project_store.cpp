// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/project_store.h"

#include "app/window/error_text.h"
#include "core/base/error.h"
#include "core/base/folders.h"

#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <chrono>
#include <exception>
#include <memory>
#include <thread>

namespace lapidary::window {

namespace {

constexpr int kOpenMs = 2000;
constexpr int kLockAttempts = 20;
constexpr std::chrono::milliseconds kLockPause(100);
constexpr std::uint64_t kLongJournal = std::uint64_t{4} << 20;

base::Status guarded(const std::function<base::Status()>& task) {
    try {
        return task();
    } catch (const std::exception& broken) {
        return base::Error{base::ErrorCode::Internal, "project", {}, broken.what(), {}, {}};
    }
}

} // namespace

ProjectStore::ProjectStore(QObject* parent)
    : QObject(parent) {
    m_lane.setMaxThreadCount(1);
    m_closer.setSingleShot(true);
    m_closer.setInterval(kOpenMs);
    connect(&m_closer, &QTimer::timeout, this, [this] {
        if (m_running == 0)
            m_open->file.reset();
    });
}

ProjectStore::~ProjectStore() {
    m_held = false;
    while (!m_waiting.empty()) {
        m_lane.start([task = std::move(m_waiting.front())] { (void)guarded(task); });
        m_waiting.pop_front();
    }
    m_lane.waitForDone();
}

/// Another window or the command line may have the file for a moment.
base::Result<results::ProjectFile*> ProjectStore::opened(OpenFile& open,
                                                         const std::filesystem::path& project) {
    std::error_code ignored;
    // A file that someone deleted or moved is not written any more.
    if (open.file && open.path == project && std::filesystem::exists(project, ignored))
        return &*open.file;
    open.file.reset();
    open.path = project;
    base::FileSystem& files = base::systemFiles();
    LAPIDARY_CHECK(base::makeFolders(files, project.parent_path()));
    for (int attempt = 0;; ++attempt) {
        auto file = results::ProjectFile::open(files, project);
        if (file) {
            open.file.emplace(*std::move(file));
            return &*open.file;
        }
        if (file.error().code != base::ErrorCode::FileLocked || attempt == kLockAttempts)
            return std::move(file).error();
        std::this_thread::sleep_for(kLockPause);
    }
}

void ProjectStore::write(const std::filesystem::path& project, Change change) {
    add([open = m_open, project, change = std::move(change)]() -> base::Status {
        LAPIDARY_TRY(results::ProjectFile * file, opened(*open, project));
        base::Status status = change(*file);
        // What is long to replay is slow to open.
        if (status && file->journalBytes() > kLongJournal)
            status = file->save();
        if (!status)
            open->file.reset(); // begun anew with what is on the disk
        return status;
    });
}

void ProjectStore::writeWhole(const std::filesystem::path& project,
                              std::shared_ptr<const results::ProjectData> data) {
    add([open = m_open, project, data = std::move(data)] {
        open->file.reset();
        return results::ProjectFile::write(base::systemFiles(), project, *data);
    });
}

void ProjectStore::writeBeside(const std::filesystem::path& file, std::function<std::string()> text) {
    start([file, text = std::move(text)]() -> base::Status {
        base::FileSystem& files = base::systemFiles();
        LAPIDARY_CHECK(base::makeFolders(files, file.parent_path()));
        return base::writeFileAtomically(files, file, text());
    });
}

void ProjectStore::add(Task task) {
    if (m_held)
        m_waiting.push_back(std::move(task));
    else
        start(std::move(task));
}

void ProjectStore::hold() {
    m_held = true;
    close();
}

void ProjectStore::close() {
    if (m_running == 0)
        m_open->file.reset();
    else
        start([open = m_open]() -> base::Status {
            open->file.reset();
            return {};
        });
}

void ProjectStore::release() {
    m_held = false;
    while (!m_waiting.empty()) {
        start(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
    Q_EMIT released();
    if (idle())
        Q_EMIT becameIdle();
}

void ProjectStore::start(Task task) {
    ++m_running;
    auto* watcher = new QFutureWatcher<std::shared_ptr<base::Status>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        ended(*watcher->result());
        watcher->deleteLater();
    });
    watcher->setFuture(QtConcurrent::run(
        &m_lane, [task = std::move(task)] { return std::make_shared<base::Status>(guarded(task)); }));
}

void ProjectStore::ended(const base::Status& status) {
    --m_running;
    m_closer.start();
    if (!status)
        Q_EMIT failed(errorText(status.error()));
    if (idle())
        Q_EMIT becameIdle();
}

} // namespace lapidary::window
