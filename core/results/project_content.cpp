// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/detail/project_content.h"

#include "core/base/hash.h"
#include "core/results/detail/dataset_name.h"
#include "core/results/detail/measurement_fields.h"
#include "core/results/measurements_json.h"
#include "core/results/model_json.h"

#include <algorithm>
#include <cstdio>
#include <set>
#include <utility>

namespace lapidary::results::detail {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::OrderedJson;
using base::Result;
using base::Status;
using formats::Hdf5Array;
using formats::Hdf5Content;

namespace {

constexpr const char* kFormat = "lapidary-project";
constexpr int kVersion = 1;
constexpr const char* kDigestName = "/lapidary/sha256";

Hdf5Array list(const std::vector<double>& values) {
    return {{static_cast<std::int64_t>(values.size())}, values};
}

/// What was computed in float32, or is only drawn, takes no more room than that.
Hdf5Array float32List(const std::vector<double>& values) {
    return {{static_cast<std::int64_t>(values.size())}, std::vector<float>(values.begin(), values.end())};
}

Hdf5Array countList(const std::vector<std::int64_t>& counts) {
    const bool wide =
        std::ranges::any_of(counts, [](std::int64_t count) { return !std::in_range<std::int32_t>(count); });
    const std::vector<std::int64_t> shape{static_cast<std::int64_t>(counts.size())};
    if (wide)
        return {shape, counts};
    return {shape, std::vector<std::int32_t>(counts.begin(), counts.end())};
}

// ---- writing

void putSpectrum(Hdf5Content& out, const std::string& place, const Spectrum& spectrum) {
    out.arrays[place + "/singular_values"] = float32List(spectrum.singularValues);
    out.texts[place + "/figures"] = dumpJson(figuresJson(spectrum));
}

void putSite(Hdf5Content& out, const std::string& place, const SiteSpectra& spectra) {
    putSpectrum(out, place + "/weight", spectra.weight);
    if (spectra.activationWeighted)
        putSpectrum(out, place + "/activation_weighted", *spectra.activationWeighted);
    const Histogram& histogram = spectra.histogram;
    out.arrays[place + "/histogram/range"] = list({histogram.minimum, histogram.maximum});
    out.arrays[place + "/histogram/counts"] = countList(histogram.counts);
}

void putGroup(Hdf5Content& out, const std::string& place, const ChannelStatistics& statistics) {
    for (const ChannelField& field : kChannelFields)
        out.arrays[place + "/" + field.name] = float32List(statistics.*field.values);
    out.texts[place + "/figures"] = dumpJson(
        OrderedJson{{"tokens", statistics.tokens}, {"outlier_ratio", numberJson(statistics.outlierRatio)}});
}

void putMeasurements(Hdf5Content& out, const std::string& place, const ModelMeasurements& measured) {
    for (const auto& [site, spectra] : measured.spectra)
        putSite(out, place + "/spectra/" + escaped(site.name), spectra);
    for (const auto& [group, statistics] : measured.activations)
        putGroup(out, place + "/activations/" + escaped(group.name), statistics);
    if (measured.logits) {
        out.arrays[place + "/logits/eigenvalues"] = list(measured.logits->eigenvalues);
        out.arrays[place + "/logits/explained"] = list(measured.logits->explained);
        out.texts[place + "/logits/figures"] = dumpJson(figuresJson(*measured.logits));
    }
}

void putRuns(Hdf5Content& out, const std::vector<RunReport>& runs) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
        char number[24];
        std::snprintf(number, sizeof number, "%06zu", i);
        out.texts[std::string("/runs/") + number] = dumpJson(toJson(runs[i]));
        if (runs[i].measured)
            putMeasurements(out, std::string("/measured_runs/") + number, *runs[i].measured);
    }
}

// ---- reading

/// Hands out names once; what is left at the end was not expected.
class Taker final {
public:
    Taker(Hdf5Content content, std::string file)
        : m_content(std::move(content))
        , m_file(std::move(file)) {}

    bool hasText(const std::string& name) const { return m_content.texts.count(name) != 0; }
    bool hasArray(const std::string& name) const { return m_content.arrays.count(name) != 0; }

    Result<std::string> text(const std::string& name) {
        const auto node = m_content.texts.extract(name);
        if (node.empty())
            return missing(name, "a text");
        return std::move(node.mapped());
    }
    Result<Json> json(const std::string& name) {
        LAPIDARY_TRY(const std::string written, text(name));
        return base::parseJson(written, where(name), kProjectJson);
    }
    template<class T>
    Result<std::vector<T>> values(const std::string& name) {
        const auto node = m_content.arrays.extract(name);
        if (node.empty())
            return missing(name, "a list of numbers");
        Hdf5Array& array = node.mapped();
        auto* values = std::get_if<std::vector<T>>(&array.values);
        if (values == nullptr || array.shape.size() != 1)
            return otherShape(name);
        return std::move(*values);
    }
    /// As T, whether stored as that or narrower.
    template<class T, class Narrow>
    Result<std::vector<T>> widened(const std::string& name) {
        const auto at = m_content.arrays.find(name);
        if (at == m_content.arrays.end() || !std::holds_alternative<std::vector<Narrow>>(at->second.values))
            return values<T>(name);
        LAPIDARY_TRY(const std::vector<Narrow> narrow, values<Narrow>(name));
        return std::vector<T>(narrow.begin(), narrow.end());
    }
    Result<std::vector<double>> numbers(const std::string& name) { return widened<double, float>(name); }
    Result<std::vector<std::int64_t>> counts(const std::string& name) {
        return widened<std::int64_t, std::int32_t>(name);
    }
    /// Unescaped names of the children of a group.
    std::set<std::string> children(const std::string& group) const {
        std::set<std::string> found;
        const auto collect = [&](const auto& map) {
            for (auto at = map.lower_bound(group + "/");
                 at != map.end() && at->first.compare(0, group.size() + 1, group + "/") == 0; ++at) {
                const std::size_t begin = group.size() + 1;
                found.insert(at->first.substr(begin, at->first.find('/', begin) - begin));
            }
        };
        collect(m_content.texts);
        collect(m_content.arrays);
        return found;
    }
    std::string where(const std::string& name) const { return m_file + ": " + name; }
    const std::string& file() const { return m_file; }

    Status finish() const {
        const std::string* left = !m_content.texts.empty()    ? &m_content.texts.begin()->first
                                  : !m_content.arrays.empty() ? &m_content.arrays.begin()->first
                                                              : nullptr;
        if (left == nullptr)
            return {};
        return Error{ErrorCode::Malformed,
                     m_file,
                     *left,
                     "a dataset that no project has",
                     "the names of project schema 1",
                     {}};
    }

private:
    Error otherShape(const std::string& name) const {
        return Error{ErrorCode::Malformed, m_file, name, "another type or shape", "a list of numbers", {}};
    }
    Error missing(const std::string& name, std::string expected) const {
        const bool otherKind = hasText(name) || hasArray(name);
        return Error{ErrorCode::Malformed, m_file, name, otherKind ? "another kind of dataset" : "nothing",
                     std::move(expected),  {}};
    }

    Hdf5Content m_content;
    std::string m_file;
};

Status checkHead(Taker& in, const std::string& digest) {
    if (!in.hasText("/lapidary/format"))
        return Error{ErrorCode::Malformed, in.file(), {}, "an HDF5 file of another program",
                     "a Lapidary project", {}};
    LAPIDARY_TRY(const std::string format, in.text("/lapidary/format"));
    LAPIDARY_TRY(const std::string version, in.text("/lapidary/version"));
    if (format != kFormat)
        return Error{
            ErrorCode::Unsupported,           in.file(), "/lapidary/format", "'" + format.substr(0, 40) + "'",
            std::string("'") + kFormat + "'", {}};
    if (version != std::to_string(kVersion))
        return Error{ErrorCode::Unsupported,
                     in.file(),
                     "/lapidary/version",
                     "version '" + version.substr(0, 20) + "'",
                     "version " + std::to_string(kVersion),
                     "use the version of Lapidary that wrote it"};
    if (!in.hasText(kDigestName))
        return {};
    LAPIDARY_TRY(const std::string stored, in.text(kDigestName));
    if (stored != digest)
        return Error{ErrorCode::BadChecksum,
                     in.file(),
                     kDigestName,
                     digest,
                     stored.substr(0, 64),
                     "the file is damaged or was edited: take a copy, or measure again"};
    return {};
}

Status takeSpectrum(Taker& in, const std::string& place, Spectrum& out) {
    LAPIDARY_TRY(out.singularValues, in.numbers(place + "/singular_values"));
    LAPIDARY_TRY(const Json figures, in.json(place + "/figures"));
    JsonFields fields(figures, in.where(place + "/figures"));
    return readFigures(fields, out);
}

Status takeSite(Taker& in, const std::string& place, SiteSpectra& out) {
    LAPIDARY_CHECK(takeSpectrum(in, place + "/weight", out.weight));
    if (in.hasText(place + "/activation_weighted/figures"))
        LAPIDARY_CHECK(takeSpectrum(in, place + "/activation_weighted", out.activationWeighted.emplace()));
    LAPIDARY_TRY(const std::vector<double> range, in.values<double>(place + "/histogram/range"));
    if (range.size() != 2)
        return Error{ErrorCode::Malformed,
                     in.file(),
                     place + "/histogram/range",
                     std::to_string(range.size()) + " values",
                     "2",
                     {}};
    out.histogram.minimum = range[0];
    out.histogram.maximum = range[1];
    LAPIDARY_TRY(out.histogram.counts, in.counts(place + "/histogram/counts"));
    return {};
}

Status takeGroup(Taker& in, const std::string& place, ChannelStatistics& out) {
    for (const ChannelField& field : kChannelFields) {
        LAPIDARY_TRY(out.*field.values, in.numbers(place + "/" + field.name));
    }
    LAPIDARY_TRY(const Json figures, in.json(place + "/figures"));
    JsonFields fields(figures, in.where(place + "/figures"));
    fields.read("tokens", out.tokens);
    fields.read("outlier_ratio", out.outlierRatio);
    return checkWidths(fields, out);
}

Status takeMeasurements(Taker& in, const std::string& place, ModelMeasurements& out) {
    const std::string spectra = place + "/spectra", activations = place + "/activations";
    for (const std::string& site : in.children(spectra))
        LAPIDARY_CHECK(takeSite(in, spectra + '/' + site, out.spectra[model::SiteId(unescaped(site))]));
    for (const std::string& group : in.children(activations))
        LAPIDARY_CHECK(
            takeGroup(in, activations + '/' + group, out.activations[model::InputGroupId(unescaped(group))]));
    const std::string figuresName = place + "/logits/figures";
    if (in.hasText(figuresName)) {
        LogitPca& logits = out.logits.emplace();
        LAPIDARY_TRY(logits.eigenvalues, in.values<double>(place + "/logits/eigenvalues"));
        LAPIDARY_TRY(logits.explained, in.values<double>(place + "/logits/explained"));
        LAPIDARY_TRY(const Json figures, in.json(figuresName));
        JsonFields fields(figures, in.where(figuresName));
        LAPIDARY_CHECK(readFigures(fields, logits));
    }
    return {};
}

Status takeSensitivity(Taker& in, ProjectData& out) {
    if (in.hasText("/sensitivity")) {
        LAPIDARY_TRY(const Json points, in.json("/sensitivity"));
        for (const Json& point : points) {
            LAPIDARY_TRY(Sensitivity one, sensitivityFromJson(point, in.where("/sensitivity")));
            out.sensitivity.push_back(std::move(one));
        }
    }
    return {};
}

Status takeModelAndRuns(Taker& in, ProjectData& out) {
    if (in.hasText("/model/spec")) {
        LAPIDARY_TRY(const Json spec, in.json("/model/spec"));
        LAPIDARY_TRY(out.model, modelSpecFromJson(spec, in.where("/model/spec")));
    }
    if (in.hasText("/model/path")) {
        LAPIDARY_TRY(out.modelPath, in.text("/model/path"));
    }
    if (in.hasText("/plan")) {
        LAPIDARY_TRY(out.plan, in.json("/plan"));
    }
    if (in.hasText("/history")) {
        LAPIDARY_TRY(out.history, in.json("/history"));
    }
    if (in.hasText("/workbench")) {
        LAPIDARY_TRY(out.workbench, in.json("/workbench"));
        if (!out.workbench.is_object())
            return Error{ErrorCode::Malformed,      in.file(),   "/workbench",
                         out.workbench.type_name(), "an object", {}};
    }
    for (const std::string& part : in.children("/provenance")) {
        const std::string name = "/provenance/" + part;
        LAPIDARY_TRY(const Json json, in.json(name));
        LAPIDARY_TRY(out.provenance[unescaped(part)], provenanceFromJson(json, in.where(name)));
    }
    for (const std::string& run : in.children("/runs")) {
        const std::string name = "/runs/" + run;
        LAPIDARY_TRY(const Json json, in.json(name));
        LAPIDARY_TRY(RunReport report, runReportFromJson(json, in.where(name)));
        const std::string measured = "/measured_runs/" + run;
        if (!in.children(measured).empty()) {
            ModelMeasurements values;
            LAPIDARY_CHECK(takeMeasurements(in, measured, values));
            report.measured = std::make_shared<const ModelMeasurements>(std::move(values));
        }
        out.runs.push_back(std::move(report));
    }
    return {};
}

} // namespace

std::string dumpJson(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string dumpJson(const OrderedJson& json) {
    return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

std::string contentDigest(const Hdf5Content& content) {
    base::Sha256 hash;
    const auto add = [&](const std::string& name, char kind, const std::vector<std::int64_t>& shape) {
        hash.add(std::to_string(name.size())).add(" ").add(name).add(std::string(1, kind));
        for (const std::int64_t extent : shape)
            hash.add(std::to_string(extent)).add(",");
        hash.add(";");
    };
    for (const auto& [name, text] : content.texts) {
        if (name == kDigestName)
            continue;
        add(name, 't', {static_cast<std::int64_t>(text.size())});
        hash.add(text);
    }
    for (const auto& [name, array] : content.arrays) {
        add(name, static_cast<char>('0' + array.values.index()), array.shape);
        std::visit([&](const auto& values) { hash.add(std::as_bytes(std::span(values))); }, array.values);
    }
    return hash.hex();
}

Hdf5Content encodeProject(const ProjectData& data) {
    Hdf5Content out;
    out.texts["/lapidary/format"] = kFormat;
    out.texts["/lapidary/version"] = std::to_string(kVersion);
    if (data.model)
        out.texts["/model/spec"] = dumpJson(toJson(*data.model));
    if (!data.modelPath.empty())
        out.texts["/model/path"] = data.modelPath;
    if (!data.plan.is_null())
        out.texts["/plan"] = dumpJson(data.plan);
    if (!data.history.is_null())
        out.texts["/history"] = dumpJson(data.history);
    if (!data.workbench.empty())
        out.texts["/workbench"] = dumpJson(data.workbench);
    putMeasurements(out, {}, data);
    if (!data.sensitivity.empty()) {
        OrderedJson::array_t points;
        for (const Sensitivity& point : data.sensitivity)
            points.push_back(toJson(point));
        out.texts["/sensitivity"] = dumpJson(OrderedJson(std::move(points)));
    }
    for (const auto& [part, provenance] : data.provenance)
        out.texts["/provenance/" + escaped(part)] = dumpJson(toJson(provenance));
    putRuns(out, data.runs);
    out.texts[kDigestName] = contentDigest(out);
    return out;
}

Result<ProjectData> decodeProject(Hdf5Content content, const std::string& file) {
    const std::string digest = contentDigest(content);
    Taker in(std::move(content), file);
    LAPIDARY_CHECK(checkHead(in, digest));
    ProjectData data;
    LAPIDARY_CHECK(takeModelAndRuns(in, data));
    LAPIDARY_CHECK(takeMeasurements(in, {}, data));
    LAPIDARY_CHECK(takeSensitivity(in, data));
    LAPIDARY_CHECK(in.finish());
    return data;
}

} // namespace lapidary::results::detail
