// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/icons.h"

#include <QFile>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>

/// As for the help pages: named outside of any namespace, or the linker leaves them out.
static void takeIcons() {
    Q_INIT_RESOURCE(icons);
}

namespace lapidary::widgets {

namespace {

const QByteArray kInk = "#000000"; // of the drawings

QPixmap drawn(QByteArray svg, const QColor& colour, int side) {
    QSvgRenderer renderer(svg.replace(kInk, colour.name().toLatin1()));
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    return pixmap;
}

} // namespace

QIcon themedIcon(const QString& name, const QPalette& palette) {
    takeIcons();
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    QIcon icon;
    if (!file.open(QIODevice::ReadOnly))
        return icon;
    const QByteArray svg = file.readAll();
    for (const int side : {16, 24, 32, 48}) {
        icon.addPixmap(drawn(svg, palette.color(QPalette::Active, QPalette::ButtonText), side));
        icon.addPixmap(drawn(svg, palette.color(QPalette::Disabled, QPalette::ButtonText), side),
                       QIcon::Disabled);
    }
    return icon;
}

} // namespace lapidary::widgets
