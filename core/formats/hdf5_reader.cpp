// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/hdf5.h"

#include "core/base/mapped_file.h"
#include "core/formats/detail/hdf5_handle.h"

#include <set>

namespace lapidary::formats {

using base::Error;
using base::ErrorCode;
using base::Result;
using base::Status;
using detail::Hdf5Handle;
using detail::Hdf5Session;

namespace {

constexpr int kDepthLimit = 16;
constexpr int kRankLimit = 8;
constexpr std::size_t kNameLimit = 4096;

struct Link {
    std::string name;
    H5L_type_t type = H5L_TYPE_ERROR;
};

struct LinkList {
    std::vector<Link> links;
    std::size_t limit = 0; // of links, from the file's size
    bool tooMany = false;
};

herr_t collectLink(hid_t, const char* name, const H5L_info_t* info, void* data) {
    auto& list = *static_cast<LinkList*>(data);
    if (list.links.size() >= list.limit) {
        list.tooMany = true;
        return 1;
    }
    list.links.push_back({name, info->type});
    return 0;
}

/// Reads every group and dataset of an image. Whatever could reach outside of the file, run foreign code or
/// allocate more than the file holds is refused before the object is touched.
class Decoder final {
public:
    Decoder(std::string file, std::uint64_t imageBytes)
        : m_file(std::move(file))
        , m_imageBytes(imageBytes) {}

    Result<Hdf5Content> decode(std::span<const std::byte> image) {
        const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
        constexpr std::size_t kGrowth = std::size_t{1} << 16;
        // The library copies the image, it only lacks the const.
        if (!access || H5Pset_fapl_core(access.get(), kGrowth, 0) < 0 ||
            H5Pset_file_image(access.get(), const_cast<std::byte*>(image.data()), image.size()) < 0)
            return libraryError({});
        const Hdf5Handle file(H5Fopen(detail::kHdf5ImageName, H5F_ACC_RDONLY, access.get()), H5Fclose);
        if (!file)
            return libraryError({});
        const Hdf5Handle root(H5Gopen2(file.get(), "/", H5P_DEFAULT), H5Gclose);
        H5O_info_t info{};
        if (!root || H5Oget_info2(root.get(), &info, H5O_INFO_BASIC) < 0)
            return libraryError("/");
        m_seen.insert(info.addr);
        LAPIDARY_CHECK(readGroup(root.get(), "", 0));
        return std::move(m_content);
    }

private:
    Error libraryError(const std::string& place) const {
        return Error{ErrorCode::Malformed, m_file, place, Hdf5Session::lastMessage(),
                     "a sound HDF5 file",  {}};
    }
    Error refused(const std::string& place, std::string found, std::string expected) const {
        return Error{ErrorCode::Unsupported,
                     m_file,
                     place,
                     std::move(found),
                     std::move(expected),
                     "such a file was not written by Lapidary: measure again"};
    }

    Status readGroup(hid_t group, const std::string& path, int depth) {
        if (depth > kDepthLimit)
            return Error{ErrorCode::TooLarge,
                         m_file,
                         path,
                         "groups nested deeper than " + std::to_string(kDepthLimit),
                         {},
                         {}};
        LinkList list;
        list.limit = static_cast<std::size_t>(m_imageBytes / 8);
        if (H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, nullptr, collectLink, &list) < 0)
            return libraryError(path);
        if (list.tooMany)
            return Error{
                ErrorCode::Inconsistent, m_file, path, "more links than the file has room for", {}, {}};
        for (const Link& link : list.links)
            LAPIDARY_CHECK(readLink(group, path + "/" + link.name, link, depth));
        return {};
    }

    Status readLink(hid_t group, const std::string& path, const Link& link, int depth) {
        if (link.name.empty() || link.name.size() > kNameLimit || link.name.find('/') != std::string::npos)
            return Error{ErrorCode::Malformed, m_file, path.substr(0, 200), "a bad link name", {}, {}};
        if (link.type == H5L_TYPE_EXTERNAL)
            return refused(path, "an external link", "data inside the file");
        if (link.type == H5L_TYPE_SOFT)
            return refused(path, "a soft link", "groups and datasets only");
        if (link.type != H5L_TYPE_HARD)
            return refused(path, "a user-defined link", "groups and datasets only");
        const Hdf5Handle object(H5Oopen(group, link.name.c_str(), H5P_DEFAULT), H5Oclose);
        H5O_info_t info{};
        if (!object || H5Oget_info2(object.get(), &info, H5O_INFO_BASIC) < 0)
            return libraryError(path);
        if (!m_seen.insert(info.addr).second)
            return refused(path, "a second link to one object", "each object under one name");
        if (info.type == H5O_TYPE_GROUP)
            return readGroup(object.get(), path, depth + 1);
        if (info.type == H5O_TYPE_DATASET)
            return readDataset(object.get(), path);
        return refused(path, "an object that is neither group nor dataset", "groups and datasets only");
    }

    /// The creation properties come first: asking a virtual dataset for its extent opens other files.
    Status checkStorage(hid_t dataset, const std::string& path) const {
        const Hdf5Handle properties(H5Dget_create_plist(dataset), H5Pclose);
        if (!properties)
            return libraryError(path);
        const H5D_layout_t layout = H5Pget_layout(properties.get());
        if (layout == H5D_VIRTUAL)
            return refused(path, "a virtual dataset", "data inside the file");
        const int external = H5Pget_external_count(properties.get());
        if (external != 0)
            return refused(path, "external storage", "data inside the file");
        const int filters = H5Pget_nfilters(properties.get());
        if (filters != 0)
            return refused(path, filterText(properties.get()), "plain, unfiltered data");
        if (layout != H5D_CONTIGUOUS && layout != H5D_COMPACT)
            return refused(path, "chunked storage", "contiguous data");
        return {};
    }

    static std::string filterText(hid_t properties) {
        unsigned flags = 0;
        std::size_t parameters = 0;
        unsigned configuration = 0;
        const H5Z_filter_t filter =
            H5Pget_filter2(properties, 0, &flags, &parameters, nullptr, 0, nullptr, &configuration);
        return filter < 0 ? std::string("a filter") : "filter number " + std::to_string(filter);
    }

    Status readDataset(hid_t dataset, const std::string& path) {
        LAPIDARY_CHECK(checkStorage(dataset, path));
        const Hdf5Handle space(H5Dget_space(dataset), H5Sclose);
        const Hdf5Handle type(H5Dget_type(dataset), H5Tclose);
        if (!space || !type)
            return libraryError(path);
        if (H5Tget_class(type.get()) == H5T_STRING && H5Tis_variable_str(type.get()) != 0)
            return refused(path, "a text of variable length", "a text of fixed length");
        LAPIDARY_TRY(const std::vector<std::int64_t> shape, readShape(space.get(), path));
        std::uint64_t elements = 1;
        for (const std::int64_t extent : shape)
            if (__builtin_mul_overflow(elements, static_cast<std::uint64_t>(extent), &elements))
                return tooLarge(path);
        LAPIDARY_CHECK(reserve(dataset, path, elements, H5Tget_size(type.get())));
        if (H5Tget_class(type.get()) == H5T_STRING)
            return readText(dataset, type.get(), path, shape);
        Hdf5Array array;
        array.shape = shape;
        if (H5Tequal(type.get(), H5T_IEEE_F64LE) > 0)
            array.values = std::vector<double>(elements);
        else if (H5Tequal(type.get(), H5T_IEEE_F32LE) > 0)
            array.values = std::vector<float>(elements);
        else if (H5Tequal(type.get(), H5T_STD_I64LE) > 0)
            array.values = std::vector<std::int64_t>(elements);
        else if (H5Tequal(type.get(), H5T_STD_I32LE) > 0)
            array.values = std::vector<std::int32_t>(elements);
        else
            return refused(path, "another element type",
                           "little-endian float64, float32, int64, int32 or a text of fixed length");
        void* data = std::visit([](auto& values) { return static_cast<void*>(values.data()); }, array.values);
        if (elements > 0 && H5Dread(dataset, type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, data) < 0)
            return libraryError(path);
        m_content.arrays.emplace(path, std::move(array));
        return {};
    }

    Result<std::vector<std::int64_t>> readShape(hid_t space, const std::string& path) const {
        const H5S_class_t kind = H5Sget_simple_extent_type(space);
        const int rank = H5Sget_simple_extent_ndims(space);
        if (rank < 0)
            return libraryError(path);
        if ((kind != H5S_SIMPLE && kind != H5S_SCALAR) || rank > kRankLimit)
            return refused(path, "a data space of another kind", "at most 8 dimensions");
        hsize_t extents[kRankLimit] = {};
        hsize_t largest[kRankLimit] = {};
        if (H5Sget_simple_extent_dims(space, extents, largest) < 0)
            return libraryError(path);
        std::vector<std::int64_t> shape;
        for (int i = 0; i < rank; ++i) {
            if (extents[i] > static_cast<hsize_t>(INT64_MAX))
                return tooLarge(path);
            shape.push_back(static_cast<std::int64_t>(extents[i]));
        }
        return shape;
    }

    Error tooLarge(const std::string& path) const {
        return Error{ErrorCode::TooLarge,
                     m_file,
                     path,
                     "a dataset larger than the file",
                     "at most " + std::to_string(m_imageBytes) + " bytes",
                     {}};
    }

    /// All datasets together fit into the file, and each has the storage that its shape needs: nothing is
    /// allocated for values that are not there.
    Status reserve(hid_t dataset, const std::string& path, std::uint64_t elements, std::size_t elementBytes) {
        std::uint64_t bytes = 0;
        if (elementBytes == 0 || __builtin_mul_overflow(elements, std::uint64_t{elementBytes}, &bytes) ||
            __builtin_add_overflow(m_dataBytes, bytes, &m_dataBytes) || m_dataBytes > m_imageBytes)
            return tooLarge(path);
        if (elements > 0 && H5Dget_storage_size(dataset) != bytes)
            return Error{ErrorCode::Inconsistent,
                         m_file,
                         path,
                         std::to_string(H5Dget_storage_size(dataset)) + " bytes of storage",
                         std::to_string(bytes) + " by shape and type",
                         {}};
        return {};
    }

    Status readText(hid_t dataset, hid_t type, const std::string& path,
                    const std::vector<std::int64_t>& shape) {
        if (!shape.empty() || H5Tget_strpad(type) != H5T_STR_NULLTERM)
            return refused(path, "a list of texts or a padded text", "one text that ends with NUL");
        std::string text(H5Tget_size(type), '\0');
        if (H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, text.data()) < 0)
            return libraryError(path);
        text.pop_back();
        m_content.texts.emplace(path, std::move(text));
        return {};
    }

    std::string m_file;
    std::uint64_t m_imageBytes;
    std::uint64_t m_dataBytes = 0;
    std::set<haddr_t> m_seen;
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
    if (file.size() == 0)
        return Error{ErrorCode::Truncated, path.string(), {}, "an empty file", "an HDF5 file", {}};
    const Hdf5Session session;
    return Decoder(path.string(), file.size()).decode(file.bytes());
}

} // namespace lapidary::formats
