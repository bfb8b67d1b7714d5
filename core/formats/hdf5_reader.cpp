// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads without the HDF5 library: version 1.10.8 crashed on one in twenty of our files with a few changed
// bytes, and a project may come from anybody. What Lapidary writes needs a small part of the format; anything
// else is refused by name.
#include "core/formats/hdf5.h"

#include "core/base/mapped_file.h"
#include "core/formats/detail/hdf5_image.h"

#include <algorithm>
#include <set>

namespace lapidary::formats {

using base::Error;
using base::ErrorCode;
using base::Result;
using base::Status;
using detail::Hdf5Cursor;
using detail::Hdf5Link;
using detail::Hdf5LinkKind;
using detail::Hdf5Message;
using detail::Hdf5MessageType;

namespace {

constexpr int kDepthLimit = 16;
constexpr std::size_t kRankLimit = 8;
constexpr std::size_t kNameLimit = 4096;

enum class Element { Float64, Float32, Int64, Int32, Text };

struct ElementType {
    Element kind = Element::Float64;
    std::uint64_t bytes = 0;
};

/// IEEE 754 fields of a floating-point datatype as the format describes them.
struct FloatFields {
    std::uint8_t signPlace;
    std::uint16_t precision;
    std::uint8_t exponentPlace, exponentBits, mantissaBits;
    std::uint32_t bias;
};
constexpr FloatFields kFloat64 = {63, 64, 52, 11, 52, 1023};
constexpr FloatFields kFloat32 = {31, 32, 23, 8, 23, 127};

bool isFloat(Hdf5Cursor in, std::uint32_t flags, const FloatFields& wanted) {
    const bool littleEndian = (flags & 0x41U) == 0 && ((flags >> 4) & 3U) == 2;
    const bool sign = ((flags >> 8) & 0xFFU) == wanted.signPlace;
    const bool width = in.u16() == 0 && in.u16() == wanted.precision;
    const bool exponent = in.u8() == wanted.exponentPlace && in.u8() == wanted.exponentBits;
    const bool mantissa = in.u8() == 0 && in.u8() == wanted.mantissaBits;
    return littleEndian && sign && width && exponent && mantissa && in.u32() == wanted.bias && in.ok();
}

bool isInteger(Hdf5Cursor in, std::uint32_t flags, std::uint32_t bytes) {
    const bool littleEndianSigned = (flags & 9U) == 8;
    return littleEndianSigned && in.u16() == 0 && in.u16() == 8 * bytes && in.ok();
}

template<class T>
std::vector<T> valuesOf(std::span<const std::byte> bytes) {
    std::vector<T> values(bytes.size() / sizeof(T));
    if (!values.empty())
        std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
}

class Decoder final {
public:
    Decoder(std::span<const std::byte> bytes, const std::string& file)
        : m_image(bytes, file) {}

    Result<Hdf5Content> decode() {
        LAPIDARY_TRY(const std::uint64_t root, m_image.root());
        m_objects.insert(root);
        LAPIDARY_TRY(const auto messages, m_image.messages(root));
        LAPIDARY_CHECK(readGroup(messages, "", 0));
        return std::move(m_content);
    }

private:
    static Error placed(Error error, const std::string& path) {
        if (error.place.empty())
            error.place = path.empty() ? "/" : path;
        return error;
    }
    Status refuse(std::string found, std::string expected) const {
        return m_image.unsupported(std::move(found), std::move(expected));
    }

    Status readGroup(const std::vector<Hdf5Message>& messages, const std::string& path, int depth) {
        if (depth > kDepthLimit)
            return placed(m_image.malformed("groups nested deeper than " + std::to_string(kDepthLimit),
                                            "a project's few levels"),
                          path);
        auto links = m_image.links(messages);
        if (!links)
            return placed(std::move(links).error(), path);
        for (const Hdf5Link& link : *links) {
            const std::string child = path + "/" + link.name.substr(0, kNameLimit);
            if (Status read = readLink(link, child, depth); !read)
                return placed(std::move(read).error(), child);
        }
        return {};
    }

    Status readLink(const Hdf5Link& link, const std::string& path, int depth) {
        if (link.name.empty() || link.name.size() > kNameLimit || link.name == "." ||
            link.name.find('/') != std::string::npos || link.name.find('\0') != std::string::npos)
            return m_image.malformed("a link name that is none", "a plain name");
        if (link.kind == Hdf5LinkKind::External)
            return refuse("an external link", "data inside the file");
        if (link.kind == Hdf5LinkKind::Soft)
            return refuse("a soft link", "groups and datasets only");
        if (link.kind == Hdf5LinkKind::UserDefined)
            return refuse("a user-defined link", "groups and datasets only");
        if (!m_objects.insert(link.address).second)
            return refuse("a second link to one object", "each object under one name");
        LAPIDARY_TRY(const auto messages, m_image.messages(link.address));
        const auto has = [&](Hdf5MessageType type) {
            return std::any_of(messages.begin(), messages.end(),
                               [type](const Hdf5Message& m) { return m.type == type; });
        };
        if (has(Hdf5MessageType::Layout))
            return readDataset(messages, path);
        if (has(Hdf5MessageType::SymbolTable) || has(Hdf5MessageType::LinkInfo))
            return readGroup(messages, path, depth + 1);
        return refuse("an object that is neither group nor dataset", "groups and datasets only");
    }

    /// The only message of a type; it may not be shared with other objects.
    Result<Hdf5Cursor> only(const std::vector<Hdf5Message>& messages, Hdf5MessageType type,
                            const char* name) const {
        const Hdf5Message* found = nullptr;
        for (const Hdf5Message& message : messages) {
            if (message.type != type)
                continue;
            if (found != nullptr)
                return m_image.malformed(std::string("two messages of ") + name, "one");
            found = &message;
        }
        if (found == nullptr)
            return m_image.malformed(std::string("no ") + name, "one");
        if (found->shared)
            return m_image.unsupported(std::string("a shared ") + name, "one of its own");
        return Hdf5Cursor(found->bytes);
    }

    Status readDataset(const std::vector<Hdf5Message>& messages, const std::string& path) {
        LAPIDARY_TRY(Hdf5Cursor layout, only(messages, Hdf5MessageType::Layout, "storage layout"));
        LAPIDARY_TRY(const std::uint8_t storage, readStorageClass(messages, layout));
        LAPIDARY_TRY(Hdf5Cursor type, only(messages, Hdf5MessageType::Datatype, "element type"));
        LAPIDARY_TRY(const ElementType element, readType(type));
        LAPIDARY_TRY(Hdf5Cursor space, only(messages, Hdf5MessageType::Dataspace, "data space"));
        LAPIDARY_TRY(const std::vector<std::int64_t> shape, readShape(space));
        std::uint64_t bytes = element.bytes;
        for (const std::int64_t extent : shape)
            if (__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(extent), &bytes))
                bytes = detail::kHdf5Undefined;
        // All data together fit into the file, so that no value is allocated that is not there.
        if (bytes > m_image.size() - m_dataBytes)
            return Error{ErrorCode::TooLarge,
                         m_image.malformed({}, {}).file,
                         path,
                         "a dataset larger than the file",
                         "at most " + std::to_string(m_image.size()) + " bytes",
                         {}};
        m_dataBytes += bytes;
        if (element.kind == Element::Text && !shape.empty())
            return refuse("a list of texts", "one text");
        if (m_content.arrays.count(path) != 0 || m_content.texts.count(path) != 0)
            return m_image.malformed("the name twice", "each name once");
        LAPIDARY_TRY(const auto raw, readRaw(layout, storage, bytes));
        store(path, element, shape, raw);
        return {};
    }

    Result<std::uint8_t> readStorageClass(const std::vector<Hdf5Message>& messages,
                                          Hdf5Cursor& layout) const {
        const std::uint8_t version = layout.u8();
        const std::uint8_t storage = layout.u8();
        if (version != 3 && version != 4)
            return m_image.unsupported("storage layout version " + std::to_string(version), "3 or 4");
        if (storage == 3)
            return m_image.unsupported("a virtual dataset", "data inside the file");
        for (const Hdf5Message& message : messages) {
            if (message.type == Hdf5MessageType::ExternalFiles)
                return m_image.unsupported("external storage", "data inside the file");
            if (message.type == Hdf5MessageType::FilterPipeline)
                return m_image.unsupported(filterText(message), "plain, unfiltered data");
        }
        if (storage > 1)
            return m_image.unsupported("chunked storage", "contiguous data");
        return storage;
    }

    static std::string filterText(const Hdf5Message& message) {
        Hdf5Cursor in(message.bytes);
        const std::uint8_t version = in.u8();
        in.take(version == 1 ? 7 : 1);
        const std::uint16_t filter = in.u16();
        return in.ok() && !message.shared ? "filter number " + std::to_string(filter)
                                          : std::string("a filter");
    }

    Result<ElementType> readType(Hdf5Cursor in) const {
        const std::uint8_t head = in.u8();
        const std::uint32_t flags =
            in.u8() | static_cast<std::uint32_t>(in.u8()) << 8 | static_cast<std::uint32_t>(in.u8()) << 16;
        const std::uint32_t bytes = in.u32();
        const unsigned kind = head & 15U;
        if (in.ok() && (kind == 1) && bytes == 8 && isFloat(in, flags, kFloat64))
            return ElementType{Element::Float64, 8};
        if (in.ok() && (kind == 1) && bytes == 4 && isFloat(in, flags, kFloat32))
            return ElementType{Element::Float32, 4};
        if (in.ok() && (kind == 0) && (bytes == 8 || bytes == 4) && isInteger(in, flags, bytes))
            return ElementType{bytes == 8 ? Element::Int64 : Element::Int32, bytes};
        if (in.ok() && kind == 3 && bytes > 0 && (flags & 15U) == 0)
            return ElementType{Element::Text, bytes};
        if (kind == 9)
            return m_image.unsupported("a list or text of variable length", "a text of fixed length");
        return m_image.unsupported(
            "another element type",
            "little-endian float64, float32, int64, int32 or a text that ends with NUL");
    }

    Result<std::vector<std::int64_t>> readShape(Hdf5Cursor in) const {
        const std::uint8_t version = in.u8();
        const std::size_t rank = in.u8();
        in.take(1);
        const std::uint8_t kind = in.u8();
        in.take(version == 1 ? 4 : 0);
        const bool simple = version == 1 || (version == 2 && kind < 2);
        if (!simple || rank > kRankLimit)
            return m_image.unsupported("a data space of another kind", "at most 8 dimensions");
        std::vector<std::int64_t> shape(rank);
        for (std::int64_t& extent : shape)
            extent = in.number<std::int64_t>();
        if (!in.ok() || std::any_of(shape.begin(), shape.end(), [](std::int64_t e) { return e < 0; }))
            return m_image.malformed("a bad data space", "one extent per dimension");
        return shape;
    }

    Result<std::span<const std::byte>> readRaw(Hdf5Cursor& layout, std::uint8_t storage,
                                               std::uint64_t bytes) const {
        if (storage == 0) {
            const std::uint64_t stored = layout.u16();
            const auto inside = layout.take(stored);
            if (!layout.ok() || stored != bytes)
                return m_image.malformed(std::to_string(stored) + " bytes of storage",
                                         std::to_string(bytes) + " by shape and type");
            return inside;
        }
        const std::uint64_t address = layout.u64();
        const std::uint64_t stored = layout.u64();
        if (!layout.ok() || stored != bytes)
            return m_image.malformed(std::to_string(stored) + " bytes of storage",
                                     std::to_string(bytes) + " by shape and type");
        if (bytes == 0)
            return std::span<const std::byte>();
        return m_image.data(address, bytes);
    }

    void store(const std::string& path, const ElementType& element, const std::vector<std::int64_t>& shape,
               std::span<const std::byte> raw) {
        if (element.kind == Element::Text) {
            // The last byte is the NUL that ends the text; others inside belong to it.
            const std::size_t length = raw.empty() ? 0 : raw.size() - 1;
            m_content.texts.emplace(path, std::string(reinterpret_cast<const char*>(raw.data()), length));
            return;
        }
        Hdf5Array& array = m_content.arrays[path];
        array.shape = shape;
        if (element.kind == Element::Float64)
            array.values = valuesOf<double>(raw);
        else if (element.kind == Element::Float32)
            array.values = valuesOf<float>(raw);
        else if (element.kind == Element::Int64)
            array.values = valuesOf<std::int64_t>(raw);
        else
            array.values = valuesOf<std::int32_t>(raw);
    }

    detail::Hdf5Image m_image;
    std::uint64_t m_dataBytes = 0;
    std::set<std::uint64_t> m_objects;
    Hdf5Content m_content;
};

} // namespace

Result<Hdf5Content> readHdf5(const std::filesystem::path& path, std::uint64_t byteLimit) {
    LAPIDARY_TRY(const base::MappedFile file, base::MappedFile::open(path));
    if (file.size() > byteLimit)
        return Error{ErrorCode::TooLarge,
                     path.string(),
                     {},
                     std::to_string(file.size()) + " bytes",
                     "at most " + std::to_string(byteLimit),
                     {}};
    return Decoder(file.bytes(), path.string()).decode();
}

} // namespace lapidary::formats
