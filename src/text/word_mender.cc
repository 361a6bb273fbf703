#include "text/word_mender.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dateline {
namespace {

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsAscii(char c) { return static_cast<uint8_t>(c) < 0x80; }

constexpr std::array<bool, 256> MakeLetters() {
  std::array<bool, 256> out{};
  for (size_t c = 'a'; c <= 'z'; ++c) out[c] = out[c - 32] = true;
  return out;
}
constexpr std::array<bool, 256> kLetters = MakeLetters();
bool IsLetter(char c) { return kLetters[static_cast<uint8_t>(c)]; }

/// Bytes of a character above 7F that is no letter (quotes, dashes, signs); 0: it is one, or ASCII.
uint32_t SignSize(char c) {
  const auto lead = static_cast<uint8_t>(c);
  return lead == 0xC2 ? 2 : lead == 0xE2 || lead == 0xE3 || lead == 0xEF ? 3 : 0;
}

bool IsShouted(std::string_view word) { return word.size() > 1 && IsUpper(word[0]) && IsUpper(word[1]); }

constexpr size_t kLongest = 40;  ///< letters of a joined word
constexpr size_t kMaxPieces = 4;

// ln of the counts that words without a count are given.
constexpr double kUnknown = -3.9, kEndingAlone = -6.9, kLigatureAlone = -11.5, kDerived = 0, kSeenHere = 1.4;
// ln of the chance that a blank slipped into a word, in text without and with other breaks, and after the "f" of a ligature.
constexpr double kBreakRare = -16.1, kBreakRareAtF = -12, kBreakDamaged = -7, kBreakAtF = -3;

}  // namespace

Result<WordMender> WordMender::Load(const Container& knowledge, const Vocabulary& vocabulary) {
  WordMender out;
  out.levels_ = WordLevels(vocabulary);
  const Result<Table> table = knowledge.OpenTable("fragments.tsv");
  if (!table) return table.error();
  constexpr std::array<std::pair<std::string_view, Fragment>, 4> kKinds = {
      {{"ligature", Fragment::kLigature}, {"ending", Fragment::kEnding}, {"linking", Fragment::kLinking}, {"prefix", Fragment::kPrefix}}};
  for (const Table::Row& row : table->rows()) {
    const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& k) { return k.first == row.cells[1]; });
    if (kind == kKinds.end()) return Error{table->Where(row), "kind \"" + std::string(row.cells[1]) + "\"", "ligature, ending, linking or prefix"};
    out.fragments_.push_back({CaselessHash(row.cells[0]), kind->second});
  }
  std::sort(out.fragments_.begin(), out.fragments_.end(), [](const Entry& a, const Entry& b) { return a.hash < b.hash; });
  return out;
}

WordMender::Fragment WordMender::FragmentOf(std::string_view word) const {
  if (word.size() > 8) return Fragment::kNone;
  const uint64_t hash = CaselessHash(word);
  const auto it = std::lower_bound(fragments_.begin(), fragments_.end(), hash, [](const Entry& e, uint64_t h) { return e.hash < h; });
  return it != fragments_.end() && it->hash == hash ? it->kind : Fragment::kNone;
}

class WordMender::Pass {
 public:
  Pass(const WordMender& mender, std::string_view text, bool damaged, EditList& edits, CleaningCounts& counts)
      : mender_(mender), levels_(mender.levels_), text_(text), damaged_(damaged), edits_(edits), counts_(counts) {}

  void Run() {
    const size_t size = text_.size();
    while (at_ < size) {
      if (IsLetter(text_[at_])) {
        TakeWord();
      } else if (text_[at_] == '-') {
        TakeHyphen();
      } else {
        const uint32_t sign = SignSize(text_[at_]);
        if (sign == 0 && !IsAscii(text_[at_])) TakeForeignWord();
        else at_ += std::max(sign, 1u);
      }
    }
  }

  /// Breaks beyond doubt.
  uint32_t evidence() const { return evidence_; }

 private:
  struct Piece {
    size_t begin = 0, end = 0;
    size_t size() const { return end - begin; }
  };
  struct Join {
    double gain = 0;
    size_t first = 0, last = 0;  ///< pieces
  };

  std::string_view Text(Piece piece) const { return text_.substr(piece.begin, piece.size()); }
  char At(size_t at) const { return at < text_.size() ? text_[at] : '\0'; }

  /// A word with letters beyond ASCII: taken whole, never mended.
  void TakeForeignWord() {
    while (at_ < text_.size() && (IsLetter(text_[at_]) || (!IsAscii(text_[at_]) && SignSize(text_[at_]) == 0))) ++at_;
    last_ = {};
  }

  void TakeWord() {
    const size_t begin = at_;
    while (at_ < text_.size() && IsLetter(text_[at_])) ++at_;
    if (at_ < text_.size() && !IsAscii(text_[at_]) && SignSize(text_[at_]) == 0) return TakeForeignWord();
    const Piece word = {begin, at_};
    if (!MayBePiece(begin)) {
      last_ = {};
      return;
    }
    const bool hyphen_follows = At(at_) == '-' && (At(at_ + 1) == ' ' || At(at_ + 1) == '\n');
    if (!hyphen_follows && IsSuspicious(word) && TryJoin(word)) return;
    last_ = word;
  }

  /// False for what follows an apostrophe or stands in a number, an address or initials.
  bool MayBePiece(size_t begin) const {
    if (begin == 0) return true;
    const char before = text_[begin - 1];
    if (before == '\'') return begin == 1 || !IsLetter(text_[begin - 2]);
    if (!IsAscii(before)) return !text_.substr(0, begin).ends_with("’");
    return !IsDigit(before) && before != '.' && before != '@' && before != '_' && before != '&' && before != '$';
  }

  /// Unknown in small letters, or a fragment; in damaged text also what ends in "f" before a letter that makes a ligature with it.
  bool IsSuspicious(Piece piece) const {
    const std::string_view word = Text(piece);
    if (damaged_ && word.back() == 'f' && At(piece.end) == ' ' && (At(piece.end + 1) == 'f' || At(piece.end + 1) == 'i' || At(piece.end + 1) == 'l')) return true;
    if (IsUpper(word[0])) return word[0] == 'F' && word.size() <= 3 && mender_.FragmentOf(word) == Fragment::kLigature && IsLower(At(piece.end + 1));
    if (levels_.Level(word) == 0) return true;
    return word.size() <= 6 && (word[0] == 'f' || word.size() > 1) && mender_.FragmentOf(word) != Fragment::kNone && IsFragment(word);
  }

  bool IsFragment(std::string_view word) const {
    const Fragment kind = mender_.FragmentOf(word);
    return kind == Fragment::kLigature || kind == Fragment::kEnding;
  }

  double PieceLog(std::string_view word) const {
    const Fragment kind = mender_.FragmentOf(word);
    if (kind == Fragment::kLigature) return kLigatureAlone;
    if (kind == Fragment::kEnding && IsLower(word[0])) return kEndingAlone;
    const uint8_t level = levels_.Level(word);
    return level == 0 ? kUnknown : WordLevels::LogCount(level);
  }

  /// ln of the count of a joined word; nothing known of it: false. `ending`: its last piece.
  bool JoinedLog(std::string_view word, std::string_view ending, double& log) {
    if (const uint8_t level = levels_.Level(word); level > 0) {
      log = WordLevels::LogCount(level);
      return !IsFragment(word);
    }
    if (ending.size() < word.size() && mender_.FragmentOf(ending) == Fragment::kEnding && IsStem(word.substr(0, word.size() - ending.size()))) {
      log = kDerived;
      return true;
    }
    log = kSeenHere;
    return word.size() >= 5 && SeenHere(word);
  }

  /// A word that takes endings: as it is, with the "e" it loses, or with its last letter doubled.
  bool IsStem(std::string_view stem) const {
    if (stem.size() < 3 || stem.size() > kLongest) return false;
    if (levels_.Level(stem) > 0) return true;
    std::array<char, kLongest + 1> longer{};
    std::copy(stem.begin(), stem.end(), longer.begin());
    longer[stem.size()] = 'e';
    if (levels_.Level(std::string_view(longer.data(), stem.size() + 1)) > 0) return true;
    return stem[stem.size() - 1] == stem[stem.size() - 2] && levels_.Level(stem.substr(0, stem.size() - 1)) > 0;
  }

  /// The piece of letters after one blank at `end`, when it begins small.
  bool NextPiece(size_t end, Piece& out) const {
    if (At(end) != ' ' || !IsLower(At(end + 1))) return false;
    out.begin = out.end = end + 1;
    while (out.end < text_.size() && out.size() <= kLongest && IsLetter(text_[out.end])) ++out.end;
    return out.size() <= kLongest && (out.end == text_.size() || IsAscii(text_[out.end]) || SignSize(text_[out.end]) > 0);
  }

  bool TryJoin(Piece word) {
    std::array<Piece, kMaxPieces> pieces{};
    size_t count = 0;
    if (last_.size() > 0 && last_.end + 1 == word.begin && text_[last_.end] == ' ' && IsLower(text_[word.begin]) && !IsShouted(Text(last_))) pieces[count++] = last_;
    pieces[count++] = word;
    while (count < kMaxPieces && NextPiece(pieces[count - 1].end, pieces[count])) ++count;
    Join best;
    for (size_t first = 0; first + 1 < count; ++first) {
      for (size_t last = first + 1; last < count; ++last) {
        const double gain = Gain(pieces, first, last);
        if (gain > best.gain) best = {gain, first, last};
      }
    }
    if (best.gain <= 0) return false;
    Apply(pieces, best);
    return true;
  }

  double Gain(const std::array<Piece, kMaxPieces>& pieces, size_t first, size_t last) {
    std::array<char, kLongest> joined{};
    size_t size = 0;
    double gain = 0;
    if (IsShouted(Text(pieces[first]))) return 0;
    for (size_t i = first; i <= last; ++i) {
      const std::string_view piece = Text(pieces[i]);
      if (size + piece.size() > joined.size()) return 0;
      std::copy(piece.begin(), piece.end(), joined.begin() + static_cast<std::ptrdiff_t>(size));
      size += piece.size();
      gain -= PieceLog(piece);
      if (i == first) continue;
      const bool at_f = text_[pieces[i - 1].end - 1] == 'f' && (piece[0] == 'f' || piece[0] == 'i' || piece[0] == 'l');
      gain += levels_.log_total() + (damaged_ ? (at_f ? kBreakAtF : kBreakDamaged) : at_f ? kBreakRareAtF : kBreakRare);
    }
    double log = 0;
    if (!JoinedLog({joined.data(), size}, Text(pieces[last]), log)) return 0;
    return gain + log;
  }

  void Apply(const std::array<Piece, kMaxPieces>& pieces, const Join& join) {
    for (size_t i = join.first; i <= join.last; ++i) {
      evidence_ += 2 * IsFragment(Text(pieces[i]));
      if (i > join.first) edits_.Delete(static_cast<uint32_t>(pieces[i - 1].end), static_cast<uint32_t>(pieces[i].begin));
    }
    ++counts_.ligatures;
    at_ = pieces[join.last].end;
    last_ = {};
  }

  enum class Hyphen : uint8_t { kLeave, kKeep, kDrop };

  /// A hyphen with a blank (or the break of a line) after it.
  void TakeHyphen() {
    const size_t hyphen = at_++;
    const char left = hyphen == 0 ? ' ' : text_[hyphen - 1];
    const bool number = IsDigit(left);
    if ((!number && (!IsLetter(left) || last_letters() != hyphen)) || (At(at_) != ' ' && At(at_) != '\n') || !IsLetter(At(at_ + 1))) return;
    if (At(at_) == '\n' && !IsLower(At(at_ + 1))) return;
    Piece next = {at_ + 1, at_ + 1};
    while (next.end < text_.size() && next.size() <= kLongest && IsLetter(text_[next.end])) ++next.end;
    if (next.size() > kLongest) return;
    const std::string_view after = Text(next);
    const bool goes_on = At(next.end) == '-' && IsLetter(At(next.end + 1));  // "brother- in-law"
    const Hyphen decision = number ? AfterNumber(after) : goes_on && IsFunctionWord(after) ? Hyphen::kKeep : Decide(Text(last_), after);
    if (decision == Hyphen::kLeave) return;
    edits_.Delete(static_cast<uint32_t>(decision == Hyphen::kDrop ? hyphen : hyphen + 1), static_cast<uint32_t>(next.begin));
    ++counts_.hyphens;
    ++evidence_;
    at_ = next.end;
    last_ = {};
  }

  size_t last_letters() const { return last_.size() > 0 && last_.size() <= kLongest ? last_.end : SIZE_MAX; }

  Hyphen AfterNumber(std::string_view after) const {
    return IsLower(after[0]) && mender_.FragmentOf(after) != Fragment::kLinking && !IsFunctionWord(after) ? Hyphen::kKeep : Hyphen::kLeave;
  }

  /// Among the most common words: after a hyphen and a blank it begins a new clause.
  bool IsFunctionWord(std::string_view word) const {
    const uint8_t level = levels_.Level(word);
    return level > 1 && WordLevels::LogCount(level) > levels_.log_total() - 6.9;  // one word in a thousand
  }

  Hyphen Decide(std::string_view before, std::string_view after) {
    buffer_.assign(before).append(after);
    const uint8_t joined = levels_.Level(buffer_), left = levels_.Level(before), right = levels_.Level(after);
    if (IsLower(after[0]) && joined > 0 && left == 0) return Hyphen::kDrop;
    if (mender_.FragmentOf(after) == Fragment::kLinking) return Hyphen::kLeave;
    buffer_.assign(before).append("-").append(after);
    const bool hyphenated_here = SeenHere(buffer_);
    if (IsUpper(after[0])) {
      if (IsUpper(before[0]) && IsShouted(before)) return Hyphen::kLeave;
      return hyphenated_here || mender_.FragmentOf(before) == Fragment::kPrefix ? Hyphen::kKeep : damaged_ && IsUpper(before[0]) ? Hyphen::kKeep : Hyphen::kLeave;
    }
    if (mender_.FragmentOf(after) == Fragment::kEnding || (joined > 0 && right == 0)) return Hyphen::kDrop;
    if (hyphenated_here) return Hyphen::kKeep;
    buffer_.assign(before).append(after);
    if (SeenHere(buffer_)) return Hyphen::kDrop;
    if (joined > 0) {
      constexpr double kManyTimes = 3.9;  // ln 50
      if (WordLevels::LogCount(joined) > std::min(WordLevels::LogCount(left), WordLevels::LogCount(right)) - kManyTimes) return Hyphen::kDrop;
    }
    if (right > 0) {
      if (IsFunctionWord(after)) return Hyphen::kLeave;
      constexpr double kCommon = 4.6;  // ln 100
      return left > 0 || after.size() > 3 || (IsUpper(before[0]) && WordLevels::LogCount(right) > kCommon) ? Hyphen::kKeep : Hyphen::kDrop;
    }
    const bool participle = after.size() > 4 && (after.ends_with("ed") || after.ends_with("ing"));
    return left > 0 && (participle || IsUpper(before[0])) ? Hyphen::kKeep : Hyphen::kDrop;
  }

  /// True where `word` (or a compound with a hyphen) stands unbroken in this text. The words are gathered when first asked for.
  bool SeenHere(std::string_view word) {
    if (!gathered_) Gather();
    return std::binary_search(seen_.begin(), seen_.end(), CaselessHash(word));
  }

  void Gather() {
    gathered_ = true;
    for (size_t at = 0; at < text_.size();) {
      if (!IsLetter(text_[at])) {
        ++at;
        continue;
      }
      size_t end = at;
      bool hyphen = false;
      while (end < text_.size() && (IsLetter(text_[end]) || (text_[end] == '-' && IsLetter(At(end + 1))))) hyphen |= text_[end++] == '-';
      if (end - at >= 5 && At(end) != '-') seen_.push_back(CaselessHash(text_.substr(at, end - at)));
      at = end;
    }
    std::sort(seen_.begin(), seen_.end());
  }

  const WordMender& mender_;
  const WordLevels& levels_;
  std::string_view text_;
  bool damaged_;
  EditList& edits_;
  CleaningCounts& counts_;
  size_t at_ = 0;
  Piece last_;  ///< the word before, where it may be part of a broken one
  uint32_t evidence_ = 0;
  bool gathered_ = false;
  std::vector<uint64_t> seen_;
  std::string buffer_;
};

void WordMender::Mend(std::string_view text, bool& damaged, EditList& edits, CleaningCounts& counts) const {
  const CleaningCounts before = counts;
  Pass first(*this, text, damaged, edits, counts);
  first.Run();
  if (damaged || first.evidence() < 2) return;
  damaged = true;
  edits.Clear();
  counts = before;
  Pass(*this, text, damaged, edits, counts).Run();
}

}  // namespace dateline
