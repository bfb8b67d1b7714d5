// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/sample_state.h"
#include "widgets/run/budget_bar.h"
#include "widgets/run/job_panel.h"
#include "widgets/run/reach_text.h"
#include "widgets/state/number_text.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace lapidary::widgets {
namespace {

template<class Child>
Child* child(const QWidget& widget, const char* name) {
    return widget.findChild<Child*>(QString::fromLatin1(name));
}

TEST(ParseBytes, ReadsSizesAsPeopleWriteThem) {
    EXPECT_EQ(parseBytes(QStringLiteral("4.5 GB")), 4.5e9);
    EXPECT_EQ(parseBytes(QStringLiteral("97MB")), 97e6);
    EXPECT_EQ(parseBytes(QStringLiteral("512")), 512e6);
    EXPECT_EQ(parseBytes(QStringLiteral("20 k")), 20e3);
    EXPECT_EQ(parseBytes(QStringLiteral("")), std::nullopt);
    EXPECT_EQ(parseBytes(QStringLiteral("small")), std::nullopt);
    EXPECT_EQ(parseBytes(QStringLiteral("-3 MB")), std::nullopt);
}

TEST(BudgetBar, ShowsTheExactBytesOfThePlan) {
    const ViewState state = tests::sampleState();
    BudgetBar bar;
    bar.show(state);
    const QString size = child<QLabel>(bar, "size")->text();
    EXPECT_TRUE(size.contains(bytesText(static_cast<double>(state.check->bytesAfter))));
    EXPECT_TRUE(child<QLabel>(bar, "size")
                    ->toolTip()
                    .contains(countText(static_cast<std::int64_t>(state.check->bytesAfter))));
}

void type(QLineEdit& field, const QString& text) {
    field.selectAll();
    QTest::keyClick(&field, Qt::Key_Delete);
    QTest::keyClicks(&field, text);
}

TEST(BudgetBar, SaysWhetherTheTargetIsKept) {
    ViewState state = tests::sampleState();
    BudgetBar bar;
    bar.show(state);
    const auto after = static_cast<double>(state.check->bytesAfter);
    std::vector<std::optional<std::uint64_t>> chosen;
    QObject::connect(&bar, &BudgetBar::targetChosen, [&](auto bytes) { chosen.push_back(bytes); });
    auto* target = child<QLineEdit>(bar, "target");
    auto* verdict = child<QLabel>(bar, "verdict");
    type(*target, QString::number(after / 1e6 * 0.99, 'f', 6));
    EXPECT_TRUE(verdict->text().startsWith(QStringLiteral("✖ over by"))) << "while it is typed";
    EXPECT_FALSE(child<QLabel>(bar, "reach")->isVisibleTo(&bar));
    type(*target, QString::number(after / 1e6 * 2.0, 'f', 6));
    EXPECT_TRUE(verdict->text().startsWith(QStringLiteral("✔")));
    EXPECT_TRUE(chosen.empty());
    QTest::keyClick(target, Qt::Key_Return);
    ASSERT_EQ(chosen.size(), 1U);
    EXPECT_NEAR(static_cast<double>(*chosen[0]), 2.0 * after, 2.0);
    state.targetBytes = chosen[0];
    bar.show(state);
    EXPECT_EQ(target->text(), bytesText(2.0 * after));
    type(*target, QStringLiteral("small"));
    EXPECT_EQ(verdict->text(), QStringLiteral("not a size"));
    QTest::keyClick(target, Qt::Key_Escape);
    EXPECT_EQ(target->text(), bytesText(2.0 * after));
    type(*target, QString());
    QTest::keyClick(target, Qt::Key_Return);
    ASSERT_EQ(chosen.size(), 2U);
    EXPECT_FALSE(chosen[1].has_value());
}

TEST(BudgetBar, ATargetOutOfReachSaysWhatWouldLowerIt) {
    ViewState state = tests::sampleState();
    state.targetBytes = state.reach->smallestBytes - 1;
    BudgetBar bar;
    bar.show(state);
    auto* reach = child<QLabel>(bar, "reach");
    EXPECT_TRUE(reach->isVisibleTo(&bar));
    EXPECT_TRUE(reach->text().contains(bytesText(static_cast<double>(state.reach->smallestBytes))));
    EXPECT_TRUE(reach->text().contains(QStringLiteral("name the embedding"))) << reach->text().toStdString();
    std::optional<std::uint64_t> chosen;
    QObject::connect(&bar, &BudgetBar::targetChosen, [&](auto bytes) { chosen = bytes; });
    child<QPushButton>(bar, "useSmallest")->click();
    EXPECT_EQ(chosen, state.reach->smallestBytes);
    state.targetBytes = chosen;
    bar.show(state);
    EXPECT_FALSE(reach->isVisibleTo(&bar));
}

TEST(BudgetBar, TellsTheMemoryToRunTheResult) {
    const ViewState state = tests::sampleState();
    BudgetBar bar;
    bar.show(state);
    const plan::RunMemory memory = plan::runMemory(*state.model, state.check->bytesAfter);
    auto* label = child<QLabel>(bar, "memory");
    EXPECT_TRUE(label->text().contains(bytesText(static_cast<double>(memory.total()))));
    EXPECT_TRUE(label->toolTip().contains(countText(memory.context)));
}

TEST(BudgetBar, FitsASmallWindow) {
    ViewState state = tests::sampleState();
    state.targetBytes = 1;
    BudgetBar bar;
    bar.show(state);
    EXPECT_LE(bar.minimumSizeHint().width(), 1280);
}

TEST(BudgetBar, APlanThatDoesNotResolveIsAnError) {
    ViewState state = tests::sampleState();
    state.setCheck(nullptr, QStringLiteral("why"));
    BudgetBar bar;
    QSignalSpy asked(&bar, &BudgetBar::problemsRequested);
    bar.show(state);
    auto* problems = child<QLabel>(bar, "problems");
    EXPECT_TRUE(problems->text().contains(QStringLiteral("✖")));
    Q_EMIT problems->linkActivated(QStringLiteral("problems"));
    EXPECT_EQ(asked.count(), 1);
}

TEST(BudgetBar, AFormatIsChosen) {
    BudgetBar bar;
    bar.show(tests::sampleState());
    std::optional<plan::OutputFormat> chosen;
    QObject::connect(&bar, &BudgetBar::formatChosen, [&](plan::OutputFormat format) { chosen = format; });
    Q_EMIT child<QComboBox>(bar, "format")->activated(1);
    EXPECT_EQ(chosen, plan::OutputFormat::HuggingFace);
}

JobView job(JobView::State state) {
    JobView view;
    view.state = state;
    view.title = QStringLiteral("Measure");
    view.share = 0.25;
    view.seconds = 10.0;
    view.error = QStringLiteral("no memory");
    view.result = QStringLiteral("done");
    return view;
}

TEST(JobPanel, ShowsProgressAndTimeLeftWhileItRuns) {
    JobPanel panel;
    JobView view = job(JobView::State::Running);
    view.secondsLeft = 30.0;
    panel.show(view);
    EXPECT_EQ(panel.findChild<QProgressBar*>()->value(), 250);
    EXPECT_TRUE(child<QPushButton>(panel, "cancel")->isEnabled());
    EXPECT_FALSE(child<QPushButton>(panel, "cancel")->isHidden());
    EXPECT_TRUE(child<QPushButton>(panel, "measure")->isHidden());
    bool found = false;
    for (const QLabel* label : panel.findChildren<QLabel*>())
        found = found || label->text().contains(durationText(30.0));
    EXPECT_TRUE(found);
}

TEST(JobPanel, SaysWhichOfSeveralSteps) {
    JobPanel panel;
    JobView view = job(JobView::State::Running);
    panel.show(view);
    EXPECT_EQ(child<QLabel>(panel, "title")->text(), view.title);
    view.step = 2;
    view.steps = 4;
    panel.show(view);
    EXPECT_TRUE(child<QLabel>(panel, "title")->text().contains(QStringLiteral("step 2 of 4")));
}

TEST(JobPanel, ACancelIsAcknowledgedAtOnce) {
    JobPanel panel;
    panel.show(job(JobView::State::Cancelling));
    EXPECT_FALSE(child<QPushButton>(panel, "cancel")->isEnabled());
}

TEST(JobPanel, AFailureSaysWhyAndHowToGoOn) {
    JobPanel panel;
    QSignalSpy resumed(&panel, &JobPanel::resumeRequested);
    JobView view = job(JobView::State::Failed);
    view.canResume = true;
    panel.show(view);
    EXPECT_TRUE(child<QLabel>(panel, "outcome")->text().contains(view.error));
    child<QPushButton>(panel, "resume")->click();
    EXPECT_EQ(resumed.count(), 1);
}

TEST(JobPanel, BeginsIdle) {
    const JobPanel panel;
    EXPECT_TRUE(panel.findChild<QProgressBar*>()->isHidden());
    EXPECT_FALSE(child<QPushButton>(panel, "measure")->isHidden());
    EXPECT_TRUE(child<QLabel>(panel, "outcome")->isHidden());
}

} // namespace
} // namespace lapidary::widgets
