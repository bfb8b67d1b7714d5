// SPDX-License-Identifier: GPL-3.0-or-later
// The window in a language that nobody speaks: what is not translated stands out, what has no room is cut.
#include "app/window/workspaces.h"
#include "core/plan/method_info.h"
#include "core/plan/preset.h"
#include "tests/support/pseudo_translator.h"
#include "tests/window/window_fixture.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDockWidget>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QTabBar>
#include <QToolButton>

#include <set>

namespace lapidary::window {
namespace {

using tests::PseudoTranslator;

QString placeOf(const QObject* object) {
    return QString::fromLatin1(object->metaObject()->className()) + u' ' + object->objectName() +
           QLatin1String(" in ") + (object->parent() == nullptr ? QString() : object->parent()->objectName());
}

struct PseudoLanguage : WindowTest {
    PseudoLanguage() { QCoreApplication::installTranslator(&translator); }
    ~PseudoLanguage() override {
        window.reset();
        QCoreApplication::removeTranslator(&translator);
    }
    void SetUp() override {
        startFake(1);
        window->resize(1280, 720);
        ASSERT_TRUE(open(QStringLiteral("builtin")));
    }
    /// Each workspace, and in the one for planning each dock in front.
    void inEachView(const std::function<void(const std::string& view)>& check) const {
        for (const QString& name : Workspaces::names()) {
            window->showWorkspace(name);
            QTest::qWait(30);
            check(name.toStdString());
        }
        window->showWorkspace(QStringLiteral("plan"));
        for (const QDockWidget* dock : window->findChildren<QDockWidget*>()) {
            window->showDock(dock->objectName());
            QTest::qWait(30);
            check(dock->objectName().toStdString());
        }
    }

    /// What each dock asks for, where the sum is too much.
    std::string widths() const {
        std::string text;
        for (const QDockWidget* dock : window->findChildren<QDockWidget*>())
            if (dock->isVisible())
                text += "; " + dock->objectName().toStdString() + ' ' +
                        std::to_string(dock->minimumSizeHint().width()) +
                        (dock->visibleRegion().isEmpty() ? " (behind)" : "");
        text += "; centre " + std::to_string(window->centralWidget()->minimumSizeHint().width());
        for (const QWidget* part : window->centralWidget()->findChildren<QWidget*>())
            if (part->isVisible() && part->minimumSizeHint().width() > 400)
                text += "; " + placeOf(part).toStdString() + ' ' +
                        std::to_string(part->minimumSizeHint().width());
        return text;
    }

    PseudoTranslator translator;
};

/// Names and figures are the same in every language: a word as the plan file, the paper or the file system
/// writes it.
bool isName(const QString& text) {
    static const QRegularExpression kNames(QStringLiteral(
        // one word of small letters, digits and points; a path; figures with units; a format; a language by
        // itself
        "^([a-z0-9_.:*+/-]+|[^ ]*/[^ ]*|[^A-Za-z]*([0-9][^A-Za-z]*( ?(%|[kMG]?B|bits?|s|ms|dB))?[^A-Za-z]*)*|"
        "[A-Za-z]{0,2}|(GPTQ|SVD|RTN|OBS|ESD|KL|PPL|SQNR)[A-Za-z0-9-]*|English|Deutsch|builtin.*)$"));
    return kNames.match(text).hasMatch();
}

struct Text {
    QString where;
    QString text;
};

void textsOf(const QAction& action, std::vector<Text>& into) {
    into.push_back({placeOf(&action), action.text()});
    into.push_back({placeOf(&action) + QLatin1String(", tool tip"), action.toolTip()});
}

void textsOf(const QHeaderView& header, std::vector<Text>& into) {
    const QAbstractItemModel* model = header.model();
    for (int i = 0; model != nullptr && !header.isHidden() && i < header.count(); ++i)
        if (!header.isSectionHidden(i))
            into.push_back({placeOf(&header), model->headerData(i, header.orientation()).toString()});
}

void textsOf(const QWidget& widget, std::vector<Text>& into) {
    const QString place = placeOf(&widget);
    into.push_back({place + QLatin1String(", tool tip"), widget.toolTip()});
    into.push_back({place + QLatin1String(", accessible name"), widget.accessibleName()});
    if (const auto* label = qobject_cast<const QLabel*>(&widget))
        into.push_back({place, label->text()});
    else if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        into.push_back({place, button->text()});
    else if (const auto* group = qobject_cast<const QGroupBox*>(&widget))
        into.push_back({place, group->title()});
    else if (const auto* line = qobject_cast<const QLineEdit*>(&widget))
        into.push_back({place, line->placeholderText()});
    else if (const auto* dock = qobject_cast<const QDockWidget*>(&widget))
        into.push_back({place, dock->windowTitle()});
    else if (const auto* tabs = qobject_cast<const QTabBar*>(&widget))
        for (int i = 0; i < tabs->count(); ++i)
            into.push_back({place, tabs->tabText(i)});
    else if (const auto* box = qobject_cast<const QComboBox*>(&widget))
        for (int i = 0; i < box->count(); ++i)
            into.push_back({place, box->itemText(i)});
    else if (const auto* header = qobject_cast<const QHeaderView*>(&widget))
        textsOf(*header, into);
}

TEST_F(PseudoLanguage, EverySentenceIsTranslated) {
    std::set<std::string> offences;
    const auto check = [&](const std::vector<Text>& texts) {
        for (const Text& each : texts)
            if (!PseudoTranslator::isMarked(each.text) && !isName(each.text.trimmed()))
                offences.insert(each.where.toStdString() + ": '" + each.text.toStdString() + "'");
    };
    std::size_t seen = 0;
    inEachView([&](const std::string&) {
        std::vector<Text> texts;
        for (const QWidget* widget : window->findChildren<QWidget*>())
            if (widget->isVisible() && widget->window() == window.get())
                textsOf(*widget, texts);
        seen += texts.size();
        check(texts);
    });
    std::vector<Text> texts;
    for (const QAction* action : window->findChildren<QAction*>())
        textsOf(*action, texts);
    check(texts);
    EXPECT_GT(seen, 1000U);
    for (const std::string& offence : offences)
        ADD_FAILURE() << offence;
}

/// Empty where all of the text is seen.
QString cutOf(const QWidget& widget) {
    const auto misses = [&](int width, int height) {
        return widget.width() < width || widget.height() < height ? QStringLiteral("%1x%2 of %3x%4")
                                                                        .arg(widget.width())
                                                                        .arg(widget.height())
                                                                        .arg(width)
                                                                        .arg(height)
                                                                  : QString();
    };
    if (const auto* label = qobject_cast<const QLabel*>(&widget);
        label != nullptr && !label->text().isEmpty()) {
        if (label->wordWrap())
            return misses(0, label->heightForWidth(label->width()));
        return misses(label->sizeHint().width(), label->fontMetrics().ascent());
    }
    const auto* tool = qobject_cast<const QToolButton*>(&widget);
    if (tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !tool->icon().isNull())
        return {};
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget); button != nullptr)
        return misses(button->fontMetrics().size(Qt::TextShowMnemonic, button->text()).width(), 0);
    return {};
}

TEST_F(PseudoLanguage, NothingIsCutOnASmallScreen) {
    std::set<std::string> offences;
    inEachView([&](const std::string& view) {
        EXPECT_LE(window->minimumSizeHint().width(), 1280) << view << widths();
        EXPECT_LE(window->minimumSizeHint().height(), 720) << view;
        window->grab(); // lays out what is new
        for (const QWidget* widget : window->findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->visibleRegion().isEmpty())
                continue;
            if (const QString cut = cutOf(*widget); !cut.isEmpty())
                offences.insert(view + ": " + placeOf(widget).toStdString() + ": " + cut.toStdString());
        }
    });
    for (const std::string& offence : offences)
        ADD_FAILURE() << offence;
}

} // namespace
} // namespace lapidary::window
