// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/zoom_past.h"

namespace lapidary::widgets {

namespace {
constexpr qint64 kOneStepMs = 500;
}

void ZoomPast::changed(const Zoom& now) {
    if (now == m_steps[m_place])
        return;
    const bool goesOn = m_place > 0 && m_place + 1 == m_steps.size() && m_last.isValid() &&
                        m_last.elapsed() < kOneStepMs && now && m_steps[m_place];
    if (goesOn) {
        m_steps[m_place] = now;
    } else {
        m_steps.resize(m_place + 1);
        m_steps.push_back(now);
        ++m_place;
    }
    m_last.start();
}

void ZoomPast::clear() {
    *this = ZoomPast();
}

const ZoomPast::Zoom& ZoomPast::back() {
    if (canGoBack())
        --m_place;
    m_last.invalidate();
    return m_steps[m_place];
}

const ZoomPast::Zoom& ZoomPast::forward() {
    if (canGoForward())
        ++m_place;
    m_last.invalidate();
    return m_steps[m_place];
}

} // namespace lapidary::widgets
