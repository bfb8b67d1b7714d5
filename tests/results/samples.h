// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/results/project.h"

#include <random>
#include <string>
#include <vector>

namespace lapidary::tests {

using Random = std::mt19937_64;

results::Spectrum randomSpectrum(Random& random);
results::SiteSpectra randomSiteSpectra(Random& random);
results::ChannelStatistics randomStatistics(Random& random);
results::LogitPca randomLogits(Random& random);
results::Sensitivity randomSensitivity(Random& random);
results::Provenance randomProvenance(Random& random);
results::EvaluationReport randomEvaluation(Random& random);
results::ModelMeasurements randomMeasurements(Random& random);
results::RunReport randomRun(Random& random);
/// A model of 0 to 3 blocks with made-up names and widths.
model::ModelSpec randomModel(Random& random);
/// Any JSON of a few levels.
base::Json randomJson(Random& random, int depth = 3);
results::ProjectData randomProject(Random& random);

/// Field-by-field comparison that does not go through JSON; NaN equals NaN.
bool same(double a, double b);
bool same(const results::Spectrum& a, const results::Spectrum& b);
bool same(const results::SiteSpectra& a, const results::SiteSpectra& b);
bool same(const results::ChannelStatistics& a, const results::ChannelStatistics& b);
bool same(const results::LogitPca& a, const results::LogitPca& b);
bool same(const results::Sensitivity& a, const results::Sensitivity& b);
bool same(const results::Provenance& a, const results::Provenance& b);
bool same(const results::EvaluationReport& a, const results::EvaluationReport& b);
bool same(const results::ModelMeasurements& a, const results::ModelMeasurements& b);
bool same(const results::RunReport& a, const results::RunReport& b);
bool same(const model::ModelSpec& a, const model::ModelSpec& b);
bool same(const results::ProjectData& a, const results::ProjectData& b);

} // namespace lapidary::tests
