// SPDX-License-Identifier: GPL-3.0-or-later
// What the document shows beside the plan in force: a plan on trial, another format or runtime, a target.
#include "app/window/document.h"

namespace lapidary::window {

namespace {
constexpr const char* kTargetKey = "target";
constexpr const char* kRuntimeKey = "runtime";
} // namespace

void Document::preview(const plan::Plan& plan, const QString& name) {
    if (!isOpen() || (m_preview && *m_preview == plan && m_state.preview == name))
        return;
    m_preview = plan;
    m_state.preview = name;
    resolve();
    Q_EMIT planChanged();
}

void Document::endPreview() {
    if (!m_preview)
        return;
    m_preview.reset();
    m_state.preview.clear();
    resolve();
    Q_EMIT planChanged();
}

void Document::setFormat(plan::OutputFormat format) {
    m_state.format = format;
    if (!isOpen())
        return;
    resolve();
    Q_EMIT planChanged();
}

void Document::setRuntime(plan::Runtime runtime) {
    m_state.runtime = runtime;
    if (!isOpen())
        return;
    setWorkbench(kRuntimeKey, runtime == plan::Runtime::None
                                  ? base::Json()
                                  : base::Json(std::string(plan::runtimeName(runtime))));
    resolve();
    Q_EMIT planChanged();
}

void Document::setTarget(std::optional<std::uint64_t> bytes) {
    if (!isOpen() || m_state.targetBytes == bytes)
        return;
    m_state.targetBytes = bytes;
    setWorkbench(kTargetKey, bytes ? base::Json(*bytes) : base::Json());
    Q_EMIT planChanged();
}

/// Of a project that was opened; what is no target or no runtime is none.
void Document::readWorkbench() {
    const base::Json& target = workbench(kTargetKey);
    m_state.targetBytes.reset();
    if (target.is_number_unsigned())
        m_state.targetBytes = target.get<std::uint64_t>();
    const base::Json& runtime = workbench(kRuntimeKey);
    m_state.runtime = plan::Runtime::None;
    if (runtime.is_string())
        m_state.runtime =
            plan::runtimeOf(runtime.get_ref<const std::string&>()).value_or(plan::Runtime::None);
}

} // namespace lapidary::window
