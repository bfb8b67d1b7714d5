// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace lapidary::builtin {

/// A file of resources/, inside the program.
struct EmbeddedFile {
    std::string_view name;
    std::span<const std::byte> bytes;
};

/// The built-in model (Hugging Face layout), texts of its kind, and the project with what was measured on it.
std::span<const EmbeddedFile> embeddedFiles();

/// One of them; a name that is not there is a bug.
const EmbeddedFile& embeddedFile(std::string_view name);

/// The recorded project of SmolLM2-135M: measurements and one finished run; the model is not in it.
const EmbeddedFile& sampleProject();

/// The English texts that it was made on, for any model.
std::span<const EmbeddedFile> sampleTexts();

/// SHA-256 over names, sizes and contents, so that another version of the files has another.
std::string hashOf(std::span<const EmbeddedFile> files);

} // namespace lapidary::builtin
