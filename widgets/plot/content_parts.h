// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/settings.h"
#include "widgets/plot/plot_content.h"
#include "widgets/state/view_state.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lapidary::widgets {

/// What a part of the project ("spectra") was measured on, in one line; empty where it was not.
QString footLineOf(const ViewState& state, const std::string& part);
/// Channels by falling largest |a|.
std::vector<std::size_t> channelsByLargest(const results::ChannelStatistics& statistics);
QString channelLabel(std::size_t channel);
/// Why a plot has nothing to show, and what to do about it.
QString noModelText();
QString notMeasuredText(const QString& what);
QString noSiteText();
/// The site that a plot is about; null: there is none, and the content's empty text says why.
const model::Site* siteOrWhyNot(PlotContent& content, const ViewState& state, const model::SiteId& focus);
/// The same, with the site's name behind the title.
const model::Site* namedSite(PlotContent& content, const ViewState& state, const model::SiteId& focus);

/// Rank of the low-rank settings in force at a site; nothing where there are none, or where `energy` waits
/// for a spectrum.
std::optional<std::int64_t> rankInForce(const ViewState& state, const model::Site& site);
/// Kept share of the parameters at a rank.
double keptShare(const model::Site& site, double rank);
/// Largest rank at which the factors are smaller than the matrix: mn / (m + n).
double breakEvenRank(const model::Site& site);
/// Share of the sum of squares in the first i values, one more entry than values; zeros where all are.
std::vector<double> energyShares(const std::vector<double>& singularValues);

/// ModelSpec::find looks through a block: for whoever asks for many.
using SitesById = std::unordered_map<model::SiteId, const model::Site*>;
SitesById sitesById(const model::ModelSpec& model);
/// First and last block of a set of sites; nothing where none is in a block.
std::optional<PlotSpan> blocksOf(const model::ModelSpec& model, const std::set<model::SiteId>& sites);

/// Of rising values, at least one; linear between them. `share` from 0 to 1.
double quantile(const std::vector<double>& sorted, double share);

/// Singular values of a site, of its weights or weighted by activations; null: not measured.
const results::Spectrum* spectrumOf(const results::ModelMeasurements* measured, const model::SiteId& site,
                                    bool weighted);

/// The method to begin a family with: the one that does best by the calibration text.
std::string usualMethod(plan::Family family);
/// The settings of a family in force at a site; null: none.
const plan::FamilySettings* inForce(const ViewState& state, const model::SiteId& site, plan::Family family);
/// The error that the compared run measured at a site.
std::optional<results::SiteReport> reportOf(const ViewState& state, const model::SiteId& site);

} // namespace lapidary::widgets
