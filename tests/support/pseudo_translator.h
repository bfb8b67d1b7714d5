// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace lapidary::tests {

/// A language that nobody speaks: every sentence stands between marks, and is a quarter longer, as German is.
/// What is seen without the marks was not translated; what is seen without its end was cut.
class PseudoTranslator final : public QTranslator {
public:
    static constexpr QChar kBegin = u'‹';
    static constexpr QChar kEnd = u'›';

    static bool isMarked(const QString& text) { return text.contains(kBegin) && text.contains(kEnd); }

    bool isEmpty() const override { return false; }
    QString translate(const char* /*context*/, const char* source, const char* /*comment*/,
                      int /*n*/) const override {
        const QString text = QString::fromUtf8(source);
        // A key of a menu after its tab, and the tags around a whole text, are not the sentence's.
        const QString keys = text.mid(text.indexOf(u'\t') < 0 ? text.size() : text.indexOf(u'\t'));
        const QString words = text.chopped(keys.size());
        constexpr int kLongerBy = 4; // a quarter
        return kBegin + words + QString(words.size() / kLongerBy, u'~') + kEnd + keys;
    }
};

} // namespace lapidary::tests
