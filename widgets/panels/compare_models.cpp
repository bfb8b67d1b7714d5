// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare_models.h"

#include "widgets/panels/site_roles.h"
#include "widgets/panels/site_words.h"
#include "widgets/state/number_text.h"

#include <algorithm>
#include <utility>

namespace lapidary::widgets {

CompareFiguresModel::CompareFiguresModel(QObject* parent)
    : QAbstractTableModel(parent) {
}

void CompareFiguresModel::show(const ViewState& state) {
    beginResetModel();
    m_figures = comparedFigures(state);
    endResetModel();
}

int CompareFiguresModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_figures.size());
}

int CompareFiguresModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant CompareFiguresModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const ComparedFigure& figure = m_figures[static_cast<std::size_t>(index.row())];
    const QString texts[] = {figure.name, figure.before, figure.after, figure.difference};
    switch (role) {
    case Qt::DisplayRole:
        return texts[index.column()];
    case Qt::ToolTipRole:
        return plainToolTip(figure.help);
    case Qt::TextAlignmentRole:
        return QVariant((index.column() == kFigure ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant CompareFiguresModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kColumnCount)
        return {};
    const QString titles[] = {tr("figure"), tr("○ A: dense"), tr("◆ B: run"), tr("B − A")};
    if (role == Qt::AccessibleTextRole || (role == Qt::DisplayRole && section == kFigure))
        return titles[section];
    if (role == Qt::DisplayRole)
        return QString(titles[section] + QChar(kNumberMargin));
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == kFigure ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

CompareSitesModel::CompareSitesModel(QObject* parent)
    : QAbstractTableModel(parent) {
}

void CompareSitesModel::show(const ViewState& state) {
    beginResetModel();
    m_rows.clear();
    m_largestError = m_largestBytes = 0.0;
    if (const results::RunReport* run = state.run(); run != nullptr && state.model)
        for (const results::SiteReport& report : run->sites) {
            const model::Site* site = state.model->find(report.site);
            m_rows.push_back({report.site, report.relativeError,
                              site != nullptr ? static_cast<double>(site->bytes) : 0.0,
                              static_cast<double>(report.bytes), report.seconds});
            m_largestError = std::max(m_largestError, report.relativeError);
            m_largestBytes = std::max({m_largestBytes, m_rows.back().bytesBefore, m_rows.back().bytesAfter});
        }
    endResetModel();
}

int CompareSitesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CompareSitesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant CompareSitesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::TextAlignmentRole:
        return QVariant((index.column() == kSite ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case kSortRole:
        return index.column() == kSite ? QVariant(index.row()) : value(row, index.column());
    case kSiteRole:
        return QString::fromStdString(row.site.name);
    case kBarRole:
        return bar(row, index.column());
    default:
        return {};
    }
}

QVariant CompareSitesModel::value(const Row& row, int column) const {
    switch (column) {
    case kError:
        return row.error;
    case kBytesBefore:
        return row.bytesBefore > 0.0 ? QVariant(row.bytesBefore) : QVariant();
    case kBytesAfter:
        return row.bytesAfter;
    case kRatio:
        return row.bytesBefore > 0.0 && row.bytesAfter > 0.0 ? QVariant(row.bytesBefore / row.bytesAfter)
                                                             : QVariant();
    case kSeconds:
        return row.seconds;
    default:
        return {};
    }
}

QString CompareSitesModel::text(const Row& row, int column) {
    const bool known = row.bytesBefore > 0.0;
    switch (column) {
    case kSite:
        return QString::fromStdString(row.site.name);
    case kError:
        return significant(row.error);
    case kBytesBefore:
        return known ? megabytesText(row.bytesBefore) : dashText();
    case kBytesAfter:
        return megabytesText(row.bytesAfter);
    case kRatio:
        return known && row.bytesAfter > 0.0 ? significant(row.bytesBefore / row.bytesAfter) : dashText();
    case kSeconds:
        return significant(row.seconds, 2);
    default:
        return {};
    }
}

QVariant CompareSitesModel::bar(const Row& row, int column) const {
    if (column == kError && m_largestError > 0.0)
        return row.error / m_largestError;
    if ((column == kBytesBefore || column == kBytesAfter) && m_largestBytes > 0.0)
        return (column == kBytesBefore ? row.bytesBefore : row.bytesAfter) / m_largestBytes;
    return {};
}

QVariant CompareSitesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kColumnCount)
        return {};
    const QString titles[] = {tr("site"),     tr("relative error"), tr("○ A [MB]"),
                              tr("◆ B [MB]"), tr("A : B"),          tr("time [s]")};
    const QString help[] = {
        tr("name of the linear map"), tr("of the outputs on the calibration text, against the dense site"),
        tr("bytes before, as found"), tr("bytes after the run"),
        tr("times smaller"),          tr("time that the site took in the run")};
    if (role == Qt::AccessibleTextRole || (role == Qt::DisplayRole && section == kSite))
        return titles[section];
    if (role == Qt::DisplayRole)
        return QString(titles[section] + QChar(kNumberMargin));
    if (role == Qt::ToolTipRole)
        return help[section];
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == kSite ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

} // namespace lapidary::widgets
