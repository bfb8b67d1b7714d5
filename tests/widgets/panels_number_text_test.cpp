// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/panels/number_input.h"
#include "widgets/state/number_text.h"

#include <gtest/gtest.h>

#include <QLocale>

#include <cmath>

namespace lapidary::widgets {
namespace {

using namespace Qt::StringLiterals;

/// Numbers are by the default locale; tests name theirs.
class NumberText : public testing::Test {
protected:
    void SetUp() override { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void TearDown() override { QLocale::setDefault(m_before); }

private:
    QLocale m_before;
};

TEST_F(NumberText, hasThreeSignificantDigits) {
    EXPECT_EQ(significant(0.0), u"0"_s);
    EXPECT_EQ(significant(0.012345), u"0.0123"_s);
    EXPECT_EQ(significant(1.2345), u"1.23"_s);
    EXPECT_EQ(significant(9.996), u"10.0"_s); // rounding carries
    EXPECT_EQ(significant(12345.6), u"12,346"_s);
    EXPECT_EQ(significant(-1.5), u"−1.50"_s);
    EXPECT_EQ(significant(1.234e-7), u"1.23E−7"_s);
    EXPECT_EQ(significant(std::nan("")), u"—"_s);
    EXPECT_EQ(significant(-INFINITY), u"−∞"_s);
}

TEST_F(NumberText, writesBytesInDecimalUnits) {
    EXPECT_EQ(bytesText(0), u"0 B"_s);
    EXPECT_EQ(bytesText(999), u"999 B"_s);
    EXPECT_EQ(bytesText(1000), u"1.00 kB"_s);
    EXPECT_EQ(bytesText(999'600), u"1.00 MB"_s);
    EXPECT_EQ(bytesText(13.48e9), u"13.5 GB"_s);
    EXPECT_EQ(bytesText(-41e6), u"−41.0 MB"_s);
}

TEST_F(NumberText, writesSharesDifferencesTimesAndSites) {
    EXPECT_EQ(percentText(0.702), u"70.2 %"_s);
    EXPECT_EQ(percentText(0.0412), u"4.12 %"_s);
    EXPECT_EQ(percentText(0), u"0 %"_s);
    EXPECT_EQ(percentText(1), u"100.0 %"_s);
    EXPECT_EQ(differenceText(0.31), u"+0.310"_s);
    EXPECT_EQ(differenceText(-0.31), u"−0.310"_s);
    EXPECT_EQ(differenceText(0), u"0"_s);
    EXPECT_EQ(durationText(0.84), u"0.84 s"_s);
    EXPECT_EQ(durationText(59.4), u"59 s"_s);
    EXPECT_EQ(durationText(200), u"3 min 20 s"_s);
    EXPECT_EQ(durationText(7500), u"2 h 5 min"_s);
    EXPECT_EQ(durationText(3599.7), u"1 h"_s);
    EXPECT_EQ(siteLabel(model::SiteId("blocks.17.mlp.down")), u"block 17 · down"_s);
    EXPECT_EQ(siteLabel(model::SiteId("embed")), u"embed"_s);
}

TEST_F(NumberText, followsTheLocale) {
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    EXPECT_EQ(significant(1.2345), u"1,23"_s);
    EXPECT_EQ(parseNumberInput(u"0,5"_s)->value, 0.5);
    EXPECT_EQ(parseNumberInput(u"0.5"_s)->value, 0.5);
}

TEST_F(NumberText, readsNumbersChangesAndNone) {
    using Kind = NumberInput::Kind;
    EXPECT_EQ(parseNumberInput(u"4"_s)->value, 4.0);
    EXPECT_EQ(parseNumberInput(u" 50 % "_s)->value, 0.5);
    EXPECT_EQ(parseNumberInput(u"+1"_s)->appliedTo(3.0), 4.0);
    EXPECT_EQ(parseNumberInput(u"−2"_s)->appliedTo(5.0), 3.0);
    EXPECT_EQ(parseNumberInput(u"*0.5"_s)->appliedTo(8.0), 4.0);
    EXPECT_EQ(parseNumberInput(u"/4"_s)->appliedTo(8.0), 2.0);
    EXPECT_EQ(parseNumberInput(u"min(4)"_s)->appliedTo(8.0), 4.0);
    EXPECT_EQ(parseNumberInput(u"min(4)"_s)->appliedTo(3.0), 3.0);
    EXPECT_EQ(parseNumberInput(u"MAX( 50 % )"_s)->appliedTo(0.2), 0.5);
    EXPECT_EQ(parseNumberInput(u"min(4)"_s)->appliedTo(std::nullopt), std::nullopt);
    EXPECT_FALSE(parseNumberInput(u"min(x)"_s));
    EXPECT_EQ(parseNumberInput(u"+1"_s)->appliedTo(std::nullopt), std::nullopt);
    EXPECT_EQ(parseNumberInput(u"None"_s)->kind, Kind::None);
    for (const char* wrong : {"", "x", "+", "4 4", "/0", "nan", "1e999", "%"})
        EXPECT_FALSE(parseNumberInput(QString::fromLatin1(wrong))) << wrong;
}

} // namespace
} // namespace lapidary::widgets
