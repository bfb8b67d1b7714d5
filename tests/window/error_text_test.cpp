// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/error_text.h"

#include "tests/support/test_data.h"

#include <QCoreApplication>
#include <QFile>
#include <QTranslator>
#include <QXmlStreamReader>

#include <gtest/gtest.h>

namespace lapidary::window {
namespace {

using base::Error;
using base::ErrorCode;

/// A language in which every sentence stands in brackets and %1 comes last.
class Pseudo final : public QTranslator {
public:
    QString translate(const char* context, const char* source, const char*, int) const override {
        if (qstrcmp(context, "lapidary::Error") != 0)
            return {};
        const QString text = QString::fromUtf8(source);
        return text == QLatin1String("%1: found %2, expected %3") ? QStringLiteral("<%3|%2|%1>")
                                                                  : u'[' + text + u']';
    }
    bool isEmpty() const override { return false; }
};

TEST(ErrorText, WithoutATranslationIsWhatTheCommandLineSays) {
    for (const base::ErrorTemplate& text : base::errorTemplates())
        for (unsigned filled = 0; filled < 32; ++filled) {
            const auto part = [&](unsigned bit, const char* words) {
                return std::string((filled >> bit & 1U) != 0 ? words : "");
            };
            const Error error{text.code,          part(0, "a.json"),  part(1, "100 %1"),
                              part(2, "this %2"), part(3, "that %3"), part(4, "do %1.")};
            EXPECT_EQ(errorText(error).toStdString(), base::describe(error));
        }
}

TEST(ErrorText, IsTranslatedAndKeepsTheErrorsOwnParts) {
    Pseudo pseudo;
    ASSERT_TRUE(QCoreApplication::installTranslator(&pseudo));
    const QString standard = errorText({ErrorCode::BadValue, "a.json", "bits", "%1", "2 to 8", {}});
    const QString own = errorText({ErrorCode::DiskFull, "/tmp", {}, {}, {}, "buy a disk"});
    QCoreApplication::removeTranslator(&pseudo);
    EXPECT_EQ(standard.toStdString(),
              "[a.json: bits: <2 to 8|%1|[a value that cannot be used]>. To do: [correct the value]].");
    EXPECT_EQ(own.toStdString(), "[/tmp: [no space left on the disk]. To do: buy a disk].");
}

TEST(ErrorText, EveryTemplateStandsInTheTranslations) {
    QFile file(QString::fromStdString(tests::goldenFile("../../translations/lapidary_en.ts").string()));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    QString context;
    QStringList sources;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        else if (xml.name() == QLatin1String("source") && context == QLatin1String("lapidary::Error"))
            sources += xml.readElementText();
    }
    EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
    for (const base::ErrorTemplate& text : base::errorTemplates())
        for (const std::string_view sentence : {text.what, text.remedy})
            EXPECT_TRUE(sources.contains(QString::fromUtf8(sentence.data(), sentence.size())))
                << sentence << ": run packaging/update-translations.sh";
}

} // namespace
} // namespace lapidary::window
