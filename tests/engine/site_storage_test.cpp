// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/storage/site_storage.h"
#include "core/formats/safetensors.h"
#include "tests/engine/methods_test_support.h"
#include "tests/support/test_data.h"

#include <array>
#include <cstring>
#include <gtest/gtest.h>
#include <random>

namespace lapidary::tests {
namespace {

using plan::Family;
using plan::OutputFormat;

const base::RunControl kControl;
const std::string kModule = "model.layers.0.mlp.down_proj";

class SiteStorage : public ::testing::Test {
protected:
    /// Writes the parts as a safetensors file and opens it.
    formats::TensorCatalog written(const std::vector<engine::StoredPart>& parts) {
        std::vector<formats::TensorToWrite> tensors;
        for (const engine::StoredPart& part : parts)
            tensors.push_back({kModule + "." + part.layout.name, part.layout.dtype, part.layout.shape,
                               part.layout.bytes,
                               [&part]() -> base::Result<std::vector<std::byte>> { return part.bytes; }});
        const auto path = m_folder / ("site" + std::to_string(m_count++) + ".safetensors");
        const auto hash = formats::writeSafetensors(base::systemFiles(), path, tensors, {}, kControl);
        EXPECT_TRUE(hash.ok()) << (hash ? "" : base::describe(hash.error()));
        auto model = formats::openSafetensors(path);
        EXPECT_TRUE(model.ok()) << (model ? "" : base::describe(model.error()));
        return model ? model->catalog : formats::TensorCatalog();
    }

    TemporaryFolder m_folder;
    int m_count = 0;
};

/// Everything that makes a term, bit for bit.
void expectSame(const engine::Term& a, const engine::Term& b, const std::string& what) {
    ASSERT_EQ(a.kind, b.kind) << what;
    if (a.kind == engine::Term::Kind::LowRank) {
        expectSame(*a.up, *b.up, what + " up");
        expectSame(*a.down, *b.down, what + " down");
        return;
    }
    EXPECT_EQ(a.transposed, b.transposed) << what;
    EXPECT_EQ(a.mask.defined(), b.mask.defined()) << what;
    if (a.mask.defined()) {
        EXPECT_TRUE(a.mask.equal(b.mask)) << what;
        EXPECT_EQ(a.pattern, b.pattern) << what;
    }
    EXPECT_TRUE(a.weight().equal(b.weight())) << what;
    EXPECT_EQ(a.grid.bits, b.grid.bits) << what;
    EXPECT_EQ(a.grid.group, b.grid.group) << what;
    EXPECT_EQ(a.grid.index.defined(), b.grid.index.defined()) << what;
}

struct Case {
    std::map<Family, plan::FamilySettings> families;
    std::string text;
};

/// A random stack of families with random parameters of which the native format holds every one.
Case randomCase(std::mt19937_64& random) {
    const auto pick = [&](auto... options) {
        const std::array values = {options...};
        return values[random() % values.size()];
    };
    Case made;
    const auto add = [&](Family family, const std::string& method, const Values& values) {
        made.families[family] = familySettings(family, method, values);
        made.text += " " + method;
    };
    const bool factored = random() % 3 == 0;
    if (factored)
        add(Family::LowRank, random() % 2 == 0 ? "svd" : "svd-llm",
            {{"rank", static_cast<double>(pick(8, 16, 20))}});
    if (random() % 2 == 0) {
        const std::string pattern = pick("2:4", "1:4", "3:4", "unstructured", "unstructured");
        add(Family::Sparsity, random() % 2 == 0 ? "magnitude" : "wanda",
            {{"pattern", pattern},
             {"amount", pick(0.0, 0.3, 0.5, 0.77)},
             {"update", std::string(pick("none", "optimal"))}});
    }
    if (random() % 3 != 0) {
        const bool gptq = random() % 2 == 0;
        Values values = {{"bits", std::int64_t{2} + static_cast<std::int64_t>(random() % 7)},
                         {"group", std::int64_t{pick(0, 8, 12, 24)}},
                         {"symmetric", random() % 2 == 0},
                         {"range", std::string(pick("restricted", "full"))},
                         {"grid", std::string("minmax")}};
        if (random() % 5 == 0)
            values["per"] = std::string("tensor");
        if (gptq)
            values["order"] = std::string(pick("none", "dynamic", "static"));
        add(Family::Quantization, gptq ? "gptq" : "rtn", values);
    }
    if (random() % 3 == 0)
        add(Family::Adapter, random() % 2 == 0 ? "residual-svd" : "whitened",
            {{"rank", static_cast<double>(pick(1, 3, 6))},
             {"bits", std::int64_t{pick(3, 4, 8, 16)}},
             {"group", std::int64_t{pick(0, 10, 64)}}});
    return made;
}

TEST_F(SiteStorage, EveryStackComesBackBitForBitWithTheBytesOfItsLayout) {
    std::mt19937_64 random(7);
    const at::Tensor w = randomMatrix(23, 48, 1);
    const at::Tensor moment = randomMoment(48, 200, 2);
    for (int round = 0; round < 80; ++round) {
        const Case made = randomCase(random);
        SCOPED_TRACE(std::to_string(round) + made.text);
        engine::SiteJob job = siteJob(w, moment, made.families);
        job.types.values = round % 2 == 0 ? at::kBFloat16 : at::kHalf;
        const auto outcome = compressSite(job, kControl);
        ASSERT_OK(outcome);
        plan::LayoutRequest request;
        request.out = 23;
        request.in = 48;
        request.dtype = round % 2 == 0 ? formats::DType::BF16 : formats::DType::F16;
        const auto layout = plan::storageLayout(job.settings, request);
        ASSERT_OK(layout);
        const auto parts = storeSite(outcome->linear, *layout);
        ASSERT_OK(parts);
        std::uint64_t bytes = 0;
        for (std::size_t i = 0; i < parts->size(); ++i) {
            EXPECT_EQ((*parts)[i].layout, layout->parts[i]);
            bytes += (*parts)[i].bytes.size();
        }
        EXPECT_EQ(bytes, layout->bytes);
        const base::Json description = base::Json::parse(describeSite(outcome->linear).dump());
        const auto loaded = engine::loadSite(description, kModule, written(*parts), at::kCPU);
        ASSERT_OK(loaded);
        ASSERT_EQ(loaded->terms.size(), outcome->linear.terms.size());
        for (std::size_t i = 0; i < loaded->terms.size(); ++i)
            expectSame(outcome->linear.terms[i], loaded->terms[i], "term " + std::to_string(i));
        EXPECT_TRUE(loaded->weight().equal(outcome->linear.weight()));
        const auto again = storeSite(*loaded, *layout);
        ASSERT_OK(again);
        for (std::size_t i = 0; i < again->size(); ++i)
            EXPECT_EQ((*again)[i].bytes, (*parts)[i].bytes);
    }
}

struct Stored {
    engine::CompressedLinear linear;
    std::vector<engine::StoredPart> parts;
};

Stored stored(const std::map<Family, plan::FamilySettings>& families, OutputFormat format,
              std::int64_t rows = 6, std::int64_t columns = 24) {
    engine::SiteJob job = siteJob(randomMatrix(rows, columns, 3), randomMoment(columns, 100, 4), families);
    job.types = {at::kBFloat16, format == OutputFormat::CompressedTensors ? at::kBFloat16 : at::kHalf};
    auto outcome = compressSite(job, kControl);
    EXPECT_TRUE(outcome.ok());
    plan::LayoutRequest request;
    request.out = rows;
    request.in = columns;
    request.format = format;
    auto layout = plan::storageLayout(job.settings, request);
    EXPECT_TRUE(layout.ok());
    auto parts = storeSite(outcome->linear, *layout);
    EXPECT_TRUE(parts.ok()) << (parts ? "" : base::describe(parts.error()));
    return {outcome->linear, parts ? *std::move(parts) : std::vector<engine::StoredPart>()};
}

std::map<Family, plan::FamilySettings> rtn(const Values& values) {
    return {{Family::Quantization, familySettings(Family::Quantization, "rtn", values)}};
}

TEST_F(SiteStorage, CompressedTensorsWordsHoldTheCodesLittleEndFirst) {
    for (const std::int64_t bits : {4, 8}) {
        const Stored site =
            stored(rtn({{"bits", bits}, {"group", std::int64_t{8}}}), OutputFormat::CompressedTensors);
        ASSERT_EQ(site.parts.size(), 3U);
        const at::Tensor codes = site.linear.terms.front().grid.codes;
        std::vector<std::uint32_t> words(site.parts[0].bytes.size() / 4);
        std::memcpy(words.data(), site.parts[0].bytes.data(), site.parts[0].bytes.size());
        const std::int64_t perWord = 32 / bits;
        for (std::int64_t i = 0; i < 24; ++i) {
            const std::uint32_t word =
                words[static_cast<std::size_t>(2 * (24 / perWord) + i / perWord)]; // row 2
            EXPECT_EQ((word >> (bits * (i % perWord))) & ((1U << bits) - 1),
                      codes[2][i].item<std::int64_t>());
        }
        const auto loaded = engine::loadSite(base::Json::parse(describeSite(site.linear).dump()), kModule,
                                             written(site.parts), at::kCPU);
        ASSERT_OK(loaded);
        EXPECT_TRUE(loaded->weight().equal(site.linear.weight()));
    }
}

TEST_F(SiteStorage, HuggingFaceHoldsTheRoundedWholeWeight) {
    const Stored site =
        stored(rtn({{"bits", std::int64_t{3}}, {"group", std::int64_t{8}}}), OutputFormat::HuggingFace);
    ASSERT_EQ(site.parts.size(), 1U);
    const auto catalog = written(site.parts);
    std::vector<float> values(6 * 24);
    ASSERT_OK(catalog.decodeRows(*catalog.find(kModule + ".weight"), 0, 6, values));
    const at::Tensor expected = site.linear.weight().to(at::kBFloat16).to(at::kFloat).contiguous();
    EXPECT_EQ(std::memcmp(values.data(), expected.const_data_ptr<float>(), values.size() * 4), 0);
}

TEST_F(SiteStorage, TwoOfFourIndicesAreTheDocumentedOnes) {
    auto families = rtn({{"group", std::int64_t{8}}});
    families[Family::Sparsity] = familySettings(Family::Sparsity, "magnitude", {{"pattern", "2:4"}});
    const Stored site = stored(families, OutputFormat::Lapidary, 64, 8);
    const at::Tensor mask = site.linear.terms.front().mask;
    ASSERT_EQ(site.parts.front().layout.name, "mask");
    const std::vector<std::pair<int, int>> pairs = {{0, 1}, {0, 2}, {1, 2}, {0, 3}, {1, 3}, {2, 3}};
    for (std::int64_t row = 0; row < 64; ++row) // 2 groups of 3 bits a row: one byte
        for (std::int64_t group = 0; group < 2; ++group) {
            const int number =
                std::to_integer<int>(site.parts.front().bytes[static_cast<std::size_t>(row)]) >> (3 * group) &
                7;
            ASSERT_LT(number, 6);
            const auto [first, second] = pairs[static_cast<std::size_t>(number)];
            EXPECT_TRUE(mask[row][group * 4 + first].item<bool>() &&
                        mask[row][group * 4 + second].item<bool>());
        }
}

TEST_F(SiteStorage, DescriptionsThatDoNotFitAreRefused) {
    auto families = rtn({{"group", std::int64_t{8}}, {"symmetric", false}});
    families[Family::Sparsity] = familySettings(Family::Sparsity, "magnitude", {{"pattern", "2:4"}});
    const Stored site = stored(families, OutputFormat::Lapidary);
    const formats::TensorCatalog catalog = written(site.parts);
    const base::Json good = base::Json::parse(describeSite(site.linear).dump());
    ASSERT_OK(engine::loadSite(good, kModule, catalog, at::kCPU));
    const std::vector<std::pair<const char*, base::Json>> changes = {{"bits", 5},
                                                                     {"bits", 9},
                                                                     {"bits", "4"},
                                                                     {"group", 0},
                                                                     {"group", 12},
                                                                     {"group", -8},
                                                                     {"symmetric", 1},
                                                                     {"pattern", "3:4"},
                                                                     {"kept", 13},
                                                                     {"pattern", "2:5"},
                                                                     {"kind", "dense"},
                                                                     {"kind", "codebook"},
                                                                     {"shape", {6, 25}},
                                                                     {"shape", {6}},
                                                                     {"shape", {0, 24}},
                                                                     {"shape", {-6, 24}},
                                                                     {"shape", "6x24"},
                                                                     {"group_index", true},
                                                                     {"pattern", "x"},
                                                                     {"per_tensor", true},
                                                                     {"shape", {6, std::uint64_t{1} << 63}},
                                                                     {"shape", {1 << 30, 1 << 30}},
                                                                     {"kept", 1e300}};
    for (const auto& [key, value] : changes) {
        base::Json bad = good;
        bad["terms"][0][key] = value;
        EXPECT_FALSE(engine::loadSite(bad, kModule, catalog, at::kCPU)) << key << ' ' << value.dump();
    }
    for (const char* text : {"null", "{}", R"({"terms": []})", R"({"terms": 3})", R"({"terms": [3]})",
                             R"({"terms": [{"kind": "low_rank"}]})"})
        EXPECT_FALSE(engine::loadSite(base::Json::parse(text), kModule, catalog, at::kCPU)) << text;
    base::Json twice = good;
    twice["terms"].push_back(good["terms"][0]);
    EXPECT_FALSE(engine::loadSite(twice, kModule, catalog, at::kCPU));
    EXPECT_FALSE(engine::loadSite(good, "model.other", catalog, at::kCPU));
}

TEST_F(SiteStorage, MasksThatAreNoMasksAreRefused) {
    for (const char* pattern : {"2:4", "unstructured"}) {
        std::map<Family, plan::FamilySettings> families = {
            {Family::Sparsity, familySettings(Family::Sparsity, "magnitude", {{"pattern", pattern}})}};
        Stored site = stored(families, OutputFormat::Lapidary);
        ASSERT_EQ(site.parts.front().layout.name, "mask");
        site.parts.front().bytes.front() = std::byte{0xFF}; // number 7 of 6; eight kept in a row
        const auto loaded = engine::loadSite(base::Json::parse(describeSite(site.linear).dump()), kModule,
                                             written(site.parts), at::kCPU);
        ASSERT_FALSE(loaded) << pattern;
        EXPECT_EQ(loaded.error().code, base::ErrorCode::Inconsistent);
    }
}

} // namespace
} // namespace lapidary::tests
