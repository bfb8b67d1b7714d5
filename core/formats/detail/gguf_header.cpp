// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/gguf_header.h"

#include "core/base/text.h"
#include "core/formats/detail/ggml_types.h"

#include <bit>
#include <cstring>
#include <limits>
#include <type_traits>
#include <unordered_set>

namespace lapidary::formats::detail {

using base::Error;
using base::ErrorCode;
using base::MappedFile;
using base::quotedName;
using base::Result;
using base::Status;

namespace {

constexpr std::uint64_t kMaxStringBytes = std::uint64_t{1} << 30;
constexpr std::uint64_t kMaxArrayItems = std::uint64_t{1} << 30;
// What the values of all keys may take in memory; the largest real files need about 60 MB.
constexpr std::uint64_t kMaxKeyMemory = std::uint64_t{1} << 30;
constexpr std::uint64_t kMaxNameBytes = 63; // ggml: 64 with the closing NUL
constexpr std::uint32_t kMaxDimensions = 4;
constexpr std::uint64_t kSmallestKey = 8 + 1 + 4 + 1;    // length, one letter, type, one byte
constexpr std::uint64_t kSmallestTensor = 8 + 4 + 4 + 8; // empty name, no dimensions
constexpr auto kMaxInt = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

enum class KeyType : std::uint32_t { U8, I8, U16, I16, U32, I32, F32, Bool, String, Array, U64, I64, F64 };
constexpr std::uint32_t kKeyTypes = 13;

constexpr std::string_view kKeyTypeNames[kKeyTypes] = {"u8",   "i8",     "u16",   "i16", "u32", "i32", "f32",
                                                       "bool", "string", "array", "u64", "i64", "f64"};
// Bytes of one item in the file, the least for strings.
constexpr std::uint64_t kKeyTypeBytes[kKeyTypes] = {1, 1, 2, 2, 4, 4, 4, 1, 8, 12, 8, 8, 8};

/// Rounds up to a multiple of `alignment`, a power of two; false when that overflows.
bool padTo(std::uint64_t alignment, std::uint64_t& size) {
    return !__builtin_add_overflow(size, alignment - 1, &size) && ((size &= ~(alignment - 1)), true);
}

class Reader final {
public:
    explicit Reader(const MappedFile& file)
        : m_file(file) {}

    Result<GgufHeader> read() {
        LAPIDARY_CHECK(readPreamble());
        for (std::uint64_t i = 0; i < m_keyCount; ++i)
            LAPIDARY_CHECK(readKey(i));
        LAPIDARY_CHECK(readAlignment());
        for (std::uint64_t i = 0; i < m_tensorCount; ++i)
            LAPIDARY_CHECK(readTensor(i));
        LAPIDARY_CHECK(placeTensors());
        m_file.release(0, m_at);
        return std::move(m_header);
    }

private:
    Error problem(ErrorCode code, std::string place, std::string found, std::string expected) const {
        return Error{code, m_file.path().string(), std::move(place), std::move(found), std::move(expected),
                     {}};
    }
    std::string here(const std::string& what) const { return "byte " + std::to_string(m_at) + ", " + what; }
    std::uint64_t left() const { return m_file.size() - m_at; }

    Status need(std::uint64_t bytes, const std::string& what) const {
        if (bytes <= left())
            return {};
        return problem(ErrorCode::Truncated, here(what), std::to_string(left()) + " bytes left",
                       std::to_string(bytes));
    }

    template<class T>
    Result<T> take(const std::string& what) {
        LAPIDARY_CHECK(need(sizeof(T), what));
        T value;
        std::memcpy(&value, m_file.bytes().data() + m_at, sizeof value);
        m_at += sizeof value;
        return value;
    }

    Result<std::string_view> takeString(const std::string& what) {
        LAPIDARY_TRY(const auto length, take<std::uint64_t>(what + ", length"));
        if (length > kMaxStringBytes)
            return problem(ErrorCode::TooLarge, here(what),
                           "a string of " + std::to_string(length) + " bytes", "at most 2^30");
        LAPIDARY_CHECK(need(length, what));
        const char* text = reinterpret_cast<const char*>(m_file.bytes().data()) + m_at;
        m_at += length;
        return std::string_view(text, static_cast<std::size_t>(length));
    }

    Status readPreamble();
    Status readKey(std::uint64_t number);
    Result<GgufValue> readValue(KeyType type, const std::string& what);
    Result<GgufArray> readArray(const std::string& what);
    template<class Stored, class Kept>
    Result<GgufArray> readItems(std::uint64_t count, const std::string& what);
    Result<GgufArray> readStrings(std::uint64_t count, const std::string& what);
    Result<GgufArray> readBools(std::uint64_t count, const std::string& what);
    Result<KeyType> readKeyType(const std::string& what);
    Status reserveMemory(std::uint64_t bytes, const std::string& what);
    Status readAlignment();
    Status readTensor(std::uint64_t number);
    Result<std::uint64_t> readShape(TensorRecord& tensor, const std::string& what);
    Status placeTensors();

    const MappedFile& m_file;
    std::uint64_t m_at = 0;
    std::uint64_t m_keyCount = 0;
    std::uint64_t m_tensorCount = 0;
    std::uint64_t m_keyMemory = 0;
    std::uint64_t m_alignment = 32;
    std::uint64_t m_nextOffset = 0; // running sum of padded tensor sizes
    bool m_alignmentIsU32 = true;
    std::unordered_set<std::string> m_names;
    GgufHeader m_header;
};

Status Reader::readPreamble() {
    LAPIDARY_CHECK(need(4, "magic"));
    const std::string_view magic(reinterpret_cast<const char*>(m_file.bytes().data()), 4);
    if (magic != "GGUF")
        return problem(ErrorCode::Malformed, "byte 0", quotedName(magic), "'GGUF'");
    m_at = 4;
    LAPIDARY_TRY(const auto version, take<std::uint32_t>("version"));
    if (version != 0 && (version & 0xFFFFu) == 0)
        return problem(ErrorCode::Unsupported, "byte 4, version", "a big-endian file", "little-endian");
    if (version != 2 && version != 3)
        return problem(ErrorCode::Unsupported, "byte 4, version", std::to_string(version), "2 or 3");
    LAPIDARY_TRY(m_tensorCount, take<std::uint64_t>("number of tensors"));
    LAPIDARY_TRY(m_keyCount, take<std::uint64_t>("number of keys"));
    if (m_keyCount > left() / kSmallestKey)
        return problem(ErrorCode::Truncated, "byte 16, number of keys", std::to_string(m_keyCount),
                       "at most " + std::to_string(left() / kSmallestKey) + " in the bytes that follow");
    if (m_tensorCount > (left() - m_keyCount * kSmallestKey) / kSmallestTensor)
        return problem(ErrorCode::Truncated, "byte 8, number of tensors", std::to_string(m_tensorCount),
                       "at most " + std::to_string(left() / kSmallestTensor) + " in the bytes that follow");
    return {};
}

Status Reader::reserveMemory(std::uint64_t bytes, const std::string& what) {
    if (bytes > kMaxKeyMemory - m_keyMemory)
        return problem(ErrorCode::TooLarge, here(what),
                       "over " + base::formatBytes(kMaxKeyMemory) + " of keys", "less");
    m_keyMemory += bytes;
    return {};
}

Status Reader::readKey(std::uint64_t number) {
    const std::uint64_t begin = m_at;
    LAPIDARY_TRY(const std::string_view name, takeString("name of key " + std::to_string(number)));
    if (name.empty())
        return problem(ErrorCode::Malformed,
                       "byte " + std::to_string(begin) + ", key " + std::to_string(number), "an empty name",
                       "a name");
    const std::string what = "key " + quotedName(name);
    if (m_header.keys.contains(name))
        return problem(ErrorCode::Malformed, "byte " + std::to_string(begin) + ", " + what, "it twice",
                       "each key once");
    LAPIDARY_CHECK(reserveMemory(name.size() + sizeof(GgufValue), what));
    LAPIDARY_TRY(const KeyType type, readKeyType(what));
    if (name == "general.alignment")
        m_alignmentIsU32 = type == KeyType::U32;
    LAPIDARY_TRY(GgufValue value, readValue(type, what));
    m_header.keys.emplace(std::string(name), std::move(value));
    return {};
}

Result<KeyType> Reader::readKeyType(const std::string& what) {
    const std::uint64_t begin = m_at;
    LAPIDARY_TRY(const auto type, take<std::uint32_t>(what + ", type"));
    if (type >= kKeyTypes)
        return problem(ErrorCode::Malformed, "byte " + std::to_string(begin) + ", " + what,
                       "value type " + std::to_string(type), "0 to 12");
    return static_cast<KeyType>(type);
}

template<class Wide, class Stored>
GgufValue widened(Stored value) {
    return GgufValue(std::in_place_type<Wide>, static_cast<Wide>(value));
}

Result<GgufValue> Reader::readValue(KeyType type, const std::string& what) {
    const auto integer = [&]<class Stored>(Stored) -> Result<GgufValue> {
        LAPIDARY_TRY(const auto value, take<Stored>(what));
        if constexpr (std::is_same_v<Stored, std::uint64_t>)
            if (value > kMaxInt)
                return widened<std::uint64_t>(value);
        return widened<std::int64_t>(value);
    };
    const auto floating = [&]<class Stored>(Stored) -> Result<GgufValue> {
        LAPIDARY_TRY(const auto value, take<Stored>(what));
        return widened<double>(value);
    };
    switch (type) {
    case KeyType::U8:
        return integer(std::uint8_t{});
    case KeyType::I8:
        return integer(std::int8_t{});
    case KeyType::U16:
        return integer(std::uint16_t{});
    case KeyType::I16:
        return integer(std::int16_t{});
    case KeyType::U32:
        return integer(std::uint32_t{});
    case KeyType::I32:
        return integer(std::int32_t{});
    case KeyType::U64:
        return integer(std::uint64_t{});
    case KeyType::I64:
        return integer(std::int64_t{});
    case KeyType::F32:
        return floating(float{});
    case KeyType::F64:
        return floating(double{});
    case KeyType::Bool: {
        LAPIDARY_TRY(const auto value, take<std::uint8_t>(what));
        if (value > 1)
            return problem(ErrorCode::Malformed, what, "truth value " + std::to_string(value), "0 or 1");
        return GgufValue(value == 1);
    }
    case KeyType::String: {
        LAPIDARY_TRY(const std::string_view text, takeString(what));
        LAPIDARY_CHECK(reserveMemory(text.size(), what));
        return GgufValue(std::string(text));
    }
    case KeyType::Array:
        break;
    }
    LAPIDARY_TRY(GgufArray array, readArray(what));
    return GgufValue(std::move(array));
}

Result<GgufArray> Reader::readArray(const std::string& what) {
    LAPIDARY_TRY(const KeyType type, readKeyType(what + ", item type"));
    if (type == KeyType::Array)
        return problem(ErrorCode::Malformed, here(what), "an array of arrays", "an array of plain values");
    LAPIDARY_TRY(const auto count, take<std::uint64_t>(what + ", length"));
    const auto index = static_cast<std::size_t>(type);
    if (count > kMaxArrayItems)
        return problem(ErrorCode::TooLarge, here(what), std::to_string(count) + " items", "at most 2^30");
    if (count > left() / kKeyTypeBytes[index])
        return problem(ErrorCode::Truncated, here(what),
                       std::to_string(count) + " items of type " + std::string(kKeyTypeNames[index]),
                       "at most " + std::to_string(left() / kKeyTypeBytes[index]) +
                           " in the bytes that are left");
    const std::uint64_t itemMemory = type == KeyType::String ? sizeof(std::string)
                                     : type == KeyType::Bool ? 1
                                                             : sizeof(std::int64_t);
    LAPIDARY_CHECK(reserveMemory(count * itemMemory, what));
    switch (type) {
    case KeyType::U8:
        return readItems<std::uint8_t, std::int64_t>(count, what);
    case KeyType::I8:
        return readItems<std::int8_t, std::int64_t>(count, what);
    case KeyType::U16:
        return readItems<std::uint16_t, std::int64_t>(count, what);
    case KeyType::I16:
        return readItems<std::int16_t, std::int64_t>(count, what);
    case KeyType::U32:
        return readItems<std::uint32_t, std::int64_t>(count, what);
    case KeyType::I32:
        return readItems<std::int32_t, std::int64_t>(count, what);
    case KeyType::U64:
        return readItems<std::uint64_t, std::int64_t>(count, what);
    case KeyType::I64:
        return readItems<std::int64_t, std::int64_t>(count, what);
    case KeyType::F32:
        return readItems<float, double>(count, what);
    case KeyType::F64:
        return readItems<double, double>(count, what);
    case KeyType::Bool:
        return readBools(count, what);
    default:
        return readStrings(count, what);
    }
}

/// `count` items are known to be there.
template<class Stored, class Kept>
Result<GgufArray> Reader::readItems(std::uint64_t count, const std::string& what) {
    std::vector<Kept> items(static_cast<std::size_t>(count));
    const std::byte* from = m_file.bytes().data() + m_at;
    for (std::size_t i = 0; i < items.size(); ++i) {
        Stored value;
        std::memcpy(&value, from + i * sizeof value, sizeof value);
        if constexpr (std::is_same_v<Stored, std::uint64_t>)
            if (value > kMaxInt)
                return problem(ErrorCode::BadValue, here(what), std::to_string(value), "less than 2^63");
        items[i] = static_cast<Kept>(value);
    }
    m_at += count * sizeof(Stored);
    return GgufArray(std::move(items));
}

Result<GgufArray> Reader::readBools(std::uint64_t count, const std::string& what) {
    std::vector<bool> items(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < items.size(); ++i) {
        LAPIDARY_TRY(const auto value, take<std::uint8_t>(what));
        if (value > 1)
            return problem(ErrorCode::Malformed, here(what), "truth value " + std::to_string(value),
                           "0 or 1");
        items[i] = value == 1;
    }
    return GgufArray(std::move(items));
}

Result<GgufArray> Reader::readStrings(std::uint64_t count, const std::string& what) {
    std::vector<std::string> items;
    items.reserve(static_cast<std::size_t>(count));
    for (std::uint64_t i = 0; i < count; ++i) {
        LAPIDARY_TRY(const std::string_view text, takeString(what));
        LAPIDARY_CHECK(reserveMemory(text.size(), what));
        items.emplace_back(text);
    }
    return GgufArray(std::move(items));
}

Status Reader::readAlignment() {
    const auto found = m_header.keys.find("general.alignment");
    if (found == m_header.keys.end())
        return {};
    const auto* value = std::get_if<std::int64_t>(&found->second);
    if (!m_alignmentIsU32 || value == nullptr || *value <= 0 ||
        !std::has_single_bit(static_cast<std::uint64_t>(*value)))
        return problem(ErrorCode::BadValue, "key 'general.alignment'",
                       value == nullptr ? "another type" : std::to_string(*value), "a u32 power of two");
    m_alignment = static_cast<std::uint64_t>(*value);
    return {};
}

/// Fills the shape (torch order) and returns the number of elements of the fastest axis; sizes fit in int64.
Result<std::uint64_t> Reader::readShape(TensorRecord& tensor, const std::string& what) {
    LAPIDARY_TRY(const auto dimensions, take<std::uint32_t>(what + ", dimensions"));
    if (dimensions > kMaxDimensions)
        return problem(ErrorCode::Malformed, here(what), std::to_string(dimensions) + " dimensions",
                       "at most 4");
    std::uint64_t fastest = 1;
    std::uint64_t elements = 1;
    for (std::uint32_t i = 0; i < dimensions; ++i) {
        LAPIDARY_TRY(const auto extent, take<std::uint64_t>(what + ", shape"));
        if (extent > kMaxInt || __builtin_mul_overflow(elements, extent, &elements) || elements > kMaxInt)
            return problem(ErrorCode::TooLarge, here(what), "a shape whose size overflows 63 bits",
                           "a shape that fits");
        if (i == 0)
            fastest = extent;
        tensor.shape.insert(tensor.shape.begin(), static_cast<std::int64_t>(extent));
    }
    return fastest;
}

Status Reader::readTensor(std::uint64_t number) {
    TensorRecord tensor;
    LAPIDARY_TRY(const std::string_view name, takeString("name of tensor " + std::to_string(number)));
    const std::string what = "tensor " + quotedName(name);
    if (name.size() > kMaxNameBytes)
        return problem(ErrorCode::TooLarge, here(what), "a name of " + std::to_string(name.size()) + " bytes",
                       "at most 63");
    tensor.name = name;
    if (!m_names.insert(tensor.name).second)
        return problem(ErrorCode::Malformed, here(what), "the name twice", "each name once");
    LAPIDARY_TRY(const std::uint64_t fastest, readShape(tensor, what));
    LAPIDARY_TRY(const auto id, take<std::uint32_t>(what + ", type"));
    const GgmlType* type = ggmlType(id);
    if (type == nullptr)
        return problem(ErrorCode::Unsupported, here(what), "tensor type " + std::to_string(id),
                       "a type that ggml has");
    tensor.dtype = type->dtype;
    if (fastest % static_cast<std::uint64_t>(type->blockElements) != 0)
        return problem(ErrorCode::Inconsistent, here(what),
                       "rows of " + std::to_string(fastest) + " values in " + std::string(type->name),
                       "a multiple of " + std::to_string(type->blockElements));
    const auto blocks = static_cast<std::uint64_t>(tensor.elements() / type->blockElements);
    LAPIDARY_TRY(tensor.offset, take<std::uint64_t>(what + ", offset"));
    std::uint64_t padded = 0;
    if (__builtin_mul_overflow(blocks, static_cast<std::uint64_t>(type->blockBytes), &tensor.bytes) ||
        ((padded = tensor.bytes), !padTo(m_alignment, padded)))
        return problem(ErrorCode::TooLarge, here(what), "a size that overflows 64 bits", "a size that fits");
    if (tensor.offset != m_nextOffset)
        return problem(ErrorCode::Inconsistent, here(what), "offset " + std::to_string(tensor.offset),
                       std::to_string(m_nextOffset) + ", where the tensors before it end");
    if (__builtin_add_overflow(m_nextOffset, padded, &m_nextOffset))
        return problem(ErrorCode::TooLarge, here(what), "sizes whose sum overflows 64 bits",
                       "sizes that fit");
    m_header.tensors.push_back(std::move(tensor));
    return {};
}

Status Reader::placeTensors() {
    if (m_header.tensors.empty())
        return {};
    std::uint64_t dataBegin = m_at;
    (void)padTo(m_alignment, dataBegin); // m_at is at most a file's size, far from overflow
    for (TensorRecord& tensor : m_header.tensors) {
        std::uint64_t end = 0;
        if (__builtin_add_overflow(tensor.offset, dataBegin, &tensor.offset) ||
            __builtin_add_overflow(tensor.offset, tensor.bytes, &end) || end > m_file.size())
            return problem(ErrorCode::Truncated, "tensor " + quotedName(tensor.name),
                           "a file of " + std::to_string(m_file.size()) + " bytes",
                           std::to_string(tensor.bytes) + " bytes of data from byte " +
                               std::to_string(tensor.offset));
    }
    return {};
}

} // namespace

Result<GgufHeader> readGgufHeader(const MappedFile& file) {
    return Reader(file).read();
}

} // namespace lapidary::formats::detail
