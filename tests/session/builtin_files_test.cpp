// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/builtin_files.h"

#include "core/builtin/files/embedded_files.h"
#include "core/formats/checkpoint.h"
#include "core/model/model_spec.h"
#include "core/results/project.h"
#include "tests/support/checkpoint_maker.h"
#include "tests/support/environment.h"
#include "tests/support/faulty_file_system.h"
#include "tests/support/test_data.h"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace lapidary::session {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using tests::Fault;
using tests::FaultyFileSystem;
using tests::TemporaryFolder;

std::string contentOf(const builtin::EmbeddedFile& file) {
    return {reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()};
}

std::string textOf(const fs::path& path) {
    return *base::readTextFile(path, std::uint64_t{1} << 24);
}

/// Whether all files lie there, each whole, and nothing beside them.
testing::AssertionResult isWhole(const fs::path& folder) {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(folder)) {
        ++count;
        const auto name = entry.path().filename().string();
        const auto files = builtin::embeddedFiles();
        const auto file =
            std::find_if(files.begin(), files.end(), [&](const auto& f) { return f.name == name; });
        if (file == files.end())
            return testing::AssertionFailure() << "a file " << name;
        if (textOf(entry.path()) != contentOf(*file))
            return testing::AssertionFailure() << name << " is not as in the program";
    }
    if (count != builtin::embeddedFiles().size())
        return testing::AssertionFailure() << count << " files";
    return testing::AssertionSuccess();
}

TEST(BuiltinFiles, OpenAsAModelNamedBuiltin) {
    const TemporaryFolder folder;
    const auto files = builtinFiles(folder / "not" / "yet" / "there");
    ASSERT_OK(files);
    EXPECT_TRUE(isWhole(files->model));
    const auto checkpoint = formats::openCheckpoint(files->model);
    ASSERT_OK(checkpoint);
    const auto spec = model::describeModel(*checkpoint);
    ASSERT_OK(spec);
    EXPECT_EQ(spec->config.name, "builtin");
    EXPECT_EQ(spec->blocks.size(), 6U);
    EXPECT_GT(spec->parameters, 1000000U);
    EXPECT_LT(spec->parameters, 3000000U);
    ASSERT_OK(formats::openTokenizer(*checkpoint));
    EXPECT_TRUE(fs::exists(files->calibration));
    EXPECT_TRUE(fs::exists(files->evaluation));
}

TEST(BuiltinFiles, AreWrittenOnce) {
    const TemporaryFolder folder;
    FaultyFileSystem counting;
    ASSERT_OK(builtinFiles(folder.path(), counting));
    const std::size_t steps = counting.total();
    EXPECT_EQ(counting.count(tests::FileOperation::Rename), builtin::embeddedFiles().size());
    ASSERT_OK(builtinFiles(folder.path(), counting));
    EXPECT_EQ(counting.total(), steps) << "the second use only reads";
}

TEST(BuiltinFiles, DamageIsMendedAndNothingElseTouched) {
    const TemporaryFolder folder;
    const auto files = builtinFiles(folder.path());
    ASSERT_OK(files);
    const std::vector<std::function<void(const fs::path&, std::string)>> damages = {
        [](const fs::path& path, const std::string&) { fs::remove(path); },
        [](const fs::path& path, const std::string&) { fs::resize_file(path, fs::file_size(path) / 2); },
        [](const fs::path& path, const std::string& text) { tests::writeFile(path, text + "x"); },
        [](const fs::path& path, std::string text) {
            text.back() = static_cast<char>(text.back() ^ 1);
            tests::writeFile(path, text);
        }};
    for (const builtin::EmbeddedFile& file : builtin::embeddedFiles())
        for (const auto& damage : damages) {
            damage(files->model / file.name, contentOf(file));
            FaultyFileSystem counting;
            ASSERT_OK(builtinFiles(folder.path(), counting));
            EXPECT_EQ(counting.count(tests::FileOperation::Rename), 1U) << file.name;
            ASSERT_TRUE(isWhole(files->model));
        }
}

TEST(BuiltinFiles, AFailureAtAnyStepLeavesNoPartAndTheNextUseMends) {
    const TemporaryFolder folder;
    const auto files = builtinFiles(folder.path());
    ASSERT_OK(files);
    for (const bool crash : {false, true})
        for (std::size_t step = 1;; ++step) {
            for (const char* missing : {"config.json", "tokenizer_config.json"})
                fs::remove(files->model / missing);
            FaultyFileSystem failing(Fault{step, {}, ENOSPC, crash, true});
            const auto failed = builtinFiles(folder.path(), failing);
            if (!failing.fired())
                break;
            ASSERT_FALSE(failed) << step;
            EXPECT_EQ(failed.error().code, ErrorCode::DiskFull);
            for (const fs::path& entry : fs::directory_iterator(files->model))
                if (entry.extension() == ".partial") {
                    EXPECT_TRUE(crash) << "only who dies leaves a file of a temporary name";
                    fs::remove(entry);
                }
            for (const builtin::EmbeddedFile& file : builtin::embeddedFiles())
                if (fs::exists(files->model / file.name)) {
                    ASSERT_EQ(textOf(files->model / file.name), contentOf(file)) << step;
                }
            ASSERT_OK(builtinFiles(folder.path()));
            ASSERT_TRUE(isWhole(files->model)) << step;
        }
}

TEST(BuiltinFiles, ACacheThatCannotBeWrittenIsSaidUnlessAllIsThere) {
    const TemporaryFolder folder;
    FaultyFileSystem readOnly(Fault{1, {}, EROFS, true, false});
    const auto failed = builtinFiles(folder.path(), readOnly);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::FileNotWritable);
    const std::string text = base::describe(failed.error());
    EXPECT_NE(text.find(folder.path().string()), std::string::npos) << text;
    EXPECT_NE(text.find("built-in model"), std::string::npos) << text;
    EXPECT_NE(text.find("XDG_CACHE_HOME"), std::string::npos) << text;

    tests::writeFile(folder / "file", "in the way");
    EXPECT_FALSE(builtinFiles(folder / "file"));

    ASSERT_OK(builtinFiles(folder.path()));
    EXPECT_TRUE(builtinFiles(folder.path(), readOnly)) << "nothing is left to write";
}

/// Runs `work` in `count` processes that begin together; the number of those that report a failure.
int failuresOfProcesses(int count, const std::function<bool()>& work) {
    int start[2];
    EXPECT_EQ(::pipe(start), 0);
    std::vector<pid_t> children;
    for (int i = 0; i < count; ++i) {
        const pid_t child = ::fork();
        if (child == 0) {
            ::close(start[1]);
            char byte = 0;
            (void)!::read(start[0], &byte, 1); // until the parent closes its end
            ::_exit(work() ? 0 : 1);
        }
        children.push_back(child);
    }
    ::close(start[0]);
    ::close(start[1]);
    int failures = 0;
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        failures += WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : 1;
    }
    return failures;
}

TEST(BuiltinFiles, ProcessesUnpackAtOnce) {
    for (int round = 0; round < 5; ++round) {
        const TemporaryFolder folder;
        EXPECT_EQ(failuresOfProcesses(6,
                                      [&] {
                                          const auto files = builtinFiles(folder.path());
                                          return files && formats::openCheckpoint(files->model).ok();
                                      }),
                  0);
        EXPECT_TRUE(isWhole(builtinFolder(folder.path())));
    }
}

TEST(BuiltinFiles, ThreadsUnpackAtOnce) {
    const TemporaryFolder folder;
    std::atomic<int> good = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] { good += builtinFiles(folder.path()).ok() ? 1 : 0; });
    }
    EXPECT_EQ(good, 4);
    EXPECT_TRUE(isWhole(builtinFolder(folder.path())));
}

TEST(CacheFolder, FollowsTheEnvironment) {
    const tests::EnvironmentVariable home("HOME", "/home/somebody");
    {
        const tests::EnvironmentVariable cache("XDG_CACHE_HOME", "/big/cache");
        EXPECT_EQ(*cacheFolder(), "/big/cache/lapidary");
    }
    const tests::EnvironmentVariable cache("XDG_CACHE_HOME", "relative");
    EXPECT_EQ(*cacheFolder(), "/home/somebody/.cache/lapidary");
    const tests::EnvironmentVariable none("HOME", "");
    const auto failed = cacheFolder();
    ASSERT_FALSE(failed);
    EXPECT_NE(base::describe(failed.error()).find("XDG_CACHE_HOME"), std::string::npos);
}

TEST(BuiltinProject, IsAWritableCopyThatKeepsWhatWasWritten) {
    const TemporaryFolder folder;
    const auto path = workingProject(RecordedProject::Builtin, folder.path());
    ASSERT_OK(path);
    EXPECT_EQ(path->filename(), "builtin.lapidary");
    {
        auto project = results::ProjectFile::open(base::systemFiles(), *path);
        ASSERT_OK(project);
        ASSERT_OK(project->recordPlan({{"a", 1}}, nullptr));
        const auto other = workingProject(RecordedProject::Builtin, folder.path());
        ASSERT_OK(other);
        EXPECT_NE(*other, *path) << "another program writes in the first";
        EXPECT_TRUE(results::ProjectFile::open(base::systemFiles(), *other).ok());
    }
    EXPECT_EQ(*workingProject(RecordedProject::Builtin, folder.path()), *path);
    EXPECT_EQ(results::ProjectFile::read(*path)->plan["a"], 1);
    ASSERT_OK(builtinFiles(folder.path()));
    EXPECT_EQ(results::ProjectFile::read(*path)->plan["a"], 1) << "unpacking leaves the user's copy alone";
}

TEST(BuiltinProject, ADamagedCopyIsLeftAndAnotherMade) {
    const TemporaryFolder folder;
    const auto path = workingProject(RecordedProject::Builtin, folder.path());
    ASSERT_OK(path);
    tests::writeFile(*path, "no HDF5");
    const auto other = workingProject(RecordedProject::Builtin, folder.path());
    ASSERT_OK(other);
    EXPECT_NE(*other, *path);
    EXPECT_EQ(*base::readTextFile(*path, 100), "no HDF5");
    EXPECT_TRUE(results::ProjectFile::read(*other)->logits.has_value());
}

TEST(BuiltinProject, ProcessesGetOneEach) {
    const TemporaryFolder folder;
    EXPECT_EQ(failuresOfProcesses(4,
                                  [&] {
                                      const auto path =
                                          workingProject(RecordedProject::Builtin, folder.path());
                                      return path && results::ProjectFile::read(*path).ok();
                                  }),
              0);
}

TEST(SampleProject, IsUnpackedToReadAndCopiedToWrite) {
    const TemporaryFolder folder;
    const auto recorded = sampleProject(folder.path());
    ASSERT_OK(recorded);
    EXPECT_EQ(textOf(*recorded), contentOf(builtin::sampleProject()));
    const auto working = workingProject(RecordedProject::Sample, folder.path());
    ASSERT_OK(working);
    EXPECT_NE(*working, *recorded);
    EXPECT_EQ(working->filename(), "sample.lapidary");
    ASSERT_OK(results::ProjectFile::open(base::systemFiles(), *working)->recordPlan({{"a", 1}}, nullptr));
    EXPECT_EQ(textOf(*sampleProject(folder.path())), contentOf(builtin::sampleProject()));
    EXPECT_EQ(results::ProjectFile::read(*workingProject(RecordedProject::Sample, folder.path()))->plan["a"],
              1);

    tests::writeFile(folder / "file", "");
    const auto failed = sampleProject(folder / "file");
    ASSERT_FALSE(failed);
    EXPECT_NE(base::describe(failed.error()).find("unpacking the sample project"), std::string::npos);
}

/// SmolLM2-135M: 30 blocks of 7 sites in 4 input groups, hidden 576.
TEST(SampleProject, HoldsEveryMeasurementAndOneFinishedRun) {
    const TemporaryFolder folder;
    const auto path = sampleProject(folder.path());
    ASSERT_OK(path);
    const auto project = results::ProjectFile::read(*path);
    ASSERT_OK(project);
    EXPECT_EQ(project->modelPath, "cache:SmolLM2-135M-Instruct.Q4_1.gguf")
        << "no path of the machine that measured";
    ASSERT_TRUE(project->model.has_value());
    EXPECT_EQ(project->model->blockSites().size(), 210U);
    for (const model::Block& block : project->model->blocks) {
        for (const model::InputGroup& group : block.groups)
            EXPECT_TRUE(project->activations.contains(group.id)) << group.id.name;
        for (const model::Site& site : block.sites) {
            ASSERT_TRUE(project->spectra.contains(site.id)) << site.id.name;
            EXPECT_TRUE(project->spectra.at(site.id).activationWeighted.has_value()) << site.id.name;
            EXPECT_TRUE(std::ranges::any_of(project->sensitivity, [&](const auto& point) {
                return point.site == site.id;
            })) << site.id.name;
        }
    }
    EXPECT_EQ(project->logits->eigenvalues.size(), 576U);
    ASSERT_EQ(project->runs.size(), 1U);
    const results::RunReport& run = project->runs.front();
    ASSERT_TRUE(run.before && run.after && run.measured);
    EXPECT_GT(run.after->perplexity, run.before->perplexity);
    EXPECT_TRUE(run.after->divergence.has_value());
    for (const model::Site* site : project->model->blockSites())
        EXPECT_TRUE(run.measured->spectra.contains(site->id)) << site->id.name;
    EXPECT_EQ(run.output.find('/'), std::string::npos) << run.output;
}

/// sum s^2 = ||W||^2: the recorded spectra are those of these weights, not of a model before.
TEST(BuiltinProject, WasMeasuredOnThisModel) {
    const TemporaryFolder folder;
    const auto files = builtinFiles(folder.path());
    ASSERT_OK(files);
    const auto checkpoint = formats::openCheckpoint(files->model);
    ASSERT_OK(checkpoint);
    const auto spec = model::describeModel(*checkpoint);
    ASSERT_OK(spec);
    const auto project = results::ProjectFile::read(files->project);
    ASSERT_OK(project);
    ASSERT_TRUE(project->model.has_value());
    EXPECT_EQ(project->model->fingerprint, spec->fingerprint);
    EXPECT_EQ(project->modelPath, "builtin") << "no path of the machine that measured";
    EXPECT_TRUE(project->logits.has_value());
    for (const model::Block& block : spec->blocks) {
        for (const model::InputGroup& group : block.groups)
            EXPECT_TRUE(project->activations.contains(group.id)) << group.id.name;
        for (const model::Site& site : block.sites) {
            const auto* tensor = checkpoint->catalog.find(site.tensor);
            ASSERT_NE(tensor, nullptr) << site.tensor;
            std::vector<float> weights(static_cast<std::size_t>(tensor->elements()));
            ASSERT_OK(checkpoint->catalog.decodeRows(*tensor, 0, tensor->rows(), weights));
            double energy = 0.0;
            for (const float weight : weights)
                energy += static_cast<double>(weight) * static_cast<double>(weight);
            double recorded = 0.0;
            ASSERT_TRUE(project->spectra.contains(site.id)) << site.id.name;
            for (const double value : project->spectra.at(site.id).weight.singularValues)
                recorded += value * value;
            EXPECT_NEAR(recorded / energy, 1.0, 1e-4) << site.id.name; // the spectra are of float32 products
            const auto measured = std::count_if(
                project->sensitivity.begin(), project->sensitivity.end(),
                [&](const auto& point) { return point.site == site.id && point.measuredKl.has_value(); });
            EXPECT_GT(measured, 5) << site.id.name;
        }
    }
}

} // namespace
} // namespace lapidary::session
