// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window's event loop is busy at a stretch while a person uses it: idle, during a measurement,
// during a run with its evaluation, on the model given.
//   event_loop MODEL [--text FILE] [--plan FILE] [--windows N] [--window N] [--idle SECONDS] [--size WxH]
//              [--slowest N] [--no-jobs] [--json]
// MODEL `giant` is a made-up one of 405 billion parameters and 882 block linears, each with a made-up
// spectrum of full length, and has no jobs. The platform is the caller's: QT_QPA_PLATFORM=offscreen, xvfb-run
// -a -s "-screen 0 1920x1080x24", or a screen. Settings and projects go to a folder that is removed. Fails
// where the simulated input does not select, edit, drag the rank, zoom and undo what it edits.
#include "core/session/engine_loader.h"
#include "tests/bench/window/made_up_spectra.h"
#include "tests/bench/window/simulated_use.h"
#include "tests/bench/window/turn_report.h"
#include "tests/support/giant_model.h"
#include "widgets/theme/theme.h"

#include <QCommandLineParser>
#include <QSettings>
#include <QTemporaryDir>

#include <cstdio>

using namespace lapidary;

namespace {

constexpr int kSettleMs = 500;

struct Options {
    QString model;
    bool giant = false; // made up
    QString text;
    QString plan;
    int windows = 4;
    int window = 512;
    int idleSeconds = 60;
    QSize size{1920, 1080};
    std::size_t slowest = 5;
    bool jobs = true;
    bool json = false;
};

Options parse(const QApplication& application) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Durations of the window's event-loop turns."));
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("model"), QStringLiteral("what to open"));
    const QString resources = QStringLiteral(LAPIDARY_SOURCE_DIR "/resources/");
    const auto add = [&](const char* name, const QString& value) {
        parser.addOption({QString::fromLatin1(name), QString(), QStringLiteral("value"), value});
    };
    add("text", resources + QStringLiteral("text/tour-calibration.txt"));
    add("plan", resources + QStringLiteral("plans/first-tour.json"));
    add("windows", QStringLiteral("4"));
    add("window", QStringLiteral("512"));
    add("idle", QStringLiteral("60"));
    add("size", QStringLiteral("1920x1080"));
    add("slowest", QStringLiteral("5"));
    parser.addOption({QStringLiteral("no-jobs"), QStringLiteral("idle alone")});
    parser.addOption({QStringLiteral("json"), QStringLiteral("the figures as JSON")});
    parser.process(application);
    if (parser.positionalArguments().size() != 1)
        parser.showHelp(2);
    const auto value = [&](const char* name) { return parser.value(QString::fromLatin1(name)); };
    Options options;
    options.model = parser.positionalArguments().constFirst();
    options.giant = options.model == QLatin1String("giant");
    options.text = value("text");
    options.plan = value("plan");
    options.windows = value("windows").toInt();
    options.window = value("window").toInt();
    options.idleSeconds = value("idle").toInt();
    const QStringList size = value("size").split(u'x');
    options.size = {size.value(0).toInt(), size.value(1).toInt()};
    options.slowest = value("slowest").toUInt();
    options.jobs = !options.giant && !parser.isSet(QStringLiteral("no-jobs"));
    options.json = parser.isSet(QStringLiteral("json"));
    return options;
}

/// One phase after the other; ends the program.
class Course final {
public:
    Course(Options options, window::MainWindow& window, bench::TimedApplication& application,
           std::filesystem::path output)
        : m_options(std::move(options))
        , m_window(window)
        , m_application(application)
        , m_use(window, application)
        , m_output(std::move(output)) {
        QObject::connect(&window, &window::MainWindow::opened, &window, [this](bool ok) { begin(ok); });
        QObject::connect(&window.work(), &window::Work::changed, &window,
                         [this](const widgets::JobView& job) { onJob(job); });
    }

private:
    void begin(bool opened) {
        const auto imported = opened ? m_window.document().importPlan(m_options.plan.toStdString())
                                     : base::Status(base::Error{});
        if (!imported) {
            std::fprintf(stderr, "event_loop: the model or the plan could not be opened\n");
            QCoreApplication::exit(1);
            return;
        }
        m_plan = m_window.document().history().plan();
        if (m_options.giant)
            bench::measureAsMadeUp(m_window.document());
        // Opening is no part of the first phase.
        QTimer::singleShot(kSettleMs, &m_window, [this] {
            idle("idle, as opened", [this] { m_options.jobs ? measure() : finish(); });
        });
    }

    void idle(const char* name, const std::function<void()>& then) {
        startPhase(name);
        QTimer::singleShot(m_options.idleSeconds * 1000, &m_window, [this, then] {
            endPhase();
            then();
        });
    }

    void measure() {
        startPhase("measure");
        window::MeasureSettings settings;
        settings.text = m_options.text.toStdString();
        settings.windows = m_options.windows;
        settings.window = m_options.window;
        m_then = [this] { idle("idle, measured", [this] { run(); }); };
        m_window.work().measure(settings);
    }

    void run() {
        startPhase("run");
        window::CompressSettings settings;
        settings.output = m_output;
        settings.calibration = m_options.text.toStdString();
        settings.windows = m_options.windows;
        settings.window = m_options.window;
        settings.evaluation = settings.calibration;
        settings.evaluationWindows = m_options.windows;
        settings.evaluationWindow = m_options.window;
        settings.measureResult = true;
        m_then = [this] { finish(); };
        m_window.work().compress(settings);
    }

    void onJob(const widgets::JobView& job) {
        if (job.active() || !m_then)
            return;
        if (job.state != widgets::JobView::State::Finished) {
            std::fprintf(stderr, "event_loop: %s\n", job.error.toUtf8().constData());
            QCoreApplication::exit(1);
            return;
        }
        // The phase includes what the window does with the result.
        QTimer::singleShot(kSettleMs, &m_window, [this, then = std::exchange(m_then, {})] {
            endPhase();
            then();
        });
    }

    void startPhase(const char* name) {
        // Where the use was stopped in the middle of an edit.
        m_window.document().setPlan(m_plan, QStringLiteral("as before"));
        m_application.takeTurns();
        m_use.takeEffects();
        m_phases.push_back({name, 0.0, {}, {}});
        m_beganMs = bench::TimedApplication::nowMs();
        m_use.start();
    }

    void endPhase() {
        m_use.stop();
        bench::Phase& phase = m_phases.back();
        phase.seconds = (bench::TimedApplication::nowMs() - m_beganMs) / 1e3;
        phase.turns = m_application.takeTurns();
        phase.effects = m_use.takeEffects();
        if (!m_options.json)
            bench::printPhase(phase, m_options.slowest);
        std::fflush(stdout);
    }

    void finish() {
        bool met = true;
        bench::SimulatedUse::Effects effects;
        base::Json all = base::Json::array();
        for (const bench::Phase& phase : m_phases) {
            met = met && bench::meetsAim(phase);
            effects.selections += phase.effects.selections;
            effects.edits += phase.effects.edits;
            effects.rankSteps += phase.effects.rankSteps;
            effects.zooms += phase.effects.zooms;
            effects.left += phase.effects.left;
            all.push_back(bench::phaseJson(phase, m_options.slowest));
        }
        if (m_options.json)
            std::printf("%s\n", all.dump(2).c_str());
        else
            std::printf("95 %% of the turns within 16 ms and 99.9 %% within 50 ms: %s\n",
                        met ? "met" : "not met");
        const bool arrived =
            effects.selections > 0 && effects.edits > 0 && effects.left == 0 &&
            ((effects.rankSteps > 0 && effects.zooms > 0) || (!m_options.jobs && !m_options.giant));
        if (!arrived)
            std::fprintf(stderr, "event_loop: the simulated input did not do what it should\n");
        QCoreApplication::exit(arrived ? 0 : 1);
    }

    Options m_options;
    window::MainWindow& m_window;
    bench::TimedApplication& m_application;
    bench::SimulatedUse m_use;
    std::filesystem::path m_output;
    std::function<void()> m_then;
    std::vector<bench::Phase> m_phases;
    double m_beganMs = 0.0;
    plan::Plan m_plan;
};

} // namespace

int main(int argc, char** argv) {
    const QTemporaryDir home;
    for (const char* name : {"XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"})
        qputenv(name, home.path().toUtf8());
    bench::TimedApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("event_loop"));
    Options options = parse(application);
    if (options.giant) {
        options.model = home.filePath(QStringLiteral("giant"));
        tests::makeGiantModel(options.model.toStdString());
    }
    widgets::applyTheme(application, widgets::ThemeChoice::Light, false);
    QSettings settings(home.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    window::MainWindow window(
        {session::loadEngine,
         [](QWidget*, const window::PathQuestion&, const std::function<void(QString)>&) {}, &settings});
    const Course course(options, window, application, home.filePath(QStringLiteral("output")).toStdString());
    window.resize(options.size);
    window.show();
    window.activateWindow();
    window.open(options.model);
    return QApplication::exec();
}
