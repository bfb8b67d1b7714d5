// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/session_marker.h"

#include "app/window/stored_plan.h"
#include "core/base/folders.h"
#include "core/base/json.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <QUuid>

#include <algorithm>
#include <vector>

namespace lapidary::window {

namespace fs = std::filesystem;
using base::Status;

namespace {

fs::path lockOf(const fs::path& file) {
    return file.string() + "-lock";
}

QDateTime changed(const fs::path& file) {
    return QFileInfo(QString::fromStdString(file.string())).lastModified();
}

std::optional<SessionMarker::Session> readSession(const fs::path& file) {
    const auto json = base::readJsonFile(file.string());
    if (!json || !json->is_object())
        return std::nullopt;
    const auto text = [&](const char* key) {
        const auto at = json->find(key);
        return at != json->end() && at->is_string() ? at->get<std::string>() : std::string();
    };
    SessionMarker::Session session{QString::fromStdString(text("name")), text("open"), text("project")};
    return session.toOpen.empty() || session.project.empty() ? std::nullopt : std::optional(session);
}

void forget(const fs::path& file) {
    std::error_code ignored;
    fs::remove(file, ignored);
    fs::remove(lockOf(file), ignored);
}

} // namespace

fs::path sessionsFolder() {
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return fs::path(data.toStdString()) / "lapidary" / "sessions";
}

SessionMarker::SessionMarker(const fs::path& folder)
    : m_file(folder / (QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString() + ".json")) {
}

SessionMarker::~SessionMarker() {
    if (m_lock)
        forget(m_file);
}

Status SessionMarker::write(const Session& session) {
    if (!m_lock) {
        LAPIDARY_CHECK(base::makeFolders(base::systemFiles(), m_file.parent_path()));
        LAPIDARY_TRY(m_lock, base::FileLock::acquire(lockOf(m_file)));
    }
    const base::OrderedJson json = {{"name", session.name.toStdString()},
                                    {"open", session.toOpen.string()},
                                    {"project", session.project.string()}};
    return base::writeFileAtomically(base::systemFiles(), m_file, json.dump() + "\n");
}

std::optional<SessionMarker::Ended> SessionMarker::takeEnded(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code failed;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, failed))
        if (entry.path().extension() == ".json")
            files.push_back(entry.path());
    std::ranges::sort(files, {}, changed);
    std::optional<Ended> last;
    for (const fs::path& file : files) {
        // Who holds it lives.
        if (const auto lock = base::FileLock::acquire(lockOf(file)); !lock)
            continue;
        if (const auto session = readSession(file)) {
            last = Ended{*session, {}};
            for (const fs::path& kept : {session->project, fs::path(session->project.string() + "-journal"),
                                         editsBeside(session->project)})
                if (const QDateTime at = changed(kept); !last->keptUntil.isValid() || at > last->keptUntil)
                    last->keptUntil = at;
        }
        forget(file);
    }
    return last;
}

} // namespace lapidary::window
