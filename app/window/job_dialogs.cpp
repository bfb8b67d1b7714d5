// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/job_dialogs.h"

#include "app/window/path_field.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lapidary::window {

namespace fs = std::filesystem;

namespace {

constexpr int kLargestCount = 1'000'000;
constexpr int kWidthInCharacters = 80; // of a path

PathQuestion textQuestion(const QString& title) {
    PathQuestion question;
    question.title = title;
    question.filters = {JobDialog::tr("Text files (*.txt *.utf8 *.md *.raw)"),
                        JobDialog::tr("All files (*)")};
    return question;
}

QString textProblem(const fs::path& path, const QString& name) {
    std::error_code failed;
    if (path.empty())
        return JobDialog::tr("%1: choose a text file.").arg(name);
    if (!fs::is_regular_file(path, failed))
        return JobDialog::tr("%1: %2 is no file.").arg(name, QString::fromStdString(path.string()));
    return {};
}

} // namespace

JobDialog::JobDialog(const QString& title, const QString& action, QWidget* parent)
    : QDialog(parent)
    , m_form(new QFormLayout)
    , m_problem(new QLabel(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel, this)) {
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(kWidthInCharacters * fontMetrics().averageCharWidth());
    QPushButton* start = m_buttons->addButton(action, QDialogButtonBox::AcceptRole);
    start->setObjectName(QStringLiteral("start"));
    start->setDefault(true);
    // Else it becomes the default while the other is off, and stays so.
    m_buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_problem->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("problem"));
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(m_form);
    layout->addWidget(m_problem);
    layout->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

PathField* JobDialog::addPath(const QString& label, const QString& name, const PathQuestion& question,
                              const PathChooser& chooser) {
    auto* field = new PathField(question, chooser, this);
    field->setObjectName(name);
    m_form->addRow(label, field);
    if (m_form->rowCount() == 1)
        field->setFocus();
    connect(field, &PathField::changed, this, &JobDialog::check);
    return field;
}

QLineEdit* JobDialog::addCount(const QString& label, const QString& name, std::int64_t value,
                               const QString& help) {
    auto* line = new QLineEdit(QString::number(value), this);
    line->setObjectName(name);
    line->setValidator(new QIntValidator(1, kLargestCount, line));
    line->setToolTip(help);
    m_form->addRow(label, line);
    connect(line, &QLineEdit::textChanged, this, &JobDialog::check);
    return line;
}

std::int64_t JobDialog::count(const QLineEdit& line) {
    return line.text().toLongLong();
}

void JobDialog::check() {
    const QString wrong = problem();
    m_problem->setText(wrong);
    for (QAbstractButton* button : m_buttons->buttons())
        if (m_buttons->buttonRole(button) == QDialogButtonBox::AcceptRole)
            button->setEnabled(wrong.isEmpty());
}

MeasureDialog::MeasureDialog(const MeasureSettings& start, const PathChooser& chooser, QWidget* parent)
    : JobDialog(tr("Measure the model"), tr("&Measure"), parent)
    , m_text(addPath(tr("Calibration &text"), QStringLiteral("text"), textQuestion(tr("Calibration text")),
                     chooser))
    , m_windows(addCount(tr("&Windows"), QStringLiteral("windows"), start.windows,
                         tr("How many pieces of the text are run through the model.")))
    , m_window(addCount(tr("To&kens a window"), QStringLiteral("window"), start.window,
                        tr("At most the model's context."))) {
    setObjectName(QStringLiteral("measureDialog"));
    auto* words = new QLabel(
        tr("Rank spectra, activation statistics, logit PCA and the sensitivity of every site. What was "
           "measured on the same text before is kept. Choose a text like those that the model is used "
           "for."),
        this);
    words->setWordWrap(true);
    form().addRow(words);
    m_text->setPath(start.text);
    check();
}

QString MeasureDialog::problem() const {
    if (QString wrong = textProblem(m_text->path(), tr("Calibration text")); !wrong.isEmpty())
        return wrong;
    if (count(*m_windows) < 1 || count(*m_window) < 2)
        return tr("At least one window of two tokens is needed.");
    return {};
}

MeasureSettings MeasureDialog::settings() const {
    MeasureSettings settings;
    settings.text = m_text->path();
    settings.windows = count(*m_windows);
    settings.window = count(*m_window);
    return settings;
}

CompressDialog::CompressDialog(const CompressSettings& start, const QString& formatName,
                               const PathChooser& chooser, QWidget* parent)
    : JobDialog(tr("Compress by the plan"), tr("&Compress"), parent) {
    setObjectName(QStringLiteral("compressDialog"));
    PathQuestion folder;
    folder.kind = PathQuestion::Kind::SaveFile;
    folder.title = tr("Folder to make");
    m_output = addPath(tr("&Folder to make"), QStringLiteral("output"), folder, chooser);
    form().addRow(tr("Format"), new QLabel(formatName, this));
    m_calibration = addPath(tr("Calibration &text"), QStringLiteral("calibration"),
                            textQuestion(tr("Calibration text")), chooser);
    m_windows = addCount(tr("&Windows"), QStringLiteral("windows"), start.windows,
                         tr("How many pieces of the text methods see that need inputs."));
    m_window = addCount(tr("To&kens a window"), QStringLiteral("window"), start.window,
                        tr("At most the model's context."));
    m_measure = new QCheckBox(tr("Meas&ure the result on it, so that plots show both"), this);
    m_measure->setObjectName(QStringLiteral("measureResult"));
    m_measure->setChecked(start.measureResult);
    form().addRow(QString(), m_measure);
    m_evaluate = new QCheckBox(tr("&Evaluate before and after"), this);
    m_evaluate->setObjectName(QStringLiteral("evaluate"));
    form().addRow(QString(), m_evaluate);
    m_evaluation = addPath(tr("E&valuation text"), QStringLiteral("evaluation"),
                           textQuestion(tr("Evaluation text")), chooser);
    m_output->setPath(start.output);
    m_calibration->setPath(start.calibration);
    m_evaluation->setPath(start.evaluation);
    m_evaluate->setChecked(start.evaluates());
    m_evaluation->setEnabled(m_evaluate->isChecked());
    connect(m_evaluate, &QCheckBox::toggled, this, [this](bool on) {
        m_evaluation->setEnabled(on);
        check();
    });
    const auto offerMeasuring = [this] { m_measure->setEnabled(!m_calibration->path().empty()); };
    connect(m_calibration, &PathField::changed, this, offerMeasuring);
    offerMeasuring();
    check();
}

QString CompressDialog::problem() const {
    std::error_code failed;
    if (m_output->path().empty())
        return tr("Folder to make: name one that does not exist.");
    if (fs::exists(m_output->path(), failed) && !fs::is_empty(m_output->path(), failed))
        return tr("Folder to make: %1 exists and is not empty; nothing is ever written over.")
            .arg(QString::fromStdString(m_output->path().string()));
    if (!m_calibration->path().empty())
        if (QString wrong = textProblem(m_calibration->path(), tr("Calibration text")); !wrong.isEmpty())
            return wrong;
    if (m_evaluate->isChecked())
        if (QString wrong = textProblem(m_evaluation->path(), tr("Evaluation text")); !wrong.isEmpty())
            return wrong;
    if (count(*m_windows) < 1 || count(*m_window) < 2)
        return tr("At least one window of two tokens is needed.");
    return {};
}

CompressSettings CompressDialog::settings() const {
    CompressSettings settings;
    settings.output = m_output->path();
    settings.calibration = m_calibration->path();
    settings.windows = count(*m_windows);
    settings.window = count(*m_window);
    settings.measureResult = m_measure->isChecked();
    settings.evaluate = m_evaluate->isChecked();
    settings.evaluation = m_evaluation->path();
    return settings;
}

} // namespace lapidary::window
