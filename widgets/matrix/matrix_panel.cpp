// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/matrix_panel.h"

#include "widgets/matrix/metric_box.h"
#include "widgets/panels/wheel_guard.h"
#include "widgets/state/number_text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace lapidary::widgets {

namespace {
constexpr int kLimitWidth = 9; // digits
}

MatrixPanel::MatrixPanel(SelectionModel& selection, QWidget* parent)
    : QWidget(parent)
    , m_matrix(new LayerMatrix(selection, this))
    , m_metrics(new MetricBox(this)) {
    setObjectName(QStringLiteral("matrixPanel"));
    setProperty("helpPage", QStringLiteral("matrix"));
    buildScale();
    layOut();
    connect(m_metrics, &MetricBox::chosen, this, [this](const SiteMetric& metric) {
        m_matrix->setMetric(metric);
        if (const auto at = m_choices.find(metric.id); at != m_choices.end())
            m_matrix->setScale(at->second);
    });
    connect(m_matrix, &LayerMatrix::figuresChanged, this, &MatrixPanel::showScale);
    showScale();
}

void MatrixPanel::buildScale() {
    m_scale = new QComboBox(this);
    m_scale->setObjectName(QStringLiteral("metricScale"));
    m_scale->setAccessibleName(tr("Scale of the colours"));
    m_scale->addItems({tr("linear"), tr("logarithmic")});
    m_limits = new QComboBox(this);
    m_limits->setObjectName(QStringLiteral("metricLimits"));
    m_limits->setAccessibleName(tr("Limits of the colours"));
    m_limits->setToolTip(tr("Where the colours begin and end. Values beyond have the colour of the limit; "
                            "triangles in the legend say that there are some."));
    m_limits->addItems({tr("2 to 98 %"), tr("all values"), tr("typed")});
    m_low = makeLimit(QStringLiteral("metricLow"), tr("Lower limit of the colours"));
    m_high = makeLimit(QStringLiteral("metricHigh"), tr("Upper limit of the colours"));
    for (QComboBox* box : {m_scale, m_limits}) {
        box->setFocusPolicy(Qt::StrongFocus);
        new WheelGuard(*box);
        connect(box, &QComboBox::activated, this, &MatrixPanel::readScale);
    }
}

QLineEdit* MatrixPanel::makeLimit(const QString& name, const QString& text) {
    auto* field = new QLineEdit(this);
    field->setObjectName(name);
    field->setAccessibleName(text);
    field->setToolTip(text);
    field->setFixedWidth(kLimitWidth * fontMetrics().averageCharWidth() + 8);
    connect(field, &QLineEdit::editingFinished, this, &MatrixPanel::readScale);
    return field;
}

void MatrixPanel::layOut() {
    auto* label = new QLabel(tr("&Metric"), this);
    label->setBuddy(m_metrics);
    auto* header = new QHBoxLayout;
    header->addWidget(label);
    header->addWidget(m_metrics, 3);
    header->addWidget(m_scale);
    header->addWidget(m_limits);
    header->addWidget(m_low);
    header->addWidget(m_high);
    header->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 4);
    layout->setSpacing(4);
    layout->addLayout(header);
    layout->addWidget(m_matrix, 1);
}

void MatrixPanel::showScale() {
    const MatrixFigures& figures = m_matrix->figures();
    const QSignalBlocker quietScale(m_scale);
    const QSignalBlocker quietLimits(m_limits);
    m_scale->setCurrentIndex(figures.choice().logarithmic && figures.canBeLogarithmic() ? 1 : 0);
    m_scale->setEnabled(figures.canBeLogarithmic());
    m_scale->setToolTip(figures.canBeLogarithmic()   ? tr("Steps of equal size, or of equal ratio.")
                        : figures.metric().diverging ? tr("A difference may be negative: linear.")
                                                     : tr("Logarithmic only where all values are positive."));
    m_limits->setCurrentIndex(static_cast<int>(figures.choice().limits));
    const bool typed = figures.choice().limits == ScaleChoice::Limits::Typed;
    m_low->setVisible(typed);
    m_high->setVisible(typed);
    m_low->setText(significant(figures.scale().low, 4));
    m_high->setText(significant(figures.scale().high, 4));
}

void MatrixPanel::readScale() {
    const MatrixFigures& figures = m_matrix->figures();
    ScaleChoice choice = figures.choice();
    choice.logarithmic = m_scale->isEnabled() ? m_scale->currentIndex() == 1 : choice.logarithmic;
    const bool wasTyped = choice.limits == ScaleChoice::Limits::Typed;
    choice.limits = static_cast<ScaleChoice::Limits>(m_limits->currentIndex());
    if (choice.limits == ScaleChoice::Limits::Typed && !wasTyped) {
        choice.low = figures.scale().low;
        choice.high = figures.scale().high;
    } else if (wasTyped) {
        const auto read = [](const QLineEdit& field, double& value) {
            bool isNumber = false;
            const double typed =
                QLocale().toDouble(field.text().replace(QChar(0x2212), QLatin1Char('-')), &isNumber);
            value = isNumber ? typed : value;
        };
        read(*m_low, choice.low);
        read(*m_high, choice.high);
    }
    if (choice == figures.choice())
        return showScale();
    m_choices[figures.metric().id] = choice;
    m_matrix->setScale(choice);
}

void MatrixPanel::show(const ViewState& state) {
    m_matrix->show(state);
}

QString MatrixPanel::metric() const {
    return QString::fromStdString(m_metrics->metric().id);
}

void MatrixPanel::setMetric(const QString& id) {
    m_metrics->choose(id);
}

} // namespace lapidary::widgets
