// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/storage_layout.h"

#include <algorithm>
#include <array>
#include <bit>

namespace lapidary::plan {

using base::Error;
using base::ErrorCode;
using formats::DType;

namespace {

struct FormatName {
    OutputFormat format;
    std::string_view name;
};
constexpr std::array kFormatNames = {FormatName{OutputFormat::Lapidary, "lapidary"},
                                     FormatName{OutputFormat::HuggingFace, "hf"},
                                     FormatName{OutputFormat::CompressedTensors, "compressed-tensors"}};

// With these two limits every product below stays under 2^62.
constexpr std::int64_t kLargestSide = std::int64_t{1} << 31;
constexpr std::int64_t kLargestMatrix = std::int64_t{1} << 56;

std::uint64_t elementBytes(DType dtype) {
    return static_cast<std::uint64_t>(formats::info(dtype).blockBits) / 8;
}

std::int64_t bytesOfBits(std::int64_t bits) {
    return (bits + 7) / 8;
}

/// Collects the parts of one site.
class LayoutBuilder final {
public:
    explicit LayoutBuilder(DType dense)
        : m_dense(dense) {}

    void add(std::string name, PartKind kind, DType dtype, std::vector<std::int64_t> shape) {
        std::uint64_t bytes = elementBytes(dtype);
        for (const std::int64_t side : shape)
            bytes *= static_cast<std::uint64_t>(side);
        m_layout.bytes += bytes;
        m_layout.parts.push_back({std::move(name), kind, dtype, std::move(shape), bytes});
    }

    void addDense(const std::string& prefix, std::int64_t rows, std::int64_t columns) {
        add(prefix + "weight", PartKind::Dense, m_dense, {rows, columns});
    }

    void addMask(const std::string& prefix, const SparsityPattern& pattern, std::int64_t rows,
                 std::int64_t columns) {
        const std::int64_t bits =
            pattern.unstructured() ? columns : columns / pattern.of * maskIndexBits(pattern);
        add(prefix + "mask", PartKind::Mask, DType::U8, {rows, bytesOfBits(bits)});
    }

    void addValues(const std::string& prefix, std::int64_t rows, std::int64_t kept) {
        add(prefix + "values", PartKind::Values, m_dense, {rows, kept});
    }

    void addGrid(const std::string& prefix, const GridShape& grid, bool explicitIndex, std::int64_t rows,
                 std::int64_t columns, std::int64_t kept) {
        const std::int64_t groups = grid.groups(columns);
        const std::int64_t scaleRows = grid.perTensor ? 1 : rows;
        add(prefix + "codes", PartKind::Codes, DType::U8, {rows, bytesOfBits(kept * grid.bits)});
        add(prefix + "scale", PartKind::Scale, DType::F16, {scaleRows, groups});
        if (!grid.symmetric)
            add(prefix + "zero_point", PartKind::ZeroPoint, DType::U8,
                {scaleRows, bytesOfBits(groups * grid.bits)});
        if (explicitIndex && groups > 1) {
            const int width = bitsToCount(static_cast<std::uint64_t>(groups));
            add(prefix + "group_index", PartKind::Index, DType::U8, {bytesOfBits(columns * width)});
        }
    }

    StorageLayout take() { return std::move(m_layout); }

private:
    DType m_dense;
    StorageLayout m_layout;
};

/// What sparsity and quantization make of a matrix.
struct TermSettings {
    std::optional<SparsityPattern> pattern;
    std::optional<GridShape> grid;
    bool explicitIndex = false;
};

base::Result<TermSettings> termSettings(const SiteSettings& settings) {
    TermSettings term;
    if (const FamilySettings* sparsity = settings.find(Family::Sparsity)) {
        term.pattern = sparsityPattern(*sparsity);
        if (!term.pattern)
            return Error{ErrorCode::BadValue,
                         {},
                         "sparsity.pattern",
                         {},
                         "\"unstructured\" with an amount, or \"N:M\"",
                         {}};
    }
    if (const FamilySettings* quantization = settings.find(Family::Quantization)) {
        term.grid = gridShape(*quantization);
        term.explicitIndex = quantization->has("order") && quantization->text("order") == "dynamic";
    }
    return term;
}

base::Status addTerm(LayoutBuilder& builder, const std::string& prefix, const TermSettings& term,
                     std::int64_t rows, std::int64_t columns) {
    if (term.pattern && !term.pattern->unstructured() && columns % term.pattern->of != 0)
        return Error{ErrorCode::NotApplicable,
                     {},
                     prefix + "sparsity.pattern",
                     std::to_string(columns) + " columns",
                     "a multiple of " + std::to_string(term.pattern->of),
                     "choose another pattern or rank here"};
    const std::int64_t kept = term.pattern ? keptPerRow(*term.pattern, columns) : columns;
    if (term.pattern)
        builder.addMask(prefix, *term.pattern, rows, columns);
    if (term.grid)
        builder.addGrid(prefix, *term.grid, term.explicitIndex, rows, columns, kept);
    else if (term.pattern)
        builder.addValues(prefix, rows, kept);
    else
        builder.addDense(prefix, rows, columns);
    return {};
}

base::Result<std::int64_t> rankFor(const FamilySettings& settings, const std::optional<std::int64_t>& given,
                                   const LayoutRequest& request, Family family) {
    const std::optional<std::int64_t> rank = given ? given : rankOf(settings, request.out, request.in);
    const std::int64_t most = std::min(request.out, request.in);
    if (!rank)
        return Error{ErrorCode::NotMeasured,
                     {},
                     std::string(familyKey(family)) + ".energy",
                     "no spectrum of this site",
                     "one that turns the energy into a rank",
                     "measure the spectra first, or give ratio or rank"};
    if (*rank < 1 || *rank > most)
        return Error{ErrorCode::BadValue,
                     {},
                     std::string(familyKey(family)) + ".rank",
                     std::to_string(*rank),
                     "1 to " + std::to_string(most),
                     {}};
    return *rank;
}

base::Status addAdapter(LayoutBuilder& builder, const FamilySettings& adapter, const LayoutRequest& request) {
    LAPIDARY_TRY(const std::int64_t rank, rankFor(adapter, request.adapterRank, request, Family::Adapter));
    if (adapter.integer("bits") >= 16) {
        builder.addDense("adapter.up.", request.out, rank);
        builder.addDense("adapter.down.", rank, request.in);
        return {};
    }
    const GridShape grid = gridShape(adapter);
    builder.addGrid("adapter.up.", grid, false, rank, request.out, request.out);
    builder.addGrid("adapter.down.", grid, false, rank, request.in, request.in);
    return {};
}

base::Result<StorageLayout> nativeLayout(const SiteSettings& settings, const LayoutRequest& request) {
    LayoutBuilder builder(request.dtype);
    LAPIDARY_TRY(const TermSettings term, termSettings(settings));
    if (const FamilySettings* lowRank = settings.find(Family::LowRank)) {
        LAPIDARY_TRY(const std::int64_t rank, rankFor(*lowRank, request.lowRank, request, Family::LowRank));
        LAPIDARY_CHECK(addTerm(builder, "up.", term, request.out, rank));
        LAPIDARY_CHECK(addTerm(builder, "down.", term, rank, request.in));
    } else {
        if (term.grid && term.grid->group > 0 && request.in % term.grid->group != 0)
            return Error{ErrorCode::NotApplicable,
                         {},
                         "quantization.group",
                         std::to_string(request.in) + " columns",
                         "a multiple of the group, " + std::to_string(term.grid->group),
                         "choose a group that divides them"};
        LAPIDARY_CHECK(addTerm(builder, "", term, request.out, request.in));
    }
    if (const FamilySettings* adapter = settings.find(Family::Adapter))
        LAPIDARY_CHECK(addAdapter(builder, *adapter, request));
    return builder.take();
}

Error cannotHold(std::string place, std::string found, std::string expected) {
    return Error{ErrorCode::Unsupported, "format compressed-tensors",
                 std::move(place),       std::move(found),
                 std::move(expected),    "use the format lapidary or hf, or change the setting"};
}

base::Result<StorageLayout> compressedTensorsLayout(const SiteSettings& settings,
                                                    const LayoutRequest& request) {
    LayoutBuilder builder(request.dtype);
    if (settings.dense()) {
        builder.addDense("", request.out, request.in);
        return builder.take();
    }
    for (const auto& [family, unused] : settings.families)
        if (family != Family::Quantization)
            return cannotHold(std::string(familyKey(family)), "a setting of this family",
                              "dense sites and grids of 4 or 8 bits");
    const FamilySettings& quantization = *settings.find(Family::Quantization);
    const GridShape grid = gridShape(quantization);
    if (grid.bits != 4 && grid.bits != 8)
        return cannotHold("quantization.bits", std::to_string(grid.bits), "4 or 8");
    if (!grid.symmetric)
        return cannotHold("quantization.symmetric", "false", "true");
    if (grid.perTensor)
        return cannotHold("quantization.per", "tensor", "group or row");
    if (quantization.has("order") && quantization.text("order") == "dynamic" && grid.groups(request.in) > 1)
        return cannotHold("quantization.order", "dynamic",
                          "none or static, whose groups are neighbouring columns");
    if (request.dtype != DType::F16 && request.dtype != DType::BF16)
        return cannotHold("dtype", std::string(formats::dtypeName(request.dtype)),
                          "f16 or bf16 for the scales");
    if (grid.group > 0 && request.in % grid.group != 0)
        return Error{ErrorCode::NotApplicable,
                     {},
                     "quantization.group",
                     std::to_string(request.in) + " columns",
                     "a multiple of the group, " + std::to_string(grid.group),
                     "choose a group that divides them"};
    const std::int64_t words = (request.in * grid.bits + 31) / 32;
    builder.add("weight_packed", PartKind::PackedInt32, DType::I32, {request.out, words});
    builder.add("weight_scale", PartKind::Scale, request.dtype, {request.out, grid.groups(request.in)});
    builder.add("weight_shape", PartKind::WeightShape, DType::I64, {2});
    return builder.take();
}

} // namespace

std::optional<OutputFormat> outputFormat(std::string_view name) {
    for (const FormatName& entry : kFormatNames)
        if (entry.name == name)
            return entry.format;
    return std::nullopt;
}

std::string_view formatName(OutputFormat format) {
    for (const FormatName& entry : kFormatNames)
        if (entry.format == format)
            return entry.name;
    return {};
}

const PartLayout* StorageLayout::find(std::string_view name) const {
    const auto at =
        std::find_if(parts.begin(), parts.end(), [&](const PartLayout& part) { return part.name == name; });
    return at == parts.end() ? nullptr : &*at;
}

int bitsToCount(std::uint64_t n) {
    return n <= 1 ? 0 : static_cast<int>(std::bit_width(n - 1));
}

int maskIndexBits(const SparsityPattern& pattern) {
    std::uint64_t combinations = 1;
    for (std::int64_t i = 1; i <= pattern.keep;
         ++i) // exact: each step is a binomial coefficient, at most C(32, 16)
        combinations = combinations * static_cast<std::uint64_t>(pattern.of - pattern.keep + i) /
                       static_cast<std::uint64_t>(i);
    return bitsToCount(combinations);
}

base::Result<StorageLayout> storageLayout(const SiteSettings& settings, const LayoutRequest& request) {
    if (request.out < 1 || request.in < 1 || request.out > kLargestSide || request.in > kLargestSide ||
        request.out > kLargestMatrix / request.in)
        return Error{ErrorCode::TooLarge,
                     {},
                     "shape",
                     std::to_string(request.out) + " x " + std::to_string(request.in),
                     "sides from 1 to 2^31 and at most 2^56 weights",
                     {}};
    switch (request.format) {
    case OutputFormat::Lapidary:
        return nativeLayout(settings, request);
    case OutputFormat::CompressedTensors:
        return compressedTensorsLayout(settings, request);
    case OutputFormat::HuggingFace:
        break;
    }
    LayoutBuilder builder(request.dtype);
    builder.addDense("", request.out, request.in);
    return builder.take();
}

} // namespace lapidary::plan
