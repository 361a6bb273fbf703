#include "text/tokenizer.h"

#include <algorithm>
#include <span>
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

bool IsOneOf(std::string_view part, std::span<const std::string_view> names) {
  const auto same = [](char a, char b) { return a == (IsUpper(b) ? static_cast<char>(b | 0x20) : b); };
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return std::equal(name.begin(), name.end(), part.begin(), part.end(), same); });
}

/// Endings of the names of files ("report.doc").
bool IsFileEnding(std::string_view part) {
  constexpr std::array<std::string_view, 18> kEndings = {"doc", "docx", "pdf", "xls", "xlsx", "ppt", "htm", "html", "txt", "rtf", "csv", "jpg", "jpeg", "png", "gif", "zip", "exe", "url"};
  return IsOneOf(part, kEndings);
}

/// What stands after a period inside a name: domains ("Amazon.com") and endings of files.
bool IsDomain(std::string_view part) {
  constexpr std::array<std::string_view, 16> kDomains = {"com", "org", "net", "gov", "edu", "mil", "int", "info", "co", "uk", "de", "fr", "tv", "ru", "ca", "au"};
  return IsOneOf(part, kDomains) || IsFileEnding(part);
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
    const Before before = row.cells[2] == "digit" ? Before::kDigit : row.cells[2] == "capital" ? Before::kCapital : row.cells[2] == "inside" ? Before::kInside : Before::kAny;
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
    Cut cut{std::move(sizes), {}};
    for (const std::string_view word : SplitList(row.cells[2], ',')) cut.before.Add(word, 1);
    cut.anywhere = row.cells[2].empty();
    out.cuts_.push_back(std::move(cut));
    out.contractions_.Add(row.cells[0], static_cast<uint32_t>(out.cuts_.size()));
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
    constexpr uint32_t kLastLetters = 1u << ('t' - 'a') | 1u << 0 | 1u << ('o' - 'a') | 1u << ('e' - 'a') | 1u << ('s' - 'a') | 1u << ('m' - 'a') | 1u << ('r' - 'a') | 1u << ('l' - 'a');
    const bool shouted = IsShouted(seen) && end - begin < 4;  // "IM" and "IVE" are other words
    if (end - begin <= 8 && (kLastLetters >> ((text_[end - 1] | 0x20) - 'a') & 1) != 0 && !shouted && Contraction(begin, end)) return;
    Emit(begin, end, seen);
  }

  static bool IsShouted(uint8_t seen) { return (seen & kCharLower) == 0; }

  bool Contraction(size_t begin, size_t end) {
    const uint32_t found = rules_.contractions_.Find(Text(begin, end));
    if (found == 0 || !(rules_.cuts_[found - 1].anywhere || rules_.cuts_[found - 1].before.Find(NextWord(end)) != 0)) return false;
    for (const uint8_t size : rules_.cuts_[found - 1].sizes) {
      EmitRead(begin, begin + size);
      begin += size;
    }
    EmitRead(begin, end);
    return true;
  }

  /// The letters that stand one blank behind `end`.
  std::string_view NextWord(size_t end) const {
    const size_t begin = std::min(end + 1, text_.size());
    size_t stop = begin;
    while (stop < text_.size() && IsLetter(text_[stop])) ++stop;
    return Text(begin, stop);
  }

  /// Text between blanks that is not one plain word.
  void Chunk(size_t begin, size_t end) {
    chunk_ = begin;
    end_ = end;
    const bool link = end - begin > 3 && MayHoldLink(begin, end);
    const bool file = end - begin > 3 && Text(begin, end - 1).find('.') != std::string_view::npos;
    size_t at = begin;
    while (at < end) {
      if (file && (at == begin || !(IsLetter(text_[at - 1]) || IsDigit(text_[at - 1])))) {
        if (const size_t stop = DottedEnd(at, end); stop > at) {
          EmitRead(at, stop);
          at = stop;
          continue;
        }
      }
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

  /// The end of a file's name ("12-20_rev.doc", ".doc") or of a name of three parts and more ("comp.sources.unix"); `at` where there is none.
  size_t DottedEnd(size_t at, size_t end) const {
    constexpr size_t kLongest = 128;
    size_t stop = at, part = at, parts = 0;
    bool lower = IsLetter(text_[at]), tail = false;
    for (; stop < end; ++stop) {
      const char c = text_[stop];
      if (stop - at > kLongest) return at;
      if (c == '.') {
        if (stop + 1 >= end || !(IsLetter(text_[stop + 1]) || IsDigit(text_[stop + 1]))) break;
        lower = lower && stop - part > 1 && IsLower(text_[stop + 1]);
        ++parts;
        part = stop + 1;
      } else if (!IsLetter(c) && !IsDigit(c) && !IsAny(c, "-_#~")) {
        break;
      } else {
        tail |= c == '#' || c == '~';
      }
    }
    if (parts == 0 || At(stop) == '@' || At(stop) == '/') return at;
    if (IsFileEnding(Text(part, stop)) && !(IsUpper(text_[part]) && IsLower(text_[stop - 1]))) return stop;
    return parts >= 2 && lower && !tail && stop - part > 1 ? stop : at;
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
      if (rest[0] == '@' && stop < end && text_[stop] == '.') {  // "@example.com"
        size_t last = stop + 1;
        while (last < end && IsLetter(text_[last])) ++last;
        if (IsDomain(Text(stop + 1, last))) stop = last;
      }
      return stop;
    }
    if (rest.empty() || (!IsLetter(rest[0]) && !IsDigit(rest[0]))) return at;
    constexpr size_t kScheme = 12, kName = 64;
    constexpr std::string_view kMailTo = "mailto:";
    if (rest.starts_with(kMailTo)) {
      const size_t stop = LinkEnd(at + kMailTo.size(), end);
      return stop > at + kMailTo.size() ? stop : at;
    }
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
    if (const size_t slash = SlashEnd(begin, at); slash > at) {
      EmitRead(begin, slash);
      return slash;
    }
    if (At(at) == '-' && IsStammer(begin, at)) {
      Emit(begin, at + 1, seen);
      return at + 1;
    }
    if (At(at) == '$' && at - begin <= 2 && seen == kCharUpper) {  // "US$"
      Emit(begin, at + 1, seen);
      return at + 1;
    }
    if ((seen & kCharDigit) == 0 || !NumberWithUnit(begin, at)) Clitics(begin, at, seen);
    if (At(at) == '.' && At(at + 1) == '.' && At(at + 2) != '.' && IsAbbreviation(Text(begin, at))) {  // "in the U.S.."
      tokens_.end.back() = static_cast<uint32_t>(at + 1);
      return at + 1;
    }
    if (At(at) == '.' && At(at + 1) != '.') {
      if (const Abbreviation kind = AbbreviationAt(begin, at); kind != Abbreviation::kNone) {
        tokens_.end.back() = static_cast<uint32_t>(at + 1);
        AddStop(Stop::Kind::kAbbreviation, kind);
        return at + 1;
      }
    }
    return at;
  }

  bool IsAbbreviation(std::string_view word) const {
    return word.find('.') != std::string_view::npos ? IsLetters(word) : rules_.abbreviations_.Find(word) != 0;
  }

  /// "w/o", "w/out", "b/c", "s/he", "w/" of "w/it": the end of what is one word with its slash; `at` elsewhere.
  size_t SlashEnd(size_t begin, size_t at) const {
    if (At(at) != '/' || at - begin != 1 || !IsLetter(text_[begin]) || (begin > chunk_ && (IsLetter(text_[begin - 1]) || IsAny(text_[begin - 1], "/-")))) return at;
    size_t end = at + 1;
    while (end < end_ && IsLetter(text_[end])) ++end;
    if (end < end_ && IsAny(text_[end], "/-")) return at;
    const std::string_view after = Text(at + 1, end);
    const char first = static_cast<char>(text_[begin] | 0x20);
    if (after.size() == 1) return end;
    if ((first == 'w' && after == "out") || (first == 's' && after == "he")) return end;
    return first == 'w' ? at + 1 : at;
  }

  /// A word broken off by its speaker: "th- the", "f-".
  bool IsStammer(size_t begin, size_t at) const {
    if (at - begin > 4 || (at + 1 < end_ && !IsAny(text_[at + 1], ",.?"))) return false;
    if (begin > chunk_ && IsAny(text_[begin - 1], "-/")) return false;
    const std::string_view word = Text(begin, at);
    if (!std::all_of(word.begin(), word.end(), IsLetter)) return false;
    if (word.size() == 1) return (word[0] | 0x20) != 'e' && (word[0] | 0x20) != 'x' && at + 1 < text_.size();
    return std::none_of(word.begin(), word.end(), [](char c) { return IsAny(static_cast<char>(c | 0x20), "aeiouy") || IsUpper(c); }) ||
           (IsUpper(word[0]) && std::all_of(word.begin() + 1, word.end(), [](char c) { return IsLower(c) && !IsAny(c, "aeiouy"); }));
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
      case '-': return begin == part && (IsLetter(right) || IsDigit(right) || HighRight(next)) && IsPrefix(begin, at) ? next : at;
      case '&':
        if (IsLower(left) && IsLower(right)) return at - begin == 1 && !IsLetter(At(next + 1)) ? next : at;  // "p&l"
        return IsUpper(left) && IsUpper(right) && at - part <= 3 && !IsLower(At(next + 1)) ? next : at;
      case '_': return IsLetter(right) || IsDigit(right) ? next : at;
      case '*': return IsLetter(left) && IsLetter(right) ? next : at;
      default: return at;
    }
  }

  /// "un-" of "un-American", not "UN-" of "UN-backed".
  bool IsPrefix(size_t begin, size_t at) const {
    return rules_.prefixes_.Find(Text(begin, at)) != 0 && !(at - begin > 1 && IsUpper(text_[begin + 1]) && IsLower(At(at + 1)));
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

  /// "713-555-0142", "555-0142", "94720-1900", "11-20-2000": digits with hyphens, periods or slashes that are no range.
  size_t PhoneEnd(size_t begin) const {
    size_t at = begin, groups = 0, first = 0, last = 0, hyphens = 0, longest = 0;
    bool period = false;
    for (;;) {
      const size_t from = at;
      while (at < end_ && IsDigit(text_[at])) ++at;
      if (at == from) return begin;
      if (groups++ == 0) first = at - from;
      last = at - from;
      longest = std::max(longest, last);
      if (!IsAny(At(at), "-./") || !IsDigit(At(at + 1))) break;
      hyphens += text_[at] == '-';
      period |= text_[at] == '.';
      ++at;
    }
    if (hyphens == 0 || IsLetter(At(at))) return begin;
    if (hyphens == 1 && period && longest < 3) return begin;  // "1.5-2.0"
    return groups > 2 || (groups == 2 && last == 4 && (first == 1 || first == 3 || first == 5)) ? at : begin;
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
      if (bare || (IsLower(text_[next]) && text_[at + 1] != '-')) return Abbreviation::kNone;  // "U.S.-led" keeps its period
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
    if (before == Before::kInside && bare && (follow >= text_.size() || IsUpper(first))) return Abbreviation::kNone;
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
      if (d.code == 0x2018 && Text(end, end_).starts_with("’")) end += 3;  // two of them for a quotation mark
      EmitRead(at, end);
      if (d.code == 0x2026) AddStop(Stop::Kind::kEllipsis);
      return end;
    }
    if (const size_t face = Emoticon(at); face > at) end = face;
    else if (c == '!' || c == '?') end = StopMarks(end);
    else if (const size_t line = Ornament(at); line > at) end = line;
    else if (IsAny(c, ".-*=_~<>+`'#^|$")) while (end < end_ && text_[end] == c) ++end;
    if (c == '$' && IsDigit(At(end))) end = at + 1;
    if (c == '.' && end == at + 1 && IsAny(At(end), "!?") && end < end_) end = StopMarks(end);
    if ((c == '\'' || (c == '`' && at > chunk_ && IsLetter(text_[at - 1]))) && end == at + 1) end = Apostrophe(end);
    Emit(at, end, ClassesOf(at, end));
    const char last = text_[end - 1];
    if (last == '!' || last == '?') AddStop(Stop::Kind::kMark);
    else if (c == '.') AddStop(end - at > 1 ? Stop::Kind::kEllipsis : Stop::Kind::kPeriod);
    else if (c == '!' || c == '?') AddStop(Stop::Kind::kMark);
    return end;
  }

  /// The end of marks such as "?!" and "!."; a period only closes them.
  size_t StopMarks(size_t at) const {
    while (at < end_ && IsAny(text_[at], "!?")) ++at;
    return At(at) == '.' && at < end_ && At(at + 1) != '.' && (at + 1 >= end_ || !(IsLetter(At(at + 1)) || IsDigit(At(at + 1)))) ? at + 1 : at;
  }

  /// Lines and faces drawn with signs: "--==", "*~*~", "^_^"; `at` where there is but one kind of sign.
  size_t Ornament(size_t at) const {
    constexpr std::string_view kSigns = "-=*~_+^|";
    size_t end = at;
    bool mixed = false;
    while (end < end_ && IsAny(text_[end], kSigns)) mixed |= text_[end++] != text_[at];
    return mixed && end - at > 2 ? end : at;
  }

  /// What an apostrophe begins: "'s" by itself, "'05", "'tis"; `end` where it is a quotation mark.
  size_t Apostrophe(size_t end) const {
    const bool feet = end - 1 > chunk_ && IsDigit(text_[end - 2]) && text_[end - 1] == '\'';  // "5'10"
    if (!feet && end < end_ && IsDigit(text_[end]) && IsDigit(At(end + 1)) && !IsDigit(At(end + 2))) {
      size_t stop = end + 2;
      if (At(stop) == 's') ++stop;
      return stop;
    }
    size_t stop = end;
    while (stop < end_ && IsLetter(text_[stop])) ++stop;
    const bool whole = stop == end_ || !(IsLetter(At(stop)) || At(stop) == '\'');
    return whole && stop > end && CliticSize(Text(end, stop)) > 0 && stop - end < 3 && IsLower(text_[end]) ? stop : end;
  }

  /// ":-)", ";)", ":D", "(:" by themselves.
  size_t Emoticon(size_t at) const {
    if (at == chunk_ && end_ == at + 2 && (Text(at, end_) == "(:" || Text(at, end_) == "(;")) return end_;
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
