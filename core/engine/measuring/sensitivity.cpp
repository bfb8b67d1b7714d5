// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/measuring/sensitivity.h"

#include "core/engine/tensor/linalg.h"
#include "core/plan/method_info.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros_like.h>
#include <algorithm>
#include <array>
#include <cmath>

namespace lapidary::engine {

using plan::Family;

namespace {

constexpr std::array kBits = {2, 3, 4, 8};
constexpr std::array kRatios = {"0.2", "0.4", "0.6", "0.8", "0.9"};
constexpr std::int64_t kGroup = 64;
// A moment of few tokens is singular, and float32 products leave it with negative eigenvalues of about 1e-7.
// With every channel scaled to a mean square of 1 that is 1e-7 of what it stands beside, however much one
// channel dwarfs the others, so this share of the diagonal (the smallest of 1e-12 ... 1e-4 that does) changes
// errors by as little.
constexpr double kDamping = 1e-12;
constexpr int kDampingTries = 9;

/// The method with every parameter at its default, then `changes`.
plan::FamilySettings familySettings(Family family, const std::string& method,
                                    const std::map<std::string, plan::ParameterValue>& changes) {
    plan::FamilySettings settings;
    settings.method = method;
    for (const plan::ParameterInfo& parameter : plan::findMethod(family, method)->parameters) {
        if (parameter.defaultValue)
            settings.values[parameter.key] = *parameter.defaultValue;
    }
    for (const auto& [key, value] : changes)
        settings.values[key] = value;
    return settings;
}

SensitivitySetting makeSetting(std::string name, Family family, plan::FamilySettings settings,
                               double ratio = 0.0) {
    SensitivitySetting setting;
    setting.name = std::move(name);
    setting.settings.families[family] = std::move(settings);
    setting.ratio = ratio;
    return setting;
}

/// Share of the energy beyond the rank that a kept ratio allows.
double truncationError(const std::vector<double>& values, const plan::FamilySettings& lowRank,
                       std::int64_t out, std::int64_t in) {
    const auto rank = static_cast<std::size_t>(plan::rankOf(lowRank, out, in).value_or(1));
    double discarded = 0.0;
    double whole = 0.0;
    for (std::size_t i = values.size(); i-- > 0;) { // small values first
        whole += values[i] * values[i];
        if (i >= rank)
            discarded = whole;
    }
    return whole > 0.0 ? std::sqrt(discarded / whole) : 0.0;
}

} // namespace

std::vector<SensitivitySetting> sensitivitySettings(std::int64_t out, std::int64_t in) {
    std::vector<SensitivitySetting> settings;
    const std::int64_t group = in % kGroup == 0 ? kGroup : 0;
    for (const std::int64_t bits : kBits) {
        settings.push_back(makeSetting(
            "bits:" + std::to_string(bits), Family::Quantization,
            familySettings(
                Family::Quantization, "rtn",
                {{"bits", bits}, {"group", group}, {"per", std::string(group > 0 ? "group" : "row")}})));
    }
    settings.push_back(
        makeSetting("2:4", Family::Sparsity,
                    familySettings(Family::Sparsity, "wanda", {{"pattern", std::string("2:4")}})));
    settings.push_back(makeSetting("sparsity:0.5", Family::Sparsity,
                                   familySettings(Family::Sparsity, "wanda", {{"amount", 0.5}})));
    for (const char* text : kRatios) {
        const double ratio = std::stod(text);
        settings.push_back(makeSetting("ratio:" + std::string(text), Family::LowRank,
                                       familySettings(Family::LowRank, "svd-llm", {{"ratio", ratio}}),
                                       ratio));
    }
    std::erase_if(settings, [&](const SensitivitySetting& setting) {
        const auto& [family, chosen] = *setting.settings.families.begin();
        return !plan::findMethod(family, chosen.method)->obstacle(chosen, out, in).empty();
    });
    return settings;
}

base::Result<OutputMeter> OutputMeter::create(const at::Tensor& moment, const std::string& group,
                                              const base::RunControl& control) {
    const double trace = moment.diagonal().sum().item<double>();
    if (!std::isfinite(trace))
        return base::Error{base::ErrorCode::BadValue,
                           group,
                           "moments",
                           "values that are not finite",
                           "finite activations",
                           "the model overflows on this calibration text"};
    if (trace <= 0.0)
        return OutputMeter(at::zeros_like(moment, at::kFloat));
    const at::Tensor scale = moment.diagonal().clamp_min(0.0).sqrt();
    const at::Tensor divisor = at::where(scale > 0.0, scale, at::ones_like(scale)).unsqueeze(1);
    LAPIDARY_TRY(const DampedFactor factor,
                 dampedCholesky(moment / divisor / divisor.t(), kDamping, kDampingTries, group, control));
    return OutputMeter((scale.unsqueeze(1) * factor.lower).to(at::kFloat).contiguous());
}

double OutputMeter::norm(const at::Tensor& change) const {
    const at::Tensor moved = at::mm(change, m_factor);
    return std::sqrt((moved * moved).sum(at::kDouble).item<double>());
}

base::Result<at::Tensor> changedWeight(const at::Tensor& weight, const SensitivitySetting& setting,
                                       const at::Tensor& moment, StorageTypes types,
                                       const base::RunControl& control) {
    SiteJob job;
    job.weight = weight;
    job.settings = setting.settings;
    job.types = types;
    job.inputs.moment = moment;
    job.inputs.plainMoment = moment;
    job.inputs.meanSquare = moment.diagonal();
    LAPIDARY_TRY(const SiteOutcome outcome, compressSite(job, control));
    return outcome.linear.weight();
}

base::Result<std::vector<results::Sensitivity>>
siteSensitivity(const model::SiteId& site, const at::Tensor& weight, const SensitivityInputs& inputs,
                StorageTypes types, const base::RunControl& control) {
    std::vector<results::Sensitivity> points;
    const double whole = inputs.meter.norm(weight);
    for (const SensitivitySetting& setting : sensitivitySettings(weight.size(0), weight.size(1))) {
        LAPIDARY_CHECK(control.check());
        results::Sensitivity point;
        point.site = site;
        point.setting = setting.name;
        if (setting.ratio > 0.0) {
            point.relativeError =
                truncationError(inputs.activationWeighted, setting.settings.families.at(Family::LowRank),
                                weight.size(0), weight.size(1));
        } else {
            SiteJob job;
            job.weight = weight;
            job.settings = setting.settings;
            job.types = types;
            job.inputs.meanSquare = inputs.meanSquare;
            LAPIDARY_TRY(const SiteOutcome outcome, compressSite(job, control));
            const double error = inputs.meter.norm(outcome.linear.weight() - weight);
            point.relativeError = whole > 0.0 ? error / whole : 0.0;
        }
        points.push_back(std::move(point));
    }
    return points;
}

double sensitivityFlops(std::int64_t out, std::int64_t in) {
    const double products = static_cast<double>(kBits.size() + 3);
    return products * 2.0 * static_cast<double>(out) * static_cast<double>(in) * static_cast<double>(in);
}

} // namespace lapidary::engine
