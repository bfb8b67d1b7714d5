// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/detail/method_tables.h"

#include <algorithm>

namespace lapidary::plan::detail {

namespace {

std::vector<ParameterInfo> rankParameters() {
    return {
        basic(number("ratio", std::nullopt, 0.0001, 1.0,
                     "kept share of parameters: rank floor(ratio out in / (out + in))")),
        basic(number("rank", std::nullopt, 0.0001, 1 << 30,
                     "rank; below 1 a share of min(out, in); at most min(out, in)")),
        number("energy", std::nullopt, 0.0001, 1.0,
               "smallest rank whose share of the squared singular values reaches this (needs the spectrum)")};
}

/// Factors of W [out, in] through the smaller Gram matrix: the matrix, its eigenvectors, one projection.
double truncationFlops(std::int64_t out, std::int64_t in) {
    const auto rows = static_cast<double>(out);
    const auto columns = static_cast<double>(in);
    const double small = std::min(rows, columns);
    return productFlops(small, rows * columns / small, small) + eigenFlops(small) +
           productFlops(rows, columns, small);
}

MethodInfo lowRankMethod(std::string name) {
    MethodInfo info;
    info.name = std::move(name);
    info.family = Family::LowRank;
    info.parameters = rankParameters();
    info.formats = {OutputFormat::Lapidary};
    info.obstacle = [](const FamilySettings&, std::int64_t, std::int64_t) { return base::Sentence(); };
    info.flops = [](const FamilySettings&, std::int64_t out, std::int64_t in) {
        return truncationFlops(out, in);
    };
    return info;
}

} // namespace

std::vector<MethodInfo> lowRankMethods() {
    MethodInfo svd = lowRankMethod("svd");
    svd.help =
        "The nearest matrix of that rank. Destroys language models at ratios people want: for comparison.";
    svd.source = "Eckart and Young 1936";

    MethodInfo whitened = lowRankMethod("svd-llm");
    whitened.help = "The matrix of that rank with the least error of the outputs on the calibration text.";
    whitened.source = "Wang et al. 2024, arXiv:2403.07378, by the eigenvectors of W C W^T";
    whitened.needs.moments = true;
    whitened.parameters.push_back(
        forExperts(number("damping", 0.0, 0.0, 1.0, "share of the moment's mean diagonal added to it")));
    whitened.flops = [](const FamilySettings&, std::int64_t out, std::int64_t in) {
        return truncationFlops(out, in) +
               productFlops(static_cast<double>(out), static_cast<double>(in), static_cast<double>(in));
    };
    return {std::move(svd), std::move(whitened)};
}

std::vector<MethodInfo> adapterMethods() {
    const auto adapter = [](std::string name) {
        MethodInfo info = lowRankMethod(std::move(name));
        info.family = Family::Adapter;
        ParameterInfo bits =
            integer("bits", 16, 2, 16, "2 to 8: codes of a symmetric grid; 16: the plan's dtype");
        info.parameters = {
            basic(number("rank", 0.1, 0.0001, 1 << 30,
                         "rank; below 1 a share of min(out, in); at most min(out, in)")),
            std::move(bits),
            integer("group", 64, 0, 1 << 20,
                    "with `bits` below 16: entries along a factor's long side that share a scale; 0: all")};
        info.obstacle = [](const FamilySettings& settings, std::int64_t, std::int64_t) {
            const std::int64_t value = settings.integer("bits");
            return value > 8 && value < 16 ? base::Sentence{"adapters have 2 to 8 bits, or 16"}
                                           : base::Sentence{};
        };
        return info;
    };
    MethodInfo plain = adapter("residual-svd");
    plain.help = "Adds the nearest low-rank matrix to what the other methods of the site left over.";
    plain.source = "LQER, Zhang et al. 2024, arXiv:2402.02446, without scaling";

    MethodInfo whitened = adapter("whitened");
    whitened.help = "The same with the least error of the outputs on the calibration text; better than every "
                    "saliency form "
                    "at equal bytes.";
    whitened.source = "evidence.md 3; the truncation of arXiv:2403.07378 applied to the residual";
    whitened.needs.moments = true;
    whitened.parameters.push_back(
        forExperts(number("damping", 0.0, 0.0, 1.0, "share of the moment's mean diagonal added to it")));
    return {std::move(plain), std::move(whitened)};
}

} // namespace lapidary::plan::detail
