// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/parameter_field.h"

#include "widgets/state/core_text.h"
#include "widgets/state/number_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

namespace {

QString helpText(const plan::ParameterInfo& info) {
    QString text = coreText(info.help);
    if (info.type == plan::ParameterType::Integer)
        text += QCoreApplication::translate("lapidary::widgets::ParameterField", "\nFrom %1 to %2.")
                    .arg(countText(static_cast<std::int64_t>(info.minimum)),
                         countText(static_cast<std::int64_t>(info.maximum)));
    if (info.defaultValue)
        text += QCoreApplication::translate("lapidary::widgets::ParameterField", "\nWithout a value: %1.")
                    .arg(parameterText(*info.defaultValue));
    return text;
}

class FlagField final : public ParameterField {
public:
    FlagField(const plan::ParameterInfo& info, QWidget* parent)
        : ParameterField(info, parent)
        , m_box(new QCheckBox(this)) {
        setInput(m_box);
        connect(m_box, &QCheckBox::clicked, this, [this](bool on) {
            m_box->setTristate(false);
            Q_EMIT edited(on);
        });
    }
    void show(const FieldValue& value) override {
        const QSignalBlocker quiet(m_box);
        m_box->setTristate(value.mixed);
        const bool on = value.value && std::get<bool>(*value.value);
        m_box->setCheckState(value.mixed ? Qt::PartiallyChecked : on ? Qt::Checked : Qt::Unchecked);
        m_box->setText(!value.value || value.mixed ? placeholder(value) : on ? tr("yes") : tr("no"));
    }

private:
    QCheckBox* m_box;
};

/// A combo box that leaves the wheel to what scrolls around it.
class QuietCombo final : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override {
        if (hasFocus())
            QComboBox::wheelEvent(event);
        else
            event->ignore();
    }
};

class ChoiceField final : public ParameterField {
public:
    ChoiceField(const plan::ParameterInfo& info, QWidget* parent)
        : ParameterField(info, parent)
        , m_box(new QuietCombo(this)) {
        setInput(m_box);
        for (const std::string& choice : info.choices)
            m_box->addItem(QString::fromStdString(choice));
        connect(m_box, &QComboBox::activated, this,
                [this](int index) { Q_EMIT edited(m_box->itemText(index).toStdString()); });
    }
    void show(const FieldValue& value) override {
        const QSignalBlocker quiet(m_box);
        m_box->setPlaceholderText(placeholder(value));
        m_box->setCurrentIndex(value.value && !value.mixed ? m_box->findText(QString::fromStdString(
                                                                 std::get<std::string>(*value.value)))
                                                           : -1);
    }

private:
    QComboBox* m_box;
};

/// Text or a number in a line; Enter or leaving it takes the value, Esc restores, up and down change a number
/// by a step.
class LineField final : public ParameterField {
public:
    LineField(const plan::ParameterInfo& info, QWidget* parent)
        : ParameterField(info, parent)
        , m_line(new QLineEdit(this)) {
        setInput(m_line);
        m_line->installEventFilter(this);
        connect(m_line, &QLineEdit::editingFinished, this, [this] { take(); });
    }
    void show(const FieldValue& value) override {
        m_shown = value;
        const QSignalBlocker quiet(m_line);
        m_line->setText(value.value && !value.mixed ? parameterText(*value.value) : QString());
        m_line->setPlaceholderText(placeholder(value));
        m_line->setModified(false);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::KeyPress) {
            const int key = static_cast<QKeyEvent*>(event)->key();
            if (key == Qt::Key_Escape && m_line->isModified()) {
                show(m_shown);
                return true;
            }
            if ((key == Qt::Key_Up || key == Qt::Key_Down) && m_info.type != plan::ParameterType::Text) {
                step(key == Qt::Key_Up ? 1.0 : -1.0);
                return true;
            }
        }
        return ParameterField::eventFilter(watched, event);
    }

private:
    std::optional<double> typed() const {
        bool right = false;
        const double value = QLocale().toDouble(m_line->text().trimmed(), &right);
        if (right)
            return value;
        const double plain = QLocale::c().toDouble(m_line->text().trimmed(), &right);
        return right ? std::optional(plain) : std::nullopt;
    }
    void take() {
        if (!m_line->isModified())
            return;
        m_line->setModified(false);
        if (m_info.type == plan::ParameterType::Text) {
            Q_EMIT edited(m_line->text().trimmed().toStdString());
            return;
        }
        const std::optional<double> value = typed();
        if (value)
            give(*value);
        else
            show(m_shown);
    }
    void give(double value) {
        value = std::clamp(value, m_info.minimum, m_info.maximum);
        if (m_info.type == plan::ParameterType::Integer)
            Q_EMIT edited(std::llround(value));
        else if (value >= 1.0 && value == std::floor(value))
            Q_EMIT edited(static_cast<std::int64_t>(value)); // a rank, not a share
        else
            Q_EMIT edited(value);
    }
    void step(double direction) {
        const std::optional<double> now = typed();
        if (!now)
            return;
        // A share (a range that ends at 1, or a rank below 1) goes by hundredths.
        const bool share =
            m_info.type == plan::ParameterType::Number && (m_info.maximum <= 1.0 || *now < 1.0);
        m_line->setModified(false);
        give(*now + direction * (share ? 0.01 : 1.0));
    }

    QLineEdit* m_line;
    FieldValue m_shown;
};

} // namespace

ParameterField::ParameterField(plan::ParameterInfo info, QWidget* parent)
    : QWidget(parent)
    , m_info(std::move(info)) {
    setObjectName(QString::fromStdString(m_info.key));
}

QString ParameterField::placeholder(const FieldValue& value) const {
    if (value.mixed)
        return dashText();
    if (value.value)
        return {};
    return applies(value) ? tr("not given") : tr("not used");
}

void ParameterField::setInput(QWidget* input) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(input, 1);
    input->setAccessibleName(QString::fromStdString(m_info.key));
    input->setToolTip(helpText(m_info));
    input->setFocusPolicy(Qt::StrongFocus);
    setFocusProxy(input);
    setFocusPolicy(Qt::StrongFocus); // else a label's shortcut passes it over
}

ParameterField* ParameterField::make(const plan::ParameterInfo& info, QWidget* parent) {
    switch (info.type) {
    case plan::ParameterType::Flag:
        return new FlagField(info, parent);
    case plan::ParameterType::Choice:
        return new ChoiceField(info, parent);
    case plan::ParameterType::Integer:
    case plan::ParameterType::Number:
    case plan::ParameterType::Text:
        break;
    }
    return new LineField(info, parent);
}

base::Json toJson(const plan::ParameterValue& value) {
    return std::visit([](const auto& held) { return base::Json(held); }, value);
}

QString parameterText(const plan::ParameterValue& value) {
    struct Writer {
        QString operator()(bool on) const {
            return on ? QCoreApplication::translate("lapidary::widgets::ParameterField", "yes")
                      : QCoreApplication::translate("lapidary::widgets::ParameterField", "no");
        }
        QString operator()(std::int64_t number) const { return QString::number(number); }
        QString operator()(double number) const { return QLocale().toString(number, 'g', 6); }
        QString operator()(const std::string& text) const { return QString::fromStdString(text); }
    };
    return std::visit(Writer(), value);
}

} // namespace lapidary::widgets
