// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <algorithm>

namespace lapidary::base {

const std::vector<ErrorTemplate>& errorTemplates() {
    static const std::vector<ErrorTemplate> kTemplates = {
        {ErrorCode::FileNotFound, "file-not-found", "no such file or folder", "check the path"},
        {ErrorCode::FileNotReadable, "file-not-readable", "cannot be read",
         "check the permissions and the disk"},
        {ErrorCode::FileNotWritable, "file-not-writable", "cannot be written",
         "check the permissions of the folder and the disk"},
        {ErrorCode::OutputExists, "output-exists", "exists already and is never written over",
         "choose another name or move it away"},
        {ErrorCode::DiskFull, "disk-full", "no space left on the disk", "free some space and start again"},
        {ErrorCode::FileLocked, "file-locked", "is open in another program", "close it there first"},
        {ErrorCode::Truncated, "truncated", "ends too early", "the file was cut off: fetch or copy it again"},
        {ErrorCode::Malformed, "malformed", "is not well formed", "the file is damaged or of another kind"},
        {ErrorCode::TooLarge, "too-large", "exceeds a limit", "the file is damaged or was made to do harm"},
        {ErrorCode::Unsupported, "unsupported", "is not supported", "convert it to a supported form first"},
        {ErrorCode::Inconsistent, "inconsistent", "contradicts itself",
         "the file is damaged: fetch or copy it again"},
        {ErrorCode::MissingTensor, "missing-tensor", "a tensor is missing", "the checkpoint is incomplete"},
        {ErrorCode::MissingKey, "missing-key", "a key is missing", "add the key"},
        {ErrorCode::UnknownKey, "unknown-key", "an unknown key", "correct the key or remove it"},
        {ErrorCode::UnknownName, "unknown-name", "an unknown name", "correct the name"},
        {ErrorCode::BadValue, "bad-value", "a value that cannot be used", "correct the value"},
        {ErrorCode::BadChecksum, "bad-checksum", "does not match its checksum",
         "the file is damaged: make it again"},
        {ErrorCode::BadUsage, "bad-usage", "wrong usage", "see --help"},
        {ErrorCode::NotApplicable, "not-applicable", "cannot be applied", "change the plan there"},
        {ErrorCode::NotMeasured, "not-measured", "has not been measured", "run `lapidary-cli measure` first"},
        {ErrorCode::Mismatch, "mismatch", "does not belong together",
         "use files that were made from each other"},
        {ErrorCode::NoDevice, "no-device", "the device is not available", "choose another with --device"},
        {ErrorCode::OutOfMemory, "out-of-memory", "not enough memory",
         "use --device cpu or a smaller --memory"},
        {ErrorCode::EngineMissing, "engine-missing", "the compute engine cannot be loaded",
         "build it again with packaging/run.sh"},
        {ErrorCode::Cancelled, "cancelled", "cancelled", "start again; what was finished is kept"},
        {ErrorCode::NotConverged, "not-converged", "did not converge", "use a stronger damping"},
        {ErrorCode::Internal, "internal", "an error inside the program", "please report it with the log"},
    };
    return kTemplates;
}

namespace {

const ErrorTemplate& templateOf(ErrorCode code) {
    const auto& all = errorTemplates();
    const auto at = std::find_if(all.begin(), all.end(), [code](const auto& t) { return t.code == code; });
    return at == all.end() ? all.back() : *at;
}

} // namespace

std::string_view errorName(ErrorCode code) {
    return templateOf(code).name;
}

std::string describe(const Error& error) {
    const ErrorTemplate& text = templateOf(error.code);
    std::string out;
    if (!error.file.empty())
        out += error.file + ": ";
    if (!error.place.empty())
        out += error.place + ": ";
    out += text.what;
    if (!error.found.empty())
        out += ": found " + error.found;
    if (!error.expected.empty())
        out += (error.found.empty() ? ": expected " : ", expected ") + error.expected;
    out += ". To do: ";
    out += error.remedy.empty() ? std::string(text.remedy) : error.remedy;
    if (out.back() != '.')
        out += '.';
    return out;
}

} // namespace lapidary::base
