// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/main_window.h"
#include "tests/support/checkpoint_maker.h"
#include "tests/support/fake_engine.h"
#include "tests/support/test_data.h"

#include <QAction>
#include <QDialog>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace lapidary::window {

namespace fs = std::filesystem;
using model::SiteId;
using State = widgets::JobView::State;

/// A window over an engine; questions for paths are answered from a list.
struct WindowTest : testing::Test {
    void start(session::EngineProvider engine) {
        fs::remove_all(ownProjectsFolder());
        window = std::make_unique<MainWindow>(
            WindowServices{std::move(engine),
                           [this](QWidget*, const PathQuestion&, const std::function<void(QString)>& chosen) {
                               if (!answers.empty()) {
                                   chosen(answers.front());
                                   answers.erase(answers.begin());
                               }
                           },
                           &settings});
        window->resize(1280, 800);
        window->show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(window.get()));
    }
    void startFake(int steps, tests::FakeEngine::Fault fault = tests::FakeEngine::Fault::None) {
        start([=]() -> base::Result<std::unique_ptr<engine::Engine>> {
            auto engine = std::make_unique<tests::FakeEngine>();
            engine->steps = steps;
            engine->fault = fault;
            return std::unique_ptr<engine::Engine>(std::move(engine));
        });
    }
    bool open(const QString& path) {
        QSignalSpy opened(window.get(), &MainWindow::opened);
        window->open(path);
        EXPECT_TRUE(QTest::qWaitFor([&] { return !opened.isEmpty(); }, 20000));
        return opened.value(0).value(0).toBool();
    }
    bool openRandomModel() {
        tests::makeCheckpoint(folder / "model", {});
        tests::writeFile(folder / "text.txt", tests::randomText(20000, 3));
        return open(QString::fromStdString((folder / "model").string()));
    }
    QAction* action(const char* name) const { return window->findChild<QAction*>(QString::fromLatin1(name)); }
    QDialog* dialog(const char* name) const {
        QDialog* found = nullptr;
        EXPECT_TRUE(QTest::qWaitFor([&] {
            found = window->findChild<QDialog*>(QString::fromLatin1(name));
            return found != nullptr && found->isVisible();
        })) << name;
        return found;
    }
    static QLineEdit* line(QWidget* parent, const char* field) {
        auto* widget = parent->findChild<QWidget*>(QString::fromLatin1(field));
        auto* direct = qobject_cast<QLineEdit*>(widget);
        return direct != nullptr ? direct : widget->findChild<QLineEdit*>();
    }
    bool waitFor(State state, int ms = 120000) const {
        return QTest::qWaitFor([&] { return window->work().view().state == state; }, ms);
    }

    tests::TemporaryFolder folder;
    QSettings settings{QString::fromStdString((folder / "settings.ini").string()), QSettings::IniFormat};
    std::vector<QString> answers;
    std::unique_ptr<MainWindow> window;
};

} // namespace lapidary::window
