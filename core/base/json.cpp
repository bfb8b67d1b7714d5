// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include "core/base/file_system.h"

#include <set>
#include <vector>

namespace lapidary::base {

namespace {

/// Builds the document while it checks what nlohmann's own parser lets pass: duplicate keys and deep nesting.
class StrictBuilder final : public nlohmann::json_sax<Json> {
public:
    StrictBuilder(Json& root, int depthLimit, std::string_view file)
        : m_inner(root, false)
        , m_depthLimit(depthLimit)
        , m_error{ErrorCode::Malformed, std::string(file), {}, {}, {}, {}} {}

    bool null() override { return m_inner.null(); }
    bool boolean(bool value) override { return m_inner.boolean(value); }
    bool number_integer(number_integer_t value) override { return m_inner.number_integer(value); }
    bool number_unsigned(number_unsigned_t value) override { return m_inner.number_unsigned(value); }
    bool number_float(number_float_t value, const string_t& text) override {
        return m_inner.number_float(value, text);
    }
    bool string(string_t& value) override { return m_inner.string(value); }
    bool binary(binary_t& value) override { return m_inner.binary(value); }
    bool start_object(std::size_t elements) override {
        m_keys.emplace_back();
        return deeper() && m_inner.start_object(elements);
    }
    bool key(string_t& value) override {
        if (!m_keys.back().insert(value).second) {
            m_error.place = "key '" + value + "'";
            m_error.found = "the key twice in one object";
            m_error.expected = "each key once";
            return false;
        }
        return m_inner.key(value);
    }
    bool end_object() override {
        m_keys.pop_back();
        --m_depth;
        return m_inner.end_object();
    }
    bool start_array(std::size_t elements) override { return deeper() && m_inner.start_array(elements); }
    bool end_array() override {
        --m_depth;
        return m_inner.end_array();
    }
    bool parse_error(std::size_t position, const std::string& token,
                     const nlohmann::detail::exception&) override {
        m_error.place = "byte " + std::to_string(position);
        m_error.found = token.empty() ? "the end of the text" : "'" + token.substr(0, 40) + "'";
        m_error.expected = "valid JSON in UTF-8";
        return false;
    }

    const Error& error() const { return m_error; }

private:
    bool deeper() {
        if (++m_depth <= m_depthLimit)
            return true;
        m_error.code = ErrorCode::TooLarge;
        m_error.found = "objects and lists nested deeper than " + std::to_string(m_depthLimit);
        m_error.expected = "at most " + std::to_string(m_depthLimit) + " levels";
        return false;
    }

    nlohmann::detail::json_sax_dom_parser<Json> m_inner;
    int m_depthLimit;
    int m_depth = 0;
    std::vector<std::set<std::string>> m_keys;
    Error m_error;
};

} // namespace

Result<Json> parseJson(std::string_view text, std::string_view file, const JsonLimits& limits) {
    if (text.size() > limits.bytes)
        return Error{ErrorCode::TooLarge,
                     std::string(file),
                     {},
                     std::to_string(text.size()) + " bytes of JSON",
                     "at most " + std::to_string(limits.bytes),
                     {}};
    // The library takes a NUL for the end of the text.
    if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
        return Error{
            ErrorCode::Malformed, std::string(file), "byte " + std::to_string(nul), "a NUL", "JSON", {}};
    Json root;
    StrictBuilder builder(root, limits.depth, file);
    if (!Json::sax_parse(text.begin(), text.end(), &builder))
        return builder.error();
    return root;
}

Result<Json> readJsonFile(const std::string& path, const JsonLimits& limits) {
    LAPIDARY_TRY(const std::string text, readTextFile(path, limits.bytes));
    return parseJson(text, path, limits);
}

} // namespace lapidary::base
