// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/measure_job.h"

#include "core/base/folders.h"
#include "core/formats/checkpoint.h"
#include "core/results/project.h"
#include "core/session/model_files.h"

namespace lapidary::session {

using base::Result;
using base::Status;

namespace {

/// Journals what the engine measures.
class ProjectSink final : public engine::MeasureSink {
public:
    ProjectSink(results::ProjectFile& project, const engine::MeasureRequest& request,
                const MeasureListener& listener)
        : m_project(project)
        , m_listener(listener) {
        if (request.spectra)
            m_parts.push_back("spectra");
        if (request.activations)
            m_parts.push_back("activations");
        if (request.logits)
            m_parts.push_back("logits");
        if (request.sensitivity)
            m_parts.push_back("sensitivity");
    }

    /// A part measured on something else is dropped before its first new result.
    Status provenance(const results::Provenance& provenance) override {
        for (const std::string& part : m_parts) {
            const auto& known = m_project.data().provenance;
            const auto at = known.find(part);
            if (at != known.end() && at->second.sameInput(provenance))
                continue;
            LAPIDARY_CHECK(m_project.clearPart(part));
            LAPIDARY_CHECK(m_project.recordProvenance(part, provenance));
            arrived(part, "", provenance);
        }
        m_ready = true;
        return {};
    }
    Status spectra(const model::SiteId& site, const results::SiteSpectra& spectra) override {
        arrived("spectra", site.name, spectra);
        return m_project.recordSpectra(site, spectra);
    }
    Status activations(const model::InputGroupId& group,
                       const results::ChannelStatistics& statistics) override {
        arrived("activations", group.name, statistics);
        return m_project.recordActivations(group, statistics);
    }
    Status logits(const results::LogitPca& logits) override {
        arrived("logits", "", logits);
        return m_project.recordLogits(logits);
    }
    Status sensitivity(const std::vector<results::Sensitivity>& points) override {
        arrived("sensitivity", points.empty() ? "" : points.front().site.name, points);
        return m_project.recordSensitivity(points);
    }

    /// Asked after provenance() has dropped what is not valid.
    bool isValid(const std::string& part, const std::string& key) const {
        if (!m_ready)
            return false;
        const results::ProjectData& data = m_project.data();
        if (part == "spectra") {
            const auto at = data.spectra.find(model::SiteId(key));
            return at != data.spectra.end();
        }
        if (part == "activations")
            return data.activations.contains(model::InputGroupId(key));
        if (part == "logits")
            return data.logits.has_value();
        if (part == "sensitivity" || part == "measured_kl")
            for (const auto& point : data.sensitivity)
                if (point.site.name == key && (part == "sensitivity" || point.measuredKl))
                    return true;
        return false;
    }

private:
    void arrived(const std::string& part, const std::string& key, const PartialResult::Value& value) const {
        if (m_listener.arrived)
            m_listener.arrived({part, key, std::make_shared<const PartialResult::Value>(value)});
    }

    results::ProjectFile& m_project;
    const MeasureListener& m_listener;
    std::vector<std::string> m_parts;
    bool m_ready = false;
};

/// Keeps what the engine measures.
class ValueSink final : public engine::MeasureSink {
public:
    Status provenance(const results::Provenance&) override { return {}; }
    Status spectra(const model::SiteId& site, const results::SiteSpectra& spectra) override {
        values.spectra.insert_or_assign(site, spectra);
        return {};
    }
    Status activations(const model::InputGroupId& group,
                       const results::ChannelStatistics& statistics) override {
        values.activations.insert_or_assign(group, statistics);
        return {};
    }
    Status logits(const results::LogitPca& logits) override {
        values.logits = logits;
        return {};
    }
    Status sensitivity(const std::vector<results::Sensitivity>&) override { return {}; }

    results::ModelMeasurements values;
};

} // namespace

Result<std::shared_ptr<const results::ModelMeasurements>>
measureValues(engine::Engine& engine, const engine::MeasureRequest& request, base::RunControl& control) {
    ValueSink sink;
    LAPIDARY_CHECK(engine.measure(request, sink, control));
    return std::make_shared<const results::ModelMeasurements>(std::move(sink.values));
}

Result<engine::MeasureReport> measureIntoProject(engine::Engine& engine, const MeasureJob& job,
                                                 const MeasureListener& listener, base::RunControl& control) {
    LAPIDARY_TRY(const formats::Checkpoint checkpoint, formats::openCheckpoint(job.request.model));
    LAPIDARY_TRY(const model::ModelSpec spec, model::describeModel(checkpoint));
    LAPIDARY_CHECK(model::checkComputable(spec, job.request.model.string()));
    LAPIDARY_CHECK(base::makeFolders(base::systemFiles(), job.project.parent_path()));
    LAPIDARY_TRY(results::ProjectFile project, results::ProjectFile::open(base::systemFiles(), job.project));
    if (project.damage() && listener.warned)
        listener.warned(*project.damage());
    if (project.data().model && project.data().model->fingerprint != spec.fingerprint)
        return base::Error{base::ErrorCode::Mismatch,
                           job.project.string(),
                           {},
                           "measurements of the model '" + project.data().model->config.name + "'",
                           "a project of '" + spec.config.name + "'",
                           "give another --out for this model"};
    LAPIDARY_CHECK(project.recordModel(spec, keptPath(job.request.model)));

    ProjectSink sink(project, job.request, listener);
    engine::MeasureRequest request = job.request;
    request.isValid = [&sink](const std::string& part, const std::string& key) {
        return sink.isValid(part, key);
    };
    Result<engine::MeasureReport> report = engine.measure(request, sink, control);
    if (report || job.savePartial) {
        Status saved = project.save();
        if (report && !saved)
            return std::move(saved).error();
    }
    return report;
}

} // namespace lapidary::session
