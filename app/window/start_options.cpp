// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/start_options.h"

#include "app/window/translations.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cstring>

namespace lapidary::window {

namespace {

QString words(const char* text) {
    return QCoreApplication::translate("lapidary::window::StartOptions", text);
}

struct Declared {
    QCommandLineOption workspace{QStringLiteral("workspace"),
                                 words("measure, plan, compare, run or present."), QStringLiteral("name")};
    QCommandLineOption theme{QStringLiteral("theme"), words("light, dark, contrast or system."),
                             QStringLiteral("name"), QStringLiteral("system")};
    QCommandLineOption language{QStringLiteral("language"), words("Language of the window: en or de."),
                                QStringLiteral("name")};
    QCommandLineOption size{QStringLiteral("size"), words("Size of the window."), QStringLiteral("WxH")};
    QCommandLineOption scale{QStringLiteral("scale"), words("Scale of everything, e.g. 2."),
                             QStringLiteral("F")};
    QCommandLineOption select{QStringLiteral("select"), words("Sites to select, separated by commas."),
                              QStringLiteral("SITE,…")};
    QCommandLineOption metric{QStringLiteral("metric"),
                              words("Metric of the layer matrix, e.g. error:bits:4."),
                              QStringLiteral("name")};
    QCommandLineOption screenshot{QStringLiteral("screenshot"),
                                  words("Write a picture of the window once everything is drawn, and exit."),
                                  QStringLiteral("PNG")};
    QCommandLineOption vision{QStringLiteral("vision"),
                              words("The picture as seen by protan, deutan, tritan, or in grey."),
                              QStringLiteral("name"), QStringLiteral("normal")};
    QCommandLineOption present{QStringLiteral("present"), words("The same as --workspace present.")};
    QCommandLineOption figures{QStringLiteral("figures"), words("Write every plot and its table, and exit."),
                               QStringLiteral("DIR")};
    QCommandLineOption formats{QStringLiteral("formats"), words("Of the figures: svg, pdf, png, csv."),
                               QStringLiteral("LIST"), QStringLiteral("svg,pdf,png,csv")};
};

/// Empty where all is right.
QString read(const QCommandLineParser& parser, const Declared& declared, StartOptions& options) {
    static const QStringList kWorkspaces = {QStringLiteral("measure"), QStringLiteral("plan"),
                                            QStringLiteral("compare"), QStringLiteral("run"),
                                            QStringLiteral("present")};
    static const QStringList kThemes = {QStringLiteral("system"), QStringLiteral("light"),
                                        QStringLiteral("dark"), QStringLiteral("contrast")};
    static const QRegularExpression kSize(QStringLiteral("^(\\d{3,5})x(\\d{3,5})$"));
    if (parser.positionalArguments().size() > 1)
        return words("one FILE at most can be opened, %1 were given")
            .arg(parser.positionalArguments().size());
    options.file = parser.positionalArguments().value(0);
    options.workspace =
        parser.isSet(declared.present) ? QStringLiteral("present") : parser.value(declared.workspace);
    if (!options.workspace.isEmpty() && !kWorkspaces.contains(options.workspace))
        return words("--workspace: found '%1', expected %2")
            .arg(options.workspace, kWorkspaces.join(QLatin1String(", ")));
    const qsizetype theme = kThemes.indexOf(parser.value(declared.theme));
    if (theme < 0)
        return words("--theme: found '%1', expected %2")
            .arg(parser.value(declared.theme), kThemes.join(QLatin1String(", ")));
    options.theme = static_cast<widgets::ThemeChoice>(theme);
    options.language = parser.value(declared.language);
    if (parser.isSet(declared.language) && !windowLanguages().contains(options.language))
        return words("--language: found '%1', expected %2")
            .arg(options.language, windowLanguages().join(QLatin1String(", ")));
    if (parser.isSet(declared.size)) {
        const QRegularExpressionMatch match = kSize.match(parser.value(declared.size));
        if (!match.hasMatch())
            return words("--size: found '%1', expected e.g. 1280x720").arg(parser.value(declared.size));
        options.size = QSize(match.captured(1).toInt(), match.captured(2).toInt());
    }
    options.select = parser.value(declared.select).split(u',', Qt::SkipEmptyParts);
    options.metric = parser.value(declared.metric);
    options.screenshot = parser.value(declared.screenshot);
    const qsizetype vision = widgets::visionNames().indexOf(parser.value(declared.vision));
    if (vision < 0)
        return words("--vision: found '%1', expected %2")
            .arg(parser.value(declared.vision), widgets::visionNames().join(QLatin1String(", ")));
    options.vision = static_cast<widgets::Vision>(vision);
    options.figures = parser.value(declared.figures);
    options.figureFormats = parser.value(declared.formats).split(u',', Qt::SkipEmptyParts);
    return {};
}

} // namespace

StartParse parseStart(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(words("Lapidary, a workbench for compressing language models."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("FILE"),
        words("A model folder, .gguf file or .lapidary project, or sample; without it the built-in model."),
        QStringLiteral("[FILE]"));
    const Declared declared;
    parser.addOptions({declared.workspace, declared.theme, declared.language, declared.size, declared.scale,
                       declared.select, declared.metric, declared.screenshot, declared.vision,
                       declared.present, declared.figures, declared.formats});
    StartParse result;
    if (!parser.parse(arguments)) {
        result.message = parser.errorText() + QLatin1Char('\n');
        result.exitCode = 2;
        return result;
    }
    if (parser.isSet(help) || parser.isSet(version)) {
        result.message = parser.isSet(help) ? parser.helpText()
                                            : QCoreApplication::applicationName() + u' ' +
                                                  QCoreApplication::applicationVersion() + u'\n';
        result.exitCode = 0;
        return result;
    }
    if (const QString wrong = read(parser, declared, result.options); !wrong.isEmpty()) {
        result.message = wrong + QLatin1Char('\n');
        result.exitCode = 2;
    }
    return result;
}

QString languageOf(const QStringList& arguments) {
    static const QString kOption = QStringLiteral("--language");
    QString language;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        if (arguments.at(i).startsWith(kOption + u'='))
            language = arguments.at(i).section(u'=', 1);
        else if (arguments.at(i) == kOption)
            language = arguments.value(i + 1);
    }
    return windowLanguages().contains(language) ? language : QString();
}

void applyScale(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const char* value = nullptr;
        if (std::strncmp(argv[i], "--scale=", 8) == 0)
            value = argv[i] + 8;
        else if (std::strcmp(argv[i], "--scale") == 0 && i + 1 < argc)
            value = argv[i + 1];
        if (value != nullptr)
            qputenv("QT_SCALE_FACTOR", value);
    }
}

bool hasDisplay() {
    return std::ranges::any_of(std::array{"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"},
                               [](const char* name) { return !qEnvironmentVariableIsEmpty(name); });
}

} // namespace lapidary::window
