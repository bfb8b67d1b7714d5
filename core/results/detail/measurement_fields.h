// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/results/detail/json_fields.h"
#include "core/results/measurements.h"

#include <array>
#include <vector>

namespace lapidary::results::detail {

/// The lists per channel with the names that they have in JSON and in the project file.
struct ChannelField {
    const char* name;
    std::vector<double> ChannelStatistics::*values;
};
inline constexpr std::array kChannelFields = {
    ChannelField{"mean", &ChannelStatistics::mean},
    ChannelField{"min", &ChannelStatistics::minimum},
    ChannelField{"max", &ChannelStatistics::maximum},
    ChannelField{"absmax", &ChannelStatistics::absmax},
    ChannelField{"p1", &ChannelStatistics::p1},
    ChannelField{"p99", &ChannelStatistics::p99},
    ChannelField{"kurtosis", &ChannelStatistics::kurtosis},
    ChannelField{"mean_square", &ChannelStatistics::meanSquare},
};
base::Status checkWidths(JsonFields& in, const ChannelStatistics& statistics);

/// What is not a long list of numbers: all but the singular values, all but eigenvalues and shares.
base::OrderedJson figuresJson(const Spectrum& spectrum);
base::Status readFigures(JsonFields& in, Spectrum& out);
base::OrderedJson figuresJson(const LogitPca& logits);
base::Status readFigures(JsonFields& in, LogitPca& out);

} // namespace lapidary::results::detail
