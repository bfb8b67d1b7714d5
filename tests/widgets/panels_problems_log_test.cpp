// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/panels/log_view.h"
#include "widgets/panels/problems_model.h"
#include "widgets/panels/problems_view.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

namespace lapidary::widgets {
namespace {

using namespace Qt::StringLiterals;

using tests::site;

/// A plan with an error at a site, a rule that matches nothing and a rank that costs more than dense.
plan::Plan troubledPlan() {
    plan::Plan plan = tests::samplePlan();
    plan.sites[site("blocks.0.attn.q")].families[plan::Family::Quantization] = {{"group", 48}};
    plan.sites[site("blocks.1.attn.q")].families[plan::Family::LowRank]["rank"] = 60;
    plan::Rule rule;
    rule.name = "<b>typo</b>";
    rule.match = "*.dwon";
    rule.settings.skip = true;
    plan.rules.push_back(rule);
    return plan;
}

TEST(ProblemsModel, keepsTheContractAndPutsErrorsFirst) {
    ProblemsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const ViewState state = tests::sampleState();
    model.show(state);
    EXPECT_EQ(model.rowCount(), 0);
    model.show(tests::withPlan(state, troubledPlan()));
    ASSERT_GE(model.rowCount(), 3);
    EXPECT_EQ(model.index(0, ProblemsModel::kSeverity).data().toString(), u"✖ error"_s);
    EXPECT_EQ(model.index(0, ProblemsModel::kPlace).data().toString(), u"block 0 · q"_s);
    EXPECT_EQ(tests::columnTexts(model, ProblemsModel::kSeverity).back(), u"⚠ warning"_s);
    EXPECT_TRUE(tests::columnTexts(model, ProblemsModel::kPlace).contains(u"rule 2 (<b>typo</b>)"_s));
    plan::Plan broken;
    broken.base.families[plan::Family::LowRank] = {{"method", "svd"}}; // no rank
    model.show(tests::withPlan(state, broken));
    EXPECT_EQ(model.rowCount(), 1);
    model.show(ViewState());
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(ProblemsView, goesToSitesAndRules) {
    const ViewState state = tests::sampleState();
    SelectionModel selection;
    tests::resetSelection(selection, state);
    ProblemsView view(selection);
    view.show(state);
    view.resize(900, 200);
    view.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&view));
    EXPECT_TRUE(view.findChild<QLabel*>(u"problemsEmpty"_s)->isVisible());
    view.show(tests::withPlan(state, troubledPlan()));
    EXPECT_EQ(view.errorCount(), 1);
    EXPECT_GE(view.warningCount(), 2);
    auto* table = view.findChild<QTableView*>(u"problemsTable"_s);
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        table->scrollTo(table->model()->index(row, 0));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(row, 0)).center());
        if (row == 0) {
            EXPECT_EQ(selection.focus(), site("blocks.0.attn.q"));
        }
    }
}

TEST(ProblemsView, aRuleSelectsTheSitesThatItMatches) {
    const ViewState state = tests::sampleState();
    SelectionModel selection;
    tests::resetSelection(selection, state);
    ProblemsView view(selection);
    plan::Plan plan = tests::samplePlan();
    plan.rules.push_back(plan.rules.front()); // shadows the first, which both warn of
    plan.rules.back().settings.families[plan::Family::Sparsity]["pattern"] = "4:8";
    view.resize(900, 200);
    view.show(tests::withPlan(state, plan));
    auto* table = view.findChild<QTableView*>(u"problemsTable"_s);
    for (int row = 0; row < table->model()->rowCount() && selection.set().size() < 2; ++row)
        Q_EMIT table->activated(table->model()->index(row, 0));
    EXPECT_EQ(selection.set(), (SelectionModel::SiteSet{site("blocks.0.mlp.down"), site("blocks.1.mlp.down"),
                                                        site("blocks.2.mlp.down")}));
}

TEST(ProblemsView, aRuntimeIsChosenAndItsProblemsSelectTheirSites) {
    ViewState state = tests::sampleState();
    SelectionModel selection;
    tests::resetSelection(selection, state);
    ProblemsView view(selection);
    std::optional<plan::Runtime> chosen;
    QObject::connect(&view, &ProblemsView::runtimeChosen, [&](plan::Runtime runtime) { chosen = runtime; });
    view.show(state);
    auto* runtimes = view.findChild<QComboBox*>(u"runtime"_s);
    QTest::keyClick(runtimes, Qt::Key_Down);
    EXPECT_EQ(chosen, plan::Runtime::Vllm);
    state.runtime = plan::Runtime::Vllm;
    plan::PlanCheck check = *state.check;
    plan::addProblems(state.runtime, *state.model, check);
    state.setCheck(std::make_shared<plan::PlanCheck>(check));
    view.show(state);
    auto* table = view.findChild<QTableView*>(u"problemsTable"_s);
    ASSERT_GT(table->model()->rowCount(), 0);
    const plan::Problem& first = check.problems.front();
    ASSERT_GT(first.sites.size(), 1U);
    Q_EMIT table->activated(table->model()->index(0, 0));
    EXPECT_GT(selection.set().size(), 0U);
    EXPECT_EQ(runtimes->currentIndex(), 1);
}

TEST(LogView, stampsCopiesAndSaves) {
    LogView log;
    QString saved;
    log.setSave([&](const QString& text) { saved = text; });
    log.append(u"opened sample"_s);
    log.append(LogView::Severity::Error, u"failed\nsecond line"_s);
    EXPECT_EQ(log.lineCount(), 3);
    const QStringList lines = log.text().split(u'\n', Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 3);
    EXPECT_TRUE(
        QRegularExpression(u"^\\d\\d:\\d\\d:\\d\\d  note     opened sample$"_s).match(lines[0]).hasMatch());
    EXPECT_TRUE(lines[1].endsWith(u"  error    failed"_s));
    EXPECT_EQ(lines[2].indexOf(u"second"_s), lines[1].indexOf(u"failed"_s));
    log.findChild<QPushButton*>(u"logCopy"_s)->click();
    EXPECT_EQ(QApplication::clipboard()->text(), log.text());
    log.findChild<QPushButton*>(u"logSave"_s)->click();
    EXPECT_EQ(saved, log.text());
    log.findChild<QPushButton*>(u"logClear"_s)->click();
    EXPECT_EQ(log.text(), QString());
}

TEST(LogView, keepsTheLastTenThousandLines) {
    LogView log;
    for (int i = 0; i < 10'050; ++i)
        log.append(QString::number(i));
    EXPECT_EQ(log.lineCount(), 10'000);
    const QStringList lines = log.text().split(u'\n', Qt::SkipEmptyParts);
    EXPECT_EQ(lines.size(), 10'000);
    EXPECT_TRUE(lines.front().endsWith(u" 50"_s));
}

} // namespace
} // namespace lapidary::widgets
