// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/results/measurements.h"

#include <string>

namespace lapidary::results {

/// Measurements as JSON, the form of journal, `show --json` and tables; doubles read back exactly, values
/// that are no numbers are the texts "nan", "inf", "-inf".
base::OrderedJson toJson(const Spectrum& spectrum);
base::OrderedJson toJson(const SiteSpectra& spectra);
base::OrderedJson toJson(const ChannelStatistics& statistics);
base::OrderedJson toJson(const LogitPca& logits);
base::OrderedJson toJson(const Sensitivity& point);
base::OrderedJson toJson(const ModelMeasurements& measurements);

/// The way back. Errors name `file` and the field; counts are non-negative and lists per channel equally
/// long.
base::Result<Spectrum> spectrumFromJson(const base::Json& json, const std::string& file);
base::Result<SiteSpectra> siteSpectraFromJson(const base::Json& json, const std::string& file);
base::Result<ChannelStatistics> channelStatisticsFromJson(const base::Json& json, const std::string& file);
base::Result<LogitPca> logitPcaFromJson(const base::Json& json, const std::string& file);
base::Result<Sensitivity> sensitivityFromJson(const base::Json& json, const std::string& file);
base::Result<ModelMeasurements> modelMeasurementsFromJson(const base::Json& json, const std::string& file);

} // namespace lapidary::results
