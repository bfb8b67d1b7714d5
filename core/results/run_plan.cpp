// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/run_plan.h"

namespace lapidary::results {

base::Result<plan::Plan> planOf(const RunReport& run) {
    const std::string name = run.output.empty() ? "run" : run.output;
    const auto job = run.plan.find("job");
    if (!run.plan.is_object() || job == run.plan.end() || !job->is_object() || !job->contains("plan"))
        return base::Error{
            base::ErrorCode::Malformed,         name, "job.plan", "nothing", "the plan of the run",
            "compress with a plan file instead"};
    return plan::planFromJson(job->at("plan"), name);
}

} // namespace lapidary::results
