// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/measured_parts.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

namespace lapidary::cli {

base::Status chooseParts(const std::string& command, const std::string& option, const std::string& list,
                         engine::MeasureRequest& request) {
    static constexpr std::array<std::string_view, 4> kParts = {"spectra", "activations", "logits",
                                                               "sensitivity"};
    const std::array<bool*, 4> chosen = {&request.spectra, &request.activations, &request.logits,
                                         &request.sensitivity};
    for (bool* part : chosen)
        *part = false;
    std::istringstream words(list);
    for (std::string word; std::getline(words, word, ',');) {
        const auto at = std::find(kParts.begin(), kParts.end(), word);
        if (at == kParts.end())
            return base::Error{base::ErrorCode::BadUsage,
                               command,
                               option,
                               "'" + word + "'",
                               "spectra, activations, logits or sensitivity",
                               {}};
        *chosen[static_cast<std::size_t>(at - kParts.begin())] = true;
    }
    return {};
}

} // namespace lapidary::cli
