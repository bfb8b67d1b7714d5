// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/sensitivity_lookup.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace lapidary::widgets {

namespace {

constexpr double kReferenceBits = 4.0;
constexpr double kOtherForm = 1e-6; // of two equally near, N:M goes with N:M

std::optional<double> numberAfter(std::string_view text, std::string_view prefix) {
    if (!text.starts_with(prefix))
        return std::nullopt;
    const char* end = text.data() + text.size();
    double value = 0.0;
    const auto [stopped, error] = std::from_chars(text.data() + prefix.size(), end, value);
    return error == std::errc() && stopped == end ? std::optional(value) : std::nullopt;
}

double zeroShare(const plan::SparsityPattern& pattern) {
    return pattern.unstructured() ? pattern.amount
                                  : 1.0 - static_cast<double>(pattern.keep) / static_cast<double>(pattern.of);
}

} // namespace

QString quantileWord(double position) {
    if (position >= 0.95)
        return QCoreApplication::translate("SensitivityLookup", "top 5 %");
    if (position >= 2.0 / 3.0)
        return QCoreApplication::translate("SensitivityLookup", "high");
    if (position >= 1.0 / 3.0)
        return QCoreApplication::translate("SensitivityLookup", "medium");
    return QCoreApplication::translate("SensitivityLookup", "low");
}

SensitivityLookup::SensitivityLookup(const std::vector<results::Sensitivity>& points) {
    for (const results::Sensitivity& measured : points) {
        if (const auto place = placeOf(measured.setting))
            m_points[measured.site].push_back({*place, measured.setting, measured.relativeError});
        m_errors[measured.setting].push_back(measured.relativeError);
    }
    for (auto& [setting, errors] : m_errors)
        std::ranges::sort(errors);
}

std::optional<SensitivityLookup::Place> SensitivityLookup::placeOf(const std::string& setting) {
    if (const auto bits = numberAfter(setting, "bits:"))
        return Place{plan::Family::Quantization, *bits, false};
    if (const auto amount = numberAfter(setting, "sparsity:"))
        return Place{plan::Family::Sparsity, *amount, false};
    if (const auto ratio = numberAfter(setting, "ratio:"))
        return Place{plan::Family::LowRank, *ratio, false};
    if (const auto pattern = plan::parsePattern(setting); pattern && !pattern->unstructured())
        return Place{plan::Family::Sparsity, zeroShare(*pattern), true};
    return std::nullopt;
}

std::optional<SensitivityLookup::Place> SensitivityLookup::placeOf(const model::Site& site,
                                                                   plan::Family family,
                                                                   const plan::FamilySettings& settings) {
    switch (family) {
    case plan::Family::Quantization:
        return Place{family, static_cast<double>(settings.integer("bits")), false};
    case plan::Family::Sparsity:
        if (const auto pattern = plan::sparsityPattern(settings))
            return Place{family, zeroShare(*pattern), !pattern->unstructured()};
        return std::nullopt;
    case plan::Family::LowRank:
        if (const auto rank = plan::rankOf(settings, site.out, site.in))
            return Place{family,
                         static_cast<double>(*rank * (site.out + site.in)) /
                             static_cast<double>(site.parameters()),
                         false};
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

std::optional<SiteSensitivity> SensitivityLookup::find(const model::Site& site,
                                                       const plan::SiteSettings& settings) const {
    if (settings.dense()) {
        auto reference = nearest(site, {plan::Family::Quantization, kReferenceBits, false});
        if (reference)
            reference->reference = true;
        return reference;
    }
    std::optional<SiteSensitivity> worst;
    for (const auto& [family, values] : settings.families)
        if (const auto place = placeOf(site, family, values))
            if (const auto found = nearest(site, *place);
                found && (!worst || found->relativeError > worst->relativeError))
                worst = found;
    return worst;
}

std::optional<SiteSensitivity> SensitivityLookup::nearest(const model::Site& site, const Place& place) const {
    const auto points = m_points.find(site.id);
    if (points == m_points.end())
        return std::nullopt;
    const Point* best = nullptr;
    double least = 0.0;
    for (const Point& point : points->second) {
        if (point.place.family != place.family)
            continue;
        const double otherForm = point.place.pattern != place.pattern ? kOtherForm : 0.0;
        const double distance = std::abs(point.place.value - place.value) + otherForm;
        if (best != nullptr && distance >= least)
            continue;
        best = &point;
        least = distance;
    }
    if (best == nullptr)
        return std::nullopt;
    const std::vector<double>& errors = m_errors.find(best->setting)->second;
    const auto less = std::ranges::lower_bound(errors, best->relativeError) - errors.begin();
    return SiteSensitivity{best->setting, best->relativeError,
                           static_cast<double>(less) / static_cast<double>(errors.size()), false};
}

} // namespace lapidary::widgets
