// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/metric_box.h"

#include "widgets/panels/wheel_guard.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QEvent>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QTimer>

#include <algorithm>

namespace lapidary::widgets {

namespace {
constexpr int kShownItems = 20;
constexpr int kShortestText = 26; // letters
} // namespace

MetricBox::MetricBox(QWidget* parent)
    : QComboBox(parent)
    , m_metrics(siteMetrics()) {
    setObjectName(QStringLiteral("metric"));
    setProperty("helpPage", QStringLiteral("metrics"));
    setAccessibleName(tr("Metric of the layer matrix"));
    setFocusPolicy(Qt::StrongFocus);
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setMaxVisibleItems(kShownItems);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(kShortestText);
    addItems();
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    lineEdit()->setPlaceholderText(tr("Search: rank, error, size"));
    lineEdit()->installEventFilter(this);
    new WheelGuard(*this);
    connect(this, &QComboBox::currentIndexChanged, this, &MetricBox::take);
    take(currentIndex());
}

void MetricBox::addItems() {
    auto* items = qobject_cast<QStandardItemModel*>(model());
    for (std::size_t i = 0; i < m_metrics.size(); ++i) {
        const SiteMetric& metric = m_metrics[i];
        if (i == 0 || metric.group != m_metrics[i - 1].group) {
            auto* title = new QStandardItem(metricGroupText(metric.group));
            title->setFlags(Qt::NoItemFlags);
            QFont bold = font();
            bold.setBold(true);
            title->setFont(bold);
            items->appendRow(title);
        }
        addItem(metric.title(), static_cast<qulonglong>(i));
        setItemData(count() - 1, metric.help, Qt::ToolTipRole);
    }
    setCurrentIndex(findData(static_cast<qulonglong>(0)));
}

void MetricBox::take(int index) {
    const QVariant place = itemData(index);
    if (!place.isValid())
        return;
    m_chosen = static_cast<std::size_t>(place.toULongLong());
    setToolTip(metric().help);
    lineEdit()->setCursorPosition(0); // the beginning of a long name
    Q_EMIT chosen(metric());
}

void MetricBox::choose(const QString& id) {
    const auto at = std::ranges::find(m_metrics, id.toStdString(), &SiteMetric::id);
    if (at != m_metrics.end())
        setCurrentIndex(findData(static_cast<qulonglong>(at - m_metrics.begin())));
}

/// What is typed begins a search; what finds nothing leaves the metric as it is.
bool MetricBox::eventFilter(QObject* watched, QEvent* event) {
    if (watched == lineEdit() && event->type() == QEvent::FocusIn)
        QTimer::singleShot(0, lineEdit(), &QLineEdit::selectAll);
    else if (watched == lineEdit() && event->type() == QEvent::FocusOut)
        QTimer::singleShot(0, this, [this] {
            if (!hasFocus() && !completer()->popup()->isVisible())
                setEditText(metric().title());
        });
    return QComboBox::eventFilter(watched, event);
}

} // namespace lapidary::widgets
