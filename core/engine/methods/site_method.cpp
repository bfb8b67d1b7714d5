// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/site_method.h"

#include "core/engine/methods/grid_fit.h"
#include "core/engine/methods/kernel.h"
#include "core/engine/methods/registry.h"
#include "core/engine/methods/update.h"
#include "core/engine/tensor/linear_kernels.h"
#include "core/engine/tensor/parallel_rows.h"
#include "core/plan/method_info.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/matmul.h>
#include <cmath>

namespace lapidary::engine {

using base::Error;
using base::ErrorCode;
using methods::Factors;
using methods::Figures;
using methods::MatrixJob;
using plan::Family;
using plan::FamilySettings;

namespace {

Error unknownMethod(Family family, const FamilySettings& settings) {
    return Error{
        ErrorCode::UnknownName,     {}, std::string(plan::familyKey(family)) + ".method", settings.method,
        "a method of this program", {}};
}

at::Tensor rounded(const at::Tensor& values, at::ScalarType type) {
    return type == at::kFloat ? values : values.to(type).to(at::kFloat);
}

double shareOfZeros(const at::Tensor& mask) {
    const auto kept = static_cast<double>(mask.sum(at::kLong).item<std::int64_t>());
    return 1.0 - kept / static_cast<double>(std::max<std::int64_t>(1, mask.numel()));
}

/// Applies sparsity and quantization to one matrix at a time: the weight, or each of two factors.
class MatrixCompressor final {
public:
    MatrixCompressor(const SiteJob& job, const base::RunControl& control, Figures& figures)
        : m_job(job)
        , m_control(control)
        , m_figures(figures) {}

    base::Result<Term> compress(const at::Tensor& weight, const SiteInputs& inputs,
                                const std::string& prefix) {
        at::Tensor values = weight;
        at::Tensor mask;
        MaskPattern pattern;
        if (const FamilySettings* sparsity = m_job.settings.find(Family::Sparsity)) {
            LAPIDARY_TRY(mask, select(*sparsity, weight, inputs));
            const plan::SparsityPattern asked = *plan::sparsityPattern(*sparsity);
            pattern = {asked.keep, asked.of};
            const MatrixJob job{weight, inputs, *sparsity, m_job.types, mask};
            LAPIDARY_TRY(values, methods::updateKept(job, m_control, m_figures));
            m_figures[prefix + "zeros"] = shareOfZeros(mask);
        }
        const FamilySettings* quantization = m_job.settings.find(Family::Quantization);
        if (quantization == nullptr)
            return Term::makeDense(rounded(values, m_job.types.values), mask, pattern);
        const methods::QuantizationKernel kernel = methods::quantizationKernel(quantization->method);
        if (kernel == nullptr)
            return unknownMethod(Family::Quantization, *quantization);
        Figures figures;
        LAPIDARY_TRY(Grid grid,
                     kernel({values, inputs, *quantization, m_job.types, mask}, m_control, figures));
        for (const auto& [name, value] : figures)
            m_figures[prefix + name] = value;
        return Term::makeGrid(std::move(grid), mask, pattern);
    }

private:
    base::Result<at::Tensor> select(const FamilySettings& settings, const at::Tensor& weight,
                                    const SiteInputs& inputs) const {
        const methods::SparsityKernel kernel = methods::sparsityKernel(settings.method);
        if (kernel == nullptr)
            return unknownMethod(Family::Sparsity, settings);
        const auto pattern = plan::sparsityPattern(settings);
        if (!pattern)
            return Error{ErrorCode::BadValue,
                         {},
                         "sparsity.pattern",
                         {},
                         "\"unstructured\" with an amount, or \"N:M\"",
                         {}};
        if (!pattern->unstructured() && weight.size(1) % pattern->of != 0)
            return Error{ErrorCode::NotApplicable,
                         {},
                         "sparsity.pattern",
                         std::to_string(weight.size(1)) + " columns",
                         "a multiple of " + std::to_string(pattern->of),
                         "choose another pattern or rank here"};
        return kernel({weight, inputs, settings, m_job.types, {}}, m_control);
    }

    const SiteJob& m_job;
    const base::RunControl& m_control;
    Figures& m_figures;
};

/// Moments of z = D x: D C D^T.
at::Tensor movedMoment(const at::Tensor& moment, const at::Tensor& down) {
    if (!moment.defined())
        return {};
    const at::Tensor d = down.to(at::kDouble);
    return at::matmul(at::matmul(d, moment), d.t());
}

SiteInputs behindDown(const SiteInputs& inputs, const at::Tensor& down) {
    SiteInputs moved;
    moved.moment = movedMoment(inputs.moment, down);
    moved.plainMoment = movedMoment(inputs.plainMoment, down);
    if (moved.plainMoment.defined())
        moved.meanSquare = moved.plainMoment.diagonal();
    return moved;
}

base::Result<Term> compressFactors(const SiteJob& job, const FamilySettings& lowRank,
                                   MatrixCompressor& compressor, const base::RunControl& control,
                                   Figures& figures) {
    const methods::FactorKernel kernel = methods::lowRankKernel(lowRank.method);
    if (kernel == nullptr)
        return unknownMethod(Family::LowRank, lowRank);
    LAPIDARY_TRY(const Factors factors,
                 kernel({job.weight, job.inputs, lowRank, job.types, {}}, control, figures));
    figures["rank"] = static_cast<double>(factors.up.size(1));
    LAPIDARY_TRY(Term down, compressor.compress(factors.down, job.inputs, "down."));
    const bool more =
        job.settings.find(Family::Sparsity) != nullptr || job.settings.find(Family::Quantization) != nullptr;
    const SiteInputs inputs = more ? behindDown(job.inputs, down.weight()) : SiteInputs();
    LAPIDARY_TRY(Term up, compressor.compress(factors.up, inputs, "up."));
    return Term::makeLowRank(std::move(up), std::move(down));
}

base::Result<Term> adapterFactor(const at::Tensor& values, const FamilySettings& settings, StorageTypes types,
                                 bool transposed, const base::RunControl& control) {
    if (settings.integer("bits") >= 16)
        return Term::makeDense(rounded(values, types.values));
    const methods::GridRule rule = methods::gridRule(settings, types.scale);
    LAPIDARY_TRY(Grid grid, methods::roundMatrix(transposed ? values.t() : values, rule, control));
    Term term = Term::makeGrid(std::move(grid));
    term.transposed = transposed;
    return term;
}

base::Result<Term> makeAdapter(const SiteJob& job, const FamilySettings& adapter,
                               const CompressedLinear& linear, const base::RunControl& control,
                               Figures& figures) {
    const methods::FactorKernel kernel = methods::adapterKernel(adapter.method);
    if (kernel == nullptr)
        return unknownMethod(Family::Adapter, adapter);
    const at::Tensor residual = job.weight - linear.weight();
    Figures own;
    LAPIDARY_TRY(const Factors factors, kernel({residual, job.inputs, adapter, job.types, {}}, control, own));
    for (const auto& [name, value] : own)
        figures["adapter." + name] = value;
    figures["adapter_rank"] = static_cast<double>(factors.up.size(1));
    LAPIDARY_TRY(Term up, adapterFactor(factors.up, adapter, job.types, true, control));
    LAPIDARY_TRY(Term down, adapterFactor(factors.down, adapter, job.types, false, control));
    return Term::makeLowRank(std::move(up), std::move(down));
}

bool finite(const at::Tensor& tensor) {
    return !tensor.defined() || std::isfinite(tensor.sum(at::kDouble).item<double>());
}

base::Status checkJob(const SiteJob& job) {
    for (const auto& [family, settings] : job.settings.families)
        if (family == Family::Structured || family == Family::Joint)
            return Error{
                ErrorCode::Unsupported,           {}, std::string(plan::familyKey(family)), settings.method,
                "a family that this version has", {}};
    if (!finite(job.weight))
        return Error{
            ErrorCode::BadValue,           {}, "weight", "values that are not finite", "finite weights",
            "leave this site dense (skip)"};
    if (!finite(job.inputs.moment) || !finite(job.inputs.meanSquare))
        return Error{
            ErrorCode::BadValue, {},
            "moments",           "values that are not finite",
            "finite moments",    "the model overflows on this calibration text: leave the site dense (skip)"};
    return {};
}

} // namespace

SiteNeeds siteNeeds(const plan::SiteSettings& settings) {
    SiteNeeds needs;
    const bool factored = settings.find(Family::LowRank) != nullptr;
    for (const Family family : plan::kFamilies) {
        const FamilySettings* own = settings.find(family);
        const plan::MethodInfo* info = own != nullptr ? plan::findMethod(family, own->method) : nullptr;
        if (info == nullptr)
            continue;
        const plan::Needs asked = info->needsFor(*own);
        needs.moment |= asked.moments;
        needs.meanSquare |= asked.channelStatistics;
        // The inputs of `up` are D x: their mean squares follow from the whole moment alone.
        needs.moment |= factored && asked.channelStatistics;
    }
    return needs;
}

base::Result<SiteOutcome> compressSite(const SiteJob& job, const base::RunControl& control) {
    SiteOutcome outcome;
    if (job.settings.dense()) {
        outcome.linear.terms.push_back(Term::makeDense(rounded(job.weight, job.types.values)));
        return outcome;
    }
    LAPIDARY_CHECK(checkJob(job));
    MatrixCompressor compressor(job, control, outcome.figures);
    if (const FamilySettings* lowRank = job.settings.find(Family::LowRank)) {
        LAPIDARY_TRY(Term term, compressFactors(job, *lowRank, compressor, control, outcome.figures));
        outcome.linear.terms.push_back(std::move(term));
    } else {
        LAPIDARY_TRY(Term term, compressor.compress(job.weight, job.inputs, ""));
        outcome.linear.terms.push_back(std::move(term));
    }
    if (const FamilySettings* adapter = job.settings.find(Family::Adapter)) {
        LAPIDARY_TRY(Term term, makeAdapter(job, *adapter, outcome.linear, control, outcome.figures));
        outcome.linear.terms.push_back(std::move(term));
    }
    return outcome;
}

base::Result<double> relativeError(const at::Tensor& weight, const at::Tensor& changed,
                                   const at::Tensor& moment, const base::RunControl& control) {
    const at::Tensor c = moment.to(at::kDouble);
    const at::Tensor c32 = moment.to(at::kFloat);
    const auto in = static_cast<double>(weight.size(1));
    double error = 0.0;
    double whole = 0.0;
    LAPIDARY_CHECK(forPanels(weight.size(0), panelRows(4.0 * in * in), control,
                             [&](std::int64_t first, std::int64_t last) -> base::Status {
                                 const at::Tensor w = weight.narrow(0, first, last - first);
                                 const at::Tensor d = changed.narrow(0, first, last - first).to(at::kDouble) -
                                                      w.to(at::kDouble);
                                 error += (at::matmul(d, c) * d).sum().item<double>(); // tr(D C D^T)
                                 // A weight is not fitted to the moment as a change is: float32 products keep
                                 // 1e-6 of this sum.
                                 whole += (engine::linear(w, c32) * w).sum(at::kDouble).item<double>();
                                 return {};
                             }));
    if (error <= 0.0)
        return 0.0;
    return std::sqrt(error / whole);
}

double relativeError(const at::Tensor& weight, const at::Tensor& changed, const at::Tensor& moment) {
    return *relativeError(weight, changed, moment, base::RunControl());
}

} // namespace lapidary::engine
