// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/plan/method_info.h"

#include <QWidget>

#include <optional>

namespace lapidary::widgets {

/// What a field shows for a selection: one value, nothing (the parameter is absent), or several values.
struct FieldValue {
    std::optional<plan::ParameterValue> value;
    bool mixed = false;
    bool operator==(const FieldValue&) const = default;
};

/// An input for one parameter of a method, made from its declaration: range, choices, default, unit and help.
/// Mixed values stand as a dash until something is typed. The wheel changes nothing without focus.
class ParameterField : public QWidget {
    Q_OBJECT

public:
    /// The kind of field that suits the type.
    static ParameterField* make(const plan::ParameterInfo& info, QWidget* parent);

    virtual void show(const FieldValue& value) = 0;
    /// False: the others make it meaningless, for a parameter with a default is absent only then.
    bool applies(const FieldValue& value) const { return value.value || value.mixed || !m_info.defaultValue; }
    const plan::ParameterInfo& info() const { return m_info; }

Q_SIGNALS:
    /// A person chose this value (a JSON scalar).
    void edited(const base::Json& value);

protected:
    ParameterField(plan::ParameterInfo info, QWidget* parent);
    void setInput(QWidget* input);
    /// What stands where there is not one value.
    QString placeholder(const FieldValue& value) const;

    plan::ParameterInfo m_info;
};

base::Json toJson(const plan::ParameterValue& value);
QString parameterText(const plan::ParameterValue& value);

} // namespace lapidary::widgets
