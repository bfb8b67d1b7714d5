// SPDX-License-Identifier: GPL-3.0-or-later
// What the layer matrix says in words.
#include "core/model/fused_sites.h"
#include "widgets/matrix/matrix_figures.h"
#include "widgets/state/number_text.h"
#include "widgets/state/settings_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace lapidary::widgets {

namespace {

QString words(const char* text) {
    return QCoreApplication::translate("lapidary::widgets::LayerMatrix", text);
}

QString count(std::size_t number) {
    return countText(static_cast<std::int64_t>(number));
}

/// "blocks.3.mlp.down"; of a folded cell "block 3, 278 gate of experts".
QString nameOf(const MatrixLayout& layout, const MatrixLayout::Cell& cell) {
    if (cell.count == 1)
        return QString::fromStdString(cell.site.name);
    return words("block %1, %2 × %3")
        .arg(layout.columnNames()[static_cast<std::size_t>(cell.column)], count(cell.count),
             layout.row(cell.row).name);
}

} // namespace

QString MatrixFigures::numberText(double value) const {
    const QString number = m_metric.diverging ? differenceText(value) : significant(value);
    return m_metric.unit.isEmpty() ? number : words("%1 %2").arg(number, m_metric.unit);
}

QString MatrixFigures::valueText(const MatrixLayout::Cell& cell) const {
    const CellValue& value = valueOf(cell);
    if (!value.mean)
        return words("not measured");
    if (cell.count == 1)
        return numberText(*value.mean);
    return words("%1 on average, %2 to %3")
        .arg(numberText(*value.mean), numberText(value.least), numberText(value.largest));
}

QString MatrixFigures::planText(const MatrixLayout::Cell& cell) const {
    const plan::ResolvedSite* resolved = m_state.resolvedAt(cell.place);
    if (resolved == nullptr)
        return words("the plan does not resolve");
    return planOf(cell).mixed ? words("treated differently") : settingsText(resolved->settings);
}

QString MatrixFigures::sentence(const MatrixLayout::Cell& cell) const {
    QString text =
        words("%1: %2 %3, %4").arg(nameOf(m_layout, cell), m_metric.name, valueText(cell), planText(cell));
    if (planOf(cell).locked)
        text += QStringLiteral(", ") + words("locked");
    if (const QString fused = fusedText(cell.site); !fused.isEmpty())
        text += QStringLiteral("; ") + fused;
    return text;
}

QString MatrixFigures::details(const MatrixLayout::Cell& cell) const {
    QStringList lines = {nameOf(m_layout, cell), words("%1: %2").arg(m_metric.name, valueText(cell))};
    const CellValue& value = valueOf(cell);
    if (cell.count > 1 && value.known < cell.count)
        lines.append(words("%1 of %2 measured").arg(count(value.known), count(cell.count)));
    double now = 0.0;
    double after = 0.0;
    for (std::size_t i = 0; i < cell.count; ++i) {
        const std::size_t place = cell.place + i * cell.step;
        const plan::SiteBytes* bytes = m_state.bytesAt(place);
        if (bytes == nullptr)
            continue;
        after += static_cast<double>(bytes->bytes);
        if (const model::Site* site = m_state.model->find(bytes->site))
            now += static_cast<double>(site->bytes);
    }
    lines.append(words("Plan: %1").arg(planText(cell)));
    if (after > 0.0)
        lines.append(words("%1 → %2").arg(bytesText(now), bytesText(after)));
    if (planOf(cell).locked)
        lines.append(words("Locked: edits leave it as it is"));
    if (const QString fused = fusedText(cell.site); !fused.isEmpty())
        lines.append(fused);
    return lines.join(QLatin1Char('\n'));
}

QString MatrixFigures::meanText(const QString& name, const Mean& mean) const {
    if (mean.count == 0)
        return words("%1: nothing measured").arg(name);
    const QString text =
        m_scale.logarithmic ? words("%1: geometric mean of %2 cells %3") : words("%1: mean of %2 cells %3");
    return text.arg(name, count(mean.count), numberText(mean.value));
}

QString MatrixFigures::fusedText(const model::SiteId& id) const {
    const model::Site* site = m_state.empty() ? nullptr : m_state.model->find(id);
    if (site == nullptr || site->block < 0)
        return {};
    for (const model::FusedSites& fused :
         model::fusedSites(m_state.model->blocks[static_cast<std::size_t>(site->block)])) {
        if (std::ranges::find(fused.sites, site) == fused.sites.end())
            continue;
        if (fused.kind == model::FusedSites::Kind::Experts)
            return words("runtimes fuse all experts of a block");
        QStringList others;
        for (const model::Site* other : fused.sites)
            if (other != site)
                others.append(QString::fromUtf8(model::kindName(other->kind).data()));
        return words("fused with %1 in runtimes").arg(others.join(words(" and ")));
    }
    return {};
}

} // namespace lapidary::widgets
