// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/runtime.h"

#include "core/plan/detail/lint.h"
#include "core/plan/detail/problem_list.h"

#include <algorithm>
#include <map>

namespace lapidary::plan {

using base::Sentence;
using detail::ProblemList;
using model::SiteKind;

namespace {

struct RuntimeName {
    Runtime runtime;
    std::string_view name;
};
constexpr std::array kNames = {RuntimeName{Runtime::None, "none"}, RuntimeName{Runtime::Vllm, "vllm"},
                               RuntimeName{Runtime::LlamaCpp, "llama.cpp"},
                               RuntimeName{Runtime::Transformers, "transformers"}};
static_assert(kNames.size() == kRuntimes.size());

/// Looks at one site for one runtime.
class SiteLinter final {
public:
    SiteLinter(ProblemList& problems, const model::Site& site, const SiteSettings& settings)
        : m_problems(problems)
        , m_site(site)
        , m_settings(settings) {}

    void vllm() {
        otherFamilies("vLLM");
        if (const FamilySettings* quantization = m_settings.find(Family::Quantization)) {
            packed("vLLM", *quantization);
            vllmKernels(gridShape(*quantization));
        }
    }

    void transformers() {
        otherFamilies("transformers");
        if (const FamilySettings* quantization = m_settings.find(Family::Quantization))
            packed("transformers", *quantization);
    }

    void llamaCpp() {
        otherFamilies("llama.cpp");
        if (const FamilySettings* quantization = m_settings.find(Family::Quantization))
            ggmlType(*quantization);
    }

private:
    void error(std::string_view code, const Sentence& message) {
        m_problems.add(Severity::Error, code, m_site.id, message);
    }
    void warn(std::string_view code, const Sentence& message) {
        m_problems.add(Severity::Warning, code, m_site.id, message);
    }

    void otherFamilies(const std::string& runtime) {
        if (m_settings.find(Family::LowRank) != nullptr)
            error("runtime-low-rank",
                  Sentence{
                      "%1 has no layer of two low-rank factors: multiplied out they are a dense matrix again",
                      {runtime}});
        if (m_settings.find(Family::Adapter) != nullptr)
            error("runtime-adapter", Sentence{"%1 reads no residual beside a weight; as a LoRA file of its "
                                              "own it would have to be loaded with the model",
                                              {runtime}});
        if (m_settings.find(Family::Sparsity) != nullptr)
            warn("runtime-sparsity",
                 Sentence{"%1 stores zeros like other weights: this loads, and saves no bytes there",
                          {runtime}});
    }

    /// compressed-tensors, pack-quantized.
    void packed(const std::string& runtime, const FamilySettings& quantization) {
        const GridShape grid = gridShape(quantization);
        if (m_site.kind == SiteKind::Embed)
            error("runtime-embed", Sentence{"%1 reads no packed embedding in compressed-tensors", {runtime}});
        if (grid.bits != 4 && grid.bits != 8)
            error("runtime-bits", Sentence{"%1 reads 4 and 8 bits in compressed-tensors, not %2",
                                           {runtime, std::to_string(grid.bits)}});
        if (!grid.symmetric)
            error("runtime-asymmetric",
                  Sentence{"Lapidary packs symmetric grids alone for %1: these have zero points", {runtime}});
        if (grid.perTensor)
            error("runtime-per-tensor",
                  Sentence{"%1 reads packed weights with a scale a group or a row, not a tensor", {runtime}});
        reordered(runtime, quantization, grid);
    }

    void reordered(const std::string& runtime, const FamilySettings& quantization, const GridShape& grid) {
        if (quantization.has("order") && quantization.text("order") == "dynamic" &&
            grid.groups(m_site.in) > 1)
            error("runtime-order",
                  Sentence{"%1 wants groups of neighbouring columns: order none or static", {runtime}});
    }

    void vllmKernels(const GridShape& grid) {
        const bool wholeRow = grid.groups(m_site.in) == 1;
        if (!wholeRow && grid.group != 32 && grid.group != 64 && grid.group != 128)
            error("runtime-group",
                  Sentence{"vLLM's kernels take groups of 32, 64 and 128 columns, or whole rows; not %1",
                           {std::to_string(grid.group)}});
        if (m_site.out % 64 != 0 || m_site.in % 128 != 0)
            warn("runtime-shape", Sentence{"Marlin, vLLM's fast kernel, wants a multiple of 64 rows and of "
                                           "128 columns: others are slower, or missing on some cards"});
        if (m_site.kind == SiteKind::Head)
            warn("runtime-head", Sentence{"not every version of vLLM reads a packed head"});
    }

    void ggmlType(const FamilySettings& quantization) {
        const GridShape grid = gridShape(quantization);
        reordered("llama.cpp", quantization, grid);
        const bool blocks = grid.bits == 4 || grid.bits == 5 || grid.bits == 8;
        if (m_site.in % 32 != 0)
            error("runtime-columns", Sentence{"GGUF has blocks of 32 columns: a matrix whose columns are no "
                                              "multiple of that stays at 16 bits"});
        else if (grid.bits == 7)
            error("runtime-bits", Sentence{"GGUF has no type of 7 bits"});
        else if (grid.bits == 8 && !grid.symmetric)
            error("runtime-asymmetric", Sentence{"GGUF's type of 8 bits, Q8_0, has no zero points"});
        else if (!blocks && m_site.in % 256 != 0)
            error("runtime-super-block", Sentence{"GGUF has 2, 3 and 6 bits only as K-quants with "
                                                  "super-blocks of 256 columns, which do not divide these"});
        else if (!blocks)
            warn("runtime-requantized", Sentence{"GGUF has 2, 3 and 6 bits only as K-quants, another grid: "
                                                 "the values are rounded once more"});
        else if (!grid.symmetric)
            warn("runtime-requantized",
                 Sentence{
                     "GGUF stores a minimum for each block in 16 bits, no zero point: values move a little"});
        else if (!wholeBlocks(grid))
            error("runtime-group",
                  Sentence{"GGUF has a scale for every 32 columns: the group must be a multiple of 32"});
        else if (grid.group != 32)
            warn("runtime-bytes",
                 Sentence{"GGUF writes a scale for every 32 columns, whatever the group: %1.5 bits a weight",
                          {std::to_string(grid.bits)}});
    }

    bool wholeBlocks(const GridShape& grid) const {
        return grid.groups(m_site.in) == 1 || grid.group % 32 == 0;
    }

    ProblemList& m_problems;
    const model::Site& m_site;
    const SiteSettings& m_settings;
};

/// Calls `visit(site, settings)` for every site that the plan changes.
template<class Visit>
void forChanged(const ResolvedPlan& resolved, const model::ModelSpec& model, const Visit& visit) {
    std::map<model::SiteId, const model::Site*> sites;
    for (const model::Site* site : model.allSites())
        sites.emplace(site->id, site);
    for (const ResolvedSite& entry : resolved.sites)
        if (!entry.settings.dense())
            visit(*sites.at(entry.site), entry.settings);
}

/// What is strong in a block that others build on, or that nothing comes after; empty: nothing.
Sentence strongSetting(const SiteSettings& settings) {
    if (const FamilySettings* grid = settings.find(Family::Quantization); grid != nullptr) {
        const std::int64_t bits = grid->integer("bits");
        if (bits < 4)
            return Sentence{"%1 bits", {std::to_string(bits)}};
    }
    if (settings.find(Family::LowRank) != nullptr)
        return Sentence{"a low rank"};
    return settings.find(Family::Sparsity) != nullptr ? Sentence{"zeros"} : Sentence{};
}

} // namespace

std::string_view runtimeName(Runtime runtime) {
    for (const RuntimeName& entry : kNames)
        if (entry.runtime == runtime)
            return entry.name;
    return {};
}

std::optional<Runtime> runtimeOf(std::string_view name) {
    for (const RuntimeName& entry : kNames)
        if (entry.name == name)
            return entry.runtime;
    return std::nullopt;
}

std::vector<Problem> runtimeProblems(Runtime runtime, const ResolvedPlan& resolved,
                                     const model::ModelSpec& model) {
    ProblemList list;
    forChanged(resolved, model, [&](const model::Site& site, const SiteSettings& settings) {
        SiteLinter linter(list, site, settings);
        switch (runtime) {
        case Runtime::None:
            return;
        case Runtime::Vllm:
            return linter.vllm();
        case Runtime::LlamaCpp:
            return linter.llamaCpp();
        case Runtime::Transformers:
            return linter.transformers();
        }
    });
    std::vector<Problem> problems = list.take();
    if (runtime == Runtime::Vllm)
        detail::lintFused(model, resolved, Severity::Error, problems);
    return problems;
}

std::vector<Problem> adviceProblems(const ResolvedPlan& resolved, const model::ModelSpec& model) {
    ProblemList list;
    const int last = static_cast<int>(model.blocks.size()) - 1;
    forChanged(resolved, model, [&](const model::Site& site, const SiteSettings& settings) {
        if (site.block < 0 || (site.block != 0 && site.block != last))
            return;
        if (const Sentence strong = strongSetting(settings); !strong.empty())
            list.add(Severity::Warning, "edge-block", site.id,
                     site.block == 0 ? Sentence{"%1 in the first block, which is as a rule among the most "
                                                "sensitive: compare it with 4 bits or more",
                                                {strong}}
                                     : Sentence{"%1 in the last block, which is as a rule among the most "
                                                "sensitive: compare it with 4 bits or more",
                                                {strong}});
    });
    return list.take();
}

void addProblems(Runtime runtime, const model::ModelSpec& model, PlanCheck& check) {
    if (runtime == Runtime::Vllm) // its own verdict is the stronger one
        std::erase_if(check.problems, [](const Problem& problem) { return problem.code == "fused-differ"; });
    for (std::vector<Problem> added :
         {runtimeProblems(runtime, check.resolved, model), adviceProblems(check.resolved, model)})
        std::ranges::move(added, std::back_inserter(check.problems));
}

} // namespace lapidary::plan
