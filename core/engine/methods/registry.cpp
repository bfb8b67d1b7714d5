// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/registry.h"

#include <algorithm>
#include <array>

namespace lapidary::engine {

namespace methods {

namespace {

template<class Kernel>
struct Entry {
    std::string_view name;
    Kernel kernel;
};

constexpr std::array kSparsity = {Entry<SparsityKernel>{"magnitude", magnitudeMask},
                                  Entry<SparsityKernel>{"wanda", wandaMask}};
constexpr std::array kQuantization = {Entry<QuantizationKernel>{"gptq", gptq},
                                      Entry<QuantizationKernel>{"rtn", roundToNearest}};
constexpr std::array kLowRank = {Entry<FactorKernel>{"svd", plainFactors},
                                 Entry<FactorKernel>{"svd-llm", whitenedFactors}};
constexpr std::array kAdapter = {Entry<FactorKernel>{"residual-svd", plainFactors},
                                 Entry<FactorKernel>{"whitened", whitenedFactors}};

template<class Table>
auto kernelOf(const Table& table, std::string_view name) -> decltype(table.front().kernel) {
    const auto at =
        std::find_if(table.begin(), table.end(), [&](const auto& entry) { return entry.name == name; });
    return at == table.end() ? nullptr : at->kernel;
}

} // namespace

SparsityKernel sparsityKernel(std::string_view name) {
    return kernelOf(kSparsity, name);
}

QuantizationKernel quantizationKernel(std::string_view name) {
    return kernelOf(kQuantization, name);
}

FactorKernel lowRankKernel(std::string_view name) {
    return kernelOf(kLowRank, name);
}

FactorKernel adapterKernel(std::string_view name) {
    return kernelOf(kAdapter, name);
}

} // namespace methods

std::vector<std::pair<plan::Family, std::string>> kernelTable() {
    std::vector<std::pair<plan::Family, std::string>> table;
    const auto add = [&](plan::Family family, const auto& entries) {
        for (const auto& entry : entries)
            table.emplace_back(family, std::string(entry.name));
    };
    add(plan::Family::LowRank, methods::kLowRank);
    add(plan::Family::Sparsity, methods::kSparsity);
    add(plan::Family::Quantization, methods::kQuantization);
    add(plan::Family::Adapter, methods::kAdapter);
    return table;
}

} // namespace lapidary::engine
