// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"
#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/plan/plan.h"
#include "core/plan/storage_layout.h"
#include "core/results/measurements.h"
#include "core/results/run_report.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// The torch-free face of the compute engine: values in, values out. `session` opens the module that
/// implements it with dlopen at the first computation; tests use a fake. All calls run on one engine thread.
namespace lapidary::engine {

struct DeviceInfo {
    std::string name;        // "cpu", "cuda:0"
    std::string description; // "AMD EPYC", "NVIDIA H100 80GB HBM3"
    std::uint64_t totalBytes = 0;
    std::uint64_t freeBytes = 0;
};

struct ComputeOptions {
    std::string device = "auto"; // auto: the CUDA device with most free memory, else cpu
    int threads = 0;             // 0: one a core
    std::uint64_t memoryBytes =
        0; // budget of kept activations; 0: 2 GiB. What outgrows it is spilled to a mapped file
};

enum class TextForm { Raw, WikitextRows };

struct TextRequest {
    std::filesystem::path path;
    TextForm form = TextForm::Raw;
    std::int64_t window = 0;  // 0: min(2048, context)
    std::int64_t windows = 0; // 0: all that fit
};

struct EvaluationRequest {
    std::filesystem::path model;
    TextRequest text;
    std::optional<std::filesystem::path> reference;
    ComputeOptions compute;
};

struct MeasureRequest {
    std::filesystem::path model;
    TextRequest text;
    bool spectra = true;
    bool activations = true;
    bool logits = true;
    bool sensitivity = true;
    bool measureKl = false;  // true single-site KL for the sites chosen: one evaluation a site and setting
    std::string sites = "*"; // glob over site names: spectra and sensitivity of these
    plan::TokenWeights tokenWeights;
    std::filesystem::path momentsFolder; // empty: moments are not kept
    std::uint64_t seed = 0;
    ComputeOptions compute;
    /// Says whether a result of this part ("spectra", …, "measured_kl") and key (site, group, empty) is there
    /// and still valid, so that it is skipped. Asked after MeasureSink::provenance.
    std::function<bool(const std::string& part, const std::string& key)> isValid;
};

/// Takes results as they come; an error stops the job. Called on the engine thread.
class MeasureSink {
public:
    virtual ~MeasureSink() = default;
    virtual base::Status provenance(const results::Provenance& provenance) = 0; // first of all
    virtual base::Status spectra(const model::SiteId& site, const results::SiteSpectra& spectra) = 0;
    virtual base::Status activations(const model::InputGroupId& group,
                                     const results::ChannelStatistics& statistics) = 0;
    virtual base::Status logits(const results::LogitPca& logits) = 0;
    virtual base::Status sensitivity(const std::vector<results::Sensitivity>& points) = 0;
};

struct MeasureReport {
    std::map<std::string, double> seconds; // by part, and "total"
    std::uint64_t peakRssBytes = 0;
    std::int64_t sitesMeasured = 0;
    std::int64_t tokens = 0;
    std::string device;
};

struct RunRequest {
    std::filesystem::path model;
    plan::Plan plan;              // command-line flags already merged in
    std::filesystem::path text;   // calibration text; may be empty where no method needs it
    std::filesystem::path output; // folder; appears whole or not at all
    plan::OutputFormat format = plan::OutputFormat::Lapidary;
    bool resume = false;
    ComputeOptions compute;
    base::FileSystem* files = nullptr; // null: the system's
};

struct ConvertRequest {
    std::filesystem::path model;
    std::filesystem::path output;
    plan::OutputFormat format = plan::OutputFormat::HuggingFace;
    std::string dtype; // "f32", "f16", "bf16"; empty: the source's (bf16 for a quantized source)
    ComputeOptions compute;
    base::FileSystem* files = nullptr;
};

struct ConvertReport {
    std::string output;
    std::uint64_t bytes = 0; // of the folder's files
    std::vector<std::string> notes;
};

struct GenerateRequest {
    std::filesystem::path model;
    std::string prompt;
    std::int64_t tokens = 64;
    /// End before the first token that ends a text; else such tokens are never chosen and exactly `tokens`
    /// come.
    bool stopAtEnd = false;
    ComputeOptions compute;
};

struct GenerateReport {
    std::string text;                   // of the new tokens
    std::vector<std::int32_t> tokenIds; // new ones
    double tokensPerSecond = 0.0;
};

struct CompareRequest {
    std::filesystem::path a;
    std::filesystem::path b;
    ComputeOptions compute;
};

struct CompareReport {
    struct Site {
        model::SiteId site;
        double relativeFrobenius = 0.0; // ||Wb - Wa|| / ||Wa||
        double maxAbsDifference = 0.0;
        double zerosA = 0.0; // share of exact zeros
        double zerosB = 0.0;
        std::uint64_t bytesA = 0;
        std::uint64_t bytesB = 0;
    };
    std::vector<Site> sites;
    std::uint64_t bytesA = 0;
    std::uint64_t bytesB = 0;
    double relativeFrobenius = 0.0; // over all sites
    std::int64_t sitesChanged = 0;
};

class Engine {
public:
    virtual ~Engine() = default;
    virtual std::string torchVersion() const = 0;
    virtual std::vector<DeviceInfo> devices() const = 0;
    virtual base::Result<results::EvaluationReport> evaluate(const EvaluationRequest& request,
                                                             base::RunControl& control) = 0;
    virtual base::Result<MeasureReport> measure(const MeasureRequest& request, MeasureSink& sink,
                                                base::RunControl& control) = 0;
    virtual base::Result<results::RunReport> run(const RunRequest& request, base::RunControl& control) = 0;
    virtual base::Result<ConvertReport> convert(const ConvertRequest& request, base::RunControl& control) = 0;
    virtual base::Result<GenerateReport> generate(const GenerateRequest& request,
                                                  base::RunControl& control) = 0;
    virtual base::Result<CompareReport> compare(const CompareRequest& request, base::RunControl& control) = 0;
};

/// The one C symbol of the engine module; the caller owns the result. Changes of this header change
/// kEngineAbi.
inline constexpr int kEngineAbi = 1;
inline constexpr const char* kEngineFactorySymbol = "lapidary_create_engine";
using EngineFactory = Engine* (*)(int abi); // null where abi differs

} // namespace lapidary::engine
