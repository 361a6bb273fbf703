#include "language/features.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"
#include "base/utf8.h"

namespace dateline {
namespace {

constexpr uint32_t kMagic = 0x31544146;  // "FAT1"
constexpr size_t kLongest = 96;          // bytes of a word that count

/// A word in at most kLongest bytes: of longer ones the beginning and the end.
std::string_view Cut(std::string_view form, std::array<char, kLongest>& buffer) {
  if (form.size() <= kLongest) return form;
  std::copy_n(form.begin(), kLongest / 2, buffer.begin());
  std::copy_n(form.end() - kLongest / 2, kLongest / 2, buffer.begin() + kLongest / 2);
  return {buffer.data(), kLongest};
}

/// Code points of a word with their places, decoded once.
struct Letters {
  std::array<char32_t, kLongest> code;
  size_t size = 0;

  explicit Letters(std::string_view text) {
    for (size_t at = 0; at < text.size() && size < kLongest;) {
      const utf8::Decoded d = utf8::Decode(text, at);
      code[size++] = d.code;
      at += d.size;
    }
  }
};

/// Lower case; digits are one digit, quotation marks and dashes are straight: news and treebanks write them differently.
char32_t Plain(char32_t c) {
  if (c < 0x80) {
    if (c >= 'A' && c <= 'Z') return c + 32;
    return c >= '0' && c <= '9' ? U'0' : c;
  }
  switch (c) {
    case 0x2018: case 0x2019: case 0x201B: case 0x02BC: case 0x00B4: return U'\'';
    case 0x201C: case 0x201D: case 0x201E: case 0x201F: case 0x00AB: case 0x00BB: return U'"';
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: return U'-';
    case 0x2022: case 0x25CF: case 0x25AA: case 0x00B7: return U'*';
    default: return utf8::ToLower(c);
  }
}

char32_t ShapeOf(char32_t c) {
  if (utf8::IsUpper(c)) return U'X';
  if (utf8::IsLetter(c)) return U'x';
  if (utf8::IsDigit(c)) return U'0';
  return c < 0x80 ? c : Plain(c) < 0x80 ? Plain(c) : U'?';
}

/// A hash of code points; the kind keeps equal strings of different kinds apart. Never 0.
uint64_t HashOf(FeatureKind kind, const char32_t* codes, size_t size) {
  std::array<char32_t, kLongest + 1> text;
  text[0] = static_cast<char32_t>(kind) + 1;
  std::copy_n(codes, size, text.begin() + 1);
  const uint64_t hash = Hash64({reinterpret_cast<const char*>(text.data()), (size + 1) * sizeof(char32_t)});
  return hash != 0 ? hash : 1;
}

}  // namespace

FeatureHashes HashFeatures(std::string_view form) {
  std::array<char, kLongest> buffer;
  const Letters letters(Cut(form, buffer));
  std::array<char32_t, kLongest> plain, shape;
  const size_t n = letters.size;
  bool cased = false;
  size_t shape_size = 0;
  for (size_t i = 0; i < n; ++i) {
    plain[i] = Plain(letters.code[i]);
    cased = cased || (plain[i] != letters.code[i] && !utf8::IsDigit(letters.code[i]));
    const char32_t s = ShapeOf(letters.code[i]);
    // Runs of three and more of the same class count as three.
    const bool run = shape_size >= 3 && shape[shape_size - 1] == s && shape[shape_size - 2] == s && shape[shape_size - 3] == s;
    if (!run && shape_size < 10) shape[shape_size++] = s;
  }
  FeatureHashes out{};
  const auto set = [&](FeatureKind kind, const char32_t* codes, size_t size) { out[static_cast<size_t>(kind)] = HashOf(kind, codes, size); };
  set(FeatureKind::kWord, plain.data(), n);
  if (cased) set(FeatureKind::kCased, letters.code.data(), n);
  if (n > 2) set(FeatureKind::kSuffix2, plain.data() + n - 2, 2);
  if (n > 3) set(FeatureKind::kSuffix3, plain.data() + n - 3, 3);
  if (n > 4) set(FeatureKind::kSuffix4, plain.data() + n - 4, 4);
  if (n > 3) set(FeatureKind::kPrefix2, plain.data(), 2);
  if (n > 4) set(FeatureKind::kPrefix3, plain.data(), 3);
  set(FeatureKind::kShape, shape.data(), shape_size);
  set(FeatureKind::kFine, plain.data(), n);
  set(FeatureKind::kCoarse, plain.data(), n);
  if (n > 1 && utf8::IsUpper(letters.code[0])) set(FeatureKind::kClass, plain.data(), n);
  return out;
}

uint64_t HashClass(FeatureKind kind, std::string_view word) {
  std::array<char, kLongest> buffer;
  Letters letters(Cut(word, buffer));
  for (size_t i = 0; i < letters.size; ++i) letters.code[i] = Plain(letters.code[i]);
  return HashOf(kind, letters.code.data(), letters.size);
}

std::string FeatureTable::Build(const std::vector<std::pair<uint64_t, uint32_t>>& rows, uint32_t count) {
  uint32_t slots = 16;
  while (slots < rows.size() * 2) slots *= 2;
  std::vector<Slot> table(slots, Slot{0, kNoFeatureRow});
  for (const auto& [hash, row] : rows) {
    uint32_t at = static_cast<uint32_t>(hash) & (slots - 1);
    while (table[at].row != kNoFeatureRow) at = (at + 1) & (slots - 1);
    table[at] = {static_cast<uint32_t>(hash >> 32), row};
  }
  const Header header = {kMagic, slots, count, static_cast<uint32_t>(kFeatureCount)};
  std::string out(reinterpret_cast<const char*>(&header), sizeof header);
  out.append(reinterpret_cast<const char*>(table.data()), table.size() * sizeof(Slot));
  return out;
}

Result<FeatureTable> FeatureTable::Load(std::string_view section) {
  const Error broken = {"section \"features\"", section.empty() ? "missing" : "damaged", "a model made by dateline-train"};
  Header header;
  if (section.size() < sizeof header) return broken;
  std::memcpy(&header, section.data(), sizeof header);
  if (header.magic != kMagic || header.slots == 0 || (header.slots & (header.slots - 1)) != 0 || header.rows < kFeatureCount) return broken;
  if (header.kinds != kFeatureCount) return Error{"section \"features\"", std::to_string(header.kinds) + " kinds of features", std::to_string(kFeatureCount) + ", as this program has"};
  if (section.size() != sizeof header + size_t{header.slots} * sizeof(Slot)) return broken;
  FeatureTable out;
  out.slots_ = reinterpret_cast<const Slot*>(section.data() + sizeof header);
  out.mask_ = header.slots - 1;
  out.rows_ = header.rows;
  size_t used = 0;
  for (uint32_t i = 0; i < header.slots; ++i) {
    used += out.slots_[i].row != kNoFeatureRow;
    if (out.slots_[i].row != kNoFeatureRow && out.slots_[i].row >= header.rows) return broken;
  }
  if (used == header.slots) return broken;  // a search for what is not there would never end
  return out;
}

uint32_t FeatureTable::Row(FeatureKind kind, uint64_t hash) const {
  if (hash == 0) return kNoFeatureRow;
  const auto print = static_cast<uint32_t>(hash >> 32);
  for (uint32_t at = static_cast<uint32_t>(hash) & mask_;; at = (at + 1) & mask_) {
    if (slots_[at].row == kNoFeatureRow) return static_cast<uint32_t>(kind);
    if (slots_[at].print == print) return slots_[at].row;
  }
}

FeatureRows FeatureTable::Rows(std::string_view form) const {
  const FeatureHashes hashes = HashFeatures(form);
  FeatureRows out;
  for (size_t k = 0; k < kFeatureCount; ++k) out[k] = Row(static_cast<FeatureKind>(k), hashes[k]);
  return out;
}

}  // namespace dateline
