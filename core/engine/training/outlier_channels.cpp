// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/training/outlier_channels.h"

#include "core/engine/tensor/device.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/ones.h>
#include <algorithm>
#include <c10/core/GradMode.h>
#include <cmath>
#include <map>

namespace lapidary::engine {

using base::Error;
using base::ErrorCode;
using base::Status;

namespace {

/// The next large channel is this much smaller than the one before, down to the least ratio, which stays
/// above the 6 medians of an outlier on other text too.
constexpr double kFalloff = 2.0;
constexpr double kLeastRatio = 8.0;

using ChannelSizes = std::map<model::InputGroupId, at::Tensor>;

ChannelSizes absmaxOfInputs(const TrainableModel& model, const at::Tensor& ids,
                            const base::RunControl& control) {
    ChannelSizes sizes;
    const InputProbe probe = [&](const model::InputGroup& group, const at::Tensor& x) {
        sizes.insert_or_assign(group.id, x.reshape({-1, group.width}).abs().amax(0));
    };
    model.loss(ids, control, &probe);
    return sizes;
}

double medianOf(const at::Tensor& values) {
    const std::int64_t n = values.size(0);
    const at::Tensor sorted = std::get<0>(values.sort());
    return sorted.slice(0, (n - 1) / 2, n / 2 + 1).mean().item<double>();
}

/// One factor a maker of channels: 1, and powers of two for the largest.
at::Tensor factorsOf(const at::Tensor& sizes, double median, const OutlierGroup& wanted) {
    at::Tensor factors = at::ones({sizes.size(0)});
    const at::Tensor order = std::get<1>(sizes.sort(/*stable=*/true, 0, /*descending=*/true));
    double ratio = wanted.ratio;
    for (std::int64_t i = 0; i < wanted.channels; ++i, ratio /= kFalloff) {
        const auto channel = order[i].item<std::int64_t>();
        const double size = sizes[channel].item<double>();
        const double growth = std::max(ratio, kLeastRatio) * median / size;
        if (growth > 1.0 && size > 0.0)
            factors[channel] = std::exp2(std::ceil(std::log2(growth)));
    }
    return factors;
}

class Growth final {
public:
    Growth(const TrainableModel& model, const model::Block& block)
        : m_model(model)
        , m_block(block) {}

    /// `index` as in Block::groups.
    void apply(std::size_t index, const at::Tensor& sizes, const OutlierGroup& wanted) const {
        // Each row of v makes a channel of every query head over its key-value head.
        const std::int64_t outer = index == 1 ? m_block.kvHeads : sizes.size(0);
        const std::int64_t inner = index == 1 ? m_block.headDim : 1;
        const at::Tensor grouped = sizes.reshape({outer, -1, inner});
        const at::Tensor made = factorsOf(grouped.amax(1).flatten(), medianOf(sizes), wanted);
        scaleMaker(index, made);
        const at::Tensor read = made.reshape({outer, 1, inner}).expand_as(grouped).flatten();
        for (const model::Site& site : m_block.sites)
            if (site.inputGroup == wanted.group)
                m_model.tensor(site.hfModule + ".weight").div_(read);
    }

private:
    void scaleMaker(std::size_t index, const at::Tensor& factors) const {
        if (index % 2 == 0) {
            const model::PlainTensor& norm = index == 0 ? m_block.attentionNorm : m_block.mlpNorm;
            m_model.tensor(norm.hfName).mul_(factors);
            return;
        }
        const std::string& name =
            m_block.site(index == 1 ? model::SiteKind::V : model::SiteKind::Up).hfModule;
        m_model.tensor(name + ".weight").mul_(factors.unsqueeze(1));
        if (at::Tensor bias = m_model.tensor(name + ".bias"); bias.defined())
            bias.mul_(factors);
    }

    const TrainableModel& m_model;
    const model::Block& m_block;
};

} // namespace

Status growOutliers(const TrainableModel& model, const at::Tensor& ids, std::span<const OutlierGroup> wanted,
                    const base::RunControl& control) {
    return guarded("outlier channels", [&]() -> Status {
        const c10::NoGradGuard noGrad;
        const ChannelSizes sizes = absmaxOfInputs(model, ids, control);
        for (const OutlierGroup& one : wanted) {
            const auto found = sizes.find(one.group);
            const std::int64_t most = found == sizes.end() ? 0 : found->second.size(0) / 2;
            if (one.channels < 0 || one.channels > most)
                return Error{ErrorCode::BadValue,
                             "outlier channels",
                             one.group.name,
                             std::to_string(one.channels) + " channels",
                             "at most " + std::to_string(most),
                             {}};
            for (const model::Block& block : model.spec().blocks)
                for (std::size_t i = 0; i < block.groups.size(); ++i)
                    if (block.groups[i].id == one.group)
                        Growth(model, block).apply(i, found->second, one);
        }
        return {};
    });
}

} // namespace lapidary::engine
