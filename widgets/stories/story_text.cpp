// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stories/story_text.h"

#include "core/base/text.h"
#include "widgets/matrix/site_metric.h"
#include "widgets/plot/content_parts.h"
#include "widgets/state/number_text.h"

#include <QRegularExpression>
#include <QTextDocument>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lapidary::widgets {

namespace {

enum class Form { Number, Bytes, Percent, Count, Text };

/// A number and how people read it.
struct Value {
    double number = 0.0;
    Form form = Form::Number;
    QString unit;
    QString text; // of Form::Text
};
using Maybe = std::optional<Value>;

struct Found {
    model::SiteId site;
    Value value;
};

QString shown(const Value& value) {
    switch (value.form) {
    case Form::Number:
        return value.unit.isEmpty() ? significant(value.number)
                                    : significant(value.number) + QChar(0xA0) + value.unit;
    case Form::Bytes:
        return bytesText(value.number);
    case Form::Percent:
        return percentText(value.number);
    case Form::Count:
        return countText(std::llround(value.number));
    case Form::Text:
        return value.text;
    }
    return {};
}

double ofAll(const ViewState& state, std::uint64_t plan::PlanCheck::*bytes) {
    return static_cast<double>((*state.check).*bytes);
}

Maybe ofModel(const QString& name, const ViewState& state) {
    if (name == QLatin1String("parameters"))
        return Value{static_cast<double>(state.model->parameters), Form::Count, {}, {}};
    if (name == QLatin1String("blocks"))
        return Value{static_cast<double>(state.model->blocks.size()), Form::Count, {}, {}};
    if (!state.check)
        return std::nullopt;
    const double before = ofAll(state, &plan::PlanCheck::bytesSource);
    const double after = ofAll(state, &plan::PlanCheck::bytesAfter);
    if (name == QLatin1String("bytes_before"))
        return Value{before, Form::Bytes, {}, {}};
    if (name == QLatin1String("bytes_after"))
        return Value{after, Form::Bytes, {}, {}};
    if (name == QLatin1String("saved"))
        return Value{before - after, Form::Bytes, {}, {}};
    if (name == QLatin1String("saved_percent") && before > 0.0)
        return Value{(before - after) / before, Form::Percent, {}, {}};
    if (name == QLatin1String("bits_per_weight"))
        return Value{state.check->bitsPerWeight, Form::Number, {}, {}};
    return std::nullopt;
}

/// "90" or "90:weighted" behind "rank:" or "energy:".
struct SpectrumQuestion {
    double number = 0.0;
    bool weighted = false;
};

std::optional<SpectrumQuestion> spectrumQuestion(const QString& name, const QString& start) {
    const QStringList parts = name.mid(start.size()).split(u':');
    bool right = false;
    const double number = parts.value(0).toDouble(&right);
    const bool weighted = parts.size() == 2 && parts[1] == QLatin1String("weighted");
    if (!name.startsWith(start) || !right || parts.size() > 2 || (parts.size() == 2 && !weighted))
        return std::nullopt;
    return SpectrumQuestion{number, weighted};
}

Maybe energyOf(const results::Spectrum& spectrum, double directions) {
    const std::vector<double> shares = energyShares(spectrum.singularValues);
    const double last = static_cast<double>(shares.size()) - 1.0;
    if (last < 1.0)
        return std::nullopt;
    return Value{shares[static_cast<std::size_t>(std::clamp(directions, 0.0, last))], Form::Percent, {}, {}};
}

Maybe ofSpectrum(const QString& name, const ViewState& state, const model::Site& site) {
    if (const auto question = spectrumQuestion(name, QStringLiteral("rank:")))
        if (const results::Spectrum* spectrum = spectrumOf(state.project.get(), site.id, question->weighted))
            return Value{static_cast<double>(
                             results::rankForEnergy(spectrum->singularValues, question->number / 100.0)),
                         Form::Count,
                         {},
                         {}};
    if (const auto question = spectrumQuestion(name, QStringLiteral("energy:")))
        if (const results::Spectrum* spectrum = spectrumOf(state.project.get(), site.id, question->weighted))
            return energyOf(*spectrum, question->number);
    return std::nullopt;
}

/// "error:bits:8" and "kl:bits:8": what was measured with the site alone compressed so.
Maybe ofSensitivity(const QString& name, const ViewState& state, const model::Site& site) {
    const bool kl = name.startsWith(QLatin1String("kl:"));
    if (!kl && !name.startsWith(QLatin1String("error:")))
        return std::nullopt;
    const std::string setting = name.mid(name.indexOf(u':') + 1).toStdString();
    for (const results::Sensitivity& point : state.project->sensitivity)
        if (point.site == site.id && point.setting == setting)
            return kl ? (point.measuredKl ? Maybe(Value{*point.measuredKl, Form::Number, {}, {}})
                                          : std::nullopt)
                      : Value{point.relativeError, Form::Number, {}, {}};
    return std::nullopt;
}

Maybe ofSite(const QString& name, const ViewState& state, const model::Site& site) {
    const auto bytes = static_cast<double>(site.bytes);
    if (name == QLatin1String("shape"))
        return Value{0.0, Form::Text, {}, shapeText(site.out, site.in)};
    if (name == QLatin1String("parameters"))
        return Value{static_cast<double>(site.parameters()), Form::Count, {}, {}};
    if (name == QLatin1String("bytes"))
        return Value{bytes, Form::Bytes, {}, {}};
    if (name == QLatin1String("rank"))
        return Value{static_cast<double>(std::min(site.out, site.in)), Form::Count, {}, {}};
    if (name == QLatin1String("break_even"))
        return Value{std::floor(breakEvenRank(site)), Form::Count, {}, {}};
    if (name == QLatin1String("share") && state.check)
        return Value{bytes / ofAll(state, &plan::PlanCheck::bytesSource), Form::Percent, {}, {}};
    if (const auto after = state.bytesAfter(site.id)) {
        if (name == QLatin1String("bytes_after"))
            return Value{static_cast<double>(*after), Form::Bytes, {}, {}};
        if (name == QLatin1String("share_after"))
            return Value{static_cast<double>(*after) / ofAll(state, &plan::PlanCheck::bytesAfter),
                         Form::Percent,
                         {},
                         {}};
    }
    if (const Maybe measured = ofSensitivity(name, state, site))
        return measured;
    return ofSpectrum(name, state, site);
}

bool addsUp(const QString& name) {
    static const QStringList kSums = {QStringLiteral("parameters"), QStringLiteral("bytes"),
                                      QStringLiteral("bytes_after"), QStringLiteral("share"),
                                      QStringLiteral("share_after")};
    return kSums.contains(name);
}

/// Of each site that matches; empty where one of them has no such number.
std::vector<Found> ofSites(const QString& name, const QString& pattern, const ViewState& state) {
    static const std::vector<SiteMetric> kMetrics = siteMetrics();
    const auto metric = std::ranges::find(kMetrics, name.toStdString(), &SiteMetric::id);
    const SiteValues measured = metric != kMetrics.end() ? metric->values(state) : SiteValues();
    std::vector<Found> found;
    for (const model::Site* site : state.model->allSites()) {
        if (!base::globMatches(pattern.toStdString(), site->id.name))
            continue;
        Maybe value = ofSite(name, state, *site); // directions are told in numbers, not in percent
        if (const auto at = measured.find(site->id); !value && at != measured.end())
            value = Value{at->second, Form::Number, metric->unit, {}};
        if (!value)
            return {};
        found.push_back({site->id, *value});
    }
    return found;
}

/// "max", "min", "where_max", "where_min" before the name; empty where there is none.
QString takeChoice(QString& name) {
    for (const QString& choice : {QStringLiteral("max"), QStringLiteral("min"), QStringLiteral("where_max"),
                                  QStringLiteral("where_min")})
        if (name.startsWith(choice + u':')) {
            name = name.mid(choice.size() + 1);
            return choice;
        }
    return {};
}

Maybe ofTerm(const QString& term, const ViewState& state) {
    const qsizetype at = term.indexOf(u'@');
    if (at < 0)
        return ofModel(term, state);
    QString name = term.left(at);
    const QString pattern = term.mid(at + 1);
    const QString choice = takeChoice(name);
    const bool count = name == QLatin1String("count");
    const std::vector<Found> found = ofSites(count ? QStringLiteral("bytes") : name, pattern, state);
    if (found.empty())
        return std::nullopt;
    const auto less = [](const Found& a, const Found& b) { return a.value.number < b.value.number; };
    if (!choice.isEmpty()) {
        const Found& chosen = choice.endsWith(QLatin1String("max")) ? *std::ranges::max_element(found, less)
                                                                    : *std::ranges::min_element(found, less);
        return choice.startsWith(QLatin1String("where")) ? Value{0.0, Form::Text, {}, siteLabel(chosen.site)}
                                                         : chosen.value;
    }
    Value all = found.front().value;
    if (count) {
        all = Value{static_cast<double>(found.size()), Form::Count, {}, {}};
    } else if (found.size() > 1) {
        const double sum = std::accumulate(found.begin(), found.end(), 0.0,
                                           [](double s, const Found& one) { return s + one.value.number; });
        all.number = addsUp(name) ? sum : sum / static_cast<double>(found.size());
    }
    return all;
}

Maybe ofExpression(const QString& expression, const ViewState& state) {
    const QStringList terms = expression.split(u'/');
    const Maybe first = ofTerm(terms[0], state);
    if (terms.size() == 1 || !first)
        return first;
    const Maybe second = ofTerm(terms[1], state);
    if (!second || second->number == 0.0 || first->form == Form::Text || second->form == Form::Text)
        return std::nullopt;
    return Value{first->number / second->number, Form::Number, {}, {}};
}

} // namespace

FilledText fillStoryText(const QString& text, const ViewState& state) {
    static const QRegularExpression kPlaceholder(QStringLiteral(
        R"(\{([a-z][a-z0-9_:.]*(?:@[A-Za-z0-9_.*?]+)?(?:/[a-z][a-z0-9_:.]*(?:@[A-Za-z0-9_.*?]+)?)?)\})"));
    FilledText filled;
    qsizetype end = 0;
    for (auto match = kPlaceholder.globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        filled.text += text.mid(end, found.capturedStart() - end);
        end = found.capturedEnd();
        const Maybe value = state.empty() ? std::nullopt : ofExpression(found.captured(1), state);
        filled.text += value ? shown(*value) : dashText();
        if (!value)
            filled.unknown += found.captured(1);
    }
    filled.text += text.mid(end);
    return filled;
}

void setStoryMarkdown(QTextDocument& document, const QString& text) {
    QString safe = text;
    safe.replace(QStringLiteral("!["), QStringLiteral("["));
    document.setMarkdown(safe, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                   QTextDocument::MarkdownNoHTML);
}

} // namespace lapidary::widgets
