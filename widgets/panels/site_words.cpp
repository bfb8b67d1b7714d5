// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/site_words.h"

#include <QCoreApplication>
#include <QStringList>
#include <QTextDocument>

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

namespace lapidary::widgets {

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("SiteWords", text);
}

/// A source of ResolvedSite taken apart; later layers of the cascade compare greater.
struct Source {
    enum class Layer { Default, Preset, Base, Rule, Override };
    Layer layer = Layer::Default;
    int rule = 0;
    QString name;
    auto operator<=>(const Source& other) const {
        return std::pair(layer, rule) <=> std::pair(other.layer, other.rule);
    }
};

Source parseSource(const std::string& text) {
    const QString source = QString::fromStdString(text);
    const QString tail = source.section(QLatin1Char(':'), 1);
    if (source == QLatin1String("site"))
        return {Source::Layer::Override, 0, {}};
    if (source == QLatin1String("base"))
        return {Source::Layer::Base, 0, {}};
    if (source.startsWith(QLatin1String("preset:")))
        return {Source::Layer::Preset, 0, tail};
    if (source.startsWith(QLatin1String("rule:")))
        return {Source::Layer::Rule, source.section(QLatin1Char(':'), 1, 1).toInt(),
                source.section(QLatin1Char(':'), 2)};
    return {};
}

QString words(const Source& source) {
    switch (source.layer) {
    case Source::Layer::Override:
        return translated(QT_TRANSLATE_NOOP("SiteWords", "override"));
    case Source::Layer::Base:
        return translated(QT_TRANSLATE_NOOP("SiteWords", "base"));
    case Source::Layer::Preset:
        return translated(QT_TRANSLATE_NOOP("SiteWords", "preset %1")).arg(source.name);
    case Source::Layer::Rule:
        return source.name.isEmpty()
                   ? translated(QT_TRANSLATE_NOOP("SiteWords", "rule %1")).arg(source.rule + 1)
                   : translated(QT_TRANSLATE_NOOP("SiteWords", "rule %1 (%2)"))
                         .arg(source.rule + 1)
                         .arg(source.name);
    case Source::Layer::Default:
        return translated(QT_TRANSLATE_NOOP("SiteWords", "default of the method"));
    }
    return {};
}

std::vector<Source> layersOf(const plan::ResolvedSite& site) {
    std::vector<Source> layers;
    for (const auto& [path, text] : site.sources)
        if (Source source = parseSource(text); source.layer != Source::Layer::Default)
            layers.push_back(std::move(source));
    std::ranges::sort(layers, [](const Source& a, const Source& b) { return b < a; });
    // Not std::ranges::unique, whose subrange clang 14 cannot read in GCC's headers.
    layers.erase(std::unique(layers.begin(), layers.end(),
                             [](const Source& a, const Source& b) { return (a <=> b) == 0; }),
                 layers.end());
    return layers;
}

QString valueText(const plan::ParameterValue& value) {
    struct Visitor {
        QString operator()(bool flag) const {
            return flag ? QStringLiteral("true") : QStringLiteral("false");
        }
        QString operator()(std::int64_t number) const { return QString::number(number); }
        QString operator()(double number) const { return QString::number(number); }
        QString operator()(const std::string& text) const { return QString::fromStdString(text); }
    };
    return std::visit(Visitor{}, value);
}

QString settingText(const plan::SiteSettings& settings, const std::string& path) {
    if (path == "skip")
        return settings.skip ? QStringLiteral("true") : QStringLiteral("false");
    const std::size_t dot = path.find('.');
    const auto family = plan::familyOf(path.substr(0, dot));
    const auto found = family ? settings.families.find(*family) : settings.families.end();
    if (found == settings.families.end() || dot == std::string::npos)
        return {};
    const std::string key = path.substr(dot + 1);
    if (key == "method")
        return QString::fromStdString(found->second.method);
    const auto value = found->second.values.find(key);
    return value == found->second.values.end() ? QString() : valueText(value->second);
}

} // namespace

QString plainToolTip(const QString& text) {
    return Qt::mightBeRichText(text) ? text.toHtmlEscaped() : text;
}

QString kindText(model::SiteKind kind) {
    const std::string_view name = model::kindName(kind);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

QString sourceText(const plan::ResolvedSite& site) {
    QStringList all;
    for (const Source& layer : layersOf(site))
        all.append(words(layer));
    return all.join(QLatin1String(", "));
}

QString sourceDetails(const plan::ResolvedSite& site) {
    QStringList lines;
    for (const auto& [path, text] : site.sources)
        lines.append(QStringLiteral("%1 = %2  (%3)")
                         .arg(QString::fromStdString(path), settingText(site.settings, path),
                              words(parseSource(text))));
    return lines.join(QLatin1Char('\n'));
}

std::optional<std::size_t> sourceRule(const plan::ResolvedSite& site) {
    for (const Source& layer : layersOf(site))
        if (layer.layer == Source::Layer::Rule)
            return static_cast<std::size_t>(layer.rule);
    return std::nullopt;
}

} // namespace lapidary::widgets
