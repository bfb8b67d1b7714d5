// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lapidary::cli {

/// The options of one command, declared once: parsing, `--help` with defaults and the checks of types follow.
/// Targets must outlive parsing; their values at declaration are the defaults shown.
class Arguments final {
public:
    class Impl;
    explicit Arguments(Impl& impl)
        : m_impl(impl) {}

    void positional(const std::string& name, std::string& target, const std::string& help);
    void text(const std::string& option, std::string& target, const std::string& help, bool required = false);
    void integer(const std::string& option, std::int64_t& target, const std::string& help,
                 std::int64_t minimum);
    void bytes(const std::string& option, std::uint64_t& target,
               const std::string& help); // suffixes k, M, G; KiB …
    void choice(const std::string& option, std::string& target, const std::vector<std::string>& choices,
                const std::string& help, bool required = false);
    void flag(const std::string& option, bool& target, const std::string& help);

private:
    Impl& m_impl;
};

struct CommandSpec {
    std::string name; // "plan check": two words
    std::string summary;
    std::string example;
    std::function<void(Arguments&)> declare;
};

/// What the words of the command line chose: the command's index, or an exit code where help was printed or
/// the usage was wrong (2).
struct ParsedCommand {
    std::optional<std::size_t> command;
    int exitCode = 0;
};

ParsedCommand parseCommandLine(const std::vector<CommandSpec>& commands, int argc, const char* const* argv);

} // namespace lapidary::cli
