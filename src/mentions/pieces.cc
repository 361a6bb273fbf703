#include "mentions/pieces.h"

#include <algorithm>
#include <string>

#include "base/table.h"
#include "base/utf8.h"

namespace dateline {
namespace {

constexpr uint32_t kMaxDigits = 15;  ///< longer ones are identifiers

bool IsDash(char32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }
bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }
bool IsWordByte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
/// Letters, or any other code point outside ASCII that is no dash, currency sign or quote.
bool IsWordCode(char32_t c) { return c < 0x80 ? IsWordByte(static_cast<char>(c)) : utf8::IsLetter(c); }

/// Cuts one token.
class Cutter {
 public:
  Cutter(std::string_view text, Span token, uint32_t id, const Vocabulary& vocabulary, std::vector<Piece>& out)
      : text_(text), end_(token.end), at_(token.begin), token_(id), vocabulary_(vocabulary), out_(out) {}

  void Run() {
    bool first = true;
    while (at_ < end_) {
      const uint32_t begin = at_;
      Piece piece;
      piece.token = token_;
      piece.space_before = first && (begin == 0 || out_.empty() || out_.back().span.end < begin);
      first = false;
      if (IsAsciiDigit(text_[at_]) || (text_[at_] == '.' && begin == at_ && at_ + 1 < end_ && IsAsciiDigit(text_[at_ + 1]) && piece.space_before)) {
        Number(piece);
      } else {
        const utf8::Decoded d = utf8::Decode(text_.substr(0, end_), at_);
        if (IsWordCode(d.code)) {
          Word(piece);
        } else {
          at_ += d.size;
          piece.kind = Piece::Kind::kSign;
          piece.key = Piece::kSignBase + (IsDash(d.code) ? '-' : d.code == 0x2044 ? '/' : d.code == 0x2019 || d.code == 0x2018 ? '\'' : static_cast<uint32_t>(d.code));
        }
      }
      piece.span = {begin, at_};
      out_.push_back(piece);
    }
  }

 private:
  void Number(Piece& piece) {
    piece.kind = Piece::Kind::kNumber;
    piece.key = Piece::kNumberKey;
    uint32_t digits = 0, decimals = 0, group = 0, marks = 0;
    const uint32_t begin = at_;
    bool bad_group = false;
    double scale = 1;
    while (at_ < end_) {
      const char c = text_[at_];
      if (IsAsciiDigit(c)) {
        if (piece.decimal) {
          if (digits + ++decimals <= kMaxDigits) {  // what follows is below what a number holds
            scale *= 10;
            piece.value = piece.value * 10 + (c - '0');
          }
        } else if (++digits <= kMaxDigits) {
          piece.value = piece.value * 10 + (c - '0');
          ++group;
        }
        ++at_;
        continue;
      }
      const bool digit_follows = at_ + 1 < end_ && IsAsciiDigit(text_[at_ + 1]);
      if (!digit_follows || (c != ',' && c != '.')) break;
      if (c == '.') {
        piece.strange |= piece.decimal;
        piece.decimal = true;
      } else {
        bad_group |= piece.decimal || (marks == 0 ? group > 3 : group != 3 && group != 2);
        ++marks;
        group = 0;
      }
      ++at_;
    }
    piece.value /= scale;  // one rounding only: 6.12 is 6.12
    piece.grouped = marks > 0;
    bad_group |= marks > 0 && group != 3;
    piece.digits = static_cast<uint8_t>(std::min<uint32_t>(digits, 255));
    piece.strange |= bad_group || digits > kMaxDigits || (text_[begin] == '0' && digits > 1);
  }

  void Word(Piece& piece) {
    const uint32_t begin = at_;
    bool dotted = false;
    while (at_ < end_) {
      const char c = text_[at_];
      if (c == '.' || c == '\'') {
        const bool letter_follows = at_ + 1 < end_ && IsWordByte(text_[at_ + 1]);
        if (!letter_follows && !dotted) break;
        dotted |= c == '.';
        ++at_;
        continue;
      }
      const utf8::Decoded d = utf8::Decode(text_.substr(0, end_), at_);
      if (!IsWordCode(d.code)) break;
      at_ += d.size;
    }
    piece.capitalized = utf8::IsUpper(utf8::Decode(text_, begin).code);
    // Parts of tokens are short; their look-up is the only string work here.
    char lower[24];
    const std::string_view form = text_.substr(begin, at_ - begin);
    if (form.size() > sizeof lower) return;
    for (size_t i = 0; i < form.size(); ++i) {
      if (static_cast<uint8_t>(form[i]) >= 0x80) return;
      lower[i] = form[i] >= 'A' && form[i] <= 'Z' ? static_cast<char>(form[i] + 32) : form[i];
    }
    const WordId id = vocabulary_.Find({lower, form.size()});
    piece.key = id.valid() ? id.value : Piece::kUnknown;
  }

  std::string_view text_;
  uint32_t end_, at_, token_;
  const Vocabulary& vocabulary_;
  std::vector<Piece>& out_;
};

/// True where the token is one word, whose id its column already has.
bool IsPlainWord(const Document& doc, uint32_t t) {
  if (doc.tokens.shape[t] & (kHasDigit | kHyphenated)) return false;
  const char first = doc.clean[doc.tokens.begin[t]];
  if (IsWordByte(first)) return true;
  if (static_cast<uint8_t>(first) < 0x80) return first == '\'' && doc.tokens.span(t).size() > 1;
  return IsWordCode(utf8::Decode(doc.clean, doc.tokens.begin[t]).code);
}

}  // namespace

void CutPieces(const Document& doc, TokenRange tokens, const Vocabulary& vocabulary, std::vector<Piece>& out) {
  out.clear();
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    const Span span = doc.tokens.span(t);
    if (span.empty()) continue;
    if (!IsPlainWord(doc, t)) {
      Cutter(doc.clean, span, t, vocabulary, out).Run();
      continue;
    }
    Piece piece;
    piece.token = t;
    piece.span = span;
    piece.space_before = out.empty() || out.back().span.end < span.begin;
    piece.capitalized = (doc.tokens.shape[t] & kCapitalized) != 0;
    if (doc.tokens.word[t].valid()) piece.key = doc.tokens.word[t].value;
    out.push_back(piece);
  }
}

PhraseIndex::Head& PhraseIndex::HeadOf(uint32_t key) {
  if (key < Piece::kSignBase) {
    if (key >= heads_.size()) heads_.resize(key + 1);
    return heads_[key];
  }
  for (auto& [sign, head] : signs_) {
    if (sign == key) return head;
  }
  return signs_.emplace_back(key, Head{}).second;
}

const PhraseIndex::Head& PhraseIndex::SignHead(uint32_t key) const {
  static constexpr Head kNothing;
  for (const auto& [sign, head] : signs_) {
    if (sign == key) return head;
  }
  return kNothing;
}

void PhraseIndex::Add(std::string_view phrase, uint32_t kind, uint32_t row, Vocabulary& vocabulary) {
  Entry entry;
  entry.kind = kind;
  entry.row = row;
  for (const std::string_view word : SplitList(phrase, ' ')) {
    const utf8::Decoded first = utf8::Decode(word, 0);
    const bool sign = first.size == word.size() && !utf8::IsLetter(first.code);
    entry.keys.push_back(sign ? Piece::kSignBase + static_cast<uint32_t>(first.code) : vocabulary.Intern(utf8::Lower(word)).value);
  }
  if (!entry.keys.empty()) entries_.push_back(std::move(entry));
}

void PhraseIndex::Finish() {
  std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return a.keys.front() != b.keys.front() ? a.keys.front() < b.keys.front() : a.keys.size() > b.keys.size();
  });
  for (uint32_t i = 0; i < entries_.size(); ++i) {
    Head& head = HeadOf(entries_[i].keys.front());
    if (head.count++ == 0) head.first = i;
    head.kinds |= 1u << entries_[i].kind;
  }
}

PhraseIndex::Hit PhraseIndex::Longest(std::span<const Piece> pieces, size_t at, uint32_t kinds) const {
  if (at >= pieces.size()) return {};
  const uint32_t key = pieces[at].key;
  const Head& head = key < heads_.size() ? heads_[key] : SignHead(key);
  if (!(head.kinds & kinds)) return {};
  for (uint32_t i = head.first; i < head.first + head.count; ++i) {
    const Entry& entry = entries_[i];
    if (!(kinds >> entry.kind & 1u) || at + entry.keys.size() > pieces.size()) continue;
    size_t n = 1;
    while (n < entry.keys.size() && pieces[at + n].key == entry.keys[n]) ++n;
    if (n == entry.keys.size()) return {entry.row, static_cast<uint32_t>(n)};
  }
  return {};
}

}  // namespace dateline
