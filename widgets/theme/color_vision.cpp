// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/color_vision.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace lapidary::widgets {

namespace {

using Linear = std::array<double, 3>;
using Matrix = std::array<Linear, 3>;

// Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
// IEEE TVCG 15 (6), 2009: the matrices of severity 1.0, for linear RGB.
constexpr Matrix kProtan = {
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix kDeutan = {
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix kTritan = {
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};
constexpr Linear kLuminance = {0.2126, 0.7152, 0.0722};
constexpr Matrix kGrey = {{kLuminance, kLuminance, kLuminance}};
constexpr Matrix kNormal = {{{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}}};

const Matrix& matrixOf(Vision vision) {
    switch (vision) {
    case Vision::Normal:
        return kNormal;
    case Vision::Protan:
        return kProtan;
    case Vision::Deutan:
        return kDeutan;
    case Vision::Tritan:
        return kTritan;
    case Vision::Grey:
        return kGrey;
    }
    return kNormal;
}

double linearOf(double value) {
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

int byteOf(double linear) {
    const double value = std::clamp(linear, 0.0, 1.0);
    const double encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * std::pow(value, 1.0 / 2.4) - 0.055;
    return static_cast<int>(std::lround(255.0 * encoded));
}

double product(const Linear& row, const Linear& color) {
    return row[0] * color[0] + row[1] * color[1] + row[2] * color[2];
}

Linear linearOf(QRgb color) {
    return {linearOf(qRed(color) / 255.0), linearOf(qGreen(color) / 255.0), linearOf(qBlue(color) / 255.0)};
}

QRgb seen(QRgb color, const Matrix& matrix) {
    const Linear linear = linearOf(color);
    return qRgba(byteOf(product(matrix[0], linear)), byteOf(product(matrix[1], linear)),
                 byteOf(product(matrix[2], linear)), qAlpha(color));
}

} // namespace

const QStringList& visionNames() {
    static const QStringList kNames = {QStringLiteral("normal"), QStringLiteral("protan"),
                                       QStringLiteral("deutan"), QStringLiteral("tritan"),
                                       QStringLiteral("grey")};
    return kNames;
}

QColor seenAs(const QColor& color, Vision vision) {
    return vision == Vision::Normal ? color : QColor::fromRgba(seen(color.rgba(), matrixOf(vision)));
}

QImage seenAs(QImage picture, Vision vision) {
    if (vision == Vision::Normal || picture.isNull())
        return picture;
    picture = picture.convertToFormat(QImage::Format_ARGB32);
    const Matrix& matrix = matrixOf(vision);
    // A window has long runs of one colour.
    QRgb last = 0;
    QRgb lastSeen = seen(0, matrix);
    for (int y = 0; y < picture.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < picture.width(); ++x) {
            if (line[x] != last) {
                last = line[x];
                lastSeen = seen(last, matrix);
            }
            line[x] = lastSeen;
        }
    }
    return picture;
}

double lightnessOf(const QColor& color) {
    const double luminance = product(kLuminance, linearOf(color.rgb()));
    return luminance > 216.0 / 24389.0 ? 116.0 * std::cbrt(luminance) - 16.0 : luminance * 24389.0 / 27.0;
}

VisionEffect::VisionEffect(Vision vision, QObject* parent)
    : QGraphicsEffect(parent)
    , m_vision(vision) {
}

void VisionEffect::draw(QPainter* painter) {
    QPoint offset;
    const QPixmap source = sourcePixmap(Qt::LogicalCoordinates, &offset, NoPad);
    painter->drawImage(offset, seenAs(source.toImage(), m_vision));
}

} // namespace lapidary::widgets
