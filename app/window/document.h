// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/project_store.h"
#include "core/plan/history.h"
#include "core/session/builtin_files.h"
#include "core/session/session.h"
#include "widgets/state/settings_edit.h"
#include "widgets/state/view_state.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace lapidary::window {

/// The open model: where it is, what was measured of it, the history of its plan, and the one ViewState that
/// all views show. Everything worth keeping goes into its project file by itself: the one that was opened, or
/// one in the user's data folder that belongs to the model's fingerprint. Window thread only; files are read
/// and written on other threads.
class Document final : public QObject {
    Q_OBJECT

public:
    explicit Document(QObject* parent = nullptr);
    ~Document() override;

    /// A model, a project, `builtin` or `sample`; ends with opened() or openFailed(). What was open before
    /// stays until then.
    void open(const std::filesystem::path& path);
    /// Where the model of a project that opened without it is; ends with modelLocated() or failed(), which
    /// says so where another model is there.
    void locateModel(const std::filesystem::path& path);
    bool opening() const { return m_opening; }
    bool isOpen() const { return !m_state.empty(); }

    const widgets::ViewState& state() const { return m_state; }
    const results::ProjectData& project() const { return *m_project; }
    const plan::History& history() const { return m_history; }
    const std::filesystem::path& modelPath() const { return m_modelPath; }
    const std::filesystem::path& projectPath() const { return m_projectPath; }
    /// The checkpoint is where the project says: it can be measured and compressed.
    bool modelPresent() const { return m_modelPresent; }
    /// One of the program's own projects, in a working copy below the cache folder.
    bool isRecorded() const { return m_recorded.has_value(); }
    /// The model is the built-in one, whichever project holds it.
    bool isBuiltin() const { return m_builtin; }
    /// The program's texts for the model: the built-in model's own, else English; empty where they could not
    /// be unpacked.
    const session::SampleTexts& texts() const { return m_texts; }
    ProjectStore& store() { return m_store; }

    // The plan. Each is one step of the history; a plan that does not resolve stays, and state().planError
    // says why. Edits leave locked sites as they are and tell how many.
    void apply(const widgets::SettingsEdit& edit);
    /// "62 sites change, 4 locked ones stay as they are."
    static QString lockedWords(std::size_t changed, std::size_t locked);
    /// The edits that shared this key, if they are the last ones, as if they had not been.
    void takeBack(const std::string& mergeKey);
    void setPreset(const std::string& name);
    void setPlan(const plan::Plan& plan, const QString& words, const std::string& mergeKey = {});
    /// Shows a plan as if it were in force, neither in the history nor in a file, until endPreview() or the
    /// next edit.
    void preview(const plan::Plan& plan, const QString& name);
    void endPreview();
    void undo();
    void redo();
    /// Any step of the history; nothing happens where it cannot be read, and failed() says why.
    void goTo(plan::StepIndex step);
    /// Sites as they were at a step, in one new step. Errors: those of History::withSitesOf.
    base::Status revertSites(const std::vector<model::SiteId>& sites, plan::StepIndex step);
    /// Gives a step this name alone; empty: none. Nothing of the plan changes, but undoNames() takes it back.
    void nameStep(plan::StepIndex step, const QString& name);
    void undoNames();
    void setFormat(plan::OutputFormat format);
    void setRuntime(plan::Runtime runtime);
    void setTarget(std::optional<std::uint64_t> bytes); // kept in the project
    base::Status exportPlan(const std::filesystem::path& path) const;
    base::Status importPlan(const std::filesystem::path& path);

    // What the window keeps in the project beside the plan, by key: "sets", "stories", "target".
    /// Null where there is nothing.
    const base::Json& workbench(const std::string& key) const;
    /// Null forgets it.
    void setWorkbench(const std::string& key, const base::Json& value);

    // Results.
    void merge(const session::PartialResult& partial);
    void measured(); // after merges: views and byte counts follow
    /// Compared from now on; once more with the measurements of its output, where these come later.
    void addRun(const results::RunReport& run);
    void compareRun(std::size_t run);
    /// Copies the project whole to another file and goes on there.
    void saveProjectAs(const std::filesystem::path& path);

Q_SIGNALS:
    void opened();
    void openFailed(const QString& why);
    void modelLocated();
    void planChanged();
    /// One edit, no drag, changed many sites at once: `words` say which.
    void muchChanged(const QString& words);
    /// A name of a step that was given, taken or moved; `words` say so.
    void namesChanged(const QString& words);
    void measurementsChanged();
    void runsChanged();
    void workbenchChanged(const QString& key); // not where another model opens
    void saved(const QString& path);
    void told(const QString& text);  // what an edit did besides what was asked
    void failed(const QString& why); // a file could not be written
    /// Something of a project that opens could not be read; what is kept and what is not.
    void notice(const QString& text);

private:
    struct Opened;
    struct Located;
    static std::shared_ptr<Opened> read(const std::filesystem::path& path);
    void take(Opened& opened);
    void edit(const plan::Plan& after, const QString& words, const std::string& mergeKey = {});
    void become(const base::Status& moved);
    void resolve();
    void planHasChanged();
    void planIsUnwritten();
    void writePlan();
    void keep(std::function<base::Status(results::ProjectFile&)> record);
    void readWorkbench();
    void writePlanBeside();
    std::string nextRevision();

    widgets::ViewState m_state;
    std::shared_ptr<results::ProjectData> m_project;
    plan::History m_history;
    std::optional<plan::Plan> m_preview;
    std::map<std::string, plan::StepIndex> m_namesBefore; // the last change of a name
    std::string m_lastKey; // merge key of the step that history is at; empty: none
    std::filesystem::path m_modelPath;
    std::filesystem::path m_projectPath;
    bool m_modelPresent = false;
    std::optional<session::RecordedProject> m_recorded;
    bool m_builtin = false;
    session::SampleTexts m_texts;
    bool m_opening = false;
    ProjectStore m_store;
    QTimer m_planWriter;   // a drag of a hundred edits is written a few times
    std::string m_lineage; // names this document's states of the history
    std::uint64_t m_revision = 0;
    bool m_unwritten = false; // edits that the project file does not have
};

/// The folder of projects that the window keeps by itself.
std::filesystem::path ownProjectsFolder();

} // namespace lapidary::window
