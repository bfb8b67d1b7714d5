// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include <atomic>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <unistd.h>

namespace lapidary::cli {

using Clock = std::chrono::steady_clock;

Console::Console()
    : m_terminal(::isatty(STDERR_FILENO) != 0)
    , m_started(Clock::now())
    , m_lastShown(m_started) {
}

void Console::printJson(const base::OrderedJson& value) const {
    std::cout << value.dump(1, ' ', false, base::OrderedJson::error_handler_t::replace) << '\n';
    std::cout.flush();
}

void Console::print(const std::string& line) const {
    std::cout << line << '\n';
}

void Console::note(const std::string& line) {
    endProgress();
    std::cerr << line << '\n';
}

void Console::warn(const base::Error& error) {
    note("warning: " + base::describe(error));
}

namespace {

std::string duration(double seconds) {
    if (!std::isfinite(seconds) || seconds < 0.0)
        return "?";
    const auto whole = std::llround(seconds);
    char text[48];
    if (whole < 60)
        std::snprintf(text, sizeof text, "%lld s", whole);
    else if (whole < 3600)
        std::snprintf(text, sizeof text, "%lld min %02lld s", whole / 60, whole % 60);
    else
        std::snprintf(text, sizeof text, "%lld h %02lld min", whole / 3600, whole / 60 % 60);
    return text;
}

} // namespace

void Console::showProgress(const base::Progress& progress) {
    if (quiet)
        return;
    const auto now = Clock::now();
    const auto wait = m_terminal ? std::chrono::milliseconds(100) : std::chrono::milliseconds(10000);
    if (now - m_lastShown < wait)
        return;
    m_lastShown = now;
    const double seconds = std::chrono::duration<double>(now - m_started).count();
    std::string line;
    if (progress.total > 0.0) {
        const double share = std::min(1.0, progress.done / progress.total);
        char percent[16];
        std::snprintf(percent, sizeof percent, "%3.0f %%", 100.0 * share);
        line = percent;
        if (share > 0.01)
            line += "  " + duration(seconds / share - seconds) + " left";
    } else {
        line = duration(seconds);
    }
    line += "  " + progress.stage;
    if (m_terminal) {
        std::cerr << "\r\x1b[K" << line << std::flush;
        m_lineOpen = true;
    } else {
        std::cerr << line << '\n';
    }
}

void Console::endProgress() {
    if (m_lineOpen)
        std::cerr << "\r\x1b[K" << std::flush;
    m_lineOpen = false;
}

namespace {

std::atomic<bool> g_interrupted{false};

void onInterrupt(int) {
    g_interrupted.store(true);
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

} // namespace

void watchInterrupt() {
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
}

bool interrupted() {
    return g_interrupted.load();
}

} // namespace lapidary::cli
