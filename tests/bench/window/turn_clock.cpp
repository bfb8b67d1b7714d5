// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/window/turn_clock.h"

#include <QAbstractEventDispatcher>
#include <QEvent>
#include <QMetaEnum>
#include <QThread>

#include <ctime>
#include <utility>

namespace lapidary::bench {

namespace {

/// Below this the dispatcher looked for events and did not wait.
constexpr double kNoWaitMs = 0.1;

double clockMs(clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

QString eventName(QEvent::Type type) {
    const char* name = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
    return name == nullptr ? QString::number(type) : QString::fromLatin1(name);
}

} // namespace

TimedApplication::TimedApplication(int& argc, char** argv)
    : QApplication(argc, argv) {
    connect(eventDispatcher(), &QAbstractEventDispatcher::aboutToBlock, this, &TimedApplication::endTurn);
}

double TimedApplication::nowMs() {
    return clockMs(CLOCK_MONOTONIC);
}

bool TimedApplication::notify(QObject* receiver, QEvent* event) {
    if (QThread::currentThread() != thread())
        return QApplication::notify(receiver, event);
    if (m_depth > 0)
        return QApplication::notify(receiver, event);
    if (!m_inTurn)
        beginTurn();
    // Before it is delivered: neither may live after it.
    const QEvent::Type type = event->type();
    const char* receiverClass = receiver->metaObject()->className();
    const QString receiverName = receiver->objectName();
    ++m_depth;
    const double begin = nowMs();
    const bool accepted = QApplication::notify(receiver, event);
    const double took = nowMs() - begin;
    --m_depth;
    if (m_open)
        ++m_open->events;
    if (m_open && took > m_open->turn.slowestMs) {
        m_open->turn.slowestMs = took;
        m_open->turn.slowestEvent = eventName(type) + QStringLiteral(" to ") +
                                    QString::fromLatin1(receiverClass) + u' ' + receiverName;
    }
    return accepted;
}

void TimedApplication::beginTurn() {
    m_inTurn = true;
    const double now = nowMs();
    if (m_open && !m_dueMs && now - m_open->endMs < kNoWaitMs)
        return;
    commit();
    m_open.emplace();
    m_open->beginMs = now;
    m_open->processorBeginMs = clockMs(CLOCK_THREAD_CPUTIME_ID);
    m_open->turn.doing = m_doing;
    m_open->dueMs = std::exchange(m_dueMs, {});
}

void TimedApplication::endTurn() {
    if (!std::exchange(m_inTurn, false) || !m_open)
        return;
    m_open->endMs = nowMs();
    m_open->turn.wallMs = m_open->endMs - m_open->beginMs;
    m_open->turn.processorMs = clockMs(CLOCK_THREAD_CPUTIME_ID) - m_open->processorBeginMs;
    if (m_open->dueMs)
        m_open->turn.responseMs = m_open->endMs - *m_open->dueMs;
}

void TimedApplication::commit() {
    if (m_open)
        m_turns.push_back(std::move(m_open->turn));
    m_open.reset();
}

void TimedApplication::beginInput(const char* doing, double dueMs) {
    if (m_open && m_open->events == 0)
        m_open.reset();
    endTurn();
    m_doing = doing;
    m_dueMs = dueMs;
    beginTurn();
}

/// The turn that calls this stays open and counts for the next call.
std::vector<Turn> TimedApplication::takeTurns() {
    return std::exchange(m_turns, {});
}

} // namespace lapidary::bench
