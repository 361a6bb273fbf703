#include "records/arguments.h"

#include <algorithm>

#include "records/arguments_tree.h"

namespace dateline {
namespace {

constexpr uint32_t kNone = SyntaxTree::kNone;
constexpr int kSteps = 6;  // clauses a subject is looked for in

/// "More than 600 families | crossed into Iraq.": a past tense that the tree takes for a participle, as nothing else in the sentence is finite.
bool IsMainVerb(const Document& doc, const SyntaxTree& tree, uint32_t verb) {
  const auto& tok = doc.tokens;
  const uint32_t noun = tree.Parent(verb), last = tree.sentence().end - 1;
  if (noun == kNone || tree.Parent(noun) != kNone || noun > verb || doc.token(last) != ".") return false;
  for (uint32_t t = tree.sentence().begin; t < last; ++t) {
    const Xpos x = tok.xpos[t];
    if (x == Xpos::kVbd || x == Xpos::kVbz || x == Xpos::kVbp || x == Xpos::kMd) return false;
  }
  return true;
}

bool CommaBefore(const Document& doc, const SyntaxTree& tree, uint32_t clause, const GrammarWords& w) {
  const uint32_t first = tree.Reach(clause).begin;
  return doc.tokens.word[first] == w.comma || (first > tree.sentence().begin && doc.tokens.word[first - 1] == w.comma);
}

}  // namespace

Result<ArgumentRules> ArgumentRules::Load(const Container& knowledge, Vocabulary& vocabulary) {
  auto table = knowledge.OpenTable("arguments.tsv");
  if (!table) return table.error();
  constexpr std::string_view kKinds[] = {"agent", "blame", "ascribe", "patient", "happen", "aim", "target", "deed", "duel", "control", "reach", "at", "site", "relay", "pair", "suffer"};
  ArgumentRules out;
  for (const Table::Row& row : table->rows()) {
    const auto kind = std::find(std::begin(kKinds), std::end(kKinds), row.cells[0]);
    if (kind == std::end(kKinds)) return Error{table->Where(row), "kind \"" + std::string(row.cells[0]) + "\"", "agent, blame, ascribe, patient, happen, aim, target, deed, duel, control, reach, at, site, relay, pair or suffer"};
    Word word;
    word.kind = static_cast<Kind>(kind - std::begin(kKinds));
    const auto parts = SplitList(row.cells[1], ' ');
    if (parts.empty() || parts.size() > 2) return Error{table->Where(row), "words \"" + std::string(row.cells[1]) + "\"", "one or two words"};
    const bool passes_on = word.kind == Kind::kRelay || word.kind == Kind::kPair;
    const bool site = word.kind == Kind::kSite;
    const bool suffers = word.kind == Kind::kSuffer;
    if ((passes_on != !row.cells[2].empty() && !site && !suffers) || (passes_on && parts.size() != 2)) return Error{table->Where(row), "reading \"" + std::string(row.cells[2]) + "\"", "a preposition, for relay, pair and suffer alone, and two words before it but for suffer; features for site"};
    word.lemma = vocabulary.Intern(parts[word.kind == Kind::kRelay ? 1 : 0]);
    if (parts.size() == 2) word.particle = vocabulary.Intern(parts[word.kind == Kind::kRelay ? 0 : 1]);
    if (passes_on || (suffers && !row.cells[2].empty())) word.reading = vocabulary.Intern(row.cells[2]);
    if (site) {
      for (const std::string_view feature : SplitList(row.cells[2], '|')) word.features.emplace_back(feature);
    }
    out.words_.push_back(std::move(word));
  }
  std::sort(out.words_.begin(), out.words_.end(), [](const Word& a, const Word& b) { return std::tuple(a.kind, a.lemma, a.particle) < std::tuple(b.kind, b.lemma, b.particle); });
  return out;
}

const ArgumentRules::Word* ArgumentRules::Lookup(Kind kind, WordId first, WordId second) const {
  const auto it = std::lower_bound(words_.begin(), words_.end(), std::tuple(kind, first, second), [](const Word& a, const auto& key) { return std::tuple(a.kind, a.lemma, a.particle) < key; });
  return it != words_.end() && it->kind == kind && it->lemma == first && it->particle == second ? &*it : nullptr;
}

bool ArgumentRules::MayBeCalled(WordId site, std::string_view feature) const {
  const Word* word = Lookup(Kind::kSite, site, {});
  return word != nullptr && std::any_of(word->features.begin(), word->features.end(), [&](const std::string& f) { return feature.starts_with(f); });
}

/// True when the verb or noun at `token`, with its particle, is a word of `kind`.
bool ArgumentRules::Is(Kind kind, const Document& doc, const SyntaxTree& tree, uint32_t token) const {
  const WordId lemma = doc.tokens.lemma[token];
  if (const uint32_t particle = ChildWith(doc, tree, token, Deprel::kCompoundPrt); particle != kNone) return Lookup(kind, lemma, doc.tokens.word[particle]) != nullptr;
  if (Lookup(kind, lemma, {}) != nullptr) return true;
  const uint32_t object = ChildWith(doc, tree, token, Deprel::kObj);  // "take place"
  return object != kNone && Lookup(kind, lemma, doc.tokens.word[object]) != nullptr;
}

uint32_t ArgumentRules::HeadOf(const Document& doc, const SyntaxTree& tree, TokenRange trigger) {
  uint32_t found = kNone;
  for (uint32_t t = trigger.begin; t < trigger.end; ++t) {
    const uint32_t parent = tree.Parent(t);
    if (parent != kNone && trigger.Contains(parent)) continue;
    if (found == kNone || (IsVerbal(doc.tokens.upos[t]) && !IsVerbal(doc.tokens.upos[found]))) found = t;
  }
  return found == kNone ? trigger.begin : found;
}

/// "Seven fighters killed in two blasts": a headline's passive, which tags and trees take for a past tense. By the missing article, by the word, which has no other use without an object, and by
/// what follows, which is nothing or says where, when or by whom.
bool ArgumentRules::LacksObject(const Document& doc, const SyntaxTree& tree, uint32_t verb) const {
  const auto& tok = doc.tokens;
  const Word* suffers = Lookup(Kind::kSuffer, tok.lemma[verb], {});
  if (suffers == nullptr) return false;
  for (const uint32_t c : ChildrenOf(tree, verb)) {
    if (IsSubject(tok.deprel[c]) && (c > verb || tok.upos[c] == Upos::kPron || ChildWith(doc, tree, c, Deprel::kDet) != kNone)) return false;
    if (tok.deprel[c] == Deprel::kConj && ChildWith(doc, tree, c, Deprel::kObj) != kNone) return false;
  }
  if (verb + 1 >= tree.sentence().end || tok.upos[verb + 1] == Upos::kPunct) return true;
  if (suffers->reading.valid() && tok.word[verb + 1] == suffers->reading) return false;
  return tok.deprel[verb + 1] == Deprel::kMark || (tok.deprel[verb + 1] == Deprel::kCase && IsPlacePreposition(tok.word[verb + 1]));
}

bool ArgumentRules::IsPassive(const Document& doc, const SyntaxTree& tree, uint32_t verb) const {
  const auto& tok = doc.tokens;
  // "was allied with", "were injured": taken for adjectives.
  if (tok.upos[verb] == Upos::kAdj) return doc.token(verb).ends_with("ed") && (ChildWith(doc, tree, verb, Deprel::kCop) != kNone || ChildWith(doc, tree, verb, Deprel::kNsubjPass) != kNone);
  if (tok.xpos[verb] != Xpos::kVbn && tok.xpos[verb] != Xpos::kVbd) return false;
  for (int step = 0; step < kSteps; ++step) {
    bool object = false, subject = false, aux = false;
    for (const uint32_t c : ChildrenOf(tree, verb)) {
      const Deprel d = tok.deprel[c];
      if (d == Deprel::kAuxPass || d == Deprel::kNsubjPass || d == Deprel::kOblAgent) return true;
      object = object || d == Deprel::kObj;
      subject = subject || IsSubject(d);
      aux = aux || d == Deprel::kAux;
    }
    if (object || aux) return false;
    if (subject && LacksObject(doc, tree, verb)) return true;
    if (tok.xpos[verb] != Xpos::kVbn) return false;
    const Deprel d = tok.deprel[verb];
    if (d == Deprel::kAcl && IsMainVerb(doc, tree, verb)) return false;
    if (d == Deprel::kAcl || (d == Deprel::kAdvcl && !subject) || (d == Deprel::kXcomp && !subject)) return true;
    if (d != Deprel::kConj || subject) return false;
    verb = tree.Parent(verb);  // "was shot and killed"
    if (verb == kNone) return false;
  }
  return false;
}

uint32_t ArgumentRules::PastQuantity(const Document& doc, const SyntaxTree& tree, const GrammarWords& w, uint32_t token) {
  for (int step = 0; step < 3; ++step) {
    const auto& tok = doc.tokens;
    const auto is_quantity = [&](WordId id) { return std::find(w.quantity.begin(), w.quantity.end(), id) != w.quantity.end(); };
    if (tok.upos[token] != Upos::kNum && !is_quantity(tok.lemma[token]) && !is_quantity(tok.word[token])) return token;
    uint32_t next = kNone;
    for (const uint32_t c : ChildrenOf(tree, token)) {
      if (!IsPhrase(tok.deprel[c]) || c < token) continue;
      const uint32_t mark = ChildWith(doc, tree, c, Deprel::kCase);
      if (mark != kNone && tok.word[mark] == w.of) {
        next = c;
        break;
      }
    }
    if (next == kNone) return token;
    token = next;
  }
  return token;
}

WordId ArgumentRules::PrepositionOf(const Document& doc, const SyntaxTree& tree, uint32_t token) const {
  WordId first, second;
  for (const uint32_t c : ChildrenOf(tree, token)) {
    if (doc.tokens.deprel[c] != Deprel::kCase || c > token) continue;
    if (!first.valid()) {
      first = doc.tokens.word[c];
      const uint32_t fixed = ChildWith(doc, tree, c, Deprel::kFixed);
      if (fixed != kNone) second = doc.tokens.word[fixed];
    } else if (!second.valid()) {
      second = doc.tokens.word[c];
    }
  }
  if (second.valid()) {
    if (const Word* pair = Lookup(Kind::kPair, first, second)) return pair->reading;
  }
  return first;
}

/// The subject that stands by the verb itself: of several the nearest before it, a pronoun only where it is alone; a bare figure before it ("five more were hurt") too.
uint32_t ArgumentRules::OwnSubject(const ArgumentView& v, uint32_t verb) const {
  const auto& tok = v.doc.tokens;
  uint32_t found = kNone, outer = kNone, figure = kNone;
  for (const uint32_t c : ChildrenOf(v.tree, verb)) {
    const Deprel d = tok.deprel[c];
    if (d == Deprel::kNsubjOuter) outer = c;
    else if (IsSubject(d) && (found == kNone || (c < verb && !IsRelative(v.doc, v.words, c)))) found = c;
    if ((d == Deprel::kAdvmod || d == Deprel::kNummod) && c < verb && figure == kNone) {
      if (tok.upos[c] == Upos::kNum) figure = c;
      else if (const uint32_t number = ChildWith(v.doc, v.tree, c, Deprel::kNummod); number != kNone) figure = number;
    }
  }
  return found != kNone ? found : outer != kNone ? outer : figure;
}

/// Who is to do what the infinitive under `governor` says: its object, or "the army" of "called on the army to attack"; kNone: the governor's subject.
uint32_t ArgumentRules::Controller(const ArgumentView& v, uint32_t governor, uint32_t infinitive) const {
  const auto& tok = v.doc.tokens;
  uint32_t found = kNone;
  for (const uint32_t c : ChildrenOf(v.tree, governor)) {
    if (c > infinitive) break;
    // Of "sent his troops to attack" the troops are to do it; of "fired a rocket to stop them" the rocket is not.
    if ((tok.deprel[c] == Deprel::kObj || tok.deprel[c] == Deprel::kIobj) && (tok.deprel[infinitive] != Deprel::kAdvcl || IsPeople(v, c))) found = c;
    if (tok.deprel[c] == Deprel::kObl && Lookup(Kind::kControl, tok.lemma[governor], PrepositionOf(v.doc, v.tree, c)) != nullptr) found = c;
  }
  return found;
}

uint32_t ArgumentRules::SurfaceSubject(const ArgumentView& v, uint32_t verb, ArgumentPath& path) const {
  const auto& [doc, tree, w, parties] = v;
  const auto& tok = doc.tokens;
  path = ArgumentPath::kDirect;
  const auto reach = [&](ArgumentPath by) { path = std::max(path, by); };
  for (int step = 0; step < kSteps && verb != kNone; ++step) {
    if (const uint32_t own = OwnSubject(v, verb); own != kNone) {
      if (!IsRelative(doc, w, own)) return own;
      reach(ArgumentPath::kRelative);
      const uint32_t antecedent = Antecedent(v, verb, tok.word[own]);
      return antecedent == kNone ? own : antecedent;
    }
    if (!IsVerbal(tok.upos[verb]) && step > 0) {
      if (const uint32_t owner = ChildWith(doc, tree, verb, Deprel::kNmodPoss); owner != kNone) return owner;  // "its decision to attack"
    }
    const uint32_t parent = tree.Parent(verb);
    if (parent == kNone) return kNone;
    const Deprel d = tok.deprel[verb];
    const uint32_t mark = ChildWith(doc, tree, verb, Deprel::kMark);
    const bool infinitive = mark != kNone && tok.word[mark] == w.to;
    const bool finite = tok.xpos[verb] == Xpos::kVbd || tok.xpos[verb] == Xpos::kVbz || tok.xpos[verb] == Xpos::kVbp;
    if (d == Deprel::kAclRelcl) {
      reach(ArgumentPath::kRelative);
      return Antecedent(v, verb, {});
    }
    if (d == Deprel::kAcl) {
      reach(ArgumentPath::kReduced);
      if (finite) {
        // No clause of its kind: "people from the town | sought refuge" misread.
        uint32_t top = parent;
        for (uint32_t up = NounAbove(v, top); up != kNone; up = NounAbove(v, up)) top = up;
        return top;
      }
      if (!infinitive && (mark == kNone || IsPeople(v, parent))) return parent;
      reach(ArgumentPath::kControl);  // "a plan to attack", "on the brink of launching"
    } else if (d == Deprel::kConj) {
      reach(ArgumentPath::kShared);
    } else if (d == Deprel::kXcomp || (infinitive && (d == Deprel::kCcomp || d == Deprel::kAdvcl))) {
      reach(ArgumentPath::kControl);
      if (const uint32_t o = Controller(v, parent, verb); o != kNone) return o;
    } else if (d == Deprel::kAdvcl) {
      reach(ArgumentPath::kAdverbial);
      if (finite) return kNone;
      if (mark != kNone && (tok.word[mark] == w.of || tok.word[mark] == w.from)) {
        // "accused them of looting", "stopped them from leaving"
        if (const uint32_t o = ChildWith(doc, tree, parent, Deprel::kObj); o != kNone && o < verb) return o;
      } else if (mark == kNone && verb > parent && IsPassive(doc, tree, parent) && CommaBefore(doc, tree, verb, w)) {
        return ChildWith(doc, tree, parent, Deprel::kOblAgent);  // "was hit by a rocket, killing two": what the rocket did
      }
    } else if (d == Deprel::kAmod && parent < verb) {
      // "the man responsible for": who it is, or is said to be
      if (ChildWith(doc, tree, parent, Deprel::kCop) == kNone) return parent;
    } else if (d != Deprel::kCop && d != Deprel::kAux) {
      return kNone;
    }
    verb = parent;
  }
  return kNone;
}

}  // namespace dateline
