// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/moments_cache.h"

#include "core/base/hash.h"
#include "core/formats/safetensors.h"
#include "core/results/detail/json_fields.h"
#include "core/results/detail/project_content.h"
#include "core/results/run_report.h"

#include <cstring>

namespace lapidary::results {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;
using base::Status;

namespace {

constexpr const char* kKey = "lapidary-moments";
constexpr std::size_t kDigestDigits = 12;

template<class T>
formats::TensorToWrite tensorOf(const char* name, formats::DType dtype, std::vector<std::int64_t> shape,
                                const std::vector<T>& values) {
    const auto bytes = std::as_bytes(std::span(values));
    return {name, dtype, std::move(shape), bytes.size(), [bytes]() -> Result<std::vector<std::byte>> {
                return std::vector<std::byte>(bytes.begin(), bytes.end());
            }};
}

/// The product of two extents if it is that of `held` values.
bool fits(std::int64_t rows, std::int64_t columns, std::size_t held) {
    std::uint64_t product = 0;
    return rows >= 0 && columns >= 0 &&
           !__builtin_mul_overflow(static_cast<std::uint64_t>(rows), static_cast<std::uint64_t>(columns),
                                   &product) &&
           product == held;
}

template<class T>
Result<std::vector<T>> valuesOf(const formats::TensorCatalog& catalog, const fs::path& path, const char* name,
                                formats::DType dtype, std::int64_t rows, std::int64_t columns) {
    const formats::TensorRecord* tensor = catalog.find(name);
    if (tensor == nullptr)
        return Error{ErrorCode::MissingTensor, path.string(), name, {}, {}, {}};
    if (tensor->dtype != dtype || tensor->shape != std::vector<std::int64_t>{rows, columns})
        return Error{ErrorCode::Inconsistent,
                     path.string(),
                     name,
                     "another type or shape",
                     std::string(formats::dtypeName(dtype)) + " [" + std::to_string(rows) + ", " +
                         std::to_string(columns) + "]",
                     {}};
    const auto bytes = catalog.bytes(*tensor);
    std::vector<T> values(bytes.size() / sizeof(T));
    if (!values.empty())
        std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
    return values;
}

/// Writes the file that is then renamed; leaves it to the caller to remove it on failure.
Status writeFile(base::FileSystem& files, const fs::path& partial, const fs::path& path,
                 const std::vector<formats::TensorToWrite>& tensors, const std::string& description,
                 const base::RunControl& control) {
    LAPIDARY_CHECK(formats::writeSafetensors(files, partial, tensors, {{kKey, description}}, control));
    LAPIDARY_CHECK(files.rename(partial, path));
    return files.syncFolder(path.parent_path());
}

} // namespace

fs::path momentsFile(const fs::path& folder, const model::InputGroupId& group, const Provenance& provenance) {
    const std::string input = detail::dumpJson(Json{provenance.modelFingerprint, provenance.textSha256,
                                                    provenance.windows, provenance.window, provenance.seed});
    std::string name = group.name;
    for (char& c : name)
        if (c == '/')
            c = '_';
    return folder / (name + "." + base::sha256Hex(input).substr(0, kDigestDigits) + ".safetensors");
}

Status saveMoments(base::FileSystem& files, const fs::path& folder, const model::InputGroupId& group,
                   const Provenance& provenance, const InputMoments& moments,
                   const base::RunControl& control) {
    const fs::path path = momentsFile(folder, group, provenance);
    if (!fits(moments.width, moments.width, moments.moment.size()) ||
        !fits(moments.windows, moments.width, moments.firstRows.size()))
        return Error{ErrorCode::Internal,
                     path.string(),
                     group.name,
                     "moments whose sizes do not go together",
                     "[width, width] and [windows, width]",
                     {}};
    const Json description = {{"group", group.name},
                              {"tokens", moments.tokens},
                              {"width", moments.width},
                              {"windows", moments.windows},
                              {"provenance", toJson(provenance)}};
    LAPIDARY_CHECK(files.makeFolder(folder));
    std::vector<formats::TensorToWrite> tensors;
    tensors.push_back(
        tensorOf("moment", formats::DType::F64, {moments.width, moments.width}, moments.moment));
    tensors.push_back(
        tensorOf("first_rows", formats::DType::F32, {moments.windows, moments.width}, moments.firstRows));
    const fs::path partial = path.string() + ".partial";
    Status written = writeFile(files, partial, path, tensors, detail::dumpJson(description), control);
    if (!written)
        (void)files.remove(partial);
    return written;
}

Result<std::optional<InputMoments>> loadMoments(const fs::path& folder, const model::InputGroupId& group,
                                                const Provenance& provenance) {
    const fs::path path = momentsFile(folder, group, provenance);
    std::error_code ignored;
    if (!fs::exists(path, ignored))
        return std::optional<InputMoments>();
    LAPIDARY_TRY(const formats::SafetensorsModel file, formats::openSafetensors(path));
    const auto text = file.metadata.find(kKey);
    if (text == file.metadata.end())
        return Error{
            ErrorCode::Malformed, path.string(), "metadata", "no '" + std::string(kKey) + "'", {}, {}};
    LAPIDARY_TRY(const Json description, base::parseJson(text->second, path.string()));
    InputMoments moments;
    std::string found;
    Json origin;
    detail::JsonFields in(description, path.string(), "metadata");
    in.read("group", found);
    in.read("tokens", moments.tokens);
    in.read("width", moments.width);
    in.read("windows", moments.windows);
    in.readAny("provenance", origin);
    LAPIDARY_CHECK(in.status());
    LAPIDARY_TRY(const Provenance stored, provenanceFromJson(origin, path.string()));
    if (found != group.name || !stored.sameInput(provenance))
        return Error{ErrorCode::Mismatch,
                     path.string(),
                     "metadata",
                     "moments of '" + found + "' or of other input",
                     "those of '" + group.name + "'",
                     "remove the file: it is made again"};
    LAPIDARY_TRY(moments.moment, valuesOf<double>(file.catalog, path, "moment", formats::DType::F64,
                                                  moments.width, moments.width));
    LAPIDARY_TRY(moments.firstRows, valuesOf<float>(file.catalog, path, "first_rows", formats::DType::F32,
                                                    moments.windows, moments.width));
    return std::optional<InputMoments>(std::move(moments));
}

} // namespace lapidary::results
