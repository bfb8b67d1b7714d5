// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/run_control.h"

#include <chrono>
#include <string>

namespace lapidary::cli {

/// Results go to standard output (with --json one object and nothing else), everything else to standard
/// error: notes and progress, one line that is drawn again on a terminal, elsewhere a line every 10 s.
class Console final {
public:
    Console();

    bool json = false;
    bool quiet = false;

    void printJson(const base::OrderedJson& value) const;
    void print(const std::string& line) const; // standard output
    void note(const std::string& line);        // standard error
    void warn(const base::Error& error);       // the same, marked as a warning
    void showProgress(const base::Progress& progress);
    void endProgress();

private:
    bool m_terminal;
    bool m_lineOpen = false;
    std::chrono::steady_clock::time_point m_started;
    std::chrono::steady_clock::time_point m_lastShown;
};

/// Ctrl-C once: `interrupted()` becomes true and the job stops cleanly; twice: the program ends at once.
void watchInterrupt();
bool interrupted();

} // namespace lapidary::cli
