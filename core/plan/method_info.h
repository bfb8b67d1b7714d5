// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sentence.h"
#include "core/plan/settings.h"
#include "core/plan/storage_layout.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lapidary::plan {

enum class Scope { Site, Block, Model };
/// What a kernel must be given (several may hold).
struct Needs {
    bool channelStatistics = false;
    bool moments = false;
    bool gradients = false;
    bool wholeBlock = false;
};

/// From which level of detail on a person is shown a setting; whoever set it sees it at any.
enum class Disclosure { Learn, Standard, Expert };

enum class ParameterType { Flag, Integer, Number, Choice, Text };

struct ParameterInfo {
    std::string key;
    ParameterType type = ParameterType::Integer;
    std::optional<ParameterValue> defaultValue; // none: absent unless given
    double minimum = 0.0;
    double maximum = 0.0;
    std::vector<std::string> choices; // Choice
    std::string unit;
    std::string help;
    Disclosure disclosure = Disclosure::Standard;
};

/// Declaration of a method. The inspector's fields, the plan's JSON, the lint and `--help` follow from it;
/// the kernel of the same name is registered in core/engine and a test compares the two tables.
struct MethodInfo {
    std::string name;
    Family family = Family::Quantization;
    Scope scope = Scope::Site;
    std::vector<ParameterInfo> parameters;
    Needs needs;
    std::vector<OutputFormat> formats; // that can hold its result as it is (hf holds every result dense)
    std::string help;
    std::string source; // paper or convention
    /// Why the method cannot be applied to a site [out, in] with these settings; empty text: it can.
    std::function<base::Sentence(const FamilySettings&, std::int64_t out, std::int64_t in)> obstacle;
    /// Floating-point operations to compress one site [out, in] (for progress and time estimates).
    std::function<double(const FamilySettings&, std::int64_t out, std::int64_t in)> flops;

    const ParameterInfo* parameter(std::string_view key) const;
    /// `needs`, and moments where an `update` of kept weights is asked for.
    Needs needsFor(const FamilySettings& settings) const;
};

/// All methods, ordered by family and name. Immutable.
const std::vector<MethodInfo>& methodTable();
const MethodInfo* findMethod(Family family, std::string_view name);
/// Names of a family's methods, for choices and for the nearest name in errors.
std::vector<std::string> methodNames(Family family);

} // namespace lapidary::plan
