// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/method_info.h"
#include "core/plan/settings.h"

#include <map>
#include <string>

namespace lapidary::tests {

/// Settings of a method of whatever family: its defaults, then `values`.
inline plan::FamilySettings family(const std::string& method,
                                   const std::map<std::string, plan::ParameterValue>& values) {
    plan::FamilySettings settings;
    settings.method = method;
    for (const plan::MethodInfo& info : plan::methodTable())
        if (info.name == method)
            for (const plan::ParameterInfo& parameter : info.parameters)
                if (parameter.defaultValue)
                    settings.values[parameter.key] = *parameter.defaultValue;
    for (const auto& [key, value] : values)
        settings.values.insert_or_assign(key, value);
    return settings;
}

} // namespace lapidary::tests
