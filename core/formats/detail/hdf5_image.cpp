// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/hdf5_image.h"

#include <algorithm>

namespace lapidary::formats::detail {

using base::Error;
using base::ErrorCode;
using base::Result;
using base::Status;

namespace {

constexpr std::uint64_t kSuperblockBytes = 96;
constexpr std::uint64_t kHeaderPrefixBytes = 16;
constexpr std::uint64_t kTreePrefixBytes = 24;
constexpr std::uint64_t kSymbolBytes = 40;
constexpr std::size_t kNameLimit = 4096;
constexpr int kTreeLevels = 16;
constexpr std::uint32_t kCachedSoftLink = 2;
constexpr std::uint8_t kExternalLink = 64;

} // namespace

Error Hdf5Image::malformed(std::string found, std::string expected) const {
    return Error{ErrorCode::Malformed, m_file, {}, std::move(found), std::move(expected), {}};
}

Error Hdf5Image::unsupported(std::string found, std::string expected) const {
    return Error{ErrorCode::Unsupported,
                 m_file,
                 {},
                 std::move(found),
                 std::move(expected),
                 "such a file was not written by Lapidary: measure again"};
}

Result<Hdf5Cursor> Hdf5Image::at(std::uint64_t address, std::uint64_t length) {
    LAPIDARY_TRY(const auto bytes, data(address, length));
    if (length > m_budget)
        return malformed("structures that overlap", "each structure once");
    m_budget -= length;
    return Hdf5Cursor(bytes);
}

Result<std::span<const std::byte>> Hdf5Image::data(std::uint64_t address, std::uint64_t length) const {
    if (address > m_bytes.size() || length > m_bytes.size() - address)
        return malformed("bytes " + std::to_string(address) + " and " + std::to_string(length) + " more",
                         "at most the file's " + std::to_string(m_bytes.size()));
    return m_bytes.subspan(static_cast<std::size_t>(address), static_cast<std::size_t>(length));
}

Status Hdf5Image::enter(std::uint64_t address) {
    if (m_visited.insert(address).second)
        return {};
    return malformed("the structure at byte " + std::to_string(address) + " twice", "each structure once");
}

Result<std::uint64_t> Hdf5Image::root() {
    if (m_bytes.size() < kSuperblockBytes)
        return Error{ErrorCode::Truncated, m_file, {}, std::to_string(m_bytes.size()) + " bytes",
                     "an HDF5 file",       {}};
    LAPIDARY_TRY(Hdf5Cursor in, at(0, kSuperblockBytes + 4));
    if (!in.matches("\x89HDF\r\n\x1a\n"))
        return malformed("another kind of file", "an HDF5 file");
    const std::uint8_t version = in.u8();
    if (version > 1)
        return unsupported("HDF5 superblock version " + std::to_string(version), "version 0 or 1");
    in.take(4);
    const std::uint8_t offsetBytes = in.u8();
    const std::uint8_t lengthBytes = in.u8();
    if (offsetBytes != 8 || lengthBytes != 8)
        return unsupported("addresses of " + std::to_string(offsetBytes) + " bytes", "8 bytes");
    in.take(version == 0 ? 9 : 13);
    const std::uint64_t base = in.u64();
    in.take(8);
    const std::uint64_t end = in.u64();
    const std::uint64_t driver = in.u64();
    if (base != 0 || driver != kHdf5Undefined)
        return unsupported("a file of several parts or with a foreign head", "one plain HDF5 file");
    if (end > m_bytes.size())
        return Error{ErrorCode::Truncated,           m_file, {}, std::to_string(m_bytes.size()) + " bytes",
                     std::to_string(end) + " bytes", {}};
    in.take(8);
    return in.u64();
}

Result<std::vector<Hdf5Message>> Hdf5Image::messages(std::uint64_t header) {
    LAPIDARY_CHECK(enter(header));
    LAPIDARY_TRY(Hdf5Cursor in, at(header, kHeaderPrefixBytes));
    const std::uint8_t version = in.u8();
    if (version != 1)
        return unsupported("object header version " + std::to_string(version), "version 1");
    in.take(7);
    const std::uint32_t length = in.u32();
    std::vector<Hdf5Message> out;
    LAPIDARY_CHECK(readBlock(header + kHeaderPrefixBytes, length, out));
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (out[i].type != Hdf5MessageType::Continuation)
            continue;
        Hdf5Cursor where(out[i].bytes);
        const std::uint64_t address = where.u64();
        const std::uint64_t bytes = where.u64();
        if (!where.ok() || out[i].shared)
            return malformed("a bad continuation of an object header", "address and length");
        LAPIDARY_CHECK(enter(address));
        LAPIDARY_CHECK(readBlock(address, bytes, out));
    }
    return out;
}

Status Hdf5Image::readBlock(std::uint64_t address, std::uint64_t length, std::vector<Hdf5Message>& out) {
    LAPIDARY_TRY(Hdf5Cursor in, at(address, length));
    while (in.left() >= 8) {
        Hdf5Message message;
        message.type = static_cast<Hdf5MessageType>(in.u16());
        const std::uint16_t size = in.u16();
        message.shared = (in.u8() & 2U) != 0;
        in.take(3);
        message.bytes = in.take(size);
        if (!in.ok())
            return malformed("a message beyond the end of its object header", "messages inside");
        if (message.type != Hdf5MessageType::Nil)
            out.push_back(message);
    }
    return {};
}

Result<std::vector<Hdf5Link>> Hdf5Image::links(const std::vector<Hdf5Message>& messages) {
    std::vector<Hdf5Link> out;
    for (const Hdf5Message& message : messages) {
        Hdf5Cursor in(message.bytes);
        if (message.type == Hdf5MessageType::SymbolTable) {
            const std::uint64_t tree = in.u64();
            const std::uint64_t names = in.u64();
            if (!in.ok())
                return malformed("a short symbol table message", "two addresses");
            LAPIDARY_TRY(const auto text, heap(names));
            LAPIDARY_CHECK(readTree(tree, kTreeLevels, text, out));
        } else if (message.type == Hdf5MessageType::LinkInfo) {
            in.take(1);
            const bool counted = (in.u8() & 1U) != 0;
            in.take(counted ? 8 : 0);
            if (in.u64() != kHdf5Undefined || !in.ok())
                return unsupported("links in a heap, as after an external link was added",
                                   "links in a table");
        } else if (message.type == Hdf5MessageType::Link) {
            LAPIDARY_TRY(Hdf5Link link, linkOf(message));
            out.push_back(std::move(link));
        }
    }
    return out;
}

Result<std::span<const std::byte>> Hdf5Image::heap(std::uint64_t address) {
    LAPIDARY_CHECK(enter(address));
    LAPIDARY_TRY(Hdf5Cursor in, at(address, 32));
    if (!in.matches("HEAP") || in.u8() != 0)
        return malformed("no heap of names", "one at byte " + std::to_string(address));
    in.take(3);
    const std::uint64_t length = in.u64();
    in.take(8);
    return data(in.u64(), length);
}

Status Hdf5Image::readTree(std::uint64_t address, int level, std::span<const std::byte> names,
                           std::vector<Hdf5Link>& out) {
    LAPIDARY_CHECK(enter(address));
    LAPIDARY_TRY(Hdf5Cursor in, at(address, kTreePrefixBytes));
    const bool node = in.matches("TREE") && in.u8() == 0;
    const int found = in.u8();
    const std::uint64_t entries = in.u16();
    // Levels count down to 0 from the root, whose own level only has to be possible.
    if (!node || found >= level || (level < kTreeLevels && found != level - 1))
        return malformed("no node of a group's tree", "one at byte " + std::to_string(address));
    LAPIDARY_TRY(Hdf5Cursor children, at(address + kTreePrefixBytes, 16 * entries));
    for (std::uint64_t i = 0; i < entries; ++i) {
        children.take(8);
        const std::uint64_t child = children.u64();
        LAPIDARY_CHECK(found == 0 ? readSymbols(child, names, out) : readTree(child, found, names, out));
    }
    return {};
}

Status Hdf5Image::readSymbols(std::uint64_t address, std::span<const std::byte> names,
                              std::vector<Hdf5Link>& out) {
    LAPIDARY_CHECK(enter(address));
    LAPIDARY_TRY(Hdf5Cursor head, at(address, 8));
    if (!head.matches("SNOD") || head.u8() != 1)
        return malformed("no table of links", "one at byte " + std::to_string(address));
    head.take(1);
    const std::uint64_t count = head.u16();
    LAPIDARY_TRY(Hdf5Cursor in, at(address + 8, count * kSymbolBytes));
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t name = in.u64();
        Hdf5Link link;
        link.address = in.u64();
        link.kind = in.u32() == kCachedSoftLink ? Hdf5LinkKind::Soft : Hdf5LinkKind::Hard;
        in.take(20);
        if (name >= names.size())
            return malformed("a link's name outside of the heap", "inside");
        const auto rest = names.subspan(static_cast<std::size_t>(name));
        const auto window = rest.first(std::min(rest.size(), kNameLimit + 1));
        const auto end = std::find(window.begin(), window.end(), std::byte{0});
        if (end == window.end())
            return malformed("a link's name without end", "at most " + std::to_string(kNameLimit) + " bytes");
        link.name.assign(reinterpret_cast<const char*>(window.data()),
                         static_cast<std::size_t>(end - window.begin()));
        out.push_back(std::move(link));
    }
    return {};
}

Result<Hdf5Link> Hdf5Image::linkOf(const Hdf5Message& message) {
    Hdf5Cursor in(message.bytes);
    const std::uint8_t version = in.u8();
    const std::uint8_t flags = in.u8();
    const std::uint8_t kind = (flags & 8U) != 0 ? in.u8() : 0;
    in.take((flags & 4U) != 0 ? 8 : 0);
    in.take((flags & 16U) != 0 ? 1 : 0);
    std::uint64_t length = 0;
    switch (flags & 3U) {
    case 0:
        length = in.u8();
        break;
    case 1:
        length = in.u16();
        break;
    case 2:
        length = in.u32();
        break;
    default:
        length = in.u64();
    }
    const auto name = in.take(length);
    Hdf5Link link;
    link.name.assign(reinterpret_cast<const char*>(name.data()), name.size());
    link.kind = kind == 0               ? Hdf5LinkKind::Hard
                : kind == 1             ? Hdf5LinkKind::Soft
                : kind == kExternalLink ? Hdf5LinkKind::External
                                        : Hdf5LinkKind::UserDefined;
    if (link.kind == Hdf5LinkKind::Hard)
        link.address = in.u64();
    if (version != 1 || !in.ok() || message.shared)
        return malformed("a bad link message", "version 1 with a name");
    return link;
}

} // namespace lapidary::formats::detail
