// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/detail/method_tables.h"

#include <cmath>

namespace lapidary::plan::detail {

namespace {

/// Conjugate-gradient steps of the optimal update (evidence.md 3).
constexpr double kUpdateSteps = 20.0;

std::vector<ParameterInfo> sparsityParameters() {
    ParameterInfo pattern;
    pattern.key = "pattern";
    pattern.type = ParameterType::Text;
    pattern.defaultValue = std::string("unstructured");
    pattern.disclosure = Disclosure::Learn;
    pattern.help =
        "`unstructured` (with `amount`, the same share in every row), or `N:M`: keeps N of every M "
        "consecutive input weights of a row (1 <= N < M <= 32)";
    return {pattern,
            basic(number("amount", 0.5, 0.0, 1.0, "share of zeros in every row; only with `unstructured`")),
            choice("update", "none", {"none", "optimal", "obs"},
                   "what the kept weights do: stay (`none`), become the least-squares optimum for this mask "
                   "(`optimal`), or follow one sweep of optimal brain surgeon (`obs`)"),
            forExperts(number(
                "damping", std::nullopt, 0.0, 1.0,
                "of the update: share of the moment's mean diagonal added to it; absent: 0 for `optimal`, "
                "0.01 for `obs`"))};
}

base::Sentence sparsityObstacle(const FamilySettings& settings, std::int64_t /*out*/, std::int64_t in) {
    const std::optional<SparsityPattern> pattern = sparsityPattern(settings);
    if (!pattern)
        return base::Sentence{"the pattern is neither `unstructured` with an amount nor `N:M`"};
    if (!pattern->unstructured() && in % pattern->of != 0)
        return base::Sentence{"its %1 columns are no multiple of %2",
                              {std::to_string(in), std::to_string(pattern->of)}};
    if (keptPerRow(*pattern, in) == 0)
        return base::Sentence{"nothing of it would be kept"};
    return {};
}

double updateFlops(const FamilySettings& settings, double out, double in) {
    const std::string& update = settings.text("update");
    if (update == "optimal")
        return inverseFlops(in) + kUpdateSteps * 2.0 * productFlops(out, in, in);
    if (update == "obs")
        return inverseFlops(in) + productFlops(out, in, in);
    return 0.0;
}

double sortFlops(const FamilySettings& settings, std::int64_t out, std::int64_t in) {
    const auto rows = static_cast<double>(out);
    const auto columns = static_cast<double>(in);
    return rows * columns * (2.0 + std::log2(columns)) + updateFlops(settings, rows, columns);
}

MethodInfo sparsityMethod(std::string name, std::string help, std::string source) {
    MethodInfo info;
    info.name = std::move(name);
    info.family = Family::Sparsity;
    info.parameters = sparsityParameters();
    info.formats = {OutputFormat::Lapidary};
    info.help = std::move(help);
    info.source = std::move(source);
    info.obstacle = sparsityObstacle;
    info.flops = sortFlops;
    return info;
}

} // namespace

std::vector<MethodInfo> sparsityMethods() {
    MethodInfo magnitude = sparsityMethod(
        "magnitude", "Removes the weights of smallest absolute value in each row or group of M.",
        "Han et al. 2015; here per row, where papers often take one threshold per matrix");
    MethodInfo wanda = sparsityMethod("wanda",
                                      "Removes the weights of smallest |weight| times root mean square of "
                                      "their input, per row or group of M.",
                                      "Sun et al. 2023, arXiv:2306.11695");
    wanda.needs.channelStatistics = true;
    return {std::move(magnitude), std::move(wanda)};
}

} // namespace lapidary::plan::detail
