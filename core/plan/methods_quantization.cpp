// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/detail/method_tables.h"

#include <cmath>

namespace lapidary::plan::detail {

namespace {

/// Candidate scales of the MSE grid.
constexpr double kGridSteps = 29.0;

std::vector<ParameterInfo> gridParameters(std::string gridDefault) {
    return {basic(integer("bits", 4, 2, 8, "bits of a code")),
            forExperts(choice(
                "per", "group", {"group", "row", "tensor"},
                "what shares a scale; follows from `group` where only that is given, and `row` and `tensor` "
                "set `group` to 0")),
            integer("group", 64, 0, 1 << 20, "consecutive columns that share a scale; 0: the whole row"),
            flag("symmetric", true, "no zero point; asymmetric grids cost b bits more a group"),
            forExperts(
                choice("range", "restricted", {"restricted", "full"},
                       "symmetric only: codes -(2^(b-1)-1) .. 2^(b-1)-1 with scale absmax / (2^(b-1)-1), or "
                       "-2^(b-1) .. 2^(b-1)-1 with 2 absmax / (2^b - 1)")),
            forExperts(
                choice("grid", std::move(gridDefault), {"minmax", "mse"},
                       "scale from the extremes, or the factor 1.0, 0.975 .. 0.3 of it with the least sum of "
                       "|error|^2.4"))};
}

base::Sentence gridObstacle(const FamilySettings& settings, std::int64_t /*out*/, std::int64_t in) {
    const GridShape grid = gridShape(settings);
    if (grid.group > 0 && in % grid.group != 0)
        return base::Sentence{"its %1 columns are no multiple of the group, %2",
                              {std::to_string(in), std::to_string(grid.group)}};
    return {};
}

double gridFlops(const FamilySettings& settings, std::int64_t out, std::int64_t in) {
    const double steps = settings.text("grid") == "mse" ? kGridSteps : 1.0;
    return 8.0 * steps * static_cast<double>(out) * static_cast<double>(in);
}

double sweepFlops(const FamilySettings& settings, std::int64_t out, std::int64_t in) {
    const auto columns = static_cast<double>(in);
    return gridFlops(settings, out, in) + inverseFlops(columns) +
           productFlops(static_cast<double>(out), columns, columns);
}

MethodInfo gridMethod(std::string name, std::string gridDefault) {
    MethodInfo info;
    info.name = std::move(name);
    info.family = Family::Quantization;
    info.parameters = gridParameters(std::move(gridDefault));
    info.formats = {OutputFormat::Lapidary, OutputFormat::CompressedTensors};
    info.obstacle = gridObstacle;
    info.flops = gridFlops;
    return info;
}

} // namespace

std::vector<MethodInfo> quantizationMethods() {
    MethodInfo rtn = gridMethod("rtn", "minmax");
    rtn.help = "Rounds every weight to the nearest point of its grid.";
    rtn.source = "conventions.md, symmetric and asymmetric grid";

    MethodInfo gptq = gridMethod("gptq", "mse");
    gptq.help =
        "Rounds column after column and spreads each column's error over the columns that are still to "
        "come, by the inputs' second moment.";
    gptq.source = "Frantar et al. 2022, arXiv:2210.17323; defaults from measurements (evidence.md 3)";
    gptq.needs.moments = true;
    gptq.flops = sweepFlops;
    gptq.parameters.push_back(forExperts(
        choice("order", "static", {"none", "dynamic", "static"},
               "order of the columns: as they are, by falling moment with groups in that order (an explicit "
               "group index is stored), or by falling moment with the grids fixed before")));
    gptq.parameters.push_back(
        forExperts(number("damping", 0.01, 0.0, 1.0, "share of the moment's mean diagonal added to it")));
    gptq.parameters.push_back(
        forExperts(integer("block", 128, 1, 4096, "columns between two updates of the rest of the matrix")));
    return {std::move(rtn), std::move(gptq)};
}

} // namespace lapidary::plan::detail
