// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/project.h"

#include "core/results/measurements_json.h"

#include <algorithm>
#include <unordered_map>

namespace lapidary::results {

void mergeSensitivity(ProjectData& data, std::vector<Sensitivity> points) {
    std::unordered_map<std::string, std::size_t> places;
    const auto nameOf = [](const Sensitivity& point) { return point.site.name + '\n' + point.setting; };
    for (std::size_t i = 0; i < data.sensitivity.size(); ++i)
        places.emplace(nameOf(data.sensitivity[i]), i);
    for (Sensitivity& point : points) {
        const auto [at, added] = places.emplace(nameOf(point), data.sensitivity.size());
        if (added)
            data.sensitivity.push_back(std::move(point));
        else
            data.sensitivity[at->second] = std::move(point);
    }
}

std::size_t mergeRun(ProjectData& data, RunReport run) {
    const base::OrderedJson value = toJson(run);
    const auto known = std::find_if(data.runs.begin(), data.runs.end(),
                                    [&](const RunReport& each) { return toJson(each) == value; });
    const auto place = static_cast<std::size_t>(known - data.runs.begin());
    if (known == data.runs.end())
        data.runs.push_back(std::move(run));
    else if (run.measured)
        known->measured = std::move(run.measured);
    return place;
}

ProjectRecord runRecord(const RunReport& run) {
    base::OrderedJson value = toJson(run);
    if (run.measured)
        value["measured"] = toJson(*run.measured);
    return {"run", {}, value};
}

void setWorkbench(ProjectData& data, const std::string& key, const base::Json& value) {
    if (value.is_null())
        data.workbench.erase(key);
    else
        data.workbench[key] = value;
}

void clearPart(ProjectData& data, const std::string& part) {
    data.provenance.erase(part);
    if (part == "spectra")
        data.spectra.clear();
    else if (part == "activations")
        data.activations.clear();
    else if (part == "logits")
        data.logits.reset();
    else if (part == "sensitivity")
        data.sensitivity.clear();
    else if (part == "runs")
        data.runs.clear();
}

} // namespace lapidary::results
