// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/recovery.h"

#include "app/window/document.h"
#include "app/window/error_text.h"
#include "widgets/panels/notice_strip.h"

#include <QLocale>
#include <QPushButton>

namespace lapidary::window {

Recovery::Recovery(Document& document, widgets::NoticeStrip& strip, const std::filesystem::path& folder,
                   QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_strip(strip)
    , m_marker(folder) {
    connect(m_strip.addButton(tr("&Open it"), QStringLiteral("recoveryOpen")), &QPushButton::clicked, this,
            [this] {
                m_strip.hide();
                Q_EMIT openRequested(QString::fromStdString(m_offered->session.toOpen.string()));
            });
    connect(m_strip.addButton(tr("&Dismiss"), QStringLiteral("recoveryDismiss")), &QPushButton::clicked, this,
            [this] {
                m_offered.reset();
                m_strip.hide();
            });
    connect(&document, &Document::opened, this, &Recovery::onOpened);
    if (const auto ended = SessionMarker::takeEnded(folder))
        offer(*ended);
}

QString Recovery::keptText() const {
    const QDateTime kept = m_offered->keptUntil;
    const bool today = kept.date() == QDate::currentDate();
    return today ? QLocale().toString(kept.time(), QStringLiteral("HH:mm:ss"))
                 : QLocale().toString(kept, QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

void Recovery::offer(const SessionMarker::Ended& ended) {
    m_offered = ended;
    m_strip.say(ended.keptUntil.isValid()
                    ? tr("Lapidary ended unexpectedly. %1 was open; its edits up to %2 are kept.")
                          .arg(ended.session.name, keptText())
                    : tr("Lapidary ended unexpectedly. %1 was open; nothing of it was written yet.")
                          .arg(ended.session.name));
    m_strip.setToolTip(QString::fromStdString(ended.session.toOpen.string()));
}

void Recovery::onOpened() {
    SessionMarker::Session session;
    session.name = m_document.state().modelName;
    session.project = m_document.projectPath();
    // A project that the window keeps by itself is found by its model.
    session.toOpen =
        session.project.parent_path() == ownProjectsFolder() ? m_document.modelPath() : session.project;
    if (const base::Status status = m_marker.write(session); !status)
        Q_EMIT said(errorText(status.error()));
    if (!m_offered || m_offered->session.project != session.project)
        return;
    m_strip.hide();
    if (m_offered->keptUntil.isValid())
        Q_EMIT said(tr("Lapidary had ended unexpectedly; the edits up to %1 are here").arg(keptText()));
    m_offered.reset();
}

} // namespace lapidary::window
