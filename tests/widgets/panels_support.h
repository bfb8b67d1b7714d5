// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/edit.h"
#include "tests/widgets/sample_state.h"
#include "widgets/state/selection_model.h"
#include "widgets/state/settings_edit.h"

#include <QAbstractItemModel>
#include <QString>
#include <QStringList>

#include <ostream>
#include <string>
#include <vector>

/// GoogleTest shows texts as texts; in QString's own namespace, where it looks for this.
inline void PrintTo(const QString& text, std::ostream* out) {
    *out << '"' << text.toStdString() << '"';
}

namespace lapidary::tests {

inline model::SiteId site(const char* name) {
    return model::SiteId(name);
}

/// A selection over the sites of a state, nothing but the first selected.
inline void resetSelection(widgets::SelectionModel& selection, const widgets::ViewState& state) {
    widgets::SelectionModel::Sites sites;
    for (const model::Site* each : state.model->allSites())
        sites.push_back(each->id);
    selection.reset(std::move(sites));
}

/// What the window does with the edits of a view.
inline widgets::ViewState applied(const widgets::ViewState& state,
                                  const std::vector<widgets::SettingsEdit>& edits) {
    plan::Plan plan = *state.plan;
    for (const widgets::SettingsEdit& edit : edits)
        plan = edit.kind == widgets::SettingsEdit::Kind::Reset
                   ? plan::withoutSiteSettings(std::move(plan), edit.sites)
                   : plan::withSiteSettings(std::move(plan), edit.sites, edit.settings);
    return withPlan(state, plan);
}

/// One column of a model's top rows as text.
inline QStringList columnTexts(const QAbstractItemModel& model, int column) {
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(model.index(row, column).data().toString());
    return texts;
}

} // namespace lapidary::tests
