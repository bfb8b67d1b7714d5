// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state/view_state.h"

#include <QString>

#include <array>
#include <cstddef>
#include <vector>

namespace lapidary::widgets {

/// What stored bytes hold: dense values (kept ones too), dense factors, codes, scales with zero points and
/// indices, masks.
enum class BytePart { Values, Factors, Codes, Scales, Masks };
inline constexpr std::size_t kByteParts = 5;
BytePart bytePartOf(const plan::PartLayout& part);

/// Bytes of one kind of site, or of one block.
struct BytesRow {
    QString name;          // "q", "block 3", "norms"
    QString key;           // "kind:q", "block:3"; empty: no sites
    double position = 0.0; // on the axis
    double before = 0.0;
    std::array<double, kByteParts> parts{}; // after the plan
    double after = 0.0;
    double run = 0.0; // of the compared run; 0: none
};

/// The kinds that the model has in their order, then what belongs to no site. `asFound`: `before` is the
/// checkpoint's, else at 16 bits. The plan resolves.
std::vector<BytesRow> bytesByKind(const ViewState& state, bool asFound);
/// The block linears alone.
std::vector<BytesRow> bytesByBlock(const ViewState& state, bool asFound);

} // namespace lapidary::widgets
