// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/module/torch_engine.h"

#include "core/engine/evaluation/evaluate.h"
#include "core/engine/evaluation/generate.h"
#include "core/engine/measuring/measure.h"
#include "core/engine/pipeline/compare.h"
#include "core/engine/pipeline/convert.h"
#include "core/engine/pipeline/run_plan.h"
#include "core/engine/tensor/device.h"

#include <torch/headeronly/version.h>
#include <utility>

namespace lapidary::engine {

using base::Result;

namespace {

/// A job's end gives its memory back: the window stays open.
struct MemoryRelease {
    ~MemoryRelease() { releaseFreedMemory(); }
};

class TorchEngine final : public Engine {
public:
    explicit TorchEngine(const DeviceProvider& provider)
        : m_provider(provider) {}

    std::string torchVersion() const override { return TORCH_VERSION; }
    std::vector<DeviceInfo> devices() const override { return m_provider.devices(); }

    Result<results::EvaluationReport> evaluate(const EvaluationRequest& request,
                                               base::RunControl& control) override {
        return job("eval", [&] { return engine::evaluate(request, m_provider, control); });
    }
    Result<MeasureReport> measure(const MeasureRequest& request, MeasureSink& sink,
                                  base::RunControl& control) override {
        return job("measure", [&] { return engine::measure(request, m_provider, sink, control); });
    }
    Result<results::RunReport> run(const RunRequest& request, base::RunControl& control) override {
        return job("run", [&] { return runPlan(request, m_provider, control); });
    }
    Result<ConvertReport> convert(const ConvertRequest& request, base::RunControl& control) override {
        return job("convert", [&] { return convertModel(request, control); });
    }
    Result<GenerateReport> generate(const GenerateRequest& request, base::RunControl& control) override {
        return job("generate", [&] { return engine::generate(request, m_provider, control); });
    }
    Result<CompareReport> compare(const CompareRequest& request, base::RunControl& control) override {
        return job("compare", [&] { return compareModels(request, m_provider, control); });
    }

private:
    template<class F>
    static auto job(const char* name, F&& work) -> decltype(work()) {
        const MemoryRelease atEnd;
        return guarded(name, std::forward<F>(work));
    }

    const DeviceProvider& m_provider;
};

} // namespace

std::unique_ptr<Engine> makeTorchEngine(const DeviceProvider& provider) {
    return std::make_unique<TorchEngine>(provider);
}

std::unique_ptr<Engine> makeTorchEngine() {
    return makeTorchEngine(torchDevices());
}

} // namespace lapidary::engine
