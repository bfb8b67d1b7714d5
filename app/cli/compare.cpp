// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/job.h"
#include "core/base/text.h"
#include "core/session/model_files.h"

#include <cstdio>

namespace lapidary::cli {

namespace {

class Compare final : public Command {
public:
    CommandSpec spec() override {
        return {"compare", "Differences of two models, site by site",
                "compare SmolLM2-135M-Instruct.Q4_1.gguf compressed/ --json", [this](Arguments& arguments) {
                    arguments.positional("A", m_a, kModelHelp);
                    arguments.positional("B", m_b, "the same network, changed");
                    m_compute.declare(arguments);
                }};
    }

    base::Status run(Console& console) override {
        console.quiet = m_compute.quiet;
        engine::CompareRequest request;
        LAPIDARY_TRY(request.a, session::checkpointPath(m_a));
        LAPIDARY_TRY(request.b, session::checkpointPath(m_b));
        request.compute = m_compute.options();
        LAPIDARY_TRY(const auto report,
                     runJobFor<engine::CompareReport>(
                         console, [&](session::Session& session) { return session.compare(request); }));
        if (console.json)
            console.printJson(toJson(report));
        else
            print(console, report);
        return {};
    }

private:
    static base::OrderedJson toJson(const engine::CompareReport& report) {
        base::OrderedJson json;
        auto& sites = json["sites"] = base::OrderedJson::array();
        for (const auto& site : report.sites) {
            base::OrderedJson entry;
            entry["site"] = site.site.name;
            entry["relative_frobenius"] = site.relativeFrobenius;
            entry["max_abs_difference"] = site.maxAbsDifference;
            entry["zeros_a"] = site.zerosA;
            entry["zeros_b"] = site.zerosB;
            entry["bytes_a"] = site.bytesA;
            entry["bytes_b"] = site.bytesB;
            sites.push_back(std::move(entry));
        }
        json["summary"] = {{"sites", report.sites.size()},
                           {"sites_changed", report.sitesChanged},
                           {"relative_frobenius", report.relativeFrobenius},
                           {"bytes_a", report.bytesA},
                           {"bytes_b", report.bytesB}};
        return json;
    }

    static void print(Console& console, const engine::CompareReport& report) {
        char line[200];
        std::snprintf(line, sizeof line, "%-24s %12s %12s %8s %8s %10s %10s", "site", "rel. change",
                      "max change", "zeros A", "zeros B", "bytes A", "bytes B");
        console.print(line);
        const auto bytes = [](std::uint64_t count) { return base::formatBytes(static_cast<double>(count)); };
        for (const auto& site : report.sites) {
            std::snprintf(line, sizeof line, "%-24s %12.5f %12.3g %7.1f%% %7.1f%% %10s %10s",
                          site.site.name.c_str(), site.relativeFrobenius, site.maxAbsDifference,
                          100.0 * site.zerosA, 100.0 * site.zerosB, bytes(site.bytesA).c_str(),
                          bytes(site.bytesB).c_str());
            console.print(line);
        }
        std::snprintf(line, sizeof line,
                      "%lld of %zu sites differ; relative change of all weights %.5f; %s and %s",
                      static_cast<long long>(report.sitesChanged), report.sites.size(),
                      report.relativeFrobenius, bytes(report.bytesA).c_str(), bytes(report.bytesB).c_str());
        console.print(line);
    }

    std::string m_a;
    std::string m_b;
    ComputeArguments m_compute;
};

} // namespace

std::unique_ptr<Command> makeCompare() {
    return std::make_unique<Compare>();
}

} // namespace lapidary::cli
