// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/plan/plan.h"

#include <QWidget>

#include <cstdint>
#include <string>
#include <vector>

class QLabel;
class QSlider;

namespace lapidary::widgets {

/// One quantity of the base on a slider: bits, group, kept ratio or zeros. Right is always the better
/// quality. It moves by the arrow keys too, and by the wheel where it has the focus.
class GlobalSlider final : public QWidget {
    Q_OBJECT

public:
    enum class Quantity { Bits, Group, KeptRatio, Zeros };

    explicit GlobalSlider(Quantity quantity, QWidget* parent = nullptr);

    /// The base as resolved; hides itself where the base has no such quantity.
    void show(const plan::ResolvedSite& base);
    plan::Family family() const;

Q_SIGNALS:
    /// The edits of one drag share a key.
    void moved(const base::Json& keys, const QString& words, const std::string& mergeKey);

private:
    void request(int place);
    void showValue(const base::Json& value);

    Quantity m_quantity;
    std::vector<base::Json> m_values; // by the slider's places, from the smallest result to the best
    QSlider* m_slider;
    QLabel* m_value;
    std::uint64_t m_drags = 0;
};

} // namespace lapidary::widgets
