// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/global_slider.h"

#include "widgets/panels/wheel_guard.h"
#include "widgets/state/number_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>
#include <optional>

namespace lapidary::widgets {

namespace {

using Quantity = GlobalSlider::Quantity;

const char* keyOf(Quantity quantity) {
    switch (quantity) {
    case Quantity::Bits:
        return "bits";
    case Quantity::Group:
        return "group";
    case Quantity::KeptRatio:
        return "ratio";
    case Quantity::Zeros:
        break;
    }
    return "amount";
}

QString nameOf(Quantity quantity) {
    switch (quantity) {
    case Quantity::Bits:
        return GlobalSlider::tr("bits");
    case Quantity::Group:
        return GlobalSlider::tr("group");
    case Quantity::KeptRatio:
        return GlobalSlider::tr("kept ratio");
    case Quantity::Zeros:
        break;
    }
    return GlobalSlider::tr("zeros");
}

std::vector<base::Json> valuesOf(Quantity quantity) {
    std::vector<base::Json> values;
    switch (quantity) {
    case Quantity::Bits:
        for (int bits = 2; bits <= 8; ++bits)
            values.emplace_back(bits);
        return values;
    case Quantity::Group: // fewer columns share a scale to the right
        for (const int group : {0, 256, 128, 64, 32, 16})
            values.emplace_back(group);
        return values;
    case Quantity::KeptRatio:
        for (int percent = 5; percent <= 100; percent += 1)
            values.emplace_back(percent / 100.0);
        return values;
    case Quantity::Zeros: // fewer zeros to the right
        for (int percent = 95; percent >= 0; percent -= 1)
            values.emplace_back(percent / 100.0);
        return values;
    }
    return values;
}

QString valueText(Quantity quantity, const base::Json& value) {
    if (quantity == Quantity::Group && value == 0)
        return GlobalSlider::tr("row");
    if (quantity == Quantity::Bits || quantity == Quantity::Group)
        return QString::number(value.get<std::int64_t>());
    return percentText(value.get<double>());
}

std::optional<base::Json> valueIn(const plan::ResolvedSite& base, plan::Family family, const char* key) {
    const plan::FamilySettings* settings = base.settings.find(family);
    if (settings == nullptr || !settings->has(key))
        return std::nullopt;
    return std::visit([](const auto& held) { return base::Json(held); }, settings->values.find(key)->second);
}

} // namespace

GlobalSlider::GlobalSlider(Quantity quantity, QWidget* parent)
    : QWidget(parent)
    , m_quantity(quantity)
    , m_values(valuesOf(quantity))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_value(new QLabel(this)) {
    setObjectName(QStringLiteral("slider:%1").arg(QLatin1String(keyOf(quantity))));
    m_slider->setRange(0, static_cast<int>(m_values.size()) - 1);
    m_slider->setPageStep(std::max(1, static_cast<int>(m_values.size()) / 10));
    m_slider->setAccessibleName(tr("%1 of the base").arg(nameOf(quantity)));
    m_slider->setToolTip(
        tr("Moves the base only: sites that are set by hand stay. Right is better and larger."));
    m_slider->setFocusPolicy(Qt::StrongFocus);
    new WheelGuard(*m_slider);
    auto* name = new QLabel(nameOf(quantity), this);
    name->setMinimumWidth(fontMetrics().horizontalAdvance(tr("kept ratio")) + 4);
    m_value->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("88.8 %")) + 4);
    m_value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(name);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_value);
    connect(m_slider, &QSlider::sliderPressed, this, [this] { ++m_drags; });
    connect(m_slider, &QSlider::valueChanged, this, &GlobalSlider::request);
}

plan::Family GlobalSlider::family() const {
    switch (m_quantity) {
    case Quantity::KeptRatio:
        return plan::Family::LowRank;
    case Quantity::Zeros:
        return plan::Family::Sparsity;
    case Quantity::Bits:
    case Quantity::Group:
        break;
    }
    return plan::Family::Quantization;
}

void GlobalSlider::show(const plan::ResolvedSite& base) {
    const std::optional<base::Json> value = valueIn(base, family(), keyOf(m_quantity));
    setVisible(value.has_value());
    if (!value)
        return;
    const auto distance = [&](const base::Json& place) {
        return std::abs(place.get<double>() - value->get<double>());
    };
    const auto nearest = std::ranges::min_element(m_values, {}, distance);
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(static_cast<int>(nearest - m_values.begin()));
    showValue(*value);
}

void GlobalSlider::showValue(const base::Json& value) {
    m_value->setText(valueText(m_quantity, value));
}

void GlobalSlider::request(int place) {
    const base::Json& value = m_values[static_cast<std::size_t>(place)];
    const std::string key = keyOf(m_quantity);
    if (!m_slider->isSliderDown())
        ++m_drags;
    showValue(value);
    Q_EMIT moved({{key, value}}, tr("base: %1 %2").arg(nameOf(m_quantity), valueText(m_quantity, value)),
                 "base:" + key + ":" + std::to_string(m_drags));
}

} // namespace lapidary::widgets
