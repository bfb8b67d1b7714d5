// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/plan_docks.h"

#include "core/plan/edit.h"
#include "core/plan/site_selector.h"
#include "widgets/panels/base_panel.h"
#include "widgets/panels/rule_facts.h"
#include "widgets/panels/rules_panel.h"

#include <algorithm>

namespace lapidary::window {

namespace {

/// The override that all sites share; nothing where they differ or one is locked or has none.
std::optional<plan::WrittenSettings> commonOverride(const plan::Plan& plan,
                                                    const std::vector<model::SiteId>& sites) {
    if (plan::unlockedOf(plan, sites).size() != sites.size())
        return std::nullopt;
    std::optional<plan::WrittenSettings> common;
    for (const model::SiteId& site : sites) {
        const auto own = plan.sites.find(site);
        if (own == plan.sites.end() || (common && !(*common == own->second)))
            return std::nullopt;
        common = own->second;
    }
    return common;
}

} // namespace

PlanDocks::PlanDocks(Document& document, widgets::SelectionModel& selection, QWidget* parent)
    : QObject(parent)
    , m_document(document)
    , m_selection(selection)
    , m_base(new widgets::BasePanel(selection, parent))
    , m_rules(new widgets::RulesPanel(selection, parent)) {
    connect(m_base, &widgets::BasePanel::baseEdited, this,
            [this](const plan::WrittenSettings& change, const QString& words, const std::string& mergeKey) {
                plan::Plan plan = m_document.history().plan();
                plan.base = plan::mergeSettings(plan.base, change);
                m_document.setPlan(plan, words, mergeKey);
            });
    connect(m_base, &widgets::BasePanel::baseReset, this, [this] {
        plan::Plan plan = m_document.history().plan();
        plan.base = {};
        m_document.setPlan(plan, tr("base as the preset has it"));
    });
    connect(m_base, &widgets::BasePanel::editRequested, &m_document, &Document::apply);
    connect(m_base, &widgets::BasePanel::previewEnded, &m_document, &Document::endPreview);
    connect(m_rules, &widgets::RulesPanel::rulesEdited, this,
            [this](const std::vector<plan::Rule>& rules, const QString& words) {
                plan::Plan plan = m_document.history().plan();
                plan.rules = rules;
                m_document.setPlan(plan, words);
            });
}

void PlanDocks::connectPresets(PresetMenu& presets) {
    m_base->setPresetMenu(&presets.commands());
    connect(m_base, &widgets::BasePanel::presetPreviewed, &presets,
            [&presets](const QString& name, bool own) { presets.preview(name.toStdString(), own); });
    connect(m_base, &widgets::BasePanel::presetChosen, &presets,
            [&presets](const QString& name, bool own) { presets.choose(name.toStdString(), own); });
    connect(&presets.store(), &PresetStore::changed, this, [this, &presets] {
        QStringList names;
        for (const plan::OwnPreset& preset : presets.store().presets())
            names += QString::fromStdString(preset.name);
        m_base->setOwnPresets(names);
    });
    connect(&presets, &PresetMenu::said, this, &PlanDocks::said);
}

void PlanDocks::show(const widgets::ViewState& state) {
    m_base->show(state);
    m_rules->show(state);
}

void PlanDocks::ruleFromSelection() {
    if (!m_document.isOpen())
        return;
    const std::vector<model::SiteId> sites = m_selection.selected();
    std::optional<plan::Rule> rule = plan::ruleFor({sites.begin(), sites.end()}, *m_document.state().model);
    if (!rule)
        return;
    plan::Plan plan = m_document.history().plan();
    rule->name = tr("%n site(s)", nullptr, static_cast<int>(sites.size())).toStdString();
    if (const auto common = commonOverride(plan, sites)) {
        rule->settings = *common;
        plan = plan::withoutSiteSettings(std::move(plan), sites);
    }
    plan.rules.push_back(*rule);
    const std::size_t last = plan.rules.size() - 1;
    Q_EMIT rulesWanted();
    m_document.setPlan(plan, tr("rule from the selection: %1").arg(widgets::matchWords(*rule)));
    m_rules->setCurrent(last);
    m_rules->focusName();
}

} // namespace lapidary::window
