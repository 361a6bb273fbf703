#include "coders/verbs.h"

#include <algorithm>

#include "base/table.h"
#include "base/utf8.h"
#include "coders/pattern_reader.h"
#include "mentions/dictionaries_lines.h"

namespace dateline::coders {
namespace {

bool IsVowel(char c) { return std::string_view("AEIOUaeiou").find(c) != std::string_view::npos; }

Dialect Detect(std::string_view text) {
  if (text.find("<SYNSETS>") != std::string_view::npos || text.find("~FINISH") != std::string_view::npos) return Dialect::kTabari;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    // Prepositions in parentheses after a pattern's mark: the notation of PETRARCH2.
    if (line.starts_with('-') && !line.starts_with("---") && line.find('*') != std::string_view::npos && line.substr(0, line.find('#')).find('(') != std::string_view::npos)
      return Dialect::kPetrarch2;
  }
  return text.find("\n---") == std::string_view::npos && !text.starts_with("---") ? Dialect::kTabari : Dialect::kPetrarch1;
}

}  // namespace

bool ReadEventCode(std::string_view text, EventCode& out) {
  text = Trim(text);
  out = EventCode{};
  out.given = true;
  if (text.empty()) return false;
  if (text == "---") return true;
  if (text == "###" || text == "+++") {
    out.tabari = true;
    return true;
  }
  if (text.ends_with('?') || text.ends_with('!')) {
    out.rank = text.back() == '?' ? EventCode::Rank::kSubordinate : EventCode::Rank::kDominant;
    text.remove_suffix(1);
  }
  const size_t colon = text.find(':');
  const auto code = [](std::string_view part) { return part == "---" ? std::string() : std::string(part); };
  out.code = code(Trim(text.substr(0, colon)));
  if (colon != std::string_view::npos) out.mirrored = code(Trim(text.substr(colon + 1)));
  const auto sound = [](const std::string& part) {
    return std::all_of(part.begin(), part.end(), [](unsigned char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '+'; });
  };
  return sound(out.code) && sound(out.mirrored);
}

std::vector<std::string> RegularForms(std::string_view verb) {
  std::vector<std::string> out = {std::string(verb)};
  if (verb.empty()) return out;
  const std::string stem(verb);
  const char last = stem.back(), before = stem.size() > 1 ? stem[stem.size() - 2] : ' ';
  const bool hisses = last == 'S' || last == 'X' || last == 'Z' || (last == 'H' && (before == 'C' || before == 'S'));
  if (last == 'Y' && !IsVowel(before)) {
    const std::string root = stem.substr(0, stem.size() - 1);
    out.insert(out.end(), {root + "IES", root + "IED", stem + "ING"});
  } else if (last == 'E') {
    out.insert(out.end(), {stem + "S", stem + "D", (IsVowel(before) ? stem : stem.substr(0, stem.size() - 1)) + "ING"});
  } else {
    out.insert(out.end(), {stem + (hisses ? "ES" : "S"), stem + "ED", stem + "ING"});
  }
  return out;
}

/// Reads one verb file.
class VerbReader {
 public:
  VerbReader(VerbBook& book, const std::string& name, Dialect dialect, Words& words, std::vector<Error>& warnings)
      : book_(book), name_(name), dialect_(dialect), words_(words), warnings_(warnings) {}

  void Read(std::string_view text) {
    DictionaryLines lines(text, dialect_);
    std::string_view line;
    while (lines.Next(line)) {
      number_ = lines.number();
      if (lines.mended()) Warn("bytes that are not UTF-8", "UTF-8; they are read as Latin-1");
      ReadLine(Trim(line));
    }
    for (VerbBlock& block : book_.blocks_) {
      std::stable_sort(block.patterns.begin(), block.patterns.end(), [](const Pattern& a, const Pattern& b) { return a.weight > b.weight; });
    }
  }

 private:
  void Warn(std::string what, std::string expected) { warnings_.push_back({name_ + ":" + std::to_string(number_), std::move(what), std::move(expected)}); }
  static std::string Quote(std::string_view text) { return "\"" + std::string(text.substr(0, 60)) + "\""; }

  void ReadLine(std::string_view line) {
    if (line.starts_with("---")) return BeginBlock(line);
    if (line.starts_with('<')) return Mark(line);
    if (skipped_) return;
    if (line.starts_with('~')) return ReadTransformation(line.substr(1));
    if (line.starts_with('&')) return BeginSet(line.substr(1));
    if (line.starts_with('+') && set_open_) return AddToSet(line.substr(1));
    set_open_ = false;
    if (line.starts_with('-')) return ReadPattern(line.substr(1));
    if (line.find('*') != std::string_view::npos && line.find('[') != std::string_view::npos) {
      Warn("a pattern without - before it", "- WORD * WORD [CODE]; read as one");
      return ReadPattern(line);
    }
    if (line.starts_with('{')) return MoreForms(line);
    ReadVerb(line);
  }

  /// "<SYNSETS>": the sections of TABARI. Those for the speaker and the time are not coded.
  void Mark(std::string_view line) {
    const bool closes = line.starts_with("</"), skips = line.find("ATTRIB") != std::string_view::npos || line.find("TIME") != std::string_view::npos;
    if (!closes && skips) Warn("section " + Quote(line), "verbs and synonym sets; the section is left out");
    if (skips) skipped_ = !closes;
  }

  void BeginBlock(std::string_view line) {
    set_open_ = skipped_ = false;
    const size_t name_at = line.find_first_not_of("- \t");
    if (name_at == std::string_view::npos) return Warn("a block without a name", "--- NAME [CODE] ---");
    const size_t open = line.find('[', name_at);
    VerbBlock block;
    std::string_view name = line.substr(name_at, (open == std::string_view::npos ? line.size() : open) - name_at);
    while (!name.empty() && (name.back() == '-' || name.back() == ' ' || name.back() == '\t')) name.remove_suffix(1);
    block.name = std::string(name);
    if (!ReadCode(line, block.code)) block.code = EventCode{};
    if (open == std::string_view::npos) Warn("block " + Quote(block.name) + " without a code", "--- NAME [CODE] ---; its verbs have no code of their own");
    book_.blocks_.push_back(std::move(block));
    in_block_ = true;
  }

  /// The code in the first brackets. False: none, or a bad one, which is told.
  bool ReadCode(std::string_view line, EventCode& out) {
    const size_t open = line.find('[');
    if (open == std::string_view::npos) return false;
    const size_t close = line.find(']', open);
    if (close == std::string_view::npos) {
      Warn("a bracket that is not closed", "[CODE]");
      return false;
    }
    if (ReadEventCode(line.substr(open + 1, close - open - 1), out)) return true;
    Warn("code " + Quote(line.substr(open, close - open + 1)), "[CODE], [CODE:CODE] or [---]");
    return false;
  }

  void BeginSet(std::string_view line) {
    const size_t end = std::min(line.find_first_of(" \t"), line.size());
    std::string name(line.substr(0, end));
    set_plural_ = !name.ends_with('_');
    while (name.ends_with('_')) name.pop_back();
    set_open_ = true;
    if (name.empty()) return Warn("a synonym set without a name", "&NAME");
    const auto [it, added] = book_.set_names_.emplace(name, static_cast<uint32_t>(book_.sets_.size()));
    set_ = it->second;
    if (!added) return;
    book_.sets_.emplace_back();
    book_.set_phrases_.resize(book_.sets_.size());
  }

  void AddToSet(std::string_view line) {
    std::string text;
    for (const char c : Trim(line)) {
      if (c != '(' && c != ')' && c != '{' && c != '}') text += c;
    }
    if (text.starts_with('&')) {
      const auto other = book_.set_names_.find(text.substr(1, text.find_last_not_of("_ ")));
      if (other == book_.set_names_.end() || other->second == set_) return Warn("synonym set " + Quote(text), "one that stands before");
      const auto phrases = book_.set_phrases_[other->second];
      for (const auto& phrase : phrases) PutInSet(phrase);
      return;
    }
    if (text.empty()) return Warn("an empty synonym", "+PHRASE");
    const bool whole = text.ends_with('_');
    PutInSet(ReadPhrase(text, dialect_ == Dialect::kTabari && !whole, words_));
    if (set_plural_ && !whole && dialect_ != Dialect::kTabari) PutInSet(ReadPhrase(PluralOf(text), false, words_));
  }

  static std::string PluralOf(std::string_view text) {
    std::string out(text);
    if (out.ends_with('Y') && out.size() > 1 && !IsVowel(out[out.size() - 2])) {
      out.pop_back();
      return out + "IES";
    }
    return out + (out.ends_with('S') || out.ends_with('X') || out.ends_with('Z') ? "ES" : "S");
  }

  void PutInSet(const std::vector<Word>& phrase) {
    if (phrase.empty()) return;
    uint32_t& at = book_.sets_[set_].At(phrase);
    if (at != Phrases::kNone) return;
    at = 0;
    book_.set_phrases_[set_].push_back(phrase);
  }

  /// "BREAK {BROKE BROKEN} [120]", "+TAKE_NOTE", "WIRE_+TAP", and TABARI's "BREAK [120]", which begins a block.
  void ReadVerb(std::string_view line) {
    const size_t code_at = line.find('[');
    std::string_view rest = Trim(line.substr(0, code_at)), forms;
    EventCode code;
    if (code_at != std::string_view::npos && !ReadCode(line, code)) return;
    bool listed = false;
    if (const size_t open = rest.find('{'); open != std::string_view::npos) {
      const size_t close = rest.find('}', open);
      if (close == std::string_view::npos) Warn("a brace that is not closed", "VERB {FORM FORM}");
      forms = rest.substr(open + 1, close == std::string_view::npos ? close : close - open - 1);
      rest = Trim(rest.substr(0, open));
      listed = true;
    }
    if (rest.empty() || rest.find_first_of("()*$&]}") != std::string_view::npos) return Warn(Quote(line), "a verb, a pattern, or a block's head; the line is left out");
    if (dialect_ == Dialect::kTabari) {
      VerbBlock block;
      block.name = std::string(rest);
      block.code = code;
      book_.blocks_.push_back(std::move(block));
      in_block_ = true;
      code = EventCode{};
    }
    if (!in_block_) return Warn("verb " + Quote(rest) + " without a block", "--- NAME [CODE] --- before it");
    code_ = code;
    if (listed || dialect_ == Dialect::kTabari) {
      AddForm(rest, dialect_ == Dialect::kTabari && !rest.ends_with('_'));
      for (const std::string_view form : SplitList(forms, ' ')) AddForm(form, false);
    } else {
      AddRegular(rest);
    }
  }

  /// TABARI's line of irregular forms below a root.
  void MoreForms(std::string_view line) {
    if (!in_block_) return Warn("forms without a verb", "a verb before them");
    for (const std::string_view form : SplitList(line.substr(1, line.find('}') - 1), ' ')) AddForm(form, false);
  }

  void AddRegular(std::string_view verb) {
    // The word that is inflected: behind the +, or the first.
    size_t begin = verb.find('+');
    begin = begin == std::string_view::npos ? 0 : begin + 1;
    const size_t end = std::min(verb.find_first_of("_ ", begin), verb.size());
    for (const std::string& form : RegularForms(verb.substr(begin, end - begin))) {
      AddForm(std::string(verb.substr(0, begin)) + form + std::string(verb.substr(end)), false);
    }
  }

  void AddForm(std::string_view text, bool stem) {
    const size_t plus = text.find('+');
    uint32_t anchor = 0;
    std::string plain;
    if (plus != std::string_view::npos) anchor = static_cast<uint32_t>(ReadPhrase(text.substr(0, plus), false, words_).size());
    for (const char c : text) plain += c == '+' ? '_' : c;
    const std::vector<Word> phrase = ReadPhrase(plain, stem, words_);
    if (phrase.empty()) return;
    const uint32_t block = static_cast<uint32_t>(book_.blocks_.size()) - 1;
    uint32_t& at = book_.form_words_.At(phrase);
    if (at == Phrases::kNone) {
      at = static_cast<uint32_t>(book_.forms_.size());
      book_.forms_.push_back({{}, std::min(anchor, static_cast<uint32_t>(phrase.size()) - 1)});
    }
    auto& senses = book_.forms_[at].senses;
    if (senses.empty() || senses.back().block != block) senses.push_back({block, code_});
  }

  void ReadPattern(std::string_view line) {
    if (!in_block_) return Warn("a pattern without a block", "--- NAME [CODE] --- before it");
    Pattern pattern;
    const size_t open = line.rfind('[');
    if (open == std::string_view::npos || !ReadCode(line.substr(open), pattern.code)) {
      if (open == std::string_view::npos) Warn("pattern " + Quote(line) + " without a code", "- WORD * WORD [CODE]");
      return;
    }
    std::string fault;
    SynonymSets sets{book_.set_names_, book_.sets_};
    if (!ReadPatternWords(line.substr(0, open), dialect_ == Dialect::kTabari, sets, words_, pattern, fault)) {
      return Warn("pattern " + Quote(line) + ": " + fault, "- WORD * WORD [CODE]; the pattern is left out");
    }
    pattern.line = number_;
    pattern.file = static_cast<uint32_t>(book_.files_.size()) - 1;
    ++book_.patterns_;
    book_.blocks_.back().patterns.push_back(std::move(pattern));
  }

  /// "a (a b ATTACK) SAY = a b 015".
  void ReadTransformation(std::string_view line) {
    std::string spaced;
    for (const char c : line) spaced += c == '(' || c == ')' ? std::string(" ") + c + " " : c == '=' ? std::string(" = ") : std::string(1, c);
    const std::vector<std::string_view> parts = SplitList(spaced, ' ');
    if (parts.size() != 11 || parts[1] != "(" || parts[5] != ")" || parts[7] != "=") return Warn("transformation " + Quote(line), "~ a (a b VERB) VERB = a b CODE");
    const auto text = [&](size_t i) { return std::string(parts[i]); };
    book_.transformations_.push_back({text(0), text(2), text(3), text(4), text(6), text(8), text(9), text(10)});
  }

  VerbBook& book_;
  std::string name_;
  Dialect dialect_;
  Words& words_;
  std::vector<Error>& warnings_;
  uint32_t number_ = 0, set_ = 0;
  bool set_open_ = false, set_plural_ = true, in_block_ = false, skipped_ = false;
  EventCode code_;  ///< of the verb at hand
};

void VerbBook::Add(const std::string& name, std::string_view text, Dialect dialect, Words& words, std::vector<Error>& warnings) {
  files_.push_back(name);
  const Dialect found = Detect(text);
  // PETRARCH's two notations are told apart by the file whatever was asked for; only TABARI's stems need to be named.
  dialect_ = dialect == Dialect::kTabari ? dialect : found;
  VerbReader(*this, name, dialect_, words, warnings).Read(text);
}

}  // namespace dateline::coders
