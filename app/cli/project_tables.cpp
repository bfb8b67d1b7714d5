// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/project_tables.h"

#include <charconv>

namespace lapidary::cli {

using base::OrderedJson;

namespace {

/// Comma-separated text; numbers in the shortest form that reads back to the same double.
class CsvWriter final {
public:
    explicit CsvWriter(std::string header)
        : m_text(std::move(header) + "\n") {}

    CsvWriter& cell(double value) {
        char buffer[32];
        const auto end = std::to_chars(buffer, buffer + sizeof buffer, value);
        return raw(std::string_view(buffer, static_cast<std::size_t>(end.ptr - buffer)));
    }
    CsvWriter& cell(std::int64_t value) { return raw(std::to_string(value)); }
    CsvWriter& cell(const std::optional<double>& value) { return value ? cell(*value) : raw(""); }
    CsvWriter& cell(const std::string& value) {
        if (value.find_first_of(",\"\r\n") == std::string::npos)
            return raw(value);
        std::string quoted = "\"";
        for (const char c : value)
            quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
        return raw(quoted + "\"");
    }
    void endRow() {
        m_text += '\n';
        m_first = true;
    }
    std::string take() { return std::move(m_text); }

private:
    CsvWriter& raw(std::string_view value) {
        if (!m_first)
            m_text += ',';
        m_first = false;
        m_text += value;
        return *this;
    }
    std::string m_text;
    bool m_first = true;
};

std::string spectraTable(const results::ProjectData& project) {
    CsvWriter csv(
        "site,kind,effective_rank,stable_rank,rank_90,rank_99,power_law_alpha,largest_singular_value");
    const auto row = [&](const std::string& site, const char* kind, const results::Spectrum& spectrum) {
        csv.cell(site).cell(std::string(kind)).cell(spectrum.effectiveRank).cell(spectrum.stableRank);
        csv.cell(spectrum.rank90).cell(spectrum.rank99);
        csv.cell(spectrum.tail ? std::optional<double>(spectrum.tail->alpha) : std::nullopt);
        csv.cell(spectrum.singularValues.empty() ? 0.0 : spectrum.singularValues.front()).endRow();
    };
    for (const auto& [site, spectra] : project.spectra) {
        row(site.name, "weight", spectra.weight);
        if (spectra.activationWeighted)
            row(site.name, "activation-weighted", *spectra.activationWeighted);
    }
    return csv.take();
}

std::string singularValueTable(const results::ProjectData& project) {
    CsvWriter csv("site,index,weight,activation_weighted");
    for (const auto& [site, spectra] : project.spectra) {
        const auto& values = spectra.weight.singularValues;
        for (std::size_t i = 0; i < values.size(); ++i) {
            csv.cell(site.name).cell(static_cast<std::int64_t>(i)).cell(values[i]);
            const bool weighted =
                spectra.activationWeighted && i < spectra.activationWeighted->singularValues.size();
            csv.cell(weighted ? std::optional<double>(spectra.activationWeighted->singularValues[i])
                              : std::nullopt)
                .endRow();
        }
    }
    return csv.take();
}

std::string histogramTable(const results::ProjectData& project) {
    CsvWriter csv("site,from,to,count");
    for (const auto& [site, spectra] : project.spectra) {
        const results::Histogram& histogram = spectra.histogram;
        const double width = (histogram.maximum - histogram.minimum) /
                             static_cast<double>(std::max<std::size_t>(1, histogram.counts.size()));
        for (std::size_t i = 0; i < histogram.counts.size(); ++i)
            csv.cell(site.name)
                .cell(histogram.minimum + width * static_cast<double>(i))
                .cell(histogram.minimum + width * static_cast<double>(i + 1))
                .cell(histogram.counts[i])
                .endRow();
    }
    return csv.take();
}

std::string activationTable(const results::ProjectData& project) {
    CsvWriter csv("input_group,channel,mean,min,max,absmax,p1,p99,kurtosis,mean_square");
    for (const auto& [group, s] : project.activations)
        for (std::size_t c = 0; c < s.mean.size(); ++c)
            csv.cell(group.name)
                .cell(static_cast<std::int64_t>(c))
                .cell(s.mean[c])
                .cell(s.minimum[c])
                .cell(s.maximum[c])
                .cell(s.absmax[c])
                .cell(s.p1[c])
                .cell(s.p99[c])
                .cell(s.kurtosis[c])
                .cell(s.meanSquare[c])
                .endRow();
    return csv.take();
}

std::string logitTable(const results::LogitPca& logits) {
    CsvWriter csv("component,eigenvalue,explained");
    for (std::size_t i = 0; i < logits.eigenvalues.size(); ++i)
        csv.cell(static_cast<std::int64_t>(i)).cell(logits.eigenvalues[i]).cell(logits.explained[i]).endRow();
    return csv.take();
}

std::string loadingTable(const results::LogitPca& logits) {
    CsvWriter csv("component,rank,token,text,loading");
    for (std::size_t i = 0; i < logits.top.size(); ++i)
        for (std::size_t k = 0; k < logits.top[i].size(); ++k) {
            const auto& loading = logits.top[i][k];
            csv.cell(static_cast<std::int64_t>(i))
                .cell(static_cast<std::int64_t>(k))
                .cell(static_cast<std::int64_t>(loading.token))
                .cell(loading.text)
                .cell(loading.value)
                .endRow();
        }
    return csv.take();
}

std::string sensitivityTable(const results::ProjectData& project) {
    CsvWriter csv("site,setting,relative_error,predicted_kl_nats,measured_kl_nats");
    for (const results::Sensitivity& point : project.sensitivity)
        csv.cell(point.site.name)
            .cell(point.setting)
            .cell(point.relativeError)
            .cell(point.predictedKl)
            .cell(point.measuredKl)
            .endRow();
    return csv.take();
}

} // namespace

std::vector<CsvTable> projectTables(const results::ProjectData& project) {
    std::vector<CsvTable> tables;
    if (!project.spectra.empty()) {
        tables.push_back({"spectra", spectraTable(project)});
        tables.push_back({"singular-values", singularValueTable(project)});
        tables.push_back({"weight-histograms", histogramTable(project)});
    }
    if (!project.activations.empty())
        tables.push_back({"activations", activationTable(project)});
    if (project.logits) {
        tables.push_back({"logit-pca", logitTable(*project.logits)});
        tables.push_back({"logit-loadings", loadingTable(*project.logits)});
    }
    if (!project.sensitivity.empty())
        tables.push_back({"sensitivity", sensitivityTable(project)});
    return tables;
}

OrderedJson toJson(const results::Spectrum& spectrum) {
    OrderedJson json;
    json["singular_values"] = spectrum.singularValues;
    json["effective_rank"] = spectrum.effectiveRank;
    json["stable_rank"] = spectrum.stableRank;
    json["rank_90"] = spectrum.rank90;
    json["rank_99"] = spectrum.rank99;
    if (spectrum.tail)
        json["power_law_tail"] = {{"alpha", spectrum.tail->alpha},
                                  {"threshold", spectrum.tail->threshold},
                                  {"ks_distance", spectrum.tail->distance},
                                  {"count", spectrum.tail->count}};
    return json;
}

OrderedJson toJson(const results::ChannelStatistics& statistics) {
    OrderedJson json;
    json["tokens"] = statistics.tokens;
    json["mean"] = statistics.mean;
    json["min"] = statistics.minimum;
    json["max"] = statistics.maximum;
    json["absmax"] = statistics.absmax;
    json["p1"] = statistics.p1;
    json["p99"] = statistics.p99;
    json["kurtosis"] = statistics.kurtosis;
    json["mean_square"] = statistics.meanSquare;
    json["outlier_ratio"] = statistics.outlierRatio;
    return json;
}

OrderedJson toJson(const results::LogitPca& logits) {
    OrderedJson json;
    json["tokens"] = logits.tokens;
    json["gauge"] = logits.gauged ? "vocabulary-mean" : "raw";
    json["total_variance"] = logits.totalVariance;
    json["eigenvalues"] = logits.eigenvalues;
    json["explained"] = logits.explained;
    auto& components = json["top_tokens"] = OrderedJson::array();
    for (const auto& component : logits.top) {
        OrderedJson list = OrderedJson::array();
        for (const auto& loading : component)
            list.push_back({{"token", loading.token}, {"text", loading.text}, {"loading", loading.value}});
        components.push_back(std::move(list));
    }
    return json;
}

OrderedJson toJson(const results::Sensitivity& point) {
    OrderedJson json;
    json["site"] = point.site.name;
    json["setting"] = point.setting;
    json["relative_error"] = point.relativeError;
    json["predicted_kl"] = point.predictedKl ? OrderedJson(*point.predictedKl) : OrderedJson();
    json["measured_kl"] = point.measuredKl ? OrderedJson(*point.measuredKl) : OrderedJson();
    return json;
}

} // namespace lapidary::cli
