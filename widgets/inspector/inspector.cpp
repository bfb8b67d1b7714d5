// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/inspector.h"

#include "widgets/state/number_text.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace lapidary::widgets {

namespace {

/// "bits 3" of {"bits": 3}; "no quantization" of null.
QString editWords(plan::Family family, const base::Json& settings) {
    if (settings.is_null())
        return Inspector::tr("no %1").arg(familyText(family).toLower());
    QStringList words;
    for (const auto& [key, value] : settings.items())
        words +=
            QString::fromStdString(key + " " + (value.is_string() ? value.get<std::string>() : value.dump()));
    return words.join(QLatin1String(", "));
}

} // namespace

Inspector::Inspector(SelectionModel& selection, QWidget* parent)
    : QWidget(parent)
    , m_selection(selection)
    , m_title(new QLabel(this))
    , m_facts(new QLabel(this))
    , m_skip(new QCheckBox(tr("&Leave dense"), this))
    , m_lock(new QCheckBox(tr("Loc&ked"), this))
    , m_reset(new QPushButton(tr("&Reset to inherited"), this)) {
    setObjectName(QStringLiteral("inspector"));
    setAccessibleName(tr("Inspector"));
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setWordWrap(true);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_skip->setObjectName(QStringLiteral("skip"));
    m_skip->setToolTip(tr("The selected sites stay as they are, whatever preset, base and rules say."));
    m_lock->setObjectName(QStringLiteral("lock"));
    m_lock->setToolTip(
        tr("Edits of a selection leave locked sites as they are; so does what proposes a plan. "
           "Preset, base and rules go on to give what is not set by hand."));
    m_reset->setObjectName(QStringLiteral("reset"));
    m_reset->setToolTip(tr("Drops what was set by hand: the sites follow preset, base and rules again."));
    connect(m_skip, &QCheckBox::clicked, this, [this](bool on) {
        plan::WrittenSettings settings;
        settings.skip = on;
        request(SettingsEdit::Kind::Merge, std::move(settings),
                on ? tr("leave dense") : tr("no longer left dense"));
    });
    connect(m_lock, &QCheckBox::clicked, this, [this](bool on) {
        request(on ? SettingsEdit::Kind::Lock : SettingsEdit::Kind::Unlock, {},
                on ? tr("lock") : tr("unlock"));
    });
    connect(m_reset, &QPushButton::clicked, this,
            [this] { request(SettingsEdit::Kind::Reset, {}, tr("reset to inherited")); });

    auto* content = new QWidget(this);
    auto* list = new QVBoxLayout(content);
    list->setContentsMargins(8, 6, 8, 6);
    list->addWidget(m_title);
    list->addWidget(m_facts);
    auto* checks = new QHBoxLayout;
    checks->addWidget(m_skip);
    checks->addWidget(m_lock);
    checks->addStretch();
    list->addLayout(checks);
    list->addWidget(m_reset);
    for (const plan::Family family :
         {plan::Family::Quantization, plan::Family::Sparsity, plan::Family::LowRank, plan::Family::Adapter}) {
        auto* box = new FamilyBox(family, content);
        connect(box, &FamilyBox::edited, this, [this, family](const base::Json& settings) {
            plan::WrittenSettings written;
            written.families.emplace(family, settings);
            request(SettingsEdit::Kind::Merge, std::move(written), editWords(family, settings));
        });
        m_boxes.push_back(box);
        list->addWidget(box);
    }
    list->addStretch();

    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // its fields scroll it
    scroll->setWidget(content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);

    connect(&selection, &SelectionModel::setChanged, this, &Inspector::refresh);
    connect(&selection, &SelectionModel::focusChanged, this, &Inspector::refresh);
    refresh();
}

void Inspector::show(const ViewState& state) {
    m_state = state;
    refresh();
}

void Inspector::refresh() {
    std::vector<const plan::ResolvedSite*> sites;
    // The focus first: where values are mixed its facts stand above.
    if (const plan::ResolvedSite* focus = m_state.resolved(m_selection.focus());
        focus != nullptr && m_selection.contains(m_selection.focus()))
        sites.push_back(focus);
    for (const model::SiteId& id : m_selection.set())
        if (const plan::ResolvedSite* site = m_state.resolved(id);
            site != nullptr && id != m_selection.focus())
            sites.push_back(site);
    showChecks(sites);
    showSummary(sites);
    const bool locked = m_lock->checkState() == Qt::Checked;
    for (FamilyBox* box : m_boxes) {
        box->show(sites);
        box->setEnabled(box->isEnabled() && !locked);
    }
}

void Inspector::showChecks(const std::vector<const plan::ResolvedSite*>& sites) {
    const auto count = [&sites](const auto& holds) {
        return static_cast<std::size_t>(std::ranges::count_if(sites, holds));
    };
    const auto check = [&sites](QCheckBox* box, std::size_t holding) {
        const QSignalBlocker quiet(box);
        const bool all = !sites.empty() && holding == sites.size();
        box->setTristate(holding != 0 && !all);
        box->setCheckState(holding == 0 ? Qt::Unchecked : all ? Qt::Checked : Qt::PartiallyChecked);
    };
    const auto locked = [this](const plan::ResolvedSite* site) {
        return m_state.plan && m_state.plan->locked.contains(site->site);
    };
    const auto overridden = [&](const plan::ResolvedSite* site) {
        return m_state.plan && m_state.plan->sites.contains(site->site) && !locked(site);
    };
    check(m_skip, count([](const plan::ResolvedSite* site) { return site->settings.skip; }));
    check(m_lock, count(locked));
    m_lock->setEnabled(!sites.empty());
    m_skip->setEnabled(!sites.empty() && m_lock->checkState() != Qt::Checked);
    m_reset->setEnabled(count(overridden) != 0);
}

void Inspector::showSummary(const std::vector<const plan::ResolvedSite*>& sites) {
    if (m_state.empty() || sites.empty()) {
        m_title->setText(m_state.empty() ? tr("No model is open") : tr("Nothing is selected"));
        m_facts->setText(m_state.check || m_state.empty() ? QString() : m_state.planError);
        return;
    }
    m_title->setText(sites.size() == 1 ? QString::fromStdString(sites.front()->site.name)
                                       : tr("%n site(s) selected", nullptr, static_cast<int>(sites.size())));
    double now = 0.0;
    double after = 0.0;
    std::int64_t weights = 0;
    for (const plan::ResolvedSite* resolved : sites)
        if (const model::Site* site = m_state.model->find(resolved->site)) {
            now += static_cast<double>(site->bytes);
            after += static_cast<double>(m_state.bytesAfter(site->id).value_or(site->bytes));
            weights += site->parameters();
        }
    const model::Site* focus = m_state.model->find(sites.front()->site);
    const QString shape = sites.size() == 1 && focus != nullptr
                              ? shapeText(focus->out, focus->in) + QStringLiteral(", ")
                              : QString();
    m_facts->setText(
        tr("%1%2 weights\n%3 as found, %4 after the plan: %5 bits per weight")
            .arg(shape, countText(weights), bytesText(now), bytesText(after),
                 significant(8.0 * after / static_cast<double>(std::max<std::int64_t>(weights, 1)))));
}

QString Inspector::siteCount() const {
    const auto& set = m_selection.set();
    return set.size() == 1 ? QString::fromStdString(set.begin()->name)
                           : tr("%n site(s)", nullptr, static_cast<int>(set.size()));
}

void Inspector::request(SettingsEdit::Kind kind, plan::WrittenSettings settings, const QString& what) {
    SettingsEdit edit;
    edit.kind = kind;
    edit.sites = m_selection.selected();
    edit.settings = std::move(settings);
    edit.words = tr("%1 on %2").arg(what, siteCount());
    Q_EMIT editRequested(edit);
}

} // namespace lapidary::widgets
