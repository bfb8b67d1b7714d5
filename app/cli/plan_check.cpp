// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/plan_argument.h"
#include "core/base/text.h"
#include "core/plan/check.h"
#include "core/results/energy_ranks.h"
#include "core/session/model_files.h"

#include <cstdio>

namespace lapidary::cli {

namespace {

class PlanCheckCommand final : public Command {
public:
    CommandSpec spec() override {
        return {"plan check", "Resolve a plan, count its bytes, look for problems",
                "plan check plan.json SmolLM2-135M-Instruct.Q4_1.gguf --format lapidary --json",
                [this](Arguments& arguments) {
                    arguments.positional("PLAN", m_plan, "plan file; - reads standard input");
                    arguments.positional("MODEL", m_model, kModelHelp);
                    arguments.choice("--format", m_format, kFormats, "output format whose bytes are counted");
                }};
    }

    base::Status run(Console& console) override {
        LAPIDARY_TRY(const plan::Plan plan, readPlanArgument(m_plan));
        LAPIDARY_TRY(const session::OpenedModel model, session::openModel(m_model));
        LAPIDARY_TRY(
            const plan::PlanCheck check,
            plan::checkPlan(plan, model.spec, *plan::outputFormat(m_format),
                            model.project ? results::energyRanks(*model.project) : plan::EnergyRank()));
        if (console.json)
            console.printJson(toJson(check));
        else
            print(console, check);
        return {};
    }

private:
    static base::OrderedJson toJson(const plan::PlanCheck& check) {
        base::OrderedJson json;
        json["bytes_source"] = check.bytesSource;
        json["bytes_before"] = check.bytesBefore;
        json["bytes_after"] = check.bytesAfter;
        json["bits_per_weight"] = check.bitsPerWeight;
        json["bits_per_parameter"] = check.bitsPerParameter;
        json["dtype"] = formats::dtypeName(check.dtype);
        auto& sites = json["sites"] = base::OrderedJson::array();
        for (std::size_t i = 0; i < check.sites.size(); ++i) {
            const plan::ResolvedSite& resolved = check.resolved.sites[i];
            base::OrderedJson entry;
            entry["site"] = resolved.site.name;
            entry["settings"] = plan::toJson(resolved.settings);
            entry["source"] = resolved.sources;
            entry["bytes_after"] = check.sites[i].bytes;
            sites.push_back(std::move(entry));
        }
        auto& problems = json["problems"] = base::OrderedJson::array();
        for (const plan::Problem& problem : check.problems)
            problems.push_back({{"severity", problem.severity == plan::Severity::Error ? "error" : "warning"},
                                {"code", problem.code},
                                {"place", problem.place},
                                {"message", problem.message}});
        return json;
    }

    void print(Console& console, const plan::PlanCheck& check) const {
        const auto bytes = [](std::uint64_t count) { return base::formatBytes(static_cast<double>(count)); };
        console.print("source " + bytes(check.bytesSource) + ", at 16 bits " + bytes(check.bytesBefore) +
                      ", after (" + m_format + ") " + bytes(check.bytesAfter));
        char line[128];
        std::snprintf(line, sizeof line, "%.3f bits a weight of the block linears, %.3f bits a parameter",
                      check.bitsPerWeight, check.bitsPerParameter);
        console.print(line);
        std::size_t changed = 0;
        for (const plan::ResolvedSite& site : check.resolved.sites)
            changed += site.settings.dense() ? 0 : 1;
        console.print(std::to_string(changed) + " of " + std::to_string(check.resolved.sites.size()) +
                      " sites change");
        for (const plan::Problem& problem : check.problems)
            console.print(std::string(problem.severity == plan::Severity::Error ? "error" : "warning") + " " +
                          problem.place + ": " + problem.message);
    }

    std::string m_plan;
    std::string m_model;
    std::string m_format = "lapidary";
};

} // namespace

std::unique_ptr<Command> makePlanCheck() {
    return std::make_unique<PlanCheckCommand>();
}

} // namespace lapidary::cli
