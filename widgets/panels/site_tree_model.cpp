// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/site_tree_model.h"

#include "widgets/panels/site_roles.h"
#include "widgets/panels/site_words.h"
#include "widgets/state/number_text.h"
#include "widgets/theme/theme.h"

#include <algorithm>
#include <utility>

namespace lapidary::widgets {

namespace {
constexpr quintptr kTopLevel = 0; // internal id; a child's is its parent's row + 1
}

SiteTreeModel::SiteTreeModel(QObject* parent)
    : QAbstractItemModel(parent) {
}

void SiteTreeModel::show(const ViewState& state) {
    const bool sameModel = state.model == m_state.model;
    if (!sameModel)
        beginResetModel();
    m_state = state;
    if (!sameModel)
        build();
    for (Row& row : m_rows)
        refresh(row);
    if (!sameModel) {
        endResetModel();
        return;
    }
    // A view that is told of every block by itself lays out as often.
    if (std::ranges::any_of(m_rows, &Row::changed))
        Q_EMIT dataChanged(index(0, kTreatment), index(rowCount() - 1, kTreatment));
    for (int top = 0; top < rowCount(); ++top)
        if (const QModelIndex block = index(top, kName);
            m_rows[static_cast<std::size_t>(top)].changed && rowCount(block) > 0)
            Q_EMIT dataChanged(index(0, kTreatment, block), index(rowCount(block) - 1, kTreatment, block));
}

void SiteTreeModel::build() {
    m_rows.clear();
    if (!m_state.model)
        return;
    const model::ModelSpec& model = *m_state.model;
    m_rows.push_back(siteRow(model.embed, -1));
    for (const model::Block& block : model.blocks) {
        Row row;
        row.block = &block;
        for (const model::Site& site : block.sites) {
            row.children.push_back(siteRow(site, static_cast<int>(m_rows.size())));
            row.bytes += site.bytes;
        }
        m_rows.push_back(std::move(row));
    }
    if (!model.tiedHead)
        m_rows.push_back(siteRow(model.head, -1));
}

SiteTreeModel::Row SiteTreeModel::siteRow(const model::Site& site, int parent) const {
    Row row;
    row.site = &site;
    row.bytes = site.bytes;
    row.parent = parent;
    return row;
}

void SiteTreeModel::refresh(Row& row) {
    if (row.site != nullptr) {
        QVariant treatment;
        if (const plan::ResolvedSite* resolved = m_state.resolved(row.site->id))
            treatment = static_cast<int>(treatmentOf(resolved->settings));
        row.changed = treatment != row.treatment;
        row.treatment = treatment;
        return;
    }
    row.changed = false;
    for (Row& child : row.children) {
        refresh(child);
        row.changed = row.changed || child.changed;
    }
    row.treatment = {};
    row.mixed = std::ranges::any_of(
        row.children, [&](const Row& child) { return child.treatment != row.children.front().treatment; });
    if (!row.mixed && !row.children.empty())
        row.treatment = row.children.front().treatment;
}

QModelIndex SiteTreeModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : kTopLevel);
}

QModelIndex SiteTreeModel::parent(const QModelIndex& index) const {
    if (!index.isValid() || index.internalId() == kTopLevel)
        return {};
    return createIndex(static_cast<int>(index.internalId() - 1), 0, kTopLevel);
}

int SiteTreeModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid())
        return static_cast<int>(m_rows.size());
    if (parent.column() != 0 || parent.internalId() != kTopLevel)
        return 0;
    return static_cast<int>(m_rows[static_cast<std::size_t>(parent.row())].children.size());
}

int SiteTreeModel::columnCount(const QModelIndex& /*parent*/) const {
    return kColumnCount;
}

const SiteTreeModel::Row* SiteTreeModel::rowAt(const QModelIndex& index) const {
    if (!index.isValid())
        return nullptr;
    const auto row = static_cast<std::size_t>(index.row());
    if (index.internalId() == kTopLevel)
        return &m_rows[row];
    return &m_rows[index.internalId() - 1].children[row];
}

QVariant SiteTreeModel::data(const QModelIndex& index, int role) const {
    const Row* row = rowAt(index);
    if (row == nullptr)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(*row, column);
    case Qt::ToolTipRole:
        return toolTip(*row, column);
    case Qt::AccessibleTextRole:
        return column == kTreatment ? QVariant(treatmentWords(*row)) : text(*row, column);
    case Qt::TextAlignmentRole:
        return QVariant(column == kSize || column == kShape ? Qt::AlignRight | Qt::AlignVCenter
                                                            : Qt::AlignLeft | Qt::AlignVCenter);
    case kTreatmentRole:
        return column == kTreatment ? row->treatment : QVariant();
    case kMutedRole:
        return column == kShape || (column == kTreatment && row->mixed);
    case kSiteRole:
        return row->site != nullptr ? QString::fromStdString(row->site->id.name) : QString();
    default:
        return {};
    }
}

QVariant SiteTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kColumnCount)
        return {};
    const QString titles[] = {tr("site"), tr("treatment"), tr("[out, in]"), tr("size now")};
    if (role == Qt::TextAlignmentRole && section >= kShape)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::DisplayRole)
        return section == kTreatment ? QString() // a column one glyph wide
               : section == kName    ? titles[section]
                                     : QString(titles[section] + QChar(kNumberMargin));
    if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
        return titles[section];
    return {};
}

QString SiteTreeModel::nameOf(const Row& row) const {
    return row.site != nullptr ? kindText(row.site->kind) : tr("block %1").arg(row.block->index);
}

QVariant SiteTreeModel::text(const Row& row, int column) const {
    switch (column) {
    case kName:
        return nameOf(row);
    case kTreatment:
        return row.mixed ? QString(QChar(0x2026)) : QString();
    case kShape:
        return row.site != nullptr ? shapeText(row.site->out, row.site->in) : QString();
    case kSize:
        return bytesText(static_cast<double>(row.bytes));
    default:
        return {};
    }
}

QString SiteTreeModel::treatmentWords(const Row& row) const {
    if (row.mixed)
        return tr("treated differently");
    return row.treatment.isValid() ? treatmentText(static_cast<Treatment>(row.treatment.toInt()))
                                   : tr("unknown: the plan does not resolve");
}

QVariant SiteTreeModel::toolTip(const Row& row, int column) const {
    if (column == kTreatment)
        return treatmentWords(row);
    if (row.site == nullptr)
        return tr("block %1: %n sites; a click selects them all", nullptr,
                  static_cast<int>(row.children.size()))
            .arg(row.block->index);
    return plainToolTip(QStringLiteral("%1\n%2").arg(QString::fromStdString(row.site->id.name),
                                                     QString::fromStdString(row.site->tensor)));
}

} // namespace lapidary::widgets
