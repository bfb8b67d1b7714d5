// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/project_tables.h"
#include "core/results/project.h"
#include "core/session/model_files.h"

#include <algorithm>
#include <cstdio>

namespace lapidary::cli {

using base::OrderedJson;

namespace {

class Show final : public Command {
public:
    CommandSpec spec() override {
        return {"show", "Print stored results of a project",
                "show smol.lapidary --what spectra --site blocks.17.mlp.down --json",
                [this](Arguments& arguments) {
                    arguments.positional("FILE", m_file, kProjectHelp);
                    arguments.choice("--what", m_what, {"spectra", "activations", "logits", "sensitivity"},
                                     "part", true);
                    arguments.text("--site", m_site, "one site (or input group); empty: all");
                }};
    }

    base::Status run(Console& console) override {
        LAPIDARY_TRY(const auto path, session::projectPath(m_file));
        LAPIDARY_TRY(const results::ProjectData project, results::ProjectFile::read(path));
        LAPIDARY_TRY(const OrderedJson json, select(project));
        if (console.json)
            console.printJson(json);
        else
            print(console, project);
        return {};
    }

private:
    base::Error notMeasured() const {
        return base::Error{
            base::ErrorCode::NotMeasured, m_file, m_what + (m_site.empty() ? "" : " of " + m_site), "nothing",
            "results of this part",       {}};
    }

    base::Result<OrderedJson> select(const results::ProjectData& project) const {
        if (m_what == "spectra")
            return spectra(project);
        if (m_what == "activations")
            return activations(project);
        if (m_what == "logits") {
            if (!project.logits)
                return notMeasured();
            return withProvenance(project, toJson(*project.logits));
        }
        OrderedJson points = OrderedJson::array();
        for (const results::Sensitivity& point : project.sensitivity)
            if (m_site.empty() || point.site.name == m_site)
                points.push_back(toJson(point));
        if (points.empty())
            return notMeasured();
        return points;
    }

    base::Result<OrderedJson> spectra(const results::ProjectData& project) const {
        OrderedJson all = OrderedJson::object();
        for (const auto& [site, spectra] : project.spectra) {
            if (!m_site.empty() && site.name != m_site)
                continue;
            OrderedJson entry = toJson(spectra.weight);
            if (spectra.activationWeighted)
                entry["activation_weighted"] = toJson(*spectra.activationWeighted);
            entry["histogram"] = {{"min", spectra.histogram.minimum},
                                  {"max", spectra.histogram.maximum},
                                  {"counts", spectra.histogram.counts}};
            if (!m_site.empty())
                return withProvenance(project, std::move(entry));
            all[site.name] = std::move(entry);
        }
        if (all.empty())
            return notMeasured();
        return all;
    }

    /// A site stands for the group of its inputs.
    base::Result<OrderedJson> activations(const results::ProjectData& project) const {
        std::string group = m_site;
        if (project.model)
            if (const model::Site* site = project.model->find(model::SiteId(m_site)))
                group = site->inputGroup.name;
        OrderedJson all = OrderedJson::object();
        for (const auto& [id, statistics] : project.activations) {
            if (!group.empty() && id.name != group)
                continue;
            OrderedJson entry = toJson(statistics);
            entry["input_group"] = id.name;
            if (!group.empty())
                return withProvenance(project, std::move(entry));
            all[id.name] = std::move(entry);
        }
        if (all.empty())
            return notMeasured();
        return all;
    }

    OrderedJson withProvenance(const results::ProjectData& project, OrderedJson json) const {
        const auto at = project.provenance.find(m_what);
        if (at != project.provenance.end())
            json["provenance"] = results::toJson(at->second);
        return json;
    }

    void print(Console& console, const results::ProjectData& project) const {
        static const std::pair<const char*, const char*> kTables[] = {{"spectra", "spectra"},
                                                                      {"activations", "activations"},
                                                                      {"logits", "logit-pca"},
                                                                      {"sensitivity", "sensitivity"}};
        for (const auto& [part, name] : kTables)
            if (m_what == part)
                for (const CsvTable& table : projectTables(project))
                    if (table.name == name)
                        printRows(console, table.text);
    }

    /// The header and the rows of the chosen site (or of its input group), as a table with columns of equal
    /// width.
    void printRows(Console& console, const std::string& text) const {
        std::size_t begin = 0;
        bool header = true;
        while (begin < text.size()) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            const std::string line = text.substr(begin, end - begin);
            begin = end + 1;
            const std::string first = line.substr(0, line.find(','));
            const bool chosen =
                m_site.empty() || m_what == "logits" || first == m_site || m_site.starts_with(first + ".");
            if (header || chosen)
                console.print(line);
            header = false;
        }
    }

    std::string m_file;
    std::string m_what;
    std::string m_site;
};

} // namespace

std::unique_ptr<Command> makeShow() {
    return std::make_unique<Show>();
}

} // namespace lapidary::cli
