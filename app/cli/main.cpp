// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include <iostream>
#include <vector>

using namespace lapidary;

namespace {

int exitCode(const base::Error& error) {
    if (error.code == base::ErrorCode::Cancelled)
        return 130;
    return error.code == base::ErrorCode::BadUsage ? 2 : 1;
}

} // namespace

int main(int argc, char** argv) {
    std::vector<std::unique_ptr<cli::Command>> commands;
    for (auto make : {cli::makeInspect, cli::makeMeasure, cli::makeShow, cli::makePlanCheck,
                      cli::makePlanTransfer, cli::makeRun, cli::makeConvert, cli::makeEval, cli::makeCompare,
                      cli::makeFigures, cli::makeGenerate, cli::makeTokenize})
        commands.push_back(make());

    cli::Console console;
    std::vector<cli::CommandSpec> specs;
    for (const auto& command : commands) {
        specs.push_back(command->spec());
        specs.back().declare = [&console, declare = specs.back().declare](cli::Arguments& arguments) {
            declare(arguments);
            arguments.flag("--json", console.json, "print one JSON object");
        };
    }
    const cli::ParsedCommand parsed = cli::parseCommandLine(specs, argc, argv);
    if (!parsed.command)
        return parsed.exitCode;

    cli::watchInterrupt();
    const base::Status status = commands[*parsed.command]->run(console);
    console.endProgress();
    std::cout.flush();
    if (status)
        return 0;
    std::cerr << "lapidary-cli: " << base::describe(status.error()) << '\n';
    return exitCode(status.error());
}
