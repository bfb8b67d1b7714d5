// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/compare_figures.h"

#include <QAbstractTableModel>

#include <vector>

namespace lapidary::widgets {

/// The figures of A and B, one a row.
class CompareFiguresModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int kFigure = 0;
    static constexpr int kBefore = 1;
    static constexpr int kAfter = 2;
    static constexpr int kDifference = 3;
    static constexpr int kColumnCount = 4;

    explicit CompareFiguresModel(QObject* parent = nullptr);
    void show(const ViewState& state);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<ComparedFigure> m_figures;
};

/// The sites of a run: how far their outputs are off, their bytes, their time.
class CompareSitesModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int kSite = 0;
    static constexpr int kError = 1;
    static constexpr int kBytesBefore = 2;
    static constexpr int kBytesAfter = 3;
    static constexpr int kRatio = 4;
    static constexpr int kSeconds = 5;
    static constexpr int kColumnCount = 6;

    explicit CompareSitesModel(QObject* parent = nullptr);
    void show(const ViewState& state);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        model::SiteId site;
        double error = 0.0;
        double bytesBefore = 0.0; // 0: not in this model
        double bytesAfter = 0.0;
        double seconds = 0.0;
    };
    QVariant value(const Row& row, int column) const;
    static QString text(const Row& row, int column);
    QVariant bar(const Row& row, int column) const;

    std::vector<Row> m_rows;
    double m_largestError = 0.0;
    double m_largestBytes = 0.0;
};

} // namespace lapidary::widgets
