// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/vocabulary.h"

#include "core/base/text.h"

namespace lapidary::formats::detail {

using base::Error;
using base::ErrorCode;

base::Status Vocabulary::add(std::string text, std::int64_t id, const std::string& file,
                             const std::string& place) {
    if (id < 0 || id > kLargestId)
        return Error{ErrorCode::BadValue,
                     file,
                     place,
                     "token id " + std::to_string(id),
                     "0 to " + std::to_string(kLargestId),
                     {}};
    if (base::firstInvalidUtf8(text) != std::string_view::npos)
        return Error{ErrorCode::Malformed,
                     file,
                     place,
                     "bytes that are no UTF-8 in the token of id " + std::to_string(id),
                     "UTF-8",
                     {}};
    const auto index = static_cast<std::size_t>(id);
    if (index < m_texts.size() && m_texts[index] != nullptr)
        return Error{ErrorCode::Inconsistent,
                     file,
                     place,
                     "id " + std::to_string(id) + " for '" + *m_texts[index] + "' and '" + text + "'",
                     "each id once",
                     {}};
    const auto [entry, isNew] = m_ids.try_emplace(std::move(text), static_cast<TokenId>(id));
    if (!isNew)
        return Error{ErrorCode::Inconsistent,
                     file,
                     place,
                     "token '" + entry->first + "' with ids " + std::to_string(entry->second) + " and " +
                         std::to_string(id),
                     "each token once",
                     {}};
    if (index >= m_texts.size())
        m_texts.resize(index + 1, nullptr);
    m_texts[index] = &entry->first;
    return {};
}

std::optional<TokenId> Vocabulary::find(std::string_view text) const {
    const auto found = m_ids.find(text);
    if (found == m_ids.end())
        return std::nullopt;
    return found->second;
}

const std::string* Vocabulary::text(TokenId id) const {
    const auto index = static_cast<std::size_t>(id);
    return id >= 0 && index < m_texts.size() ? m_texts[index] : nullptr;
}

} // namespace lapidary::formats::detail
