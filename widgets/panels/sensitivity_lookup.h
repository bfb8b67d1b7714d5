// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_spec.h"
#include "core/plan/settings.h"
#include "core/results/measurements.h"

#include <QString>

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace lapidary::widgets {

/// What was measured of a site nearest to its settings.
struct SiteSensitivity {
    std::string setting; // "bits:4"
    double relativeError = 0.0;
    double position = 0.0;  // share of all sites that are less sensitive under the same setting
    bool reference = false; // the site is dense: what it would lose at 4 bits
    bool operator==(const SiteSensitivity&) const = default;
};

/// "low", "medium", "high" (from two thirds on), "top 5 %".
QString quantileWord(double position);

/// Measured points by site and setting.
class SensitivityLookup final {
public:
    SensitivityLookup() = default;
    explicit SensitivityLookup(const std::vector<results::Sensitivity>& points);

    /// The measured setting nearest to `settings`, for each of its families; of these the one with the
    /// largest error. A dense site: that at 4 bits, as a reference. Nothing where nothing fits.
    std::optional<SiteSensitivity> find(const model::Site& site, const plan::SiteSettings& settings) const;

private:
    /// Where a setting lies on the axis of its family.
    struct Place {
        plan::Family family = plan::Family::Quantization;
        double value = 0.0;   // bits, share of zeros, kept share of parameters
        bool pattern = false; // N:M
    };
    struct Point {
        Place place;
        std::string setting;
        double relativeError = 0.0;
    };
    static std::optional<Place> placeOf(const std::string& setting);
    static std::optional<Place> placeOf(const model::Site& site, plan::Family family,
                                        const plan::FamilySettings& settings);
    std::optional<SiteSensitivity> nearest(const model::Site& site, const Place& place) const;

    std::unordered_map<model::SiteId, std::vector<Point>> m_points;
    std::unordered_map<std::string, std::vector<double>> m_errors; // by setting, ascending
};

} // namespace lapidary::widgets
