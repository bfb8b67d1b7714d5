// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/session_marker.h"

#include <QObject>

#include <filesystem>
#include <optional>

namespace lapidary::widgets {
class NoticeStrip;
} // namespace lapidary::widgets

namespace lapidary::window {

class Document;

/// Notes what is open, and after an unexpected end offers to go on with what was.
class Recovery final : public QObject {
    Q_OBJECT

public:
    Recovery(Document& document, widgets::NoticeStrip& strip, const std::filesystem::path& folder,
             QObject* parent);

Q_SIGNALS:
    void openRequested(const QString& path);
    void said(const QString& text);

private:
    void offer(const SessionMarker::Ended& ended);
    void onOpened();
    QString keptText() const;

    Document& m_document;
    widgets::NoticeStrip& m_strip;
    SessionMarker m_marker;
    std::optional<SessionMarker::Ended> m_offered;
};

} // namespace lapidary::window
