// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/method_info.h"

#include "core/plan/detail/method_tables.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace lapidary::plan {

namespace detail {

ParameterInfo flag(std::string key, bool value, std::string help) {
    ParameterInfo info;
    info.key = std::move(key);
    info.type = ParameterType::Flag;
    info.defaultValue = value;
    info.help = std::move(help);
    return info;
}

ParameterInfo integer(std::string key, std::int64_t value, std::int64_t minimum, std::int64_t maximum,
                      std::string help) {
    ParameterInfo info;
    info.key = std::move(key);
    info.type = ParameterType::Integer;
    info.defaultValue = value;
    info.minimum = static_cast<double>(minimum);
    info.maximum = static_cast<double>(maximum);
    info.help = std::move(help);
    return info;
}

ParameterInfo number(std::string key, std::optional<double> value, double minimum, double maximum,
                     std::string help) {
    ParameterInfo info;
    info.key = std::move(key);
    info.type = ParameterType::Number;
    if (value)
        info.defaultValue = *value;
    info.minimum = minimum;
    info.maximum = maximum;
    info.help = std::move(help);
    return info;
}

ParameterInfo choice(std::string key, std::string value, std::vector<std::string> choices, std::string help) {
    ParameterInfo info;
    info.key = std::move(key);
    info.type = ParameterType::Choice;
    info.defaultValue = std::move(value);
    info.choices = std::move(choices);
    info.help = std::move(help);
    return info;
}

ParameterInfo basic(ParameterInfo parameter) {
    parameter.disclosure = Disclosure::Learn;
    return parameter;
}

ParameterInfo forExperts(ParameterInfo parameter) {
    parameter.disclosure = Disclosure::Expert;
    return parameter;
}

double eigenFlops(double n) {
    return 9.0 * n * n * n;
}

double inverseFlops(double n) {
    return 2.0 * n * n * n;
}

double productFlops(double a, double b, double c) {
    return 2.0 * a * b * c;
}

} // namespace detail

namespace {

std::vector<MethodInfo> makeTable() {
    std::vector<MethodInfo> table;
    for (std::vector<MethodInfo> family : {detail::lowRankMethods(), detail::sparsityMethods(),
                                           detail::quantizationMethods(), detail::adapterMethods()})
        std::move(family.begin(), family.end(), std::back_inserter(table));
    std::sort(table.begin(), table.end(), [](const MethodInfo& a, const MethodInfo& b) {
        return std::tie(a.family, a.name) < std::tie(b.family, b.name);
    });
    return table;
}

} // namespace

const ParameterInfo* MethodInfo::parameter(std::string_view key) const {
    const auto at = std::find_if(parameters.begin(), parameters.end(),
                                 [&](const ParameterInfo& info) { return info.key == key; });
    return at == parameters.end() ? nullptr : &*at;
}

Needs MethodInfo::needsFor(const FamilySettings& settings) const {
    Needs all = needs;
    if (settings.has("update") && settings.text("update") != "none")
        all.moments = true;
    return all;
}

const std::vector<MethodInfo>& methodTable() {
    static const std::vector<MethodInfo> kTable = makeTable();
    return kTable;
}

const MethodInfo* findMethod(Family family, std::string_view name) {
    for (const MethodInfo& info : methodTable())
        if (info.family == family && info.name == name)
            return &info;
    return nullptr;
}

std::vector<std::string> methodNames(Family family) {
    std::vector<std::string> names;
    for (const MethodInfo& info : methodTable())
        if (info.family == family)
            names.push_back(info.name);
    return names;
}

} // namespace lapidary::plan
