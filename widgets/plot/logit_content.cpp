// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/logit_content.h"

#include "widgets/plot/content_parts.h"
#include "widgets/plot/result_overlay.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace lapidary::widgets {

namespace {

struct LogitContent {
    Q_DECLARE_TR_FUNCTIONS(LogitContent)
};

constexpr std::size_t kMostComponents = 64;
constexpr std::size_t kTokensInWords = 6;
constexpr double kMuch = 0.9;

PlotContent frame() {
    PlotContent content;
    content.id = QStringLiteral("logits");
    content.title = LogitContent::tr("Principal components of the logits");
    content.x.title = LogitContent::tr("component");
    content.x.unit = QStringLiteral("1");
    content.x.whole = true;
    content.y.title = LogitContent::tr("variance explained");
    content.y.unit = QStringLiteral("%");
    content.y.lower = 0.0;
    content.right.emplace();
    content.right->title = LogitContent::tr("up to here");
    content.right->unit = QStringLiteral("%");
    content.right->lower = 0.0;
    content.right->upper = 100.0;
    return content;
}

void addScree(PlotContent& content, const results::LogitPca& logits, std::optional<PlotSeries> result) {
    PlotSeries bars;
    bars.name = LogitContent::tr("one component");
    bars.kind = PlotSeries::Kind::Bars;
    bars.width = 0.8;
    PlotSeries sum;
    sum.name = LogitContent::tr("all up to it");
    sum.color.line = 1;
    sum.rightAxis = true;
    double whole = 0.0;
    for (std::size_t i = 0; i < std::min(logits.explained.size(), kMostComponents); ++i) {
        whole += logits.explained[i];
        bars.points.push_back({static_cast<double>(i + 1), 100.0 * logits.explained[i]});
        sum.points.push_back({static_cast<double>(i + 1), 100.0 * whole});
    }
    content.x.lower = 0.4;
    content.x.upper = static_cast<double>(bars.points.size()) + 0.6;
    addBoth(content, std::move(bars), std::move(result));
    content.series.push_back(std::move(sum));
}

QString tokenWords(const LogitTokens& tokens) {
    QStringList parts;
    for (std::size_t i = 0; i < std::min(tokens.tokens.size(), kTokensInWords); ++i)
        parts << QStringLiteral("“%1” %2").arg(tokens.tokens[i].text,
                                               differenceText(tokens.tokens[i].loading));
    return LogitContent::tr("Component %1 weighs most: %2.")
        .arg(tokens.component)
        .arg(parts.join(QStringLiteral(", ")));
}

QString summaryOf(const ViewState& state, const results::LogitPca& logits) {
    double whole = 0.0;
    std::size_t enough = 0;
    while (enough < logits.explained.size() && whole < kMuch)
        whole += logits.explained[enough++];
    QString words =
        LogitContent::tr(
            "The first component explains %1 of the variance of the logits, the first %2 explain %3.")
            .arg(percentText(logits.explained.front()), countText(static_cast<std::int64_t>(enough)),
                 percentText(whole));
    for (int component = 1; component <= 2; ++component)
        if (const LogitTokens tokens = logitTokens(state, component); !tokens.tokens.empty())
            words += QLatin1Char(' ') + tokenWords(tokens);
    return words;
}

} // namespace

QString visibleToken(const std::string& text) {
    QString shown = QString::fromStdString(text);
    shown.replace(QLatin1Char(' '), QChar(0x2423));
    shown.replace(QLatin1Char('\n'), QChar(0x23CE));
    shown.replace(QLatin1Char('\t'), QChar(0x21E5));
    for (QChar& each : shown)
        if (!each.isPrint() && !each.isSurrogate())
            each = QChar(QChar::ReplacementCharacter);
    return shown;
}

LogitTokens logitTokens(const ViewState& state, int component) {
    LogitTokens tokens;
    const auto index = static_cast<std::size_t>(component - 1);
    if (state.empty() || !state.project->logits || component < 1 ||
        index >= state.project->logits->explained.size())
        return tokens;
    const results::LogitPca& logits = *state.project->logits;
    tokens.component = component;
    tokens.explained = logits.explained[index];
    if (index < logits.top.size())
        for (const results::LogitPca::Loading& loading : logits.top[index])
            tokens.tokens.push_back({visibleToken(loading.text), loading.value});
    return tokens;
}

PlotContent logitContent(const ViewState& state) {
    PlotContent content = frame();
    if (state.empty()) {
        content.emptyText = noModelText();
        return content;
    }
    if (!state.project->logits || state.project->logits->explained.empty()) {
        content.emptyText = notMeasuredText(LogitContent::tr("Logits"));
        return content;
    }
    addScree(content, *state.project->logits, resultScree(state, kMostComponents));
    content.summary = summaryOf(state, *state.project->logits);
    content.footLine = footLineOf(state, "logits");
    return content;
}

} // namespace lapidary::widgets
