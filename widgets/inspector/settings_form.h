// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"
#include "widgets/inspector/parameter_field.h"

#include <QWidget>

#include <map>
#include <string>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QToolButton;

namespace lapidary::widgets {

/// One family as a layer of the cascade writes it: untouched, cleared, or a method and the parameters that
/// the layer sets. Compact: only what is set has a line.
class FamilyLines final : public QWidget {
    Q_OBJECT

public:
    explicit FamilyLines(plan::Family family, QWidget* parent = nullptr);

    /// null pointer: the layer leaves the family as it is.
    void show(const base::Json* written);

Q_SIGNALS:
    /// Untouched again where `keys` is a discarded value.
    void edited(const base::Json& keys);

private:
    void chooseMethod(int index);
    void fillAdd();
    void build(const base::Json& keys);
    void addLine(const std::string& key, const base::Json& value);
    void set(const std::string& key, const base::Json& value);
    void unset(const std::string& key);
    /// Parameters of the method that is written, or of all methods of the family; each key once.
    std::vector<plan::ParameterInfo> parameters() const;

    plan::Family m_family;
    base::Json m_written = base::Json::value_t::discarded;
    QComboBox* m_methods;
    QToolButton* m_add;
    QFormLayout* m_form;
};

/// Written settings of one layer, for rules: what is left dense, and each family.
class SettingsForm final : public QWidget {
    Q_OBJECT

public:
    explicit SettingsForm(QWidget* parent = nullptr);

    void show(const plan::WrittenSettings& settings);
    using QWidget::show;

Q_SIGNALS:
    void edited(const plan::WrittenSettings& settings);

private:
    plan::WrittenSettings m_settings;
    QCheckBox* m_skip;
    std::map<plan::Family, FamilyLines*> m_families;
};

} // namespace lapidary::widgets
