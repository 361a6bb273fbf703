#include <algorithm>

#include "records/arguments.h"
#include "records/arguments_tree.h"

namespace dateline {
namespace {

constexpr uint32_t kNone = SyntaxTree::kNone;

bool SameName(const Document& doc, uint32_t a, uint32_t b) {
  const auto it = std::lower_bound(doc.names.begin(), doc.names.end(), a, [](const NameMention& n, uint32_t t) { return n.tokens.end <= t; });
  return it != doc.names.end() && it->tokens.Contains(a) && it->tokens.Contains(b);
}

}  // namespace

/// One look for the arguments of one trigger.
struct ArgumentRules::Walk {
  const ArgumentRules& rules;
  const ArgumentView& view;
  const Document& doc;
  const SyntaxTree& tree;
  const GrammarWords& w;
  TokenRange trigger;
  std::vector<Argument>& out;

  Deprel deprel(uint32_t t) const { return doc.tokens.deprel[t]; }

  void Put(uint32_t token, ArgumentRole role, ArgumentPath path, WordId preposition, bool conjunct) {
    if (IsRelative(doc, w, token)) {
      path = std::max(path, ArgumentPath::kRelative);
      token = Antecedent(view, token, doc.tokens.word[token]);
      if (token == kNone) return;
    }
    uint32_t head = PastQuantity(doc, tree, w, token);
    if (head != token && IsRelative(doc, w, head)) {
      head = Antecedent(view, token, doc.tokens.word[head]);  // "dozens of whom"
      if (head == kNone) return;
    }
    // "gave Chad a grant": whom it was given to is no word of the trigger, although it stands inside.
    if ((trigger.Contains(head) || trigger.Contains(token)) && role != ArgumentRole::kIndirect) return;
    for (const Argument& a : out) {
      if (a.head == head && a.role == role && a.preposition == preposition) return;
    }
    out.push_back({head, token, role, path, conjunct, preposition});
  }

  void Emit(uint32_t token, ArgumentRole role, ArgumentPath path, WordId preposition = {}) {
    Put(token, role, path, preposition, false);
    Conjuncts(token, role, path, preposition, 0);
    const uint32_t counted = PastQuantity(doc, tree, w, token);
    if (counted != token) Conjuncts(counted, role, path, preposition, 0);
  }

  void Conjuncts(uint32_t token, ArgumentRole role, ArgumentPath path, WordId preposition, int depth) {
    if (depth > 2) return;
    for (const uint32_t c : ChildrenOf(tree, token)) {
      // "journalists James Foley and Steven Sotloff": the names may hold on to each other.
      if (IsListed(token, c)) Put(c, role, path, preposition, true);
      if (c > token && (deprel(c) == Deprel::kAppos || deprel(c) == Deprel::kFlat || deprel(c) == Deprel::kNmodDesc)) Conjuncts(c, role, path, preposition, depth + 1);
      if (deprel(c) != Deprel::kConj || c < token || IsVerbal(doc.tokens.upos[c]) || SameName(doc, token, c) || BehindVerb(token, c)) continue;
      const WordId own = role == ArgumentRole::kPreposition ? rules.PrepositionOf(doc, tree, c) : WordId{};
      Put(c, role, path, own.valid() ? own : preposition, !own.valid());
      Conjuncts(c, role, path, own.valid() ? own : preposition, depth + 1);
    }
  }

  /// "a 15-year-old boy | and a 16-year-old girl were": two subjects, which the tree does not join.
  bool AreTwins(uint32_t verb, uint32_t a, uint32_t b) const {
    return a != b && tree.Parent(a) == verb && tree.Parent(b) == verb && ChildWith(doc, tree, std::max(a, b), Deprel::kCc) != kNone && doc.tokens.upos[a] == doc.tokens.upos[b];
  }

  /// "a man, | a woman and a child": one of a list, which the tree takes for an apposition. Of several, or of a name, it would be one.
  bool IsListed(uint32_t token, uint32_t c) const {
    const TokenTable& tok = doc.tokens;
    if (c < token || deprel(c) != Deprel::kAppos || tok.upos[token] != Upos::kNoun || tok.upos[c] != Upos::kNoun || ((tok.morph[token] | tok.morph[c]) & kPlural) != 0) return false;
    const uint32_t last = ChildWith(doc, tree, c, Deprel::kConj), own = ChildWith(doc, tree, token, Deprel::kDet), other = ChildWith(doc, tree, c, Deprel::kDet);
    return last != kNone && ChildWith(doc, tree, last, Deprel::kCc) != kNone && own != kNone && other != kNone && tok.lemma[own] == tok.lemma[other];
  }

  /// "killed five and | wounded 110": a verb between, which the tree takes for an adjective or for one of the list.
  bool BehindVerb(uint32_t token, uint32_t conjunct) const {
    for (const uint32_t c : ChildrenOf(tree, token)) {
      if (c > token && c < conjunct && deprel(c) == Deprel::kConj && IsVerbal(doc.tokens.upos[c])) return true;
    }
    for (const uint32_t c : ChildrenOf(tree, conjunct)) {
      if (c > conjunct) break;
      if (c > token && IsVerbal(doc.tokens.upos[c]) && (ChildWith(doc, tree, c, Deprel::kCc) != kNone || (c > 0 && doc.tokens.upos[c - 1] == Upos::kCconj))) return true;
    }
    return false;
  }

  /// A phrase with its preposition; "on behalf of X" passes on to X.
  void EmitPhrase(uint32_t c, ArgumentPath path) {
    const WordId preposition = rules.PrepositionOf(doc, tree, c);
    if (const Word* relay = rules.Lookup(Kind::kRelay, doc.tokens.lemma[c], preposition)) {
      for (const uint32_t of : ChildrenOf(tree, c)) {
        if (deprel(of) == Deprel::kNmod) return Emit(of, ArgumentRole::kPreposition, path, relay->reading);
      }
    }
    Emit(c, ArgumentRole::kPreposition, path, preposition);
  }

  void Phrases(uint32_t token, ArgumentPath path) {
    for (const uint32_t c : ChildrenOf(tree, token)) {
      if (IsPhrase(deprel(c)) && deprel(c) != Deprel::kOblAgent) EmitPhrase(c, path);
    }
  }

  /// What a wrong tree hangs on the object, or on a phrase before: "displaced hundreds | from the town", "from X | to Y".
  void Sisters(uint32_t token, int depth) {
    for (const uint32_t c : ChildrenOf(tree, token)) {
      if (!IsPhrase(deprel(c)) || c < token) continue;
      const WordId preposition = rules.PrepositionOf(doc, tree, c);
      if (preposition.valid() && preposition != w.of) Emit(c, ArgumentRole::kPreposition, ArgumentPath::kSister, preposition);
      if (depth < 2) Sisters(c, depth + 1);
    }
  }

  void Verb(uint32_t v) {
    const auto& tok = doc.tokens;
    const bool passive = rules.IsPassive(doc, tree, v);
    ArgumentPath path;
    bool has_object = passive, stranded = false, foreign_subject = false;
    const uint32_t subject = rules.SurfaceSubject(view, v, path);
    if (subject != kNone) Emit(subject, passive ? ArgumentRole::kObject : ArgumentRole::kSubject, path);
    for (const uint32_t c : ChildrenOf(tree, v)) {
      const Deprel d = deprel(c);
      if (IsSubject(d)) foreign_subject = !IsRelative(doc, w, c);
      if (subject != kNone && IsSubject(d) && AreTwins(v, c, subject)) Emit(c, passive ? ArgumentRole::kObject : ArgumentRole::kSubject, path);
      if (d == Deprel::kOblAgent) Emit(c, ArgumentRole::kSubject, ArgumentPath::kDirect);
      if (d == Deprel::kObj) {
        Emit(c, ArgumentRole::kObject, ArgumentPath::kDirect);
        has_object = true;
      }
      if (d == Deprel::kIobj) Emit(c, ArgumentRole::kIndirect, ArgumentPath::kDirect);
      if (IsPhrase(d) && !Helper(c, path, subject != kNone && !passive)) EmitPhrase(c, ArgumentPath::kDirect);
      // "the convoy she was travelling in", "the town where they fought".
      if ((d == Deprel::kObl || d == Deprel::kAdvmod || d == Deprel::kCompoundPrt) && tok.upos[c] == Upos::kAdp && tree.FirstChild(c) == kNone) stranded = true;
      if (tok.word[c] == w.where || tok.word[c] == w.when) stranded = true;
    }
    if (deprel(v) == Deprel::kAclRelcl && foreign_subject && !has_object && !stranded) {
      Emit(tree.Parent(v), ArgumentRole::kObject, ArgumentPath::kRelative);
      has_object = true;
    }
    if (!has_object) SharedObject(v);
    if (passive && deprel(v) != Deprel::kConj) DeedAgents(v);
    Content(v);
    for (const uint32_t c : ChildrenOf(tree, v)) {
      if (deprel(c) == Deprel::kObj || IsPhrase(deprel(c))) Sisters(c, 0);
    }
    if (deprel(v) == Deprel::kConj && tree.Parent(v) != kNone) {
      // "attacked and burned villages in X": what follows the first verb's conjunct belongs to both, what stands before it does too.
      for (const uint32_t c : ChildrenOf(tree, tree.Parent(v))) {
        if (IsPhrase(deprel(c)) && c < tree.Parent(v)) EmitPhrase(c, ArgumentPath::kShared);
      }
    }
  }

  /// "targeted and killed the commander": the object behind the last verb is that of both.
  void SharedObject(uint32_t v) {
    for (const uint32_t c : ChildrenOf(tree, v)) {
      if (deprel(c) != Deprel::kConj || !IsVerbal(doc.tokens.upos[c]) || c > v + 3) continue;
      const uint32_t object = ChildWith(doc, tree, c, Deprel::kObj);
      if (object != kNone && ChildWith(doc, tree, c, Deprel::kNsubj) == kNone) Emit(object, ArgumentRole::kObject, ArgumentPath::kShared);
    }
  }

  /// "with the help of X": X does it too.
  bool Helper(uint32_t c, ArgumentPath path, bool active) {
    const Word* relay = rules.Lookup(Kind::kRelay, doc.tokens.lemma[c], rules.PrepositionOf(doc, tree, c));
    if (relay == nullptr || relay->reading != w.with) return false;
    for (const uint32_t of : ChildrenOf(tree, c)) {
      if (deprel(of) != Deprel::kNmod && deprel(of) != Deprel::kNmodPoss) continue;
      Emit(of, ArgumentRole::kSubject, active ? path : ArgumentPath::kDirect);
      Emit(of, ArgumentRole::kPreposition, ArgumentPath::kDirect, w.with);
    }
    return true;
  }

  /// "was killed in a raid by commandos", "in a gun battle with police": who did the deed that the clause says it came about in.
  void DeedAgents(uint32_t v) {
    for (const uint32_t c : ChildrenOf(tree, v)) {
      if (deprel(c) != Deprel::kObl && deprel(c) != Deprel::kOblAgent) continue;
      const WordId preposition = rules.PrepositionOf(doc, tree, c);
      if (rules.IsPlacePreposition(preposition) ? preposition == w.of : preposition != w.by && preposition != w.during) continue;
      const bool deed = rules.Lookup(Kind::kDeed, doc.tokens.lemma[c], {}) != nullptr, duel = rules.Lookup(Kind::kDuel, doc.tokens.lemma[c], {}) != nullptr;
      if (!deed && !duel) continue;
      for (const uint32_t a : ChildrenOf(tree, v)) {
        if (duel && a > c && deprel(a) == Deprel::kObl && rules.PrepositionOf(doc, tree, a) == w.with) Emit(a, ArgumentRole::kSubject, ArgumentPath::kSupport);
      }
      for (const uint32_t a : ChildrenOf(tree, c)) {
        const Deprel d = deprel(a);
        const WordId by = rules.PrepositionOf(doc, tree, a);
        const bool agent = IsPhrase(d) && (by == w.by || (by == w.of && deed) || (by == w.with && duel));
        if (agent || d == Deprel::kNmodPoss) Emit(a, ArgumentRole::kSubject, ArgumentPath::kSupport);
        if (d == Deprel::kAcl && rules.Is(Kind::kAgent, doc, tree, a) && rules.IsPassive(doc, tree, a)) Agent(a, ArgumentRole::kSubject);
      }
    }
  }

  /// What is asked, promised or threatened: who is to do it ("demanded that Chad | withdraw"), and whom it would reach ("threatened | to cut ties with Chad").
  void Content(uint32_t word) {
    for (const uint32_t c : ChildrenOf(tree, word)) {
      const Deprel d = deprel(c);
      if (d == Deprel::kCcomp || d == Deprel::kXcomp) ContentClause(c, c > word, 0);
      if (d == Deprel::kAdvcl && c > word) Condition(c);
      if ((d == Deprel::kAdvcl || d == Deprel::kXcomp) && c > word) Aim(c);
      if (c < word || (d != Deprel::kObj && d != Deprel::kObl)) continue;
      for (const uint32_t below : ChildrenOf(tree, c)) {  // "insisted on its demand | that Chad withdraw"
        if (IsMarked(below)) ContentClause(below, true, 0);
      }
    }
  }

  /// A clause behind "that" or "to" which says what its noun holds; often read as a relative one.
  bool IsMarked(uint32_t clause) const {
    const Deprel d = deprel(clause);
    if (d != Deprel::kAcl && d != Deprel::kCcomp && d != Deprel::kAclRelcl) return false;
    const uint32_t mark = ChildWith(doc, tree, clause, Deprel::kMark);
    return mark != kNone && (doc.tokens.word[mark] == w.to || doc.tokens.word[mark] == w.that);
  }

  void ContentClause(uint32_t clause, bool behind, int depth) {
    const uint32_t subject = rules.OwnSubject(view, clause);
    if (behind && subject != kNone && !rules.IsPassive(doc, tree, clause)) Emit(subject, ArgumentRole::kDoer, ArgumentPath::kDirect);
    Reach(clause, ArgumentRole::kReached);
    for (const uint32_t c : ChildrenOf(tree, clause)) {
      if (deprel(c) == Deprel::kXcomp && depth < 2) ContentClause(c, false, depth + 1);
      if (deprel(c) == Deprel::kAdvcl && c > clause) Condition(c);
    }
  }

  /// Whom the deed of a clause reaches.
  void Reach(uint32_t clause, ArgumentRole role) {
    for (const uint32_t c : ChildrenOf(tree, clause)) {
      const Deprel d = deprel(c);
      if (d != Deprel::kObj && d != Deprel::kIobj) continue;
      if (!IsOwn(c)) Emit(c, role, ArgumentPath::kDirect);
      ReachUnder(c, role, ArgumentPath::kSister);
    }
    ReachUnder(clause, role, ArgumentPath::kShared);
  }

  void ReachUnder(uint32_t token, ArgumentRole role, ArgumentPath path) {
    for (const uint32_t c : ChildrenOf(tree, token)) {
      if (c > token && IsPhrase(deprel(c)) && rules.Lookup(Kind::kReach, rules.PrepositionOf(doc, tree, c), {}) != nullptr) Emit(c, role, path);
    }
  }

  /// "promised to withdraw its troops": nobody else.
  bool IsOwn(uint32_t noun) const {
    const uint32_t owner = ChildWith(doc, tree, noun, Deprel::kNmodPoss);
    return owner != kNone && doc.tokens.upos[owner] == Upos::kPron;
  }

  /// "threatened to leave | unless Ghana paid", "if Ghana pays": who can avert it.
  void Condition(uint32_t clause) {
    const uint32_t mark = ChildWith(doc, tree, clause, Deprel::kMark);
    if (mark == kNone || (doc.tokens.word[mark] != w.unless && doc.tokens.word[mark] != w.if_)) return;
    if (const uint32_t subject = rules.OwnSubject(view, clause); subject != kNone) Emit(subject, ArgumentRole::kReached, ArgumentPath::kAdverbial);
  }

  /// "marched | to protest against the junta", "blocked a road, | demanding reforms by the king": whom it is meant for.
  void Aim(uint32_t clause) {
    const uint32_t mark = ChildWith(doc, tree, clause, Deprel::kMark);
    if (mark == kNone ? doc.tokens.xpos[clause] == Xpos::kVbg : doc.tokens.word[mark] == w.to) Reach(clause, ArgumentRole::kAim);
  }

  /// The doer of the verb `u`, whatever its voice.
  void Agent(uint32_t u, ArgumentRole as) {
    ArgumentPath path;
    if (rules.IsPassive(doc, tree, u)) {
      for (const uint32_t c : ChildrenOf(tree, u)) {
        if (deprel(c) == Deprel::kOblAgent) Emit(c, as, ArgumentPath::kSupport);
      }
      return;
    }
    if (const uint32_t subject = rules.SurfaceSubject(view, u, path); subject != kNone) Emit(subject, as, ArgumentPath::kSupport);
  }

  /// Who is said by `u` to have had to do with `n` behind its preposition: "responsible for the deaths", "accused them of the murder", "subjected to torture".
  void Behind(uint32_t n, uint32_t u) {
    const WordId preposition = rules.PrepositionOf(doc, tree, n), lemma = doc.tokens.lemma[u];
    const bool agent = rules.Lookup(Kind::kAgent, lemma, preposition) != nullptr, patient = rules.Lookup(Kind::kPatient, lemma, preposition) != nullptr;
    if (agent || patient) {
      ArgumentPath path;
      if (const uint32_t subject = rules.SurfaceSubject(view, u, path); subject != kNone) Emit(subject, agent ? ArgumentRole::kSubject : ArgumentRole::kObject, ArgumentPath::kSupport);
    } else if (rules.Lookup(Kind::kBlame, lemma, preposition) != nullptr) {
      Blamed(u);
    }
  }

  /// The object of the verb `u`, whatever its voice.
  void Blamed(uint32_t u) {
    ArgumentPath path;
    const uint32_t blamed = rules.IsPassive(doc, tree, u) ? rules.SurfaceSubject(view, u, path) : ChildWith(doc, tree, u, Deprel::kObj);
    if (blamed != kNone) Emit(blamed, ArgumentRole::kSubject, ArgumentPath::kSupport);
  }

  /// "attributed the bombing to the rebels", "another attack ascribed to them".
  void Ascribed(uint32_t u) {
    for (const uint32_t c : ChildrenOf(tree, u)) {
      if (IsPhrase(deprel(c)) && rules.Lookup(Kind::kAscribe, doc.tokens.lemma[u], rules.PrepositionOf(doc, tree, c)) != nullptr) Emit(c, ArgumentRole::kSubject, ArgumentPath::kSupport);
    }
  }

  /// The noun `n` for a happening is what the verb `u` supports.
  void Support(uint32_t n, uint32_t u) {
    const Deprel d = deprel(n);
    if (d == Deprel::kObj || d == Deprel::kNsubjPass || (d == Deprel::kNsubj && rules.IsPassive(doc, tree, u))) {
      Ascribed(u);
      const bool agent = rules.Is(Kind::kAgent, doc, tree, u), patient = rules.Is(Kind::kPatient, doc, tree, u);
      if (!agent && !patient) return;
      Agent(u, agent ? ArgumentRole::kSubject : ArgumentRole::kObject);
      if (const uint32_t to = ChildWith(doc, tree, u, Deprel::kIobj); to != kNone && agent) Emit(to, ArgumentRole::kIndirect, ArgumentPath::kSupport);
      Phrases(u, ArgumentPath::kSupport);
    } else if (d == Deprel::kObl || (d == Deprel::kNmod && doc.tokens.upos[u] == Upos::kAdj)) {
      Behind(n, u);
    } else if (d == Deprel::kNmod && deprel(u) == Deprel::kObj && rules.Lookup(Kind::kBlame, doc.tokens.lemma[tree.Parent(u)], rules.PrepositionOf(doc, tree, n)) != nullptr) {
      Blamed(tree.Parent(u));
    } else if (d == Deprel::kNsubj) {
      if (rules.Is(Kind::kHappen, doc, tree, u)) Phrases(u, ArgumentPath::kSupport);
      if (rules.Is(Kind::kAim, doc, tree, u)) {
        if (const uint32_t object = ChildWith(doc, tree, u, Deprel::kObj); object != kNone) Emit(object, ArgumentRole::kObject, ArgumentPath::kSupport);
      }
    } else if (d == Deprel::kNmod && rules.Is(Kind::kTarget, doc, tree, u)) {
      if (const uint32_t subject = ChildWith(doc, tree, u, Deprel::kNsubj); subject != kNone) Emit(subject, ArgumentRole::kObject, ArgumentPath::kSupport);
    }
  }

  /// "the town is under siege": the subject is who suffers. Says whether `n` is such a noun.
  bool Under(uint32_t n) {
    if (IsVerbal(doc.tokens.upos[n]) || ChildWith(doc, tree, n, Deprel::kCop) == kNone || rules.Lookup(Kind::kPatient, w.be, rules.PrepositionOf(doc, tree, n)) == nullptr) return false;
    ArgumentPath path;
    if (const uint32_t subject = rules.SurfaceSubject(view, n, path); subject != kNone) Emit(subject, ArgumentRole::kObject, path);
    return true;
  }

  /// Clauses that describe the noun: "raid conducted by X", "an attack targeting Y", "the offensive that Z launched".
  void Described(uint32_t n) {
    for (const uint32_t c : ChildrenOf(tree, n)) {
      if (deprel(c) != Deprel::kAcl && deprel(c) != Deprel::kAclRelcl) continue;
      const bool passive = rules.IsPassive(doc, tree, c);
      ArgumentPath path;
      const uint32_t subject = rules.SurfaceSubject(view, c, path);
      if (passive) Ascribed(c);
      if (passive || subject != n) {
        if (!rules.Is(Kind::kAgent, doc, tree, c)) continue;
        Agent(c, ArgumentRole::kSubject);
        Phrases(c, ArgumentPath::kSupport);
      } else if (rules.Is(Kind::kAim, doc, tree, c)) {
        if (const uint32_t object = ChildWith(doc, tree, c, Deprel::kObj); object != kNone) Emit(object, ArgumentRole::kObject, ArgumentPath::kReduced);
      }
    }
  }

  void Noun(uint32_t n, bool within) {
    for (const uint32_t c : ChildrenOf(tree, n)) {
      const Deprel d = deprel(c);
      if (d == Deprel::kNmodPoss) Emit(c, ArgumentRole::kPossessor, ArgumentPath::kDirect);
      if (d == Deprel::kAmod || d == Deprel::kCompound || d == Deprel::kNmodDesc) {
        Put(c, ArgumentRole::kModifier, ArgumentPath::kDirect, {}, false);
        Conjuncts(c, ArgumentRole::kModifier, ArgumentPath::kDirect, {}, 1);
      }
      if (IsPhrase(d)) EmitPhrase(c, ArgumentPath::kDirect);
      // "the killing and wounding of civilians"
      if (d == Deprel::kConj && !IsVerbal(doc.tokens.upos[c])) Phrases(c, ArgumentPath::kShared);
    }
    Described(n);
    if (!within) {
      for (const uint32_t c : ChildrenOf(tree, n)) {
        if (IsMarked(c)) ContentClause(c, true, 0);
      }
    }
    for (const uint32_t c : ChildrenOf(tree, n)) {
      if (IsPhrase(deprel(c))) Sisters(c, 1);
    }
    if (within) return;
    uint32_t stands = n;
    if (deprel(n) == Deprel::kConj && tree.Parent(n) != kNone) {
      stands = tree.Parent(n);
      if (IsVerbal(doc.tokens.upos[stands])) return;
      for (const uint32_t c : ChildrenOf(tree, stands)) {
        if (deprel(c) == Deprel::kNmodPoss && c < stands) Emit(c, ArgumentRole::kPossessor, ArgumentPath::kShared);
        if (IsPhrase(deprel(c)) && c > n) EmitPhrase(c, ArgumentPath::kShared);
      }
    }
    if (const uint32_t u = tree.Parent(stands); u != kNone && !trigger.Contains(u)) {
      Support(stands, u);
      for (const uint32_t c : ChildrenOf(tree, u)) {
        if (c > n && IsVerbal(doc.tokens.upos[u]) && (deprel(c) == Deprel::kAdvcl || deprel(c) == Deprel::kXcomp)) Aim(c);
      }
    }
  }
};

void ArgumentRules::Find(const ArgumentView& view, TokenRange trigger, std::vector<Argument>& out) const {
  const auto& [doc, tree, words, parties] = view;
  out.clear();
  Walk walk{*this, view, doc, tree, words, trigger, out};
  const uint32_t head = HeadOf(doc, tree, trigger);
  const auto word = [&](uint32_t t) {
    const Upos u = doc.tokens.upos[t];
    if (t == head && walk.Under(t)) return walk.Noun(t, true);
    if (IsVerbal(u) || (t == head && ChildWith(doc, tree, t, Deprel::kCop) != kNone)) walk.Verb(t);
    else if (u == Upos::kAdj && t == head) walk.Verb(t);
    if (u == Upos::kNoun || u == Upos::kPropn || (u == Upos::kNum && t == head)) walk.Noun(t, t != head);
  };
  word(head);
  for (uint32_t t = trigger.begin; t < trigger.end; ++t) {
    if (t != head) word(t);
  }
}

}  // namespace dateline
