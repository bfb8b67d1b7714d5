// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"
#include "core/base/run_control.h"

#include <gtest/gtest.h>
#include <memory>
#include <set>
#include <string>

namespace lapidary::base {

namespace {

Error bad() {
    return {ErrorCode::BadValue, "file", "place", "this", "that", {}};
}

Result<std::unique_ptr<int>> make(bool works) {
    if (!works)
        return bad();
    return std::make_unique<int>(7);
}

Result<int> twice(bool works) {
    LAPIDARY_TRY(const std::unique_ptr<int> value, make(works));
    LAPIDARY_TRY(auto other, make(true));
    return *value + *other;
}

Status check(bool works) {
    LAPIDARY_CHECK(make(works));
    LAPIDARY_CHECK(Status());
    return {};
}

} // namespace

TEST(Result, CarriesValuesThatOnlyMove) {
    EXPECT_EQ(*twice(true), 14);
    const auto failed = twice(false);
    ASSERT_FALSE(failed.ok());
    EXPECT_EQ(failed.error().found, "this");
    EXPECT_TRUE(check(true).ok());
    EXPECT_EQ(check(false).error().place, "place");
}

TEST(Error, SaysAllItsParts) {
    EXPECT_EQ(
        describe(bad()),
        "file: place: a value that cannot be used: found this, expected that. To do: correct the value.");
    Error withRemedy = bad();
    withRemedy.remedy = "call for help.";
    EXPECT_TRUE(describe(withRemedy).ends_with("To do: call for help."));
}

TEST(Error, EveryCodeHasOneTemplate) {
    std::set<std::string_view> names;
    std::set<ErrorCode> codes;
    for (const ErrorTemplate& text : errorTemplates()) {
        EXPECT_TRUE(names.insert(text.name).second) << text.name;
        EXPECT_TRUE(codes.insert(text.code).second) << text.name;
        EXPECT_FALSE(text.what.empty() || text.remedy.empty()) << text.name;
        EXPECT_EQ(errorName(text.code), text.name);
    }
    EXPECT_EQ(codes.size(), static_cast<std::size_t>(ErrorCode::Internal) + 1);
}

TEST(RunControl, ReportsProgressAndStops) {
    std::stop_source stop;
    std::string seen;
    RunControl control(stop.get_token(), [&](const Progress& p) {
        seen += p.stage + ":" + std::to_string(static_cast<int>(p.done)) + "/" +
                std::to_string(static_cast<int>(p.total)) + " ";
    });
    control.setTotal(4);
    control.beginStage("solve");
    control.advance(3);
    EXPECT_EQ(seen, "solve:0/4 solve:3/4 ");
    EXPECT_TRUE(control.check().ok());
    stop.request_stop();
    EXPECT_EQ(control.check().error().code, ErrorCode::Cancelled);
    EXPECT_EQ(control.check().error().file, "solve");
}

} // namespace lapidary::base
