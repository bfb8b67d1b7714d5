// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/job.h"

namespace lapidary::cli {

/// What `run` does with its result beside writing it: evaluates before and after, measures it, and records
/// all of it in a project, where the window shows it as B beside the dense model.
struct RunRecord {
    std::string evaluation; // text; empty: no before and after
    std::int64_t windows = 0;
    std::int64_t window = 0;
    std::string measure; // parts, separated by commas; empty: the result is not measured
    std::string project; // empty: nothing is recorded

    void declare(Arguments& arguments);
    /// Before hours of work: that the text is there and that the project is one of this model, and free.
    base::Status check(const engine::RunRequest& request) const;
    /// Adds to the report what was asked for and writes it to the project. The output stays what happens
    /// here.
    base::Status complete(Console& console, const engine::RunRequest& request,
                          results::RunReport& report) const;

private:
    base::Result<engine::MeasureRequest> measurement(const engine::RunRequest& request) const;
    base::Status record(Console& console, const engine::RunRequest& request,
                        const results::RunReport& report) const;
    base::Status evaluate(Console& console, const engine::RunRequest& request,
                          results::RunReport& report) const;
};

} // namespace lapidary::cli
