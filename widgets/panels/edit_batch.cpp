// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/edit_batch.h"

#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace lapidary::widgets {

void EditBatch::set(const PlanRow& row, plan::Family family, base::Json keys) {
    plan::WrittenSettings& settings = of(row);
    settings.families[family] = std::move(keys);
    if (row.resolved != nullptr && row.resolved->settings.skip && row.resolved->sources.at("skip") != "site")
        settings.skip = false;
}

void EditBatch::clear(const PlanRow& row, plan::Family family) {
    of(row).families[family] = nullptr;
}

void EditBatch::setSkip(const PlanRow& row, bool skip) {
    of(row).skip = skip;
}

void EditBatch::add(const PlanRow& row, plan::WrittenSettings settings) {
    of(row) = std::move(settings);
}

plan::WrittenSettings& EditBatch::of(const PlanRow& row) {
    if (m_wanted.empty() || m_wanted.back().first != &row)
        m_wanted.emplace_back(&row, plan::WrittenSettings());
    return m_wanted.back().second;
}

PlanEdits EditBatch::finish(const QString& words, const std::string& mergeKey) const {
    PlanEdits made;
    std::vector<const PlanRow*> rows;
    for (const auto& [row, settings] : m_wanted) {
        rows.push_back(row);
        const auto same = std::ranges::find(made.edits, settings, &SettingsEdit::settings);
        if (same != made.edits.end()) {
            same->sites.push_back(row->site->id);
            continue;
        }
        SettingsEdit edit;
        edit.sites = {row->site->id};
        edit.settings = settings;
        made.edits.push_back(std::move(edit));
    }
    for (SettingsEdit& edit : made.edits) {
        edit.words = words.arg(sitesText(rows));
        if (made.edits.size() > 1)
            edit.mergeKey = mergeKey;
    }
    return made;
}

QString sitesText(const std::vector<const PlanRow*>& rows) {
    if (rows.size() == 1)
        return siteLabel(rows.front()->site->id);
    return QCoreApplication::translate("EditBatch", "%n sites", nullptr, static_cast<int>(rows.size()));
}

} // namespace lapidary::widgets
