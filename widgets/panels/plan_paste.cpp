// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/plan_paste.h"

#include "core/plan/edit.h"
#include "core/plan/method_info.h"
#include "widgets/panels/edit_batch.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace lapidary::widgets {

namespace {

using base::Json;

constexpr qsizetype kMostNamed = 3;
/// In the order in which they build on each other.
constexpr std::array kSettingColumns = {PlanColumn::Method, PlanColumn::Bits, PlanColumn::Group,
                                        PlanColumn::Sparsity, PlanColumn::Rank};

QString translated(const char* text, int count = -1) {
    return QCoreApplication::translate("PlanPaste", text, nullptr, count);
}

struct Cell {
    PlanColumn column;
    QString text;
    int line; // as people count
};
/// What is pasted, by row.
using Pasted = std::map<const PlanRow*, std::vector<Cell>>;

std::optional<PlanColumn> columnOf(const QString& title) {
    for (int column = 0; column < kPlanColumns; ++column)
        if (title.trimmed().compare(planColumnTitle(static_cast<PlanColumn>(column)), Qt::CaseInsensitive) ==
            0)
            return static_cast<PlanColumn>(column);
    return std::nullopt;
}

QString cellWords(const Cell& cell) {
    return translated(QT_TRANSLATE_NOOP("PlanPaste", "row %1, %2: “%3”"))
        .arg(QString::number(cell.line), planColumnTitle(cell.column), cell.text.left(40));
}

/// Each line to the site that it names.
Pasted bySite(const QStringList& lines, const std::vector<const PlanRow*>& rows, PlanPaste& paste) {
    std::vector<std::optional<PlanColumn>> columns;
    for (const QString& title : lines.front().split(u'\t'))
        columns.push_back(columnOf(title));
    const auto siteAt = std::ranges::find(columns, std::optional(PlanColumn::Site)) - columns.begin();
    Pasted pasted;
    for (qsizetype line = 1; line < lines.size(); ++line) {
        const QStringList cells = lines[line].split(u'\t');
        const QString name = cells.value(siteAt).trimmed();
        const auto row = std::ranges::find_if(
            rows, [&](const PlanRow* each) { return QString::fromStdString(each->site->id.name) == name; });
        if (row == rows.end()) {
            paste.unknown.append(cellWords({PlanColumn::Site, name, static_cast<int>(line) + 1}));
            continue;
        }
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i])
                pasted[*row].push_back(
                    {*columns[i], cells.value(static_cast<qsizetype>(i)), static_cast<int>(line) + 1});
    }
    return pasted;
}

Pasted byPlace(const QStringList& lines, const std::vector<const PlanRow*>& rows, std::size_t first,
               PlanColumn from) {
    Pasted pasted;
    for (qsizetype line = 0; line < lines.size(); ++line) {
        const std::size_t row = first + static_cast<std::size_t>(line);
        if (row >= rows.size())
            break;
        int column = static_cast<int>(from);
        for (const QString& text : lines[line].split(u'\t')) {
            if (column < kPlanColumns)
                pasted[rows[row]].push_back(
                    {static_cast<PlanColumn>(column), text, static_cast<int>(line) + 1});
            ++column;
        }
    }
    return pasted;
}

/// "gptq", "wanda + gptq", "dense", "skipped": as the column shows it.
std::optional<plan::WrittenSettings> methodSettings(const PlanRow& row, const QString& text) {
    plan::WrittenSettings settings;
    if (text == QCoreApplication::translate("PlanRow", "skipped")) {
        settings.skip = true;
        return settings;
    }
    if (row.resolved->settings.skip)
        settings.skip = false;
    for (const auto& [family, unused] : row.resolved->settings.families)
        settings.families[family] = nullptr;
    if (text == QCoreApplication::translate("PlanRow", "dense"))
        return settings;
    for (const QString& part : text.split(u'+')) {
        const auto& table = plan::methodTable();
        const auto method = std::ranges::find(table, part.trimmed().toStdString(), &plan::MethodInfo::name);
        if (method == table.end())
            return std::nullopt;
        Json keys = {{"method", method->name}};
        if (method->family == plan::Family::LowRank &&
            !row.resolved->settings.families.contains(plan::Family::LowRank))
            keys["ratio"] = 0.5;
        settings.families[method->family] = std::move(keys);
    }
    return settings;
}

/// Spreadsheets and our own copies write numbers with a point.
QString inOwnLocale(const QString& text) {
    bool number = false;
    const double value = QLocale::c().toDouble(text, &number);
    return number ? QLocale().toString(value, 'g', 12) : text;
}

std::optional<plan::WrittenSettings> settingsOf(const PlanRow& row, const Cell& cell) {
    if (cell.column == PlanColumn::Method)
        return methodSettings(row, cell.text);
    const PlanEdits made = editCell({{&row}, {}}, cell.column, inOwnLocale(cell.text));
    if (!made.error.isEmpty() || made.edits.empty())
        return std::nullopt;
    return made.edits.front().settings;
}

/// Puts a cell's settings over those of the cells before. A method that was pasted too is not chosen again by
/// the number beside it.
void mergeCell(plan::WrittenSettings& into, const plan::WrittenSettings& cell) {
    plan::WrittenSettings above;
    above.skip = cell.skip;
    for (const auto& [family, keys] : cell.families) {
        base::Json kept = keys;
        const auto known = into.families.find(family);
        if (kept.is_object() && known != into.families.end() && known->second.is_object())
            kept.erase("method");
        above.families.emplace(family, std::move(kept));
    }
    into = plan::mergeSettings(into, above);
}

plan::WrittenSettings rowSettings(const PlanRow& row, std::vector<Cell> cells, PlanPaste& paste) {
    plan::WrittenSettings all;
    for (const PlanColumn column : kSettingColumns)
        for (Cell& cell : cells) {
            cell.text = cell.text.trimmed();
            if (cell.column != column || cell.text.isEmpty() || row.resolved == nullptr ||
                cell.text == planCellExport(row, column) || cell.text == planCellText(row, column))
                continue;
            const auto settings = settingsOf(row, cell);
            if (!settings) {
                paste.unknown.append(cellWords(cell));
                continue;
            }
            mergeCell(all, *settings);
            ++paste.changed;
        }
    return all;
}

} // namespace

QString PlanPaste::words() const {
    QStringList parts = {translated(QT_TRANSLATE_N_NOOP("PlanPaste", "changes %n cell(s)"), changed)};
    if (locked > 0)
        parts.append(translated(QT_TRANSLATE_N_NOOP("PlanPaste", "%n of locked sites are skipped"), locked));
    if (!unknown.isEmpty())
        parts.append(translated(QT_TRANSLATE_N_NOOP("PlanPaste", "%n not understood: %1"),
                                static_cast<int>(unknown.size()))
                         .arg(unknown.mid(0, kMostNamed).join(QStringLiteral("; ")) +
                              (unknown.size() > kMostNamed ? QStringLiteral("; …") : QString())));
    return parts.join(QStringLiteral(", "));
}

PlanPaste pastedTable(const QString& text, const std::vector<const PlanRow*>& rows, std::size_t first,
                      PlanColumn from, const std::set<model::SiteId>& locked, const std::string& mergeKey) {
    PlanPaste paste;
    QString plain = text;
    const QStringList lines = plain.remove(u'\r').split(u'\n', Qt::SkipEmptyParts);
    if (lines.isEmpty())
        return paste;
    const QStringList titles = lines.front().split(u'\t');
    const bool named =
        std::ranges::any_of(titles, [](const QString& title) { return columnOf(title) == PlanColumn::Site; });
    const Pasted pasted = named ? bySite(lines, rows, paste) : byPlace(lines, rows, first, from);
    EditBatch batch;
    for (const PlanRow* row : rows) {
        const auto at = pasted.find(row);
        if (at == pasted.end())
            continue;
        const int before = paste.changed;
        plan::WrittenSettings settings = rowSettings(*row, at->second, paste);
        if (locked.contains(row->site->id)) {
            paste.locked += paste.changed - before;
            paste.changed = before;
        } else if (!settings.empty()) {
            batch.add(*row, std::move(settings));
        }
    }
    paste.edits = batch.finish(translated(QT_TRANSLATE_NOOP("PlanPaste", "paste on %1")), mergeKey).edits;
    return paste;
}

} // namespace lapidary::widgets
