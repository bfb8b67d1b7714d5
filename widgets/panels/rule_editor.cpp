// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rule_editor.h"

#include "widgets/inspector/settings_form.h"
#include "widgets/inspector/settings_words.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QEvent>
#include <QFormLayout>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace lapidary::widgets {

namespace {

constexpr std::array kKinds = {"q", "k", "v", "o", "gate", "up", "down", "embed", "head"};
constexpr int kKindColumns = 5;

void setText(QLineEdit* field, const std::string& text) {
    const QSignalBlocker quiet(field);
    field->setText(QString::fromStdString(text));
    field->setModified(false);
}

} // namespace

RuleEditor::RuleEditor(SelectionModel& selection, QWidget* parent)
    : QWidget(parent)
    , m_selection(selection)
    , m_name(new QLineEdit(this))
    , m_match(new QLineEdit(this))
    , m_blocks(new QLineEdit(this))
    , m_condition(new QLabel(this))
    , m_verdict(new QLabel(this))
    , m_settings(new SettingsForm(this)) {
    setObjectName(QStringLiteral("ruleEditor"));
    setAccessibleName(tr("Rule"));
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setVerticalSpacing(4);
    buildFields(*form);
    connect(m_settings, &SettingsForm::edited, this, [this](const plan::WrittenSettings& settings) {
        plan::Rule rule = m_rule;
        rule.settings = settings;
        Q_EMIT edited(rule, settingsWords(settings));
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 6);
    layout->addLayout(form);
    layout->addWidget(m_settings);
    layout->addStretch();
    show(ViewState(), std::nullopt);
}

void RuleEditor::buildFields(QFormLayout& form) {
    const auto prepare = [this](QLineEdit* field, const char* name, const QString& accessible,
                                const QString& hint) {
        field->setObjectName(QString::fromLatin1(name));
        field->setAccessibleName(accessible);
        field->setPlaceholderText(hint);
        field->installEventFilter(this);
        connect(field, &QLineEdit::editingFinished, this, &RuleEditor::commit);
    };
    prepare(m_name, "ruleName", tr("Name of the rule"), tr("what it is for"));
    prepare(m_match, "ruleMatch", tr("Pattern over the names of sites"), tr("*.down, or re:…"));
    prepare(m_blocks, "ruleBlocks", tr("Blocks of the rule"), tr("all; or 0-3,-1"));
    m_match->setToolTip(tr("A glob over whole names (* also crosses dots, ? is one character), or re: and a "
                           "regular expression. Empty: all sites of the blocks."));
    m_blocks->setToolTip(tr("Numbers and ranges from 0, negative ones from the end: 0-3,-1"));
    for (QLineEdit* field : {m_match, m_blocks})
        connect(field, &QLineEdit::textChanged, this, &RuleEditor::showDraft);
    m_condition->setObjectName(QStringLiteral("ruleCondition"));
    m_condition->setWordWrap(true);
    m_verdict->setObjectName(QStringLiteral("ruleVerdict"));
    m_verdict->setWordWrap(true);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form.addRow(tr("&name"), m_name);
    form.addRow(tr("p&attern"), m_match);
    form.addRow(tr("bl&ocks"), m_blocks);
    form.addRow(tr("kinds"), buildKinds());
    form.addRow(m_condition);
    form.addRow(m_verdict);
}

QWidget* RuleEditor::buildKinds() {
    auto* kinds = new QWidget(this);
    auto* grid = new QGridLayout(kinds);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(2);
    int place = 0;
    for (const char* kind : kKinds) {
        auto* box = new QCheckBox(QString::fromLatin1(kind), kinds);
        box->setObjectName(QStringLiteral("kind:") + QString::fromLatin1(kind));
        box->setAccessibleName(tr("The rule is for %1").arg(QString::fromLatin1(kind)));
        grid->addWidget(box, place / kKindColumns, place % kKindColumns);
        m_kinds.emplace(kind, box);
        connect(box, &QCheckBox::clicked, this, &RuleEditor::commit);
        ++place;
    }
    kinds->setToolTip(tr("None checked: all kinds of the blocks."));
    return kinds;
}

void RuleEditor::show(const ViewState& state, std::optional<std::size_t> rule) {
    const bool other = rule != m_row || state.model != m_state.model;
    m_state = state;
    m_row = rule;
    setEnabled(rule.has_value());
    m_rule = rule && state.plan && *rule < state.plan->rules.size() ? state.plan->rules[*rule] : plan::Rule();
    // What is being typed stays; another rule brings its own texts.
    if (other)
        for (QLineEdit* field : {m_name, m_match, m_blocks})
            field->setModified(false);
    fill(m_rule);
    showDraft();
}

void RuleEditor::focusName() {
    m_name->setFocus();
    m_name->selectAll();
}

void RuleEditor::fill(const plan::Rule& rule) {
    if (!m_name->isModified())
        setText(m_name, rule.name);
    if (!m_match->isModified())
        setText(m_match, rule.match);
    if (!m_blocks->isModified())
        setText(m_blocks, rule.blocks);
    for (const auto& [kind, box] : m_kinds) {
        const QSignalBlocker quiet(box);
        box->setChecked(std::ranges::find(rule.kinds, kind) != rule.kinds.end());
    }
    m_settings->show(rule.settings);
    const bool condition = rule.predicate.is_object();
    m_condition->setVisible(condition);
    m_condition->setText(condition ? tr("By condition: %1").arg(matchWords(rule)) : QString());
}

plan::Rule RuleEditor::draft() const {
    plan::Rule rule = m_rule;
    rule.name = m_name->text().trimmed().toStdString();
    rule.match = m_match->text().trimmed().toStdString();
    rule.blocks = m_blocks->text().trimmed().toStdString();
    rule.kinds.clear();
    for (const char* kind : kKinds)
        if (m_kinds.at(kind)->isChecked())
            rule.kinds.emplace_back(kind);
    return rule;
}

void RuleEditor::showDraft() {
    if (!m_row || m_state.empty()) {
        m_verdict->clear();
        return;
    }
    const DraftFacts facts = draftFacts(draft(), *m_state.model);
    const Theme theme = Theme::of(*this);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, !facts.valid          ? theme.error
                                           : facts.sites.empty() ? theme.warning
                                                                 : theme.text);
    m_verdict->setPalette(colours);
    m_verdict->setText(facts.words);
    if (m_match->hasFocus() || m_blocks->hasFocus())
        m_selection.setHighlight({facts.sites.begin(), facts.sites.end()});
}

void RuleEditor::commit() {
    if (!m_row || m_state.empty())
        return;
    const plan::Rule rule = draft();
    if (rule == m_rule || !draftFacts(rule, *m_state.model).valid) {
        showDraft();
        return;
    }
    for (QLineEdit* field : {m_name, m_match, m_blocks})
        field->setModified(false);
    Q_EMIT edited(rule, rule.name == m_rule.name ? matchWords(rule)
                                                 : tr("named %1").arg(QString::fromStdString(rule.name)));
}

void RuleEditor::outline(bool on) {
    if (!on)
        m_selection.setHighlight({});
    else
        showDraft();
}

bool RuleEditor::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        outline(event->type() == QEvent::FocusIn && watched != m_name);
    auto* field = qobject_cast<QLineEdit*>(watched);
    if (event->type() == QEvent::KeyPress && field != nullptr && field->isModified() &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        field->setModified(false);
        fill(m_rule);
        showDraft();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lapidary::widgets
