// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/sensitivity_lookup.h"
#include "widgets/state/view_state.h"
#include "widgets/theme/theme.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace lapidary::widgets {

/// One site as the plan table shows it. `site` and `resolved` point into the state's values.
struct PlanRow {
    const model::Site* site = nullptr;
    const plan::ResolvedSite* resolved = nullptr; // null: the plan does not resolve
    std::optional<Treatment> treatment;
    QString method; // "gptq", "wanda + gptq", "dense", "skipped"
    std::optional<std::int64_t> bits;
    std::optional<std::int64_t> group; // 0: a whole row, or the tensor
    bool perTensor = false;
    std::optional<plan::SparsityPattern> sparsity;
    std::optional<std::int64_t> rank;
    bool adapterRank = false; // of an adapter, where there is no low rank
    double bytesNow = 0.0;
    std::optional<double> bytesAfter;
    std::optional<SiteSensitivity> sensitivity;

    std::int64_t fullRank() const;       // min(out, in)
    double breakEvenRank() const;        // out in / (out + in): above it low rank costs more than dense
    bool rankAboveBreakEven() const;     // of low rank, not of adapters
    std::optional<double> saved() const; // bytes; negative where the plan adds some
    std::optional<double> zeroShare() const;
};

/// The same in every cell and tooltip.
bool readsAlike(const PlanRow& a, const PlanRow& b);

/// All sites of the model in model order; none where nothing is open.
std::vector<PlanRow> planRows(const ViewState& state, const SensitivityLookup& sensitivity);

} // namespace lapidary::widgets
