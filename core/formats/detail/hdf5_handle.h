// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <hdf5.h>
#include <mutex>
#include <string>
#include <utility>

namespace lapidary::formats::detail {

/// Owns one HDF5 identifier and closes it with its own function.
class Hdf5Handle final {
public:
    using Close = herr_t (*)(hid_t);

    Hdf5Handle(hid_t id, Close close)
        : m_id(id)
        , m_close(close) {}
    Hdf5Handle(Hdf5Handle&& other) noexcept
        : m_id(std::exchange(other.m_id, -1))
        , m_close(other.m_close) {}
    Hdf5Handle(const Hdf5Handle&) = delete;
    Hdf5Handle& operator=(const Hdf5Handle&) = delete;
    ~Hdf5Handle() {
        if (m_id >= 0)
            m_close(m_id);
    }

    explicit operator bool() const { return m_id >= 0; }
    hid_t get() const { return m_id; }

private:
    hid_t m_id;
    Close m_close;
};

/// One call into the library: holds its lock (common builds of HDF5 are not thread-safe), keeps it from
/// printing errors and from loading filter plugins, and puts the printing back as it was at the end.
class Hdf5Session final {
public:
    Hdf5Session();
    ~Hdf5Session();
    Hdf5Session(const Hdf5Session&) = delete;
    Hdf5Session& operator=(const Hdf5Session&) = delete;

    /// What the library itself says of the last failure, innermost first.
    static std::string lastMessage();

private:
    std::unique_lock<std::mutex> m_lock;
    H5E_auto2_t m_printer = nullptr;
    void* m_printerData = nullptr;
};

/// The name under which images in memory are opened. Nothing can exist below a device, so the in-memory
/// driver, which looks for a file of this name first, never finds one.
inline constexpr const char* kHdf5ImageName = "/dev/null/lapidary";

} // namespace lapidary::formats::detail
