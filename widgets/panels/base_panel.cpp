// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/base_panel.h"

#include "core/plan/preset.h"
#include "widgets/inspector/family_box.h"
#include "widgets/inspector/settings_words.h"
#include "widgets/panels/global_slider.h"
#include "widgets/panels/preview_combo.h"
#include "widgets/panels/site_words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace lapidary::widgets {

namespace {
constexpr int kOwnRole = Qt::UserRole + 1;
} // namespace

BasePanel::BasePanel(SelectionModel& selection, QWidget* parent)
    : QWidget(parent)
    , m_selection(selection)
    , m_presets(new PreviewCombo(this))
    , m_commands(new QToolButton(this))
    , m_help(new QLabel(this))
    , m_byHand(new QLabel(this))
    , m_reset(new QPushButton(tr("Base as the &preset has it"), this))
    , m_error(new QLabel(this)) {
    setObjectName(QStringLiteral("basePanel"));
    setAccessibleName(tr("Base of the plan"));
    setProperty("helpPage", QStringLiteral("base"));
    buildPresets();
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(buildSettings());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    fillPresets();
    show(ViewState());
}

void BasePanel::buildPresets() {
    m_presets->setObjectName(QStringLiteral("presets"));
    m_presets->setAccessibleName(tr("Preset"));
    m_presets->setProperty("helpPage", QStringLiteral("presets"));
    m_presets->setToolTip(tr("Each entry shows its plan in all views while it is marked; Enter keeps it, Esc "
                             "returns."));
    m_presets->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_presets->setMinimumContentsLength(12);
    m_commands->setObjectName(QStringLiteral("presetCommands"));
    m_commands->setText(tr("Own…"));
    m_commands->setAccessibleName(tr("Commands for presets of your own"));
    m_commands->setPopupMode(QToolButton::InstantPopup);
    m_help->setWordWrap(true);
    m_help->setForegroundRole(QPalette::PlaceholderText);
    const auto at = [this](int index) { return m_presets->itemData(index).toString(); };
    const auto own = [this](int index) { return m_presets->itemData(index, kOwnRole).toBool(); };
    connect(m_presets, &PreviewCombo::previewed, this,
            [=, this](int index) { Q_EMIT presetPreviewed(at(index), own(index)); });
    connect(m_presets, &QComboBox::activated, this,
            [=, this](int index) { Q_EMIT presetChosen(at(index), own(index)); });
    connect(m_presets, &PreviewCombo::previewEnded, this, &BasePanel::previewEnded);
}

QWidget* BasePanel::buildSettings() {
    auto* content = new QWidget(this);
    auto* list = new QVBoxLayout(content);
    list->setContentsMargins(8, 6, 8, 6);
    auto* line = new QHBoxLayout;
    auto* label = new QLabel(tr("Pr&eset"), content);
    label->setBuddy(m_presets);
    line->addWidget(label);
    line->addWidget(m_presets, 1);
    line->addWidget(m_commands);
    list->addLayout(line);
    list->addWidget(m_help);
    for (const auto quantity : {GlobalSlider::Quantity::Bits, GlobalSlider::Quantity::Group,
                                GlobalSlider::Quantity::KeptRatio, GlobalSlider::Quantity::Zeros}) {
        auto* slider = new GlobalSlider(quantity, content);
        connect(slider, &GlobalSlider::moved, this,
                [this, slider](const base::Json& keys, const QString& words, const std::string& mergeKey) {
                    request(slider->family(), keys, words, mergeKey);
                });
        m_sliders.push_back(slider);
        list->addWidget(slider);
    }
    m_byHand->setObjectName(QStringLiteral("byHand"));
    m_byHand->setWordWrap(true);
    m_error->setWordWrap(true);
    m_reset->setObjectName(QStringLiteral("resetBase"));
    connect(m_byHand, &QLabel::linkActivated, this, &BasePanel::onLink);
    connect(m_reset, &QPushButton::clicked, this, &BasePanel::baseReset);
    list->addWidget(m_byHand);
    list->addWidget(m_error);
    for (const plan::Family family :
         {plan::Family::Quantization, plan::Family::Sparsity, plan::Family::LowRank, plan::Family::Adapter}) {
        auto* box = new FamilyBox(family, content);
        connect(box, &FamilyBox::edited, this, [this, family](const base::Json& keys) {
            request(family, keys, tr("base: %1").arg(settingsWords(family, keys)), {});
        });
        m_boxes.push_back(box);
        list->addWidget(box);
    }
    list->addWidget(m_reset);
    list->addStretch();
    return content;
}

void BasePanel::setOwnPresets(const QStringList& names) {
    m_own = names;
    fillPresets();
    showPreset();
}

void BasePanel::setPresetMenu(QMenu* menu) {
    m_commands->setMenu(menu);
}

void BasePanel::fillPresets() {
    const QSignalBlocker quiet(m_presets);
    m_presets->clear();
    const auto add = [this](const QString& name, const QString& help, bool own) {
        m_presets->addItem(name, name);
        m_presets->setItemData(m_presets->count() - 1, own, kOwnRole);
        m_presets->setItemData(m_presets->count() - 1, plainToolTip(help), Qt::ToolTipRole);
    };
    for (const plan::Preset& preset : plan::presetTable())
        add(QString::fromStdString(preset.name), QString::fromStdString(preset.help), false);
    if (!m_own.isEmpty())
        m_presets->insertSeparator(m_presets->count());
    for (const QString& name : m_own)
        add(name, tr("A preset of your own: base and rules."), true);
}

void BasePanel::show(const ViewState& state) {
    m_state = state;
    showPreset();
    const bool open = !state.empty();
    const auto resolved =
        open ? plan::resolveBase(*state.plan) : base::Result<plan::ResolvedSite>(plan::ResolvedSite());
    const plan::ResolvedSite base = resolved ? *resolved : plan::ResolvedSite();
    for (GlobalSlider* slider : m_sliders)
        slider->show(base);
    std::vector<const plan::ResolvedSite*> shown;
    if (open && resolved)
        shown.push_back(&base);
    for (FamilyBox* box : m_boxes)
        box->show(shown);
    m_error->setVisible(open && !resolved);
    m_error->setText(resolved ? QString() : QString::fromStdString(base::describe(resolved.error())));
    m_reset->setEnabled(open && !state.plan->base.empty());
    showByHand();
}

/// The preset in force; while another is on trial the list is open and shows its own mark.
void BasePanel::showPreset() {
    m_presets->setEnabled(!m_state.empty());
    const QString name = m_state.plan ? QString::fromStdString(m_state.plan->preset) : QString();
    if (m_state.preview.isEmpty()) {
        const QSignalBlocker quiet(m_presets);
        m_presets->setCurrentIndex(m_presets->findData(name));
    }
    const plan::Preset* preset = plan::findPreset(name.toStdString());
    m_help->setText(preset == nullptr ? QString() : QString::fromStdString(preset->help));
    m_help->setVisible(!m_help->text().isEmpty());
}

std::vector<model::SiteId> BasePanel::setByHand() const {
    std::vector<model::SiteId> sites;
    if (m_state.plan)
        for (const auto& [site, unused] : m_state.plan->sites)
            if (m_state.model->find(site) != nullptr)
                sites.push_back(site);
    return sites;
}

void BasePanel::showByHand() {
    const int count = static_cast<int>(setByHand().size());
    m_byHand->setVisible(count != 0);
    const QString links = QStringLiteral("<a href=\"show\">%1</a> · <a href=\"reset\">%2</a>")
                              .arg(tr("show them").toHtmlEscaped(), tr("reset them").toHtmlEscaped());
    m_byHand->setText(QStringLiteral("\U0001F4CC ") + tr("%n site(s) set by hand stay:", nullptr, count) +
                      u' ' + links);
}

void BasePanel::onLink(const QString& link) {
    const std::vector<model::SiteId> sites = setByHand();
    if (link == QLatin1String("show")) {
        m_selection.select({sites.begin(), sites.end()});
        return;
    }
    SettingsEdit edit;
    edit.kind = SettingsEdit::Kind::Reset;
    edit.sites = sites;
    edit.words = tr("reset %n site(s) that were set by hand", nullptr, static_cast<int>(sites.size()));
    Q_EMIT editRequested(edit);
}

void BasePanel::request(plan::Family family, const base::Json& keys, const QString& words,
                        const std::string& mergeKey) {
    plan::WrittenSettings change;
    change.families.emplace(family, keys);
    Q_EMIT baseEdited(change, words, mergeKey);
}

} // namespace lapidary::widgets
