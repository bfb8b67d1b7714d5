// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/pipeline/compare.h"

#include "core/engine/storage/weight_reader.h"
#include "core/engine/tensor/device.h"

#include <ATen/ops/eq.h>
#include <ATen/ops/sub.h>
#include <c10/core/GradMode.h>
#include <cmath>

namespace lapidary::engine {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

double shareOfZeros(const at::Tensor& weight) {
    return at::eq(weight, 0).sum().item<double>() / static_cast<double>(weight.numel());
}

/// Squared Frobenius norm in float64.
double squaredNorm(const at::Tensor& weight) {
    return weight.to(at::kDouble).square().sum().item<double>();
}

} // namespace

Result<CompareReport> compareModels(const CompareRequest& request, const DeviceProvider& provider,
                                    base::RunControl& control) {
    const c10::NoGradGuard noGrad;
    LAPIDARY_TRY(const auto first, formats::openCheckpoint(request.a));
    LAPIDARY_TRY(const auto second, formats::openCheckpoint(request.b));
    LAPIDARY_TRY(const auto specA, model::describeModel(first));
    LAPIDARY_TRY(const auto specB, model::describeModel(second));
    LAPIDARY_CHECK(model::checkComputable(specA, request.a.string()));
    LAPIDARY_CHECK(model::checkComputable(specB, request.b.string()));
    LAPIDARY_TRY(const at::Device device, selectDevice(request.compute.device, provider));
    useThreads(request.compute.threads);
    const WeightReader readerA(first, specA, device);
    const WeightReader readerB(second, specB, device);

    CompareReport report;
    report.bytesA = specA.bytes;
    report.bytesB = specB.bytes;
    control.setTotal(static_cast<double>(specA.parameters));
    double changed = 0.0;
    double whole = 0.0;
    for (const model::Site* a : specA.allSites()) {
        LAPIDARY_CHECK(control.check());
        control.beginStage("compare/" + a->id.name);
        const model::Site* b = specB.find(a->id);
        if (b == nullptr || b->out != a->out || b->in != a->in)
            return Error{ErrorCode::Mismatch,
                         request.b.string(),
                         a->id.name,
                         "no such site of this shape",
                         "the same network as " + request.a.string(),
                         {}};
        LAPIDARY_TRY(const CompressedLinear linearA, readerA.site(*a));
        LAPIDARY_TRY(const CompressedLinear linearB, readerB.site(*b));
        const at::Tensor weightA = linearA.weight();
        const at::Tensor weightB = linearB.weight();
        const at::Tensor difference = at::sub(weightB, weightA);
        const double norm = squaredNorm(weightA);
        const double moved = squaredNorm(difference);
        CompareReport::Site site;
        site.site = a->id;
        site.relativeFrobenius = norm > 0.0 ? std::sqrt(moved / norm) : 0.0;
        site.maxAbsDifference = difference.abs().max().item<double>();
        site.zerosA = shareOfZeros(weightA);
        site.zerosB = shareOfZeros(weightB);
        site.bytesA = a->bytes;
        site.bytesB = b->bytes;
        report.sitesChanged += moved > 0.0 ? 1 : 0;
        changed += moved;
        whole += norm;
        report.sites.push_back(std::move(site));
        control.advance(static_cast<double>(a->parameters()));
    }
    report.relativeFrobenius = whole > 0.0 ? std::sqrt(changed / whole) : 0.0;
    return report;
}

} // namespace lapidary::engine
