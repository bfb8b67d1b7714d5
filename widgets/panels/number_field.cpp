// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/number_field.h"

#include "core/plan/edit.h"
#include "core/plan/method_info.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lapidary::widgets {

using base::Json;
using plan::Family;

std::optional<NumberField> NumberField::of(const PlanRow& row, PlanColumn column) {
    switch (column) {
    case PlanColumn::Bits:
        return NumberField(row, column, Family::Quantization, "bits");
    case PlanColumn::Group:
        return NumberField(row, column, Family::Quantization, "group");
    case PlanColumn::Sparsity:
        return NumberField(row, column, Family::Sparsity, "amount");
    case PlanColumn::Rank:
        return NumberField(row, column, row.adapterRank ? Family::Adapter : Family::LowRank, "rank");
    default:
        return std::nullopt;
    }
}

NumberField::NumberField(const PlanRow& row, PlanColumn column, Family family, std::string key)
    : m_row(&row)
    , m_column(column)
    , m_family(family)
    , m_key(std::move(key)) {
}

const plan::FamilySettings* NumberField::settings() const {
    return m_row->resolved != nullptr ? m_row->resolved->settings.find(m_family) : nullptr;
}

std::optional<double> NumberField::value() const {
    const QVariant value = planCellValue(*m_row, m_column);
    return value.isValid() ? std::optional(value.toDouble()) : std::nullopt;
}

NumberField::Outcome NumberField::apply(const NumberInput& typed) const {
    const NumberInput input = inUnits(typed);
    const std::optional<double> applied = input.appliedTo(value());
    if (!applied)
        return {};
    const auto [minimum, maximum] = range();
    const bool share =
        m_column == PlanColumn::Rank && !input.relative() && input.percent && typed.value > 0.0;
    const double next = input.relative() || share ? std::clamp(*applied, minimum, maximum) : *applied;
    if (next < minimum || next > maximum)
        return {std::nullopt, rangeError()};
    return {keysFor(next, share), {}};
}

std::optional<plan::WrittenSettings> NumberField::notch(int direction) const {
    const std::optional<double> now = value();
    if (!now || settings() == nullptr || m_column == PlanColumn::Group)
        return std::nullopt;
    plan::SiteSettings only;
    plan::FamilySettings& field = only.families.emplace(m_family, *settings()).first->second;
    if (m_column == PlanColumn::Rank) // by energy: the rank that the spectrum gives it
        field.values.insert_or_assign("rank", *now);
    return plan::notched(only, m_row->site->out, m_row->site->in, direction);
}

Json NumberField::withMethod(Json keys) const {
    if (settings() == nullptr)
        keys["method"] = preferredMethod(m_family);
    return keys;
}

NumberField::Range NumberField::range() const {
    if (m_column == PlanColumn::Rank)
        return {1.0, fullRank()};
    const plan::FamilySettings* present = settings();
    const plan::MethodInfo* method =
        plan::findMethod(m_family, present != nullptr ? present->method : preferredMethod(m_family));
    const plan::ParameterInfo* parameter = method != nullptr ? method->parameter(m_key) : nullptr;
    return parameter != nullptr ? Range{parameter->minimum, parameter->maximum} : Range{};
}

double NumberField::fullRank() const {
    return static_cast<double>(m_row->fullRank());
}

/// Sparsity above 1 was meant in percent; a rank in percent or below 1 is a share of full and marked so.
NumberInput NumberField::inUnits(NumberInput input) const {
    if (input.kind == NumberInput::Kind::Multiply)
        return input;
    if (m_column == PlanColumn::Sparsity && !input.percent && std::abs(input.value) > 1.0)
        input.value /= 100.0;
    if (m_column == PlanColumn::Rank) {
        input.percent = input.percent || (!input.relative() && input.value < 1.0);
        if (input.percent)
            input.value *= fullRank();
    }
    return input;
}

Json NumberField::keysFor(double value, bool asShare) const {
    Json keys = Json::object();
    if (m_column == PlanColumn::Sparsity) {
        keys["pattern"] = "unstructured";
        keys["amount"] = std::round(value * 1e6) / 1e6; // 0.55, not 0.55000000000000004
    } else if (asShare && value < fullRank()) {
        keys["rank"] = std::round(value / fullRank() * 1e6) / 1e6; // stays a share: fits every shape
    } else {
        keys[m_key] = std::llround(value);
    }
    return withMethod(std::move(keys));
}

QString NumberField::rangeError() const {
    const auto [minimum, maximum] = range();
    const auto text = [this](double value) {
        return m_column == PlanColumn::Sparsity ? percentText(value) : countText(std::llround(value));
    };
    return QCoreApplication::translate("NumberField", "%1 of %2: from %3 to %4")
        .arg(planColumnTitle(m_column), siteLabel(m_row->site->id), text(minimum), text(maximum));
}

std::string preferredMethod(Family family) {
    std::string first;
    for (const plan::MethodInfo& info : plan::methodTable()) {
        if (info.family != family)
            continue;
        if (info.needs.moments || info.needs.channelStatistics)
            return info.name;
        if (first.empty())
            first = info.name;
    }
    return first;
}

} // namespace lapidary::widgets
