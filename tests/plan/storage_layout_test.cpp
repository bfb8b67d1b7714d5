// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/method_info.h"
#include "core/plan/storage_layout.h"
#include "tests/plan/settings_maker.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>
#include <random>
#include <set>
#include <vector>

using namespace lapidary;
using namespace lapidary::plan;
using lapidary::tests::family;

namespace {

/// A bit stream as the header describes it, written out to be counted.
class BitStream final {
public:
    void append(std::uint64_t value, int width) {
        for (int i = 0; i < width; ++i)
            m_bits.push_back((value >> i) & 1);
    }
    void padRow() {
        while (m_bits.size() % 8 != 0)
            m_bits.push_back(false);
    }
    std::uint64_t bytes() const { return m_bits.size() / 8; }

private:
    std::vector<bool> m_bits;
};

struct Shape {
    std::int64_t out;
    std::int64_t in;
};

Shape randomShape(std::mt19937_64& random) {
    std::uniform_int_distribution<std::int64_t> rows(1, 40);
    std::uniform_int_distribution<std::int64_t> columns(1, 12);
    return {rows(random), columns(random) * 8};
}

LayoutRequest request(Shape shape, OutputFormat format = OutputFormat::Lapidary,
                      formats::DType dtype = formats::DType::BF16) {
    LayoutRequest r;
    r.out = shape.out;
    r.in = shape.in;
    r.format = format;
    r.dtype = dtype;
    return r;
}

/// Codes, scales and zero points of a matrix whose row `r` keeps the columns of `kept[r]`, packed entry by
/// entry.
std::uint64_t packedGridBytes(const std::vector<std::vector<std::int64_t>>& kept, std::int64_t columns,
                              int bits, std::int64_t group, bool symmetric) {
    BitStream codes;
    BitStream zeros;
    std::uint64_t scales = 0;
    for (const auto& row : kept) {
        for (std::size_t i = 0; i < row.size(); ++i)
            codes.append(1, bits);
        codes.padRow();
        std::set<std::int64_t> groups;
        for (std::int64_t c = 0; c < columns; ++c)
            groups.insert(group == 0 ? 0 : c / group);
        scales += groups.size();
        if (!symmetric)
            for (std::size_t g = 0; g < groups.size(); ++g)
                zeros.append(1, bits);
        zeros.padRow();
    }
    return codes.bytes() + zeros.bytes() + 2 * scales;
}

std::vector<std::vector<std::int64_t>> everything(Shape shape) {
    std::vector<std::int64_t> row(static_cast<std::size_t>(shape.in));
    std::iota(row.begin(), row.end(), 0);
    return std::vector<std::vector<std::int64_t>>(static_cast<std::size_t>(shape.out), row);
}

} // namespace

TEST(StorageLayout, GridBytesEqualBruteForcePacking) {
    std::mt19937_64 random(11);
    for (int trial = 0; trial < 300; ++trial) {
        const Shape shape = randomShape(random);
        const int bits = 2 + static_cast<int>(random() % 7);
        const std::int64_t group = std::vector<std::int64_t>{0, 2, 4, 8}[random() % 4];
        const bool symmetric = random() % 2 == 0;
        SiteSettings settings;
        settings.families[Family::Quantization] =
            family("rtn", {{"bits", std::int64_t{bits}}, {"group", group}, {"symmetric", symmetric}});
        const auto layout = storageLayout(settings, request(shape));
        ASSERT_TRUE(layout.ok());
        EXPECT_EQ(layout->bytes, packedGridBytes(everything(shape), shape.in, bits, group, symmetric))
            << shape.out << " x " << shape.in << ", " << bits << " bits, group " << group;
        EXPECT_EQ(layout->find("zero_point") == nullptr, symmetric);
    }
}

TEST(StorageLayout, MaskBytesEqualBruteForcePacking) {
    std::mt19937_64 random(12);
    for (int trial = 0; trial < 300; ++trial) {
        const Shape shape = randomShape(random);
        const int of = 1 << (1 + static_cast<int>(random() % 3));
        const int keep = 1 + static_cast<int>(random() % static_cast<unsigned>(of - 1));
        SiteSettings settings;
        settings.families[Family::Sparsity] =
            family("wanda", {{"pattern", std::to_string(keep) + ":" + std::to_string(of)}});
        const auto layout = storageLayout(settings, request(shape));
        ASSERT_TRUE(layout.ok());

        // Count the subsets instead of using the formula.
        std::uint64_t subsets = 0;
        for (unsigned set = 0; set < (1u << of); ++set)
            subsets += std::popcount(set) == keep ? 1 : 0;
        int width = 0;
        while ((std::uint64_t{1} << width) < subsets)
            ++width;
        BitStream mask;
        for (std::int64_t r = 0; r < shape.out; ++r) {
            for (std::int64_t g = 0; g < shape.in / of; ++g)
                mask.append(0, width);
            mask.padRow();
        }
        const std::uint64_t values = static_cast<std::uint64_t>(shape.out * (shape.in / of) * keep) * 2;
        EXPECT_EQ(layout->bytes, mask.bytes() + values) << keep << ":" << of;
        EXPECT_EQ(layout->find("mask")->bytes, mask.bytes());
    }
}

TEST(StorageLayout, UnstructuredMaskWithCodesKeepsOnlyKeptEntries) {
    std::mt19937_64 random(13);
    for (int trial = 0; trial < 200; ++trial) {
        const Shape shape = randomShape(random);
        const double amount = static_cast<double>(random() % 100) / 100.0;
        const int bits = 2 + static_cast<int>(random() % 7);
        SiteSettings settings;
        settings.families[Family::Sparsity] = family("magnitude", {{"amount", amount}});
        settings.families[Family::Quantization] =
            family("rtn", {{"bits", std::int64_t{bits}}, {"group", std::int64_t{8}}});
        const auto layout = storageLayout(settings, request(shape));
        ASSERT_TRUE(layout.ok());

        // Drop columns one at a time while the share of zeros stays within the amount.
        std::vector<std::vector<std::int64_t>> kept = everything(shape);
        std::int64_t dropped = 0;
        while (static_cast<double>(dropped + 1) <= amount * static_cast<double>(shape.in))
            ++dropped;
        for (auto& row : kept)
            row.resize(row.size() - static_cast<std::size_t>(dropped));
        const std::uint64_t mask = static_cast<std::uint64_t>(shape.out * ((shape.in + 7) / 8));
        EXPECT_EQ(layout->bytes, mask + packedGridBytes(kept, shape.in, bits, 8, true));
        EXPECT_EQ(layout->find("values"), nullptr);
    }
}

TEST(StorageLayout, LowRankFactorsAreTermsOfTheirOwn) {
    SiteSettings settings;
    settings.families[Family::LowRank] = family("svd", {{"rank", std::int64_t{10}}});
    const auto dense = storageLayout(settings, request({48, 64}));
    ASSERT_TRUE(dense.ok());
    EXPECT_EQ(dense->bytes, 2u * 10 * (48 + 64));
    EXPECT_EQ(dense->parts.front().name, "up.weight");
    EXPECT_EQ(dense->find("down.weight")->shape, (std::vector<std::int64_t>{10, 64}));

    settings.families[Family::Quantization] = family("rtn", {{"group", std::int64_t{8}}});
    const auto coded = storageLayout(settings, request({48, 64}));
    ASSERT_TRUE(coded.ok());
    // Rank 10 is no multiple of 8: the second group of up's rows has two columns.
    EXPECT_EQ(coded->find("up.scale")->shape, (std::vector<std::int64_t>{48, 2}));
    EXPECT_EQ(coded->bytes, packedGridBytes(everything({48, 10}), 10, 4, 8, true) +
                                packedGridBytes(everything({10, 64}), 64, 4, 8, true));

    settings.families[Family::Sparsity] = family("wanda", {{"pattern", std::string("2:4")}});
    const auto sparse = storageLayout(settings, request({48, 64}));
    ASSERT_FALSE(sparse.ok());
    EXPECT_EQ(sparse.error().code, base::ErrorCode::NotApplicable) << "rank 10 is no multiple of 4";
}

TEST(StorageLayout, CodedAdaptersRunAlongTheLongSide) {
    SiteSettings settings;
    settings.families[Family::Quantization] = family("rtn", {{"bits", std::int64_t{3}}});
    settings.families[Family::Adapter] = family("whitened", {{"rank", 0.1}, {"bits", std::int64_t{4}}});
    const auto layout = storageLayout(settings, request({128, 192}));
    ASSERT_TRUE(layout.ok());
    EXPECT_EQ(layout->find("adapter.up.codes")->shape, (std::vector<std::int64_t>{12, 64}));
    EXPECT_EQ(layout->find("adapter.up.scale")->shape, (std::vector<std::int64_t>{12, 2}));
    EXPECT_EQ(layout->find("adapter.down.codes")->shape, (std::vector<std::int64_t>{12, 96}));

    settings.families[Family::Adapter] = family("whitened", {{"rank", 0.1}, {"bits", std::int64_t{16}}});
    const auto plain = storageLayout(settings, request({128, 192}));
    ASSERT_TRUE(plain.ok());
    EXPECT_EQ(plain->find("adapter.up.weight")->shape, (std::vector<std::int64_t>{128, 12}));
}

TEST(StorageLayout, DynamicOrderStoresAnIndex) {
    SiteSettings settings;
    settings.families[Family::Quantization] =
        family("gptq", {{"order", std::string("dynamic")}, {"group", std::int64_t{8}}});
    const auto layout = storageLayout(settings, request({4, 40}));
    ASSERT_TRUE(layout.ok());
    ASSERT_NE(layout->find("group_index"), nullptr);
    EXPECT_EQ(layout->find("group_index")->bytes, 15u) << "40 columns, 5 groups, 3 bits each";
    settings.families[Family::Quantization] =
        family("gptq", {{"order", std::string("dynamic")}, {"group", std::int64_t{0}}});
    EXPECT_EQ(storageLayout(settings, request({4, 40}))->find("group_index"), nullptr);
}

TEST(StorageLayout, SkipAndHuggingFaceAreDense) {
    SiteSettings settings;
    settings.families[Family::Quantization] = family("rtn", {});
    EXPECT_EQ(
        storageLayout(settings, request({8, 64}, OutputFormat::HuggingFace, formats::DType::F32))->bytes,
        4u * 8 * 64);
    settings.skip = true;
    const auto skipped = storageLayout(settings, request({8, 64}));
    ASSERT_TRUE(skipped.ok());
    ASSERT_EQ(skipped->parts.size(), 1u);
    EXPECT_EQ(skipped->parts[0].name, "weight");
    EXPECT_EQ(skipped->bytes, 2u * 8 * 64);
}

TEST(StorageLayout, CompressedTensorsHoldsSymmetricFourAndEightBits) {
    const auto layoutOf = [](const std::map<std::string, ParameterValue>& values,
                             formats::DType dtype = formats::DType::F16) {
        SiteSettings settings;
        settings.families[Family::Quantization] = family("rtn", values);
        return storageLayout(settings, request({6, 40}, OutputFormat::CompressedTensors, dtype));
    };
    const auto four = layoutOf({{"group", std::int64_t{20}}});
    ASSERT_TRUE(four.ok());
    EXPECT_EQ(four->find("weight_packed")->shape, (std::vector<std::int64_t>{6, 5}));
    EXPECT_EQ(four->find("weight_scale")->shape, (std::vector<std::int64_t>{6, 2}));
    EXPECT_EQ(four->find("weight_shape")->bytes, 16u);
    EXPECT_EQ(four->bytes, 6u * 5 * 4 + 6 * 2 * 2 + 16);
    EXPECT_EQ(layoutOf({{"bits", std::int64_t{8}}, {"group", std::int64_t{0}}})->find("weight_scale")->shape,
              (std::vector<std::int64_t>{6, 1}));

    for (const auto& refused : {layoutOf({{"bits", std::int64_t{3}}, {"group", std::int64_t{8}}}),
                                layoutOf({{"symmetric", false}, {"group", std::int64_t{8}}}),
                                layoutOf({{"per", std::string("tensor")}}),
                                layoutOf({{"group", std::int64_t{8}}}, formats::DType::F32)}) {
        ASSERT_FALSE(refused.ok());
        EXPECT_EQ(refused.error().code, base::ErrorCode::Unsupported);
    }
    SiteSettings pruned;
    pruned.families[Family::Sparsity] = family("wanda", {});
    EXPECT_EQ(storageLayout(pruned, request({6, 40}, OutputFormat::CompressedTensors)).error().code,
              base::ErrorCode::Unsupported);
}

TEST(StorageLayout, RefusesWhatItCannotCount) {
    SiteSettings settings;
    settings.families[Family::Quantization] = family("rtn", {{"group", std::int64_t{48}}});
    EXPECT_EQ(storageLayout(settings, request({8, 64})).error().code, base::ErrorCode::NotApplicable);
    EXPECT_EQ(storageLayout({}, request({0, 64})).error().code, base::ErrorCode::TooLarge);
    EXPECT_EQ(storageLayout({}, request({std::int64_t{1} << 31, std::int64_t{1} << 31})).error().code,
              base::ErrorCode::TooLarge);

    SiteSettings energy;
    energy.families[Family::LowRank] = family("svd", {{"energy", 0.9}});
    EXPECT_EQ(storageLayout(energy, request({8, 64})).error().code, base::ErrorCode::NotMeasured);
    LayoutRequest known = request({8, 64});
    known.lowRank = 3;
    EXPECT_EQ(storageLayout(energy, known)->bytes, 2u * 3 * 72);
    known.lowRank = 9;
    EXPECT_EQ(storageLayout(energy, known).error().code, base::ErrorCode::BadValue);
}

TEST(Settings, RanksFollowTheConventions) {
    const auto rank = [](const std::map<std::string, ParameterValue>& values, std::int64_t out,
                         std::int64_t in) {
        FamilySettings settings;
        settings.values.insert(values.begin(), values.end());
        return rankOf(settings, out, in);
    };
    EXPECT_EQ(rank({{"ratio", 0.8}}, 576, 576), 230); // 230.4
    EXPECT_EQ(rank({{"ratio", 0.8}}, 192, 576), 115); // 115.2
    EXPECT_EQ(rank({{"ratio", 1e-4}}, 192, 576), 1);
    EXPECT_EQ(rank({{"rank", 0.1}}, 1536, 576), 57); // int(57.6)
    EXPECT_EQ(rank({{"rank", std::int64_t{64}}}, 1536, 576), 64);
    EXPECT_EQ(rank({{"rank", 1e18}}, 1536, 576), 576);
    EXPECT_EQ(rank({{"rank", 1.0}}, 1536, 576), 1) << "1 is a rank, not a share";
    EXPECT_EQ(rank({{"energy", 0.5}}, 1536, 576), std::nullopt);
}

TEST(Settings, PatternsAreParsedStrictly) {
    EXPECT_TRUE(parsePattern("unstructured")->unstructured());
    EXPECT_EQ(parsePattern("2:4")->keep, 2);
    EXPECT_EQ(parsePattern("16:32")->of, 32);
    for (const char* bad :
         {"", "2:", ":4", "4:4", "5:4", "0:4", "-1:4", "2:4x", "2 :4", "1:33", "2:99999999999999999999"})
        EXPECT_EQ(parsePattern(bad), std::nullopt) << bad;
}
