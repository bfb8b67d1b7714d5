// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/preset_store.h"

#include "app/window/error_text.h"
#include "core/base/file_system.h"

#include <QCryptographicHash>
#include <QFutureWatcher>
#include <QStandardPaths>
#include <QtConcurrentRun>

#include <algorithm>
#include <mutex>

namespace lapidary::window {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kPresetLimit = std::uint64_t{8} << 20;

/// Letters of the name that any file system takes, and a few digits of its hash, for two names may share
/// them.
fs::path fileOf(const std::string& name) {
    std::string safe;
    for (const char letter : name.substr(0, 40))
        safe += std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '-' ? letter : '_';
    const QByteArray hash =
        QCryptographicHash::hash(QByteArray::fromStdString(name), QCryptographicHash::Sha256).toHex().left(8);
    return ownPresetsFolder() / (safe + "-" + hash.toStdString() + ".json");
}

base::Status writePreset(const plan::OwnPreset& preset, const fs::path& path) {
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed); // the writing says why where this fails
    return base::writeFileAtomically(base::systemFiles(), path, plan::toJson(preset).dump(2) + "\n");
}

base::Result<plan::OwnPreset> readPreset(const fs::path& path) {
    LAPIDARY_TRY(const std::string text, base::readTextFile(path, kPresetLimit));
    return plan::parseOwnPreset(text, path.string());
}

struct Outcome {
    std::vector<plan::OwnPreset> presets;
    QStringList errors;
};

void readFolder(Outcome& outcome) {
    std::error_code none;
    for (const fs::directory_entry& entry : fs::directory_iterator(ownPresetsFolder(), none)) {
        if (entry.path().extension() != ".json")
            continue;
        auto preset = readPreset(entry.path());
        if (preset)
            outcome.presets.push_back(*std::move(preset));
        else
            outcome.errors += errorText(preset.error());
    }
    std::ranges::sort(outcome.presets, {}, &plan::OwnPreset::name);
}

/// One after the other: what is saved must be there when the folder is read.
std::mutex& folderLock() {
    static std::mutex kLock;
    return kLock;
}

} // namespace

fs::path ownPresetsFolder() {
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return fs::path(data.toStdString()) / "lapidary" / "presets";
}

PresetStore::PresetStore(QObject* parent)
    : QObject(parent) {
    run([] { return base::Status(); });
}

const plan::OwnPreset* PresetStore::find(const std::string& name) const {
    const auto at = std::ranges::find(m_presets, name, &plan::OwnPreset::name);
    return at == m_presets.end() ? nullptr : &*at;
}

void PresetStore::save(const plan::OwnPreset& preset) {
    run([preset] { return writePreset(preset, fileOf(preset.name)); });
}

void PresetStore::remove(const std::string& name) {
    const plan::OwnPreset* preset = find(name);
    if (preset == nullptr)
        return;
    m_removed = *preset;
    run([name]() -> base::Status {
        // Wherever its file came from, the name inside counts.
        std::error_code none;
        for (const fs::directory_entry& entry : fs::directory_iterator(ownPresetsFolder(), none))
            if (const auto preset = readPreset(entry.path()); preset && preset->name == name)
                fs::remove(entry.path(), none);
        return {};
    });
}

void PresetStore::bringBack() {
    if (m_removed)
        save(*std::exchange(m_removed, std::nullopt));
}

void PresetStore::importFile(const fs::path& path) {
    run([path]() -> base::Status {
        LAPIDARY_TRY(const plan::OwnPreset preset, readPreset(path));
        return writePreset(preset, fileOf(preset.name));
    });
}

void PresetStore::exportFile(const std::string& name, const fs::path& path) {
    if (const plan::OwnPreset* preset = find(name))
        run([preset = *preset, path] { return writePreset(preset, path); });
}

void PresetStore::run(Task task) {
    ++m_tasks;
    auto* watcher = new QFutureWatcher<Outcome>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        Outcome outcome = watcher->result();
        watcher->deleteLater();
        --m_tasks;
        m_presets = std::move(outcome.presets);
        for (const QString& error : outcome.errors)
            Q_EMIT failed(error);
        Q_EMIT changed();
    });
    watcher->setFuture(QtConcurrent::run([task = std::move(task)] {
        const std::scoped_lock lock(folderLock());
        Outcome outcome;
        if (const base::Status status = task(); !status)
            outcome.errors += errorText(status.error());
        readFolder(outcome);
        return outcome;
    }));
}

} // namespace lapidary::window
