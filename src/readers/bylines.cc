// Bylines: who wrote the report, read from the shape of the line alone.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "readers/line_roles.h"

namespace dateline {
namespace {

constexpr size_t kMaxByline = 200;

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\n' || text.front() == '\r')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

std::string_view StripBullets(std::string_view line) {
  for (;;) {
    line = Trim(line);
    if (line.starts_with("-") || line.starts_with("*") || line.starts_with("|")) line.remove_prefix(1);
    else if (line.starts_with("—") || line.starts_with("–") || line.starts_with("•")) line.remove_prefix(3);
    else return line;
  }
}

bool StartsUpper(std::string_view word) { return !word.empty() && utf8::IsUpper(utf8::Decode(word, 0).code); }

bool IsAllUpper(std::string_view word) {
  size_t letters = 0;
  for (size_t at = 0; at < word.size();) {
    const utf8::Decoded d = utf8::Decode(word, at);
    at += d.size;
    if (!utf8::IsLetter(d.code)) continue;
    if (!utf8::IsUpper(d.code)) return false;
    ++letters;
  }
  return letters > 0;
}

std::vector<std::string_view> Words(std::string_view text) {
  std::vector<std::string_view> words;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find_first_of(" \t\n\r", at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

// Particles of names that stay small.
bool IsParticle(std::string_view word) {
  constexpr std::string_view kParticles[] = {"al", "bin", "ibn", "van", "von", "der", "den", "de", "da", "di", "del", "della", "la", "le",
      "el", "ter", "ten", "abu", "ben", "zu", "y", "e", "dos"};
  return std::find(std::begin(kParticles), std::end(kParticles), word) != std::end(kParticles);
}

bool IsNameWord(std::string_view word) {
  if (word.find_first_of("0123456789?!:;/@\"") != std::string_view::npos) return false;
  return StartsUpper(word) || IsParticle(word) || word.starts_with("al-") || word.starts_with("el-");
}

// Two to four capitalised words without digits or marks.
bool IsPersonName(std::string_view text) {
  const std::vector<std::string_view> words = Words(text);
  if (words.size() < 2 || words.size() > 4 || !StartsUpper(words.front()) || !StartsUpper(words.back())) return false;
  return std::all_of(words.begin(), words.end(), [](std::string_view w) { return IsNameWord(w) && (w.back() != '.' || w.size() <= 3) &&
      w.back() != ','; });
}

// Where the names of a byline end and place, paper or date begin.
size_t EndOfNames(std::string_view text) {
  constexpr std::string_view kStops[] = {" in ", " for ", " at ", " of ", " from ", " with ", " | ", "|", " - ", " – ", " — ", "•", "·",
      "(", " on ", " Published", " Updated", ";", "/", "\n", " IN ", " FOR ", " AT ", "@"};
  size_t end = std::min(text.find_first_of("0123456789"), text.size());
  for (const std::string_view stop : kStops) end = std::min(end, text.find(stop));
  return std::min(end, text.size());
}

void AddAuthor(std::string_view name, std::vector<std::string>& authors) {
  name = Trim(name);
  while (!name.empty() && (name.back() == ',' || name.back() == '.')) name.remove_suffix(1);
  if (name.empty() || name.size() > 80 || !StartsUpper(name) || Words(name).size() > 5) return;
  std::string cased = NameCase(name);
  if (std::find(authors.begin(), authors.end(), cased) == authors.end()) authors.push_back(std::move(cased));
}

size_t FindAnd(std::string_view text, size_t& size) {
  constexpr std::string_view kAnds[] = {" and ", " AND ", " And ", " & "};
  size_t best = std::string_view::npos;
  for (const std::string_view word : kAnds) {
    const size_t at = text.rfind(word);
    if (at != std::string_view::npos && (best == std::string_view::npos || at > best)) best = at, size = word.size();
  }
  return best;
}

void AddCommaList(std::string_view list, std::vector<std::string>& authors) {
  while (!list.empty()) {
    size_t size = 1;
    const size_t comma = std::min(list.find(','), list.size());
    std::string_view piece = list.substr(0, comma);
    for (size_t at = FindAnd(piece, size); at != std::string_view::npos; at = FindAnd(piece, size)) {
      AddAuthor(piece.substr(0, at), authors);
      piece = piece.substr(at + size);
    }
    AddAuthor(piece, authors);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

// "A, B and C, Agency": what follows a comma after the last "and" (or after a single name) is where they write.
std::vector<std::string> NamesOf(std::string_view text) {
  std::vector<std::string> authors;
  text = text.substr(0, EndOfNames(text));
  size_t size = 0;
  const size_t last_and = FindAnd(text, size);
  if (last_and == std::string_view::npos) {
    AddAuthor(text.substr(0, text.find(',')), authors);
    return authors;
  }
  AddCommaList(text.substr(0, last_and), authors);
  const std::string_view tail = text.substr(last_and + size);
  AddAuthor(tail.substr(0, tail.find(',')), authors);
  return authors;
}

std::string UpperWordCase(std::string_view word) {
  std::string out;
  bool start = true;
  size_t since = 0;  // letters since the start of this piece
  std::string piece;
  for (size_t at = 0; at < word.size();) {
    const utf8::Decoded d = utf8::Decode(word, at);
    at += d.size;
    if (!utf8::IsLetter(d.code)) {
      utf8::Append(out, d.code);
      const bool apostrophe = d.code == '\'' || d.code == 0x2019;
      start = !apostrophe || since == 1;  // O'Brien, D'Angelo; but Nour's
      since = 0;
      piece.clear();
      continue;
    }
    utf8::Append(out, start ? d.code : utf8::ToLower(d.code));
    utf8::Append(piece, d.code);
    ++since;
    start = piece == "MC";
  }
  return out;
}

bool IsAgencyAcronym(std::string_view word) {
  constexpr std::string_view kShort[] = {"AP", "AFP", "BBC", "CNN", "UPI", "EPA", "DPA", "TASS", "ANSA", "EFE", "NPR", "ABC", "CBS", "NBC",
      "PTI", "ANI", "VOA", "AA", "UN"};
  return std::find(std::begin(kShort), std::end(kShort), word) != std::end(kShort);
}

}  // namespace

std::string NameCase(std::string_view name) {
  std::string out;
  for (const std::string_view word : Words(name)) {
    if (!out.empty()) out += ' ';
    const bool initials = word.find('.') != std::string_view::npos && word.size() <= 4;
    if (!IsAllUpper(word) || initials || IsAgencyAcronym(word) || utf8::CountCodePoints(word) < 2) out += word;
    else out += UpperWordCase(word);
  }
  return out;
}

std::optional<Byline> ParseByline(std::string_view line) {
  line = StripBullets(line.substr(0, kMaxByline + 1));
  if (line.size() > kMaxByline || line.size() < 5) return std::nullopt;
  if (!(line.starts_with("By ") || line.starts_with("BY ") || line.starts_with("by ")) && !line.starts_with("By:")) return std::nullopt;
  const std::string_view rest = Trim(line.substr(3));
  const std::vector<std::string_view> words = Words(rest);
  if (words.empty() || words.size() > 22 || !StartsUpper(words[0])) return std::nullopt;
  const auto plain = std::count_if(words.begin(), words.end(), [](std::string_view w) { return w.size() >= 5 && !StartsUpper(w) &&
      w[0] >= 'a' && w[0] <= 'z'; });
  if (plain > 3 || (words.size() >= 3 && !IsNameWord(words[1]) && words[1] != "and" && words[1] != "in" && words[1] != "for" &&
      words[1] != "|" && words[1] != "&")) return std::nullopt;
  if (line.ends_with('?') || line.ends_with('!') || (line.ends_with('.') && words.size() > 6)) return std::nullopt;
  Byline out;
  out.authors = NamesOf(rest);
  if (out.authors.empty()) return std::nullopt;
  out.printed = "By " + NameCase(rest);
  return out;
}

std::optional<Byline> ParseNameLine(std::string_view line) {
  line = StripBullets(line);
  if (line.size() > 90) return std::nullopt;
  const size_t cut = std::min(line.find_first_of(",|"), line.size());
  const std::string_view name = Trim(line.substr(0, cut));
  const std::string_view rest = cut < line.size() ? Trim(line.substr(cut + 1)) : std::string_view{};
  if (!IsPersonName(name) || (cut < line.size() && rest.empty())) return std::nullopt;
  const std::vector<std::string_view> words = Words(rest);
  if (words.size() > 5 || !std::all_of(words.begin(), words.end(), [](std::string_view w) { return StartsUpper(w) || w == "of" ||
      w == "in" || w == "the" || w == "correspondent" || w == "writer"; })) {
    return std::nullopt;
  }
  Byline out;
  out.printed = NameCase(line);
  out.authors.push_back(NameCase(name));
  return out;
}

std::vector<std::string> SplitAuthors(std::string_view value) {
  std::vector<std::string> authors;
  value = StripBullets(value);
  if (value.starts_with("By ") || value.starts_with("by ") || value.starts_with("BY ")) value.remove_prefix(3);
  if (value.find(';') == std::string_view::npos) {
    AddCommaList(value, authors);
    return authors;
  }
  while (!value.empty()) {
    const size_t end = std::min(value.find(';'), value.size());
    AddAuthor(value.substr(0, end), authors);
    value.remove_prefix(std::min(end + 1, value.size()));
  }
  return authors;
}

}  // namespace dateline
