// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/lessons.h"

#include <QFile>
#include <QtGlobal>

#include <algorithm>
#include <array>

// Outside of every namespace, as Qt asks.
static void initLessons() {
    Q_INIT_RESOURCE(lessons);
}

namespace lapidary::window {

namespace {

constexpr std::array kLessons = {"bytes", "bits", "rank", "ends"};

std::vector<Lesson> readLessons() {
    initLessons();
    std::vector<Lesson> read;
    for (const char* id : kLessons) {
        const QString path = QStringLiteral(":/lessons/%1.json").arg(QLatin1String(id));
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        // They are part of the program: a test reads every one.
        const auto json = base::parseJson(file.readAll().toStdString(), path.toStdString());
        if (!json)
            continue;
        if (auto story = results::storyFromJson(*json, path.toStdString()))
            read.push_back({QLatin1String(id), *std::move(story)});
    }
    return read;
}

} // namespace

const std::vector<Lesson>& lessons() {
    static const std::vector<Lesson> kRead = readLessons();
    return kRead;
}

const Lesson* findLesson(const QString& name) {
    const auto at = std::ranges::find_if(lessons(), [&name](const Lesson& lesson) {
        return lesson.id == name || QString::fromStdString(lesson.story.title) == name;
    });
    return at == lessons().end() ? nullptr : &*at;
}

} // namespace lapidary::window
