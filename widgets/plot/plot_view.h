// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"
#include "widgets/plot/plot_fit.h"
#include "widgets/plot/plot_table.h"

#include <QRectF>
#include <QSize>
#include <QString>
#include <QVariant>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QAction;

namespace lapidary::widgets {

/// Shows a PlotContent and is all that people do with a plot: zoom, pan, read, move handles, see the numbers
/// as a table or in words, copy, export; by mouse, by keys, and through assistive technology. Window thread
/// only.
class PlotView final : public QWidget {
    Q_OBJECT

public:
    enum class Page { Plot, Table, Words };
    /// Asks for a file name without waiting; `done` gets the path chosen, or is not called.
    using FileChooser =
        std::function<void(const QString& suggested, const std::function<void(const QString&)>& done)>;

    explicit PlotView(QWidget* parent = nullptr);
    ~PlotView() override;

    const PlotContent& content() const;
    /// Keeps zoom, scales and a drag while the axes mean the same.
    void setContent(PlotContent content);
    PlotTable table() const;
    /// By suffix: png, svg, pdf, csv; in print colours. False: unknown suffix, or cannot be written.
    bool exportTo(const QString& path, QSize size) const;
    void setFileChooser(FileChooser chooser);

    Page page() const;
    void showPage(Page page);
    /// An action of the owner's: its key acts while the plot has the focus.
    void addToMenu(QAction* action);
    /// All actions of the plot with their keys.
    void openMenu(const QPoint& globalPosition);
    PlotRanges ranges() const;
    PlotScales scales() const;
    void setRanges(const PlotRanges& ranges);
    void fit();
    /// As a linked plot was zoomed: x alone, and nobody is told. None: fitted.
    void followX(const std::optional<PlotRange>& range);
    std::optional<PlotRange> zoomedX() const; // none: fitted
    /// The marks in a box of the axes.
    std::vector<QString> keysIn(const QRectF& box) const;
    /// Where a place of the axes is in this widget.
    QPointF positionOf(double x, double y) const;

    /// Value with unit of the handle that is held, else of the cursor.
    QString readoutText() const;
    QVariant readoutValue() const;
    std::optional<double> cursorX() const; // nothing: no mark is under the cursor
    QString cursorKey() const;             // what the mark under the cursor stands for; empty: nothing
    const PlotHandle* heldHandle() const;  // null: none
    void moveHeldHandle(double position);
    QString helpText() const; // keys, in words

    QSize sizeHint() const override;

Q_SIGNALS:
    void readout(const QString& text);
    void handleMoved(const QString& id, double position);    // while it is dragged or moved by keys
    void handleReleased(const QString& id, double position); // it stays there
    void handleCancelled(const QString& id);                 // Esc: as it was before the first move
    void rangesChanged();                                    // by zoom or pan
    void meaningChanged();                                   // other axes: no zoom is kept
    void markChosen(const QString& key, Qt::KeyboardModifiers modifiers); // a click, or Space
    void markOpened(const QString& key);                                  // a double click, or Enter
    void boxDrawn(const QRectF& box);  // with Shift; zooms where nobody chooses by it
    void message(const QString& text); // for the status bar

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace lapidary::widgets
