// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/storage/site_storage.h"

#include "core/engine/storage/bit_stream.h"
#include "core/engine/storage/mask_code.h"
#include "core/engine/tensor/parallel_rows.h"
#include "core/engine/tensor/scalar_types.h"

#include <ATen/ops/empty.h>
#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <limits>
#include <map>

namespace lapidary::engine {

using base::Error;
using base::ErrorCode;
using plan::PartKind;
using plan::PartLayout;

namespace {

Error doesNotFit(const PartLayout& part, std::string found, std::string expected) {
    return Error{ErrorCode::Internal, "a site's stored form", part.name,
                 std::move(found),    std::move(expected),    {}};
}

std::vector<std::byte> bytesOf(const at::Tensor& tensor) {
    const at::Tensor values = tensor.contiguous();
    std::vector<std::byte> bytes(values.nbytes());
    if (!bytes.empty())
        std::memcpy(bytes.data(), values.const_data_ptr(), bytes.size());
    return bytes;
}

/// Packs `count` entries of every row that `entry(row, scratch)` returns into rows of `rowBytes`.
template<class Entry, class Fill>
std::vector<std::byte> packRows(std::int64_t rows, std::int64_t count, int width, std::int64_t rowBytes,
                                const Fill& fill) {
    std::vector<std::byte> bytes(static_cast<std::size_t>(rows * rowBytes));
    parallelRows(rows, [&](std::int64_t begin, std::int64_t end) {
        std::vector<Entry> scratch(static_cast<std::size_t>(count));
        for (std::int64_t row = begin; row < end; ++row) {
            fill(row, scratch.data());
            packBits(scratch.data(), count, width, bytes.data() + row * rowBytes);
        }
    });
    return bytes;
}

/// The parts of one stored matrix (a dense or grid term) on the host.
class MatrixWriter final {
public:
    explicit MatrixWriter(const Term& term)
        : m_term(term)
        , m_codes(term.kind == Term::Kind::Grid ? term.grid.codes.contiguous() : at::Tensor())
        , m_mask(term.mask.defined() ? term.mask.contiguous() : at::Tensor())
        , m_rows(stored().size(0))
        , m_columns(stored().size(1)) {}

    base::Result<std::vector<std::byte>> part(const PartLayout& part) const {
        switch (part.kind) {
        case PartKind::Dense:
        case PartKind::Values:
            return values(part);
        case PartKind::Codes:
            return codes(part);
        case PartKind::Scale:
            return floats(m_term.grid.scale, part);
        case PartKind::ZeroPoint:
            return zeroPoints(part);
        case PartKind::Mask:
            return mask(part);
        case PartKind::Index:
            return index(part);
        case PartKind::PackedInt32:
            return packedWords(part);
        case PartKind::WeightShape: {
            const std::array<std::int64_t, 2> shape = {m_rows, m_columns};
            std::vector<std::byte> bytes(sizeof shape);
            std::memcpy(bytes.data(), shape.data(), sizeof shape);
            return bytes;
        }
        }
        return doesNotFit(part, "an unknown kind", "a kind of this version");
    }

private:
    const at::Tensor& stored() const { return m_codes.defined() ? m_codes : m_term.dense; }

    base::Result<std::vector<std::byte>> floats(const at::Tensor& tensor, const PartLayout& part) const {
        if (!tensor.defined())
            return doesNotFit(part, "no such values", "values");
        const at::Tensor narrow = tensor.to(scalarType(part.dtype));
        if (!narrow.to(at::kFloat).equal(tensor))
            return doesNotFit(part, "values that this type changes", "values already rounded to it");
        return bytesOf(narrow);
    }

    /// Kept entries of every row in column order, [rows, kept]. Errors: rows that keep different numbers.
    template<class Entry>
    base::Result<at::Tensor> keptOf(const at::Tensor& matrix, const PartLayout& part) const {
        if (!m_mask.defined())
            return matrix;
        const at::Tensor whole = matrix.contiguous();
        const auto* from = whole.const_data_ptr<Entry>();
        const bool* mask = m_mask.const_data_ptr<bool>();
        const std::int64_t kept = std::count(mask, mask + m_columns, true);
        at::Tensor entries = at::empty({m_rows, kept}, matrix.options());
        auto* to = entries.data_ptr<Entry>();
        std::atomic<bool> equal = true;
        parallelRows(m_rows, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t row = begin; row < end; ++row) {
                const bool* stays = mask + row * m_columns;
                if (std::count(stays, stays + m_columns, true) != kept) {
                    equal = false;
                    continue;
                }
                std::int64_t next = row * kept;
                for (std::int64_t column = 0; column < m_columns; ++column)
                    if (stays[column])
                        to[next++] = from[row * m_columns + column];
            }
        });
        if (!equal)
            return doesNotFit(part, "rows that keep different numbers of weights", "one number for all rows");
        return entries;
    }

    base::Result<std::vector<std::byte>> values(const PartLayout& part) const {
        if (!m_term.dense.defined())
            return doesNotFit(part, "a grid", "values");
        LAPIDARY_TRY(const at::Tensor kept, keptOf<float>(m_term.dense, part));
        return floats(kept, part);
    }

    base::Result<std::vector<std::byte>> codes(const PartLayout& part) const {
        if (!m_codes.defined())
            return doesNotFit(part, "values", "a grid");
        LAPIDARY_TRY(const at::Tensor kept, keptOf<std::uint8_t>(m_codes, part));
        const at::Tensor rows = kept.contiguous();
        const std::int64_t count = rows.size(1);
        const auto* from = rows.const_data_ptr<std::uint8_t>();
        const int bits = m_term.grid.bits;
        const std::int64_t rowBytes = packedBytes(count, bits);
        std::vector<std::byte> bytes(static_cast<std::size_t>(m_rows * rowBytes));
        parallelRows(m_rows, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t row = begin; row < end; ++row)
                packBits(from + row * count, count, bits, bytes.data() + row * rowBytes);
        });
        return bytes;
    }

    base::Result<std::vector<std::byte>> zeroPoints(const PartLayout& part) const {
        if (!m_term.grid.zero.defined())
            return doesNotFit(part, "no zero points", "zero points");
        const at::Tensor zero = m_term.grid.zero.contiguous();
        const auto* from = zero.const_data_ptr<std::uint8_t>();
        const std::int64_t groups = zero.size(1);
        const int bits = m_term.grid.bits;
        return packRows<std::uint8_t>(
            zero.size(0), groups, bits, packedBytes(groups, bits),
            [&](std::int64_t row, std::uint8_t* to) { std::memcpy(to, from + row * groups, groups); });
    }

    base::Result<std::vector<std::byte>> mask(const PartLayout& part) const {
        if (!m_mask.defined())
            return doesNotFit(part, "no mask", "a mask");
        const bool* from = m_mask.const_data_ptr<bool>();
        const MaskPattern& pattern = m_term.pattern;
        if (pattern.of == 0)
            return packRows<std::uint8_t>(
                m_rows, m_columns, 1, packedBytes(m_columns, 1), [&](std::int64_t row, std::uint8_t* to) {
                    std::memcpy(to, from + row * m_columns, static_cast<std::size_t>(m_columns));
                });
        const MaskCode code(pattern.keep, pattern.of);
        const std::int64_t groups = m_columns / pattern.of;
        std::atomic<bool> fits = true;
        auto bytes = packRows<std::uint32_t>(m_rows, groups, code.width(), packedBytes(groups, code.width()),
                                             [&](std::int64_t row, std::uint32_t* to) {
                                                 for (std::int64_t g = 0; g < groups; ++g) {
                                                     const auto number =
                                                         code.encode(from + row * m_columns + g * pattern.of);
                                                     fits = fits && number;
                                                     to[g] = number.value_or(0);
                                                 }
                                             });
        if (!fits)
            return doesNotFit(part, "a group that keeps another number of weights",
                              std::to_string(pattern.keep));
        return bytes;
    }

    base::Result<std::vector<std::byte>> index(const PartLayout& part) const {
        if (!m_term.grid.index.defined())
            return doesNotFit(part, "no group index", "a group index");
        const at::Tensor index = m_term.grid.index.contiguous();
        const auto* from = index.const_data_ptr<std::int64_t>();
        const int width = plan::bitsToCount(static_cast<std::uint64_t>(m_term.grid.scale.size(1)));
        return packRows<std::uint32_t>(1, m_columns, width, packedBytes(m_columns, width),
                                       [&](std::int64_t, std::uint32_t* to) {
                                           for (std::int64_t i = 0; i < m_columns; ++i)
                                               to[i] = static_cast<std::uint32_t>(from[i]);
                                       });
    }

    base::Result<std::vector<std::byte>> packedWords(const PartLayout& part) const {
        if (!m_codes.defined() || !m_term.grid.symmetric)
            return doesNotFit(part, "no symmetric grid", "a symmetric grid");
        const int bits = m_term.grid.bits;
        // A pruned weight is an exact zero: the middle code.
        const at::Tensor codes =
            m_mask.defined() ? m_codes.masked_fill(m_mask.logical_not(), 1 << (bits - 1)) : m_codes;
        const auto* from = codes.const_data_ptr<std::uint8_t>();
        const std::int64_t rowBytes = (m_columns * bits + 31) / 32 * 4;
        return packRows<std::uint8_t>(
            m_rows, m_columns, bits, rowBytes, [&](std::int64_t row, std::uint8_t* to) {
                std::memcpy(to, from + row * m_columns, static_cast<std::size_t>(m_columns));
            });
    }

    const Term& m_term;
    at::Tensor m_codes;
    at::Tensor m_mask;
    std::int64_t m_rows;
    std::int64_t m_columns;
};

/// The stored matrices of a site under their name prefixes.
base::Result<std::map<std::string, const Term*>> storedMatrices(const CompressedLinear& linear) {
    std::map<std::string, const Term*> matrices;
    for (std::size_t i = 0; i < linear.terms.size(); ++i) {
        const Term& term = linear.terms[i];
        const std::string prefix = i == 0 ? "" : "adapter.";
        if (i > 1 || (i == 1 && term.kind != Term::Kind::LowRank))
            return Error{ErrorCode::Internal,
                         "a site's stored form",
                         "terms",
                         "one that has no place",
                         "a weight or two factors, and one adapter",
                         {}};
        if (term.kind == Term::Kind::LowRank) {
            matrices[prefix + "up."] = term.up.get();
            matrices[prefix + "down."] = term.down.get();
        } else {
            matrices[prefix] = &term;
        }
    }
    return matrices;
}

bool isWholeWeight(const plan::StorageLayout& layout) {
    return layout.parts.size() == 1 && layout.parts.front().name == "weight" &&
           layout.parts.front().kind == PartKind::Dense;
}

std::string prefixOf(const std::string& part) {
    const std::size_t dot = part.rfind('.');
    return dot == std::string::npos ? std::string() : part.substr(0, dot + 1);
}

base::OrderedJson describeMatrix(const Term& term) {
    base::OrderedJson json;
    const bool grid = term.kind == Term::Kind::Grid;
    const at::Tensor& stored = grid ? term.grid.codes : term.dense;
    json["kind"] = grid ? "grid" : "dense";
    json["shape"] = {stored.size(0), stored.size(1)};
    if (term.transposed)
        json["transposed"] = true;
    if (grid) {
        json["bits"] = term.grid.bits;
        json["symmetric"] = term.grid.symmetric;
        json["group"] = term.grid.group;
        json["per_tensor"] = term.grid.scale.size(0) == 1 && stored.size(0) != 1;
        if (term.grid.index.defined())
            json["group_index"] = true;
    }
    if (!term.mask.defined())
        return json;
    if (term.pattern.of > 0)
        json["pattern"] = std::to_string(term.pattern.keep) + ":" + std::to_string(term.pattern.of);
    else
        json["pattern"] = "unstructured";
    json["kept"] = stored.size(0) == 0 ? 0 : term.mask.sum(at::kLong).item<std::int64_t>() / stored.size(0);
    return json;
}

} // namespace

base::Result<std::vector<StoredPart>> storeSite(const CompressedLinear& linear,
                                                const plan::StorageLayout& layout) {
    CompressedLinear host = linear.to(at::kCPU);
    if (isWholeWeight(layout) && (host.terms.size() != 1 || host.terms.front().kind != Term::Kind::Dense ||
                                  host.terms.front().mask.defined())) {
        const at::ScalarType type = scalarType(layout.parts.front().dtype);
        const at::Tensor weight = host.weight().to(type).to(at::kFloat);
        host.terms = {Term::makeDense(weight)};
    }
    LAPIDARY_TRY(const auto matrices, storedMatrices(host));
    std::vector<StoredPart> parts;
    parts.reserve(layout.parts.size());
    for (const PartLayout& part : layout.parts) {
        const auto at = matrices.find(prefixOf(part.name));
        if (at == matrices.end())
            return doesNotFit(part, "no matrix of that name", "one");
        LAPIDARY_TRY(auto bytes, MatrixWriter(*at->second).part(part));
        if (bytes.size() != part.bytes)
            return doesNotFit(part, std::to_string(bytes.size()) + " bytes",
                              std::to_string(part.bytes) + " bytes");
        parts.push_back({part, std::move(bytes)});
    }
    return parts;
}

base::OrderedJson describeSite(const CompressedLinear& linear) {
    base::OrderedJson terms = base::OrderedJson::array();
    for (const Term& term : linear.terms) {
        if (term.kind != Term::Kind::LowRank) {
            terms.push_back(describeMatrix(term));
            continue;
        }
        base::OrderedJson pair;
        pair["kind"] = "low_rank";
        pair["up"] = describeMatrix(*term.up);
        pair["down"] = describeMatrix(*term.down);
        terms.push_back(std::move(pair));
    }
    base::OrderedJson json;
    json["terms"] = std::move(terms);
    return json;
}

} // namespace lapidary::engine
