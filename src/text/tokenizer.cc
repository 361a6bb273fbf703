#include "text/tokenizer.h"

#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "text/char_class.h"

namespace dateline {
namespace {

bool IsLetter(char c) { return (ClassOf(c) & kCharLetter) != 0; }
bool IsUpper(char c) { return (ClassOf(c) & kCharUpper) != 0; }
bool IsLower(char c) { return (ClassOf(c) & kCharLower) != 0; }
bool IsDigit(char c) { return (ClassOf(c) & kCharDigit) != 0; }

/// Bytes of a letter above 7F at `at`; 0: a sign, or ASCII.
uint32_t HighLetter(std::string_view text, size_t at) {
  if ((ClassOf(text[at]) & kCharHigh) == 0) return 0;
  const utf8::Decoded d = utf8::Decode(text, at);
  const bool mark = (d.code >= 0x300 && d.code <= 0x36F) || d.code == 0x200C || d.code == 0x200D;
  return utf8::IsLetter(d.code) || mark || d.code == 0xFFFD || d.code >= 0x1F000 ? d.size : 0;
}

bool IsAny(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

/// Endings of words after an apostrophe that are words of their own.
size_t CliticSize(std::string_view after) {
  const auto lower = [&](size_t i) { return static_cast<char>(after[i] | 0x20); };
  if (after.size() == 1) return IsAny(lower(0), "smd") ? 1 : 0;
  if (after.size() != 2) return 0;
  const bool pair = (lower(0) == 'r' && lower(1) == 'e') || (lower(0) == 'v' && lower(1) == 'e') || (lower(0) == 'l' && lower(1) == 'l');
  return pair ? 2 : 0;
}

/// Top-level domains and file endings that stand after a period inside a name ("Amazon.com").
bool IsDomain(std::string_view part) {
  constexpr std::array<std::string_view, 20> kDomains = {"com", "org", "net", "gov", "edu", "mil", "int", "info", "co", "uk", "de", "fr", "tv", "ru", "ca", "au", "doc", "pdf", "xls", "html"};
  return std::find(kDomains.begin(), kDomains.end(), part) != kDomains.end();
}

}  // namespace

Result<Tokenizer> Tokenizer::Load(const Container& knowledge) {
  Tokenizer out;
  const Result<Table> abbreviations = knowledge.OpenTable("abbreviations.tsv"), contractions = knowledge.OpenTable("contractions.tsv"),
                      prefixes = knowledge.OpenTable("hyphen-prefixes.tsv"), words = knowledge.OpenTable("sentence-words.tsv");
  for (const auto* table : {&abbreviations, &contractions, &prefixes, &words}) {
    if (!*table) return table->error();
  }
  constexpr std::array<std::pair<std::string_view, Abbreviation>, 6> kKinds = {{{"title", Abbreviation::kTitle}, {"name", Abbreviation::kName}, {"month", Abbreviation::kMonth},
                                                                               {"unit", Abbreviation::kUnit}, {"time", Abbreviation::kTime}, {"other", Abbreviation::kOther}}};
  for (const Table::Row& row : abbreviations->rows()) {
    const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& k) { return k.first == row.cells[1]; });
    if (kind == kKinds.end()) return Error{abbreviations->Where(row), "kind \"" + std::string(row.cells[1]) + "\"", "title, name, month, unit, time or other"};
    const Before before = row.cells[2] == "digit" ? Before::kDigit : row.cells[2] == "capital" ? Before::kCapital : Before::kAny;
    out.abbreviations_.Add(row.cells[0], 1 + static_cast<uint32_t>(kind->second) * 4 + static_cast<uint32_t>(before));
  }
  for (const Table::Row& row : contractions->rows()) {
    std::vector<uint8_t> sizes;
    std::string whole;
    const std::vector<std::string_view> parts = SplitList(row.cells[1], '|');
    for (const std::string_view part : parts) {
      sizes.push_back(static_cast<uint8_t>(part.size()));
      whole += part;
    }
    if (whole != row.cells[0] || parts.size() < 2) return Error{contractions->Where(row), "parts \"" + std::string(row.cells[1]) + "\"", "the word with bars in it"};
    sizes.pop_back();
    out.parts_.push_back(sizes);
    out.contractions_.Add(row.cells[0], static_cast<uint32_t>(out.parts_.size()));
  }
  for (const Table::Row& row : prefixes->rows()) out.prefixes_.Add(row.cells[0], 1);
  for (const Table::Row& row : words->rows()) {
    const bool starter = row.cells[1] == "starter";
    if (!starter && row.cells[1] != "speech") return Error{words->Where(row), "kind \"" + std::string(row.cells[1]) + "\"", "starter or speech"};
    out.sentence_words_.Add(row.cells[0], starter ? kStarter : kSpeech);
  }
  return out;
}

class Tokenizer::Run {
 public:
  Run(const Tokenizer& rules, Span paragraph, Document& doc, std::vector<Stop>& stops)
      : rules_(rules), text_(std::string_view(doc.clean).substr(0, paragraph.end)), tokens_(doc.tokens), stops_(stops), begin_(paragraph.begin), first_(doc.tokens.size()) {}

  void Go() {
    const size_t size = text_.size();
    size_t at = begin_;
    while (at < size) {
      if (text_[at] <= ' ' && text_[at] >= 0) {
        ++at;
        continue;
      }
      const size_t begin = at;
      uint8_t seen = 0, kind = 0;
      while (at < size && ((kind = ClassOf(text_[at])) & kCharLetter) != 0) {
        seen |= kind;
        ++at;
      }
      if (at > begin && (at == size || (kind & kCharBlank) != 0)) {
        Word(begin, at, seen);
      } else if (at > begin && text_[at] == ',' && (at + 1 == size || (ClassOf(text_[at + 1]) & kCharBlank) != 0)) {
        Word(begin, at, seen);
        Emit(at, at + 1, kCharPunct);
        ++at;
      } else {
        while (at < size && (ClassOf(text_[at]) & kCharBlank) == 0) ++at;
        Chunk(begin, at);
      }
    }
  }

 private:
  char At(size_t at) const { return at < end_ ? text_[at] : '\0'; }
  std::string_view Text(size_t begin, size_t end) const { return text_.substr(begin, end - begin); }

  /// Adds a token; `seen`: the classes of its bytes.
  void Emit(size_t begin, size_t end, uint8_t seen) {
    uint8_t shape = 0;
    if ((seen & kCharDigit) != 0) shape |= kHasDigit;
    if ((seen & kCharHyphen) != 0 && (seen & (kCharLetter | kCharDigit)) != 0) shape |= kHyphenated;
    const bool upper = IsUpper(text_[begin]) || ((seen & kCharHigh) != 0 && utf8::IsUpper(utf8::Decode(text_, begin).code));
    if (upper) shape |= kCapitalized;
    if (upper && (seen & kCharLower) == 0 && end - begin > 1 && (seen & kCharUpper) != 0) shape |= kAllCaps;
    if (begin == begin_ || (ClassOf(text_[begin - 1]) & kCharBlank) != 0) shape |= kSpaceBefore;
    tokens_.begin.push_back(static_cast<uint32_t>(begin));
    tokens_.end.push_back(static_cast<uint32_t>(end));
    tokens_.shape.push_back(shape);
  }

  void EmitRead(size_t begin, size_t end) {
    uint8_t seen = 0;
    for (size_t i = begin; i < end; ++i) seen |= ClassOf(text_[i]);
    Emit(begin, end, seen);
  }

  void AddStop(Stop::Kind kind, Abbreviation abbreviation = Abbreviation::kNone) { stops_.push_back({tokens_.size() - 1, kind, abbreviation}); }

  /// A word of letters alone: one token, or the parts of a contraction.
  void Word(size_t begin, size_t end, uint8_t seen) {
    constexpr uint32_t kLastLetters = 1u << ('t' - 'a') | 1u << 0 | 1u << ('o' - 'a') | 1u << ('e' - 'a') | 1u << ('s' - 'a') | 1u << ('m' - 'a');
    if (end - begin <= 8 && (kLastLetters >> ((text_[end - 1] | 0x20) - 'a') & 1) != 0 && !IsShouted(seen) && Contraction(begin, end)) return;
    Emit(begin, end, seen);
  }

  static bool IsShouted(uint8_t seen) { return (seen & kCharLower) == 0; }

  bool Contraction(size_t begin, size_t end) {
    const uint32_t found = rules_.contractions_.Find(Text(begin, end));
    if (found == 0) return false;
    for (const uint8_t size : rules_.parts_[found - 1]) {
      EmitRead(begin, begin + size);
      begin += size;
    }
    EmitRead(begin, end);
    return true;
  }

  /// Text between blanks that is not one plain word.
  void Chunk(size_t begin, size_t end) {
    chunk_ = begin;
    end_ = end;
    const bool link = end - begin > 3 && MayHoldLink(begin, end);
    size_t at = begin;
    while (at < end) {
      if (link) {
        if (const size_t stop = LinkEnd(at, end); stop > at) {
          EmitRead(at, stop);
          at = stop;
          continue;
        }
      }
      const char c = text_[at];
      const bool number = (c == '.' && at == begin && IsDigit(At(at + 1))) || (c == '+' && IsDigit(At(at + 1)) && (at == begin || !IsDigit(text_[at - 1])));
      if (IsLetter(c) || IsDigit(c) || number || HighLetter(text_, at) > 0) at = Core(at);
      else at = Mark(at);
    }
  }

  bool MayHoldLink(size_t begin, size_t end) const {
    const std::string_view chunk = Text(begin, end);
    return chunk.find('@') != std::string_view::npos || chunk.find("://") != std::string_view::npos || chunk.find("www.") != std::string_view::npos ||
           chunk.find('#') != std::string_view::npos;
  }

  /// The end of an address, handle or tag that begins at `at`; `at` where there is none.
  size_t LinkEnd(size_t at, size_t end) const {
    const std::string_view rest = Text(at, end);
    if (rest[0] == '@' || rest[0] == '#') {
      if (rest.size() < 2 || !(IsLetter(rest[1]) || rest[1] == '_' || (rest[0] == '@' && IsDigit(rest[1])))) return at;
      size_t stop = at + 1;
      while (stop < end && (IsLetter(text_[stop]) || IsDigit(text_[stop]) || text_[stop] == '_')) ++stop;
      return stop;
    }
    if (!IsLetter(rest[0]) && !IsDigit(rest[0])) return at;
    constexpr size_t kScheme = 12, kName = 64;
    const size_t colon = rest.substr(0, kScheme).find("://"), sign = rest.substr(0, kName).find('@');
    const bool scheme = colon != std::string_view::npos && std::all_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(colon), IsLetter);
    const bool mail = sign != std::string_view::npos && sign > 0 && sign + 1 < rest.size() && (IsLetter(rest[sign + 1]) || IsDigit(rest[sign + 1])) &&
                      std::all_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(sign), [](char c) { return IsLetter(c) || IsDigit(c) || IsAny(c, "._-+%"); });
    if (!scheme && !mail && !rest.starts_with("www.")) return at;
    size_t stop = at;
    while (stop < end && !IsAny(text_[stop], mail ? "<>\"()[],;:/" : "<>\"") && (ClassOf(text_[stop]) & kCharHigh) == 0) ++stop;
    while (stop > at && IsAny(text_[stop - 1], ".,;:!?)'\"]>*")) --stop;
    return stop;
  }

  /// A word or number with what belongs to it; gives its end.
  size_t Core(size_t begin) {
    size_t at = begin;
    uint8_t seen = 0;
    size_t part = begin;  // after the last period or hyphen taken
    if (text_[at] == '.' || text_[at] == '+') ++at;
    if (IsDigit(text_[at])) {
      if (const size_t phone = PhoneEnd(at); phone > at) {
        EmitRead(begin, phone);
        return phone;
      }
    }
    while (at < end_) {
      const uint8_t kind = ClassOf(text_[at]);
      if ((kind & (kCharLetter | kCharDigit)) != 0) {
        seen |= kind;
        ++at;
      } else if (const uint32_t high = HighLetter(text_, at); high > 0) {
        seen |= kind;
        at += high;
      } else if (const size_t inner = InnerMark(begin, part, at); inner > at) {
        seen |= kind;
        if (text_[at] == '.' || text_[at] == '-') part = inner;
        at = inner;
      } else {
        break;
      }
    }
    if (At(at) == '$' && at - begin <= 2 && seen == kCharUpper) {  // "US$"
      Emit(begin, at + 1, seen);
      return at + 1;
    }
    if ((seen & kCharDigit) == 0 || !NumberWithUnit(begin, at)) Clitics(begin, at, seen);
    if (At(at) == '.' && At(at + 1) != '.') {
      if (const Abbreviation kind = AbbreviationAt(begin, at); kind != Abbreviation::kNone) {
        tokens_.end.back() = static_cast<uint32_t>(at + 1);
        AddStop(Stop::Kind::kAbbreviation, kind);
        return at + 1;
      }
    }
    return at;
  }

  /// The end of a mark inside a word ("O'Brien", "5,000", "U.S", "non-state", "10:30", "9/11", "AT&T"); `at` where it cuts the word.
  size_t InnerMark(size_t begin, size_t part, size_t at) const {
    if (at == begin) return at;
    const char left = text_[at - 1], c = text_[at];
    const size_t next = at + (text_.substr(at).starts_with("’") ? 3 : 1);
    const char right = At(next);
    const bool digits = IsDigit(left) && IsDigit(right);
    if (c == '\'' || next == at + 3) return (IsLetter(right) || HighRight(next)) && (IsLetter(left) || IsDigit(left) || (ClassOf(left) & kCharHigh) != 0) ? next : at;
    switch (c) {
      case ',':
      case ':': return digits ? next : at;
      case '/': return digits ? next : at;
      case '.': return digits || TakesPeriod(part, at) ? next : at;
      case '-': return begin == part && (IsLetter(right) || IsDigit(right) || HighRight(next)) && rules_.prefixes_.Find(Text(begin, at)) != 0 ? next : at;
      case '&': return IsUpper(left) && IsUpper(right) && at - part <= 3 && !IsLower(At(next + 1)) ? next : at;
      case '_': return IsLetter(right) || IsDigit(right) ? next : at;
      case '*': return IsLetter(left) && IsLetter(right) ? next : at;
      default: return at;
    }
  }

  bool HighRight(size_t at) const { return at < end_ && HighLetter(text_, at) > 0; }

  /// A period inside a word: between single letters, in "Ph.D.", and before a domain or file ending.
  bool TakesPeriod(size_t part, size_t at) const {
    if (!IsLetter(At(at + 1))) return false;
    if (at - part == 1 && IsLetter(text_[part])) return true;
    if (at - part <= 2 && IsUpper(text_[part]) && IsUpper(At(at + 1)) && (At(at + 2) == '.' || !IsLetter(At(at + 2)))) return true;
    size_t end = at + 1;
    while (end < end_ && IsLower(text_[end])) ++end;
    return IsDomain(Text(at + 1, end)) && !IsLetter(At(end));
  }

  /// "713-555-0142", "555-0142", "11-20-2000": digits with hyphens, periods or slashes that are no range.
  size_t PhoneEnd(size_t begin) const {
    size_t at = begin, groups = 0, first = 0, last = 0;
    bool hyphen = false;
    for (;;) {
      const size_t from = at;
      while (at < end_ && IsDigit(text_[at])) ++at;
      if (at == from) return begin;
      if (groups++ == 0) first = at - from;
      last = at - from;
      if (!IsAny(At(at), "-./") || !IsDigit(At(at + 1))) break;
      hyphen |= text_[at] == '-';
      ++at;
    }
    if (!hyphen || IsLetter(At(at))) return begin;
    return groups > 2 || (groups == 2 && first == 3 && last == 4) ? at : begin;
  }

  /// "5pm", "10km", "$5m": number and unit; false where they are one word ("20th", "1990s", "4G").
  bool NumberWithUnit(size_t begin, size_t end) {
    size_t number = begin;
    while (number < end && (IsDigit(text_[number]) || IsAny(text_[number], ".,:/+"))) ++number;
    if (number == begin || number == end) return false;
    if (!std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(number), text_.begin() + static_cast<std::ptrdiff_t>(end), IsLetter)) return false;
    const std::string_view unit = Text(number, end);
    const auto is = [&](char a, char b) { return (unit[0] | 0x20) == a && (unit[1] | 0x20) == b; };
    if (unit.size() == 2 && (is('s', 't') || is('n', 'd') || is('r', 'd') || is('t', 'h'))) return false;
    const bool money = begin > 0 && (text_[begin - 1] == '$' || (ClassOf(text_[begin - 1]) & kCharHigh) != 0);
    if (unit.size() == 1 && !money && (unit[0] == 's' || IsUpper(unit[0]))) return false;
    EmitRead(begin, number);
    EmitRead(number, end);
    return true;
  }

  /// Cuts off "n't", "'s", "'ll" and their like, up to twice ("wouldn't've").
  void Clitics(size_t begin, size_t end, uint8_t seen) {
    const bool marked = (seen & (kCharPunct | kCharHigh)) != 0;
    const size_t last = marked ? CliticBegin(begin, end) : end, first = last < end ? CliticBegin(begin, last) : last;
    if (first == end) {
      if (end - begin > 8 || !Contraction(begin, end)) Emit(begin, end, seen);
      return;
    }
    EmitRead(begin, first);
    if (first < last) EmitRead(first, last);
    EmitRead(last, end);
  }

  uint8_t ClassesOf(size_t begin, size_t end) const {
    uint8_t seen = 0;
    for (size_t i = begin; i < end; ++i) seen |= ClassOf(text_[i]);
    return seen;
  }

  size_t CliticBegin(size_t begin, size_t end) const {
    const std::string_view word = Text(begin, end);
    const size_t straight = word.rfind('\''), curly = word.rfind("’");
    size_t mark = straight, size = 1;
    if (mark == std::string_view::npos || (curly != std::string_view::npos && curly > mark)) mark = curly, size = 3;
    if (mark == std::string_view::npos || mark == 0) return end;
    const std::string_view after = word.substr(mark + size);
    if (after.size() == 1 && (after[0] | 0x20) == 't' && mark > 1 && (word[mark - 1] | 0x20) == 'n') return begin + mark - 1;
    if (CliticSize(after) == 0) return end;
    if (word[mark - 1] == '0' && after[0] == 's' && mark >= 2 && IsDigit(word[mark - 2])) return end;  // "the 1960's"
    return begin + mark;
  }

  /// Whether the period at `at` belongs to the word before it, and what that is.
  Abbreviation AbbreviationAt(size_t begin, size_t at) const {
    const std::string_view word = Text(begin, at);
    size_t next = at + 1;
    while (next < end_ && IsAny(text_[next], ",;:)\"'?!-")) ++next;
    const bool bare = next == at + 1;  // nothing but blanks follow
    if (next < end_ && !(ClassOf(text_[next]) & kCharHigh) && !(bare && IsDigit(text_[next]))) {
      if (bare || IsLower(text_[next])) return Abbreviation::kNone;
    }
    size_t follow = end_;
    while (follow < text_.size() && (ClassOf(text_[follow]) & kCharBlank) != 0) ++follow;
    if (bare && at + 1 < end_) follow = at + 1;
    const char first = follow < text_.size() ? text_[follow] : '\0';
    if (word.find('.') != std::string_view::npos) return IsLetters(word) ? Abbreviation::kLetters : Abbreviation::kNone;
    if (word.size() == 1 && IsUpper(word[0])) return IsInitial(follow, first, bare) ? Abbreviation::kInitial : Abbreviation::kNone;
    const uint32_t found = rules_.abbreviations_.Find(word);
    if (found == 0) return Abbreviation::kNone;
    const auto before = static_cast<Before>((found - 1) % 4);
    if (before == Before::kDigit && !(bare && (IsDigit(first) || first == '#'))) return Abbreviation::kNone;
    if (before == Before::kCapital && !(IsUpper(word[0]) && bare && (IsUpper(first) || IsDigit(first)) && !IsStarterAt(follow))) return Abbreviation::kNone;
    return static_cast<Abbreviation>((found - 1) / 4);
  }

  /// Letters with periods between: "U.S", "a.m", "Ph.D".
  static bool IsLetters(std::string_view word) {
    size_t part = 0;
    for (const char c : word) {
      if (c == '.') part = 0;
      else if (!IsLetter(c) || ++part > 3) return false;
    }
    return true;
  }

  /// "J." of a name: before another name, and after one or at the beginning.
  bool IsInitial(size_t follow, char first, bool bare) const {
    if (follow >= text_.size()) return false;
    const uint32_t last = tokens_.size() - 1;  // the letter itself
    const bool after_name = last == first_ || (tokens_.shape[last - 1] & kCapitalized) != 0 || text_[tokens_.end[last - 1] - 1] == '.';
    if (text_[tokens_.begin[last]] == 'I' && !after_name) return false;
    if (!bare) return after_name;
    if (IsUpper(first)) return !IsStarterAt(follow);
    return after_name && last > first_ && !IsLower(first);
  }

  bool IsStarterAt(size_t begin) const {
    size_t end = begin;
    while (end < text_.size() && IsLetter(text_[end])) ++end;
    return end > begin + 1 && rules_.IsStarter(Text(begin, end));
  }

  /// A sign or a run of signs; gives its end.
  size_t Mark(size_t at) {
    const char c = text_[at];
    size_t end = at + 1;
    if ((ClassOf(c) & kCharHigh) != 0) {
      const utf8::Decoded d = utf8::Decode(text_, at);
      end = at + d.size;
      const bool repeats = d.code == 0x2026 || (d.code >= 0x2012 && d.code <= 0x2015) || d.code == 0x2019 || d.code == 0x2018;
      while (repeats && end + d.size <= end_ && Text(end, end + d.size) == Text(at, at + d.size)) end += d.size;
      if ((d.code == 0x2019 || d.code == 0x2018) && end == at + 3) end = Apostrophe(end);
      EmitRead(at, end);
      if (d.code == 0x2026) AddStop(Stop::Kind::kEllipsis);
      return end;
    }
    if (const size_t face = Emoticon(at); face > at) end = face;
    else if (Text(at, end_).starts_with("[...]")) end = at + 5;
    else if (c == '!' || c == '?') while (IsAny(At(end), "!?") && end < end_) ++end;
    else if (IsAny(c, ".-*=_~<>+`'#^|")) while (end < end_ && text_[end] == c) ++end;
    if (c == '\'' && end == at + 1) end = Apostrophe(end);
    Emit(at, end, ClassesOf(at, end));
    if (c == '!' || c == '?') AddStop(Stop::Kind::kMark);
    if (c == '.') AddStop(end - at > 1 ? Stop::Kind::kEllipsis : Stop::Kind::kPeriod);
    return end;
  }

  /// What an apostrophe begins: "'s" by itself, "'05", "'tis"; `end` where it is a quotation mark.
  size_t Apostrophe(size_t end) const {
    if (end < end_ && IsDigit(text_[end]) && IsDigit(At(end + 1)) && !IsDigit(At(end + 2))) {
      size_t stop = end + 2;
      if (At(stop) == 's') ++stop;
      return stop;
    }
    size_t stop = end;
    while (stop < end_ && IsLetter(text_[stop])) ++stop;
    const bool whole = stop == end_ || !(IsLetter(At(stop)) || At(stop) == '\'');
    return whole && stop > end && CliticSize(Text(end, stop)) > 0 && stop - end < 3 && IsLower(text_[end]) ? stop : end;
  }

  /// ":-)", ";)", ":D" by themselves.
  size_t Emoticon(size_t at) const {
    if (!IsAny(text_[at], ":;=") || (at > chunk_ && !IsAny(text_[at - 1], ".!?)"))) return at;
    size_t end = at + 1;
    if (At(end) == '-' || At(end) == '\'') ++end;
    if (!IsAny(At(end), ")(DPp|") || end >= end_) return at;
    while (end < end_ && text_[end] == text_[end - 1]) ++end;
    ++end;
    return end >= end_ || !(IsLetter(text_[end]) || IsDigit(text_[end])) ? std::min(end, end_) : at;
  }

  const Tokenizer& rules_;
  std::string_view text_;  ///< up to the end of the paragraph
  TokenTable& tokens_;
  std::vector<Stop>& stops_;
  size_t begin_;
  uint32_t first_;
  size_t chunk_ = 0, end_ = 0;  ///< of the text between blanks
};

void Tokenizer::Tokenize(Span paragraph, Document& doc, std::vector<Stop>& stops) const { Run(*this, paragraph, doc, stops).Go(); }

}  // namespace dateline
