// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engine.h"

#include <chrono>
#include <stdexcept>
#include <thread>

namespace lapidary::tests {

/// An engine that computes nothing: each call takes `steps` steps of 1 ms and returns a recognisable value,
/// or does what `fault` says. For tests of the session and of the window.
class FakeEngine final : public engine::Engine {
public:
    enum class Fault { None, Error, Throw };
    int steps = 3;
    Fault fault = Fault::None;

    std::string torchVersion() const override { return "fake"; }
    std::vector<engine::DeviceInfo> devices() const override { return {{"cpu", "a fake processor", 8, 4}}; }

    base::Result<results::EvaluationReport> evaluate(const engine::EvaluationRequest& request,
                                                     base::RunControl& control) override {
        LAPIDARY_CHECK(work(control));
        results::EvaluationReport report;
        report.perplexity = static_cast<double>(request.text.windows);
        return report;
    }
    base::Result<engine::MeasureReport> measure(const engine::MeasureRequest&, engine::MeasureSink& sink,
                                                base::RunControl& control) override {
        LAPIDARY_CHECK(work(control));
        LAPIDARY_CHECK(sink.provenance({}));
        return engine::MeasureReport{};
    }
    base::Result<results::RunReport> run(const engine::RunRequest& request,
                                         base::RunControl& control) override {
        LAPIDARY_CHECK(work(control));
        results::RunReport report;
        report.output = request.output.string();
        return report;
    }
    base::Result<engine::ConvertReport> convert(const engine::ConvertRequest&,
                                                base::RunControl& control) override {
        LAPIDARY_CHECK(work(control));
        return engine::ConvertReport{};
    }
    base::Result<engine::GenerateReport> generate(const engine::GenerateRequest& request,
                                                  base::RunControl& control) override {
        LAPIDARY_CHECK(work(control));
        engine::GenerateReport report;
        report.text = request.prompt;
        return report;
    }
    base::Result<engine::CompareReport> compare(const engine::CompareRequest&,
                                                base::RunControl& control) override {
        LAPIDARY_CHECK(work(control));
        return engine::CompareReport{};
    }

private:
    base::Status work(base::RunControl& control) const {
        if (fault == Fault::Throw)
            throw std::runtime_error("a broken promise");
        control.setTotal(steps);
        control.beginStage("fake");
        for (int i = 0; i < steps; ++i) {
            LAPIDARY_CHECK(control.check());
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            control.advance(1.0);
        }
        if (fault == Fault::Error)
            return base::Error{base::ErrorCode::OutOfMemory, "cuda:0", {}, {}, {}, {}};
        return {};
    }
};

} // namespace lapidary::tests
