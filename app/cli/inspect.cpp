// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "core/base/text.h"
#include "core/session/model_files.h"

#include <cstdio>

namespace lapidary::cli {

namespace {

class Inspect final : public Command {
public:
    CommandSpec spec() override {
        return {"inspect", "List a model's sites; reads headers only",
                "inspect SmolLM2-135M-Instruct.Q4_1.gguf --json",
                [this](Arguments& arguments) { arguments.positional("MODEL", m_model, kModelHelp); }};
    }

    base::Status run(Console& console) override {
        LAPIDARY_TRY(const session::OpenedModel model, session::openModel(m_model));
        if (console.json)
            console.printJson(toJson(model.spec));
        else
            print(console, model.spec);
        return {};
    }

private:
    static base::OrderedJson toJson(const model::ModelSpec& spec) {
        base::OrderedJson json;
        json["architecture"] = spec.config.architecture;
        json["model_type"] = spec.config.modelType;
        json["name"] = spec.config.name;
        json["parameters"] = spec.parameters;
        json["bytes"] = spec.bytes;
        json["blocks"] = spec.blocks.size();
        json["hidden"] = spec.config.hidden;
        json["vocabulary"] = spec.config.vocabulary;
        json["context"] = spec.config.context;
        json["tied_head"] = spec.tiedHead;
        json["fingerprint"] = spec.fingerprint;
        auto& sites = json["sites"] = base::OrderedJson::array();
        for (const model::Site* site : spec.allSites()) {
            base::OrderedJson entry;
            entry["site"] = site->id.name;
            entry["tensor"] = site->tensor;
            entry["shape"] = {site->out, site->in};
            entry["dtype"] = formats::dtypeName(site->dtype);
            entry["bytes"] = site->bytes;
            entry["input_group"] = site->inputGroup.name;
            sites.push_back(std::move(entry));
        }
        return json;
    }

    static void print(Console& console, const model::ModelSpec& spec) {
        const auto& config = spec.config;
        char line[256];
        std::snprintf(line, sizeof line, "%s: %s, %.1f M parameters, %s", config.name.c_str(),
                      config.architecture.c_str(), static_cast<double>(spec.parameters) / 1e6,
                      base::formatBytes(static_cast<double>(spec.bytes)).c_str());
        console.print(line);
        std::snprintf(line, sizeof line, "%zu blocks, hidden %lld, vocabulary %lld, context %lld, head %s",
                      spec.blocks.size(), static_cast<long long>(config.hidden),
                      static_cast<long long>(config.vocabulary), static_cast<long long>(config.context),
                      spec.tiedHead ? "tied to the embedding" : "of its own");
        console.print(line);
        std::snprintf(line, sizeof line, "%-24s %15s %-6s %10s  %s", "site", "out x in", "type", "bytes",
                      "input group");
        console.print(line);
        for (const model::Site* site : spec.allSites()) {
            const std::string shape = std::to_string(site->out) + " x " + std::to_string(site->in);
            std::snprintf(line, sizeof line, "%-24s %15s %-6s %10s  %s", site->id.name.c_str(), shape.c_str(),
                          std::string(formats::dtypeName(site->dtype)).c_str(),
                          base::formatBytes(static_cast<double>(site->bytes)).c_str(),
                          site->inputGroup.name.c_str());
            console.print(line);
        }
    }

    std::string m_model;
};

} // namespace

std::unique_ptr<Command> makeInspect() {
    return std::make_unique<Inspect>();
}

} // namespace lapidary::cli
