// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/help/first_tasks.h"

#include "widgets/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lapidary::widgets {

namespace {
constexpr int kMargin = 6;
} // namespace

FirstTasks::FirstTasks(std::vector<FirstTask> tasks, QWidget* parent)
    : QWidget(parent)
    , m_count(new QLabel(this)) {
    setObjectName(QStringLiteral("firstTasks"));
    setAccessibleName(tr("First steps"));
    auto* list = new QWidget;
    auto* rows = new QVBoxLayout(list);
    rows->setContentsMargins(kMargin, 0, kMargin, kMargin);
    m_rows.reserve(tasks.size()); // buttons keep their row
    for (FirstTask& task : tasks) {
        m_rows.push_back({std::move(task)});
        rows->addWidget(buildRow(m_rows.back()));
    }
    auto* drop = new QLabel(tr("Your own model: drop its folder or .gguf file on the window."), list);
    drop->setWordWrap(true);
    rows->addWidget(drop);
    rows->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // its buttons scroll it
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(list);
    m_count->setWordWrap(true);
    m_count->setContentsMargins(kMargin, kMargin, kMargin, 0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_count);
    column->addWidget(scroll, 1);
    refresh();
}

QWidget* FirstTasks::buildRow(Row& row) {
    auto* widget = new QWidget;
    row.mark = new QLabel(widget);
    row.text = new QLabel(widget);
    row.text->setWordWrap(true);
    row.text->setTextFormat(Qt::RichText);
    row.show = new QToolButton(widget);
    row.show->setObjectName(QStringLiteral("showTask:") + row.task.id);
    row.show->setText(tr("Show"));
    row.show->setFocusPolicy(Qt::StrongFocus);
    connect(row.show, &QToolButton::clicked, this, [this, id = row.task.id] { Q_EMIT showRequested(id); });
    auto* line = new QHBoxLayout(widget);
    line->setContentsMargins({});
    line->addWidget(row.mark, 0, Qt::AlignTop);
    line->addWidget(row.text, 1);
    line->addWidget(row.show, 0, Qt::AlignTop);
    return widget;
}

void FirstTasks::tick(const QString& id) {
    const auto row = std::ranges::find(m_rows, id, [](const Row& each) { return each.task.id; });
    if (row == m_rows.end() || std::exchange(row->done, true))
        return;
    refresh();
}

QStringList FirstTasks::done() const {
    QStringList ids;
    for (const Row& row : m_rows)
        if (row.done)
            ids += row.task.id;
    return ids;
}

void FirstTasks::refresh() {
    const QString muted = Theme::of(*this).mutedText.name();
    for (const Row& row : m_rows) {
        row.mark->setText(row.done ? QStringLiteral("✓") : QStringLiteral("○"));
        const QString text = row.task.text.toHtmlEscaped();
        row.text->setText(row.done ? text
                                   : QStringLiteral("<b>%1</b><br/><span style='color:%2'>%3</span>")
                                         .arg(text, muted, row.task.how.toHtmlEscaped()));
        const QString state = row.done ? tr("%1 (done)").arg(row.task.text) : row.task.text;
        row.mark->setAccessibleName(state);
        row.show->setAccessibleName(tr("Show: %1").arg(state));
    }
    const auto done = static_cast<int>(this->done().size());
    const auto all = static_cast<int>(m_rows.size());
    m_count->setText(done == all ? tr("All done. The help has more: F1 explains the view in focus.")
                                 : tr("%1 of %2 done, in any order.").arg(done).arg(all));
}

void FirstTasks::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_rows.empty())
        refresh();
}

} // namespace lapidary::widgets
