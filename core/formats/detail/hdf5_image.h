// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace lapidary::formats::detail {

inline constexpr std::uint64_t kHdf5Undefined = ~std::uint64_t{0}; // an address that is not there

/// Little-endian numbers out of a range of bytes. Reading past its end gives zeros and is remembered.
class Hdf5Cursor final {
public:
    explicit Hdf5Cursor(std::span<const std::byte> bytes)
        : m_rest(bytes) {}

    template<class T>
    T number() {
        T value{};
        if (const auto bytes = take(sizeof(T)); bytes.size() == sizeof(T))
            std::memcpy(&value, bytes.data(), sizeof(T));
        return value;
    }
    std::uint8_t u8() { return number<std::uint8_t>(); }
    std::uint16_t u16() { return number<std::uint16_t>(); }
    std::uint32_t u32() { return number<std::uint32_t>(); }
    std::uint64_t u64() { return number<std::uint64_t>(); }
    std::span<const std::byte> take(std::uint64_t length) {
        if (length > m_rest.size()) {
            m_failed = true;
            m_rest = {};
            return {};
        }
        const auto bytes = m_rest.first(static_cast<std::size_t>(length));
        m_rest = m_rest.subspan(bytes.size());
        return bytes;
    }
    bool matches(std::string_view signature) {
        const auto bytes = take(signature.size());
        return bytes.size() == signature.size() &&
               std::memcmp(bytes.data(), signature.data(), signature.size()) == 0;
    }
    std::size_t left() const { return m_rest.size(); }
    bool ok() const { return !m_failed; }

private:
    std::span<const std::byte> m_rest;
    bool m_failed = false;
};

enum class Hdf5MessageType : std::uint16_t {
    Nil = 0x00,
    Dataspace = 0x01,
    LinkInfo = 0x02,
    Datatype = 0x03,
    Link = 0x06,
    ExternalFiles = 0x07,
    Layout = 0x08,
    FilterPipeline = 0x0B,
    Continuation = 0x10,
    SymbolTable = 0x11,
};

struct Hdf5Message {
    Hdf5MessageType type = Hdf5MessageType::Nil;
    bool shared = false; // the bytes only point to a message elsewhere
    std::span<const std::byte> bytes;
};

enum class Hdf5LinkKind { Hard, Soft, External, UserDefined };

struct Hdf5Link {
    std::string name;
    Hdf5LinkKind kind = Hdf5LinkKind::Hard;
    std::uint64_t address = 0; // of the object's header, hard links
};

/// The metadata structures of an HDF5 file (format specification 3.0: superblock 0 and 1, object header 1,
/// groups by symbol table or by link messages), bounds-checked. Every structure is visited at most once and
/// all visits together touch no more than a few times the file's size, so that no file can make reading
/// endless. Errors carry no place: the caller knows it.
class Hdf5Image final {
public:
    Hdf5Image(std::span<const std::byte> bytes, std::string file)
        : m_bytes(bytes)
        , m_file(std::move(file))
        , m_budget(4 * bytes.size() + (std::uint64_t{1} << 16)) {}

    std::size_t size() const { return m_bytes.size(); }

    /// Address of the root group's object header.
    base::Result<std::uint64_t> root();
    /// The messages of an object header with its continuations, without empty ones.
    base::Result<std::vector<Hdf5Message>> messages(std::uint64_t header);
    /// All links of a group in the order of the file.
    base::Result<std::vector<Hdf5Link>> links(const std::vector<Hdf5Message>& messages);
    /// Raw data, in the mapping.
    base::Result<std::span<const std::byte>> data(std::uint64_t address, std::uint64_t length) const;

    base::Error malformed(std::string found, std::string expected) const;
    base::Error unsupported(std::string found, std::string expected) const;

private:
    base::Result<Hdf5Cursor> at(std::uint64_t address, std::uint64_t length);
    base::Status enter(std::uint64_t address);
    base::Status readBlock(std::uint64_t address, std::uint64_t length, std::vector<Hdf5Message>& out);
    base::Status readTree(std::uint64_t address, int level, std::span<const std::byte> names,
                          std::vector<Hdf5Link>& out);
    base::Status readSymbols(std::uint64_t address, std::span<const std::byte> names,
                             std::vector<Hdf5Link>& out);
    base::Result<std::span<const std::byte>> heap(std::uint64_t address);
    base::Result<Hdf5Link> linkOf(const Hdf5Message& message);

    std::span<const std::byte> m_bytes;
    std::string m_file;
    std::uint64_t m_budget;
    std::set<std::uint64_t> m_visited;
};

} // namespace lapidary::formats::detail
