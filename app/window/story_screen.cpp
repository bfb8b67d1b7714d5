// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/story_screen.h"

#include "app/window/document.h"
#include "app/window/plot_area.h"
#include "widgets/matrix/matrix_panel.h"
#include "widgets/state/number_text.h"
#include "widgets/state/selection_model.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAction>
#include <QComboBox>

#include <array>

namespace lapidary::window {

namespace {

using results::StoryChoices;
using results::StoryPlot;
using results::StoryRange;
using results::StoryStep;
using widgets::PlotView;

constexpr std::array kPages = {"plot", "table", "words"}; // PlotView::Page

const QString kOn = QStringLiteral("on");
const QString kOff = QStringLiteral("off");

/// The value of a control as text; empty where it is none.
QString valueOf(const QObject& control) {
    if (const auto* box = qobject_cast<const QComboBox*>(&control)) {
        const QString data = box->currentData().toString();
        return data.isEmpty() ? QString::number(box->currentIndex()) : data;
    }
    if (const auto* button = qobject_cast<const QAbstractButton*>(&control))
        return !button->isCheckable() ? QString() : button->isChecked() ? kOn : kOff;
    if (const auto* action = qobject_cast<const QAction*>(&control))
        return !action->isCheckable() ? QString() : action->isChecked() ? kOn : kOff;
    if (const auto* slider = qobject_cast<const QAbstractSlider*>(&control))
        return QString::number(slider->value());
    return {};
}

/// False where the control has no such value.
bool setValue(QObject& control, const QString& value) {
    if (valueOf(control) == value)
        return true;
    if (auto* box = qobject_cast<QComboBox*>(&control)) {
        const int known = box->findData(value);
        bool number = false;
        const int index = known >= 0 ? known : value.toInt(&number);
        if ((known < 0 && !number) || index < 0 || index >= box->count())
            return false;
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    } else if (auto* button = qobject_cast<QAbstractButton*>(&control); button != nullptr) {
        if (button->isCheckable())
            button->click();
    } else if (auto* action = qobject_cast<QAction*>(&control); action != nullptr) {
        if (action->isCheckable())
            action->trigger();
    } else if (auto* slider = qobject_cast<QAbstractSlider*>(&control)) {
        slider->setValue(value.toInt());
    }
    return valueOf(control) == value;
}

bool isBelow(const QObject* object, const QObject* root) {
    for (; object != nullptr; object = object->parent())
        if (object == root)
            return true;
    return false;
}

StoryRange storyRange(const widgets::PlotRange& range) {
    return {range.lower, range.upper};
}

StoryPlot capturePlot(const PlotArea::Named& named) {
    const PlotView& plot = named.view->plot();
    const widgets::PlotContent& content = plot.content();
    StoryPlot kept;
    kept.id = named.id.toStdString();
    kept.page = kPages[static_cast<std::size_t>(plot.page())];
    if (plot.scales().logX != content.x.log)
        kept.logX = plot.scales().logX;
    if (plot.scales().logY != content.y.log)
        kept.logY = plot.scales().logY;
    if (!plot.fitted() && !content.empty()) {
        kept.x = storyRange(plot.ranges().x);
        kept.y = storyRange(plot.ranges().y);
    }
    kept.choices = choicesOf(*named.view, &plot);
    return kept;
}

void showPlot(PlotView& plot, const StoryPlot& kept) {
    const widgets::PlotContent& content = plot.content();
    const widgets::PlotScales scales{kept.logX.value_or(content.x.log), kept.logY.value_or(content.y.log)};
    if (plot.scales() != scales)
        plot.setScales(scales);
    if (!plot.fitted())
        plot.fit();
    if (kept.x || kept.y) {
        widgets::PlotRanges ranges = plot.ranges();
        if (kept.x)
            ranges.x = {kept.x->lower, kept.x->upper};
        if (kept.y)
            ranges.y = {kept.y->lower, kept.y->upper};
        plot.setRanges(ranges);
    }
    for (std::size_t page = 0; page < kPages.size(); ++page)
        if (kept.page == kPages[page] && plot.page() != static_cast<PlotView::Page>(page))
            plot.showPage(static_cast<PlotView::Page>(page));
}

void showSelection(const StoryScreen& screen, const StoryStep& step, QStringList& missing) {
    widgets::SelectionModel::SiteSet set;
    const auto known = [&](const model::SiteId& site) {
        if (site.name.empty() || screen.document.state().model->find(site) != nullptr)
            return !site.name.empty();
        missing += QString::fromStdString(site.name);
        return false;
    };
    for (const model::SiteId& site : step.select)
        if (known(site))
            set.insert(site);
    const model::SiteId focus = known(step.focus) ? step.focus : model::SiteId();
    if (!focus.name.empty())
        set.insert(focus);
    screen.selection.select(std::move(set), focus);
    screen.selection.setPinned(known(step.pinned) ? step.pinned : model::SiteId());
}

} // namespace

StoryChoices choicesOf(const QWidget& view, const QWidget* without) {
    StoryChoices choices;
    for (const QObject* control : view.findChildren<QObject*>()) {
        const QString name = control->objectName();
        if (name.isEmpty() || name.startsWith(QLatin1String("qt_")) || isBelow(control, without))
            continue;
        if (const QString value = valueOf(*control); !value.isEmpty())
            choices.emplace(name.toStdString(), value.toStdString());
    }
    return choices;
}

QStringList setChoices(const QWidget& view, const StoryChoices& choices) {
    QStringList missing;
    for (const auto& [name, value] : choices) {
        auto* control = view.findChild<QObject*>(QString::fromStdString(name));
        if (control == nullptr || !setValue(*control, QString::fromStdString(value)))
            missing += QString::fromStdString(name);
    }
    return missing;
}

StoryStep captureStep(const StoryScreen& screen, const QString& workspace) {
    const widgets::SelectionModel& selection = screen.selection;
    StoryStep step;
    step.workspace = workspace.toStdString();
    step.select = selection.selected();
    step.focus = selection.focus();
    step.pinned = selection.pinned();
    step.matrix = results::StoryMatrix{screen.matrix.metric().toStdString(),
                                       choicesOf(screen.matrix, &screen.matrix.matrix())};
    step.matrix->choices.erase("metric");
    for (const QString& id : screen.plots.front())
        step.plots.push_back(capturePlot(*screen.plots.find(id)));
    if (screen.document.state().comparedRun)
        step.run = static_cast<std::int64_t>(*screen.document.state().comparedRun);
    step.plan = base::Json(plan::toJson(screen.document.history().plan()));
    const QString what = screen.matrix.matrix().metric().name;
    step.title =
        (step.focus.name.empty() ? what : QStringLiteral("%1: %2").arg(widgets::siteLabel(step.focus), what))
            .toStdString();
    return step;
}

QStringList showStep(const StoryScreen& screen, const StoryStep& step) {
    QStringList missing;
    if (step.run)
        screen.document.compareRun(static_cast<std::size_t>(*step.run));
    showSelection(screen, step, missing);
    if (step.matrix) {
        const QString metric = QString::fromStdString(step.matrix->metric);
        screen.matrix.setMetric(metric);
        if (screen.matrix.metric() != metric)
            missing += metric;
        missing += setChoices(screen.matrix, step.matrix->choices);
    }
    for (const StoryPlot& kept : step.plots) {
        const QString id = QString::fromStdString(kept.id);
        const PlotArea::Named* named = screen.plots.find(id);
        if (named == nullptr) {
            missing += id;
            continue;
        }
        screen.plots.raise(id);
        missing += setChoices(*named->view, kept.choices);
        showPlot(named->view->plot(), kept);
    }
    return missing;
}

} // namespace lapidary::window
