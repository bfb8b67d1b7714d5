// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/hash.h"

#include "core/base/mapped_file.h"

#include <algorithm>
#include <array>
#include <openssl/evp.h>

namespace lapidary::base {

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256()
    : m_state(std::make_unique<State>()) {
    EVP_DigestInit_ex(m_state->context, EVP_sha256(), nullptr);
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

Sha256& Sha256::add(std::span<const std::byte> bytes) {
    EVP_DigestUpdate(m_state->context, bytes.data(), bytes.size());
    return *this;
}

std::string Sha256::hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    EVP_DigestFinal_ex(m_state->context, digest.data(), &length);
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string out;
    out.reserve(2 * length);
    for (unsigned i = 0; i < length; ++i) {
        out += kDigits[digest[i] >> 4];
        out += kDigits[digest[i] & 15];
    }
    return out;
}

std::string sha256Hex(std::string_view text) {
    return Sha256().add(text).hex();
}

Result<std::string> sha256OfFile(const std::filesystem::path& path, const RunControl& control) {
    LAPIDARY_TRY(const MappedFile file, MappedFile::open(path));
    constexpr std::uint64_t kStep = std::uint64_t{16} << 20;
    Sha256 hash;
    for (std::uint64_t at = 0; at < file.size(); at += kStep) {
        LAPIDARY_CHECK(control.check());
        const std::uint64_t length = std::min(kStep, file.size() - at);
        hash.add(file.bytes().subspan(at, length));
        file.release(at, length);
    }
    return hash.hex();
}

} // namespace lapidary::base
