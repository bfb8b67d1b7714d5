// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/document.h"

#include "app/window/error_text.h"
#include "app/window/stored_plan.h"
#include "core/base/file_system.h"
#include "core/plan/edit.h"
#include "core/results/energy_ranks.h"
#include "core/results/untested_bits.h"
#include "core/session/builtin_files.h"
#include "core/session/model_files.h"

#include <QFutureWatcher>
#include <QStandardPaths>
#include <QUuid>
#include <QtConcurrentRun>

#include <algorithm>
#include <exception>

namespace lapidary::window {

namespace fs = std::filesystem;
using base::Status;

namespace {

constexpr int kWritePlanMs = 500; // with the write itself well below the 2 s that a crash may take
/// From so many on an edit may be a slip that one wants to take back at once.
constexpr int kManySites = 8;

QString fileText(const fs::path& path) {
    return QString::fromStdString(path.string());
}

/// What people call the model: its folder or file; a snapshot of a cache has a hash there, so its own name.
std::string displayName(const fs::path& model, const model::ModelSpec& spec) {
    const std::string name = model.extension() == ".gguf" ? model.stem().string() : model.filename().string();
    const bool hash = name.size() == 40 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
    if ((name.empty() || hash) && !spec.config.name.empty())
        return spec.config.name;
    return name.empty() ? std::string("model") : name;
}

fs::path ownProject(const std::string& name, const std::string& fingerprint) {
    std::string safe;
    for (const char letter : name)
        safe += std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '-' || letter == '.'
                    ? letter
                    : '_';
    return ownProjectsFolder() / (safe + "-" + fingerprint.substr(0, 12) + ".lapidary");
}

int changedSites(const plan::PlanCheck* before, const widgets::ViewState& now) {
    if (before == nullptr || !now.check)
        return 0;
    return static_cast<int>(std::ranges::count_if(before->resolved.sites, [&](const plan::ResolvedSite& was) {
        const plan::ResolvedSite* is = now.resolved(was.site);
        return is != nullptr && !(is->settings == was.settings);
    }));
}

/// What a task on another thread has to say of its failure; empty: it did not fail.
template<class Task>
QString errorOf(const Task& task) {
    try {
        const Status status = task();
        return status ? QString() : errorText(status.error());
    } catch (const std::exception& broken) {
        return QString::fromUtf8(broken.what());
    }
}

} // namespace

fs::path ownProjectsFolder() {
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return fs::path(data.toStdString()) / "lapidary" / "projects";
}

struct Document::Opened {
    std::string name;
    fs::path model;
    fs::path projectPath;
    std::shared_ptr<const model::ModelSpec> spec;
    std::shared_ptr<results::ProjectData> project = std::make_shared<results::ProjectData>();
    bool modelPresent = false;
    std::optional<session::RecordedProject> recorded;
    bool builtin = false;
    session::SampleTexts texts;
    StoredPlan stored;
    QStringList notices;
    QString error;
};

struct Document::Located {
    fs::path model;
    std::string fingerprint;
    QString error;
};

Document::Document(QObject* parent)
    : QObject(parent)
    , m_project(std::make_shared<results::ProjectData>()) {
    m_planWriter.setSingleShot(true);
    m_planWriter.setInterval(kWritePlanMs);
    connect(&m_planWriter, &QTimer::timeout, this, &Document::writePlan);
    connect(&m_store, &ProjectStore::failed, this, [this](const QString& why) {
        m_unwritten = true; // with the next edit, or when the document closes
        Q_EMIT failed(why);
    });
    connect(&m_store, &ProjectStore::released, this, &Document::writePlan);
}

Document::~Document() {
    writePlan();
}

void Document::open(const fs::path& path) {
    m_opening = true;
    auto* watcher = new QFutureWatcher<std::shared_ptr<Opened>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        const std::shared_ptr<Opened> opened = watcher->result();
        watcher->deleteLater();
        m_opening = false;
        if (opened->error.isEmpty())
            take(*opened);
        else
            Q_EMIT openFailed(opened->error);
    });
    watcher->setFuture(QtConcurrent::run([path] { return read(path); }));
}

/// On a worker thread: headers, the project, the history.
std::shared_ptr<Document::Opened> Document::read(const fs::path& path) {
    auto result = std::make_shared<Opened>();
    const auto load = [&]() -> Status {
        fs::path source = path;
        result->recorded = session::recordedProject(path);
        if (result->recorded) {
            LAPIDARY_TRY(source, session::workingProject(*result->recorded));
        }
        std::optional<base::Error> damage;
        LAPIDARY_TRY(session::OpenedModel opened, session::openModel(source, &damage));
        result->model = opened.path;
        if (opened.path == session::kBuiltin) {
            LAPIDARY_TRY(const session::BuiltinFiles files, session::builtinFiles());
            result->builtin = true;
            result->model = files.model;
            result->texts = {files.calibration, files.evaluation};
        } else if (const auto texts = session::sampleTexts()) {
            result->texts = *texts;
        }
        result->spec = std::make_shared<const model::ModelSpec>(std::move(opened.spec));
        result->name = displayName(result->model, *result->spec);
        result->modelPresent = fs::exists(result->model);
        if (opened.project) {
            result->projectPath = fs::absolute(source);
            *result->project = *std::move(opened.project);
        } else {
            result->projectPath = ownProject(result->name, result->spec->fingerprint);
            if (fs::exists(result->projectPath)) {
                LAPIDARY_TRY(*result->project, results::ProjectFile::read(result->projectPath, &damage));
            }
        }
        if (damage)
            result->notices += errorText(*damage);
        LAPIDARY_TRY(result->stored, readStoredPlan(result->projectPath, *result->project));
        result->notices += result->stored.notices;
        return {};
    };
    result->error = errorOf(load);
    return result;
}

void Document::locateModel(const fs::path& path) {
    auto* watcher = new QFutureWatcher<Located>(this);
    // Another model may be open by then.
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, model = m_state.model] {
        const Located located = watcher->result();
        watcher->deleteLater();
        if (model != m_state.model)
            return;
        if (!located.error.isEmpty())
            return Q_EMIT failed(located.error);
        if (located.fingerprint != model->fingerprint)
            return Q_EMIT failed(
                tr("%1 is another model than the one that this project was measured on, %2. Locate that "
                   "one, or open %1 by itself.")
                    .arg(fileText(located.model), m_state.modelName));
        m_modelPath = located.model;
        m_modelPresent = true;
        m_store.write(m_projectPath, [model, path = m_modelPath](results::ProjectFile& file) {
            return file.recordModel(*model, session::keptPath(path));
        });
        Q_EMIT modelLocated();
    });
    watcher->setFuture(QtConcurrent::run([path] {
        Located located;
        located.error = errorOf([&]() -> Status {
            LAPIDARY_TRY(const fs::path checkpoint, session::checkpointPath(path));
            LAPIDARY_TRY(const session::OpenedModel opened, session::openModel(checkpoint));
            located.model = fs::absolute(opened.path);
            located.fingerprint = opened.spec.fingerprint;
            return {};
        });
        return located;
    }));
}

void Document::take(Opened& read) {
    writePlan();
    m_unwritten = false;
    m_project = read.project;
    m_history = std::move(read.stored.history);
    m_modelPath = read.model;
    m_projectPath = read.projectPath;
    m_modelPresent = read.modelPresent;
    m_recorded = read.recorded;
    m_builtin = read.builtin;
    m_texts = read.texts;
    m_state = widgets::ViewState();
    m_state.modelName = QString::fromStdString(read.name);
    m_state.model = read.spec;
    m_state.project = m_project;
    m_preview.reset();
    readWorkbench();
    if (!m_project->runs.empty())
        m_state.comparedRun = m_project->runs.size() - 1;
    m_lineage = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    m_namesBefore.clear();
    resolve();
    if (read.stored.newer)
        planIsUnwritten();
    Q_EMIT opened();
    for (const QString& text : read.notices)
        Q_EMIT notice(text);
}

void Document::resolve() {
    m_state.plan = std::make_shared<const plan::Plan>(m_preview ? *m_preview : m_history.plan());
    m_state.reach = nullptr;
    auto check =
        plan::checkPlan(*m_state.plan, *m_state.model, m_state.format, results::energyRanks(*m_project));
    if (!check) {
        m_state.setCheck(nullptr, errorText(check.error()));
        return;
    }
    plan::addProblems(m_state.runtime, *m_state.model, *check);
    for (plan::Problem& problem : results::untestedBits(*m_project, check->resolved))
        check->problems.push_back(std::move(problem));
    m_state.reach = std::make_shared<const plan::Reach>(
        plan::reachOf(*m_state.plan, *check, *m_state.model, m_state.format));
    m_state.setCheck(std::make_shared<const plan::PlanCheck>(*std::move(check)));
}

void Document::planHasChanged() {
    m_preview.reset();
    m_state.preview.clear();
    resolve();
    planIsUnwritten();
    Q_EMIT planChanged();
}

void Document::edit(const plan::Plan& after, const QString& words, const std::string& mergeKey) {
    if (!isOpen())
        return;
    if (after == m_history.plan()) {
        endPreview();
        return;
    }
    endPreview();
    const auto before = m_state.check;
    m_history.edit(after, words.toStdString(), mergeKey);
    m_lastKey = mergeKey;
    planHasChanged();
    if (mergeKey.empty() && changedSites(before.get(), m_state) >= kManySites)
        Q_EMIT muchChanged(words);
}

void Document::apply(const widgets::SettingsEdit& change) {
    if (!isOpen() || change.sites.empty())
        return;
    using Kind = widgets::SettingsEdit::Kind;
    const plan::Plan& now = m_history.plan();
    if (change.kind == Kind::Lock || change.kind == Kind::Unlock) {
        edit(change.kind == Kind::Lock ? plan::withLocks(now, change.sites)
                                       : plan::withoutLocks(now, change.sites),
             change.words);
        return;
    }
    const std::size_t free = plan::unlockedOf(now, change.sites).size();
    const std::size_t locked = change.sites.size() - free;
    if (locked != 0 && (change.mergeKey.empty() || change.mergeKey != m_lastKey))
        Q_EMIT told(lockedWords(free, locked));
    edit(change.kind == Kind::Reset ? plan::withoutSiteSettings(now, change.sites)
                                    : plan::withSiteSettings(now, change.sites, change.settings),
         change.words, change.mergeKey);
}

QString Document::lockedWords(std::size_t changed, std::size_t locked) {
    return tr("%n site(s) change, ", nullptr, static_cast<int>(changed)) +
           tr("%n locked one(s) stay as they are.", nullptr, static_cast<int>(locked));
}

void Document::takeBack(const std::string& mergeKey) {
    if (!mergeKey.empty() && mergeKey == m_lastKey)
        undo();
}

void Document::setPreset(const std::string& name) {
    plan::Plan after = m_history.plan();
    after.preset = name;
    edit(after, tr("preset %1").arg(QString::fromStdString(name)));
}

void Document::setPlan(const plan::Plan& plan, const QString& words, const std::string& mergeKey) {
    edit(plan, words, mergeKey);
}

Status Document::exportPlan(const fs::path& path) const {
    plan::Plan plan = m_history.plan();
    plan.modelName = m_state.modelName.toStdString();
    plan.modelFingerprint = m_state.model->fingerprint;
    return base::writeFileAtomically(base::systemFiles(), path, plan::toJson(plan).dump(2) + "\n");
}

Status Document::importPlan(const fs::path& path) {
    constexpr std::uint64_t kPlanLimit = std::uint64_t{64} << 20;
    LAPIDARY_TRY(const std::string text, base::readTextFile(path, kPlanLimit));
    LAPIDARY_TRY(const plan::Plan plan, plan::parsePlan(text, path.string()));
    setPlan(plan, tr("plan from %1").arg(fileText(path.filename())));
    return {};
}

const base::Json& Document::workbench(const std::string& key) const {
    static const base::Json kNothing;
    const auto at = m_project->workbench.find(key);
    return at == m_project->workbench.end() ? kNothing : *at;
}

void Document::setWorkbench(const std::string& key, const base::Json& value) {
    if (!isOpen() || workbench(key) == value)
        return;
    results::setWorkbench(*m_project, key, value);
    keep([key, value](results::ProjectFile& file) { return file.recordWorkbench(key, value); });
    Q_EMIT workbenchChanged(QString::fromStdString(key));
}

void Document::merge(const session::PartialResult& partial) {
    session::merge(partial, *m_project);
}

void Document::measured() {
    resolve();
    Q_EMIT measurementsChanged();
}

void Document::addRun(const results::RunReport& run) {
    m_state.comparedRun = results::mergeRun(*m_project, run);
    m_store.write(m_projectPath,
                  [model = m_state.model, path = m_modelPath, run](results::ProjectFile& file) -> Status {
                      LAPIDARY_CHECK(file.recordModel(*model, session::keptPath(path)));
                      LAPIDARY_CHECK(file.recordRun(run));
                      return file.save();
                  });
    Q_EMIT runsChanged();
}

void Document::compareRun(std::size_t run) {
    if (run >= m_project->runs.size() || m_state.comparedRun == run)
        return;
    m_state.comparedRun = run;
    Q_EMIT runsChanged();
}

} // namespace lapidary::window
