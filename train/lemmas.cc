#include "train/lemmas.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <string_view>

#include "base/utf8.h"
#include "language/lemmas.h"
#include "train/lemma_words.h"

namespace dateline {
namespace {

/// Pairs of closed classes get a class of their own from this many words on.
constexpr uint32_t kOwnClass = 30;
/// A longer ending must set right this many words that the shorter gets wrong.
constexpr uint32_t kRuleGain = 2;
/// So many words with an ending say what it can turn into; a change that none of them shows is not tried.
constexpr uint32_t kManyWords = 8;
/// A form seen so often with a base form's tag in silver trees is believed to be one.
constexpr uint32_t kBelieved = 3;

/// What the lemma does to the end of the word, both in lower case.
struct Change {
  size_t strip = 0;
  bool undouble = false;
  std::string added;
  auto operator<=>(const Change&) const = default;
};

struct Token {
  std::string_view form, lemma;
  Upos upos = Upos::kX;
  Xpos xpos = Xpos::kNone;
  bool weak = false, typo = false;
  std::string lower;        ///< of the form
  std::string lower_lemma;
};

bool IsContinuation(char c) { return (static_cast<uint8_t>(c) & 0xC0) == 0x80; }

bool IsVowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

/// The change between two words; false where it is too long to be an edit.
bool ChangeOf(std::string_view lower, std::string_view lemma, Change& out) {
  size_t same = 0;
  while (same < lower.size() && same < lemma.size() && lower[same] == lemma[same]) ++same;
  while (same > 0 && ((same < lower.size() && IsContinuation(lower[same])) || (same < lemma.size() && IsContinuation(lemma[same])))) --same;
  out = {lower.size() - same, false, std::string(lemma.substr(same))};
  if (out.strip >= 3 && out.added.empty() && same > 1 && lower[same] == lower[same - 1] && lower[same] >= 'a' && lower[same] <= 'z' && !IsVowel(lower[same])) {
    out.undouble = true;
    --out.strip;
  }
  return out.added.size() <= kLemmaMaxAdded && out.strip <= 255;
}

/// Groups of tags whose words change alike; closed classes are told apart by both tags where there are enough words.
std::string GroupOf(Upos upos, Xpos xpos) {
  switch (upos) {
    case Upos::kVerb:
    case Upos::kAux:
      switch (xpos) {
        case Xpos::kVb:
        case Xpos::kVbp: return "verb base";
        case Xpos::kVbd:
        case Xpos::kVbn: return "verb past";
        case Xpos::kVbg: return "verb ing";
        case Xpos::kVbz: return "verb s";
        case Xpos::kMd: return "modal";
        default: return "verb any";
      }
    case Upos::kNoun: return xpos == Xpos::kNns || xpos == Xpos::kNnps || xpos == Xpos::kVbz ? "noun plural" : "noun";
    case Upos::kPropn: return xpos == Xpos::kNnps || xpos == Xpos::kNns ? "name plural" : "name";
    case Upos::kAdj:
    case Upos::kAdv: {
      const std::string name = upos == Upos::kAdj ? "adjective" : "adverb";
      if (xpos == Xpos::kJjr || xpos == Xpos::kRbr) return name + " more";
      if (xpos == Xpos::kJjs || xpos == Xpos::kRbs) return name + " most";
      if (upos == Upos::kAdj && (xpos == Xpos::kNnp || xpos == Xpos::kNnps)) return name + " name";
      return name;
    }
    case Upos::kNum: return xpos == Xpos::kNns ? "number plural" : "number";
    default: return {};
  }
}

struct RootOf {
  std::string_view group;
  uint8_t root;
  LemmaFamily family;
};
constexpr std::array<RootOf, 10> kRoots = {{{"verb past", 1, LemmaFamily::kVerb},
                                            {"verb ing", 2, LemmaFamily::kVerb},
                                            {"verb s", 3, LemmaFamily::kVerb},
                                            {"verb any", 4, LemmaFamily::kVerb},
                                            {"noun plural", 5, LemmaFamily::kNoun},
                                            {"name plural", 5, LemmaFamily::kNoun},
                                            {"adjective more", 6, LemmaFamily::kAdjective},
                                            {"adverb more", 6, LemmaFamily::kAdjective},
                                            {"adjective most", 7, LemmaFamily::kAdjective},
                                            {"adverb most", 7, LemmaFamily::kAdjective}}};
constexpr size_t kRootCount = 8;

/// A node of the tree of endings, from the last byte back.
struct Ending {
  std::map<char, std::unique_ptr<Ending>> longer;
  std::map<Change, uint32_t> changes;
};

std::vector<std::pair<Change, uint32_t>> Ranked(const std::map<Change, uint32_t>& changes) {
  std::vector<std::pair<Change, uint32_t>> ranked(changes.begin(), changes.end());
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return ranked;
}

/// The lines of a list, cut at spaces and "/"; "-" stands for a form that is left out.
std::vector<std::vector<std::string_view>> ListedLines(std::string_view list) {
  std::vector<std::vector<std::string_view>> lines(1);
  for (size_t at = 0; at < list.size();) {
    const size_t end = std::min(list.find_first_of(" /\n", at), list.size());
    if (const std::string_view cell = list.substr(at, end - at); !cell.empty() && cell != "-") lines.back().push_back(cell);
    if (end < list.size() && list[end] == '\n') lines.emplace_back();
    at = end + 1;
  }
  if (lines.back().empty()) lines.pop_back();
  return lines;
}

/// What is known of one word of one class.
struct WordFacts {
  std::map<std::string, uint32_t> lemmas;  ///< in lower case
  std::map<std::string, uint32_t> typo_lemmas;
  std::array<std::array<uint32_t, kLemmaCases>, kLemmaShapes> cases{};
};

template <class Map>
const typename Map::value_type* Commonest(const Map& map) {
  const typename Map::value_type* best = nullptr;
  for (const auto& item : map) {
    if (best == nullptr || item.second > best->second) best = &item;
  }
  return best;
}

class Trainer {
 public:
  std::string Run(const std::vector<ConlluSentence>& training) {
    for (const ConlluSentence& sentence : training) Read(sentence);
    MakeClasses();
    LearnKnown();
    LearnFacts();
    AddListed();
    LearnRules();
    LearnCases();
    LearnWords();
    return WriteLemmaSection(tables_);
  }

 private:
  void Read(const ConlluSentence& sentence);
  void CountBase(const Token& token);
  void MakeClasses();
  void LearnKnown();
  void LearnFacts();
  void AddListed();
  void LearnRules();
  void Grow(uint8_t root, const std::map<std::string, std::map<Change, uint32_t>>& words);
  bool Keep(const Ending& node, uint64_t hash, const std::vector<Change>& inherited);
  void LearnCases();
  static bool NeedsCapitals(const std::map<std::string, WordFacts>& words);
  static uint8_t CaseInContext(const std::array<std::array<uint32_t, kLemmaCases>, kLemmaContexts>& contexts, size_t at);
  void LearnWords();
  void SetCases(size_t number, const std::string& lower, const WordFacts& facts, LemmaWord& word) const;
  void ShareClosedWords();

  static LemmaKnown Knowledge(const std::string& lower, const std::set<std::string>& common, const std::set<std::string>& proper) {
    if (common.contains(lower)) return LemmaKnown::kCommon;
    return proper.contains(lower) ? LemmaKnown::kProper : LemmaKnown::kUnknown;
  }
  LemmaKnown Knowledge(const std::string& lower) const { return Knowledge(lower, common_, proper_); }
  uint8_t ClassOf(const Token& token) const { return tables_.classes[static_cast<size_t>(token.upos) * kXposCount + static_cast<size_t>(token.xpos)]; }
  uint16_t EditOf(const Change& change) { return tables_.Edit(change.strip, change.undouble, change.added); }

  using Writings = std::map<std::string, std::pair<uint32_t, uint32_t>>;  ///< how often a word stands in lower case, and with a telling capital

  LemmaTables tables_;
  std::vector<std::pair<Upos, Xpos>> class_tags_;  ///< a pair of tags of each class
  std::vector<Token> tokens_;                      ///< those with lemmas
  std::map<std::pair<LemmaFamily, std::string>, uint32_t> silver_;
  Writings writings_, silver_writings_;
  std::set<std::string> common_, proper_, silver_common_, silver_proper_;
  std::vector<std::map<std::string, WordFacts>> facts_;  ///< by class
};

Token TokenOf(const ConlluWord& word, bool weak) {
  Token token;
  token.form = word.form;
  token.lemma = word.lemma;
  token.upos = UposFrom(word.upos);
  token.xpos = XposFrom(word.xpos);
  token.weak = weak;
  token.typo = word.feats.find("Typo=Yes") != std::string::npos;
  token.lower = utf8::Lower(word.form);
  token.lower_lemma = utf8::Lower(word.lemma);
  return token;
}

void Trainer::Read(const ConlluSentence& sentence) {
  std::vector<std::string_view> forms;
  for (const ConlluWord& word : sentence.words) forms.push_back(word.form);
  std::vector<uint8_t> weak(forms.size());
  MarkWeakCapitals(forms, weak);
  for (size_t i = 0; i < forms.size(); ++i) {
    Token token = TokenOf(sentence.words[i], weak[i] != 0);
    if (token.form.empty() || token.form.size() > kLemmaMaxForm || token.xpos == Xpos::kGw) continue;
    const LemmaShape shape = LemmaShapeOf(token.form, token.weak);
    const bool silver = token.lemma == "_" && token.form != "_";
    auto& [lower, title] = (silver ? silver_writings_ : writings_)[token.lower];
    if (shape == LemmaShape::kLower) ++lower;
    if (shape == LemmaShape::kTitle) ++title;
    if (!silver) tokens_.push_back(std::move(token));
    else if (shape == LemmaShape::kLower && token.lower.size() > 1) CountBase(token);
  }
}

void Trainer::CountBase(const Token& token) {
  if (token.xpos == Xpos::kVb || token.xpos == Xpos::kVbp) ++silver_[{LemmaFamily::kVerb, token.lower}];
  if (token.xpos == Xpos::kNn && token.upos == Upos::kNoun) ++silver_[{LemmaFamily::kNoun, token.lower}];
  if (token.xpos == Xpos::kJj && token.upos == Upos::kAdj) ++silver_[{LemmaFamily::kAdjective, token.lower}];
}

void Trainer::MakeClasses() {
  std::map<std::pair<Upos, Xpos>, uint32_t> pairs;
  for (const Token& token : tokens_) ++pairs[{token.upos, token.xpos}];
  std::map<std::string, uint8_t> numbers;
  for (size_t u = 0; u < kUposCount; ++u) {
    for (size_t x = 0; x < kXposCount; ++x) {
      const auto upos = static_cast<Upos>(u);
      const auto xpos = static_cast<Xpos>(x);
      std::string name = GroupOf(upos, xpos);
      if (name.empty()) {
        name = UposName(upos);
        const auto pair = pairs.find({upos, xpos});
        if (pair != pairs.end() && pair->second >= kOwnClass) name += "/" + std::string(XposName(xpos));
      }
      const auto [at, added] = numbers.emplace(name, static_cast<uint8_t>(numbers.size()));
      tables_.classes[u * kXposCount + x] = at->second;
      if (!added) continue;
      LemmaClassInfo info;
      info.cases.fill(static_cast<uint8_t>(LemmaCase::kKeep));
      for (const RootOf& root : kRoots) {
        if (root.group != name) continue;
        info.root = root.root;
        info.family = static_cast<uint8_t>(root.family);
      }
      tables_.infos.push_back(info);
      class_tags_.emplace_back(upos, xpos);
    }
  }
  facts_.resize(tables_.infos.size());
  std::vector<int> dropped(tables_.infos.size());
  for (const Token& token : tokens_) {
    if (LemmaIsGrouped(token.form)) dropped[ClassOf(token)] += token.lemma.find(',') == std::string_view::npos ? 1 : -1;
  }
  for (size_t i = 0; i < dropped.size(); ++i) tables_.infos[i].drops_commas = dropped[i] > 0 ? 1 : 0;
}

/// Base forms, and how words without a telling capital are usually written.
void Trainer::LearnKnown() {
  std::set<std::pair<LemmaFamily, std::string>> known;
  for (const Token& token : tokens_) {
    if (token.typo || token.lemma == "_") continue;
    if (token.upos == Upos::kVerb) known.emplace(LemmaFamily::kVerb, token.lower_lemma);
    if (token.upos == Upos::kNoun) known.emplace(LemmaFamily::kNoun, token.lower_lemma);
    if (token.upos == Upos::kAdj || token.upos == Upos::kAdv) known.emplace(LemmaFamily::kAdjective, token.lower_lemma);
  }
  for (const auto& [word, count] : silver_) {
    if (count >= kBelieved) known.insert(word);
  }
  for (const auto& cells : ListedLines(kIrregularVerbs)) known.emplace(LemmaFamily::kVerb, cells[0]);
  for (const auto& [family, list] : {std::pair{LemmaFamily::kVerb, kNewsVerbs}, std::pair{LemmaFamily::kNoun, kNewsNouns}}) {
    for (const auto& words : ListedLines(list)) {
      for (const std::string_view word : words) known.emplace(family, word);
    }
  }
  auto all = silver_writings_;
  for (const auto& [word, counts] : writings_) {
    all[word].first += counts.first;
    all[word].second += counts.second;
  }
  const auto split = [](const auto& writings, std::set<std::string>& common, std::set<std::string>& proper) {
    for (const auto& [word, counts] : writings) {
      if (counts.first + counts.second < 2) continue;
      (counts.first >= counts.second ? common : proper).insert(word);
    }
  };
  split(all, common_, proper_);
  if (silver_writings_.empty()) {
    silver_common_ = common_;
    silver_proper_ = proper_;
  } else {
    split(silver_writings_, silver_common_, silver_proper_);
  }
  for (const std::string& word : common_) known.emplace(LemmaFamily::kCommon, word);
  for (const std::string& word : proper_) known.emplace(LemmaFamily::kProper, word);
  for (const auto& [family, word] : known) tables_.known.push_back(LemmaHash(LemmaHashStart(kLemmaFilter, static_cast<uint32_t>(family)), word));
}

/// How the lemma of a token is capitalised, given how the token is.
LemmaCase CaseOf(const Token& token, LemmaShape shape) {
  if (token.lemma == token.lower_lemma) return LemmaCase::kLower;
  const bool caps = shape == LemmaShape::kCaps || shape == LemmaShape::kCapsWeak;
  switch (LemmaShapeOf(token.lemma, false)) {
    case LemmaShape::kTitle: return caps || shape == LemmaShape::kLower ? LemmaCase::kTitle : LemmaCase::kKeep;
    case LemmaShape::kCaps: return caps ? LemmaCase::kKeep : LemmaCase::kUpper;
    default: return caps && token.lower == token.lower_lemma && token.lemma != token.form ? LemmaCase::kTitle : LemmaCase::kKeep;
  }
}

void Trainer::LearnFacts() {
  for (const Token& token : tokens_) {
    if (token.lemma == "_" && token.form != "_") continue;
    WordFacts& facts = facts_[ClassOf(token)][token.lower];
    if (token.typo) {
      // A misspelt word may be learned, half a word that another token ends may not.
      if (token.xpos == Xpos::kAfx || token.lower_lemma.size() > token.lower.size() + 2) continue;
      ++facts.typo_lemmas[token.lower_lemma];
      continue;
    }
    ++facts.lemmas[token.lower_lemma];
    const LemmaShape shape = LemmaShapeOf(token.form, token.weak);
    ++facts.cases[static_cast<size_t>(shape)][static_cast<size_t>(CaseOf(token, shape))];
  }
}

/// The forms of train/lemma_words.h as facts of a class; they count more than any tree.
void Trainer::AddListed() {
  const auto add = [&](Upos upos, Xpos xpos, std::string_view form, std::string_view lemma) {
    auto& lemmas = facts_[tables_.classes[static_cast<size_t>(upos) * kXposCount + static_cast<size_t>(xpos)]][std::string(form)].lemmas;
    lemmas.clear();
    lemmas[std::string(lemma)] = 1;
  };
  for (const auto& cells : ListedLines(kIrregularVerbs)) {
    for (size_t i = 1; i < cells.size(); ++i) add(Upos::kVerb, Xpos::kVbd, cells[i], cells[0]);
  }
  for (const auto& cells : ListedLines(kIrregularPresents)) add(Upos::kVerb, cells[1].ends_with("ing") ? Xpos::kVbg : Xpos::kVbz, cells[1], cells[0]);
  for (const auto& cells : ListedLines(kIrregularPlurals)) add(Upos::kNoun, Xpos::kNns, cells[1], cells[0]);
}

void Trainer::LearnRules() {
  std::array<std::map<std::string, std::map<Change, uint32_t>>, kRootCount> roots;
  for (size_t number = 0; number < facts_.size(); ++number) {
    const uint8_t root = tables_.infos[number].root;
    if (root == 0) continue;
    for (const auto& [lower, facts] : facts_[number]) {
      const auto* lemma = Commonest(facts.lemmas);
      Change change;
      if (lemma != nullptr && ChangeOf(lower, lemma->first, change)) roots[root][lower][change] += lemma->second;
    }
  }
  for (uint8_t root = 1; root < kRootCount; ++root) Grow(root, roots[root]);
}

/// Puts the words into a tree of endings, each word once, and keeps the endings that tell more than the shorter ones.
void Trainer::Grow(uint8_t root, const std::map<std::string, std::map<Change, uint32_t>>& words) {
  Ending tree;
  for (const auto& [lower, changes] : words) {
    const Change& change = Commonest(changes)->first;
    Ending* node = &tree;
    for (size_t i = 0; i < std::min(lower.size(), kLemmaMaxEnding); ++i) {
      auto& next = node->longer[lower[lower.size() - 1 - i]];
      if (next == nullptr) next = std::make_unique<Ending>();
      node = next.get();
      ++node->changes[change];
    }
  }
  for (const auto& [byte, node] : tree.longer) Keep(*node, LemmaHashStep(LemmaHashStart(kLemmaRules, root), static_cast<uint8_t>(byte)), {Change{}});
}

/// The changes of an ending worth trying, the commonest first. Few words say little about what is impossible, so `inherited` ones follow then.
std::vector<Change> Worthwhile(const std::map<Change, uint32_t>& changes, const std::vector<Change>& inherited) {
  std::vector<Change> out;
  uint32_t total = 0;
  for (const auto& [change, count] : changes) total += count;
  for (const auto& [change, count] : Ranked(changes)) {
    if ((count >= 2 && count * 33 >= total) && out.size() < LemmaRule{}.edits.size()) out.push_back(change);
  }
  if (total >= kManyWords) return out;
  for (const Change& change : inherited) {
    if (out.size() < LemmaRule{}.edits.size() && std::find(out.begin(), out.end(), change) == out.end()) out.push_back(change);
  }
  return out;
}

/// Writes the rule of an ending where it, or a longer one, says more than `inherited`; true where it does.
bool Trainer::Keep(const Ending& node, uint64_t hash, const std::vector<Change>& inherited) {
  const auto ranked = Ranked(node.changes);
  const auto kept = node.changes.find(inherited.front());
  const uint32_t already = kept == node.changes.end() ? 0 : kept->second;
  uint32_t total = 0;
  for (const auto& [change, count] : ranked) total += count;
  std::vector<Change> own;
  const bool better = ranked.front().first != inherited.front() && ranked.front().second - already >= kRuleGain;
  if (better || total >= kManyWords) own = Worthwhile(node.changes, inherited);
  if (!better && !own.empty() && own.front() != inherited.front()) own.clear();
  if (own == inherited) own.clear();
  bool leads = false;
  for (const auto& [byte, next] : node.longer) leads = Keep(*next, LemmaHashStep(hash, static_cast<uint8_t>(byte)), own.empty() ? inherited : own) || leads;
  if (own.empty() && !leads) return false;
  LemmaRule rule;
  for (size_t i = 0; i < own.size(); ++i) rule.edits[i] = EditOf(own[i]);
  tables_.rules.emplace_back(hash, rule);
  return true;
}

/// The commonest way of each class to write a lemma in each context, counted by words; contexts too rare are taken together.
void Trainer::LearnCases() {
  using Counts = std::array<uint32_t, kLemmaCases>;
  for (size_t number = 0; number < facts_.size(); ++number) {
    std::array<Counts, kLemmaContexts> contexts{};
    for (const auto& [lower, facts] : facts_[number]) {
      const LemmaKnown by_silver = Knowledge(lower, silver_common_, silver_proper_);
      for (size_t shape = 0; shape < kLemmaShapes; ++shape) {
        const auto best = std::max_element(facts.cases[shape].begin(), facts.cases[shape].end());
        // Capitals within a sentence went into the knowledge from these very trees; only silver says what is known of a new word.
        const LemmaKnown known = static_cast<LemmaShape>(shape) == LemmaShape::kTitle ? by_silver : Knowledge(lower);
        if (*best > 0) ++contexts[LemmaContext(static_cast<LemmaShape>(shape), known, lower.size())][static_cast<size_t>(best - facts.cases[shape].begin())];
      }
    }
    for (size_t at = 0; at < kLemmaContexts; ++at) tables_.infos[number].cases[at] = CaseInContext(contexts, at);
    tables_.infos[number].lower_cased = NeedsCapitals(facts_[number]) ? 1 : 0;
  }
}

/// True where words of a class in lower case have lemmas with capitals more than now and then.
bool Trainer::NeedsCapitals(const std::map<std::string, WordFacts>& words) {
  for (const auto& [lower, facts] : words) {
    const auto& cases = facts.cases[static_cast<size_t>(LemmaShape::kLower)];
    const auto best = std::max_element(cases.begin(), cases.end()) - cases.begin();
    if (best > static_cast<long>(LemmaCase::kLower)) return true;
  }
  return false;
}

uint8_t Trainer::CaseInContext(const std::array<std::array<uint32_t, kLemmaCases>, kLemmaContexts>& contexts, size_t at) {
  constexpr uint32_t kEnough = 4;
  for (const size_t group : {size_t{1}, kLemmaLengths, kLemmaLengths * kLemmaKnowns, kLemmaLengths * kLemmaKnowns * 2, kLemmaContexts}) {
    std::array<uint32_t, kLemmaCases> sum{};
    const size_t first = at / group * group;
    for (size_t i = first; i < std::min(first + group, kLemmaContexts); ++i) {
      for (size_t c = 0; c < kLemmaCases; ++c) sum[c] += contexts[i][c];
    }
    const auto best = std::max_element(sum.begin() + 1, sum.end());
    if (*best >= kEnough || (group == kLemmaContexts && *best > 0)) return static_cast<uint8_t>(best - sum.begin());
  }
  return static_cast<uint8_t>(LemmaCase::kLower);
}

/// Whole words whose lemma, or its capitals, the model so far gets wrong.
void Trainer::LearnWords() {
  const std::string section = WriteLemmaSection(tables_);
  std::vector<uint64_t> aligned((section.size() + 7) / 8);
  std::copy(section.begin(), section.end(), reinterpret_cast<char*>(aligned.data()));
  const auto model = LemmaModel::Load({reinterpret_cast<const char*>(aligned.data()), section.size()});
  Arena arena;
  for (size_t number = 0; number < facts_.size(); ++number) {
    const auto [upos, xpos] = class_tags_[number];
    for (const auto& [lower, facts] : facts_[number]) {
      const auto* lemma = Commonest(facts.lemmas.empty() ? facts.typo_lemmas : facts.lemmas);
      LemmaWord word;
      Change change;
      const std::string ruled = utf8::Lower(model->Lemma(lower, upos, xpos, false, arena));
      const auto agreed = facts.lemmas.find(ruled);  // of two lemmas as common, the one by the rules is no exception
      const bool wrong = lemma != nullptr && ruled != lemma->first && (agreed == facts.lemmas.end() || agreed->second < lemma->second);
      if (wrong && ChangeOf(lower, lemma->first, change)) word.SetEdit(EditOf(change));
      SetCases(number, lower, facts, word);
      if (word.packed == kLemmaNoWordEdit) continue;
      tables_.words.emplace_back(LemmaHash(LemmaHashStart(kLemmaWords, static_cast<uint32_t>(number)), lower), word);
    }
  }
  ShareClosedWords();
}

void Trainer::SetCases(size_t number, const std::string& lower, const WordFacts& facts, LemmaWord& word) const {
  std::array<LemmaCase, kLemmaShapes> seen{};
  for (size_t shape = 0; shape < kLemmaShapes; ++shape) {
    const auto best = std::max_element(facts.cases[shape].begin(), facts.cases[shape].end());
    const auto value = static_cast<LemmaCase>(best - facts.cases[shape].begin());
    // A single name written small in its lemma is more likely a slip than a rule.
    const bool slip = class_tags_[number].first == Upos::kPropn && value == LemmaCase::kLower && *best < 2 && shape != static_cast<size_t>(LemmaShape::kLower);
    if (*best > 0 && !slip) seen[shape] = value;
  }
  // What a capital in the middle of a sentence says holds at its start and in shouted text too, where nothing better is known.
  const LemmaCase told = seen[static_cast<size_t>(LemmaShape::kTitle)];
  auto& at_start = seen[static_cast<size_t>(LemmaShape::kTitleWeak)];
  if (at_start == LemmaCase::kDefault) at_start = told;
  auto& small = seen[static_cast<size_t>(LemmaShape::kLower)];
  if (small == LemmaCase::kDefault && told == LemmaCase::kKeep && class_tags_[number].first == Upos::kAdj) small = LemmaCase::kTitle;
  const LemmaCase best = told != LemmaCase::kDefault ? told : at_start;
  for (const LemmaShape shape : {LemmaShape::kCaps, LemmaShape::kCapsWeak}) {
    auto& caps = seen[static_cast<size_t>(shape)];
    if (caps == LemmaCase::kDefault && class_tags_[number].first != Upos::kPropn && best != LemmaCase::kDefault) {
      caps = best == LemmaCase::kKeep ? LemmaCase::kTitle : best;
    }
  }
  for (size_t shape = 0; shape < kLemmaShapes; ++shape) {
    if (seen[shape] == LemmaCase::kDefault) continue;
    const auto normal = static_cast<LemmaCase>(tables_.infos[number].cases[LemmaContext(static_cast<LemmaShape>(shape), Knowledge(lower), lower.size())]);
    if (seen[shape] != normal) word.SetCase(static_cast<LemmaShape>(shape), seen[shape]);
  }
}

/// Words of closed classes keep their lemma when the tagger takes another tag of their part of speech.
void Trainer::ShareClosedWords() {
  for (size_t from = 0; from < facts_.size(); ++from) {
    const auto [upos, xpos] = class_tags_[from];
    if (!GroupOf(upos, xpos).empty() || upos == Upos::kX || upos == Upos::kSym || upos == Upos::kPunct) continue;
    for (const auto& [lower, facts] : facts_[from]) {
      const auto* lemma = Commonest(facts.lemmas);
      Change change;
      if (lemma == nullptr || lemma->first == lower || !ChangeOf(lower, lemma->first, change)) continue;
      for (size_t to = 0; to < facts_.size(); ++to) {
        if (class_tags_[to].first != upos || !facts_[to].emplace(lower, WordFacts{}).second) continue;
        LemmaWord word;
        word.SetEdit(EditOf(change));
        tables_.words.emplace_back(LemmaHash(LemmaHashStart(kLemmaWords, static_cast<uint32_t>(to)), lower), word);
      }
    }
  }
}

}  // namespace

std::string TrainLemmas(const std::vector<ConlluSentence>& training) { return Trainer().Run(training); }

}  // namespace dateline
