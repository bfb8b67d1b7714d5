// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/stored_plan.h"

#include "app/window/error_text.h"

#include <QCoreApplication>

namespace lapidary::window {

namespace fs = std::filesystem;
using base::Json;
using base::Result;

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("StoredPlan", text);
}

Result<StoredPlan> readPlan(const Json& plan, const Json& history, const std::string& file) {
    StoredPlan stored;
    if (!history.is_null()) {
        auto read = plan::History::fromJson(history, file);
        if (read || plan.is_null()) {
            LAPIDARY_TRY(stored.history, std::move(read));
            return stored;
        }
        stored.notices +=
            translated(QT_TRANSLATE_NOOP("StoredPlan", "The history of the plan could not be read and begins "
                                                       "anew; the plan itself is kept. %1"))
                .arg(errorText(read.error()));
    }
    if (!plan.is_null()) {
        LAPIDARY_TRY(const plan::Plan read, plan::planFromJson(plan, file));
        stored.history = plan::History(read);
    }
    return stored;
}

} // namespace

fs::path editsBeside(const fs::path& project) {
    return project.string() + "-edits";
}

std::string editsText(const plan::History& history) {
    const base::OrderedJson edits{{"plan", plan::toJson(history.plan())}, {"history", history.toJson()}};
    return edits.dump(-1, ' ', false, base::OrderedJson::error_handler_t::replace);
}

Result<StoredPlan> readStoredPlan(const fs::path& project, const results::ProjectData& data) {
    const fs::path beside = editsBeside(project);
    QStringList notices;
    std::error_code ignored;
    if (fs::exists(beside, ignored)) {
        const auto edits = base::readJsonFile(beside.string());
        const Json none;
        const bool whole = edits && edits->is_object() && edits->contains("plan");
        auto stored = whole ? readPlan(edits->at("plan"), edits->value("history", none), beside.string())
                            : Result<StoredPlan>(StoredPlan());
        if (whole && stored) {
            stored->newer = true;
            return stored;
        }
        notices +=
            translated(QT_TRANSLATE_NOOP("StoredPlan",
                                         "%1 has edits of the plan that could not be read; the plan is "
                                         "the one of the project."))
                .arg(QString::fromStdString(beside.string()));
    }
    LAPIDARY_TRY(StoredPlan stored, readPlan(data.plan, data.history, project.string()));
    stored.notices += notices;
    return stored;
}

} // namespace lapidary::window
