#include "text/mojibake.h"

#include <array>

#include "base/utf8.h"

namespace dateline {
namespace {

constexpr std::array<char16_t, 32> kWindows1252 = {0x20AC, 0, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17D, 0,
                                                   0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0, 0x17E, 0x178};

/// The byte that a reader of Windows-1252 or Latin-1 shows as `code`; -1: none above 7F.
int ToByte(char32_t code) {
  if (code >= 0x80 && code <= 0xFF) return static_cast<int>(code);
  for (size_t i = 0; i < kWindows1252.size(); ++i) {
    if (kWindows1252[i] != 0 && kWindows1252[i] == code) return static_cast<int>(0x80 + i);
  }
  return -1;
}

/// Compatibility normalization takes ¯ ¨ ´ ¸ for a blank with an accent over it; 0: no accent here.
char32_t SpacingAccent(std::string_view text) {
  if (text.starts_with("\u0304")) return 0xAF;
  if (text.starts_with("\u0308")) return 0xA8;
  if (text.starts_with("\u0301")) return 0xB4;
  return text.starts_with("\u0327") ? 0xB8 : 0;
}

/// What may come out: Latin letters and signs of Western and Central Europe, transliteration, general punctuation and symbols, ligatures, emoji.
bool IsPlausible(char32_t c) {
  return (c >= 0xA0 && c <= 0x17F) || (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x2000 && c <= 0x27BF) || (c >= 0xFB00 && c <= 0xFB06) || c == 0xFEFF || c == 0xFFFD ||
         (c >= 0x1F000 && c <= 0x1FAFF);
}

/// Reads one character at `at` through `level` rounds of decoding; size 0: there is none.
Mojibake Read(std::string_view text, size_t at, int level) {
  if (at >= text.size()) return {};
  if (level == 0) {
    const utf8::Decoded d = utf8::Decode(text, at);
    if (d.code == ' ') {
      if (const char32_t sign = SpacingAccent(text.substr(at + 1)); sign != 0) return {sign, 3};
    }
    return {d.code, d.size};
  }
  const Mojibake lead = Read(text, at, level - 1);
  const int first = lead.size == 0 ? -1 : ToByte(lead.code);
  if (first < 0xC2 || first > 0xF4) return {};
  const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  Mojibake out = {static_cast<char32_t>(first & (0x3F >> more)), lead.size};
  for (int i = 0; i < more; ++i) {
    const Mojibake next = Read(text, at + out.size, level - 1);
    const int byte = next.size == 0 ? -1 : ToByte(next.code);
    if (byte < 0x80 || byte > 0xBF) return {};
    out.code = (out.code << 6) | static_cast<char32_t>(byte & 0x3F);
    out.size += next.size;
  }
  const bool overlong = (more == 2 && out.code < 0x800) || (more == 3 && out.code < 0x10000);
  // Inner rounds may give any lead character; the last must make sense.
  return overlong || !IsPlausible(out.code) ? Mojibake{} : out;
}

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

Mojibake ReadMojibake(std::string_view text, size_t at) {
  if (const Mojibake twice = Read(text, at, 2); twice.size > 0) return twice;
  // The third character of ” and of the hyphen U+2010 (bytes 9D and 90, which Windows-1252 leaves open) is often lost.
  constexpr std::array<std::string_view, 3> kStubs = {"â€", "Ã¢â‚¬", "Ã¢€"};
  for (const std::string_view stub : kStubs) {
    if (text.substr(at, stub.size()) != stub) continue;
    size_t next = at + stub.size();
    if (text.substr(next).starts_with("\uFFFD")) next += 3;  // the byte itself, undecodable
    if (next == text.size() || static_cast<uint8_t>(text[next]) < '0') return {U'”', static_cast<uint32_t>(next - at)};
    if (at > 0 && IsAsciiLetter(text[at - 1]) && IsAsciiLetter(text[next])) return {U'-', static_cast<uint32_t>(next - at)};
  }
  return Read(text, at, 1);
}

char32_t FromC1(char32_t code) { return code >= 0x80 && code <= 0x9F ? kWindows1252[code - 0x80] : 0; }

}  // namespace dateline
