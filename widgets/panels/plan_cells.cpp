// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/plan_cells.h"

#include "widgets/panels/site_words.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace lapidary::widgets {

namespace {

struct ColumnTexts {
    const char* title;
    const char* help;
};

constexpr std::array<ColumnTexts, kPlanColumns> kTexts = {{
    {QT_TRANSLATE_NOOP("PlanCells", "site"),
     QT_TRANSLATE_NOOP("PlanCells", "name of the linear map, as in plan files and on the command line")},
    {QT_TRANSLATE_NOOP("PlanCells", "kind"), QT_TRANSLATE_NOOP("PlanCells", "kind, as rules name it")},
    {QT_TRANSLATE_NOOP("PlanCells", "[out, in]"), QT_TRANSLATE_NOOP("PlanCells", "shape of the weight")},
    {QT_TRANSLATE_NOOP("PlanCells", "params [M]"), QT_TRANSLATE_NOOP("PlanCells", "parameters, in millions")},
    {QT_TRANSLATE_NOOP("PlanCells", "now [MB]"), QT_TRANSLATE_NOOP("PlanCells", "size as found")},
    {QT_TRANSLATE_NOOP("PlanCells", "method"),
     QT_TRANSLATE_NOOP("PlanCells", "methods in the order of work; edit to choose another")},
    {QT_TRANSLATE_NOOP("PlanCells", "bits"),
     QT_TRANSLATE_NOOP("PlanCells", "bits of a code; edit: 4, +1, none")},
    {QT_TRANSLATE_NOOP("PlanCells", "group"),
     QT_TRANSLATE_NOOP("PlanCells", "columns that share a scale; edit: 64, *2, row, tensor")},
    {QT_TRANSLATE_NOOP("PlanCells", "sparsity"),
     QT_TRANSLATE_NOOP("PlanCells", "share of zeros, or N of M kept; edit: 50 %, +5 %, 2:4, none")},
    {QT_TRANSLATE_NOOP("PlanCells", "rank"),
     QT_TRANSLATE_NOOP("PlanCells", "rank of the factors; edit: 128, *0.5, 25 %, none")},
    {QT_TRANSLATE_NOOP("PlanCells", "after [MB]"),
     QT_TRANSLATE_NOOP("PlanCells", "exact size under the plan")},
    {QT_TRANSLATE_NOOP("PlanCells", "saved [MB]"), QT_TRANSLATE_NOOP("PlanCells", "now less after")},
    {QT_TRANSLATE_NOOP("PlanCells", "sensitivity"),
     QT_TRANSLATE_NOOP(
         "PlanCells", "relative error of the outputs, measured at the setting nearest to the plan's, and its "
                      "place among all sites")},
    {QT_TRANSLATE_NOOP("PlanCells", "source"),
     QT_TRANSLATE_NOOP("PlanCells", "layers of the plan that the settings come from, the highest first")},
}};

QString translated(const char* text) {
    return QCoreApplication::translate("PlanCells", text);
}

const ColumnTexts& textsOf(PlanColumn column) {
    return kTexts[static_cast<std::size_t>(column)];
}

QString groupText(const PlanRow& row) {
    if (!row.group)
        return {};
    if (row.perTensor)
        return translated(QT_TRANSLATE_NOOP("PlanCells", "tensor"));
    return *row.group == 0 ? translated(QT_TRANSLATE_NOOP("PlanCells", "row")) : countText(*row.group);
}

QString patternText(const plan::SparsityPattern& pattern) {
    return QStringLiteral("%1:%2").arg(pattern.keep).arg(pattern.of);
}

QString sparsityText(const PlanRow& row) {
    if (!row.sparsity)
        return {};
    return row.sparsity->unstructured() ? percentText(row.sparsity->amount) : patternText(*row.sparsity);
}

QString rankText(const PlanRow& row) {
    if (!row.rank)
        return {};
    const QString rank = countText(*row.rank);
    if (row.adapterRank)
        return translated(QT_TRANSLATE_NOOP("PlanCells", "adapter %1")).arg(rank);
    return row.rankAboveBreakEven() ? translated(QT_TRANSLATE_NOOP("PlanCells", "%1 > r*")).arg(rank) : rank;
}

QString rankToolTip(const PlanRow& row) {
    const QString full = countText(row.fullRank());
    const QString even = significant(row.breakEvenRank());
    QString text =
        translated(QT_TRANSLATE_NOOP("PlanCells", "full rank %1, break-even r* = %2")).arg(full, even);
    if (row.rank) {
        const double share = static_cast<double>(*row.rank) / static_cast<double>(row.fullRank());
        text.prepend(translated(QT_TRANSLATE_NOOP("PlanCells", "rank %1, %2 of full\n"))
                         .arg(countText(*row.rank), percentText(share)));
    }
    if (row.rankAboveBreakEven())
        text += translated(QT_TRANSLATE_NOOP("PlanCells", "\nabove r*: low rank costs more than dense"));
    return text;
}

QString sensitivityText(const PlanRow& row) {
    if (!row.sensitivity)
        return {};
    return QStringLiteral("%1 · %2").arg(quantileWord(row.sensitivity->position),
                                         significant(row.sensitivity->relativeError));
}

QString sensitivityToolTip(const PlanRow& row) {
    if (!row.sensitivity)
        return translated(QT_TRANSLATE_NOOP("PlanCells", "not measured"));
    const QString text =
        row.sensitivity->reference
            ? translated(QT_TRANSLATE_NOOP("PlanCells", "the site is dense; measured at %1 for reference\n"
                                                        "more sensitive than %2 of the sites"))
            : translated(QT_TRANSLATE_NOOP("PlanCells", "measured at %1, the setting nearest to the plan's\n"
                                                        "more sensitive than %2 of the sites"));
    return text.arg(QString::fromStdString(row.sensitivity->setting), percentText(row.sensitivity->position));
}

QVariant numberOrNone(const std::optional<double>& value) {
    return value ? QVariant(*value) : QVariant();
}

QVariant integerOrNone(const std::optional<std::int64_t>& value) {
    return value ? QVariant(static_cast<qlonglong>(*value)) : QVariant();
}

QVariant textOrNone(const QString& text) {
    return text.isEmpty() ? QVariant() : QVariant(text);
}

} // namespace

QString planColumnTitle(PlanColumn column) {
    return translated(textsOf(column).title);
}

QString planColumnHelp(PlanColumn column) {
    return translated(textsOf(column).help);
}

bool planColumnIsNumber(PlanColumn column) {
    switch (column) {
    case PlanColumn::Site:
    case PlanColumn::Kind:
    case PlanColumn::Method:
    case PlanColumn::Source:
        return false;
    default:
        return true;
    }
}

QString planCellText(const PlanRow& row, PlanColumn column) {
    const auto megabytes = [](const std::optional<double>& bytes) {
        return bytes ? megabytesText(*bytes) : QString();
    };
    switch (column) {
    case PlanColumn::Site:
        return QString::fromStdString(row.site->id.name);
    case PlanColumn::Kind:
        return kindText(row.site->kind);
    case PlanColumn::Shape:
        return shapeText(row.site->out, row.site->in);
    case PlanColumn::Parameters:
        return significant(static_cast<double>(row.site->parameters()) / 1e6);
    case PlanColumn::Now:
        return megabytesText(row.bytesNow);
    case PlanColumn::Method:
        return row.method;
    case PlanColumn::Bits:
        return row.bits ? countText(*row.bits) : QString();
    case PlanColumn::Group:
        return groupText(row);
    case PlanColumn::Sparsity:
        return sparsityText(row);
    case PlanColumn::Rank:
        return rankText(row);
    case PlanColumn::After:
        return megabytes(row.bytesAfter);
    case PlanColumn::Saved:
        return megabytes(row.saved());
    case PlanColumn::Sensitivity:
        return sensitivityText(row);
    case PlanColumn::Source:
        return row.resolved != nullptr ? sourceText(*row.resolved) : QString();
    }
    return {};
}

QVariant planCellValue(const PlanRow& row, PlanColumn column) {
    switch (column) {
    case PlanColumn::Site:
    case PlanColumn::Kind:
    case PlanColumn::Method:
    case PlanColumn::Source:
        return textOrNone(planCellText(row, column));
    case PlanColumn::Shape:
    case PlanColumn::Parameters:
        return static_cast<qlonglong>(row.site->parameters());
    case PlanColumn::Now:
        return row.bytesNow;
    case PlanColumn::Bits:
        return integerOrNone(row.bits);
    case PlanColumn::Group: {
        // A whole row or tensor shares more than any group does.
        if (row.group && *row.group == 0)
            return static_cast<qlonglong>(row.perTensor ? row.site->parameters() : row.site->in);
        return integerOrNone(row.group);
    }
    case PlanColumn::Sparsity:
        return numberOrNone(row.zeroShare());
    case PlanColumn::Rank:
        return integerOrNone(row.rank);
    case PlanColumn::After:
        return numberOrNone(row.bytesAfter);
    case PlanColumn::Saved:
        return numberOrNone(row.saved());
    case PlanColumn::Sensitivity:
        return row.sensitivity ? QVariant(row.sensitivity->relativeError) : QVariant();
    }
    return {};
}

QString planCellExport(const PlanRow& row, PlanColumn column) {
    const auto number = [](const QVariant& value, double unit) {
        return value.isValid() ? QString::number(value.toDouble() / unit, 'g', 12) : QString();
    };
    switch (column) {
    case PlanColumn::Parameters:
    case PlanColumn::Now:
    case PlanColumn::After:
    case PlanColumn::Saved:
        return number(planCellValue(row, column), 1e6);
    case PlanColumn::Sensitivity:
    case PlanColumn::Rank:
        return number(planCellValue(row, column), 1.0);
    case PlanColumn::Group:
        return row.group && *row.group > 0 ? QString::number(*row.group) : groupText(row);
    case PlanColumn::Sparsity:
        return row.sparsity && row.sparsity->unstructured() ? QString::number(row.sparsity->amount)
                                                            : sparsityText(row);
    case PlanColumn::Shape:
        return QStringLiteral("%1x%2").arg(row.site->out).arg(row.site->in);
    default:
        return planCellText(row, column);
    }
}

QString planCellEditText(const PlanRow& row, PlanColumn column) {
    return column == PlanColumn::Rank ? row.rank ? QString::number(*row.rank) : QString()
                                      : planCellText(row, column);
}

QString planCellToolTip(const PlanRow& row, PlanColumn column) {
    switch (column) {
    case PlanColumn::Rank:
        return rankToolTip(row);
    case PlanColumn::Sensitivity:
        return sensitivityToolTip(row);
    case PlanColumn::Method:
    case PlanColumn::Source:
        return row.resolved != nullptr ? sourceDetails(*row.resolved) : QString();
    case PlanColumn::Site:
        return QString::fromStdString(row.site->tensor);
    case PlanColumn::Parameters:
        return countText(row.site->parameters());
    default:
        return planColumnHelp(column);
    }
}

} // namespace lapidary::widgets
