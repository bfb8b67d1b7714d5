// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/budget_bar.h"

#include "widgets/run/reach_text.h"
#include "widgets/state/number_text.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QVBoxLayout>

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
    , m_memory(new QLabel(this))
    , m_target(new QLineEdit(this))
    , m_verdict(new QLabel(this))
    , m_problems(new QLabel(this))
    , m_format(new QComboBox(this))
    , m_reachLine(new QWidget(this))
    , m_reach(new QLabel(m_reachLine))
    , m_useSmallest(new QPushButton(tr("&Use it"), m_reachLine)) {
    setObjectName(QStringLiteral("budgetBar"));
    setAccessibleName(tr("Budget"));
    setProperty("helpPage", QStringLiteral("budget"));
    QFont large = font();
    large.setBold(true);
    m_size->setFont(large);
    m_size->setObjectName(QStringLiteral("size"));
    m_size->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_bits->setObjectName(QStringLiteral("bits"));
    m_bits->setToolTip(tr("Bits per weight of the linear maps in the blocks: scales and masks counted in, "
                          "embedding and head left out."));
    m_memory->setObjectName(QStringLiteral("memory"));
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_problems->setObjectName(QStringLiteral("problems"));
    m_format->setObjectName(QStringLiteral("format"));
    m_format->setAccessibleName(tr("Output format"));
    m_format->setToolTip(tr("The format that bytes are counted for and that a run writes."));
    m_format->setFocusPolicy(Qt::StrongFocus);
    for (const auto format : {plan::OutputFormat::Lapidary, plan::OutputFormat::HuggingFace,
                              plan::OutputFormat::CompressedTensors})
        m_format->addItem(formatLabel(format), static_cast<int>(format));
    m_format->setMinimumWidth(
        fontMetrics().horizontalAdvance(QStringLiteral("compressed-tensors"))); // gives way
    connect(m_format, &QComboBox::activated, this, [this](int index) {
        Q_EMIT formatChosen(static_cast<plan::OutputFormat>(m_format->itemData(index).toInt()));
    });
    connect(m_problems, &QLabel::linkActivated, this, &BudgetBar::problemsRequested);
    buildTarget();
    layOut();
    refresh();
}

void BudgetBar::buildTarget() {
    m_target->setObjectName(QStringLiteral("target"));
    m_target->setAccessibleName(tr("Target size"));
    m_target->setPlaceholderText(tr("e.g. 90 MB"));
    m_target->setFixedWidth(fontMetrics().horizontalAdvance(QStringLiteral("0000000 MB")));
    m_target->installEventFilter(this);
    m_reach->setObjectName(QStringLiteral("reach"));
    m_reach->setWordWrap(true);
    m_useSmallest->setObjectName(QStringLiteral("useSmallest"));
    m_useSmallest->setToolTip(tr("The smallest reachable size becomes the target."));
    connect(m_target, &QLineEdit::textChanged, this, &BudgetBar::showTarget);
    connect(m_target, &QLineEdit::editingFinished, this, &BudgetBar::takeTarget);
    connect(m_useSmallest, &QPushButton::clicked, this, [this] {
        m_target->setModified(false);
        if (m_state.reach)
            Q_EMIT targetChosen(m_state.reach->smallestBytes);
    });
}

void BudgetBar::layOut() {
    auto* targetLabel = new QLabel(tr("&Target"), this);
    targetLabel->setBuddy(m_target);
    auto* first = new QHBoxLayout;
    first->setSpacing(12);
    for (QLabel* label : {m_size, m_bits, m_memory})
        first->addWidget(label);
    first->addStretch();
    for (QWidget* part :
         std::initializer_list<QWidget*>{m_problems, targetLabel, m_target, m_verdict, m_format})
        first->addWidget(part);
    auto* second = new QHBoxLayout(m_reachLine);
    second->setContentsMargins(0, 0, 0, 0);
    second->setSpacing(12);
    second->addWidget(m_reach, 1);
    second->addWidget(m_useSmallest);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);
    layout->addLayout(first);
    layout->addWidget(m_reachLine);
}

void BudgetBar::show(const ViewState& state) {
    m_state = state;
    refresh();
}

void BudgetBar::focusTarget() {
    m_target->setFocus(Qt::ShortcutFocusReason);
}

std::optional<double> BudgetBar::targetBytes() const {
    if (m_target->isModified())
        return parseBytes(m_target->text());
    return m_state.targetBytes ? std::optional(static_cast<double>(*m_state.targetBytes)) : std::nullopt;
}

void BudgetBar::refresh() {
    const QSignalBlocker quiet(m_format);
    m_format->setCurrentIndex(m_format->findData(static_cast<int>(m_state.format)));
    showSize();
    showMemory();
    fillTarget();
    showTarget();
    showProblems();
}

void BudgetBar::showSize() {
    if (m_state.empty()) {
        m_size->setText(tr("No model is open"));
        m_bits->clear();
        return;
    }
    if (!m_state.check) {
        m_size->setText(tr("%1 → ?").arg(bytesText(static_cast<double>(m_state.model->bytes))));
        m_bits->setText(tr("the plan does not resolve"));
        return;
    }
    const auto before = static_cast<double>(m_state.check->bytesSource);
    const auto after = static_cast<double>(m_state.check->bytesAfter);
    const QString size = tr("%1 → %2 (%3)")
                             .arg(bytesText(before), bytesText(after),
                                  differenceText(100.0 * (after - before) / before) + QStringLiteral(" %"));
    m_size->setText(m_state.preview.isEmpty() ? size : tr("%1: %2").arg(m_state.preview, size));
    m_size->setToolTip(tr("Exact: %1 bytes as found, %2 at 16 bits, %3 after the plan")
                           .arg(countText(static_cast<std::int64_t>(m_state.check->bytesSource)),
                                countText(static_cast<std::int64_t>(m_state.check->bytesBefore)),
                                countText(static_cast<std::int64_t>(m_state.check->bytesAfter))));
    m_bits->setText(tr("%1 bits per weight").arg(significant(m_state.check->bitsPerWeight)));
}

void BudgetBar::showMemory() {
    m_memory->setVisible(m_state.check != nullptr);
    if (!m_state.check)
        return;
    const plan::RunMemory memory = plan::runMemory(*m_state.model, m_state.check->bytesAfter);
    m_memory->setText(tr("%1 to run").arg(bytesText(static_cast<double>(memory.total()))));
    m_memory->setToolTip(memoryHelp(memory));
}

/// What is being typed stays.
void BudgetBar::fillTarget() {
    if (m_target->isModified() && m_target->hasFocus())
        return;
    const QSignalBlocker quiet(m_target);
    m_target->setText(m_state.targetBytes ? bytesText(static_cast<double>(*m_state.targetBytes)) : QString());
    m_target->setModified(false);
    m_target->setEnabled(!m_state.empty());
    QString help = tr("A size that the compressed model should not exceed; a number alone means megabytes.");
    if (m_state.reach)
        help += u'\n' + reachText(*m_state.reach);
    m_target->setToolTip(help);
}

void BudgetBar::takeTarget() {
    if (!m_target->isModified())
        return;
    const std::optional<double> typed = parseBytes(m_target->text());
    if (!typed && !m_target->text().trimmed().isEmpty())
        return; // it stays, and the verdict says what it is
    m_target->setModified(false);
    Q_EMIT targetChosen(typed ? std::optional(static_cast<std::uint64_t>(*typed)) : std::nullopt);
}

void BudgetBar::showTarget() {
    const Theme theme = Theme::of(*this);
    const std::optional<double> target = targetBytes();
    m_reachLine->hide();
    m_verdict->setToolTip(QString());
    if (!target || !m_state.check) {
        const bool nonsense = m_target->isModified() && !m_target->text().trimmed().isEmpty() && !target;
        m_verdict->setText(nonsense ? tr("not a size") : QString());
        setColour(m_verdict, theme.mutedText);
        return;
    }
    const double over = static_cast<double>(m_state.check->bytesAfter) - *target;
    m_verdict->setText(over > 0.0 ? tr("✖ over by %1").arg(bytesText(over))
                                  : tr("✔ %1 left").arg(bytesText(-over)));
    setColour(m_verdict, over > 0.0 ? theme.error : theme.text);
    showReach(*target);
}

void BudgetBar::showReach(double target) {
    if (!m_state.reach)
        return;
    const auto smallest = static_cast<double>(m_state.reach->smallestBytes);
    m_verdict->setToolTip(reachText(*m_state.reach));
    if (target >= smallest)
        return;
    const QString lowering = loweringText(*m_state.reach);
    const QString least =
        tr("Smallest reachable with the families that this plan uses: %1.").arg(bytesText(smallest));
    m_reach->setText(lowering.isEmpty() ? least : least + u' ' + tr("Lower by: %1.").arg(lowering));
    m_reach->setToolTip(
        tr("Every site that is not locked at 2 bits in its own groups and at a kept ratio of 0.2; "
           "sparsity as it is."));
    m_reachLine->show();
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

/// Esc gives the target back that was in force.
bool BudgetBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_target && event->type() == QEvent::KeyPress && m_target->isModified() &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        m_target->setModified(false);
        fillTarget();
        showTarget();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lapidary::widgets
