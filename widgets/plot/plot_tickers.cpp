// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_tickers.h"

#include "widgets/theme/theme.h"

#include "widgets/plot/qt_words.h"

#include "qcustomplot.h"

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

namespace {

constexpr double kPixelsPerTickX = 55.0;
constexpr double kPixelsPerTickY = 36.0;
// A logarithmic axis over fewer decades has ticks at 1, 2 and 5 of each, over still fewer even ones.
constexpr double kManyDecades = 3.0;
constexpr double kFewDecades = 0.7;

bool isHorizontal(const QCPAxis& axis) {
    return axis.orientation() == Qt::Horizontal;
}

QSharedPointer<QCPAxisTicker> categories(const PlotAxis& content) {
    QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    for (const PlotTick& tick : content.categories)
        ticker->addTick(tick.position, tick.label);
    return ticker;
}

/// Even ticks that never stand between whole numbers.
QSharedPointer<QCPAxisTicker> wholeNumbers() {
    QSharedPointer<QCPAxisTickerFixed> ticker(new QCPAxisTickerFixed);
    ticker->setTickStep(1.0);
    ticker->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    return ticker;
}

/// 1, 2, 5, 10, 20, 50 …: where whole decades are too far apart.
class OneTwoFive final : public QCPAxisTicker {
protected:
    QVector<double> createTickVector(double, const QCPRange& range) override {
        QVector<double> ticks;
        for (double decade = std::pow(10.0, std::floor(std::log10(range.lower))); decade <= range.upper;
             decade *= 10.0)
            for (const double part : {1.0, 2.0, 5.0})
                ticks.append(decade * part);
        return ticks; // the base class drops what is outside
    }
    int getSubTickCount(double) override { return 0; }
};

QSharedPointer<QCPAxisTicker> tickerFor(const QCPAxis& axis, const PlotAxis& content, bool log) {
    if (!content.categories.empty())
        return categories(content);
    const QCPRange range = axis.range();
    const double decades = log && range.lower > 0.0 ? std::log10(range.upper / range.lower) : 0.0;
    if (decades >= kManyDecades)
        return QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog);
    if (decades >= kFewDecades)
        return QSharedPointer<QCPAxisTicker>(new OneTwoFive);
    if (content.whole)
        return wholeNumbers();
    return QSharedPointer<QCPAxisTicker>(new QCPAxisTicker);
}

} // namespace

void applyTicker(QCPAxis& axis, const PlotAxis& content, bool log, double pixels) {
    axis.setTicks(!content.bare);
    axis.setTickLabels(!content.bare);
    const QSharedPointer<QCPAxisTicker> ticker = tickerFor(axis, content, log);
    const double each = isHorizontal(axis) ? kPixelsPerTickX : kPixelsPerTickY;
    ticker->setTickCount(std::clamp(static_cast<int>(pixels / each), 2, 10));
    axis.setTicker(ticker);
    axis.setSubTicks(!content.bare && content.categories.empty() && !(content.whole && !log));
    const double most = std::max(std::abs(axis.range().lower), std::abs(axis.range().upper));
    const bool plain = most < 1e6 && (log ? axis.range().lower : most) > 1e-4;
    axis.setNumberFormat(plain ? QStringLiteral("g") : QStringLiteral("ebc"));
    axis.setNumberPrecision(plain ? 6 : log ? 0 : 2);
}

void styleAxis(QCPAxis& axis, const Theme& theme, const QFont& font) {
    axis.setLabelFont(font);
    axis.setLabelColor(theme.text);
    axis.setTickLabelFont(font);
    axis.setTickLabelColor(theme.text);
    axis.setLabelPadding(3);
    axis.setTickLabelPadding(4);
    const QPen pen(theme.mutedText, 1.0);
    axis.setBasePen(pen);
    axis.setTickPen(pen);
    axis.setSubTickPen(pen);
    axis.setTickLength(0, 4);
    axis.setSubTickLength(0, 2);
    axis.grid()->setPen(QPen(theme.grid, 1.0));
    axis.grid()->setSubGridVisible(false);
    axis.grid()->setZeroLinePen(QPen(theme.grid, 1.0));
}

} // namespace lapidary::widgets
