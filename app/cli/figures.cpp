// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/project_tables.h"
#include "core/base/file_system.h"
#include "core/results/project.h"
#include "core/session/model_files.h"

#include <sstream>

namespace lapidary::cli {

namespace {

class Figures final : public Command {
public:
    CommandSpec spec() override {
        return {"figures", "Write every table of a project (pictures come with the window)",
                "figures smol.lapidary --out figures/ --format csv", [this](Arguments& arguments) {
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
            const auto path = std::filesystem::path(m_out) / (table.name + ".csv");
            LAPIDARY_CHECK(base::writeFileAtomically(files, path, table.text));
            written.push_back(path.string());
            if (!console.json)
                console.print(path.string());
        }
        if (m_format != "csv")
            console.note("pictures need the program `lapidary` beside lapidary-cli, which this build does "
                         "not have: tables only");
        if (console.json)
            console.printJson({{"files", written}});
        return {};
    }

private:
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
