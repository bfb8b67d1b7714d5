// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_spec.h"

#include <QString>

#include <set>

namespace lapidary::widgets {

/// Sites that a filter text leaves: a glob over the whole name where the text has `*` or `?`, else text that
/// occurs, in any case, in the name, the label ("block 17 · down") or the Hugging Face name. Words apart must
/// all occur. Empty: all.
std::set<model::SiteId> filteredSites(const model::ModelSpec& model, const QString& text);

/// The part of a site's name nearest to a text that matches nothing ("mlp" for "mpl"); empty where none is
/// near.
QString nearestFilter(const model::ModelSpec& model, const QString& text);

} // namespace lapidary::widgets
