#include "text/characters.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/utf8.h"
#include "text/lines.h"
#include "text/mojibake.h"

namespace dateline {
namespace {

enum class Byte : uint8_t { kPlain, kBlank, kWhite, kControl, kQuestion, kLead };

constexpr std::array<Byte, 256> MakeBytes() {
  std::array<Byte, 256> out{};
  for (size_t i = 0; i < 0x20; ++i) out[i] = Byte::kControl;
  for (const char c : {'\t', '\n', '\v', '\f', '\r'}) out[static_cast<uint8_t>(c)] = Byte::kWhite;
  out[' '] = Byte::kBlank;
  out['?'] = Byte::kQuestion;
  out[0x7F] = Byte::kControl;
  // Lead bytes of characters that may need mending: C1, no-break space and soft hyphen; letters that mojibake begins with; odd spaces; ligatures.
  for (const size_t lead : {0xC2, 0xC3, 0xC4, 0xC5, 0xE1, 0xE2, 0xE3, 0xEF}) out[lead] = Byte::kLead;
  return out;
}
constexpr std::array<Byte, 256> kBytes = MakeBytes();

Byte KindOf(char c) { return kBytes[static_cast<uint8_t>(c)]; }

/// White space as it is written: a blank, nothing (zero width), a line break or a paragraph break.
enum class White : uint8_t { kNone, kBlank, kOddBlank, kNothing, kLine, kParagraph };
struct WhiteAt {
  White kind = White::kNone;
  uint32_t size = 0;
};

WhiteAt OddWhite(char32_t code, uint32_t size) {
  if (code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F || code == 0x205F || code == 0x3000) return {White::kOddBlank, size};
  if (code == 0x200B || code == 0xFEFF || code == 0x2060 || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069)) {
    return {White::kNothing, size};
  }
  if (code == 0x2028) return {White::kLine, size};
  if (code == 0x2029) return {White::kParagraph, size};
  return {};
}

WhiteAt ReadWhite(std::string_view text, size_t at) {
  switch (const char c = text[at]; KindOf(c)) {
    case Byte::kBlank: return {White::kBlank, 1};
    case Byte::kControl: return {White::kNothing, 1};
    case Byte::kWhite:
      if (c == '\t') return {White::kOddBlank, 1};
      if (c == '\f') return {White::kParagraph, 1};
      if (c == '\r') return at + 1 < text.size() && text[at + 1] == '\n' ? WhiteAt{White::kLine, 2} : WhiteAt{White::kLine, 1};
      return {White::kLine, 1};
    case Byte::kLead: {
      const utf8::Decoded d = utf8::Decode(text, at);
      return OddWhite(d.code, d.size);
    }
    default: return {};
  }
}

std::string_view Ligature(char32_t code) {
  constexpr std::array<std::string_view, 7> kLetters = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
  return code >= 0xFB00 && code <= 0xFB06 ? kLetters[code - 0xFB00] : std::string_view{};
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

class Pass {
 public:
  Pass(std::string_view text, EditList& edits, CleaningCounts& counts) : text_(text), edits_(edits), counts_(counts) {}

  void Run() {
    while (at_ < text_.size() && KindOf(text_[at_]) != Byte::kPlain && TakesWhite()) {
    }
    while (at_ < text_.size()) {
      switch (KindOf(text_[at_])) {
        case Byte::kPlain: ++at_; break;
        case Byte::kBlank: TakeBlank(); break;
        case Byte::kWhite:
        case Byte::kControl: TakesWhite(); break;
        case Byte::kQuestion: TakeQuestion(); break;
        case Byte::kLead: TakeLead(); break;
      }
    }
  }

 private:
  char Next(size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  /// A single blank between printed characters stays; the usual case.
  void TakeBlank() {
    const char next = Next(1);
    const Byte kind = KindOf(next);
    if (at_ + 1 < text_.size() && (kind == Byte::kPlain || kind == Byte::kQuestion) && !(IsDigit(next) && AfterCurrency())) ++at_;
    else TakesWhite();
  }

  /// A currency sign that stands before, not one that closes an amount.
  bool AfterCurrency() const {
    const std::string_view before = text_.substr(0, at_);
    size_t sign = 0;
    if (before.ends_with('$')) sign = 1;
    else if (before.ends_with("£") || before.ends_with("¥")) sign = 2;
    else if (before.ends_with("€")) sign = 3;
    if (sign == 0) return false;
    if (before.size() == sign) return true;
    const char left = before[before.size() - sign - 1];
    return left == ' ' || left == '(' || left == '\n' || (left >= 'A' && left <= 'Z');
  }

  /// Takes the run of white space at at_; false where there is none.
  bool TakesWhite() {
    const size_t begin = at_;
    uint32_t lines = 0;
    bool blank = false, odd = false, control = false;
    size_t last_break = begin;
    for (; at_ < text_.size();) {
      const WhiteAt white = ReadWhite(text_, at_);
      if (white.kind == White::kNone) break;
      if (white.kind == White::kLine) lines += 1;
      if (white.kind == White::kParagraph) lines += 2;
      if (white.kind == White::kLine || white.kind == White::kParagraph) last_break = at_ + white.size;
      blank |= white.kind == White::kBlank || white.kind == White::kOddBlank;
      odd |= white.kind == White::kOddBlank || (white.kind == White::kNothing && KindOf(text_[at_]) != Byte::kControl);
      if (white.kind == White::kNothing && KindOf(text_[at_]) == Byte::kControl) control = true, ++counts_.controls;
      at_ += white.size;
    }
    if (at_ == begin) return false;
    const std::string_view run = text_.substr(begin, at_ - begin);
    std::string_view out;
    if (begin == 0 || at_ == text_.size()) out = {};
    else if (lines >= 2) out = "\n\n";
    else if (lines == 1) out = BreakOrBlank(begin, last_break);
    else if (blank && !(IsDigit(text_[at_]) && begin > 0 && CurrencyBefore(begin))) out = " ";
    if (lines > 0 || begin == 0) line_begin_ = at_;
    if (run == out) return true;
    counts_.spaces += lines == 0 && (odd || !control) && begin > 0 && at_ < text_.size();
    Put(begin, run, out);
    return true;
  }

  bool CurrencyBefore(size_t begin) const {
    Pass view(text_, edits_, counts_);
    view.at_ = begin;
    return view.AfterCurrency();
  }

  std::string_view BreakOrBlank(size_t begin, size_t last_break) {
    if (!layout_) layout_ = FindLayout(text_);
    return BreakIsBlank(*layout_, text_.substr(line_begin_, begin - line_begin_), text_.substr(at_), last_break < at_) ? " " : "\n";
  }

  /// Keeps `out` where it stands in `run`, so that it stays a copy; writes it anew where it does not.
  void Put(size_t begin, std::string_view run, std::string_view out) {
    const auto from = static_cast<uint32_t>(begin), to = static_cast<uint32_t>(begin + run.size());
    const size_t kept = out.empty() ? 0 : run.find(out);
    if (kept == std::string_view::npos) {
      edits_.Replace(from, to, out);
      return;
    }
    edits_.Delete(from, from + static_cast<uint32_t>(kept));
    edits_.Delete(from + static_cast<uint32_t>(kept + out.size()), to);
  }

  /// "?? CREDIT ?? caption", as kiosks mark pictures: both marks go, the words stay.
  void TakeQuestion() {
    const bool closes = at_ == open_mark_ && at_ > 0;
    if (Next(1) != '?' || !IsMark(at_) || (!closes && at_ != line_begin_)) {
      ++at_;
      return;
    }
    if (!closes) {
      constexpr size_t kReach = 400;
      const size_t line_end = std::min({text_.find('\n', at_), text_.size(), at_ + kReach});
      size_t other = text_.find("??", at_ + 2);
      while (other < line_end && !IsMark(other)) other = text_.find("??", other + 2);
      if (other >= line_end) {
        at_ += 2;
        return;
      }
      open_mark_ = other;
    }
    ++counts_.marks;
    size_t end = at_ + 2;
    while (end < text_.size() && text_[end] == ' ') ++end;
    edits_.Delete(static_cast<uint32_t>(at_), static_cast<uint32_t>(end));
    at_ = end;
  }

  /// "??" by itself.
  bool IsMark(size_t at) const {
    const bool left = at == 0 || text_[at - 1] == ' ' || text_[at - 1] == '\n';
    return left && (at + 2 == text_.size() || text_[at + 2] == ' ');
  }

  void TakeLead() {
    if (MayBeMojibake()) {
      if (const Mojibake found = ReadMojibake(text_, at_); found.size > 0) {
        ++counts_.mojibake;
        Put(found.code, found.size);
        return;
      }
    }
    const utf8::Decoded d = utf8::Decode(text_, at_);
    if (OddWhite(d.code, d.size).kind != White::kNone) {
      TakesWhite();
    } else if (d.code == 0xAD) {
      TakeSoftHyphen();
    } else if (const std::string_view letters = Ligature(d.code); !letters.empty()) {
      ++counts_.ligatures;
      Put(d.code, d.size);
    } else if (d.code >= 0x80 && d.code <= 0x9F) {
      ++counts_.mojibake;
      Put(FromC1(d.code), d.size);
    } else {
      at_ += d.size;
    }
  }

  /// The characters that lead bytes C2-C5, E1-E2, EF and F0 are shown as.
  bool MayBeMojibake() const {
    const auto lead = static_cast<uint8_t>(text_[at_]), second = static_cast<uint8_t>(Next(1));
    return lead == 0xC3 && ((second >= 0x82 && second <= 0x85) || second == 0xA1 || second == 0xA2 || second == 0xAF || second == 0xB0);
  }

  /// Writes the meaning of `code` in the place of the next `size` bytes.
  void Put(char32_t code, uint32_t size) {
    const auto begin = static_cast<uint32_t>(at_);
    at_ += size;
    if (code == 0 || code == 0xAD || OddWhite(code, 1).kind == White::kNothing) {
      edits_.Delete(begin, begin + size);
      return;
    }
    if (const std::string_view letters = Ligature(code); !letters.empty()) {
      edits_.Replace(begin, begin + size, letters);
    } else if (OddWhite(code, 1).kind == White::kNone) {
      std::string written;
      utf8::Append(written, code);
      edits_.Replace(begin, begin + size, written);
    } else {
      const bool apart = begin > 0 && at_ < text_.size() && !IsWhite(text_[begin - 1]) && !IsWhite(text_[at_]);
      if (apart) edits_.Replace(begin, begin + size, " ");
      else edits_.Delete(begin, begin + size);
    }
  }

  static bool IsWhite(char c) { return KindOf(c) == Byte::kBlank || KindOf(c) == Byte::kWhite; }

  /// A soft hyphen goes; at the end of a line it takes the break with it.
  void TakeSoftHyphen() {
    ++counts_.soft_hyphens;
    size_t end = at_ + 2;
    while (end < text_.size() && IsWhite(text_[end])) ++end;
    if (end < text_.size() && !(text_[end] >= 'a' && text_[end] <= 'z')) end = at_ + 2;
    edits_.Delete(static_cast<uint32_t>(at_), static_cast<uint32_t>(end));
    at_ = end;
  }

  std::string_view text_;
  EditList& edits_;
  CleaningCounts& counts_;
  size_t at_ = 0;
  size_t line_begin_ = 0;
  size_t open_mark_ = 0;  ///< the second "??" of a pair
  std::optional<LineLayout> layout_;
};

}  // namespace

void MendCharacters(std::string_view text, EditList& edits, CleaningCounts& counts) { Pass(text, edits, counts).Run(); }

}  // namespace dateline
