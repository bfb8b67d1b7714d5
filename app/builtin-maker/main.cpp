// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/builtin-maker/report.h"

#include <CLI/CLI.hpp>
#include <cstdio>

int main(int argc, char** argv) {
    using namespace lapidary;
    maker::Recipe recipe;
    std::string folder;
    CLI::App app("Remakes the built-in model: text, tokenizer, training; then prints its figures");
    app.add_option("--out", folder, "folder that gets config.json, tokenizer.json and model.safetensors")
        ->required();
    app.add_option("--steps", recipe.steps, "training steps; the default makes resources/builtin")
        ->capture_default_str();
    app.add_option("--threads", recipe.threads, "another number gives other bytes")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    base::RunControl control;
    const auto made = maker::makeModel(recipe, folder, control);
    const base::Status done =
        made ? maker::report(recipe, *made, folder, control) : base::Status(made.error());
    if (!done)
        std::fprintf(stderr, "%s\n", base::describe(done.error()).c_str());
    return done ? 0 : 1;
}
