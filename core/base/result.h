// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <optional>
#include <utility>
#include <variant>

namespace lapidary::base {

/// A value or an `Error`. GCC 12 has no std::expected; this is the part of it that we use.
template<class T>
class [[nodiscard]] Result final {
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return m_state.index() == 0; }
    bool ok() const { return m_state.index() == 0; }

    T& value() & { return std::get<0>(m_state); }
    const T& value() const& { return std::get<0>(m_state); }
    T&& value() && { return std::get<0>(std::move(m_state)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::get<0>(std::move(m_state)); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const& { return std::get<1>(m_state); }
    Error&& error() && { return std::get<1>(std::move(m_state)); }

private:
    std::variant<T, Error> m_state;
};

/// Success or an `Error`.
template<>
class [[nodiscard]] Result<void> final {
public:
    Result() = default;
    Result(Error error)
        : m_error(std::move(error)) {}

    explicit operator bool() const { return !m_error; }
    bool ok() const { return !m_error; }
    const Error& error() const& { return *m_error; }
    Error&& error() && { return *std::move(m_error); }

private:
    std::optional<Error> m_error;
};

using Status = Result<void>;

} // namespace lapidary::base

#define LAPIDARY_CONCAT_INNER(a, b) a##b
#define LAPIDARY_CONCAT(a, b) LAPIDARY_CONCAT_INNER(a, b)

/// `LAPIDARY_TRY(auto x, f());` declares x from f()'s value or returns f()'s error from the enclosing
/// function.
#define LAPIDARY_TRY(declaration, ...)                                                                       \
    auto LAPIDARY_CONCAT(tried_, __LINE__) = (__VA_ARGS__);                                                  \
    if (!LAPIDARY_CONCAT(tried_, __LINE__))                                                                  \
        return std::move(LAPIDARY_CONCAT(tried_, __LINE__)).error();                                         \
    declaration = *std::move(LAPIDARY_CONCAT(tried_, __LINE__))

/// `LAPIDARY_CHECK(f());` returns f()'s error, if any, from the enclosing function.
#define LAPIDARY_CHECK(...)                                                                                  \
    do {                                                                                                     \
        if (auto checked = (__VA_ARGS__); !checked)                                                          \
            return std::move(checked).error();                                                               \
    } while (false)
