// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/project_store.h"

#include "app/window/error_text.h"
#include "core/base/error.h"
#include "core/base/folders.h"

#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <exception>
#include <memory>

namespace lapidary::window {

namespace {

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
}

ProjectStore::~ProjectStore() {
    m_held = false;
    while (!m_waiting.empty()) {
        m_lane.start([task = std::move(m_waiting.front())] { (void)guarded(task); });
        m_waiting.pop_front();
    }
    m_lane.waitForDone();
}

void ProjectStore::write(const std::filesystem::path& project, Change change) {
    add([project, change = std::move(change)]() -> base::Status {
        base::FileSystem& files = base::systemFiles();
        LAPIDARY_CHECK(base::makeFolders(files, project.parent_path()));
        LAPIDARY_TRY(results::ProjectFile file, results::ProjectFile::open(files, project));
        return change(file);
    });
}

void ProjectStore::writeWhole(const std::filesystem::path& project,
                              std::shared_ptr<const results::ProjectData> data) {
    add([project, data = std::move(data)] {
        return results::ProjectFile::write(base::systemFiles(), project, *data);
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
}

void ProjectStore::release() {
    m_held = false;
    while (!m_waiting.empty()) {
        start(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
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
    if (!status)
        Q_EMIT failed(errorText(status.error()));
    if (idle())
        Q_EMIT becameIdle();
}

} // namespace lapidary::window
