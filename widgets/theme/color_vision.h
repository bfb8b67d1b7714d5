// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QGraphicsEffect>
#include <QImage>
#include <QStringList>

namespace lapidary::widgets {

/// How somebody sees: without one of the three kinds of cones, or without colours (grey print).
enum class Vision { Normal, Protan, Deutan, Tritan, Grey };

/// "normal", "protan", "deutan", "tritan", "grey": the names of the command line, in the order of Vision.
const QStringList& visionNames();

/// Simulated as Machado, Oliveira and Fernandes 2009 have it for the complete lack of a cone; grey is the
/// relative luminance of WCAG 2.
QColor seenAs(const QColor& color, Vision vision);
QImage seenAs(QImage picture, Vision vision);

/// CIELAB lightness L* of an sRGB colour, 0..100 (white D65).
double lightnessOf(const QColor& color);

/// Draws a widget and what is in it as somebody sees it.
class VisionEffect final : public QGraphicsEffect {
    Q_OBJECT

public:
    explicit VisionEffect(Vision vision, QObject* parent = nullptr);

protected:
    void draw(QPainter* painter) override;

private:
    Vision m_vision;
};

} // namespace lapidary::widgets
