// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/settings_form.h"

#include "core/plan/edit.h"
#include "widgets/inspector/family_box.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lapidary::widgets {

namespace {

const QString kUntouched = QStringLiteral("");
const QString kCleared = QStringLiteral("none");
const QString kAnyMethod = QStringLiteral("*");

QString itemOf(const base::Json& written) {
    if (written.is_discarded())
        return kUntouched;
    if (!written.is_object())
        return kCleared;
    const auto method = written.find("method");
    return method == written.end() ? kAnyMethod : QString::fromStdString(method->get<std::string>());
}

/// A value to begin with.
base::Json firstValue(const plan::ParameterInfo& info) {
    if (info.defaultValue)
        return toJson(*info.defaultValue);
    if (info.type == plan::ParameterType::Number)
        return info.maximum <= 1.0 ? 0.5 * (info.minimum + info.maximum) : 0.5;
    return info.minimum;
}

FieldValue fieldValue(const base::Json& json) {
    FieldValue field;
    if (json.is_boolean())
        field.value = json.get<bool>();
    else if (json.is_number_integer())
        field.value = json.get<std::int64_t>();
    else if (json.is_number())
        field.value = json.get<double>();
    else if (json.is_string())
        field.value = json.get<std::string>();
    return field;
}

} // namespace

FamilyLines::FamilyLines(plan::Family family, QWidget* parent)
    : QWidget(parent)
    , m_family(family)
    , m_methods(new QComboBox(this))
    , m_add(new QToolButton(this))
    , m_form(new QFormLayout) {
    const std::string_view key = plan::familyKey(family);
    setObjectName(QStringLiteral("lines:") +
                  QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size())));
    m_methods->setObjectName(QStringLiteral("method"));
    m_methods->setAccessibleName(tr("%1 in the rule").arg(familyText(family)));
    m_methods->setFocusPolicy(Qt::StrongFocus);
    m_methods->addItem(tr("as it is"), kUntouched);
    m_methods->addItem(tr("none"), kCleared);
    m_methods->addItem(tr("keep the method"), kAnyMethod);
    for (const std::string& name : plan::methodNames(family))
        m_methods->addItem(QString::fromStdString(name), QString::fromStdString(name));
    m_add->setObjectName(QStringLiteral("addSetting"));
    m_add->setText(QStringLiteral("+"));
    m_add->setAccessibleName(tr("Set a parameter of %1").arg(familyText(family)));
    m_add->setToolTip(tr("Sets one parameter more"));
    m_add->setPopupMode(QToolButton::InstantPopup);
    m_add->setMenu(new QMenu(m_add));
    connect(m_methods, &QComboBox::activated, this, &FamilyLines::chooseMethod);
    connect(m_add->menu(), &QMenu::aboutToShow, this, &FamilyLines::fillAdd);
    m_form->setContentsMargins(12, 0, 0, 0);
    m_form->setVerticalSpacing(2);
    auto* label = new QLabel(familyText(family), this);
    label->setBuddy(m_methods);
    auto* head = new QHBoxLayout;
    head->addWidget(label);
    head->addStretch();
    head->addWidget(m_methods);
    head->addWidget(m_add);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(head);
    layout->addLayout(m_form);
}

void FamilyLines::show(const base::Json* written) {
    const base::Json now = written == nullptr ? base::Json(base::Json::value_t::discarded) : *written;
    {
        const QSignalBlocker quiet(m_methods);
        m_methods->setCurrentIndex(m_methods->findData(itemOf(now)));
    }
    m_add->setVisible(written == nullptr || now.is_object());
    build(now);
    m_written = now;
}

/// Lines for the same keys stay: the field that is being used keeps its focus.
void FamilyLines::build(const base::Json& keys) {
    const auto names = [](const base::Json& object) {
        std::vector<std::string> all;
        if (object.is_object())
            for (const auto& [key, unused] : object.items())
                if (key != "method")
                    all.push_back(key);
        return all;
    };
    if (names(keys) == names(m_written) && itemOf(keys) == itemOf(m_written)) {
        for (const std::string& key : names(keys))
            if (auto* field = findChild<ParameterField*>(QString::fromStdString(key)))
                field->show(fieldValue(keys.at(key)));
        return;
    }
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    m_written = keys; // parameters() looks at its method
    for (const std::string& key : names(keys))
        addLine(key, keys.at(key));
}

void FamilyLines::addLine(const std::string& key, const base::Json& value) {
    const std::vector<plan::ParameterInfo> all = parameters();
    const auto info = std::ranges::find(all, key, &plan::ParameterInfo::key);
    if (info == all.end())
        return;
    auto* line = new QWidget(this);
    ParameterField* field = ParameterField::make(*info, line);
    field->show(fieldValue(value));
    auto* remove = new QToolButton(line);
    remove->setObjectName(QStringLiteral("unset:") + QString::fromStdString(key));
    remove->setText(QStringLiteral("×"));
    remove->setAutoRaise(true);
    remove->setAccessibleName(tr("Do not set %1").arg(QString::fromStdString(key)));
    remove->setToolTip(remove->accessibleName());
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(field, 1);
    row->addWidget(remove);
    auto* label = new QLabel(QString::fromStdString(key), this);
    label->setBuddy(field);
    m_form->addRow(label, line);
    connect(field, &ParameterField::edited, this, [this, key](const base::Json& given) { set(key, given); });
    // The line goes with it: only after its own click is over.
    connect(
        remove, &QToolButton::clicked, this, [this, key] { unset(key); }, Qt::QueuedConnection);
}

void FamilyLines::chooseMethod(int index) {
    const QString item = m_methods->itemData(index).toString();
    if (item == kUntouched)
        Q_EMIT edited(base::Json(base::Json::value_t::discarded));
    else if (item == kCleared)
        Q_EMIT edited(nullptr);
    else if (item == kAnyMethod) {
        base::Json keys = m_written.is_object() ? m_written : base::Json::object();
        keys.erase("method");
        Q_EMIT edited(keys.empty() ? base::Json(base::Json::value_t::discarded) : keys);
    } else {
        set("method", item.toStdString());
    }
}

void FamilyLines::fillAdd() {
    m_add->menu()->clear();
    for (const plan::ParameterInfo& info : parameters()) {
        if (m_written.is_object() && m_written.contains(info.key))
            continue;
        QAction* action = m_add->menu()->addAction(QString::fromStdString(info.key));
        action->setToolTip(QString::fromStdString(info.help));
        connect(action, &QAction::triggered, this, [this, info] { set(info.key, firstValue(info)); });
    }
    m_add->menu()->setToolTipsVisible(true);
}

void FamilyLines::set(const std::string& key, const base::Json& value) {
    plan::WrittenSettings below;
    plan::WrittenSettings above;
    below.families.emplace(m_family, m_written.is_object() ? m_written : base::Json::object());
    above.families.emplace(m_family, base::Json{{key, value}});
    const base::Json merged = plan::mergeSettings(below, above).families.at(m_family);
    if (key != "method" || merged != m_written)
        Q_EMIT edited(merged);
}

void FamilyLines::unset(const std::string& key) {
    base::Json keys = m_written;
    keys.erase(key);
    Q_EMIT edited(keys.empty() ? base::Json(base::Json::value_t::discarded) : keys);
}

std::vector<plan::ParameterInfo> FamilyLines::parameters() const {
    const QString method = itemOf(m_written);
    std::vector<plan::ParameterInfo> all;
    for (const plan::MethodInfo& info : plan::methodTable()) {
        const bool named = plan::findMethod(m_family, method.toStdString()) != nullptr;
        if (info.family != m_family || (named && info.name != method.toStdString()))
            continue;
        for (const plan::ParameterInfo& parameter : info.parameters)
            if (std::ranges::find(all, parameter.key, &plan::ParameterInfo::key) == all.end())
                all.push_back(parameter);
    }
    return all;
}

SettingsForm::SettingsForm(QWidget* parent)
    : QWidget(parent)
    , m_skip(new QCheckBox(tr("Leave &dense"), this)) {
    m_skip->setObjectName(QStringLiteral("leaveDense"));
    m_skip->setToolTip(tr("The sites stay as they are, whatever is set below this rule."));
    connect(m_skip, &QCheckBox::clicked, this, [this](bool on) {
        plan::WrittenSettings settings = m_settings;
        settings.skip = on ? std::optional(true) : std::nullopt;
        Q_EMIT edited(settings);
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_skip);
    for (const plan::Family family :
         {plan::Family::Quantization, plan::Family::Sparsity, plan::Family::LowRank, plan::Family::Adapter}) {
        auto* lines = new FamilyLines(family, this);
        connect(lines, &FamilyLines::edited, this, [this, family](const base::Json& keys) {
            plan::WrittenSettings settings = m_settings;
            if (keys.is_discarded())
                settings.families.erase(family);
            else
                settings.families.insert_or_assign(family, keys);
            Q_EMIT edited(settings);
        });
        m_families.emplace(family, lines);
        layout->addWidget(lines);
    }
}

void SettingsForm::show(const plan::WrittenSettings& settings) {
    m_settings = settings;
    {
        const QSignalBlocker quiet(m_skip);
        m_skip->setChecked(settings.skip.value_or(false));
    }
    for (const auto& [family, lines] : m_families) {
        const auto at = settings.families.find(family);
        lines->show(at == settings.families.end() ? nullptr : &at->second);
    }
}

} // namespace lapidary::widgets
