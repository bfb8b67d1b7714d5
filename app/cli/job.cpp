// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/job.h"

#include "core/session/engine_loader.h"

namespace lapidary::cli {

using session::Event;

void ComputeArguments::declare(Arguments& arguments) {
    arguments.text("--device", device, "auto, cpu or cuda[:n]");
    arguments.integer("--threads", threads, "compute threads; 0: one a core", 0);
    arguments.bytes("--memory", memory,
                    "budget of kept activations (2G); what outgrows it goes to a temporary file");
    arguments.flag("--quiet", quiet, "no progress");
}

engine::ComputeOptions ComputeArguments::options() const {
    return engine::ComputeOptions{device, static_cast<int>(threads), memory};
}

base::Result<session::JobResult> runJob(Console& console,
                                        const std::function<session::JobId(session::Session&)>& submit) {
    session::Session session(session::loadEngine);
    const session::JobId job = submit(session);
    bool cancelled = false;
    for (;;) {
        for (Event& event : session.waitForEvents(std::chrono::milliseconds(50))) {
            if (event.kind == Event::Kind::Progress)
                console.showProgress(event.progress);
            if (event.kind == Event::Kind::Warning)
                console.warn(event.error);
            if (event.kind == Event::Kind::Finished || event.kind == Event::Kind::Failed)
                console.endProgress();
            if (event.kind == Event::Kind::Finished)
                return std::move(event.result);
            if (event.kind == Event::Kind::Failed)
                return std::move(event.error);
        }
        if (interrupted() && !cancelled) {
            cancelled = true;
            console.note("stopping ...");
            session.cancel(job);
        }
    }
}

} // namespace lapidary::cli
