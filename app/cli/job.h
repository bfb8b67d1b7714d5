// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/console.h"
#include "core/session/session.h"

#include <functional>
#include <string>

namespace lapidary::cli {

/// Options that every computing command takes.
struct ComputeArguments {
    std::string device = "auto";
    std::int64_t threads = 0;
    std::uint64_t memory = 0;
    bool quiet = false;

    void declare(Arguments& arguments);
    engine::ComputeOptions options() const;
};

/// Submits one job and waits: shows progress, passes Ctrl-C on.
base::Result<session::JobResult> runJob(Console& console,
                                        const std::function<session::JobId(session::Session&)>& submit);

/// As runJob, with the report's type.
template<class Report>
base::Result<Report> runJobFor(Console& console,
                               const std::function<session::JobId(session::Session&)>& submit) {
    LAPIDARY_TRY(session::JobResult result, runJob(console, submit));
    return std::get<Report>(std::move(result));
}

} // namespace lapidary::cli
