#include "base/utf8.h"

namespace dateline::utf8 {
namespace {

// Latin letters with accents, 00C0-017F, to their base letters; '\0': not a letter. Two-letter expansions stand in Expand().
constexpr char kLatin1[] = "aaaaaaaceeeeiiiidnooooo\0ouuuuyts";
constexpr char kLatinA[] =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(sizeof(kLatinA) == 129);

std::string_view Expand(char32_t code) {
  switch (code) {
    case 0xC6: case 0xE6: return "ae";
    case 0xDF: return "ss";
    case 0xDE: case 0xFE: return "th";
    case 0x132: case 0x133: return "ij";
    case 0x152: case 0x153: return "oe";
    default: return {};
  }
}

// U+0180 to U+024F and U+1E00 to U+1EFF: base letters, '.' where there is none.
constexpr std::string_view kLatinB =
    "................................oo.............uu............................aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa...."
    "aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............................";
constexpr std::string_view kLatinMore =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

char BaseLetter(char32_t code) {
  if (code >= 0xC0 && code <= 0xDF) return kLatin1[code - 0xC0];
  if (code >= 0xE0 && code <= 0xFF) return code == 0xF7 ? '\0' : code == 0xFF ? 'y' : kLatin1[code - 0xE0];
  if (code >= 0x100 && code <= 0x17F) return kLatinA[code - 0x100];
  char more = '.';
  if (code >= 0x180 && code < 0x180 + kLatinB.size()) more = kLatinB[code - 0x180];
  if (code >= 0x1E00 && code < 0x1E00 + kLatinMore.size()) more = kLatinMore[code - 0x1E00];
  if (more != '.') return more;
  return '\0';
}

bool IsApostrophe(char32_t c) { return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02BB || c == 0x02BC || c == 0x02BE || c == 0x02BF || c == '`' || c == 0xB4; }

}  // namespace

Decoded Decode(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[at + i]); };
  const uint8_t first = byte(0);
  if (first < 0x80) return {first, 1};
  const uint32_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + size > text.size()) return {};
  char32_t code = first & (0x7Fu >> size);
  for (uint32_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    code = (code << 6) | (byte(i) & 0x3Fu);
  }
  if ((size == 3 && code < 0x800) || (size == 4 && (code < 0x10000 || code > 0x10FFFF)) || (code >= 0xD800 && code <= 0xDFFF)) return {};
  return {code, size};
}

void Append(std::string& out, char32_t code) {
  if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) code = kReplacement;
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

bool IsValid(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (static_cast<uint8_t>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const Decoded d = Decode(text, at);
    if (d.size == 1) return false;
    at += d.size;
  }
  return true;
}

size_t CountCodePoints(std::string_view text) {
  size_t count = 0;
  for (const char c : text) count += (static_cast<uint8_t>(c) & 0xC0) != 0x80;
  return count;
}

char32_t ToLower(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c == 0x130) return 'i';
  if (c == 0x178) return 0xFF;
  const bool odd_upper = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
  const bool even_upper = (c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) || (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x460 && c <= 0x4FF);
  if ((odd_upper && c % 2 == 1) || (even_upper && c % 2 == 0)) return c + 1;
  return c;
}

bool IsUpper(char32_t c) { return ToLower(c) != c; }

bool IsLetter(char32_t c) {
  if (c < 0x80) return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x250 && c <= 0x1FFF) || (c >= 0x2C00 && c <= 0x2DFF) || (c >= 0x3040 && c <= 0xD7FF) ||
         (c >= 0xF900 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC) || c == 0xAA || c == 0xB5 || c == 0xBA || (c >= 0xFB00 && c <= 0xFB06);
}

bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }

bool IsSpace(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

void AppendLower(std::string_view text, std::string& out) {
  for (size_t at = 0; at < text.size();) {
    const auto byte = static_cast<uint8_t>(text[at]);
    if (byte < 0x80) {
      out += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : static_cast<char>(byte);
      ++at;
      continue;
    }
    const Decoded d = Decode(text, at);
    Append(out, d.code == 0x2019 || d.code == 0x2018 ? U'\'' : ToLower(d.code));
    at += d.size;
  }
}

std::string Lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  AppendLower(text, out);
  return out;
}

void AppendFolded(std::string_view text, std::string& out) {
  const size_t start = out.size();
  const auto space = [&] {
    if (out.size() > start && out.back() != ' ') out += ' ';
  };
  for (size_t at = 0; at < text.size();) {
    const Decoded d = Decode(text, at);
    at += d.size;
    if (d.code < 0x80) {
      const char c = static_cast<char>(d.code);
      if (c >= 'A' && c <= 'Z') out += static_cast<char>(c + 32);
      else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
      else if (!IsApostrophe(d.code) && c != '.') space();
      continue;
    }
    if (IsApostrophe(d.code) || (d.code >= 0x300 && d.code <= 0x36F)) continue;
    if (const std::string_view two = Expand(d.code); !two.empty()) out += two;
    else if (const char base = BaseLetter(d.code)) out += base;
    else if (IsLetter(d.code)) Append(out, ToLower(d.code));
    else space();
  }
  if (out.size() > start && out.back() == ' ') out.pop_back();
}

std::string Fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  AppendFolded(text, out);
  return out;
}

}  // namespace dateline::utf8
