// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/palette/command_palette.h"

#include "widgets/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace lapidary::widgets {

namespace {

constexpr int kColumns = 76; // average letters
constexpr int kRows = 12;
constexpr int kPad = 6;

/// The text, where else it is, and its keys at the right; what cannot be done says why instead of its place.
class EntryDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const override {
        return {0, option.fontMetrics.height() + 2 * kPad};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const QPalette& palette = option.palette;
        painter->fillRect(option.rect, palette.color(selected ? QPalette::Highlight : QPalette::Base));
        const QString whyNot = index.data(PaletteModel::WhyNotRole).toString();
        const Theme theme = Theme::of(palette);
        const QColor text = palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
        const QColor muted = selected ? text : theme.mutedText;
        QRect room = option.rect.adjusted(2 * kPad, 0, -2 * kPad, 0);
        const auto draw = [&](const QString& what, const QColor& colour, Qt::Alignment side) {
            painter->setPen(colour);
            const QString fitting = option.fontMetrics.elidedText(what, Qt::ElideRight, room.width());
            painter->drawText(room, side | Qt::AlignVCenter, fitting);
            return option.fontMetrics.horizontalAdvance(fitting) + 2 * kPad;
        };
        if (const QString keys = index.data(PaletteModel::KeysRole).toString(); !keys.isEmpty())
            room.setRight(room.right() - draw(keys, muted, Qt::AlignRight));
        room.setLeft(room.left() +
                     draw(index.data().toString(), whyNot.isEmpty() ? text : muted, Qt::AlignLeft));
        const QString place = index.data(PaletteModel::PlaceRole).toString();
        if (room.width() > 6 * kPad)
            draw(whyNot.isEmpty() ? place : whyNot, whyNot.isEmpty() || selected ? muted : theme.warning,
                 Qt::AlignLeft);
    }
};

} // namespace

CommandPalette::CommandPalette(QWidget& window)
    : QFrame(&window)
    , m_window(window)
    , m_model(new PaletteModel(this))
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_hint(new QLabel(this)) {
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Command palette"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_field->setObjectName(QStringLiteral("paletteField"));
    m_field->setAccessibleName(tr("Search actions, sites, settings and help"));
    m_field->setPlaceholderText(
        tr("Search actions, sites, settings, help – or type a setting: bits 4, rank 50 %"));
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::setQuery);
    buildList();
    m_hint->setObjectName(QStringLiteral("paletteHint"));
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setContentsMargins(kPad, kPad, kPad, kPad);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPad, kPad, kPad, kPad);
    column->setSpacing(kPad);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    column->addWidget(m_hint);
    hide();
}

void CommandPalette::buildList() {
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("What can be done"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new EntryDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFocusPolicy(Qt::NoFocus); // the field has it, its arrow keys move here
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) {
                m_field->setAccessibleDescription(current.data(Qt::AccessibleTextRole).toString());
            });
}

void CommandPalette::open(std::vector<PaletteEntry> entries, PaletteModel::Phrases phrases,
                          const QStringList& recent) {
    if (QWidget* focused = QApplication::focusWidget(); focused != nullptr && !isAncestorOf(focused))
        m_before = focused;
    m_model->setRecent(recent);
    m_model->setEntries(std::move(entries), std::move(phrases));
    m_field->clear();
    setQuery({});
    place();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

/// Below the upper edge, in the middle, as large as there is room for.
void CommandPalette::place() {
    const int line = fontMetrics().height() + 2 * kPad;
    const int width = std::min(m_window.width() - 4 * kPad, kColumns * fontMetrics().averageCharWidth());
    const int height = std::min(m_window.height() - 8 * kPad, (kRows + 2) * line);
    setGeometry((m_window.width() - width) / 2, 2 * line, width,
                std::min(height, m_window.height() - 3 * line));
}

void CommandPalette::setQuery(const QString& query) {
    m_model->setQuery(query);
    m_list->setCurrentIndex(m_model->index(0));
    m_list->scrollToTop();
    const bool none = m_model->rowCount() == 0;
    m_hint->setText(tr("Nothing fits “%1”").arg(query));
    m_hint->setVisible(none);
    m_list->setVisible(!none);
}

void CommandPalette::moveBy(int rows) {
    const int last = m_model->rowCount() - 1;
    if (last < 0)
        return;
    const int from = std::max(0, m_list->currentIndex().row());
    // One step beyond an end goes round; a page stops there.
    const int to =
        std::abs(rows) == 1 ? (from + rows + last + 1) % (last + 1) : std::clamp(from + rows, 0, last);
    m_list->setCurrentIndex(m_model->index(to));
}

void CommandPalette::run(const QModelIndex& index) {
    const PaletteEntry* entry = m_model->entry(index);
    if (entry == nullptr || !entry->whyNot.isEmpty())
        return;
    const PaletteEntry wanted = *entry;
    leave(); // before: what is done may take the focus
    Q_EMIT chosen(wanted.id);
    wanted.run();
}

void CommandPalette::leave() {
    const bool inside = isAncestorOf(QApplication::focusWidget());
    hide();
    if (inside && m_before != nullptr && m_before->isVisible())
        m_before->setFocus(Qt::ShortcutFocusReason);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_field)
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut && isVisible() &&
        static_cast<QFocusEvent*>(event)->reason() != Qt::ActiveWindowFocusReason &&
        static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
        hide();
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Escape:
        leave();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run(m_list->currentIndex());
        return true;
    case Qt::Key_Down:
    case Qt::Key_Tab:
        moveBy(1);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Backtab:
        moveBy(-1);
        return true;
    case Qt::Key_PageDown:
        moveBy(kRows);
        return true;
    case Qt::Key_PageUp:
        moveBy(-kRows);
        return true;
    default:
        return false;
    }
}

void CommandPalette::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange && isVisible())
        place();
}

} // namespace lapidary::widgets
