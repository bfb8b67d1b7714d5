// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <optional>
#include <string>

namespace lapidary::tests {

/// Sets a variable for the life of the object; programs started meanwhile get it.
class EnvironmentVariable final {
public:
    EnvironmentVariable(std::string name, const std::string& value)
        : m_name(std::move(name)) {
        if (const char* old = std::getenv(m_name.c_str()); old != nullptr)
            m_old = old;
        ::setenv(m_name.c_str(), value.c_str(), 1);
    }
    ~EnvironmentVariable() {
        if (m_old)
            ::setenv(m_name.c_str(), m_old->c_str(), 1);
        else
            ::unsetenv(m_name.c_str());
    }
    EnvironmentVariable(const EnvironmentVariable&) = delete;
    EnvironmentVariable& operator=(const EnvironmentVariable&) = delete;

private:
    std::string m_name;
    std::optional<std::string> m_old;
};

} // namespace lapidary::tests
