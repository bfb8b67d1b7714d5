// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/measurements_json.h"

#include "core/results/detail/json_fields.h"
#include "core/results/detail/measurement_fields.h"

namespace lapidary::results {

using base::Json;
using base::OrderedJson;
using base::Result;
using base::Status;
using detail::JsonFields;
using detail::numberJson;
using detail::numbersJson;

namespace detail {

OrderedJson figuresJson(const Spectrum& spectrum) {
    OrderedJson json = {{"effective_rank", numberJson(spectrum.effectiveRank)},
                        {"stable_rank", numberJson(spectrum.stableRank)},
                        {"rank_90", spectrum.rank90},
                        {"rank_99", spectrum.rank99}};
    if (spectrum.tail)
        json["tail"] = {{"alpha", numberJson(spectrum.tail->alpha)},
                        {"threshold", numberJson(spectrum.tail->threshold)},
                        {"distance", numberJson(spectrum.tail->distance)},
                        {"count", spectrum.tail->count}};
    return json;
}

Status readFigures(JsonFields& in, Spectrum& out) {
    in.read("effective_rank", out.effectiveRank);
    in.read("stable_rank", out.stableRank);
    in.read("rank_90", out.rank90);
    in.read("rank_99", out.rank99);
    in.optionalObject("tail", [&](JsonFields& tail) {
        PowerLawTail& fit = out.tail.emplace();
        tail.read("alpha", fit.alpha);
        tail.read("threshold", fit.threshold);
        tail.read("distance", fit.distance);
        tail.read("count", fit.count);
        return tail.status();
    });
    return in.status();
}

OrderedJson figuresJson(const LogitPca& logits) {
    OrderedJson::array_t top;
    for (const auto& component : logits.top) {
        OrderedJson::array_t loadings;
        for (const auto& loading : component)
            loadings.push_back(
                {{"token", loading.token}, {"text", loading.text}, {"value", numberJson(loading.value)}});
        top.push_back({{"loadings", std::move(loadings)}});
    }
    return {{"tokens", logits.tokens},
            {"gauged", logits.gauged},
            {"total_variance", numberJson(logits.totalVariance)},
            {"top", std::move(top)}};
}

Status readFigures(JsonFields& in, LogitPca& out) {
    in.read("tokens", out.tokens);
    in.read("gauged", out.gauged);
    in.read("total_variance", out.totalVariance);
    in.list("top", [&](JsonFields& component) {
        auto& loadings = out.top.emplace_back();
        component.list("loadings", [&](JsonFields& fields) {
            LogitPca::Loading& loading = loadings.emplace_back();
            fields.read("token", loading.token);
            fields.read("text", loading.text);
            fields.read("value", loading.value);
            return fields.status();
        });
        return component.status();
    });
    return in.status();
}

Status checkWidths(JsonFields& in, const ChannelStatistics& statistics) {
    const std::size_t width = statistics.mean.size();
    for (const ChannelField& field : kChannelFields)
        if (const std::size_t other = (statistics.*field.values).size(); other != width)
            in.reject(field.name, std::to_string(other) + " channels", std::to_string(width) + " as in mean");
    return in.status();
}

} // namespace detail

namespace {

Status readSpectrum(JsonFields& in, Spectrum& out) {
    in.read("singular_values", out.singularValues);
    return detail::readFigures(in, out);
}

} // namespace

OrderedJson toJson(const Spectrum& spectrum) {
    OrderedJson json = {{"singular_values", numbersJson(spectrum.singularValues)}};
    json.update(detail::figuresJson(spectrum));
    return json;
}

Result<Spectrum> spectrumFromJson(const Json& json, const std::string& file) {
    JsonFields in(json, file);
    Spectrum out;
    LAPIDARY_CHECK(readSpectrum(in, out));
    return out;
}

OrderedJson toJson(const SiteSpectra& spectra) {
    OrderedJson json = {{"weight", toJson(spectra.weight)}};
    if (spectra.activationWeighted)
        json["activation_weighted"] = toJson(*spectra.activationWeighted);
    json["histogram"] = {{"minimum", numberJson(spectra.histogram.minimum)},
                         {"maximum", numberJson(spectra.histogram.maximum)},
                         {"counts", spectra.histogram.counts}};
    return json;
}

Result<SiteSpectra> siteSpectraFromJson(const Json& json, const std::string& file) {
    JsonFields in(json, file);
    SiteSpectra out;
    in.object("weight", [&](JsonFields& fields) { return readSpectrum(fields, out.weight); });
    in.optionalObject("activation_weighted", [&](JsonFields& fields) {
        return readSpectrum(fields, out.activationWeighted.emplace());
    });
    in.object("histogram", [&](JsonFields& fields) {
        fields.read("minimum", out.histogram.minimum);
        fields.read("maximum", out.histogram.maximum);
        fields.read("counts", out.histogram.counts);
        return fields.status();
    });
    LAPIDARY_CHECK(in.status());
    return out;
}

OrderedJson toJson(const ChannelStatistics& statistics) {
    OrderedJson json = {{"tokens", statistics.tokens}};
    for (const detail::ChannelField& field : detail::kChannelFields)
        json[field.name] = numbersJson(statistics.*field.values);
    json["outlier_ratio"] = numberJson(statistics.outlierRatio);
    return json;
}

Result<ChannelStatistics> channelStatisticsFromJson(const Json& json, const std::string& file) {
    JsonFields in(json, file);
    ChannelStatistics out;
    in.read("tokens", out.tokens);
    for (const detail::ChannelField& field : detail::kChannelFields)
        in.read(field.name, out.*field.values);
    in.read("outlier_ratio", out.outlierRatio);
    LAPIDARY_CHECK(detail::checkWidths(in, out));
    return out;
}

OrderedJson toJson(const LogitPca& logits) {
    OrderedJson json = {{"eigenvalues", numbersJson(logits.eigenvalues)},
                        {"explained", numbersJson(logits.explained)}};
    json.update(detail::figuresJson(logits));
    return json;
}

Result<LogitPca> logitPcaFromJson(const Json& json, const std::string& file) {
    JsonFields in(json, file);
    LogitPca out;
    in.read("eigenvalues", out.eigenvalues);
    in.read("explained", out.explained);
    LAPIDARY_CHECK(detail::readFigures(in, out));
    return out;
}

OrderedJson toJson(const Sensitivity& point) {
    OrderedJson json = {{"site", point.site.name},
                        {"setting", point.setting},
                        {"relative_error", numberJson(point.relativeError)},
                        {"predicted_kl", nullptr},
                        {"measured_kl", nullptr}};
    if (point.predictedKl)
        json["predicted_kl"] = numberJson(*point.predictedKl);
    if (point.measuredKl)
        json["measured_kl"] = numberJson(*point.measuredKl);
    return json;
}

Result<Sensitivity> sensitivityFromJson(const Json& json, const std::string& file) {
    JsonFields in(json, file);
    Sensitivity out;
    in.read("site", out.site.name);
    in.read("setting", out.setting);
    in.read("relative_error", out.relativeError);
    in.read("predicted_kl", out.predictedKl);
    in.read("measured_kl", out.measuredKl);
    LAPIDARY_CHECK(in.status());
    return out;
}

OrderedJson toJson(const ModelMeasurements& measurements) {
    OrderedJson json = {{"spectra", OrderedJson::object()}, {"activations", OrderedJson::object()}};
    for (const auto& [site, spectra] : measurements.spectra)
        json["spectra"][site.name] = toJson(spectra);
    for (const auto& [group, statistics] : measurements.activations)
        json["activations"][group.name] = toJson(statistics);
    if (measurements.logits)
        json["logits"] = toJson(*measurements.logits);
    return json;
}

Result<ModelMeasurements> modelMeasurementsFromJson(const Json& json, const std::string& file) {
    JsonFields in(json, file);
    Json spectra, activations;
    in.readAny("spectra", spectra);
    in.readAny("activations", activations);
    for (const auto& [name, part] : {std::pair("spectra", &spectra), std::pair("activations", &activations)})
        if (in.status() && !part->is_object())
            in.reject(name, part->type_name(), "an object");
    LAPIDARY_CHECK(in.status());
    ModelMeasurements out;
    for (const auto& [site, value] : spectra.items()) {
        LAPIDARY_TRY(out.spectra[model::SiteId(site)], siteSpectraFromJson(value, file));
    }
    for (const auto& [group, value] : activations.items()) {
        LAPIDARY_TRY(out.activations[model::InputGroupId(group)], channelStatisticsFromJson(value, file));
    }
    if (json.contains("logits")) {
        LAPIDARY_TRY(out.logits, logitPcaFromJson(json.at("logits"), file));
    }
    return out;
}

} // namespace lapidary::results
