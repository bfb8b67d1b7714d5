// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <utility>

namespace lapidary::base {

/// A std::map whose copies share their content until one of them changes: for values that many owners hold
/// and few write. Const access from several threads is safe, as with any value.
template<class Key, class Value, class Less = std::less<Key>>
class SharedMap final {
public:
    using Map = std::map<Key, Value, Less>;
    using key_type = Key;
    using mapped_type = Value;
    using value_type = typename Map::value_type;
    using const_iterator = typename Map::const_iterator;
    using iterator = const_iterator;

    SharedMap() = default;
    SharedMap(std::initializer_list<value_type> values)
        : SharedMap(Map(values)) {}
    SharedMap(Map map) // NOLINT(google-explicit-constructor): a map is one, only shared
        : m_map(map.empty() ? nullptr : std::make_shared<Map>(std::move(map))) {}

    const Map& map() const {
        static const Map kEmpty;
        return m_map ? *m_map : kEmpty;
    }
    bool empty() const { return map().empty(); }
    std::size_t size() const { return map().size(); }
    const_iterator begin() const { return map().begin(); }
    const_iterator end() const { return map().end(); }
    template<class Other>
    const_iterator find(const Other& key) const {
        return map().find(key);
    }
    template<class Other>
    bool contains(const Other& key) const {
        return map().contains(key);
    }
    const Value& at(const Key& key) const { return map().at(key); }

    Value& at(const Key& key) { return own().at(key); }
    Value& operator[](const Key& key) { return own()[key]; }
    template<class... Arguments>
    auto emplace(Arguments&&... arguments) {
        return own().emplace(std::forward<Arguments>(arguments)...);
    }

    /// The same for copies of which none has changed since.
    const void* identity() const { return m_map.get(); }
    bool operator==(const SharedMap& other) const { return m_map == other.m_map || map() == other.map(); }

private:
    Map& own() {
        if (!m_map)
            m_map = std::make_shared<Map>();
        else if (m_map.use_count() != 1)
            m_map = std::make_shared<Map>(*m_map);
        return *m_map;
    }

    std::shared_ptr<Map> m_map;
};

} // namespace lapidary::base
