// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/detail/project_changes.h"

#include "core/plan/history.h"
#include "core/results/detail/json_fields.h"
#include "core/results/measurements_json.h"
#include "core/results/model_json.h"

#include <algorithm>
#include <array>

namespace lapidary::results::detail {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

namespace {

constexpr std::size_t kKeyLimit = 1024;

Result<Change> readSpectra(const ProjectRecord& record, const std::string& file) {
    LAPIDARY_TRY(SiteSpectra spectra, siteSpectraFromJson(record.value, file));
    return Change([site = model::SiteId(record.key), spectra = std::move(spectra)](ProjectData& data) {
        data.spectra[site] = spectra;
    });
}

Result<Change> readActivations(const ProjectRecord& record, const std::string& file) {
    LAPIDARY_TRY(ChannelStatistics statistics, channelStatisticsFromJson(record.value, file));
    return Change([group = model::InputGroupId(record.key), statistics = std::move(statistics)](
                      ProjectData& data) { data.activations[group] = statistics; });
}

Result<Change> readLogits(const ProjectRecord& record, const std::string& file) {
    LAPIDARY_TRY(LogitPca logits, logitPcaFromJson(record.value, file));
    return Change([logits = std::move(logits)](ProjectData& data) { data.logits = logits; });
}

Result<Change> readSensitivity(const ProjectRecord& record, const std::string& file) {
    if (!record.value.is_array())
        return Error{ErrorCode::Malformed, file, record.kind, record.value.type_name(), "a list", {}};
    std::vector<Sensitivity> points;
    for (const Json& json : record.value) {
        LAPIDARY_TRY(Sensitivity point, sensitivityFromJson(json, file));
        points.push_back(std::move(point));
    }
    return Change([points = std::move(points)](ProjectData& data) { mergeSensitivity(data, points); });
}

Result<Change> readProvenance(const ProjectRecord& record, const std::string& file) {
    LAPIDARY_TRY(Provenance provenance, provenanceFromJson(record.value, file));
    return Change([part = record.key, provenance = std::move(provenance)](ProjectData& data) {
        data.provenance[part] = provenance;
    });
}

Result<Change> readModel(const ProjectRecord& record, const std::string& file) {
    LAPIDARY_TRY(model::ModelSpec spec, modelSpecFromJson(record.value, file));
    return Change([path = record.key, spec = std::move(spec)](ProjectData& data) {
        data.model = spec;
        data.modelPath = path;
    });
}

Result<Change> readRun(const ProjectRecord& record, const std::string& file) {
    LAPIDARY_TRY(RunReport run, runReportFromJson(record.value, file));
    if (const auto measured = record.value.find("measured"); measured != record.value.end()) {
        LAPIDARY_TRY(ModelMeasurements values, modelMeasurementsFromJson(*measured, file));
        run.measured = std::make_shared<const ModelMeasurements>(std::move(values));
    }
    return Change([run = std::move(run)](ProjectData& data) { mergeRun(data, run); });
}

Result<Change> readPlan(const ProjectRecord& record, const std::string&) {
    return Change([plan = record.value](ProjectData& data) { data.plan = plan; });
}

Result<Change> readHistory(const ProjectRecord& record, const std::string&) {
    return Change([history = record.value](ProjectData& data) { data.history = history; });
}

Result<Change> readWorkbench(const ProjectRecord& record, const std::string&) {
    return Change(
        [key = record.key, value = record.value](ProjectData& data) { setWorkbench(data, key, value); });
}

/// One of another history is none of this project's: it is left out, as after a copy of an older file.
Result<Change> readHistoryChange(const ProjectRecord& record, const std::string&) {
    return Change(
        [change = record.value](ProjectData& data) { (void)plan::mergeHistoryChange(data.history, change); });
}

Result<Change> readClear(const ProjectRecord& record, const std::string& file) {
    static constexpr std::array kParts = {"spectra", "activations", "logits", "sensitivity", "runs"};
    if (std::find(kParts.begin(), kParts.end(), record.key) == kParts.end())
        return Error{ErrorCode::UnknownName,
                     file,
                     "clear",
                     "'" + record.key + "'",
                     "spectra, activations, logits, sensitivity or runs",
                     {}};
    return Change([part = record.key](ProjectData& data) { clearPart(data, part); });
}

struct Reader {
    const char* kind;
    bool keyed; // the key names something
    Result<Change> (*read)(const ProjectRecord&, const std::string&);
};

constexpr std::array kReaders = {
    Reader{"plan", false, readPlan},
    Reader{"history", false, readHistory},
    Reader{"history-change", false, readHistoryChange},
    Reader{"spectra", true, readSpectra},
    Reader{"activations", true, readActivations},
    Reader{"logits", false, readLogits},
    Reader{"sensitivity", false, readSensitivity},
    Reader{"run", false, readRun},
    Reader{"model", false, readModel},
    Reader{"provenance", true, readProvenance},
    Reader{"workbench", true, readWorkbench},
    Reader{"clear", true, readClear},
};

} // namespace

Result<Change> readChange(const ProjectRecord& record, const std::string& file) {
    const auto reader = std::find_if(kReaders.begin(), kReaders.end(),
                                     [&](const Reader& r) { return r.kind == record.kind; });
    if (reader == kReaders.end())
        return Error{
            ErrorCode::UnknownName, file, "kind of record", "'" + record.kind.substr(0, 40) + "'", {}, {}};
    if (reader->keyed && (record.key.empty() || record.key.size() > kKeyLimit))
        return Error{ErrorCode::BadValue,
                     file,
                     record.kind,
                     "a key of " + std::to_string(record.key.size()) + " bytes",
                     "a name of 1 to " + std::to_string(kKeyLimit) + " bytes",
                     {}};
    return reader->read(record, file);
}

Json recordsJson(const std::vector<ProjectRecord>& records) {
    Json::array_t list;
    for (const ProjectRecord& record : records)
        list.push_back({{"kind", record.kind}, {"key", record.key}, {"value", record.value}});
    return list;
}

Result<std::vector<ProjectRecord>> recordsFromJson(const Json& json, const std::string& file) {
    const Json wrapped = {{"records", json}};
    JsonFields in(wrapped, file);
    std::vector<ProjectRecord> records;
    in.list("records", [&](JsonFields& fields) {
        ProjectRecord& record = records.emplace_back();
        fields.read("kind", record.kind);
        fields.read("key", record.key);
        fields.readAny("value", record.value);
        return fields.status();
    });
    LAPIDARY_CHECK(in.status());
    return records;
}

} // namespace lapidary::results::detail
