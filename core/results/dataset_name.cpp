// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/detail/dataset_name.h"

#include <cstdio>

namespace lapidary::results::detail {

std::string escaped(const std::string& name) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    if (name.empty())
        return "%";
    const bool onlyDots = name.find_first_not_of('.') == std::string::npos;
    std::string out;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || c == '/' || c == '%' || (onlyDots && c == '.')) {
            out += '%';
            out += kDigits[byte >> 4];
            out += kDigits[byte & 15];
        } else {
            out += c;
        }
    }
    return out;
}

std::string unescaped(const std::string& name) {
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        unsigned byte = 0;
        if (name[i] == '%' && std::sscanf(name.c_str() + i, "%%%2x", &byte) == 1) {
            out += static_cast<char>(byte);
            i += 2;
        } else if (name[i] != '%') {
            out += name[i];
        }
    }
    return out;
}

} // namespace lapidary::results::detail
