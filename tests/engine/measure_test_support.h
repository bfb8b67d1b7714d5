// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/measuring/measure.h"
#include "tests/support/test_data.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lapidary::tests {

/// Keeps all that a measurement gives; `refuse` makes one of the calls fail.
class RecordingSink final : public engine::MeasureSink {
public:
    base::Status provenance(const results::Provenance& provenance) override {
        made = provenance;
        return note("provenance", "");
    }
    base::Status spectra(const model::SiteId& site, const results::SiteSpectra& spectra) override {
        spectraOf[site.name] = spectra;
        return note("spectra", site.name);
    }
    base::Status activations(const model::InputGroupId& group,
                             const results::ChannelStatistics& statistics) override {
        activationsOf[group.name] = statistics;
        return note("activations", group.name);
    }
    base::Status logits(const results::LogitPca& pca) override {
        logitPca = pca;
        return note("logits", "");
    }
    base::Status sensitivity(const std::vector<results::Sensitivity>& points) override {
        for (const results::Sensitivity& point : points)
            sensitivityOf[{point.site.name, point.setting}] = point;
        return note("sensitivity", points.empty() ? "" : points.front().site.name);
    }

    std::size_t count(const std::string& part) const {
        std::size_t found = 0;
        for (const auto& [name, key] : events)
            found += name == part ? 1 : 0;
        return found;
    }

    std::vector<std::pair<std::string, std::string>> events; // part, key, in order
    results::Provenance made;
    std::map<std::string, results::SiteSpectra> spectraOf;
    std::map<std::string, results::ChannelStatistics> activationsOf;
    std::optional<results::LogitPca> logitPca;
    std::map<std::pair<std::string, std::string>, results::Sensitivity> sensitivityOf; // site, setting
    std::string refuse;                                                                // part that fails

private:
    base::Status note(const std::string& part, const std::string& key) {
        events.emplace_back(part, key);
        if (part == refuse)
            return base::Error{base::ErrorCode::DiskFull, "project", part, {}, {}, {}};
        return {};
    }
};

/// tinystories-656k on the first `windows` windows of 512 of its own kind of text, everything.
inline std::optional<engine::MeasureRequest> storiesRequest(std::int64_t windows) {
    const auto model = testData("models/tinystories-656k");
    const auto text = testData("calibration/exllamav3/tiny.utf8");
    if (!model || !text)
        return std::nullopt;
    engine::MeasureRequest request;
    request.model = *model;
    request.text = {*text, engine::TextForm::Raw, 512, windows};
    request.compute.device = "cpu";
    request.compute.threads = 1; // spinning threads of a small model slow each other down on a busy machine
    return request;
}

inline base::Result<engine::MeasureReport> measureWith(const engine::MeasureRequest& request,
                                                       RecordingSink& sink, base::RunControl control = {}) {
    return engine::guarded("measure",
                           [&] { return engine::measure(request, engine::torchDevices(), sink, control); });
}

} // namespace lapidary::tests
