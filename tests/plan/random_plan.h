// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/method_info.h"
#include "core/plan/plan.h"
#include "core/plan/preset.h"

#include <random>
#include <string>
#include <vector>

namespace lapidary::tests {

/// Random plans that parse and resolve: every family given with its method and every key within its range.
class PlanMaker final {
public:
    explicit PlanMaker(std::uint64_t seed)
        : m_random(seed) {}

    plan::Plan plan(const model::ModelSpec& model) {
        plan::Plan made;
        made.seed = m_random();
        made.dtype = pick<std::string>({"", "f32", "f16", "bf16"});
        made.calibration.text = pick<std::string>({"", "c4.utf8", "söme \"file\""});
        made.calibration.windows = 1 + static_cast<std::int64_t>(m_random() % 64);
        made.calibration.tokenWeights.kind =
            pick<plan::TokenWeights::Kind>({plan::TokenWeights::Kind::None, plan::TokenWeights::Kind::First,
                                            plan::TokenWeights::Kind::Fisher});
        if (made.calibration.tokenWeights.kind == plan::TokenWeights::Kind::First)
            made.calibration.tokenWeights.first = static_cast<double>(1 + m_random() % 1000) / 8.0;
        made.compressedInputs = coin();
        made.sequential = coin();
        if (coin())
            made.edits.push_back({{"method", "remove-blocks"}, {"blocks", "1"}});
        const auto& presets = plan::presetTable();
        made.preset = presets[m_random() % presets.size()].name;
        made.base = settings();
        for (std::size_t i = 0, n = m_random() % 6; i < n; ++i)
            made.rules.push_back(rule());
        for (const model::Site* site : model.allSites())
            if (m_random() % 8 == 0)
                made.sites[site->id] = settings();
        for (const model::Site* site : model.allSites())
            if (m_random() % 40 == 0)
                made.locked.insert(site->id);
        if (coin()) {
            made.modelName = "made";
            made.modelFingerprint = model.fingerprint;
        }
        return made;
    }

    plan::Rule rule() {
        plan::Rule made;
        made.name = pick<std::string>({"", "gentle", "a:b"});
        made.enabled = m_random() % 5 != 0;
        made.match = pick<std::string>(
            {"", "*", "blocks.*.mlp.*", "re:blocks\\.\\d+\\.attn\\.[qk]", "embed", "blocks.0.*"});
        made.blocks = pick<std::string>({"", "0", "0,-1", "1-3", "-2--1"});
        if (m_random() % 3 == 0)
            made.kinds = {"q", "down", "embed"};
        if (m_random() % 5 == 0)
            made.predicate = {{"text", "sensitivity < 0.01"},
                              {"sites", {"blocks.0.attn.q", "blocks.0.mlp.up"}},
                              {"fingerprint", "f"}};
        made.settings = settings();
        return made;
    }

    plan::WrittenSettings settings() {
        plan::WrittenSettings made;
        if (m_random() % 6 == 0)
            made.skip = coin();
        for (const plan::Family family : {plan::Family::LowRank, plan::Family::Sparsity,
                                          plan::Family::Quantization, plan::Family::Adapter})
            switch (m_random() % 5) {
            case 0:
                made.families[family] = nullptr;
                break;
            case 1:
            case 2:
                made.families[family] = familyObject(family);
                break;
            default:
                break;
            }
        return made;
    }

    base::Json familyObject(plan::Family family) {
        std::vector<const plan::MethodInfo*> methods;
        for (const plan::MethodInfo& info : plan::methodTable())
            if (info.family == family)
                methods.push_back(&info);
        const plan::MethodInfo& info = *methods[m_random() % methods.size()];
        base::Json object = {{"method", info.name}};
        for (const plan::ParameterInfo& parameter : info.parameters)
            if (family != plan::Family::LowRank && parameter.key != "per" && coin())
                object[parameter.key] = value(parameter);
        if (family == plan::Family::LowRank)
            object[pick<std::string>({"ratio", "rank"})] = 0.25;
        return object;
    }

    bool coin() { return m_random() % 2 == 0; }

    template<class T>
    T pick(const std::vector<T>& from) {
        return from[m_random() % from.size()];
    }

    std::mt19937_64& random() { return m_random; }

private:
    base::Json value(const plan::ParameterInfo& parameter) {
        switch (parameter.type) {
        case plan::ParameterType::Flag:
            return coin();
        case plan::ParameterType::Integer:
            return parameter.key == "group" ? pick<std::int64_t>({0, 8, 16, 32})
                                            : static_cast<std::int64_t>(parameter.minimum) +
                                                  static_cast<std::int64_t>(m_random() % 3);
        case plan::ParameterType::Number:
            return static_cast<double>(1 + m_random() % 99) / 100.0;
        case plan::ParameterType::Choice:
            return parameter.choices[m_random() % parameter.choices.size()];
        case plan::ParameterType::Text:
            break;
        }
        return pick<std::string>({"unstructured", "2:4", "1:2", "4:8"});
    }

    std::mt19937_64 m_random;
};

} // namespace lapidary::tests
