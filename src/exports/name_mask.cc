#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "exports/withhold.h"

namespace dateline {
namespace {

constexpr char32_t kBlack = 0x2588;

/// Words of names that are no names of their own.
constexpr std::array<std::string_view, 30> kParticles = {"al",  "abu", "abd", "bin", "bint", "ben", "ibn", "umm", "el",  "the", "de", "del", "della", "der", "den",
                                                         "dos", "das", "di",  "du",  "la",   "le",  "van", "von", "and", "mr",  "mrs", "ms", "dr",    "st",  "san"};

struct Word {
  size_t begin = 0, end = 0;
  std::string lower;
  bool capital = false;  ///< begins with a capital, or with a letter of another script
};

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsLetter(char c) { return IsUpper(c) || IsLower(c) || static_cast<unsigned char>(c) >= 0x80; }
char ToLower(char c) { return IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

/// A typographic apostrophe or dash inside a name is a sign, not a letter (U+2010-U+201F: E2 80 90 ... E2 80 9F).
size_t SignBytes(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  return byte(at) == 0xE2 && byte(at + 1) == 0x80 && byte(at + 2) >= 0x90 && byte(at + 2) <= 0x9F ? 3 : 0;
}

std::vector<Word> WordsOf(std::string_view text, bool camel_case) {
  std::vector<Word> out;
  bool open = false;
  for (size_t i = 0; i < text.size();) {
    const size_t sign = SignBytes(text, i);
    if (sign != 0 || !IsLetter(text[i])) {
      open = false;
      i += std::max<size_t>(sign, 1);
      continue;
    }
    if (camel_case && open && IsUpper(text[i]) && IsLower(text[i - 1])) open = false;
    if (!open) out.push_back({i, i, {}, !IsLower(text[i])});
    open = true;
    out.back().lower += ToLower(text[i]);
    out.back().end = ++i;
  }
  return out;
}

}  // namespace

/// "McDonald" as the words that it is cut into where capitals part words.
void NameMask::AddSplit(std::string_view name, bool keep) {
  std::vector<std::string> words;
  for (Word& word : WordsOf(name, true)) words.push_back(std::move(word.lower));
  patterns_.push_back({std::move(words), keep, false});
}

void NameMask::Add(const std::string& name, bool keep) {
  std::vector<std::string> words;
  std::string glued;
  const std::vector<Word> found = WordsOf(name, false);
  for (const Word& word : found) {
    words.push_back(word.lower);
    glued += word.lower;
  }
  if (words.empty()) return;
  const bool several = words.size() > 1;
  if (WordsOf(name, true).size() != words.size()) {
    AddSplit(name, keep);
    for (const Word& word : found) {
      const std::string_view part = std::string_view(name).substr(word.begin, word.end - word.begin);
      if (!keep && several && WordsOf(part, true).size() > 1) AddSplit(part, false);
    }
  }
  if (!keep && several) {
    for (const std::string& word : words) {
      const bool particle = word.size() < 3 || std::find(kParticles.begin(), kParticles.end(), word) != kParticles.end();
      if (!particle) patterns_.push_back({{word}, false, true});
    }
    patterns_.push_back({{std::move(glued)}, false, false});  // "ahmedkhalil.txt"
  }
  patterns_.push_back({std::move(words), keep, !several && !keep});
}

NameMask::NameMask(const std::vector<std::string>& names, const std::vector<std::string>& keep) {
  for (const std::string& name : names) Add(name, false);
  if (patterns_.empty()) return;
  for (const std::string& name : keep) Add(name, true);
  std::stable_sort(patterns_.begin(), patterns_.end(), [](const Pattern& a, const Pattern& b) {
    return std::tuple(b.words.size(), a.keep, a.part) < std::tuple(a.words.size(), b.keep, b.part);
  });
}

std::string NameMask::Replace(std::string_view text, std::string_view instead, bool path) const {
  if (patterns_.empty()) return std::string(text);
  // Names that are written together with others ("KhalilFamily/b.txt", also where a text names a file) are found by their capitals.
  return Pass(Pass(text, instead, path, false), instead, path, true);
}

std::string NameMask::Pass(std::string_view text, std::string_view instead, bool path, bool camel_case) const {
  const std::vector<Word> words = WordsOf(text, camel_case);
  const auto matches = [&](const Pattern& pattern, size_t at) {
    if (at + pattern.words.size() > words.size() || (pattern.part && !path && !words[at].capital)) return false;
    for (size_t i = 0; i < pattern.words.size(); ++i) {
      if (words[at + i].lower != pattern.words[i]) return false;
      // Between the words of one name stand at most a few signs, never a full stop of another sentence.
      if (i > 0 && words[at + i].begin - words[at + i - 1].end > 4) return false;
    }
    return true;
  };
  std::string out;
  size_t copied = 0;
  for (size_t at = 0; at < words.size();) {
    const auto pattern = std::find_if(patterns_.begin(), patterns_.end(), [&](const Pattern& p) { return matches(p, at); });
    if (pattern == patterns_.end()) {
      ++at;
      continue;
    }
    const size_t last = at + pattern->words.size();
    if (!pattern->keep) {
      out.append(text.substr(copied, words[at].begin - copied)).append(instead);
      if (instead.empty()) {
        const size_t points = utf8::CountCodePoints(text.substr(words[at].begin, words[last - 1].end - words[at].begin));
        for (size_t i = 0; i < points; ++i) utf8::Append(out, kBlack);
      }
      copied = words[last - 1].end;
    }
    at = last;
  }
  return out.append(text.substr(copied));
}

}  // namespace dateline
