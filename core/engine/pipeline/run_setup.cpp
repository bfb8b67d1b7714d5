// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/pipeline/run_setup.h"

#include "core/engine/forward/block_forward.h"
#include "core/engine/pipeline/block_compressor.h"
#include "core/engine/tensor/scalar_types.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <torch/headeronly/version.h>

namespace lapidary::engine {

using base::Error;
using base::ErrorCode;
using base::OrderedJson;
using base::Result;
using base::Status;

double RunSetup::gatherPasses(const model::Block& block, bool sequential) const {
    const auto changes = [this](const model::SiteId& site) { return !settings.at(site).dense(); };
    const auto groups =
        std::count_if(block.groups.begin(), block.groups.end(), [&](const model::InputGroup& group) {
            return std::any_of(group.sites.begin(), group.sites.end(), changes);
        });
    return static_cast<double>(sequential ? groups : std::min<std::ptrdiff_t>(groups, 1));
}

double RunSetup::work(bool sequential) const {
    double total = 0.0;
    for (const model::Block& block : spec().blocks) {
        if (hasText)
            total += static_cast<double>(tokens.ids.size(0)) * blockFlops(block, tokens.ids.size(1)) *
                     (1.0 + gatherPasses(block, sequential));
        total += solveFlops(block, settings);
    }
    return total;
}

StorageTypes RunSetup::storageTypes(plan::OutputFormat format) const {
    const at::ScalarType values = scalarType(check.dtype);
    return {values, format == plan::OutputFormat::CompressedTensors ? values : at::kHalf};
}

namespace {

Status refuseProblems(const plan::PlanCheck& check) {
    for (const plan::Problem& problem : check.problems)
        if (problem.severity == plan::Severity::Error)
            return Error{ErrorCode::NotApplicable,       "plan", problem.place,
                         base::english(problem.message), {},     {}};
    return {};
}

Status readText(const RunRequest& request, RunSetup& setup, const base::RunControl& control) {
    const plan::Calibration& calibration = request.plan.calibration;
    const bool needed = std::any_of(setup.settings.begin(), setup.settings.end(), [](const auto& entry) {
        const SiteNeeds needs = siteNeeds(entry.second);
        return !entry.second.dense() && (needs.moment || needs.meanSquare);
    });
    setup.hasText = !request.text.empty();
    if (!setup.hasText && needed)
        return Error{ErrorCode::MissingKey,
                     "plan",
                     "calibration.text",
                     "no text",
                     "a calibration text: a method of the plan looks at its inputs",
                     "give --text FILE"};
    if (needed && calibration.tokenWeights.kind == plan::TokenWeights::Kind::Fisher)
        return Error{ErrorCode::NotApplicable,
                     "plan",
                     "calibration.token_weights",
                     "fisher",
                     "none or first:W (Fisher weights need gradients, which nobody has gathered)",
                     {}};
    if (!setup.hasText)
        return {};
    TextRequest text;
    text.path = request.text;
    text.window = std::min(calibration.window, setup.spec().config.context);
    text.windows = calibration.windows;
    LAPIDARY_TRY(setup.tokens, makeTokenWindows(setup.model->checkpoint, text, control));
    return {};
}

} // namespace

Result<RunSetup> prepareRun(const RunRequest& request, const DeviceProvider& provider,
                            base::RunControl& control) {
    control.beginStage("open");
    RunSetup setup;
    LAPIDARY_TRY(setup.model, openModel(request.model));
    LAPIDARY_TRY(setup.check, plan::checkPlan(request.plan, setup.spec(), request.format));
    LAPIDARY_CHECK(refuseProblems(setup.check));
    LAPIDARY_TRY(setup.device, selectDevice(request.compute.device, provider));
    useThreads(request.compute.threads);
    for (const plan::ResolvedSite& site : setup.check.resolved.sites)
        setup.settings[site.site] = site.settings;
    LAPIDARY_CHECK(readText(request, setup, control));
    control.setTotal(setup.work(request.plan.sequential));
    return setup;
}

OrderedJson runIdentity(const RunRequest& request, const RunSetup& setup) {
    OrderedJson json;
    json["program"] = "lapidary run 1";
    json["torch"] = TORCH_VERSION;
    json["model"] = setup.spec().fingerprint;
    json["plan"] = plan::toJson(request.plan);
    json["format"] = plan::formatName(request.format);
    json["text"] = setup.hasText ? setup.tokens.textSha256 : "";
    json["windows"] = setup.hasText ? setup.tokens.ids.size(0) : 0;
    json["window"] = setup.hasText ? setup.tokens.ids.size(1) : 0;
    json["device"] = setup.device.is_cpu() ? "cpu" : "cuda";
    json["threads"] = at::get_num_threads();
    return json;
}

} // namespace lapidary::engine
