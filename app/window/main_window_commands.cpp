// SPDX-License-Identifier: GPL-3.0-or-later
// What the main window does when it is asked to.
#include "app/window/main_window.h"

#include "app/window/error_text.h"
#include "app/window/job_dialogs.h"
#include "core/base/file_system.h"
#include "core/plan/edit.h"
#include "widgets/help/help_view.h"
#include "widgets/run/budget_bar.h"
#include "widgets/state/number_text.h"

#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>

namespace lapidary::window {

namespace {

constexpr int kRecentLength = 12;
constexpr int kHelpWidth = 24; // lines of text

QString documentsFolder() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QDir(folder).exists() ? folder : QDir::homePath();
}

/// A folder name that is not taken: "NAME-compressed", "NAME-compressed-2", …
std::filesystem::path freeFolder(const QString& name) {
    const QString start = documentsFolder() + u'/' + name + QStringLiteral("-compressed");
    QString folder = start;
    for (int i = 2; QDir(folder).exists(); ++i)
        folder = start + u'-' + QString::number(i);
    return folder.toStdString();
}

} // namespace

void MainWindow::askOpen(PathQuestion::Kind kind) {
    PathQuestion question;
    question.kind = kind;
    question.title = kind == PathQuestion::Kind::OpenFile ? tr("Open a model file or a project")
                                                          : tr("Open a model folder");
    if (kind == PathQuestion::Kind::OpenFile)
        question.filters = {tr("Models and projects (*.gguf *.lapidary)"), tr("All files (*)")};
    m_services.choosePath(this, question, [this](const QString& path) { open(path); });
}

void MainWindow::askLocateModel() {
    // A checkpoint is a file or a folder, and no dialog of the platform takes both: whatever is in a folder
    // may stand for it.
    PathQuestion question;
    question.title = tr("Locate the model: its .gguf file, or the config.json of its folder");
    question.from = QString::fromStdString(m_document.modelPath().parent_path().string());
    question.filters = {tr("Models (*.gguf config.json)")};
    m_services.choosePath(this, question, [this](const QString& path) {
        const std::filesystem::path chosen = path.toStdString();
        m_document.locateModel(chosen.filename() == "config.json" ? chosen.parent_path() : chosen);
    });
}

void MainWindow::askSaveLog(const QString& text) {
    PathQuestion question;
    question.kind = PathQuestion::Kind::SaveFile;
    question.title = tr("Save the log");
    question.from = documentsFolder() + QStringLiteral("/lapidary.log");
    question.filters = {tr("Texts (*.log *.txt)")};
    question.suffix = QStringLiteral("log");
    m_services.choosePath(this, question, [this, text](const QString& path) {
        if (const base::Status status =
                base::writeFileAtomically(base::systemFiles(), path.toStdString(), text.toStdString());
            !status)
            complain(errorText(status.error()));
        else
            say(tr("The log is written to %1").arg(path));
    });
}

void MainWindow::askSaveProject() {
    PathQuestion question;
    question.kind = PathQuestion::Kind::SaveFile;
    question.title = tr("Save the project as");
    question.from = documentsFolder() + u'/' + m_document.state().modelName + QStringLiteral(".lapidary");
    question.filters = {tr("Lapidary projects (*.lapidary)")};
    question.suffix = QStringLiteral("lapidary");
    m_services.choosePath(this, question,
                          [this](const QString& path) { m_document.saveProjectAs(path.toStdString()); });
}

void MainWindow::askImportPlan() {
    PathQuestion question;
    question.title = tr("Import a plan");
    question.filters = {tr("Plans (*.json)")};
    m_services.choosePath(this, question, [this](const QString& path) {
        if (const base::Status status = m_document.importPlan(path.toStdString()); !status)
            complain(errorText(status.error()));
        else
            say(tr("The plan %1 is in force").arg(path));
    });
}

void MainWindow::askExportPlan() {
    PathQuestion question;
    question.kind = PathQuestion::Kind::SaveFile;
    question.title = tr("Export the plan");
    question.from = documentsFolder() + u'/' + m_document.state().modelName + QStringLiteral("-plan.json");
    question.filters = {tr("Plans (*.json)")};
    question.suffix = QStringLiteral("json");
    m_services.choosePath(this, question, [this](const QString& path) {
        if (const base::Status status = m_document.exportPlan(path.toStdString()); !status)
            complain(errorText(status.error()));
        else
            say(tr("The plan is written to %1").arg(path));
    });
}

/// The text chosen last, where it is still there.
std::filesystem::path MainWindow::lastText(const QString& key) const {
    std::error_code failed;
    const std::filesystem::path text = m_services.settings->value(key).toString().toStdString();
    return std::filesystem::exists(text, failed) ? text : std::filesystem::path();
}

MeasureSettings MainWindow::lastMeasure() const {
    MeasureSettings settings;
    const auto context = m_document.state().model->config.context;
    settings.window = std::min<std::int64_t>(settings.window, context);
    if (m_services.settings != nullptr) {
        settings.text = lastText(QStringLiteral("texts/calibration"));
        settings.windows =
            m_services.settings->value(QStringLiteral("calibration/windows"), qlonglong(settings.windows))
                .toLongLong();
    }
    if (m_document.isBuiltin() || settings.text.empty())
        settings.text = m_document.texts().calibration;
    return settings;
}

CompressSettings MainWindow::lastCompress() const {
    CompressSettings settings;
    const MeasureSettings measured = lastMeasure();
    settings.output = freeFolder(m_document.state().modelName);
    settings.calibration = measured.text;
    settings.windows = measured.windows;
    settings.window = measured.window;
    settings.evaluationWindow = measured.window;
    settings.measureResult = true;
    if (m_services.settings != nullptr) {
        settings.evaluation = lastText(QStringLiteral("texts/evaluation"));
        settings.evaluate = m_services.settings->value(QStringLiteral("compress/evaluate"), true).toBool();
        settings.measureResult =
            m_services.settings->value(QStringLiteral("compress/measureResult"), true).toBool();
    }
    if (m_document.isBuiltin() || settings.evaluation.empty())
        settings.evaluation = m_document.texts().evaluation;
    return settings;
}

void MainWindow::askMeasure() {
    if (!m_document.isOpen() || m_work.active())
        return;
    auto* dialog = new MeasureDialog(lastMeasure(), m_services.choosePath, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const MeasureSettings settings = dialog->settings();
        if (m_services.settings != nullptr && !m_document.isBuiltin()) {
            m_services.settings->setValue(QStringLiteral("texts/calibration"),
                                          QString::fromStdString(settings.text.string()));
            m_services.settings->setValue(QStringLiteral("calibration/windows"), qlonglong(settings.windows));
        }
        showWorkspace(QStringLiteral("run"));
        showDock(QStringLiteral("run"));
        m_work.measure(settings);
    });
    dialog->open();
}

void MainWindow::askCompress() {
    if (!m_document.isOpen() || m_work.active())
        return;
    if (!m_document.state().check) {
        complain(tr("The plan does not resolve: %1").arg(m_document.state().planError));
        return;
    }
    const std::string_view format = plan::formatName(m_document.state().format);
    auto* dialog = new CompressDialog(lastCompress(),
                                      QString::fromUtf8(format.data(), static_cast<qsizetype>(format.size())),
                                      m_services.choosePath, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        CompressSettings settings = dialog->settings();
        settings.evaluationWindow = settings.window;
        if (m_services.settings != nullptr) {
            m_services.settings->setValue(QStringLiteral("compress/evaluate"), settings.evaluate);
            m_services.settings->setValue(QStringLiteral("compress/measureResult"), settings.measureResult);
        }
        if (m_services.settings != nullptr && !m_document.isBuiltin()) {
            m_services.settings->setValue(QStringLiteral("texts/calibration"),
                                          QString::fromStdString(settings.calibration.string()));
            m_services.settings->setValue(QStringLiteral("texts/evaluation"),
                                          QString::fromStdString(settings.evaluation.string()));
        }
        showWorkspace(QStringLiteral("run"));
        showDock(QStringLiteral("run"));
        m_work.compress(settings);
    });
    dialog->open();
}

void MainWindow::changePlan(const widgets::SettingsEdit& edit) {
    m_document.apply(edit);
}

void MainWindow::skipSelected() {
    widgets::SettingsEdit edit;
    edit.sites = m_selection.selected();
    edit.settings.skip = true;
    edit.words = tr("leave %n site(s) dense", nullptr, static_cast<int>(edit.sites.size()));
    changePlan(edit);
}

void MainWindow::resetSelected() {
    widgets::SettingsEdit edit;
    edit.kind = widgets::SettingsEdit::Kind::Reset;
    edit.sites = m_selection.selected();
    edit.words = tr("reset %n site(s)", nullptr, static_cast<int>(edit.sites.size()));
    changePlan(edit);
}

void MainWindow::lockSelected() {
    if (!m_document.isOpen())
        return;
    widgets::SettingsEdit edit;
    edit.sites = m_selection.selected();
    const auto& locked = m_document.history().plan().locked;
    const bool all = std::ranges::all_of(
        edit.sites, [&locked](const model::SiteId& site) { return locked.contains(site); });
    edit.kind = all ? widgets::SettingsEdit::Kind::Unlock : widgets::SettingsEdit::Kind::Lock;
    const int count = static_cast<int>(edit.sites.size());
    edit.words = all ? tr("unlock %n site(s)", nullptr, count) : tr("lock %n site(s)", nullptr, count);
    changePlan(edit);
}

void MainWindow::notch(int notches) {
    dragNotch(notches, {});
}

/// All steps of a drag count from where it began.
void MainWindow::dragNotch(int notches, const QString& key) {
    if (key.isEmpty() || key != m_notchKey) {
        m_notchKey = key;
        m_notchFrom = m_document.state();
        m_notchFrom.plan = std::make_shared<const plan::Plan>(m_document.history().plan());
    }
    if (m_notchFrom.model == m_document.state().model)
        applyNotch(m_notchFrom, notches, key.toStdString());
}

void MainWindow::applyNotch(const widgets::ViewState& from, int notches, const std::string& mergeKey) {
    if (from.empty())
        return;
    plan::Plan plan = *from.plan;
    std::size_t changed = 0;
    const std::vector<model::SiteId> selected = m_selection.selected();
    const std::vector<model::SiteId> free = plan::unlockedOf(plan, selected);
    for (const model::SiteId& id : free) {
        const plan::ResolvedSite* resolved = from.resolved(id);
        const model::Site* site = from.model->find(id);
        if (resolved == nullptr || site == nullptr)
            continue;
        if (const auto settings = plan::notched(resolved->settings, site->out, site->in, notches)) {
            plan = plan::withSiteSettings(std::move(plan), {id}, *settings);
            ++changed;
        }
    }
    m_document.setPlan(plan,
                       tr("%1 notch on %n site(s)", nullptr, static_cast<int>(changed))
                           .arg(widgets::differenceText(notches)),
                       mergeKey);
    if (free.size() != selected.size())
        say(Document::lockedWords(changed, selected.size() - free.size()));
}

void MainWindow::showHelp(const QString& page) {
    if (QWidget* focused = QApplication::focusWidget(); focused != nullptr && !m_help->isAncestorOf(focused))
        m_beforeHelp = focused;
    QDockWidget* dock = m_docks.at(QStringLiteral("help"));
    const int wanted = kHelpWidth * fontMetrics().height();
    const bool narrow = dock->isHidden() && !dock->isFloating() && dock->width() < wanted;
    dock->show();
    if (narrow)
        resizeDocks({dock}, {std::min(wanted, width() / 3)}, Qt::Horizontal);
    dock->raise();
    m_help->open(page);
    m_help->setFocus(Qt::ShortcutFocusReason);
}

/// Back to where F1 was pressed.
void MainWindow::leaveHelp() {
    m_docks.at(QStringLiteral("help"))->hide();
    if (m_beforeHelp != nullptr && m_beforeHelp->isVisible())
        m_beforeHelp->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::remember(const QString& path) {
    if (m_services.settings == nullptr)
        return;
    QStringList recent = m_services.settings->value(QStringLiteral("recent")).toStringList();
    recent.removeAll(path);
    recent.prepend(path);
    m_services.settings->setValue(QStringLiteral("recent"), recent.mid(0, kRecentLength));
}

} // namespace lapidary::window
