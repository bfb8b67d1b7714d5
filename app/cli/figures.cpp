// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/project_tables.h"
#include "core/base/file_system.h"
#include "core/results/project.h"
#include "core/session/model_files.h"

#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace lapidary::cli {

namespace {

namespace fs = std::filesystem;

/// The window's program, where it was built; it draws the pictures.
fs::path windowProgram() {
    std::error_code failed;
    const fs::path own = fs::read_symlink("/proc/self/exe", failed);
    return failed ? fs::path() : own.parent_path() / "lapidary";
}

/// Runs a program without a screen and waits; its standard output goes to standard error. The exit status, -1
/// where it could not be started.
int runOffscreen(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::vector<std::string> kept = {"QT_QPA_PLATFORM=offscreen"};
    for (char** entry = environ; *entry != nullptr; ++entry)
        if (!std::string_view(*entry).starts_with("QT_QPA_PLATFORM="))
            kept.emplace_back(*entry);
    std::vector<char*> environment;
    for (std::string& entry : kept)
        environment.push_back(entry.data());
    environment.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
    pid_t child = 0;
    const int failed =
        posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    if (failed != 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status))
        return -1;
    return WEXITSTATUS(status);
}

class Figures final : public Command {
public:
    CommandSpec spec() override {
        return {"figures", "Write every plot of a project and its tables",
                "figures smol.lapidary --out figures/ --format svg,csv", [this](Arguments& arguments) {
                    arguments.positional("FILE", m_file, kProjectHelp);
                    arguments.text("--out", m_out, "folder for the files (made where missing)", true);
                    arguments.text("--format", m_format, "svg, pdf, png, csv, separated by commas");
                }};
    }

    base::Status run(Console& console) override {
        LAPIDARY_CHECK(checkFormats());
        LAPIDARY_TRY(const auto path, session::projectPath(m_file));
        LAPIDARY_TRY(const results::ProjectData project, results::ProjectFile::read(path));
        base::FileSystem& files = base::systemFiles();
        LAPIDARY_CHECK(files.makeFolder(m_out));
        base::OrderedJson written = base::OrderedJson::array();
        for (const CsvTable& table : projectTables(project)) {
            const auto path = fs::path(m_out) / (table.name + ".csv");
            LAPIDARY_CHECK(base::writeFileAtomically(files, path, table.text));
            written.push_back(path.string());
            if (!console.json)
                console.print(path.string());
        }
        LAPIDARY_CHECK(drawPictures(console, written));
        if (console.json)
            console.printJson({{"files", written}});
        return {};
    }

private:
    /// Plots in every format asked for but csv, whose tables are written here.
    base::Status drawPictures(Console& console, base::OrderedJson& written) const {
        std::string formats;
        std::istringstream words(m_format);
        for (std::string word; std::getline(words, word, ',');)
            if (word != "csv")
                formats += (formats.empty() ? "" : ",") + word;
        if (formats.empty())
            return {};
        const fs::path program = windowProgram();
        if (!fs::exists(program)) {
            console.note(
                "pictures need the program `lapidary` beside lapidary-cli, which is not there: tables only");
            return {};
        }
        const fs::path pictures = fs::path(m_out) / "plots";
        const int status =
            runOffscreen({program.string(), m_file, "--figures", pictures.string(), "--formats", formats});
        if (status != 0)
            return base::Error{base::ErrorCode::Internal,
                               program.string(),
                               "--figures",
                               "exit status " + std::to_string(status),
                               "0",
                               {}};
        for (const fs::directory_entry& entry : fs::directory_iterator(pictures)) {
            written.push_back(entry.path().string());
            if (!console.json)
                console.print(entry.path().string());
        }
        return {};
    }

    base::Status checkFormats() const {
        std::istringstream words(m_format);
        for (std::string word; std::getline(words, word, ',');)
            if (word != "svg" && word != "pdf" && word != "png" && word != "csv")
                return base::Error{base::ErrorCode::BadUsage, "figures", "--format", "'" + word + "'",
                                   "svg, pdf, png or csv",    {}};
        return {};
    }

    std::string m_file;
    std::string m_out;
    std::string m_format = "csv";
};

} // namespace

std::unique_ptr<Command> makeFigures() {
    return std::make_unique<Figures>();
}

} // namespace lapidary::cli
