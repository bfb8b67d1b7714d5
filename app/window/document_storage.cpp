// SPDX-License-Identifier: GPL-3.0-or-later
// How the document keeps its plan: whatever is edited is on the disk within two seconds.
#include "app/window/document.h"
#include "app/window/stored_plan.h"
#include "core/session/model_files.h"

namespace lapidary::window {

namespace fs = std::filesystem;
using base::Json;
using base::Status;

namespace {

/// All of it where the project is not at the state that the change begins from: it was never written, or
/// someone else wrote there.
Status recordHistory(results::ProjectFile& file, const plan::History& history, const Json& change) {
    const Json planJson(plan::toJson(history.plan()));
    const std::string now = plan::revisionOf(file.data().history);
    if (!now.empty() && change.at("after") == now)
        return file.recordEdit(planJson, change);
    return file.recordPlan(planJson, Json(history.toJson()));
}

} // namespace

/// Not put off by the edits that follow: a long drag is written on the way.
void Document::planIsUnwritten() {
    m_unwritten = true;
    if (!m_planWriter.isActive())
        m_planWriter.start();
}

std::string Document::nextRevision() {
    return m_lineage + ":" + std::to_string(++m_revision);
}

void Document::writePlan() {
    m_planWriter.stop();
    if (!isOpen() || !m_unwritten)
        return;
    if (m_store.held())
        return writePlanBeside();
    m_unwritten = false;
    const auto change = std::make_shared<const Json>(m_history.takeChange(nextRevision()));
    keep([history = m_history, change,
          beside = editsBeside(m_projectPath)](results::ProjectFile& file) -> Status {
        LAPIDARY_CHECK(recordHistory(file, history, *change));
        std::error_code ignored;
        fs::remove(beside, ignored);
        return {};
    });
}

/// Writes an edit; a project that is not there yet begins with its model.
void Document::keep(std::function<Status(results::ProjectFile&)> record) {
    m_store.write(m_projectPath,
                  [model = m_state.model, path = m_modelPath,
                   record = std::move(record)](results::ProjectFile& file) -> Status {
                      const bool fresh = !file.data().model;
                      if (fresh)
                          LAPIDARY_CHECK(file.recordModel(*model, session::keptPath(path)));
                      LAPIDARY_CHECK(record(file));
                      // From then on the journal is enough; it needs a file to belong to.
                      return fresh ? file.save() : Status();
                  });
}

/// The measurement has the project; what is edited meanwhile goes there when it ends.
void Document::writePlanBeside() {
    m_store.writeBeside(editsBeside(m_projectPath), [history = m_history] { return editsText(history); });
}

void Document::saveProjectAs(const fs::path& path) {
    if (!isOpen())
        return;
    auto whole = std::make_shared<results::ProjectData>(*m_project);
    whole->plan = base::Json(plan::toJson(m_history.plan()));
    whole->history = base::Json(m_history.toJson());
    whole->model = *m_state.model;
    whole->modelPath = session::keptPath(m_modelPath);
    m_store.writeWhole(path, whole);
    m_projectPath = fs::absolute(path);
    Q_EMIT saved(QString::fromStdString(path.string()));
}

} // namespace lapidary::window
