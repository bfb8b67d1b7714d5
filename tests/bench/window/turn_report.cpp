// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/window/turn_report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>

namespace lapidary::bench {

namespace {

constexpr double kFrameMs = 16.0;
constexpr double kNoticedMs = 50.0;

using Measure = std::optional<double> (*)(const Turn&);

std::vector<double> valuesOf(const std::vector<Turn>& turns, Measure measure) {
    std::vector<double> values;
    for (const Turn& turn : turns)
        if (const std::optional<double> value = measure(turn))
            values.push_back(*value);
    return values;
}

std::optional<double> wallMs(const Turn& turn) {
    return turn.wallMs;
}

std::optional<double> processorMs(const Turn& turn) {
    return turn.processorMs;
}

std::optional<double> responseMs(const Turn& turn) {
    return turn.responseMs;
}

std::map<std::string, std::vector<Turn>> byScene(const std::vector<Turn>& turns) {
    std::map<std::string, std::vector<Turn>> scenes;
    for (const Turn& turn : turns)
        scenes[turn.doing].push_back(turn);
    return scenes;
}

double share(const std::vector<double>& sorted, double atMost) {
    const auto end = std::upper_bound(sorted.begin(), sorted.end(), atMost);
    return static_cast<double>(end - sorted.begin()) / static_cast<double>(sorted.size());
}

std::vector<Turn> longest(std::vector<Turn> turns, std::size_t count) {
    std::sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) { return a.wallMs > b.wallMs; });
    turns.resize(std::min(count, turns.size()));
    return turns;
}

void printLine(const char* what, const Durations& ms) {
    std::printf("  %-8s %6zu   50 %% %6.2f   95 %% %6.2f   99 %% %6.2f   99.9 %% %6.2f   max %7.2f ms   "
                "<=16 ms %6.2f %%   <=50 ms %6.2f %%\n",
                what, ms.count, ms.median, ms.p95, ms.p99, ms.p999, ms.largest, 100.0 * ms.within16,
                100.0 * ms.within50);
}

base::Json durationsJson(const Durations& ms) {
    return {{"count", ms.count},
            {"p50_ms", ms.median},
            {"p95_ms", ms.p95},
            {"p99_ms", ms.p99},
            {"p99_9_ms", ms.p999},
            {"max_ms", ms.largest},
            {"within_16_ms", ms.within16},
            {"within_50_ms", ms.within50}};
}

} // namespace

/// Quantiles by nearest rank: each is a duration that occurred.
Durations durationsOf(std::vector<double> milliseconds) {
    Durations durations;
    durations.count = milliseconds.size();
    if (milliseconds.empty())
        return durations;
    std::sort(milliseconds.begin(), milliseconds.end());
    const auto quantile = [&](double part) {
        const double rank = std::ceil(part * static_cast<double>(milliseconds.size()));
        return milliseconds[static_cast<std::size_t>(std::max(1.0, rank)) - 1];
    };
    durations.median = quantile(0.5);
    durations.p95 = quantile(0.95);
    durations.p99 = quantile(0.99);
    durations.p999 = quantile(0.999);
    durations.largest = milliseconds.back();
    durations.within16 = share(milliseconds, kFrameMs);
    durations.within50 = share(milliseconds, kNoticedMs);
    return durations;
}

void printPhase(const Phase& phase, std::size_t slowest) {
    std::printf("%s, %.0f s\n", phase.name.c_str(), phase.seconds);
    printLine("turns", durationsOf(valuesOf(phase.turns, wallMs)));
    printLine("its work", durationsOf(valuesOf(phase.turns, processorMs)));
    printLine("answers", durationsOf(valuesOf(phase.turns, responseMs)));
    std::printf(
        "  the input changed the selection %zu times, the plan %zu times, dragged the rank %zu steps, zoomed "
        "%zu times\n",
        phase.effects.selections, phase.effects.edits, phase.effects.rankSteps, phase.effects.zooms);
    for (const auto& [scene, turns] : byScene(phase.turns)) {
        const Durations work = durationsOf(valuesOf(turns, processorMs));
        std::printf("    work of %-22s %5zu   50 %% %6.2f   95 %% %6.2f   max %6.2f ms\n", scene.c_str(),
                    work.count, work.median, work.p95, work.largest);
    }
    for (const Turn& turn : longest(phase.turns, slowest))
        std::printf("    %7.2f ms, of the processor %7.2f: %s; longest event %.2f ms, %s\n", turn.wallMs,
                    turn.processorMs, turn.doing, turn.slowestMs, turn.slowestEvent.toUtf8().constData());
}

base::Json phaseJson(const Phase& phase, std::size_t slowest) {
    base::Json longestTurns = base::Json::array();
    for (const Turn& turn : longest(phase.turns, slowest))
        longestTurns.push_back({{"wall_ms", turn.wallMs},
                                {"processor_ms", turn.processorMs},
                                {"doing", turn.doing},
                                {"longest_event_ms", turn.slowestMs},
                                {"longest_event", turn.slowestEvent.toStdString()}});
    return {{"phase", phase.name},
            {"seconds", phase.seconds},
            {"turns", durationsJson(durationsOf(valuesOf(phase.turns, wallMs)))},
            {"work", durationsJson(durationsOf(valuesOf(phase.turns, processorMs)))},
            {"answers", durationsJson(durationsOf(valuesOf(phase.turns, responseMs)))},
            {"selections", phase.effects.selections},
            {"edits", phase.effects.edits},
            {"rank_steps", phase.effects.rankSteps},
            {"zooms", phase.effects.zooms},
            {"longest", std::move(longestTurns)},
            {"meets_aim", meetsAim(phase)}};
}

bool meetsAim(const Phase& phase) {
    const Durations turns = durationsOf(valuesOf(phase.turns, wallMs));
    return turns.p95 <= kFrameMs && turns.p999 <= kNoticedMs;
}

} // namespace lapidary::bench
