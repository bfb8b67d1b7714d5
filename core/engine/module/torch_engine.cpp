// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/module/torch_engine.h"

#include "core/engine/evaluation/evaluate.h"
#include "core/engine/evaluation/generate.h"
#include "core/engine/measuring/measure.h"
#include "core/engine/pipeline/compare.h"
#include "core/engine/pipeline/convert.h"
#include "core/engine/pipeline/run_plan.h"

#include <torch/headeronly/version.h>

namespace lapidary::engine {

using base::Result;

namespace {

class TorchEngine final : public Engine {
public:
    explicit TorchEngine(const DeviceProvider& provider)
        : m_provider(provider) {}

    std::string torchVersion() const override { return TORCH_VERSION; }
    std::vector<DeviceInfo> devices() const override { return m_provider.devices(); }

    Result<results::EvaluationReport> evaluate(const EvaluationRequest& request,
                                               base::RunControl& control) override {
        return guarded("eval", [&] { return engine::evaluate(request, m_provider, control); });
    }
    Result<MeasureReport> measure(const MeasureRequest& request, MeasureSink& sink,
                                  base::RunControl& control) override {
        return guarded("measure", [&] { return engine::measure(request, m_provider, sink, control); });
    }
    Result<results::RunReport> run(const RunRequest& request, base::RunControl& control) override {
        return guarded("run", [&] { return runPlan(request, m_provider, control); });
    }
    Result<ConvertReport> convert(const ConvertRequest& request, base::RunControl& control) override {
        return guarded("convert", [&] { return convertModel(request, control); });
    }
    Result<GenerateReport> generate(const GenerateRequest& request, base::RunControl& control) override {
        return guarded("generate", [&] { return engine::generate(request, m_provider, control); });
    }
    Result<CompareReport> compare(const CompareRequest& request, base::RunControl& control) override {
        return guarded("compare", [&] { return compareModels(request, m_provider, control); });
    }

private:
    const DeviceProvider& m_provider;
};

} // namespace

std::unique_ptr<Engine> makeTorchEngine(const DeviceProvider& provider) {
    return std::make_unique<TorchEngine>(provider);
}

} // namespace lapidary::engine
