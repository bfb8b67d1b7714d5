// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>

namespace lapidary::cli {

class Arguments::Impl {
public:
    explicit Impl(CLI::App& app)
        : m_app(app) {}
    CLI::App& m_app;
};

void Arguments::positional(const std::string& name, std::string& target, const std::string& help) {
    m_impl.m_app.add_option(name, target, help)->required()->option_text("");
}

void Arguments::text(const std::string& option, std::string& target, const std::string& help, bool required) {
    m_impl.m_app.add_option(option, target, help)
        ->required(required)
        ->capture_default_str()
        ->type_name("TEXT");
}

void Arguments::integer(const std::string& option, std::int64_t& target, const std::string& help,
                        std::int64_t minimum) {
    m_impl.m_app.add_option(option, target, help)
        ->capture_default_str()
        ->check(CLI::Range(minimum, std::int64_t{1} << 40, "at least " + std::to_string(minimum)))
        ->type_name("N");
}

void Arguments::bytes(const std::string& option, std::uint64_t& target, const std::string& help) {
    m_impl.m_app.add_option(option, target, help)->transform(CLI::AsSizeValue(false))->type_name("BYTES");
}

void Arguments::choice(const std::string& option, std::string& target,
                       const std::vector<std::string>& choices, const std::string& help, bool required) {
    m_impl.m_app.add_option(option, target, help)
        ->required(required)
        ->capture_default_str()
        ->check(CLI::IsMember(choices))
        ->type_name("NAME");
}

void Arguments::flag(const std::string& option, bool& target, const std::string& help) {
    m_impl.m_app.add_flag(option, target, help);
}

namespace {

/// "plan check" is the command `check` of the group `plan`.
CLI::App* addCommand(CLI::App& root, std::map<std::string, CLI::App*>& groups, const CommandSpec& spec) {
    const std::size_t space = spec.name.find(' ');
    CLI::App* parent = &root;
    if (space != std::string::npos) {
        const std::string group = spec.name.substr(0, space);
        if (!groups.contains(group)) {
            groups[group] = root.add_subcommand(group, "Work with plan files");
            groups[group]->require_subcommand(1);
        }
        parent = groups[group];
    }
    CLI::App* command =
        parent->add_subcommand(spec.name.substr(space == std::string::npos ? 0 : space + 1), spec.summary);
    command->footer("Example:\n  lapidary-cli " + spec.example);
    return command;
}

} // namespace

ParsedCommand parseCommandLine(const std::vector<CommandSpec>& commands, int argc, const char* const* argv) {
    CLI::App root("Lapidary: look into language models, plan their compression, run the plan, compare.",
                  "lapidary-cli");
    root.set_version_flag("--version", "lapidary-cli " LAPIDARY_VERSION);
    root.require_subcommand(1);
    root.footer("Every command answers --help. Exit codes: 0 done, 1 failed, 2 wrong usage, 130 cancelled.");
    std::map<std::string, CLI::App*> groups;
    std::vector<CLI::App*> apps;
    for (const CommandSpec& spec : commands) {
        apps.push_back(addCommand(root, groups, spec));
        Arguments::Impl impl(*apps.back());
        Arguments arguments(impl);
        spec.declare(arguments);
    }
    try {
        root.parse(argc, argv);
    } catch (const CLI::ParseError& stopped) {
        return {std::nullopt, root.exit(stopped, std::cout, std::cerr) == 0 ? 0 : 2};
    }
    for (std::size_t i = 0; i < apps.size(); ++i)
        if (apps[i]->parsed())
            return {i, 0};
    return {std::nullopt, 2};
}

} // namespace lapidary::cli
