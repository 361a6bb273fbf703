// Classes of bytes, so that text that is ASCII is read by one look-up a byte.
#pragma once

#include <array>
#include <cstdint>

namespace dateline {

enum CharClass : uint8_t { kCharUpper = 1, kCharLower = 2, kCharDigit = 4, kCharBlank = 8, kCharHigh = 16, kCharPunct = 32, kCharHyphen = 64 };
inline constexpr uint8_t kCharLetter = kCharUpper | kCharLower;

inline constexpr std::array<uint8_t, 256> kCharClasses = [] {
  std::array<uint8_t, 256> out{};
  for (size_t c = 0; c < 256; ++c) {
    out[c] = c >= 'A' && c <= 'Z'   ? kCharUpper
             : c >= 'a' && c <= 'z' ? kCharLower
             : c >= '0' && c <= '9' ? kCharDigit
             : c <= ' '             ? kCharBlank
             : c >= 0x80            ? kCharHigh
             : c == '-'             ? kCharPunct | kCharHyphen
                                    : kCharPunct;
  }
  return out;
}();

inline uint8_t ClassOf(char c) { return kCharClasses[static_cast<uint8_t>(c)]; }

}  // namespace dateline
