// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/detail/logit_axes_fields.h"

#include <array>
#include <charconv>
#include <cmath>

namespace lapidary::results::detail {

using base::OrderedJson;
using base::Status;

namespace {

constexpr std::int64_t kMostAxes = 64;
constexpr std::int64_t kMostWidth = std::int64_t{1} << 24;

/// The fewest digits that read back as this float; those of its double would be twice as many.
OrderedJson floatJson(float value) {
    if (!std::isfinite(value))
        return numberJson(static_cast<double>(value));
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    double number = 0.0;
    std::from_chars(text.data(), end, number);
    return number;
}

OrderedJson listJson(const std::vector<float>& values) {
    OrderedJson::array_t list;
    for (const float value : values)
        list.push_back(floatJson(value));
    return list;
}

OrderedJson listJson(const std::vector<double>& values) {
    return numbersJson(values);
}

std::int64_t sizeOf(const auto& list) {
    return static_cast<std::int64_t>(list.size());
}

} // namespace

OrderedJson figuresJson(const LogitAxes& axes) {
    OrderedJson::array_t tokens;
    for (const LogitAxes::Token& token : axes.tokens)
        tokens.push_back({{"token", token.token}, {"text", token.text}});
    OrderedJson::array_t positions;
    for (const LogitAxes::Position& position : axes.positions)
        positions.push_back({{"window", position.window},
                             {"place", position.place},
                             {"token", position.token},
                             {"text", position.text},
                             {"context", position.context}});
    OrderedJson json = {{"count", axes.count},
                        {"width", axes.width},
                        {"tokens", std::move(tokens)},
                        {"positions", std::move(positions)}};
    if (axes.onReference)
        json["on_reference"] = {{"count", axes.onReference->count}};
    return json;
}

Status readFigures(JsonFields& in, LogitAxes& out) {
    in.read("count", out.count);
    in.read("width", out.width);
    in.list("tokens", [&](JsonFields& fields) {
        LogitAxes::Token& token = out.tokens.emplace_back();
        fields.read("token", token.token);
        fields.read("text", token.text);
        return fields.status();
    });
    in.list("positions", [&](JsonFields& fields) {
        LogitAxes::Position& position = out.positions.emplace_back();
        fields.read("window", position.window);
        fields.read("place", position.place);
        fields.read("token", position.token);
        fields.read("text", position.text);
        fields.read("context", position.context);
        return fields.status();
    });
    in.optionalObject("on_reference", [&](JsonFields& fields) {
        fields.read("count", out.onReference.emplace().count);
        return fields.status();
    });
    const auto within = [&](const char* key, std::int64_t value, std::int64_t most) {
        if (in.status() && (value < 0 || value > most))
            in.reject(key, std::to_string(value), "0 to " + std::to_string(most));
    };
    within("count", out.count, kMostAxes);
    within("width", out.width, kMostWidth);
    if (out.onReference)
        within("on_reference", out.onReference->count, kMostAxes);
    return in.status();
}

Status checkLists(JsonFields& in, const LogitAxes& axes) {
    const auto expect = [&](const char* key, std::int64_t found, std::int64_t expected) {
        if (in.status() && found != expected)
            in.reject(key, std::to_string(found) + " values", std::to_string(expected));
    };
    const std::int64_t positions = sizeOf(axes.positions);
    expect("directions", sizeOf(axes.directions), axes.count * axes.width);
    expect("centre", sizeOf(axes.centre), axes.count);
    expect("loadings", sizeOf(axes.loadings), sizeOf(axes.tokens) * axes.count);
    expect("scores", sizeOf(axes.scores), positions * axes.count);
    if (const auto& reference = axes.onReference) {
        expect("reference_scores", sizeOf(reference->scores), positions * reference->count);
        expect("overlaps", sizeOf(reference->overlaps), reference->count * axes.count);
        expect("angles", sizeOf(reference->angles), std::min(reference->count, axes.count));
    }
    return in.status();
}

OrderedJson axesJson(const LogitAxes& axes) {
    OrderedJson json = figuresJson(axes);
    eachList(axes, [&](const char* name, const auto& list) { json[name] = listJson(list); });
    return json;
}

Status readAxes(JsonFields& in, LogitAxes& out) {
    LAPIDARY_CHECK(readFigures(in, out));
    eachList(out, [&](const char* name, auto& list) { in.read(name, list); });
    LAPIDARY_CHECK(in.status());
    return checkLists(in, out);
}

} // namespace lapidary::results::detail
