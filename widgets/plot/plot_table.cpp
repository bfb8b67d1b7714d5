// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_table.h"

#include "widgets/plot/file_number.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace lapidary::widgets {

namespace {

struct PlotTableText {
    Q_DECLARE_TR_FUNCTIONS(PlotTable)
};

bool hasValues(const PlotSeries& series) {
    return std::ranges::any_of(series.points, [](const PlotPoint& point) { return !std::isnan(point.y); });
}

bool hasEnds(const PlotSeries& series) {
    if (series.kind == PlotSeries::Kind::Stacked || series.kind == PlotSeries::Kind::Tiles)
        return false;
    if (series.kind == PlotSeries::Kind::Ranges || series.kind == PlotSeries::Kind::Band)
        return true;
    return std::ranges::any_of(series.points, [](const PlotPoint& point) {
        return !std::isnan(point.low) && !std::isnan(point.high);
    });
}

QString titleOf(const PlotContent& content, const PlotSeries& series) {
    const PlotAxis& axis = series.rightAxis && content.right ? *content.right : content.y;
    return series.name.isEmpty() || series.name == axis.title
               ? axis.label()
               : series.name + QStringLiteral(": ") + axis.label();
}

/// Rows by x; a second point of one series at an x gets a row of its own.
class TableMaker final {
public:
    explicit TableMaker(const PlotContent& content)
        : m_content(content) {
        for (const PlotSeries& series : content.series)
            if (!series.decoration)
                eachPoint(series, [this](const RowKey& key, std::size_t) { m_rows.emplace(key, 0); });
        m_table.rowTitle = PlotTableText::tr("Name");
        m_table.columns << content.x.label();
        for (auto& [key, row] : m_rows) {
            row = m_table.rows.size();
            m_table.rows.push_back({key.first});
        }
    }

    void add(const PlotSeries& series) {
        const QString title = titleOf(m_content, series);
        if (hasValues(series))
            addColumn(series, title, &PlotPoint::y);
        if (hasEnds(series)) {
            addColumn(series, PlotTableText::tr("%1 (lower)").arg(title), &PlotPoint::low);
            addColumn(series, PlotTableText::tr("%1 (upper)").arg(title), &PlotPoint::high);
        }
        if (!series.pointNames.isEmpty())
            addNames(series);
    }

    PlotTable take() { return std::move(m_table); }

private:
    using RowKey = std::pair<double, int>;

    /// Marks that are drawn side by side around a whole number belong to it.
    double rowOf(const PlotPoint& point) const {
        return m_content.x.whole ? std::round(point.x) + 0.0 : point.x; // + 0: no -0
    }

    template<class Visit>
    void eachPoint(const PlotSeries& series, Visit visit) const {
        int again = 0;
        double last = kNoNumber;
        for (std::size_t i = 0; i < series.points.size(); ++i) {
            const double row = rowOf(series.points[i]);
            again = row == last ? again + 1 : 0;
            last = row;
            visit(RowKey(row, again), i);
        }
    }

    void addColumn(const PlotSeries& series, const QString& title, double PlotPoint::*number) {
        m_table.columns << title;
        for (auto& row : m_table.rows)
            row.push_back(kNoNumber);
        eachPoint(series, [&](const RowKey& key, std::size_t i) {
            m_table.rows[m_rows.at(key)].back() = series.points[i].*number;
        });
    }

    void addNames(const PlotSeries& series) {
        m_table.rowNames.resize(static_cast<qsizetype>(m_table.rows.size()));
        eachPoint(series, [&](const RowKey& key, std::size_t i) {
            const auto point = static_cast<qsizetype>(i);
            if (point < series.pointNames.size())
                m_table.rowNames[static_cast<qsizetype>(m_rows.at(key))] = series.pointNames[point];
        });
    }

    const PlotContent& m_content;
    std::map<RowKey, std::size_t> m_rows;
    PlotTable m_table;
};

/// One row a mark: its name with its series', x (where it means something) and y.
PlotTable tableByMark(const PlotContent& content) {
    PlotTable table;
    table.rowTitle = PlotTableText::tr("Name");
    if (!content.x.bare)
        table.columns << content.x.label();
    table.columns << content.y.label();
    for (const PlotSeries& series : content.series) {
        if (series.decoration)
            continue;
        for (std::size_t i = 0; i < series.points.size(); ++i) {
            const QString name = series.pointNames.value(static_cast<qsizetype>(i));
            table.rowNames << (name.isEmpty()          ? series.name
                               : series.name.isEmpty() ? name
                                                       : name + QStringLiteral(" · ") + series.name);
            std::vector<double>& row = table.rows.emplace_back();
            if (!content.x.bare)
                row.push_back(series.points[i].x);
            row.push_back(series.points[i].y);
        }
    }
    return table;
}

QString quoted(const QString& cell) {
    if (!cell.contains(QLatin1Char(',')) && !cell.contains(QLatin1Char('"')) &&
        !cell.contains(QLatin1Char('\n')))
        return cell;
    QString doubled = cell;
    doubled.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    return QLatin1Char('"') + doubled + QLatin1Char('"');
}

template<class Cell>
QString join(const PlotTable& table, QChar separator, Cell cell) {
    const bool named = !table.rowNames.isEmpty();
    QString text;
    const auto addLine = [&](QStringList cells) {
        for (QString& each : cells)
            each = cell(each);
        text += cells.join(separator) + QLatin1Char('\n');
    };
    addLine(named ? QStringList(table.rowTitle) + table.columns : table.columns);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        QStringList cells;
        if (named)
            cells << table.rowNames[static_cast<qsizetype>(i)];
        for (const double value : table.rows[i])
            cells << fileNumber(value);
        addLine(cells);
    }
    return text;
}

} // namespace

PlotTable tableOf(const PlotContent& content) {
    if (content.rowsByMark)
        return tableByMark(content);
    TableMaker maker(content);
    for (const PlotSeries& series : content.series)
        if (!series.decoration)
            maker.add(series);
    return maker.take();
}

PlotTable rowsWithin(PlotTable table, double lower, double upper) {
    PlotTable part = table;
    part.rows.clear();
    part.rowNames.clear();
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const double x = table.rows[i].empty() ? kNoNumber : table.rows[i].front();
        if (!(x >= lower && x <= upper))
            continue;
        part.rows.push_back(std::move(table.rows[i]));
        if (!table.rowNames.isEmpty())
            part.rowNames << table.rowNames[static_cast<qsizetype>(i)];
    }
    return part;
}

QByteArray csvOf(const PlotTable& table) {
    return join(table, QLatin1Char(','), quoted).toUtf8();
}

QString tsvOf(const PlotTable& table) {
    return join(table, QLatin1Char('\t'),
                [](QString cell) { return cell.replace(QLatin1Char('\t'), QLatin1Char(' ')); });
}

} // namespace lapidary::widgets
