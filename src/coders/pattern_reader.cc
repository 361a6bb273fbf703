#include "coders/pattern_reader.h"

#include <algorithm>
#include <optional>

#include "base/table.h"
#include "base/utf8.h"

namespace dateline::coders {
namespace {

constexpr uint32_t kRoleWeight = 2, kSetWeight = 5;
constexpr size_t kMostElements = 64, kLongestSetName = 128;

bool IsSpace(char c) { return c == ' ' || c == '\t'; }
bool IsEnd(char c) { return IsSpace(c) || c == '(' || c == ')' || c == '{' || c == '}' || c == '|'; }

class PatternText {
 public:
  PatternText(std::string_view text, bool stems, SynonymSets& sets, Words& words, Pattern& out)
      : text_(text), stems_(stems), sets_(sets), words_(words), out_(out) {}

  bool Read(std::string& fault) {
    while (fault.empty()) {
      while (at_ < text_.size() && IsSpace(text_[at_])) ++at_;
      if (at_ >= text_.size()) break;
      if (text_[at_] == '(' || text_[at_] == '{') ReadGroup(fault);
      else if (text_[at_] == ')' || text_[at_] == '}' || text_[at_] == '|') fault = "a bracket that is not opened";
      else ReadRun(TakeRun(), fault);
    }
    if (fault.empty() && verbs_ != 1) fault = verbs_ == 0 ? "no *" : "more than one *";
    if (fault.empty() && elements_ > kMostElements) fault = "more than 64 words";
    return fault.empty();
  }

 private:
  std::string_view TakeRun() {
    const size_t begin = at_;
    while (at_ < text_.size() && !IsEnd(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  void Put(Piece piece) {
    if (piece.elements.empty()) return;
    elements_ += piece.elements.size();
    (verbs_ == 0 ? out_.before : out_.after).push_back(std::move(piece));
  }

  /// "(WITH +)", "{NEW &TIES}".
  void ReadGroup(std::string& fault) {
    const char open = text_[at_], close = open == '(' ? ')' : '}';
    const size_t end = text_.find(close, at_);
    if (open == '{' && text_.substr(at_, end - at_).find('|') != std::string_view::npos && end != std::string_view::npos) {
      ReadAlternatives(text_.substr(at_ + 1, end - at_ - 1));
      at_ = end + 1;
      return;
    }
    Piece piece;
    piece.kind = open == '(' ? Piece::Kind::kPreposition : Piece::Kind::kNounPhrase;
    for (++at_; at_ < text_.size() && text_[at_] != close;) {
      if (IsSpace(text_[at_])) {
        ++at_;
      } else if (IsEnd(text_[at_])) {  // a noun phrase within a prepositional one: its words stand in it
        ++at_;
      } else {
        Elements(TakeRun(), piece, fault);
        if (!fault.empty()) return;
      }
    }
    if (at_ >= text_.size()) {
      fault = "a bracket that is not closed";
      return;
    }
    ++at_;
    Put(std::move(piece));
  }

  void ReadAlternatives(std::string_view list) {
    Piece piece;
    piece.elements.push_back({Element::Kind::kSynonyms, static_cast<uint32_t>(sets_.sets.size())});
    Phrases& set = sets_.sets.emplace_back();
    for (const std::string_view phrase : SplitList(list, '|')) {
      const std::vector<Word> read = ReadPhrase(phrase, stems_ && !phrase.ends_with('_'), words_);
      if (!read.empty()) set.At(read) = 0;
    }
    out_.weight += kSetWeight;
    Put(std::move(piece));
  }

  /// Words joined by _ stand side by side; "IN_*", "*_OUT": beside the verb.
  void ReadRun(std::string_view run, std::string& fault) {
    const size_t star = run.find('*');
    if (star == std::string_view::npos) {
      Piece piece;
      Elements(run, piece, fault);
      return Put(std::move(piece));
    }
    if (run.find('*', star + 1) != std::string_view::npos) verbs_ = 2;
    std::string_view left = run.substr(0, star), right = run.substr(star + 1);
    if (!left.empty()) {
      Piece piece;
      piece.at_verb = true;
      Elements(left, piece, fault);
      Put(std::move(piece));
    }
    ++verbs_;
    if (!right.empty()) {
      Piece piece;
      piece.at_verb = right.find_first_not_of('_') != 0;
      Elements(right, piece, fault);
      Put(std::move(piece));
    }
  }

  void Elements(std::string_view run, Piece& piece, std::string& fault) {
    while (!run.empty() && fault.empty()) {
      if (run[0] == '_' || run[0] == '-' || run[0] == '~' || run[0] == '=') {
        run.remove_prefix(1);
      } else if (run[0] == '&') {
        const auto set = SetAt(run.substr(1));
        if (!set) {
          fault = "synonym set " + std::string(run.substr(0, 40)) + " is not known";
          return;
        }
        piece.elements.push_back({Element::Kind::kSynonyms, set->second});
        out_.weight += kSetWeight;
        run.remove_prefix(set->first + 1);
      } else if (const auto role = RoleOf(run[0])) {
        piece.elements.push_back({*role, 0});
        out_.weight += kRoleWeight;
        run.remove_prefix(1);
      } else {
        const size_t end = std::min(run.find_first_of("_-~=&$+%^@"), run.size());
        const bool stem = stems_ && (end == run.size() || run[end] == '~');
        piece.elements.push_back({Element::Kind::kWord, words_.Add(utf8::Lower(run.substr(0, end)), stem)});
        out_.weight += static_cast<uint32_t>(std::min<size_t>(end, 64));
        run.remove_prefix(end);
      }
    }
  }

  static std::optional<Element::Kind> RoleOf(char c) {
    switch (c) {
      case '$': return Element::Kind::kSource;
      case '+': return Element::Kind::kTarget;
      case '%': return Element::Kind::kBoth;
      case '^':
      case '@': return Element::Kind::kSkip;
      default: return std::nullopt;
    }
  }

  /// The longest name of a set that `run` begins with, up to the end of a word: names may hold underscores.
  std::optional<std::pair<size_t, uint32_t>> SetAt(std::string_view run) const {
    for (size_t end = std::min(run.size(), kLongestSetName); end > 0; end = run.find_last_of('_', end - 1)) {
      if (end == std::string_view::npos) break;
      const auto it = sets_.names.find(run.substr(0, end));
      if (it != sets_.names.end()) return std::pair(end, it->second);
    }
    return std::nullopt;
  }

  std::string_view text_;
  bool stems_;
  SynonymSets& sets_;
  Words& words_;
  Pattern& out_;
  size_t at_ = 0, elements_ = 0;
  uint32_t verbs_ = 0;
};

}  // namespace

bool ReadPatternWords(std::string_view text, bool stems, SynonymSets& sets, Words& words, Pattern& out, std::string& fault) {
  return PatternText(text, stems, sets, words, out).Read(fault);
}

}  // namespace dateline::coders
