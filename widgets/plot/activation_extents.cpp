// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/activation_extents.h"

#include "widgets/plot/content_parts.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>

namespace lapidary::widgets {

namespace {

struct ActivationExtents {
    Q_DECLARE_TR_FUNCTIONS(ActivationExtents)
};

constexpr double kSuggestedShare = 0.9; // of the inputs lie below a threshold that nobody set
constexpr double kStep = 1.02;          // of a threshold, as a factor
constexpr double kSmallestPart = 1e-6;  // of the largest value: a logarithmic axis has no zero

InputExtent extentOf(const model::InputGroupId& group, int block, std::vector<double> absmax) {
    std::ranges::sort(absmax);
    return {group,
            block,
            absmax.front(),
            quantile(absmax, 0.01),
            quantile(absmax, 0.5),
            quantile(absmax, 0.99),
            absmax.back()};
}

std::vector<InputExtent> extentsOf(const model::ModelSpec& model,
                                   const results::ModelMeasurements& measured) {
    std::vector<InputExtent> extents;
    for (const model::Block& block : model.blocks)
        for (const model::InputGroup& group : block.groups) {
            const auto found = measured.activations.find(group.id);
            if (found != measured.activations.end() && !found->second.absmax.empty())
                extents.push_back(extentOf(group.id, block.index, found->second.absmax));
        }
    return extents;
}

using Values = std::shared_ptr<const std::vector<double>>;

Values sortedValues(const std::vector<InputExtent>& extents, double InputExtent::*figure) {
    auto values = std::make_shared<std::vector<double>>();
    std::ranges::transform(extents, std::back_inserter(*values),
                           [figure](const InputExtent& extent) { return extent.*figure; });
    std::ranges::sort(*values);
    return values;
}

std::int64_t countAbove(const std::vector<double>& sorted, double limit) {
    return sorted.end() - std::ranges::upper_bound(sorted, limit);
}

/// One of the two lines.
struct Threshold {
    QLatin1String id;
    double InputExtent::*figure;
    QString name;
    QString words; // %1 the limit, %2 how many exceed it, %3 of how many
    QString shorterWords;
};

/// Reaches from below all values, where every input exceeds, to the largest, where none does.
PlotHandle handleOf(const Threshold& threshold, const std::vector<InputExtent>& extents,
                    std::optional<double> set) {
    const Values values = sortedValues(extents, threshold.figure);
    PlotHandle handle;
    handle.id = threshold.id;
    handle.name = threshold.name;
    handle.vertical = false;
    handle.byFactor = true;
    handle.step = kStep;
    handle.maximum = values->back();
    handle.minimum = std::max(values->front() / kStep, kSmallestPart * handle.maximum);
    handle.hollow = !set;
    handle.position =
        std::clamp(set.value_or(quantile(*values, kSuggestedShare)), handle.minimum, handle.maximum);
    handle.color = {PlotColor::Role::Selection, 0};
    const auto wordsFrom = [&values](const QString& words) {
        return [values, words](double position) {
            return words.arg(significant(position), countText(countAbove(*values, position)),
                             countText(std::ssize(*values)));
        };
    };
    handle.words = wordsFrom(threshold.words);
    handle.shorterWords = wordsFrom(threshold.shorterWords);
    return handle;
}

} // namespace

InputExtents inputExtents(const ViewState& state) {
    if (state.empty())
        return {};
    const results::ModelMeasurements* result = state.measuredResult();
    return {extentsOf(*state.model, *state.project),
            result == nullptr ? std::vector<InputExtent>() : extentsOf(*state.model, *result)};
}

bool isOfKind(const model::InputGroupId& group, const std::string& kind) {
    return kind.empty() || group.name.ends_with("." + kind);
}

std::vector<InputExtent> extentsOfKind(const std::vector<InputExtent>& extents, const std::string& kind) {
    std::vector<InputExtent> some;
    std::ranges::copy_if(extents, std::back_inserter(some),
                         [&kind](const InputExtent& extent) { return isOfKind(extent.group, kind); });
    return some;
}

std::vector<PlotHandle> thresholdHandles(const std::vector<InputExtent>& extents,
                                         const ActivationThresholds& thresholds) {
    // Nothing but zeros has no place on a logarithmic axis.
    const bool any = std::ranges::any_of(extents, [](const InputExtent& extent) { return extent.p99 > 0.0; });
    if (!any)
        return {};
    const Threshold largest = {kLargestHandle, &InputExtent::largest,
                               ActivationExtents::tr("Threshold for the largest channel"),
                               ActivationExtents::tr("largest channel > %1: %2 of %3"),
                               ActivationExtents::tr("largest > %1: %2 of %3")};
    const Threshold p99 = {kP99Handle, &InputExtent::p99,
                           ActivationExtents::tr("Threshold for the 99th percentile of the channels"),
                           ActivationExtents::tr("99 % of channels > %1: %2 of %3"),
                           ActivationExtents::tr("99 % > %1: %2 of %3")};
    return {handleOf(largest, extents, thresholds.largest), handleOf(p99, extents, thresholds.p99)};
}

std::set<model::InputGroupId> exceeding(const std::vector<InputExtent>& extents,
                                        const ActivationThresholds& thresholds) {
    std::set<model::InputGroupId> groups;
    const std::vector<PlotHandle> handles = thresholdHandles(extents, thresholds);
    if (handles.empty())
        return groups;
    for (const InputExtent& extent : extents)
        if (extent.largest > handles[0].position || extent.p99 > handles[1].position)
            groups.insert(extent.group);
    return groups;
}

} // namespace lapidary::widgets
