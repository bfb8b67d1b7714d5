// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/results/scripts.h"

#include "core/results/measurements_json.h"
#include "core/results/model_json.h"

#include <fstream>
#include <iterator>

namespace lapidary::tests {

namespace fs = std::filesystem;
using base::Result;
using base::Status;
using results::ProjectRecord;
using results::toJson;

namespace {

class UnsyncedFile final : public base::WritableFile {
public:
    explicit UnsyncedFile(std::unique_ptr<base::WritableFile> inner)
        : m_inner(std::move(inner)) {}
    Status append(std::span<const std::byte> bytes) override { return m_inner->append(bytes); }
    Status sync() override { return {}; }
    Status close() override { return m_inner->close(); }

private:
    std::unique_ptr<base::WritableFile> m_inner;
};

class UnsyncedFileSystem final : public base::FileSystem {
public:
    Result<std::unique_ptr<base::WritableFile>> open(const fs::path& path, Open mode) override {
        LAPIDARY_TRY(auto inner, base::systemFiles().open(path, mode));
        return std::unique_ptr<base::WritableFile>(std::make_unique<UnsyncedFile>(std::move(inner)));
    }
    Status rename(const fs::path& from, const fs::path& to) override {
        return base::systemFiles().rename(from, to);
    }
    Status remove(const fs::path& path) override { return base::systemFiles().remove(path); }
    Status removeTree(const fs::path& path) override { return base::systemFiles().removeTree(path); }
    Status makeFolder(const fs::path& path) override { return base::systemFiles().makeFolder(path); }
    Status truncate(const fs::path& path, std::uint64_t size) override {
        return base::systemFiles().truncate(path, size);
    }
    Status syncFolder(const fs::path&) override { return {}; }
};

} // namespace

base::FileSystem& unsyncedFiles() {
    static UnsyncedFileSystem files;
    return files;
}

std::vector<ProjectRecord> recordsOf(const results::ProjectData& data) {
    std::vector<ProjectRecord> out;
    if (data.model)
        out.push_back({"model", data.modelPath, toJson(*data.model)});
    if (!data.plan.is_null())
        out.push_back({"plan", {}, data.plan});
    if (!data.history.is_null())
        out.push_back({"history", {}, data.history});
    for (const auto& [key, value] : data.workbench.items())
        out.push_back({"workbench", key, value});
    for (const auto& [site, spectra] : data.spectra)
        out.push_back({"spectra", site.name, toJson(spectra)});
    for (const auto& [group, statistics] : data.activations)
        out.push_back({"activations", group.name, toJson(statistics)});
    if (data.logits)
        out.push_back({"logits", {}, toJson(*data.logits)});
    for (const results::Sensitivity& point : data.sensitivity)
        out.push_back({"sensitivity", {}, base::Json::array({toJson(point)})});
    for (const auto& [part, provenance] : data.provenance)
        out.push_back({"provenance", part, toJson(provenance)});
    for (const results::RunReport& run : data.runs)
        out.push_back(runRecord(run));
    return out;
}

std::string bytesOf(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void replaceFile(const fs::path& path, const std::string& bytes) {
    fs::remove(path);
    std::ofstream(path, std::ios::binary) << bytes;
}

} // namespace lapidary::tests
