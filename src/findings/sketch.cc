#include "findings/sketch.h"

#include <algorithm>

#include "base/hash.h"
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

bool IsLowerAscii(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpperAscii(char c) { return c >= 'A' && c <= 'Z'; }
bool IsDigitAscii(char c) { return c >= '0' && c <= '9'; }

/// A letter, a digit or the begin of a longer character that is one.
bool InWord(std::string_view text, size_t at, uint32_t& size) {
  const char c = text[at];
  size = 1;
  if (static_cast<unsigned char>(c) < 0x80) return IsLowerAscii(c) || IsUpperAscii(c) || IsDigitAscii(c);
  const utf8::Decoded d = utf8::Decode(text, at);
  size = d.size;
  return utf8::IsLetter(d.code) || utf8::IsDigit(d.code);
}

/// A line's end, or a mark that no word follows at once. "Mr. Smith" ends one too; both sides of a comparison are cut alike, so that this does no harm.
bool EndsSentence(std::string_view text, size_t at) {
  const char c = text[at];
  if (c == '\n') return true;
  uint32_t size = 1;
  return (c == '.' || c == '!' || c == '?') && (at + 1 == text.size() || !InWord(text, at + 1, size));
}

/// "Assad's" counts as "Assad".
std::string_view WithoutPossessive(std::string_view word) {
  if (word.ends_with("'s")) word.remove_suffix(2);
  else if (word.ends_with("’s")) word.remove_suffix(4);
  return word;
}

/// The size of an apostrophe at `at` that a letter follows; 0: none.
size_t ApostropheSize(std::string_view text, size_t at) {
  const size_t size = text[at] == '\'' ? 1 : text.compare(at, 3, "’") == 0 ? 3 : 0;
  if (size == 0 || at + size >= text.size()) return 0;
  const char next = text[at + size];
  return IsLowerAscii(next) || IsUpperAscii(next) ? size : 0;
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

void Sketcher::Word(std::string_view word, bool capital) {
  const bool first = sentence_begins_;
  sentence_begins_ = false;
  word = WithoutPossessive(word);
  folded_.clear();
  utf8::AppendFolded(word, folded_);
  if (folded_.size() < kLongWord || std::any_of(folded_.begin(), folded_.end(), IsDigitAscii)) return;
  const uint64_t hash = Hash64(folded_);
  if (capital) sketch_.names.push_back(static_cast<uint16_t>((hash & ~uint64_t{1}) | (first ? 0 : 1)));
  if (++in_sentence_ >= 3) sketch_.shingles.push_back(Mix(last_[0] * 3 + last_[1] * 5 + hash * 7));
  last_[0] = last_[1];
  last_[1] = hash;
}

const Sketch& Sketcher::Make(std::string_view body) {
  sketch_.shingles.clear();
  sketch_.names.clear();
  EndSentence();
  size_t lower = 0, upper = 0;
  for (size_t at = 0; at < body.size() && sketch_.shingles.size() < kMostShingles;) {
    uint32_t size = 1;
    if (!InWord(body, at, size)) {
      if (EndsSentence(body, at)) EndSentence();
      at += size;
      continue;
    }
    const size_t begin = at;
    const bool capital = utf8::IsUpper(utf8::Decode(body, at).code);
    while (at < body.size()) {
      if (!InWord(body, at, size)) {
        const size_t apostrophe = ApostropheSize(body, at);
        if (apostrophe == 0) break;
        size = static_cast<uint32_t>(apostrophe);
      }
      lower += IsLowerAscii(body[at]) ? 1 : 0;
      upper += IsUpperAscii(body[at]) ? 1 : 0;
      at += size;
    }
    Word(body.substr(begin, at - begin), capital);
  }
  if (upper > lower) sketch_.names.clear();  // a text in capitals tells no names
  const size_t half = sketch_.shingles.size() / 2;
  for (size_t i = 0; i < sketch_.shingles.size(); ++i) sketch_.shingles[i] = (sketch_.shingles[i] & ~uint64_t{1}) | (i < half ? 1 : 0);
  SortFlagged(sketch_.shingles);
  SortFlagged(sketch_.names);
  return sketch_;
}

}  // namespace dateline
