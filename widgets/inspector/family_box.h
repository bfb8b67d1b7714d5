// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"
#include "widgets/inspector/parameter_field.h"

#include <QGroupBox>

#include <map>
#include <string>
#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;

namespace lapidary::widgets {

QString familyText(plan::Family family); // "Quantization"
/// "preset:w4-g64" as "preset w4-g64", "rule:0:NAME" as "rule 1, NAME", "site" as "set here".
QString sourceText(const std::string& source);

/// One family of the selection's settings: its method, and a field for each parameter that the method
/// declares.
class FamilyBox final : public QGroupBox {
    Q_OBJECT

public:
    explicit FamilyBox(plan::Family family, QWidget* parent = nullptr);

    plan::Family family() const { return m_family; }
    void show(const std::vector<const plan::ResolvedSite*>& sites);
    /// Leaves out what is for a higher level, unless it was set by a rule, the base or by hand.
    void setDisclosure(plan::Disclosure level);

Q_SIGNALS:
    /// null clears the family; an object holds the one key that was changed.
    void edited(const base::Json& settings);

private:
    void showMethod(const std::vector<const plan::ResolvedSite*>& sites);
    void buildFields(const std::string& method);
    void disclose();

    plan::Family m_family;
    QComboBox* m_methods;
    QLabel* m_help;
    QFormLayout* m_form;
    std::string m_built; // the method whose fields stand in the form
    std::map<std::string, ParameterField*> m_fields;
    std::map<std::string, QLabel*> m_labels;
    std::map<std::string, std::string> m_sources; // of the values, by key
    plan::Disclosure m_disclosure = plan::Disclosure::Standard;
};

} // namespace lapidary::widgets
