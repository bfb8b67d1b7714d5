// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/help/help_pages.h"

#include <QDir>
#include <QFile>
#include <QLocale>
#include <QVariant>
#include <QWidget>

#include <algorithm>

/// The linker leaves out resources inside an archive unless they are named, which works outside of any
/// namespace alone.
static void takeHelpPages() {
    Q_INIT_RESOURCE(help);
}

namespace lapidary::widgets {

namespace {

const QString kEnglish = QStringLiteral("en");
constexpr int kExcerptLength = 90;

QString pathOf(const QString& language, const QString& file) {
    return QStringLiteral(":/help/%1/%2").arg(language, file);
}

HelpPage readPage(const QString& path, const QString& id) {
    QFile file(path);
    HelpPage page{id, id, {}};
    if (!file.open(QIODevice::ReadOnly))
        return page;
    page.markdown = QString::fromUtf8(file.readAll());
    const QString first = page.markdown.section(u'\n', 0, 0).trimmed();
    if (first.startsWith(QLatin1String("# ")))
        page.title = first.mid(2).trimmed();
    return page;
}

/// The line of a page with the first of the words, without marks of Markdown.
QString excerptOf(const HelpPage& page, const QStringList& words) {
    for (const QString& line : page.markdown.split(u'\n').mid(1)) {
        const bool found = !line.startsWith(u'#') && !line.trimmed().isEmpty() &&
                           (words.isEmpty() || line.contains(words.front(), Qt::CaseInsensitive));
        if (!found)
            continue;
        QString plain = line;
        plain.remove(u'*').remove(u'`').remove(u'[');
        const qsizetype at =
            words.isEmpty() ? 0
                            : std::max<qsizetype>(0, plain.indexOf(words.front(), 0, Qt::CaseInsensitive));
        const qsizetype from =
            at < kExcerptLength / 2 ? 0 : plain.lastIndexOf(u' ', at - kExcerptLength / 3) + 1;
        return (from > 0 ? QStringLiteral("… ") : QString()) + plain.mid(from, kExcerptLength).trimmed();
    }
    return {};
}

} // namespace

QString helpPageOf(const QWidget* widget) {
    for (; widget != nullptr; widget = widget->parentWidget())
        if (const QString page = widget->property(kHelpProperty).toString(); !page.isEmpty())
            return page;
    return {};
}

HelpPages::HelpPages(const QString& language) {
    takeHelpPages();
    for (const QString& file : QDir(pathOf(kEnglish, {})).entryList({QStringLiteral("*.md")})) {
        const QString own = pathOf(language, file);
        m_pages.push_back(readPage(QFile::exists(own) ? own : pathOf(kEnglish, file), file.chopped(3)));
    }
    std::ranges::sort(m_pages, [](const HelpPage& a, const HelpPage& b) {
        const bool aFirst = a.id == startPage();
        const bool bFirst = b.id == startPage();
        return aFirst != bFirst ? aFirst : QString::localeAwareCompare(a.title, b.title) < 0;
    });
}

QString HelpPages::ownLanguage() {
    return QLocale().name().section(u'_', 0, 0);
}

const HelpPage* HelpPages::find(const QString& id) const {
    const auto found = std::ranges::find(m_pages, id, &HelpPage::id);
    return found == m_pages.end() ? nullptr : &*found;
}

std::vector<HelpHit> HelpPages::search(const QString& text) const {
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    const auto hasAll = [&words](const QString& where) {
        return std::ranges::all_of(
            words, [&where](const QString& word) { return where.contains(word, Qt::CaseInsensitive); });
    };
    std::vector<HelpHit> hits;
    for (const HelpPage& page : m_pages)
        if (hasAll(page.markdown))
            hits.push_back({&page, excerptOf(page, words)});
    std::stable_partition(hits.begin(), hits.end(),
                          [&](const HelpHit& hit) { return hasAll(hit.page->title); });
    return hits;
}

} // namespace lapidary::widgets
