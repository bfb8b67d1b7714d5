// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/forward/token_windows.h"

#include "core/base/file_system.h"
#include "core/base/hash.h"

#include <ATen/ops/empty.h>
#include <algorithm>
#include <string_view>

namespace lapidary::engine {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::uint64_t kTextLimit = std::uint64_t{4} << 30;
constexpr std::int64_t kDefaultWindow = 2048;

/// The text as papers see it: the data set has a row a line, kept with its line feed where it is not blank
/// and empty where it is, and the rows are joined by two line feeds.
std::string joinedRows(std::string_view text) {
    std::string joined;
    joined.reserve(text.size() + text.size() / 8);
    bool first = true;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view row = text.substr(0, end == std::string_view::npos ? end : end + 1);
        text.remove_prefix(row.size());
        if (!first)
            joined += "\n\n";
        first = false;
        if (row.find_first_not_of(" \t\r\n\v\f") != std::string_view::npos)
            joined += row;
    }
    return joined;
}

Result<std::int64_t> windowLength(const formats::ModelConfig& config, std::int64_t asked) {
    const std::int64_t window = asked == 0 ? std::min(kDefaultWindow, config.context) : asked;
    if (window < 2 || window > config.context)
        return Error{ErrorCode::BadValue,
                     {},
                     "window",
                     std::to_string(window) + " tokens",
                     "2 to the model's context of " + std::to_string(config.context),
                     {}};
    return window;
}

} // namespace

Result<TokenWindows> makeTokenWindows(const formats::Checkpoint& checkpoint, const TextRequest& request,
                                      const base::RunControl& control) {
    LAPIDARY_TRY(const std::int64_t window, windowLength(checkpoint.config, request.window));
    if (request.windows < 0)
        return Error{ErrorCode::BadValue, {}, "windows", std::to_string(request.windows),
                     "0 (all) or more",   {}};
    TokenWindows result;
    LAPIDARY_TRY(std::string text, base::readTextFile(request.path, kTextLimit));
    result.textName = request.path.filename().string();
    result.textSha256 = base::sha256Hex(text);
    LAPIDARY_CHECK(control.check());
    if (request.form == TextForm::WikitextRows)
        text = joinedRows(text);
    LAPIDARY_TRY(const formats::Tokenizer tokenizer, formats::openTokenizer(checkpoint));
    auto encoded = tokenizer.encode(text, true, control);
    if (!encoded) {
        Error error = std::move(encoded).error();
        if (error.file.empty())
            error.file = request.path.string();
        return error;
    }
    const std::vector<formats::TokenId>& ids = *encoded;
    result.textTokens = static_cast<std::int64_t>(ids.size());
    const std::int64_t fitting = result.textTokens / window;
    const std::int64_t windows = request.windows == 0 ? fitting : std::min(request.windows, fitting);
    if (windows == 0)
        return Error{ErrorCode::BadValue,
                     request.path.string(),
                     {},
                     std::to_string(ids.size()) + " tokens",
                     "at least one window of " + std::to_string(window),
                     "use a longer text or a smaller window"};
    result.ids = at::empty({windows, window}, at::device(at::kCPU).dtype(at::kLong));
    std::int64_t* to = result.ids.mutable_data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < windows * window; ++i) {
        const formats::TokenId id = ids[static_cast<std::size_t>(i)];
        if (id < 0 || id >= checkpoint.config.vocabulary)
            return Error{ErrorCode::Inconsistent,
                         checkpoint.path.string(),
                         "tokenizer",
                         "token id " + std::to_string(id),
                         "ids below the model's vocabulary of " +
                             std::to_string(checkpoint.config.vocabulary),
                         {}};
        to[i] = id;
    }
    return result;
}

} // namespace lapidary::engine
