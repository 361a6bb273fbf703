// Content hashes: XXH3, 64 bits for tables, 128 bits for ids that go into files.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

uint64_t Hash64(std::string_view bytes);

struct Hash128 {
  uint64_t high = 0, low = 0;
  /// 32 lower-case hexadecimal digits.
  std::string Hex() const;
  friend bool operator==(const Hash128&, const Hash128&) = default;
};
Hash128 HashId(std::string_view bytes);

/// SHA-256 as 64 lower-case hexadecimal digits (FIPS 180-4): what other tools can check a source against.
std::string Sha256Hex(std::string_view bytes);

}  // namespace dateline
