// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/storage/bit_stream.h"
#include "core/engine/storage/mask_code.h"
#include "core/engine/storage/site_storage.h"
#include "core/engine/tensor/parallel_rows.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <atomic>

namespace lapidary::engine {

using base::Error;
using base::ErrorCode;
using base::Json;
using formats::DType;
using formats::TensorRecord;

namespace {

constexpr std::int64_t kLargestSide = std::int64_t{1} << 31;
constexpr std::int64_t kLargestMatrix = std::int64_t{1} << 40;

std::string shapeText(std::int64_t rows, std::int64_t columns) {
    const std::vector<std::int64_t> shape = {rows, columns};
    return formats::shapeText(shape);
}

/// One stored matrix as its description has it; every number is already within its bounds.
struct MatrixDescription {
    bool grid = false;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    bool transposed = false;
    int bits = 0;
    bool symmetric = true;
    std::int64_t group = 0;
    bool perTensor = false;
    bool explicitIndex = false;
    bool masked = false;
    MaskPattern pattern;
    std::int64_t kept = 0; // a row

    std::int64_t groups() const { return (columns + group - 1) / group; }
};

/// Reads typed members of one JSON object; remembers the first complaint.
class Fields final {
public:
    Fields(const Json& json, std::string place)
        : m_json(json)
        , m_place(std::move(place)) {}

    std::int64_t integer(const char* key, std::int64_t least, std::int64_t most) {
        const auto at = member(key);
        if (at == m_json.end() || !at->is_number_integer())
            return complain(key, "no integer", "an integer"), least;
        const bool large =
            at->is_number_unsigned() && at->get<std::uint64_t>() > static_cast<std::uint64_t>(most);
        if (large || at->get<std::int64_t>() < least || at->get<std::int64_t>() > most)
            return complain(key, at->dump(), std::to_string(least) + " to " + std::to_string(most)), least;
        return at->get<std::int64_t>();
    }
    bool flag(const char* key, bool fallback) {
        const auto at = member(key);
        if (at == m_json.end())
            return fallback;
        if (!at->is_boolean())
            complain(key, at->dump(), "true or false");
        return at->is_boolean() ? at->get<bool>() : fallback;
    }
    std::string text(const char* key, const std::string& fallback) {
        const auto at = member(key);
        if (at == m_json.end())
            return fallback;
        if (!at->is_string())
            complain(key, at->dump(), "a text");
        return at->is_string() ? at->get<std::string>() : fallback;
    }
    void complain(const std::string& key, std::string found, std::string expected) {
        if (!m_error)
            m_error = Error{ErrorCode::Malformed, "lapidary-sites.json", m_place + "." + key,
                            std::move(found),     std::move(expected),   {}};
    }
    base::Status status() const { return m_error ? base::Status(*m_error) : base::Status(); }

private:
    Json::const_iterator member(const char* key) const {
        return m_json.is_object() ? m_json.find(key) : m_json.end();
    }

    const Json& m_json;
    std::string m_place;
    std::optional<Error> m_error;
};

void readGrid(Fields& fields, MatrixDescription& matrix) {
    matrix.bits = static_cast<int>(fields.integer("bits", 1, 8));
    matrix.symmetric = fields.flag("symmetric", true);
    matrix.group = fields.integer("group", 1, matrix.columns);
    matrix.perTensor = fields.flag("per_tensor", false);
    matrix.explicitIndex = fields.flag("group_index", false);
    if (matrix.perTensor && (matrix.group != matrix.columns || matrix.explicitIndex))
        fields.complain("per_tensor", "groups", "one scale");
}

void readMask(Fields& fields, const std::string& pattern, MatrixDescription& matrix) {
    matrix.masked = true;
    const auto parsed = plan::parsePattern(pattern);
    if (!parsed)
        return fields.complain("pattern", pattern, "\"unstructured\" or \"N:M\"");
    matrix.pattern = {parsed->keep, parsed->of};
    matrix.kept = fields.integer("kept", 0, matrix.columns);
    if (parsed->unstructured())
        return;
    if (matrix.columns % parsed->of != 0 || matrix.kept != matrix.columns / parsed->of * parsed->keep)
        fields.complain("kept", std::to_string(matrix.kept) + " of " + std::to_string(matrix.columns),
                        pattern);
}

base::Result<MatrixDescription> readMatrix(const Json& json, const std::string& place) {
    Fields fields(json, place);
    MatrixDescription matrix;
    const std::string kind = fields.text("kind", "");
    if (kind != "dense" && kind != "grid")
        fields.complain("kind", kind, "dense or grid");
    const Json shape = json.is_object() ? json.value("shape", Json()) : Json();
    const auto side = [&](std::size_t i) -> std::int64_t {
        const bool whole = shape.is_array() && shape.size() == 2 && shape[i].is_number_unsigned() &&
                           shape[i].get<std::uint64_t>() >= 1 &&
                           shape[i].get<std::uint64_t>() <= kLargestSide;
        return whole ? shape[i].get<std::int64_t>() : 0;
    };
    matrix.rows = side(0);
    matrix.columns = side(1);
    if (matrix.rows == 0 || matrix.columns == 0 || matrix.rows > kLargestMatrix / matrix.columns)
        fields.complain("shape", shape.dump(), "[rows, columns]");
    LAPIDARY_CHECK(fields.status());
    matrix.grid = kind == "grid";
    matrix.transposed = fields.flag("transposed", false);
    matrix.kept = matrix.columns;
    if (matrix.grid)
        readGrid(fields, matrix);
    if (const std::string pattern = fields.text("pattern", ""); !pattern.empty())
        readMask(fields, pattern, matrix);
    LAPIDARY_CHECK(fields.status());
    return matrix;
}

/// Reads the parts of one stored matrix; each tensor must have exactly the dtype and shape that follow from
/// the description.
class MatrixReader final {
public:
    MatrixReader(const MatrixDescription& matrix, std::string prefix, const formats::TensorCatalog& catalog)
        : m_matrix(matrix)
        , m_prefix(std::move(prefix))
        , m_catalog(catalog) {}

    base::Result<Term> read() const {
        at::Tensor mask;
        if (m_matrix.masked) {
            LAPIDARY_TRY(mask, readMaskPart());
        }
        Term term;
        if (m_matrix.grid && m_catalog.find(m_prefix + "weight_packed") != nullptr) {
            LAPIDARY_TRY(Grid grid, packedGrid());
            term = Term::makeGrid(std::move(grid));
        } else if (m_matrix.grid) {
            LAPIDARY_TRY(Grid grid, readGridParts(mask));
            term = Term::makeGrid(std::move(grid), mask, m_matrix.pattern);
        } else {
            LAPIDARY_TRY(const at::Tensor kept, floats(m_matrix.masked ? "values" : "weight", m_matrix.rows,
                                                       m_matrix.kept, {DType::F32, DType::F16, DType::BF16}));
            term = Term::makeDense(spreadKept(kept, mask), mask, m_matrix.pattern);
        }
        term.transposed = m_matrix.transposed;
        return term;
    }

private:
    Error unlike(const TensorRecord& record, std::string expected) const {
        return Error{ErrorCode::Inconsistent,
                     {},
                     record.name,
                     std::string(formats::dtypeName(record.dtype)) + " " + formats::shapeText(record.shape),
                     std::move(expected),
                     {}};
    }

    base::Result<const TensorRecord*> find(const std::string& name, const std::vector<DType>& dtypes,
                                           const std::vector<std::int64_t>& shape) const {
        const TensorRecord* record = m_catalog.find(m_prefix + name);
        if (record == nullptr)
            return Error{ErrorCode::MissingTensor, {}, m_prefix + name, {}, {}, {}};
        if (std::find(dtypes.begin(), dtypes.end(), record->dtype) == dtypes.end() || record->shape != shape)
            return unlike(*record,
                          std::string(formats::dtypeName(dtypes.front())) + " " + formats::shapeText(shape));
        return record;
    }

    base::Result<at::Tensor> floats(const std::string& name, std::int64_t rows, std::int64_t columns,
                                    const std::vector<DType>& dtypes) const {
        LAPIDARY_TRY(const TensorRecord* record, find(name, dtypes, {rows, columns}));
        at::Tensor values = at::empty({rows, columns}, at::kFloat);
        LAPIDARY_CHECK(m_catalog.decodeRows(
            *record, 0, rows, {values.data_ptr<float>(), static_cast<std::size_t>(values.numel())}));
        m_catalog.release(*record);
        return values;
    }

    /// Entries of `width` bits, `count` a row, each row in `rowBytes` bytes of a u8 tensor.
    template<class Entry>
    base::Result<std::vector<Entry>> packed(const TensorRecord& record, std::int64_t rows, std::int64_t count,
                                            int width, std::int64_t rowBytes) const {
        const std::byte* from = m_catalog.bytes(record).data();
        std::vector<Entry> entries(static_cast<std::size_t>(rows * count));
        parallelRows(rows, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t row = begin; row < end; ++row)
                unpackBits(from + row * rowBytes, count, width, entries.data() + row * count);
        });
        m_catalog.release(record);
        return entries;
    }

    template<class Entry>
    base::Result<std::vector<Entry>> packedPart(const std::string& name, std::int64_t rows,
                                                std::int64_t count, int width) const {
        const std::int64_t rowBytes = packedBytes(count, width);
        LAPIDARY_TRY(const TensorRecord* record, find(name, {DType::U8}, {rows, rowBytes}));
        return packed<Entry>(*record, rows, count, width, rowBytes);
    }

    base::Result<at::Tensor> readMaskPart() const {
        const std::int64_t of = m_matrix.pattern.of;
        at::Tensor mask = at::empty({m_matrix.rows, m_matrix.columns}, at::kBool);
        bool* to = mask.data_ptr<bool>();
        if (of == 0) {
            LAPIDARY_TRY(const auto bits,
                         packedPart<std::uint8_t>("mask", m_matrix.rows, m_matrix.columns, 1));
            std::copy(bits.begin(), bits.end(), to);
            if (!mask.sum(1).eq(m_matrix.kept).all().item<bool>())
                return badMask("a row that keeps another number of weights");
            return mask;
        }
        const MaskCode code(m_matrix.pattern.keep, of);
        const std::int64_t groups = m_matrix.columns / of;
        LAPIDARY_TRY(const auto numbers,
                     packedPart<std::uint32_t>("mask", m_matrix.rows, groups, code.width()));
        std::atomic<bool> known = true;
        parallelRows(m_matrix.rows * groups, [&](std::int64_t begin, std::int64_t end) {
            bool all = true;
            for (std::int64_t g = begin; g < end; ++g)
                all = code.decode(numbers[static_cast<std::size_t>(g)], to + g * of) && all;
            known = known && all;
        });
        if (!known)
            return badMask("a number of no combination");
        return mask;
    }

    Error badMask(std::string found) const {
        return Error{ErrorCode::Inconsistent,
                     {},
                     m_prefix + "mask",
                     std::move(found),
                     std::to_string(m_matrix.kept) + " kept in every row",
                     {}};
    }

    at::Tensor spreadKept(const at::Tensor& kept, const at::Tensor& mask) const {
        if (!mask.defined())
            return kept;
        return at::zeros({m_matrix.rows, m_matrix.columns}, kept.options()).masked_scatter_(mask, kept);
    }

    Grid gridWithoutValues() const {
        Grid grid;
        grid.bits = m_matrix.bits;
        grid.symmetric = m_matrix.symmetric;
        grid.group = m_matrix.group;
        return grid;
    }

    at::Tensor bytesAsTensor(const std::vector<std::uint8_t>& entries, std::int64_t rows,
                             std::int64_t columns) const {
        at::Tensor tensor = at::empty({rows, columns}, at::kByte);
        std::copy(entries.begin(), entries.end(), tensor.data_ptr<std::uint8_t>());
        return tensor;
    }

    base::Result<Grid> readGridParts(const at::Tensor& mask) const {
        Grid grid = gridWithoutValues();
        const std::int64_t groups = m_matrix.groups();
        const std::int64_t scaleRows = m_matrix.perTensor ? 1 : m_matrix.rows;
        LAPIDARY_TRY(const auto codes,
                     packedPart<std::uint8_t>("codes", m_matrix.rows, m_matrix.kept, m_matrix.bits));
        grid.codes = spreadKept(bytesAsTensor(codes, m_matrix.rows, m_matrix.kept), mask);
        LAPIDARY_TRY(grid.scale, floats("scale", scaleRows, groups, {DType::F16, DType::BF16, DType::F32}));
        if (!m_matrix.symmetric) {
            LAPIDARY_TRY(const auto zeros,
                         packedPart<std::uint8_t>("zero_point", scaleRows, groups, m_matrix.bits));
            grid.zero = bytesAsTensor(zeros, scaleRows, groups);
        }
        if (m_matrix.explicitIndex) {
            LAPIDARY_TRY(grid.index, readIndex(groups));
        }
        return grid;
    }

    base::Result<at::Tensor> readIndex(std::int64_t groups) const {
        const int width = plan::bitsToCount(static_cast<std::uint64_t>(groups));
        if (width == 0)
            return Error{ErrorCode::Inconsistent, {}, m_prefix + "group_index", "one group", "several", {}};
        const std::int64_t bytes = packedBytes(m_matrix.columns, width);
        LAPIDARY_TRY(const TensorRecord* record, find("group_index", {DType::U8}, {bytes}));
        LAPIDARY_TRY(const auto entries, packed<std::uint32_t>(*record, 1, m_matrix.columns, width, bytes));
        at::Tensor index = at::empty({m_matrix.columns}, at::kLong);
        auto* to = index.data_ptr<std::int64_t>();
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (entries[i] >= groups)
                return Error{ErrorCode::Inconsistent,           {},
                             m_prefix + "group_index",          std::to_string(entries[i]),
                             "below " + std::to_string(groups), {}};
            to[i] = entries[i];
        }
        return index;
    }

    /// The compressed-tensors form of a symmetric grid.
    base::Result<Grid> packedGrid() const {
        const std::int64_t words = (m_matrix.columns * m_matrix.bits + 31) / 32;
        LAPIDARY_TRY(const TensorRecord* record, find("weight_packed", {DType::I32}, {m_matrix.rows, words}));
        if (!m_matrix.symmetric || m_matrix.explicitIndex || m_matrix.masked)
            return unlike(*record, "a symmetric grid of neighbouring columns");
        LAPIDARY_TRY(const auto codes, packed<std::uint8_t>(*record, m_matrix.rows, m_matrix.columns,
                                                            m_matrix.bits, words * 4));
        Grid grid = gridWithoutValues();
        grid.codes = bytesAsTensor(codes, m_matrix.rows, m_matrix.columns);
        LAPIDARY_TRY(grid.scale, floats("weight_scale", m_matrix.rows, m_matrix.groups(),
                                        {DType::F16, DType::BF16, DType::F32}));
        return grid;
    }

    const MatrixDescription& m_matrix;
    std::string m_prefix;
    const formats::TensorCatalog& m_catalog;
};

base::Result<Term> loadMatrix(const Json& json, const std::string& module, const std::string& prefix,
                              const formats::TensorCatalog& catalog) {
    LAPIDARY_TRY(const MatrixDescription matrix, readMatrix(json, module + "." + prefix));
    return MatrixReader(matrix, module + "." + prefix, catalog).read();
}

base::Result<Term> loadTerm(const Json& json, const std::string& module, const std::string& prefix,
                            const formats::TensorCatalog& catalog) {
    if (!json.is_object() || json.value("kind", Json()) != "low_rank")
        return loadMatrix(json, module, prefix, catalog);
    LAPIDARY_TRY(Term up, loadMatrix(json.value("up", Json()), module, prefix + "up.", catalog));
    LAPIDARY_TRY(Term down, loadMatrix(json.value("down", Json()), module, prefix + "down.", catalog));
    if (up.columns() != down.rows())
        return Error{ErrorCode::Inconsistent,
                     "lapidary-sites.json",
                     module + "." + prefix,
                     shapeText(up.rows(), up.columns()) + " times " + shapeText(down.rows(), down.columns()),
                     "factors that share a rank",
                     {}};
    return Term::makeLowRank(std::move(up), std::move(down));
}

} // namespace

base::Result<CompressedLinear> loadSite(const Json& description, const std::string& module,
                                        const formats::TensorCatalog& catalog, at::Device device) {
    const Json terms = description.is_object() ? description.value("terms", Json()) : Json();
    if (!terms.is_array() || terms.empty() || terms.size() > 2)
        return Error{ErrorCode::Malformed,       "lapidary-sites.json", module + ".terms",
                     terms.dump().substr(0, 40), "one or two terms",    {}};
    CompressedLinear linear;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        LAPIDARY_TRY(Term term, loadTerm(terms[i], module, i == 0 ? "" : "adapter.", catalog));
        if (i > 0 && (term.rows() != linear.out() || term.columns() != linear.in()))
            return Error{ErrorCode::Inconsistent,
                         "lapidary-sites.json",
                         module + ".terms",
                         shapeText(term.rows(), term.columns()),
                         shapeText(linear.out(), linear.in()),
                         {}};
        linear.terms.push_back(std::move(term));
    }
    return device.is_cpu() ? std::move(linear) : linear.to(device);
}

} // namespace lapidary::engine
