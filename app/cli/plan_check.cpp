// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/plan_argument.h"
#include "core/base/text.h"
#include "core/plan/reach.h"
#include "core/plan/runtime.h"
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
                    arguments.choice("--runtime", m_runtime, {"none", "vllm", "llama.cpp", "transformers"},
                                     "program that is to load the result: what it cannot load is a problem");
                }};
    }

    base::Status run(Console& console) override {
        LAPIDARY_TRY(const plan::Plan plan, readPlanArgument(m_plan));
        LAPIDARY_TRY(const session::OpenedModel model, session::openModel(m_model));
        const plan::OutputFormat format = *plan::outputFormat(m_format);
        LAPIDARY_TRY(
            plan::PlanCheck check,
            plan::checkPlan(plan, model.spec, format,
                            model.project ? results::energyRanks(*model.project) : plan::EnergyRank()));
        plan::addProblems(*plan::runtimeOf(m_runtime), model.spec, check);
        const plan::Reach reach = plan::reachOf(plan, check, model.spec, format);
        if (console.json)
            console.printJson(toJson(check, reach));
        else
            print(console, check, reach);
        return {};
    }

private:
    static base::OrderedJson toJson(const plan::PlanCheck& check, const plan::Reach& reach) {
        base::OrderedJson json;
        json["bytes_source"] = check.bytesSource;
        json["bytes_before"] = check.bytesBefore;
        json["bytes_after"] = check.bytesAfter;
        json["smallest_bytes"] = reach.smallestBytes;
        json["largest_bytes"] = reach.largestBytes;
        json["bits_per_weight"] = check.bitsPerWeight;
        json["bits_per_parameter"] = check.bitsPerParameter;
        json["dtype"] = formats::dtypeName(check.dtype);
        auto& sites = json["sites"] = base::OrderedJson::array();
        for (std::size_t i = 0; i < check.sites.size(); ++i) {
            const plan::ResolvedSite& resolved = check.resolved.sites[i];
            base::OrderedJson entry;
            entry["site"] = resolved.site.name;
            entry["settings"] = plan::toJson(resolved.settings);
            entry["source"] = resolved.sources.map();
            entry["bytes_after"] = check.sites[i].bytes;
            sites.push_back(std::move(entry));
        }
        auto& problems = json["problems"] = base::OrderedJson::array();
        for (const plan::Problem& problem : check.problems) {
            problems.push_back({{"severity", problem.severity == plan::Severity::Error ? "error" : "warning"},
                                {"code", problem.code},
                                {"place", problem.place},
                                {"message", base::english(problem.message)}});
            for (const model::SiteId& site : problem.sites)
                problems.back()["sites"].push_back(site.name);
        }
        return json;
    }

    void print(Console& console, const plan::PlanCheck& check, const plan::Reach& reach) const {
        const auto bytes = [](std::uint64_t count) { return base::formatBytes(static_cast<double>(count)); };
        console.print("source " + bytes(check.bytesSource) + ", at 16 bits " + bytes(check.bytesBefore) +
                      ", after (" + m_format + ") " + bytes(check.bytesAfter));
        char line[128];
        std::snprintf(line, sizeof line, "%.3f bits a weight of the block linears, %.3f bits a parameter",
                      check.bitsPerWeight, check.bitsPerParameter);
        console.print(line);
        console.print("reachable with these families: " + bytes(reach.smallestBytes) + " to " +
                      bytes(reach.largestBytes));
        std::size_t changed = 0;
        for (const plan::ResolvedSite& site : check.resolved.sites)
            changed += site.settings.dense() ? 0 : 1;
        console.print(std::to_string(changed) + " of " + std::to_string(check.resolved.sites.size()) +
                      " sites change");
        for (const plan::Problem& problem : check.problems)
            console.print(std::string(problem.severity == plan::Severity::Error ? "error" : "warning") + " " +
                          problem.place +
                          (problem.sites.size() > 1
                               ? " and " + std::to_string(problem.sites.size() - 1) + " more"
                               : "") +
                          ": " + base::english(problem.message));
    }

    std::string m_plan;
    std::string m_model;
    std::string m_format = "lapidary";
    std::string m_runtime = "none";
};

} // namespace

std::unique_ptr<Command> makePlanCheck() {
    return std::make_unique<PlanCheckCommand>();
}

} // namespace lapidary::cli
