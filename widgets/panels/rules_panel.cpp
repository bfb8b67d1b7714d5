// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rules_panel.h"

#include "widgets/panels/rule_editor.h"
#include "widgets/panels/rules_model.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QScrollArea>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lapidary::widgets {

RulesPanel::RulesPanel(SelectionModel& selection, QWidget* parent)
    : QWidget(parent)
    , m_selection(selection)
    , m_model(new RulesModel(this))
    , m_list(new QListView(this))
    , m_empty(new QLabel(this))
    , m_editor(new RuleEditor(selection, this)) {
    setObjectName(QStringLiteral("rulesPanel"));
    setAccessibleName(tr("Rules"));
    setProperty("helpPage", QStringLiteral("rules"));
    buildList();
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_editor);
    m_empty->setText(
        tr("No rules yet. A rule gives settings to all sites that a pattern matches: select some and "
           "press Ctrl+R, or add one here."));
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setContentsMargins(8, 4, 8, 4);
    auto* parts = new QSplitter(Qt::Vertical, this);
    parts->addWidget(m_list);
    parts->addWidget(scroll);
    parts->setStretchFactor(0, 2);
    parts->setStretchFactor(1, 3);
    parts->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(buildButtons());
    layout->addWidget(m_empty);
    layout->addWidget(parts, 1);
    connect(m_editor, &RuleEditor::edited, this, [this](const plan::Rule& rule, const QString& what) {
        const std::optional<std::size_t> row = current();
        if (!row)
            return;
        std::vector<plan::Rule> rules = m_model->rules();
        rules[*row] = rule;
        request(std::move(rules), tr("rule %1: %2").arg(titleOf(*row), what), row);
    });
    show(ViewState());
}

void RulesPanel::buildList() {
    m_list->setObjectName(QStringLiteral("rulesList"));
    m_list->setAccessibleName(tr("Rules of the plan, later ones beat earlier ones"));
    m_list->setModel(m_model);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setDropIndicatorShown(true);
    m_list->setWordWrap(true);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setAlternatingRowColors(true);
    m_list->setMinimumHeight(4 * fontMetrics().height());
    m_list->installEventFilter(this);
    connect(m_model, &RulesModel::switched, this, &RulesPanel::switchRule);
    connect(m_model, &RulesModel::moveRequested, this, &RulesPanel::moveRule);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &RulesPanel::showCurrent);
    connect(m_list, &QAbstractItemView::activated, this, &RulesPanel::selectMatches);
}

QWidget* RulesPanel::buildButtons() {
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(6, 2, 6, 0);
    row->setSpacing(2);
    const auto add = [&](const char* name, const QString& text, const QString& help, auto run) {
        auto* button = new QToolButton(line);
        button->setObjectName(QString::fromLatin1(name));
        button->setText(text);
        button->setAccessibleName(help);
        button->setToolTip(help);
        connect(button, &QToolButton::clicked, this, run);
        row->addWidget(button);
        return button;
    };
    add("addRule", tr("Add"), tr("A new rule at the end"), [this] { addRule(); });
    m_buttons = {add("duplicateRule", tr("Copy"), tr("The same rule once more, after this one"),
                     [this] { duplicateRule(); }),
                 add("deleteRule", tr("Delete"), tr("Delete the rule (Del)"), [this] { deleteRule(); })};
    row->addStretch();
    const auto step = [this](int direction) {
        if (const auto row = current())
            moveRule(static_cast<int>(*row), static_cast<int>(*row) + direction);
    };
    m_buttons.push_back(add("moveRuleUp", QStringLiteral("↑"),
                            tr("Earlier, so that later rules beat it (Alt+Up)"), [step] { step(-1); }));
    m_buttons.push_back(add("moveRuleDown", QStringLiteral("↓"),
                            tr("Later, so that it beats more (Alt+Down)"), [step] { step(1); }));
    m_buttons.push_back(add("selectRule", tr("Select"), tr("Select the sites that it matches (Enter)"),
                            [this] { selectMatches(); }));
    return line;
}

void RulesPanel::show(const ViewState& state) {
    const std::optional<std::size_t> before = current();
    m_state = state;
    m_model->show(state);
    setEnabled(!state.empty());
    const int rows = m_model->rowCount();
    m_empty->setVisible(rows == 0);
    std::optional<std::size_t> wanted = m_next ? m_next : before;
    if (!wanted && rows > 0)
        wanted = 0;
    m_next.reset();
    if (wanted && rows > 0)
        m_list->setCurrentIndex(m_model->index(std::min(static_cast<int>(*wanted), rows - 1)));
    showCurrent();
}

std::optional<std::size_t> RulesPanel::current() const {
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? std::optional(static_cast<std::size_t>(index.row())) : std::nullopt;
}

void RulesPanel::setCurrent(std::size_t rule) {
    m_list->setCurrentIndex(m_model->index(static_cast<int>(rule)));
}

void RulesPanel::focusName() {
    m_editor->focusName();
}

QString RulesPanel::titleOf(std::size_t rule) const {
    return ruleTitle(rule, m_model->rules()[rule]);
}

void RulesPanel::showCurrent() {
    const std::optional<std::size_t> rule = current();
    for (QToolButton* button : m_buttons)
        button->setEnabled(rule.has_value());
    m_editor->setVisible(rule.has_value());
    m_editor->show(m_state, rule);
}

void RulesPanel::request(std::vector<plan::Rule> rules, const QString& words,
                         std::optional<std::size_t> next) {
    m_next = next;
    Q_EMIT rulesEdited(rules, words);
    m_next.reset();
}

void RulesPanel::addRule() {
    std::vector<plan::Rule> rules = m_model->rules();
    plan::Rule rule;
    rule.name = tr("new rule").toStdString();
    rule.match = "blocks.*";
    rules.push_back(std::move(rule));
    const std::size_t last = rules.size() - 1;
    request(std::move(rules), tr("rule %1 added").arg(last + 1), last);
    focusName();
}

void RulesPanel::duplicateRule() {
    const std::optional<std::size_t> row = current();
    if (!row)
        return;
    std::vector<plan::Rule> rules = m_model->rules();
    const plan::Rule copy = rules[*row];
    rules.insert(rules.begin() + static_cast<std::ptrdiff_t>(*row) + 1, copy);
    request(std::move(rules), tr("rule %1 copied").arg(titleOf(*row)), *row + 1);
}

void RulesPanel::deleteRule() {
    const std::optional<std::size_t> row = current();
    if (!row)
        return;
    std::vector<plan::Rule> rules = m_model->rules();
    const QString words = tr("rule %1 deleted").arg(titleOf(*row));
    rules.erase(rules.begin() + static_cast<std::ptrdiff_t>(*row));
    request(std::move(rules), words, *row);
}

void RulesPanel::moveRule(int from, int to) {
    std::vector<plan::Rule> rules = m_model->rules();
    if (from < 0 || to < 0 || std::max(from, to) >= static_cast<int>(rules.size()) || from == to)
        return;
    const QString words =
        tr("rule %1 moved to place %2").arg(titleOf(static_cast<std::size_t>(from))).arg(to + 1);
    const auto at = rules.begin();
    if (from < to)
        std::rotate(at + from, at + from + 1, at + to + 1);
    else
        std::rotate(at + to, at + from, at + from + 1);
    request(std::move(rules), words, static_cast<std::size_t>(to));
}

void RulesPanel::switchRule(int row, bool on) {
    std::vector<plan::Rule> rules = m_model->rules();
    const auto at = static_cast<std::size_t>(row);
    rules[at].enabled = on;
    request(std::move(rules), on ? tr("rule %1 on").arg(titleOf(at)) : tr("rule %1 off").arg(titleOf(at)),
            current());
}

void RulesPanel::selectMatches() {
    const std::optional<std::size_t> row = current();
    if (!row || m_state.empty())
        return;
    const DraftFacts facts = draftFacts(m_model->rules()[*row], *m_state.model);
    if (!facts.sites.empty())
        m_selection.select({facts.sites.begin(), facts.sites.end()});
}

bool RulesPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const std::optional<std::size_t> row = current();
        const bool up = key->key() == Qt::Key_Up;
        if (row && key->modifiers().testFlag(Qt::AltModifier) && (up || key->key() == Qt::Key_Down)) {
            moveRule(static_cast<int>(*row), static_cast<int>(*row) + (up ? -1 : 1));
            return true;
        }
        if (key->key() == Qt::Key_Delete) {
            deleteRule();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lapidary::widgets
