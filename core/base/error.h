// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lapidary::base {

/// What went wrong, as a code; the English templates are in error.cpp, one row a code. A translation script
/// reads that table, so text never enters the code anywhere else.
enum class ErrorCode {
    // Files and the operating system
    FileNotFound,
    FileNotReadable,
    FileNotWritable,
    OutputExists,
    DiskFull,
    FileLocked,
    // Content of files
    Truncated,
    Malformed,
    TooLarge,
    Unsupported,
    Inconsistent,
    MissingTensor,
    MissingKey,
    UnknownKey,
    UnknownName,
    BadValue,
    BadChecksum,
    // Use of the program
    BadUsage,
    NotApplicable,
    NotMeasured,
    Mismatch,
    // The machine
    NoDevice,
    OutOfMemory,
    EngineMissing,
    // Ends that are no failures of the input
    Cancelled,
    NotConverged,
    Internal,
};

/// An expected failure as a value. `file` is the file or object, `place` where in it (a byte offset, a
/// tensor, a JSON path), `found` and `expected` are short phrases, `remedy` says what to do (empty: the
/// table's default for the code).
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string file;
    std::string place;
    std::string found;
    std::string expected;
    std::string remedy;
};

/// Stable lower-case name of a code ("truncated"), for logs, JSON and the translation context.
std::string_view errorName(ErrorCode code);

/// One English sentence or two: what, where, found, expected, what to do.
std::string describe(const Error& error);

/// The templates of every code, for the script that makes the translation source.
struct ErrorTemplate {
    ErrorCode code;
    std::string_view name;
    std::string_view what;
    std::string_view remedy;
};
const std::vector<ErrorTemplate>& errorTemplates();

} // namespace lapidary::base
