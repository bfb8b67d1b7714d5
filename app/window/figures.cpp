// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/figures.h"

#include "app/window/plot_area.h"
#include "widgets/plot/plot_export.h"

#include <QDir>

namespace lapidary::window {

namespace {
constexpr QSize kFigureSize(760, 480);
}

WrittenFigures writeFigures(const PlotArea& plots, const QString& folder, const QStringList& formats) {
    WrittenFigures written;
    if (!QDir().mkpath(folder)) {
        written.failed = folder;
        return written;
    }
    const auto write = [&](const QString& name, const auto& exportTo) {
        for (const QString& format : formats) {
            const QString path = QDir(folder).filePath(name + u'.' + format);
            if (written.failed.isEmpty() && exportTo(path))
                written.paths += path;
            else if (written.failed.isEmpty())
                written.failed = path;
        }
    };
    for (const PlotArea::Named& plot : plots.plots()) {
        if (plot.view->plot().content().empty())
            continue;
        widgets::PlotView& shown = plot.view->plot();
        write(shown.content().id, [&](const QString& path) { return shown.exportTo(path, kFigureSize); });
        for (const widgets::PlotContent& content : plot.view->moreFigures())
            if (!content.empty())
                write(content.id, [&](const QString& path) {
                    const widgets::PlotScales scales{content.x.log, content.y.log};
                    return widgets::exportPlot({content, scales, std::nullopt, true, kFigureSize}, path);
                });
    }
    return written;
}

void askWriteFigures(PlotArea& plots, const PathChooser& choose, const std::function<void(QString)>& said) {
    PathQuestion question;
    question.kind = PathQuestion::Kind::OpenFolder;
    question.title = PlotArea::tr("Export all plots into a folder");
    choose(&plots, question, [&plots, said](const QString& folder) {
        const WrittenFigures written = writeFigures(plots, folder, widgets::exportSuffixes());
        said(written.failed.isEmpty()
                 ? PlotArea::tr("%n file(s) written into %1", nullptr, static_cast<int>(written.paths.size()))
                       .arg(folder)
                 : PlotArea::tr("%1 could not be written").arg(written.failed));
    });
}

} // namespace lapidary::window
