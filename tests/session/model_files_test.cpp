// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/model_files.h"

#include "core/session/builtin_files.h"
#include "core/session/measure_job.h"
#include "tests/support/checkpoint_maker.h"
#include "tests/support/environment.h"
#include "tests/support/fake_engine.h"
#include "tests/support/test_data.h"

#include <gtest/gtest.h>
#include <tuple>

namespace lapidary::session {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;

/// A cache of its own, and a working folder in which a model named `builtin` lies.
class ModelFiles : public testing::Test {
protected:
    void SetUp() override {
        fs::create_directory(m_folder / "work");
        fs::current_path(m_folder / "work");
        tests::makeCheckpoint(m_folder / "work/builtin", {});
    }
    void TearDown() override { fs::current_path(m_before); }

    fs::path m_before = fs::current_path();
    tests::TemporaryFolder m_folder;
    tests::EnvironmentVariable m_cache{"XDG_CACHE_HOME", (m_folder / "cache").string()};
};

TEST_F(ModelFiles, BuiltinIsTheModelInsideAndDotSlashBuiltinAFolder) {
    const auto inside = openModel("builtin");
    ASSERT_OK(inside);
    EXPECT_EQ(inside->spec.blocks.size(), 6U);
    EXPECT_EQ(inside->path, *checkpointPath("builtin"));
    EXPECT_EQ(inside->path, builtinFiles()->model);
    const auto folder = openModel("./builtin");
    ASSERT_OK(folder);
    EXPECT_EQ(folder->spec.blocks.size(), 2U);
    EXPECT_EQ(*checkpointPath("./builtin"), "./builtin");
}

TEST_F(ModelFiles, TextsOfTheProgramGoByUseOrName) {
    const auto builtin = builtinFiles();
    ASSERT_OK(builtin);
    const auto sample = sampleTexts();
    ASSERT_OK(sample);
    for (const auto& [name, calibration, evaluation] :
         {std::tuple(std::string("builtin"), builtin->calibration, builtin->evaluation),
          std::tuple(std::string("sample"), sample->calibration, sample->evaluation)}) {
        EXPECT_EQ(*textPath(name, TextUse::Calibration), calibration);
        EXPECT_EQ(*textPath(name, TextUse::Evaluation), evaluation);
        for (const TextUse use : {TextUse::Calibration, TextUse::Evaluation}) {
            EXPECT_EQ(*textPath(name + ":calibration", use), calibration);
            EXPECT_EQ(*textPath(name + ":evaluation", use), evaluation);
            EXPECT_EQ(*textPath("./" + name, use), "./" + name);
            EXPECT_EQ(*textPath(name + ".txt", use), name + ".txt");
            EXPECT_EQ(*textPath("", use), "");
            const auto unknown = textPath(name + ":test", use);
            ASSERT_FALSE(unknown);
            EXPECT_EQ(unknown.error().code, ErrorCode::UnknownName);
            EXPECT_NE(base::describe(unknown.error()).find(name + ":evaluation"), std::string::npos);
        }
    }
}

TEST_F(ModelFiles, BuiltinTokenizesItsTexts) {
    const auto evaluation = tokenizeFile("builtin", "builtin", true);
    ASSERT_OK(evaluation);
    EXPECT_EQ(evaluation->ids, tokenizeFile("builtin", "builtin:evaluation", false)->ids);
    const auto calibration = tokenizeFile("builtin", "builtin:calibration", false);
    ASSERT_OK(calibration);
    EXPECT_NE(calibration->ids, evaluation->ids);
    // measure's default: 32 windows of the model's context of 256 tokens
    EXPECT_GE(calibration->ids.size(), 32U * 256U);
    EXPECT_LT(*std::max_element(calibration->ids.begin(), calibration->ids.end()), 1024);
    std::string text;
    for (std::size_t i = 0; i < 20; ++i)
        text += evaluation->texts[i];
    EXPECT_EQ(base::readTextFile(builtinFiles()->evaluation, 1 << 20)->substr(0, text.size()), text);
}

TEST_F(ModelFiles, AProjectOfTheBuiltinModelKnowsItByName) {
    tests::FakeEngine engine;
    MeasureJob job;
    job.request.model = *checkpointPath("builtin");
    job.project = m_folder / "p.lapidary";
    base::RunControl control;
    ASSERT_OK(measureIntoProject(engine, job, {}, control));
    const auto opened = openModel(job.project);
    ASSERT_OK(opened);
    EXPECT_EQ(opened->project->modelPath, "builtin");
    {
        const tests::EnvironmentVariable other("XDG_CACHE_HOME", (m_folder / "other").string());
        const auto path = checkpointPath(job.project);
        ASSERT_OK(path);
        EXPECT_TRUE(fs::equivalent(*path, builtinFolder(m_folder / "other/lapidary")));
    }
    EXPECT_EQ(keptPath("./builtin"), (m_folder / "work/builtin").string());
}

TEST_F(ModelFiles, TheRecordedProjectOpensAsOne) {
    const auto path = projectPath("builtin");
    ASSERT_OK(path);
    const auto opened = openModel(*path);
    ASSERT_OK(opened);
    EXPECT_EQ(opened->spec.config.name, "builtin");
    EXPECT_EQ(*checkpointPath(*path), builtinFiles()->model);
    EXPECT_EQ(*projectPath("./builtin"), "./builtin");
}

TEST_F(ModelFiles, TheSampleOpensWithoutItsModelAndFindsItInTheCache) {
    const auto opened = openModel("sample");
    ASSERT_OK(opened);
    EXPECT_EQ(opened->spec.blocks.size(), 30U);
    ASSERT_TRUE(opened->project.has_value());
    const fs::path where = m_folder / "cache/lapidary/models/SmolLM2-135M-Instruct.Q4_1.gguf";
    EXPECT_EQ(opened->path, where);

    const auto missing = checkpointPath("sample");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::FileNotFound);
    const std::string text = base::describe(missing.error());
    EXPECT_NE(text.find(where.string()), std::string::npos) << text;
    EXPECT_NE(text.find("get-model.sh"), std::string::npos) << text;

    fs::create_directories(where.parent_path());
    tests::writeFile(where, "");
    EXPECT_EQ(*checkpointPath("sample"), where);
    EXPECT_EQ(keptPath(where), "cache:SmolLM2-135M-Instruct.Q4_1.gguf");
    EXPECT_EQ(keptPath(where / "deeper"), (where / "deeper").string());
    EXPECT_EQ(*projectPath("./sample"), "./sample");
}

/// A project from elsewhere does not lead out of the models' folder by such a name.
TEST_F(ModelFiles, ACachedNameIsOneName) {
    const auto recorded = openModel("sample");
    ASSERT_OK(recorded);
    {
        auto project = results::ProjectFile::open(base::systemFiles(), m_folder / "p.lapidary");
        ASSERT_OK(project);
        ASSERT_OK(project->recordModel(recorded->spec, "cache:../secret"));
    }
    EXPECT_EQ(openModel(m_folder / "p.lapidary")->path, "cache:../secret");
}

TEST_F(ModelFiles, AFailureToUnpackIsSaid) {
    tests::writeFile(m_folder / "file", "");
    const tests::EnvironmentVariable cache("XDG_CACHE_HOME", (m_folder / "file").string());
    for (const base::Error& error : {openModel("builtin").error(), checkpointPath("builtin").error(),
                                     textPath("builtin", TextUse::Calibration).error()}) {
        EXPECT_EQ(error.code, ErrorCode::FileNotWritable);
        EXPECT_NE(base::describe(error).find("XDG_CACHE_HOME"), std::string::npos);
    }
}

} // namespace
} // namespace lapidary::session
