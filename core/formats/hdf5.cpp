// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/hdf5.h"

#include "core/formats/detail/hdf5_handle.h"

#include <limits>
#include <set>

namespace lapidary::formats {

using base::Error;
using base::ErrorCode;
using base::Result;
using base::Status;
using detail::Hdf5Handle;
using detail::Hdf5Session;

namespace detail {

namespace {

std::mutex& libraryMutex() {
    static std::mutex mutex;
    return mutex;
}

herr_t keepFirst(unsigned, const H5E_error2_t* entry, void* data) {
    auto& text = *static_cast<std::string*>(data);
    if (text.empty() && entry->desc != nullptr)
        text = entry->desc;
    return 0;
}

} // namespace

Hdf5Session::Hdf5Session()
    : m_lock(libraryMutex()) {
    H5Eget_auto2(H5E_DEFAULT, &m_printer, &m_printerData);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    H5PLset_loading_state(0);
}

Hdf5Session::~Hdf5Session() {
    H5Eclear2(H5E_DEFAULT);
    H5Eset_auto2(H5E_DEFAULT, m_printer, m_printerData);
}

std::string Hdf5Session::lastMessage() {
    std::string text;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keepFirst, &text);
    return text.empty() ? "an HDF5 structure that cannot be read" : text;
}

} // namespace detail

namespace {

Error encodeError(const std::string& place) {
    return Error{ErrorCode::Internal, "HDF5 image", place, Hdf5Session::lastMessage(), {}, {}};
}

struct ElementType {
    hid_t stored;
    hid_t native;
    std::size_t bytes;
};

ElementType elementType(const Hdf5Array& array) {
    switch (array.values.index()) {
    case 0:
        return {H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, 8};
    case 1:
        return {H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, 4};
    case 2:
        return {H5T_STD_I64LE, H5T_NATIVE_INT64, 8};
    default:
        return {H5T_STD_I32LE, H5T_NATIVE_INT32, 4};
    }
}

/// Writes groups and datasets in name order, without time stamps: equal content, equal bytes. Link names are
/// plain bytes: a name marked as UTF-8 would turn its group into the newer kind, whose links lie in a heap.
class Encoder final {
public:
    Result<std::vector<std::byte>> encode(const Hdf5Content& content) {
        const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
        constexpr std::size_t kGrowth = std::size_t{1} << 20;
        if (!access || H5Pset_fapl_core(access.get(), kGrowth, 0) < 0)
            return encodeError("set-up");
        const Hdf5Handle file(H5Fcreate(detail::kHdf5ImageName, H5F_ACC_TRUNC, H5P_DEFAULT, access.get()),
                              H5Fclose);
        if (!file || !m_dataset || !m_group || !setUp())
            return encodeError("set-up");
        for (const auto& [name, text] : content.texts)
            LAPIDARY_CHECK(writeText(file.get(), name, text));
        for (const auto& [name, array] : content.arrays)
            LAPIDARY_CHECK(writeArray(file.get(), name, array));
        return image(file.get());
    }

private:
    bool setUp() {
        return H5Pset_obj_track_times(m_dataset.get(), false) >= 0 &&
               H5Pset_obj_track_times(m_group.get(), false) >= 0 &&
               H5Pset_layout(m_dataset.get(), H5D_CONTIGUOUS) >= 0;
    }

    /// Makes the groups above an absolute name and returns an error for names that HDF5 would read otherwise.
    Status makeGroups(hid_t file, const std::string& name) {
        const bool wellFormed = name.size() > 1 && name.front() == '/' && name.back() != '/' &&
                                name.find('\0') == std::string::npos;
        if (!wellFormed)
            return Error{ErrorCode::Internal, "HDF5 image", name, {}, "an absolute name", {}};
        for (std::size_t at = name.find('/', 1); at != std::string::npos; at = name.find('/', at + 1)) {
            const std::string group = name.substr(0, at);
            if (!m_groups.insert(group).second)
                continue;
            const Hdf5Handle made(H5Gcreate2(file, group.c_str(), H5P_DEFAULT, m_group.get(), H5P_DEFAULT),
                                  H5Gclose);
            if (!made)
                return encodeError(group);
        }
        return {};
    }

    Status writeDataset(hid_t file, const std::string& name, hid_t stored, hid_t space, hid_t native,
                        const void* data) {
        LAPIDARY_CHECK(makeGroups(file, name));
        const Hdf5Handle dataset(
            H5Dcreate2(file, name.c_str(), stored, space, H5P_DEFAULT, m_dataset.get(), H5P_DEFAULT),
            H5Dclose);
        if (!dataset || H5Dwrite(dataset.get(), native, H5S_ALL, H5S_ALL, H5P_DEFAULT, data) < 0)
            return encodeError(name);
        return {};
    }

    // A text is one string of fixed length with a final NUL that does not count: the empty text has a type
    // too, and NULs inside survive.
    Status writeText(hid_t file, const std::string& name, const std::string& text) {
        if (text.size() >= std::numeric_limits<std::uint32_t>::max())
            return Error{ErrorCode::TooLarge,
                         "HDF5 image",
                         name,
                         std::to_string(text.size()) + " bytes of text",
                         "under 4 GiB",
                         {}};
        const Hdf5Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
        const Hdf5Handle space(H5Screate(H5S_SCALAR), H5Sclose);
        if (!type || !space || H5Tset_size(type.get(), text.size() + 1) < 0 ||
            H5Tset_cset(type.get(), H5T_CSET_UTF8) < 0)
            return encodeError(name);
        return writeDataset(file, name, type.get(), space.get(), type.get(), text.c_str());
    }

    Status writeArray(hid_t file, const std::string& name, const Hdf5Array& array) {
        std::vector<hsize_t> shape;
        std::uint64_t elements = 1;
        for (const std::int64_t extent : array.shape) {
            shape.push_back(static_cast<hsize_t>(extent));
            elements *= static_cast<std::uint64_t>(extent);
        }
        const std::size_t held = std::visit([](const auto& values) { return values.size(); }, array.values);
        if (elements != held)
            return Error{ErrorCode::Internal,
                         "HDF5 image",
                         name,
                         std::to_string(held) + " values",
                         std::to_string(elements) + " by the shape",
                         {}};
        const Hdf5Handle space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
                               H5Sclose);
        if (!space)
            return encodeError(name);
        const ElementType type = elementType(array);
        // Empty vectors may have no address, and HDF5 refuses a null buffer even for no elements.
        static constexpr double kNothing = 0.0;
        const void* data = std::visit(
            [](const auto& values) {
                return values.empty() ? static_cast<const void*>(&kNothing) : values.data();
            },
            array.values);
        return writeDataset(file, name, type.stored, space.get(), type.native, data);
    }

    static Result<std::vector<std::byte>> image(hid_t file) {
        if (H5Fflush(file, H5F_SCOPE_LOCAL) < 0)
            return encodeError("flush");
        const ssize_t size = H5Fget_file_image(file, nullptr, 0);
        if (size <= 0)
            return encodeError("image");
        std::vector<std::byte> bytes(static_cast<std::size_t>(size));
        if (H5Fget_file_image(file, bytes.data(), bytes.size()) != size)
            return encodeError("image");
        return bytes;
    }

    std::set<std::string> m_groups;
    Hdf5Handle m_dataset{H5Pcreate(H5P_DATASET_CREATE), H5Pclose};
    Hdf5Handle m_group{H5Pcreate(H5P_GROUP_CREATE), H5Pclose};
};

} // namespace

Result<std::vector<std::byte>> encodeHdf5(const Hdf5Content& content) {
    const Hdf5Session session;
    return Encoder().encode(content);
}

} // namespace lapidary::formats
