#include "language/sentence_features.h"

#include <algorithm>

#include "base/check.h"
#include "base/utf8.h"

namespace dateline {
namespace {

/// How a token is written; marks that end, join or enclose sentences have kinds of their own.
enum Kind : uint32_t {
  kEdge, kSmall, kCapital, kShouted, kInitial, kPronounI, kShortNumber, kNumber, kNumberMarks, kNumberLetters, kShortened, kPeriod, kQuestion, kDots, kComma,
  kSemicolon, kColon, kDash, kOpenQuote, kCloseQuote, kOpenBracket, kCloseBracket, kBullet, kFace, kLink, kSign, kClitic, kSlash, kMoney, kMixed, kRule,
      kMarkDots,
};

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
char Fold(char c) { return IsUpper(c) ? static_cast<char>(c | 0x20) : IsDigit(c) ? '0' : c; }

Kind KindOfMark(std::string_view token, uint32_t quotes) {
  const char c = token[0], last = token.back();
  if (token.size() > 1 && static_cast<uint8_t>(c) < 0x80) {
    if (c == '.' && last == '.') return kDots;
    if (last == '!' || last == '?') return kQuestion;
    if (last == '.' || c == '!' || c == '?') return c == '[' ? kDots : kMarkDots;
    if (token == "--" || token == "---") return kDash;
    if (token == "''") return kCloseQuote;
    if (token == "``") return kOpenQuote;
    if (c == ':' || c == ';' || c == '=' || last == ':' || (c == '^' && last == '^')) return kFace;
    return token.size() > 2 ? kRule : kSign;
  }
  switch (c) {
    case '.': return kPeriod;
    case '!': case '?': return kQuestion;
    case ',': return kComma;
    case ';': return kSemicolon;
    case ':': return kColon;
    case '-': return kDash;
    case '"': return quotes % 2 == 0 ? kOpenQuote : kCloseQuote;
    case '`': return kOpenQuote;
    case '\'': return kCloseQuote;
    case '(': case '[': case '{': return kOpenBracket;
    case ')': case ']': case '}': return kCloseBracket;
    case '*': case '>': case '<': case '+': case '~': case '|': return kBullet;
    case '/': case '\\': return kSlash;
    case '$': case '%': case '#': return kMoney;
    default: break;
  }
  if (static_cast<uint8_t>(c) < 0x80) return kSign;
  switch (utf8::Decode(token, 0).code) {
    case 0x201C: case 0x2018: case 0xAB: return kOpenQuote;
    case 0x201D: case 0x2019: case 0xBB: return kCloseQuote;
    case 0x2026: return kDots;
    case 0x2012: case 0x2013: case 0x2014: case 0x2015: return kDash;
    case 0x2022: case 0xB7: case 0x25CF: case 0x25AA: case 0x2023: return kBullet;
    case 0xA3: case 0x20AC: case 0xA5: return kMoney;
    default: return kSign;
  }
}

Kind KindOfWord(std::string_view token, uint8_t shape) {
  uint32_t upper = 0, lower = 0, digits = 0, high = 0, marks = 0;
  for (const char c : token) {
    if (IsLower(c)) ++lower;
    else if (IsUpper(c)) ++upper;
    else if (IsDigit(c)) ++digits;
    else if (static_cast<uint8_t>(c) >= 0x80) ++high;
    else ++marks;
  }
  const uint32_t letters = upper + lower;
  if (token[0] == '\'' || token.starts_with("’") || token == "n't" || token == "n’t") return letters > 0 ? kClitic : kCloseQuote;
  if (marks > 1 && letters > 0 && (token.find("://") != std::string_view::npos || token.find('@') != std::string_view::npos || token.starts_with("www.")))
      return kLink;
  if (digits > 0) {
    if (letters > 0) return kNumberLetters;
    return marks > 0 ? kNumberMarks : digits <= 2 ? kShortNumber : kNumber;
  }
  if (token.back() == '.') return kShortened;
  if (token == "I") return kPronounI;
  if (token.size() == 1) return upper > 0 ? kInitial : kSmall;
  if ((shape & kCapitalized) == 0) return upper > 0 ? kMixed : kSmall;
  if (lower == 0 && upper > 1) return kShouted;
  return upper > 1 && marks == 0 ? kMixed : kCapital;
}

uint32_t Bucket(uint32_t n) {
  if (n < 6) return n;
  return n < 8 ? 6 : n < 11 ? 7 : n < 15 ? 8 : n < 21 ? 9 : n < 31 ? 10 : n < 51 ? 11 : 12;
}

/// Writes one hash a template; the template's place is part of it.
class Writer {
 public:
  explicit Writer(GapReader::Features& out) : out_(out) {}
  void Add(uint32_t a) { Put(a); }
  void Add(uint32_t a, uint32_t b) { Put(a * 0x9E3779B1ull + (uint64_t{b} << 29)); }
  void Add(uint32_t a, uint32_t b, uint32_t c) { Add(Join(a, b), c); }
  void Add(uint32_t a, uint32_t b, uint32_t c, uint32_t d) { Add(Join(a, b), Join(c, d)); }
  uint32_t count() const { return at_; }
  static uint32_t Join(uint32_t a, uint32_t b) {
      return static_cast<uint32_t>(((uint64_t{a} + 0x7F4A7C15u) * 0xD6E8FEB86659FD93ull + b * 0xC2B2AE3D27D4EB4Full) >> 31); }

 private:
  void Put(uint64_t key) {
    key = (key + (at_ + 1) * 0x9E3779B97F4A7C15ull) * 0xBF58476D1CE4E5B9ull;
    out_[at_++] = static_cast<uint32_t>((key ^ (key >> 29)) * 0x94D049BB133111EBull >> 32);
  }
  GapReader::Features& out_;
  uint32_t at_ = 0;
};

}  // namespace

uint32_t SentenceWordHash(std::string_view word) {
  uint64_t hash = 0xCBF29CE484222325ull + word.size();
  for (const char c : word.substr(0, 24)) hash = (hash ^ static_cast<uint8_t>(Fold(c))) * 0x100000001B3ull;
  return static_cast<uint32_t>(hash ^ (hash >> 32));
}

uint32_t SentenceSuffixHash(std::string_view word) {
  uint32_t hash = word.size() > 3 ? 1 : 2;
  for (const char c : word.substr(word.size() - std::min<size_t>(3, word.size()))) hash = (hash << 8 | hash >> 24) ^ static_cast<uint8_t>(Fold(c));
  hash *= 0x9E3779B1u;
  return hash ^ (hash >> 15);
}

WordHabit HabitTable::Find(uint32_t word, uint32_t suffix) const {
  const uint32_t check = word >> 16;
  for (uint32_t probe = 0; probe < kProbes; ++probe) {
    uint32_t slot;
    std::memcpy(&slot, slots_.data() + 4 * size_t{(word + probe) & slot_mask_}, 4);
    if (slot == 0) break;
    if (slot >> 16 == check) return {static_cast<uint16_t>(slot)};
  }
  uint16_t habit;
  std::memcpy(&habit, suffixes_.data() + 2 * size_t{suffix & suffix_mask_}, 2);
  return {static_cast<uint16_t>(habit & 0x3FFu)};  // how unknown words are written is not known
}

GapReader::GapReader(const Document& doc, const HabitTable& habits, TokenRange paragraph, bool sloppy)
    : doc_(doc), habits_(habits), paragraph_(paragraph), at_(paragraph.begin), sentence_(paragraph.begin), loaded_(paragraph.begin),
        next_rule_(paragraph.begin), sloppy_(sloppy) {
  uint32_t shouted = 0, words = 0;
  constexpr uint32_t kLook = 64;
  for (uint32_t t = paragraph.begin; t < paragraph.end && t < paragraph.begin + kLook; ++t) {
    const char c = doc.clean[doc.tokens.begin[t]];
    words += IsUpper(c) || IsLower(c);
    shouted += (doc.tokens.shape[t] & kAllCaps) != 0;
  }
  capitals_ = shouted * 2 > words;
  while (loaded_ < paragraph_.begin + kAfter) Load(loaded_++);
  Next(true);
}

void GapReader::Load(uint32_t t) {
  Token& token = window_[t % kWindow];
  token = Token{};
  if (t >= paragraph_.end) return;
  const std::string_view text = doc_.token(t);
  const uint8_t shape = doc_.tokens.shape[t];
  const char c = text[0];
  token.rule = (shape & kSentenceStart) != 0;
  token.apart = (shape & kSpaceBefore) != 0;
  token.word = SentenceWordHash(text);
  token.suffix = SentenceSuffixHash(text);
  const bool high = static_cast<uint8_t>(c) >= 0x80 && utf8::IsLetter(utf8::Decode(text, 0).code);
  const bool clitic = text.size() > 1 && ((c == '\'' && IsLower(Fold(text[1]))) || (text.size() > 3 && text.starts_with("’")));
  const bool word = IsUpper(c) || IsLower(c) || IsDigit(c) || high || clitic || ((c == '.' || c == '+' || c == '@' ||
      c == '#') && text.size() > 1 && (IsDigit(text[1]) || IsLower(Fold(text[1]))));
  token.kind = word ? KindOfWord(text, shape) : KindOfMark(text, quotes_);
  quotes_ += c == '"';
  token.look = token.small = token.kind;
  if (!word) return;
  const WordHabit habit = habits_.Find(token.word, token.suffix);
  token.habit = habit.bits;
  token.small = habit.first() + 64;
  token.look = 64 + (habit.bits & 0x3FFu) * 64 + token.kind;
  constexpr uint32_t kVerb = static_cast<uint32_t>(Upos::kVerb) + 1, kAux = static_cast<uint32_t>(Upos::kAux) + 1;
  token.verb = habit.first() == kVerb || habit.first() == kAux;
}

void GapReader::Next(bool begins) {
  const Token& left = Side(0);
  if (begins) {
    sentence_ = at_;
    verbs_ = 0;
    open_quotes_ = brackets_ = 0;
    opening_ = left.word;
    opening_kind_ = left.kind;
  }
  verbs_ += left.verb;
  brackets_ += left.kind == kOpenBracket ? 1 : left.kind == kCloseBracket ? -1 : 0;
  open_quotes_ += left.kind == kOpenQuote ? 1 : left.kind == kCloseQuote ? -1 : 0;
  ++at_;
  Load(loaded_++);
  if (next_rule_ < at_) next_rule_ = at_;
  while (next_rule_ < paragraph_.end && (doc_.tokens.shape[next_rule_] & kSentenceStart) == 0) ++next_rule_;
}

bool GapReader::plain() const {
  const Token &left = Side(-1), &right = Side(0);
  return !sloppy_ && !right.rule && right.kind == kSmall && (left.kind == kSmall || left.kind == kComma || left.kind == kClitic);
}

void GapReader::Read(Features& out) const {
  const Token &l1 = Side(-1), &r1 = Side(0), &r2 = Side(1), &r3 = Side(2);
  static const Token kNone;
  const Token& l2 = at_ >= paragraph_.begin + 2 ? Side(-2) : kNone;
  const Token& l3 = at_ >= paragraph_.begin + 3 ? Side(-3) : kNone;
  const uint32_t rule = r1.rule, gap = rule * 2 + r1.apart;
  const uint32_t length = Bucket(at_ - sentence_), ahead = Bucket(next_rule_ - at_);
  Writer w(out);
  const uint32_t kinds = Writer::Join(l1.kind, r1.kind * 4 + gap);
  w.Add(gap);
  // Words.
  w.Add(l1.word), w.Add(l2.word), w.Add(l3.word), w.Add(r1.word), w.Add(r2.word), w.Add(r3.word);
  w.Add(l2.word, l1.word), w.Add(l1.word, r1.word), w.Add(r1.word, r2.word);
  w.Add(l1.word, r1.kind, gap), w.Add(l1.kind, r1.word, gap), w.Add(r1.word, r1.kind), w.Add(l1.word, l1.kind);
  w.Add(l1.word, r1.kind, r2.kind), w.Add(l1.kind, r1.word, r2.kind), w.Add(l2.kind, l1.kind, r1.word), w.Add(l2.kind, l1.word, r1.kind);
  w.Add(l1.word, r1.look), w.Add(l1.look, r1.word), w.Add(l1.kind, r1.word, r2.word), w.Add(l2.word, l1.word, r1.kind);
  w.Add(l1.suffix, r1.kind), w.Add(r1.suffix, r1.kind, l1.kind), w.Add(r1.suffix, r2.suffix);
  // Classes of words.
  w.Add(r1.habit), w.Add(l1.look), w.Add(r1.look), w.Add(l1.look, r1.look), w.Add(l1.kind, r1.habit, r1.kind, gap);
  w.Add(l1.small, r1.small, gap), w.Add(l2.small, l1.small, r1.small), w.Add(l1.small, r1.small, r2.small), w.Add(r1.small, r2.small, r3.small),
      w.Add(l3.small, l2.small, l1.small);
  w.Add(l2.small, l1.small, r1.small, r2.small), w.Add(kinds, r1.small, r2.small, r3.small), w.Add(kinds, r1.look, r2.small), w.Add(kinds, l2.small, l1.small);
  // How they are written.
  w.Add(kinds), w.Add(kinds, l2.kind), w.Add(kinds, r2.kind), w.Add(kinds, l2.kind, r2.kind), w.Add(kinds, l3.kind, l2.kind), w.Add(kinds, r2.kind, r3.kind);
  w.Add(Writer::Join(kinds, l3.kind), l2.kind, r2.kind, r3.kind);
  // The sentence so far, and how far the rules' next one is.
  w.Add(length, gap), w.Add(length, kinds), w.Add(ahead, kinds), w.Add(ahead, length, gap), w.Add(length, l1.small, r1.small);
  w.Add(opening_, length), w.Add(opening_kind_, length, kinds), w.Add(std::min(verbs_, 2u), kinds, r1.small), w.Add(std::min(verbs_, 2u), length, l1.kind);
  const uint32_t open = (brackets_ > 0 ? 1u : 0u) + (open_quotes_ > 0 ? 2u : open_quotes_ < 0 ? 4u : 0u);
  w.Add(open, kinds), w.Add(open, l1.kind, r1.small, l2.kind);
  const uint32_t manner = (sloppy_ ? 1u : 0u) + (capitals_ ? 2u : 0u);
  w.Add(manner, kinds), w.Add(manner, l1.kind, r1.habit, r1.kind), w.Add(manner, length, gap);
  DATELINE_CHECK(w.count() == kFeatures);
}

}  // namespace dateline
