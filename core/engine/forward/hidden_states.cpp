// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/forward/hidden_states.h"

#include "core/base/file_system.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace lapidary::engine {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

/// An unlinked temporary file mapped for reading and writing: it goes with the process, whatever happens.
class SpillFile final {
public:
    SpillFile() = default;
    SpillFile(SpillFile&& other) noexcept
        : m_data(std::exchange(other.m_data, nullptr))
        , m_bytes(std::exchange(other.m_bytes, 0)) {}
    SpillFile& operator=(SpillFile&& other) noexcept {
        std::swap(m_data, other.m_data);
        std::swap(m_bytes, other.m_bytes);
        return *this;
    }
    ~SpillFile() {
        if (m_data != nullptr)
            ::munmap(m_data, m_bytes);
    }

    static Result<SpillFile> create(const std::filesystem::path& folder, std::size_t bytes) {
        std::string name = (folder / "lapidary-hidden-XXXXXX").string();
        const int descriptor = ::mkstemp(name.data());
        if (descriptor < 0)
            return base::systemError(ErrorCode::FileNotWritable, folder, "make a temporary file", errno);
        ::unlink(name.c_str());
        SpillFile file;
        // Reserved now: a hole that cannot be filled later would end the process with SIGBUS.
        if (const int code = ::posix_fallocate(descriptor, 0, static_cast<off_t>(bytes)); code != 0) {
            ::close(descriptor);
            return base::systemError(ErrorCode::FileNotWritable, folder, "reserve space for activations",
                                     code);
        }
        void* data = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
        const int code = errno;
        ::close(descriptor);
        if (data == MAP_FAILED)
            return base::systemError(ErrorCode::OutOfMemory, folder, "map a temporary file", code);
        file.m_data = static_cast<float*>(data);
        file.m_bytes = bytes;
        return file;
    }

    float* data() const { return m_data; }

    /// Gives the pages of a finished range back; dirty ones are written out by the system first.
    void release(std::size_t offset, std::size_t bytes) const {
        const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
        const std::size_t begin = (offset + page - 1) / page * page;
        const std::size_t end = (offset + bytes) / page * page;
        if (begin < end)
            ::madvise(reinterpret_cast<std::byte*>(m_data) + begin, end - begin, MADV_DONTNEED);
    }

private:
    float* m_data = nullptr;
    std::size_t m_bytes = 0;
};

} // namespace

/// Windows below `inMemory` lie in `memory`, the others in the file.
struct HiddenStates::Impl {
    std::int64_t windows = 0;
    std::int64_t window = 0;
    std::int64_t hidden = 0;
    std::int64_t inMemory = 0;
    at::Tensor memory; // [inMemory, window, hidden]
    SpillFile spill;

    std::size_t windowElements() const { return static_cast<std::size_t>(window * hidden); }

    std::size_t spillOffset(std::int64_t index) const {
        return static_cast<std::size_t>(index - inMemory) * windowElements() * sizeof(float);
    }

    at::Tensor place(std::int64_t index) const {
        if (index < inMemory)
            return memory.narrow(0, index, 1);
        return at::from_blob(spill.data() + spillOffset(index) / sizeof(float), {1, window, hidden},
                             at::device(at::kCPU).dtype(at::kFloat));
    }
};

HiddenStates::HiddenStates(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {
}
HiddenStates::HiddenStates(HiddenStates&&) noexcept = default;
HiddenStates& HiddenStates::operator=(HiddenStates&&) noexcept = default;
HiddenStates::~HiddenStates() = default;

Result<HiddenStates> HiddenStates::create(std::int64_t windows, std::int64_t window, std::int64_t hidden,
                                          std::uint64_t memoryBudget,
                                          const std::filesystem::path& spillFolder) {
    std::uint64_t bytes = 0;
    std::uint64_t all = 0;
    if (windows < 0 || window < 0 || hidden < 0 ||
        __builtin_mul_overflow(static_cast<std::uint64_t>(window), static_cast<std::uint64_t>(hidden) * 4,
                               &bytes) ||
        __builtin_mul_overflow(bytes, static_cast<std::uint64_t>(windows), &all) || all > INT64_MAX)
        return Error{ErrorCode::TooLarge,
                     {},
                     "activations",
                     std::to_string(windows) + " windows of " + std::to_string(window) + " tokens",
                     "fewer or shorter windows",
                     "use a smaller --windows or --window"};
    auto impl = std::make_unique<Impl>();
    impl->windows = windows;
    impl->window = window;
    impl->hidden = hidden;
    impl->inMemory =
        bytes == 0 ? windows : std::min(windows, static_cast<std::int64_t>(memoryBudget / bytes));
    impl->memory = at::empty({impl->inMemory, window, hidden}, at::device(at::kCPU).dtype(at::kFloat));
    if (impl->inMemory < windows) {
        const std::size_t rest = static_cast<std::size_t>(windows - impl->inMemory) * bytes;
        LAPIDARY_TRY(impl->spill, SpillFile::create(spillFolder, rest));
    }
    return HiddenStates(std::move(impl));
}

std::int64_t HiddenStates::windows() const {
    return m_impl->windows;
}

std::int64_t HiddenStates::windowElements() const {
    return m_impl->window * m_impl->hidden;
}

at::Tensor HiddenStates::get(std::int64_t window, at::Device device) const {
    return m_impl->place(window).to(device);
}

void HiddenStates::put(std::int64_t window, const at::Tensor& hidden) {
    m_impl->place(window).copy_(hidden.view({1, m_impl->window, m_impl->hidden}));
    if (window >= m_impl->inMemory)
        m_impl->spill.release(m_impl->spillOffset(window), m_impl->windowElements() * sizeof(float));
}

} // namespace lapidary::engine
