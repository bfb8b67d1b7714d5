// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace lapidary::widgets {

/// A number for each site, by its place in ModelSpec::allSites(); not all need have one.
class SiteValues final {
public:
    SiteValues() = default;
    explicit SiteValues(std::size_t sites)
        : m_values(sites, std::numeric_limits<double>::quiet_NaN()) {}

    void set(std::size_t place, double value) { m_values[place] = value; }
    std::optional<double> at(std::size_t place) const {
        return place >= m_values.size() || !std::isfinite(m_values[place]) ? std::nullopt
                                                                           : std::optional(m_values[place]);
    }
    std::size_t known() const {
        std::size_t count = 0;
        for (const double value : m_values)
            count += std::isfinite(value) ? 1 : 0;
        return count;
    }
    std::size_t sites() const { return m_values.size(); }

    /// Unknown values are equal to each other.
    bool operator==(const SiteValues& other) const {
        if (m_values.size() != other.m_values.size())
            return false;
        for (std::size_t i = 0; i < m_values.size(); ++i)
            if (at(i) != other.at(i))
                return false;
        return true;
    }

private:
    std::vector<double> m_values;
};

} // namespace lapidary::widgets
