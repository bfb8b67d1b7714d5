// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/builtin/files/embedded_files.h"

#include "core/base/hash.h"

#include <algorithm>
#include <array>
#include <cassert>

// The assembler copies each file into the read-only data: no generated source, and megabytes that cost the
// compiler nothing. 64: a cache line, more than any tensor needs.
#define LAPIDARY_EMBED(symbol, file)                                                                         \
    asm(".pushsection .rodata\n"                                                                             \
        ".balign 64\n"                                                                                       \
        ".globl " #symbol "\n"                                                                               \
        ".hidden " #symbol "\n" #symbol ":\n"                                                                \
        ".incbin \"" LAPIDARY_RESOURCES "/" file "\"\n"                                                      \
        ".globl " #symbol "_end\n"                                                                           \
        ".hidden " #symbol "_end\n" #symbol "_end:\n"                                                        \
        ".byte 0\n"                                                                                          \
        ".popsection\n");                                                                                    \
    extern "C" const std::byte symbol[];                                                                     \
    extern "C" const std::byte symbol##_end[]

LAPIDARY_EMBED(lapidary_builtin_calibration, "builtin/calibration.txt");
LAPIDARY_EMBED(lapidary_builtin_config, "builtin/config.json");
LAPIDARY_EMBED(lapidary_builtin_evaluation, "builtin/evaluation.txt");
LAPIDARY_EMBED(lapidary_builtin_model, "builtin/model.safetensors");
LAPIDARY_EMBED(lapidary_builtin_project, "builtin/builtin.lapidary");
LAPIDARY_EMBED(lapidary_builtin_tokenizer, "builtin/tokenizer.json");
LAPIDARY_EMBED(lapidary_builtin_tokenizer_config, "builtin/tokenizer_config.json");
LAPIDARY_EMBED(lapidary_sample_calibration, "text/tour-calibration.txt");
LAPIDARY_EMBED(lapidary_sample_evaluation, "text/tour-evaluation.txt");
LAPIDARY_EMBED(lapidary_sample_project, "sample/sample.lapidary");

namespace lapidary::builtin {

std::span<const EmbeddedFile> embeddedFiles() {
    static const std::array<EmbeddedFile, 7> kFiles{{
        {"calibration.txt", {lapidary_builtin_calibration, lapidary_builtin_calibration_end}},
        {"config.json", {lapidary_builtin_config, lapidary_builtin_config_end}},
        {"evaluation.txt", {lapidary_builtin_evaluation, lapidary_builtin_evaluation_end}},
        {"model.safetensors", {lapidary_builtin_model, lapidary_builtin_model_end}},
        {"builtin.lapidary", {lapidary_builtin_project, lapidary_builtin_project_end}},
        {"tokenizer.json", {lapidary_builtin_tokenizer, lapidary_builtin_tokenizer_end}},
        {"tokenizer_config.json", {lapidary_builtin_tokenizer_config, lapidary_builtin_tokenizer_config_end}},
    }};
    return kFiles;
}

std::span<const EmbeddedFile> sampleTexts() {
    static const std::array<EmbeddedFile, 2> kFiles{{
        {"calibration.txt", {lapidary_sample_calibration, lapidary_sample_calibration_end}},
        {"evaluation.txt", {lapidary_sample_evaluation, lapidary_sample_evaluation_end}},
    }};
    return kFiles;
}

const EmbeddedFile& sampleProject() {
    static const EmbeddedFile kFile{"sample.lapidary",
                                    {lapidary_sample_project, lapidary_sample_project_end}};
    return kFile;
}

const EmbeddedFile& embeddedFile(std::string_view name) {
    const auto files = embeddedFiles();
    const auto at = std::find_if(files.begin(), files.end(),
                                 [name](const EmbeddedFile& file) { return file.name == name; });
    assert(at != files.end());
    return *at;
}

std::string hashOf(std::span<const EmbeddedFile> files) {
    base::Sha256 hash;
    for (const EmbeddedFile& file : files)
        hash.add(file.name).add(" ").add(std::to_string(file.bytes.size())).add("\n").add(file.bytes);
    return hash.hex();
}

} // namespace lapidary::builtin
