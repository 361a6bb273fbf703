#include "findings/sketch.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace dateline {
namespace {

constexpr size_t kMostShingles = 12000;
constexpr size_t kLongWord = 4;

uint64_t Mix(uint64_t h) {
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93;
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93;
  return h ^ h >> 32;
}

/// Letters in lower case and digits as they are; 0: another mark, or a byte of a longer character.
constexpr std::array<char, 256> kFolded = [] {
  std::array<char, 256> out{};
  for (char c = 'a'; c <= 'z'; ++c) out[static_cast<size_t>(c)] = out[static_cast<size_t>(c - 32)] = c;
  for (char c = '0'; c <= '9'; ++c) out[static_cast<size_t>(c)] = c;
  return out;
}();
char Folded(char c) { return kFolded[static_cast<unsigned char>(c)]; }
bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool IsDigit(char folded) { return folded != 0 && folded <= '9'; }

constexpr uint64_t kSeed = 0x9e3779b97f4a7c15, kPrime = 0x100000001b3;
uint64_t Step(uint64_t hash, char c) { return (hash ^ static_cast<unsigned char>(c)) * kPrime; }

/// A letter or digit beyond ASCII at `at`: its size; 0: none.
uint32_t LongLetter(std::string_view text, size_t at) {
  const utf8::Decoded d = utf8::Decode(text, at);
  return utf8::IsLetter(d.code) || utf8::IsDigit(d.code) ? d.size : 0;
}

bool InWord(std::string_view text, size_t at) {
  if (at >= text.size()) return false;
  return IsAscii(text[at]) ? Folded(text[at]) != 0 : LongLetter(text, at) != 0;
}

/// A line's end, or a mark that no word follows at once. "Mr. Smith" ends one too; both sides of a comparison are cut alike, so that this does no harm.
bool EndsSentence(std::string_view text, size_t at) {
  const char c = text[at];
  return c == '\n' || ((c == '.' || c == '!' || c == '?') && !InWord(text, at + 1));
}

/// The size of an apostrophe at `at` that a letter follows; 0: none.
size_t ApostropheSize(std::string_view text, size_t at) {
  const size_t size = text[at] == '\'' ? 1 : text.compare(at, 3, "’") == 0 ? 3 : 0;
  return size != 0 && InWord(text, at + size) ? size : 0;
}

/// Sorts, keeps one of those that are equal but for the lowest bit, with the bit set where one had it.
template <class T>
void SortFlagged(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  size_t kept = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    if (kept > 0 && values[kept - 1] >> 1 == values[i] >> 1) values[kept - 1] = static_cast<T>(values[kept - 1] | values[i]);
    else values[kept++] = values[i];
  }
  values.resize(kept);
}

}  // namespace

void Sketcher::EndSentence() {
  in_sentence_ = 0;
  sentence_begins_ = true;
}

void Sketcher::Word(const Scanned& word) {
  const bool first = sentence_begins_;
  sentence_begins_ = false;
  if (word.letters < kLongWord || word.digit) return;
  const uint64_t hash = Mix(word.hash);
  if (word.capital) sketch_.names.push_back(static_cast<uint16_t>((hash & ~uint64_t{1}) | (first ? 0 : 1)));
  if (++in_sentence_ >= 3) sketch_.shingles.push_back(Mix(last_[0] * 3 + last_[1] * 5 + hash * 7));
  last_[0] = last_[1];
  last_[1] = hash;
}

Sketcher::Scanned Sketcher::Scan(std::string_view body, size_t& at) {
  Scanned out;
  out.capital = IsAscii(body[at]) ? body[at] >= 'A' && body[at] <= 'Z' : utf8::IsUpper(utf8::Decode(body, at).code);
  out.hash = kSeed;
  const size_t begin = at;
  size_t end = at;
  bool plain = true;
  while (at < body.size()) {
    if (const char c = Folded(body[at]); c != 0) {
      out.hash = Step(out.hash, c);
      out.digit = out.digit || IsDigit(c);
      ++(c == body[at] ? out.lower : out.upper);
      end = ++at;
    } else if (const size_t apostrophe = ApostropheSize(body, at); apostrophe != 0) {
      at += apostrophe;
      const bool possessive = Folded(body[at]) == 's' && !InWord(body, at + 1);  // "Assad's" counts as "Assad"
      if (possessive && ++at > 0) break;
      plain = false;
    } else if (const uint32_t size = IsAscii(body[at]) ? 0 : LongLetter(body, at); size != 0) {
      end = at += size;
      plain = false;
    } else {
      break;
    }
  }
  out.letters = end - begin;
  if (!plain) {
    folded_.clear();
    utf8::AppendFolded(body.substr(begin, end - begin), folded_);
    out.letters = folded_.size();
    out.hash = kSeed;
    for (const char c : folded_) out.hash = Step(out.hash, c);
  }
  return out;
}

const Sketch& Sketcher::Make(std::string_view body) {
  sketch_.shingles.clear();
  sketch_.names.clear();
  EndSentence();
  size_t lower = 0, upper = 0;
  for (size_t at = 0; at < body.size() && sketch_.shingles.size() < kMostShingles;) {
    if (InWord(body, at)) {
      const Scanned word = Scan(body, at);
      lower += word.lower;
      upper += word.upper;
      Word(word);
    } else {
      if (EndsSentence(body, at)) EndSentence();
      at += IsAscii(body[at]) ? 1 : utf8::Decode(body, at).size;
    }
  }
  if (upper > lower) sketch_.names.clear();  // a text in capitals tells no names
  const size_t half = sketch_.shingles.size() / 2;
  for (size_t i = 0; i < sketch_.shingles.size(); ++i) sketch_.shingles[i] = (sketch_.shingles[i] & ~uint64_t{1}) | (i < half ? 1 : 0);
  SortFlagged(sketch_.shingles);
  SortFlagged(sketch_.names);
  return sketch_;
}

}  // namespace dateline
