// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/formats/hdf5.h"
#include "core/results/project.h"

#include <string>

namespace lapidary::results::detail {

/// Limits of the JSON texts inside of a project: the tree of plan edits may be deep.
inline constexpr base::JsonLimits kProjectJson{.bytes = std::size_t{1} << 30, .depth = 512};

/// JSON text on one line; bytes that are no UTF-8 become U+FFFD.
std::string dumpJson(const base::Json& json);
std::string dumpJson(const base::OrderedJson& json);

/// The schema of the project file, version 1 (names of datasets, `<site>` and `<group>` with '/', '%' and
/// control bytes as %XX):
///
///     /lapidary/format, version, sha256   the last: of all other names, shapes and bytes
///     /model/spec, /model/path            JSON, text
///     /plan, /history                     JSON
///     /spectra/<site>/weight|activation_weighted/singular_values, figures (JSON)
///     /spectra/<site>/histogram/range [2], counts
///     /activations/<group>/mean, min, max, absmax, p1, p99, kurtosis, mean_square [width], figures (JSON)
///     /logits/eigenvalues, explained, figures (JSON)
///     /sensitivity                        JSON, list of points
///     /provenance/<part>                  JSON
///     /runs/<six digits>                  JSON
///     /measured_runs/<six digits>/spectra, activations, logits   as above, of the run's output
///
/// Lists per channel are float32, as the activations were; float64 is read as well.
formats::Hdf5Content encodeProject(const ProjectData& data);

/// The way back. Errors: another kind of file, a newer schema, a wrong checksum, missing or unknown names,
/// wrong shapes. Without /lapidary/sha256 (somebody edited the file and took it out) nothing is compared.
base::Result<ProjectData> decodeProject(formats::Hdf5Content content, const std::string& file);

/// SHA-256 over all but /lapidary/sha256: names a saved state.
std::string contentDigest(const formats::Hdf5Content& content);

} // namespace lapidary::results::detail
