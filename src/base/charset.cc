#include "base/charset.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/utf8.h"

namespace dateline {
namespace {

constexpr size_t kSample = 64 << 10;
constexpr size_t kMaxDecoded = size_t{1} << 30;

// Windows-1252, 80-9F; the five bytes without a meaning stay U+FFFD. (Unicode Consortium, mapping file CP1252.TXT.)
constexpr std::array<char16_t, 32> kWindows1252 = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                                   0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                                   0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

struct Magic {
  std::string_view bytes;
  std::string_view name;
};

using std::operator""sv;  // literals that hold NULs
constexpr Magic kMagics[] = {
    {"\x89PNG\r\n\x1a\n"sv, "PNG image"}, {"%PDF-"sv, "PDF"}, {"PK\x03\x04"sv, "ZIP archive"}, {"PK\x05\x06"sv, "ZIP archive"},
    {"\x1f\x8b"sv, "gzip data"}, {"\x28\xb5\x2f\xfd"sv, "zstd data"}, {"\xff\xd8\xff"sv, "JPEG image"}, {"GIF87a"sv, "GIF image"},
    {"GIF89a"sv, "GIF image"}, {"\x7f" "ELF"sv, "ELF program"}, {"BZh"sv, "bzip2 data"}, {"\xfd" "7zXZ\0"sv, "xz data"},
    {"7z\xbc\xaf\x27\x1c"sv, "7-Zip archive"},
    {"Rar!\x1a\x07"sv, "RAR archive"}, {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "old Office document"}, {"{\\rtf"sv, "RTF document"},
    {"SQLite format 3\0"sv, "SQLite database"},
    {"II*\0"sv, "TIFF image"}, {"MM\0*"sv, "TIFF image"}, {"PAR1"sv, "Parquet file"}, {"OggS"sv, "Ogg media"}, {"ID3"sv, "MP3 audio"},
    {"wOFF"sv, "web font"},
    {"\xff\xfe\0\0"sv, "UTF-32 text"}, {"\0\0\xfe\xff"sv, "UTF-32 text"},
};

// Short magics made of printable letters could begin a report ("ID3 ..."): they count only where a control byte stands close by.
bool NeedsControl(std::string_view magic) { return magic == "BZh"sv || magic == "ID3"sv || magic == "PAR1"sv || magic == "OggS"sv ||
    magic == "wOFF"sv; }

bool IsControl(uint8_t byte) { return (byte < 0x20 && !(byte >= 7 && byte <= 13) && byte != 0x1A && byte != 0x1B) || byte == 0x7F; }

size_t CountControls(std::string_view sample) {
  return static_cast<size_t>(std::count_if(sample.begin(), sample.end(), [](char c) { return IsControl(static_cast<uint8_t>(c)); }));
}

// UTF-16 of mostly Latin text has its NULs on one side of each pair.
Encoding Utf16ByNuls(std::string_view sample) {
  if (sample.size() < 4) return Encoding::kBinary;
  size_t even = 0;
  size_t odd = 0;
  for (size_t i = 0; i + 1 < sample.size(); i += 2) {
    even += sample[i] == 0;
    odd += sample[i + 1] == 0;
  }
  const size_t pairs = sample.size() / 2;
  if (odd * 10 >= pairs * 4 && even * 20 <= pairs) return Encoding::kUtf16Le;
  if (even * 10 >= pairs * 4 && odd * 20 <= pairs) return Encoding::kUtf16Be;
  return Encoding::kBinary;
}

std::string_view MagicKind(std::string_view bytes) {
  for (const Magic& magic : kMagics) {
    if (bytes.starts_with(magic.bytes) && (!NeedsControl(magic.bytes) || CountControls(bytes.substr(0, 256)) > 0)) return magic.name;
  }
  if (bytes.size() >= 12 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return "WebP image";
  if (bytes.size() >= 12 && bytes.substr(4, 4) == "ftyp") return "MP4 media";
  return {};
}

bool StartsUtf16(std::string_view bytes) { return bytes.starts_with("\xff\xfe"sv) || bytes.starts_with("\xfe\xff"sv); }

char32_t Windows1252(uint8_t byte) { return byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80] : byte; }

// Good multi-byte sequences and bad bytes of text that is not valid throughout.
Encoding ByDamage(std::string_view bytes) {
  size_t good = 0;
  size_t bad = 0;
  for (size_t at = 0; at < bytes.size();) {
    if (static_cast<uint8_t>(bytes[at]) < 0x80) {
      ++at;
      continue;
    }
    const utf8::Decoded d = utf8::Decode(bytes, at);
    (d.size > 1 ? good : bad) += 1;
    at += d.size;
  }
  return good >= 2 * bad ? Encoding::kUtf8 : Encoding::kWindows1252;
}

void AppendReplacement(char32_t code, Span from, std::string& utf8, OffsetMap& map) {
  const size_t before = utf8.size();
  utf8::Append(utf8, code);
  map.AddReplacement(from, static_cast<uint32_t>(utf8.size() - before));
}

void DecodeUtf8(std::string_view bytes, uint32_t begin, std::string& utf8, OffsetMap& map) {
  size_t at = begin == 0 && bytes.starts_with("\xef\xbb\xbf") ? 3 : 0;
  while (at < bytes.size()) {
    const size_t size = ValidUtf8Prefix(bytes, at);
    if (size > 0) {
      utf8.append(bytes, at, size);
      map.AddCopy(begin + static_cast<uint32_t>(at), static_cast<uint32_t>(size));
      at += size;
      continue;
    }
    const auto from = begin + static_cast<uint32_t>(at);
    AppendReplacement(Windows1252(static_cast<uint8_t>(bytes[at])), {from, from + 1}, utf8, map);
    ++at;
  }
}

void DecodeWindows1252(std::string_view bytes, uint32_t begin, std::string& utf8, OffsetMap& map) {
  for (size_t at = 0; at < bytes.size();) {
    size_t end = at;
    while (end < bytes.size() && static_cast<uint8_t>(bytes[end]) < 0x80) ++end;
    if (end > at) {
      utf8.append(bytes, at, end - at);
      map.AddCopy(begin + static_cast<uint32_t>(at), static_cast<uint32_t>(end - at));
    }
    for (; end < bytes.size() && static_cast<uint8_t>(bytes[end]) >= 0x80; ++end) {
      const auto from = begin + static_cast<uint32_t>(end);
      AppendReplacement(Windows1252(static_cast<uint8_t>(bytes[end])), {from, from + 1}, utf8, map);
    }
    at = end;
  }
}

void DecodeUtf16(std::string_view bytes, bool big_endian, uint32_t begin, std::string& utf8, OffsetMap& map) {
  const auto unit = [&](size_t at) {
    const auto high = static_cast<uint8_t>(bytes[at + (big_endian ? 0 : 1)]);
    const auto low = static_cast<uint8_t>(bytes[at + (big_endian ? 1 : 0)]);
    return static_cast<char32_t>((high << 8) | low);
  };
  size_t at = begin == 0 && bytes.size() >= 2 && unit(0) == 0xFEFF ? 2 : 0;
  while (at + 1 < bytes.size()) {
    char32_t code = unit(at);
    size_t size = 2;
    if (code >= 0xD800 && code <= 0xDBFF && at + 3 < bytes.size()) {
      const char32_t low = unit(at + 2);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        size = 4;
      }
    }
    const auto from = begin + static_cast<uint32_t>(at);
    AppendReplacement(code, {from, from + static_cast<uint32_t>(size)}, utf8, map);
    at += size;
  }
}

}  // namespace

size_t ValidUtf8Prefix(std::string_view text, size_t at) {
  const size_t begin = at;
  while (at < text.size()) {
    uint64_t word = 0;
    while (at + 8 <= text.size()) {
      std::memcpy(&word, text.data() + at, 8);
      if ((word & 0x8080808080808080u) != 0) break;
      at += 8;
    }
    while (at < text.size() && static_cast<uint8_t>(text[at]) < 0x80) ++at;
    if (at >= text.size()) break;
    const utf8::Decoded d = utf8::Decode(text, at);
    if (d.size == 1) break;
    at += d.size;
  }
  return at - begin;
}

std::string_view BinaryKind(std::string_view bytes) {
  if (const std::string_view kind = MagicKind(bytes); !kind.empty()) return kind;
  if (StartsUtf16(bytes)) return {};
  const std::string_view sample = bytes.substr(0, kSample);
  const size_t controls = CountControls(sample);
  if (controls * 100 <= sample.size()) return {};
  return Utf16ByNuls(sample) == Encoding::kBinary ? "binary data" : std::string_view{};
}

Encoding DetectEncoding(std::string_view bytes) {
  if (!BinaryKind(bytes).empty()) return Encoding::kBinary;
  if (bytes.starts_with("\xef\xbb\xbf")) return Encoding::kUtf8;
  if (bytes.starts_with("\xff\xfe"sv)) return Encoding::kUtf16Le;
  if (bytes.starts_with("\xfe\xff"sv)) return Encoding::kUtf16Be;
  const std::string_view sample = bytes.substr(0, kSample);
  if (CountControls(sample) * 100 > sample.size()) return Utf16ByNuls(sample);
  return ValidUtf8Prefix(bytes) == bytes.size() ? Encoding::kUtf8 : ByDamage(bytes);
}

void Decode(std::string_view bytes, Encoding encoding, std::string& utf8, OffsetMap& map, uint32_t original_begin) {
  bytes = bytes.substr(0, kMaxDecoded);
  utf8.reserve(utf8.size() + bytes.size());
  switch (encoding) {
    case Encoding::kUtf8:
    case Encoding::kBinary: return DecodeUtf8(bytes, original_begin, utf8, map);
    case Encoding::kUtf16Le: return DecodeUtf16(bytes, false, original_begin, utf8, map);
    case Encoding::kUtf16Be: return DecodeUtf16(bytes, true, original_begin, utf8, map);
    case Encoding::kWindows1252: return DecodeWindows1252(bytes, original_begin, utf8, map);
  }
}

}  // namespace dateline
