// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/budget_bar.h"

#include "widgets/state/number_text.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QSignalBlocker>

#include <algorithm>

namespace lapidary::widgets {

namespace {

QString formatLabel(plan::OutputFormat format) {
    switch (format) {
    case plan::OutputFormat::Lapidary:
        return BudgetBar::tr("Lapidary, every part as it is");
    case plan::OutputFormat::HuggingFace:
        return BudgetBar::tr("Hugging Face, dense values");
    case plan::OutputFormat::CompressedTensors:
        return BudgetBar::tr("compressed-tensors, packed");
    }
    return {};
}

void setColour(QLabel* label, const QColor& colour) {
    QPalette colours = label->palette();
    colours.setColor(QPalette::WindowText, colour);
    label->setPalette(colours);
}

} // namespace

std::optional<double> parseBytes(const QString& text) {
    static const QRegularExpression kSize(QStringLiteral(R"(^\s*([0-9][0-9.,\s]*)\s*([kmgt]?)b?\s*$)"),
                                          QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = kSize.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    bool right = false;
    const QString digits = match.captured(1).trimmed();
    double value = QLocale().toDouble(digits, &right);
    if (!right)
        value = QLocale::c().toDouble(digits, &right);
    if (!right || value <= 0.0)
        return std::nullopt;
    const QString unit = match.captured(2).toLower();
    const double scale = unit == QLatin1String("k")   ? 1e3
                         : unit == QLatin1String("g") ? 1e9
                         : unit == QLatin1String("t") ? 1e12
                                                      : 1e6;
    return value * scale;
}

BudgetBar::BudgetBar(QWidget* parent)
    : QWidget(parent)
    , m_size(new QLabel(this))
    , m_bits(new QLabel(this))
    , m_target(new QLineEdit(this))
    , m_verdict(new QLabel(this))
    , m_problems(new QLabel(this))
    , m_format(new QComboBox(this)) {
    setObjectName(QStringLiteral("budgetBar"));
    setAccessibleName(tr("Budget"));
    QFont large = font();
    large.setBold(true);
    m_size->setFont(large);
    m_size->setObjectName(QStringLiteral("size"));
    m_size->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_bits->setObjectName(QStringLiteral("bits"));
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_problems->setObjectName(QStringLiteral("problems"));
    m_target->setObjectName(QStringLiteral("target"));
    m_target->setAccessibleName(tr("Target size"));
    m_target->setPlaceholderText(tr("e.g. 90 MB"));
    m_target->setToolTip(
        tr("A size that the compressed model should not exceed; a number alone means megabytes."));
    m_target->setFixedWidth(fontMetrics().horizontalAdvance(QStringLiteral("000000000 MB")));
    m_format->setObjectName(QStringLiteral("format"));
    m_format->setAccessibleName(tr("Output format"));
    m_format->setToolTip(tr("The format that bytes are counted for and that a run writes."));
    m_format->setFocusPolicy(Qt::StrongFocus);
    for (const auto format : {plan::OutputFormat::Lapidary, plan::OutputFormat::HuggingFace,
                              plan::OutputFormat::CompressedTensors})
        m_format->addItem(formatLabel(format), static_cast<int>(format));
    connect(m_target, &QLineEdit::textChanged, this, &BudgetBar::showTarget);
    connect(m_format, &QComboBox::activated, this, [this](int index) {
        Q_EMIT formatChosen(static_cast<plan::OutputFormat>(m_format->itemData(index).toInt()));
    });
    connect(m_problems, &QLabel::linkActivated, this, &BudgetBar::problemsRequested);

    auto* targetLabel = new QLabel(tr("&Target"), this);
    targetLabel->setBuddy(m_target);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(12);
    layout->addWidget(m_size);
    layout->addWidget(m_bits);
    layout->addStretch();
    layout->addWidget(m_problems);
    layout->addWidget(targetLabel);
    layout->addWidget(m_target);
    layout->addWidget(m_verdict);
    layout->addWidget(m_format);
    refresh();
}

void BudgetBar::show(const ViewState& state) {
    m_state = state;
    refresh();
}

std::optional<double> BudgetBar::targetBytes() const {
    return parseBytes(m_target->text());
}

void BudgetBar::refresh() {
    const QSignalBlocker quiet(m_format);
    m_format->setCurrentIndex(m_format->findData(static_cast<int>(m_state.format)));
    if (m_state.empty()) {
        m_size->setText(tr("No model is open"));
        m_bits->clear();
    } else if (!m_state.check) {
        m_size->setText(tr("%1 → ?").arg(bytesText(static_cast<double>(m_state.model->bytes))));
        m_bits->setText(tr("the plan does not resolve"));
    } else {
        const auto before = static_cast<double>(m_state.check->bytesSource);
        const auto after = static_cast<double>(m_state.check->bytesAfter);
        m_size->setText(tr("%1 → %2 (exact, %3)")
                            .arg(bytesText(before), bytesText(after),
                                 differenceText(100.0 * (after - before) / before) + QStringLiteral(" %")));
        m_size->setToolTip(tr("%1 bytes as found, %2 at 16 bits, %3 after the plan")
                               .arg(countText(static_cast<std::int64_t>(m_state.check->bytesSource)),
                                    countText(static_cast<std::int64_t>(m_state.check->bytesBefore)),
                                    countText(static_cast<std::int64_t>(m_state.check->bytesAfter))));
        m_bits->setText(
            tr("%1 bits per weight of the blocks").arg(significant(m_state.check->bitsPerWeight)));
    }
    showTarget();
    showProblems();
}

void BudgetBar::showTarget() {
    const Theme theme = Theme::of(*this);
    const std::optional<double> target = targetBytes();
    if (!target || !m_state.check) {
        m_verdict->setText(!m_target->text().trimmed().isEmpty() && !target ? tr("not a size") : QString());
        setColour(m_verdict, theme.mutedText);
        return;
    }
    const double over = static_cast<double>(m_state.check->bytesAfter) - *target;
    m_verdict->setText(over > 0.0 ? tr("✖ over by %1").arg(bytesText(over))
                                  : tr("✔ %1 left").arg(bytesText(-over)));
    setColour(m_verdict, over > 0.0 ? theme.error : theme.text);
}

void BudgetBar::showProblems() {
    int errors = m_state.empty() || m_state.check ? 0 : 1;
    int warnings = 0;
    if (m_state.check)
        for (const plan::Problem& problem : m_state.check->problems)
            ++(problem.severity == plan::Severity::Error ? errors : warnings);
    QStringList words;
    if (errors > 0)
        words += tr("✖ %n error(s)", nullptr, errors);
    if (warnings > 0)
        words += tr("⚠ %n warning(s)", nullptr, warnings);
    m_problems->setText(
        words.isEmpty()
            ? QString()
            : QStringLiteral("<a href=\"problems\">%1</a>").arg(words.join(QStringLiteral(", "))));
    m_problems->setVisible(!words.isEmpty());
}

void BudgetBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showTarget();
}

} // namespace lapidary::widgets
