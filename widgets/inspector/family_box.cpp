// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/family_box.h"

#include "widgets/state/core_text.h"
#include "widgets/state/number_text.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace lapidary::widgets {

namespace {

/// What the sites have for one key of a family; sites without the family, or without the key, count as
/// "nothing".
FieldValue common(const std::vector<const plan::ResolvedSite*>& sites, plan::Family family,
                  const std::string& key) {
    FieldValue field;
    bool first = true;
    for (const plan::ResolvedSite* site : sites) {
        const auto at = site->settings.families.find(family);
        std::optional<plan::ParameterValue> value;
        if (at != site->settings.families.end())
            if (const auto found = at->second.values.find(key); found != at->second.values.end())
                value = found->second;
        if (first)
            field.value = value;
        else if (field.value != value)
            field.mixed = true;
        first = false;
    }
    return field;
}

std::string sourceOf(const std::vector<const plan::ResolvedSite*>& sites, const std::string& path) {
    std::string source;
    for (const plan::ResolvedSite* site : sites) {
        const auto at = site->sources.find(path);
        const std::string own = at == site->sources.end() ? std::string() : at->second;
        if (site != sites.front() && own != source)
            return "mixed";
        source = own;
    }
    return source;
}

} // namespace

QString familyText(plan::Family family) {
    const auto words = [](const char* text) {
        return QCoreApplication::translate("lapidary::widgets::FamilyBox", text);
    };
    switch (family) {
    case plan::Family::Structured:
        return words("Structured pruning");
    case plan::Family::LowRank:
        return words("Low rank");
    case plan::Family::Sparsity:
        return words("Sparsity");
    case plan::Family::Quantization:
        return words("Quantization");
    case plan::Family::Adapter:
        return words("Low-rank residual");
    case plan::Family::Joint:
        return words("Joint");
    }
    return {};
}

QString sourceText(const std::string& source) {
    const auto words = [](const char* text) {
        return QCoreApplication::translate("lapidary::widgets::FamilyBox", text);
    };
    const QString text = QString::fromStdString(source);
    if (source == "site")
        return words("set here");
    if (source == "base")
        return words("from the base");
    if (source == "default")
        return words("default");
    if (source == "mixed")
        return words("from several places");
    if (text.startsWith(QLatin1String("preset:")))
        return words("from preset %1").arg(text.mid(7));
    if (text.startsWith(QLatin1String("rule:"))) {
        const QString rest = text.mid(5);
        const qsizetype colon = rest.indexOf(u':');
        return words("from rule %1, %2").arg(rest.left(colon).toInt() + 1).arg(rest.mid(colon + 1));
    }
    return text;
}

FamilyBox::FamilyBox(plan::Family family, QWidget* parent)
    : QGroupBox(familyText(family), parent)
    , m_family(family)
    , m_methods(new QComboBox(this))
    , m_help(new QLabel(this))
    , m_form(new QFormLayout) {
    const std::string_view key = plan::familyKey(family);
    setObjectName(QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size())));
    m_methods->setObjectName(QStringLiteral("method"));
    m_methods->setAccessibleName(tr("Method of %1").arg(familyText(family)));
    m_methods->setFocusPolicy(Qt::StrongFocus);
    m_methods->addItem(tr("none"), QString());
    for (const std::string& name : plan::methodNames(family)) {
        const plan::MethodInfo* info = plan::findMethod(family, name);
        m_methods->addItem(QString::fromStdString(name), QString::fromStdString(name));
        m_methods->setItemData(m_methods->count() - 1, coreText(info->help) + u'\n' + coreText(info->source),
                               Qt::ToolTipRole);
    }
    connect(m_methods, &QComboBox::activated, this, [this](int index) {
        const std::string method = m_methods->itemData(index).toString().toStdString();
        Q_EMIT edited(method.empty() ? base::Json() : base::Json{{"method", method}});
    });
    m_help->setWordWrap(true);
    m_help->setForegroundRole(QPalette::PlaceholderText);

    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setHorizontalSpacing(8);
    m_form->setVerticalSpacing(4);
    m_form->addRow(tr("method"), m_methods);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(4);
    layout->addLayout(m_form);
    layout->addWidget(m_help);
}

void FamilyBox::show(const std::vector<const plan::ResolvedSite*>& sites) {
    showMethod(sites);
    const auto key = std::string(plan::familyKey(m_family));
    for (const auto& [name, field] : m_fields) {
        const FieldValue value = common(sites, m_family, name);
        field->show(value);
        field->setEnabled(field->applies(value));
        m_labels.at(name)->setEnabled(field->applies(value));
        m_sources[name] = sourceOf(sites, key + "." + name);
        m_labels.at(name)->setToolTip(sourceText(m_sources[name]));
    }
    disclose();
    const std::string source = sites.empty() ? std::string() : sourceOf(sites, key + ".method");
    m_help->setText(m_built.empty() || source.empty() ? QString() : sourceText(source));
    m_help->setVisible(!m_help->text().isEmpty());
    setEnabled(!sites.empty());
}

void FamilyBox::setDisclosure(plan::Disclosure level) {
    m_disclosure = level;
    disclose();
}

void FamilyBox::disclose() {
    for (const auto& [name, field] : m_fields) {
        const std::string& source = m_sources[name];
        const bool wasSet = !source.empty() && source != "default" && !source.starts_with("preset:");
        m_form->setRowVisible(field, field->info().disclosure <= m_disclosure || wasSet);
    }
}

void FamilyBox::showMethod(const std::vector<const plan::ResolvedSite*>& sites) {
    bool mixed = false;
    std::string method;
    for (const plan::ResolvedSite* site : sites) {
        const auto at = site->settings.families.find(m_family);
        const std::string own = at == site->settings.families.end() ? std::string() : at->second.method;
        mixed = mixed || (site != sites.front() && own != method);
        if (site == sites.front())
            method = own;
    }
    const QSignalBlocker quiet(m_methods);
    m_methods->setPlaceholderText(mixed ? dashText() : QString());
    m_methods->setCurrentIndex(mixed ? -1 : m_methods->findData(QString::fromStdString(method)));
    buildFields(mixed ? std::string() : method);
}

void FamilyBox::buildFields(const std::string& method) {
    if (method == m_built)
        return;
    m_built = method;
    while (m_form->rowCount() > 1)
        m_form->removeRow(1); // deletes its widgets
    m_fields.clear();
    m_labels.clear();
    const plan::MethodInfo* info = plan::findMethod(m_family, method);
    m_methods->setToolTip(info == nullptr ? QString() : coreText(info->help));
    if (info == nullptr)
        return;
    for (const plan::ParameterInfo& parameter : info->parameters) {
        ParameterField* field = ParameterField::make(parameter, this);
        const std::string key = parameter.key;
        connect(field, &ParameterField::edited, this, [this, key](const base::Json& value) {
            Q_EMIT edited(base::Json{{key, value}});
        });
        QString name = QString::fromStdString(key);
        if (!parameter.unit.empty())
            name += QStringLiteral(" [%1]").arg(QString::fromStdString(parameter.unit));
        auto* label = new QLabel(name, this);
        label->setBuddy(field);
        m_form->addRow(label, field);
        m_fields.emplace(key, field);
        m_labels.emplace(key, label);
    }
}

} // namespace lapidary::widgets
