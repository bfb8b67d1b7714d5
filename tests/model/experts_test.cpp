// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/checkpoint.h"
#include "core/model/fused_sites.h"
#include "core/model/model_spec.h"
#include "tests/support/bytes.h"
#include "tests/support/giant_model.h"
#include "tests/support/test_data.h"

#include <gtest/gtest.h>

namespace lapidary::model {
namespace {

base::Result<ModelSpec> described(const std::filesystem::path& folder) {
    LAPIDARY_TRY(const formats::Checkpoint checkpoint, formats::openCheckpoint(folder));
    return describeModel(checkpoint);
}

TEST(Experts, AreSitesOfTheirOwnBehindTheRouter) {
    const tests::TemporaryFolder folder;
    tests::makeExpertsModel(folder.path(), 2, 3);
    const auto model = described(folder.path());
    ASSERT_TRUE(model.ok()) << base::describe(model.error());
    ASSERT_EQ(model->blocks.size(), 2U);
    EXPECT_EQ(model->blocks[1].sites.size(), 5U + 3 * 3);
    EXPECT_EQ(model->blocks[1].sites[4].id.name, "blocks.1.mlp.router");
    EXPECT_EQ(model->blocks[1].sites[4].out, 3);
    const Site* up = model->find(SiteId("blocks.1.mlp.experts.2.up"));
    ASSERT_NE(up, nullptr);
    EXPECT_EQ(up->kind, SiteKind::Up);
    EXPECT_EQ(up->expert, 2);
    EXPECT_EQ(up->tensor, "model.layers.1.mlp.experts.2.up_proj.weight");
    EXPECT_EQ(up->inputGroup.name, "blocks.1.mlp.experts.2.in");
    EXPECT_NE(model->findGroup(up->inputGroup), nullptr);
    EXPECT_EQ(model->find(SiteId("blocks.1.mlp.experts.3.up")), nullptr);
    EXPECT_EQ(model->find(SiteId("blocks.7.mlp.up")), nullptr);
    EXPECT_FALSE(model->blocks[1].sites[4].isBlockLinear()) << "a router is left alone";
}

TEST(Experts, EverySiteIsFoundAtItsPlace) {
    const tests::TemporaryFolder folder;
    tests::makeExpertsModel(folder.path(), 3, 4);
    const auto model = described(folder.path());
    ASSERT_TRUE(model.ok());
    const std::vector<const Site*> sites = model->allSites();
    EXPECT_EQ(sites.size(), model->siteCount());
    for (std::size_t place = 0; place < sites.size(); ++place) {
        EXPECT_EQ(model->find(sites[place]->id), sites[place]);
        EXPECT_EQ(model->placeOf(sites[place]->id), place);
    }
    EXPECT_FALSE(model->placeOf(SiteId("nothing")));
}

TEST(Experts, AreFusedAllOfABlock) {
    const tests::TemporaryFolder folder;
    tests::makeExpertsModel(folder.path(), 1, 3);
    const auto model = described(folder.path());
    ASSERT_TRUE(model.ok());
    const std::vector<FusedSites> fused = fusedSites(model->blocks.front());
    ASSERT_EQ(fused.size(), 2U);
    EXPECT_EQ(fused[0].sites.size(), 3U) << "q, k, v";
    EXPECT_EQ(fused[1].kind, FusedSites::Kind::Experts);
    EXPECT_EQ(fused[1].sites.size(), 9U);
}

TEST(Experts, AreNotComputed) {
    const tests::TemporaryFolder folder;
    tests::makeExpertsModel(folder.path(), 1, 2);
    const auto model = described(folder.path());
    ASSERT_TRUE(model.ok());
    const base::Status status = checkComputable(*model, "folder");
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, base::ErrorCode::Unsupported);
    EXPECT_NE(status.error().found.find("qwen3_moe"), std::string::npos);
}

TEST(Experts, AMissingOneIsNamed) {
    const tests::TemporaryFolder folder;
    tests::makeExpertsModel(folder.path(), 1, 2);
    std::string config = tests::fileBytes(folder / "config.json");
    const std::string two = "\"num_experts\":2";
    ASSERT_NE(config.find(two), std::string::npos);
    config.replace(config.find(two), two.size(), "\"num_experts\":20");
    tests::putFile(folder / "config.json", config);
    const auto model = described(folder.path());
    ASSERT_FALSE(model.ok()) << "the router has two rows";
    EXPECT_NE(model.error().place.find("mlp.gate"), std::string::npos) << base::describe(model.error());
}

} // namespace
} // namespace lapidary::model
