// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/command_line.h"

#include "tests/support/checkpoint_maker.h"
#include "tests/support/test_data.h"

#include "core/base/file_system.h"

#include <sys/wait.h>
#include <unistd.h>

namespace lapidary::tests {

ProgramEnd lapidaryCli(const std::vector<std::string>& arguments, const std::string& input) {
    const TemporaryFolder folder;
    const std::string in = (folder / "in").string();
    const std::string out = (folder / "out").string();
    const std::string err = (folder / "err").string();
    writeFile(in, input);
    std::vector<std::string> words = {LAPIDARY_CLI_PATH};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const pid_t child = ::fork();
    if (child == 0) {
        std::vector<char*> pointers;
        for (std::string& word : words)
            pointers.push_back(word.data());
        pointers.push_back(nullptr);
        if (std::freopen(in.c_str(), "r", stdin) == nullptr ||
            std::freopen(out.c_str(), "w", stdout) == nullptr ||
            std::freopen(err.c_str(), "w", stderr) == nullptr)
            ::_exit(127);
        ::execv(pointers[0], pointers.data());
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ProgramEnd end;
    end.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    end.out = *base::readTextFile(out, std::uint64_t{1} << 30);
    end.err = *base::readTextFile(err, std::uint64_t{1} << 30);
    return end;
}

} // namespace lapidary::tests
