#include "records/merge.h"

#include <algorithm>

namespace dateline {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

template <class T>
void TakeIfEmpty(std::vector<T>& to, const std::vector<T>& from) {
  if (to.empty()) to = from;
}

/// Gives `to` what only `from` knows.
void Absorb(Draft& to, Draft& from) {
  Record& a = to.record;
  const Record& b = from.record;
  TakeIfEmpty(a.actors, b.actors);
  TakeIfEmpty(a.recipients, b.recipients);
  TakeIfEmpty(a.places, b.places);
  TakeIfEmpty(a.times, b.times);
  for (size_t i = 0; i < kTolls; ++i) {
    if (!a.toll[i].given) a.toll[i] = b.toll[i];
  }
  if (!to.hit.given) to.hit = from.hit;
  if (a.mode.empty()) a.mode = b.mode;
  to.clause.begin = std::min(to.clause.begin, from.clause.begin);
  to.clause.end = std::max(to.clause.end, from.clause.end);
  to.filled += from.filled;
  a.confidence = std::max(a.confidence, b.confidence);
  from.dropped = true;
  from.merged_into = to.trace;
}

void Join(std::vector<PartyId>& to, const std::vector<PartyId>& from) {
  for (const PartyId id : from) {
    if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
  }
}

/// "exploded in a market, | killing 12": what the happening of `a` brought about.
bool IsResult(const SentenceContext& x, const Draft& a, const Draft& b) {
  if (a.verb == kNone || b.verb == kNone) return false;
  uint32_t t = ArgumentRules::HeadOf(x.doc, x.tree, b.match.trigger);
  if (x.doc.tokens.xpos[t] != Xpos::kVbg) return false;
  if (x.doc.tokens.deprel[t] == Deprel::kConj && x.tree.Parent(t) != kNone) t = x.tree.Parent(t);
  if (x.doc.tokens.deprel[t] != Deprel::kAdvcl || x.tree.Parent(t) != ArgumentRules::HeadOf(x.doc, x.tree, a.match.trigger) || t < x.tree.Parent(t)) return false;
  for (const uint32_t c : ChildrenOf(x.tree, t)) {
    if (x.doc.tokens.deprel[c] == Deprel::kMark) return false;
  }
  return b.has_toll();
}

/// "an attack on a convoy | that killed 36", "by drones | targeting a base": the clause says more of the same, although it hangs on another noun of the phrase.
bool Describes(const SentenceContext& x, const Draft& noun, const Draft& verb) {
  const uint32_t v = ArgumentRules::HeadOf(x.doc, x.tree, verb.match.trigger), n = ArgumentRules::HeadOf(x.doc, x.tree, noun.match.trigger);
  const Deprel d = x.doc.tokens.deprel[v];
  // "a raid | conducted by the army": who did it, and nothing else.
  const bool behind = d == Deprel::kAdvcl && v == n + 1 && x.tree.Parent(v) == x.tree.Parent(n);  // the same, hung too high
  if (verb.passive && !verb.has_toll() && (behind || (d == Deprel::kAcl && x.tree.Parent(v) == n))) return true;
  if ((d != Deprel::kAcl && d != Deprel::kAclRelcl) || !x.tree.Under(v, n) || verb.passive) return false;
  for (const uint32_t c : ChildrenOf(x.tree, v)) {
    if (x.doc.tokens.deprel[c] == Deprel::kMark) return false;
    if (x.doc.tokens.deprel[c] == Deprel::kNsubj && x.doc.tokens.word[c] != x.words.that && x.doc.tokens.word[c] != x.words.which) return false;
  }
  for (uint32_t t = x.tree.Parent(v); t != n; t = x.tree.Parent(t)) {
    if (x.doc.tokens.deprel[t] != Deprel::kNmod) return false;
  }
  return true;
}

/// True when `subject` is the noun or what counts it: "a wave of | airstrikes".
bool TellsOf(const SentenceContext& x, const Draft& noun, uint32_t subject) {
  if (subject == kNone) return false;
  uint32_t t = ArgumentRules::HeadOf(x.doc, x.tree, noun.match.trigger);
  for (int step = 0; step < 3 && t != kNone; ++step, t = x.tree.Parent(t)) {
    if (t == subject) return true;
    if (x.doc.tokens.deprel[t] != Deprel::kNmod || x.rules.PrepositionOf(x.doc, x.tree, t) != x.words.of) return false;
  }
  return false;
}

bool IsObject(const SentenceContext& x, const Draft& verb, const Draft& noun) {
  const uint32_t n = ArgumentRules::HeadOf(x.doc, x.tree, noun.match.trigger);
  return x.doc.tokens.deprel[n] == Deprel::kObj && x.tree.Parent(n) == ArgumentRules::HeadOf(x.doc, x.tree, verb.match.trigger);
}

/// Two verbs with nothing but a conjunction between them.
bool IsDoublet(const SentenceContext& x, const Draft& a, const Draft& b) {
  if (a.verb == kNone || b.verb == kNone || b.match.trigger.begin != a.match.trigger.end + 1) return false;
  const uint32_t first = ArgumentRules::HeadOf(x.doc, x.tree, a.match.trigger), second = ArgumentRules::HeadOf(x.doc, x.tree, b.match.trigger);
  return x.doc.tokens.upos[a.match.trigger.end] == Upos::kCconj && x.doc.tokens.deprel[second] == Deprel::kConj && x.tree.Parent(second) == first;
}

/// "A bomb exploded", "a mine killed two": the noun is what it was done with; the verb says what happened.
bool IsMeans(const Document& doc, TokenRange trigger) {
  const auto after = std::partition_point(doc.things.begin(), doc.things.end(), [&](const ThingMention& t) { return t.tokens.begin < trigger.end; });
  return after != doc.things.begin() && std::prev(after)->kind == ThingKind::kWeapon && std::prev(after)->tokens.Contains(trigger.end - 1);
}

bool IsAssault(const Draft& d) { return d.record.kind == RecordKind::kEvent && d.record.type == "ASSAULT" && !d.dropped; }

/// "killed three dozen people and injured 90": one happening with two tolls.
bool HaveTwoTolls(const SentenceContext& x, const Draft& a, const Draft& b) {
  if (!a.has_toll() || !b.has_toll() || a.record.stance.polarity != b.record.stance.polarity || b.match.trigger.begin - a.match.trigger.begin >= 16) return false;
  for (size_t k = 0; k < kTolls; ++k) {
    if (a.record.toll[k].given && b.record.toll[k].given) return false;
  }
  for (uint32_t t = a.match.trigger.end; t < b.match.trigger.begin; ++t) {
    if (x.doc.tokens.upos[t] == Upos::kCconj || x.doc.token(t) == ",") return true;
  }
  return false;
}

/// A later draft for the happening of an earlier one; true when it was taken in.
bool JoinLater(const SentenceContext& x, Draft& a, Draft& b) {
  if (a.verb == kNone && b.verb == kNone && a.noun == b.noun) {
    Absorb(a, b);
    return true;
  }
  const bool result = IsResult(x, a, b);
  if (!result && !IsDoublet(x, a, b) && !HaveTwoTolls(x, a, b)) return false;
  const std::vector<PartyId> more = b.record.recipients;
  if (result) b.record.actors.clear();
  Absorb(a, b);
  Join(a.record.recipients, more);
  return true;
}

}  // namespace

Result<MergeRules> MergeRules::Load(const Container& knowledge, Vocabulary& v) {
  MergeRules out;
  auto table = knowledge.OpenTable("merge.tsv");
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    auto* words = row.cells[0] == "cause" ? &out.cause_ : row.cells[0] == "definite" ? &out.definite_ : row.cells[0] == "outcome" ? &out.outcome_ : nullptr;
    if (words == nullptr) return Error{table->Where(row), "an unknown kind \"" + std::string(row.cells[0]) + "\"", "cause, definite or outcome"};
    words->push_back(v.Intern(row.cells[1]));
  }
  out.like_ = v.Intern("like");
  out.such_ = v.Intern("such");
  out.as_ = v.Intern("as");
  return out;
}

bool MergeRules::IsCause(WordId preposition) const { return std::find(cause_.begin(), cause_.end(), preposition) != cause_.end(); }

/// "killed in an attack", "hit by an airstrike": the noun hangs on the verb by a preposition of cause.
bool MergeRules::HangsOn(const SentenceContext& x, const Draft& verb, const Draft& noun) const {
  const uint32_t top = ArgumentRules::HeadOf(x.doc, x.tree, verb.match.trigger);
  uint32_t t = ArgumentRules::HeadOf(x.doc, x.tree, noun.match.trigger);
  for (int step = 0; step < 3; ++step) {
    const uint32_t parent = x.tree.Parent(t);
    const Deprel d = x.doc.tokens.deprel[t];
    if (parent == kNone) return false;
    // "was killed and five were hurt in a battle": the last of coordinated verbs has it.
    const bool shared = (d == Deprel::kObl || d == Deprel::kOblAgent) && x.doc.tokens.deprel[parent] == Deprel::kConj && x.tree.Parent(parent) == top;
    if (parent == top || shared) return d == Deprel::kOblAgent || ((d == Deprel::kObl || d == Deprel::kNmod) && IsCause(x.rules.PrepositionOf(x.doc, x.tree, t)));
    if (d != Deprel::kNmod && d != Deprel::kConj && d != Deprel::kCompound) return false;
    t = parent;
  }
  return false;
}

/// The same by the order of the words.
bool MergeRules::InPhrase(const SentenceContext& x, const Draft& verb, const Draft& noun) const {
  if (noun.noun == kNone || noun.match.trigger.begin < verb.match.trigger.end) return false;
  if (HangsOn(x, verb, noun)) return true;
  uint32_t head = noun.noun;
  const NounRole* role = &x.clauses.noun(head);
  if (role->preposition == NounRole::kNone && role->possessor != NounRole::kNone) role = &x.clauses.noun(role->possessor);
  if (role->preposition == NounRole::kNone || role->preposition < verb.match.trigger.begin || !IsCause(x.doc.tokens.word[role->preposition])) return false;
  for (uint32_t c = x.clauses.first(); c < x.clauses.last(); ++c) {
    const Chunk& chunk = x.doc.chunks[c];
    if (chunk.kind == ChunkKind::kVerb && chunk.tokens.begin >= verb.match.trigger.end && chunk.tokens.end <= noun.match.trigger.begin) return false;
  }
  return true;
}

/// The verb that brings about what `harm` counts: "caused | the death of 50", "left | 42 people dead", "saw | 120 soldiers killed"; kNone: none.
uint32_t MergeRules::OutcomeVerb(const SentenceContext& x, const Draft& harm) const {
  uint32_t t = ArgumentRules::HeadOf(x.doc, x.tree, harm.match.trigger);
  for (int step = 0; step < 3; ++step) {
    switch (x.doc.tokens.deprel[t]) {
      case Deprel::kObj: case Deprel::kXcomp: case Deprel::kCcomp: case Deprel::kObl: case Deprel::kNmod: case Deprel::kAmod: case Deprel::kAcl: case Deprel::kConj: break;
      default: return kNone;
    }
    t = x.tree.Parent(t);
    if (t == kNone) return kNone;
    if (x.doc.tokens.upos[t] == Upos::kVerb) return std::find(outcome_.begin(), outcome_.end(), x.doc.tokens.lemma[t]) != outcome_.end() ? t : kNone;
  }
  return kNone;
}

/// "The blast caused the death of 50", "a raid that left 12 people dead", "fighting which saw 120 soldiers killed", "a wave of airstrikes killed 20": a toll told of the noun.
bool MergeRules::IsOutcome(const SentenceContext& x, const Draft& noun, const Draft& harm) const {
  if (!harm.has_toll() || noun.has_toll() || noun.verb != kNone || noun.noun == kNone) return false;
  const uint32_t own = ArgumentRules::HeadOf(x.doc, x.tree, harm.match.trigger);
  uint32_t verb = OutcomeVerb(x, harm);
  if (verb == kNone && (harm.verb == kNone || harm.passive)) return false;
  if (verb == kNone) verb = own;
  const uint32_t head = ArgumentRules::HeadOf(x.doc, x.tree, noun.match.trigger);
  ArgumentPath path;
  const uint32_t subject = x.rules.SurfaceSubject({x.doc, x.tree, x.words, x.ordered_parties}, verb, path);
  if (TellsOf(x, noun, subject)) return true;
  const uint32_t above = x.tree.Parent(verb);
  if (above == kNone) return false;
  // "went on a spree, | killing four": the noun and the participle hang on one verb.
  if (x.doc.tokens.deprel[verb] == Deprel::kAdvcl && x.doc.tokens.xpos[verb] == Xpos::kVbg && verb > head) {
    for (const uint32_t c : ChildrenOf(x.tree, verb)) {
      if (x.doc.tokens.deprel[c] == Deprel::kMark) return false;
    }
    const Deprel d = x.doc.tokens.deprel[head];
    return x.tree.Parent(head) == above && (d == Deprel::kObj || d == Deprel::kObl || d == Deprel::kNsubj || d == Deprel::kNsubjPass);
  }
  return false;
}

void MergeRules::MarkBareReferences(const SentenceContext& x, std::vector<Draft>& drafts) const {
  for (Draft& d : drafts) {
    if (d.dropped || d.noun == kNone || d.verb != kNone || d.record.kind != RecordKind::kEvent) continue;
    const WordId first = x.doc.tokens.word[x.doc.chunks[d.noun].tokens.begin];
    const bool definite = std::find(definite_.begin(), definite_.end(), first) != definite_.end();
    const bool slots = !d.record.actors.empty() || !d.record.recipients.empty() || d.has_toll();
    // "tactics like suicide bombings": a kind, no happening.
    const uint32_t p = x.clauses.noun(d.noun).preposition;
    if (p != NounRole::kNone && (x.doc.tokens.word[p] == like_ || (x.doc.tokens.word[p] == as_ && p > 0 && x.doc.tokens.word[p - 1] == such_)) && !d.has_toll()) d.bare = true;
    // "after the attack" tells nothing new; "the attack on the town" does.
    if (!slots && (definite || d.record.places.empty())) d.bare = true;
  }
}

/// A noun and a verb for one happening; true when one took the other in.
bool MergeRules::JoinNounAndVerb(const SentenceContext& x, Draft& noun, Draft& verb) const {
  if (verb.verb == kNone || noun.verb != kNone || noun.noun == kNone) return false;
  // "fought an insurgency": the noun says what the verb did.
  if (IsObject(x, verb, noun)) {
    std::erase_if(verb.record.recipients, [&](PartyId p) { return noun.match.trigger.Contains(x.doc.parties[p.value].head_token); });
    Absorb(verb, noun);
    return true;
  }
  // "an attack that killed 36": the noun is the subject of the verb.
  ArgumentPath path;
  const uint32_t subject = x.rules.SurfaceSubject({x.doc, x.tree, x.words, x.ordered_parties}, ArgumentRules::HeadOf(x.doc, x.tree, verb.match.trigger), path);
  const bool is_subject = x.clauses.verb(verb.verb).subject == noun.noun || (subject != kNone && noun.match.trigger.Contains(subject)) || TellsOf(x, noun, subject);
  if (!verb.passive && (is_subject || Describes(x, noun, verb))) {
    verb.record.actors.clear();
    IsMeans(x.doc, noun.match.trigger) ? Absorb(verb, noun) : Absorb(noun, verb);
    return true;
  }
  if (!InPhrase(x, verb, noun)) return false;
  // "were killed in an attack": the verb carries the record.
  const auto in_noun = [&](PartyId p) { return x.doc.chunks[noun.noun].tokens.Contains(x.doc.parties[p.value].head_token); };
  if (verb.passive && std::all_of(verb.record.actors.begin(), verb.record.actors.end(), in_noun)) verb.record.actors.clear();
  // What the attack was aimed at is not who died in it.
  if (!verb.record.recipients.empty() || verb.passive) noun.record.recipients.clear();
  Absorb(verb, noun);
  return true;
}

void MergeRules::Merge(const SentenceContext& x, std::vector<Draft>& drafts) const {
  // First who did it, "a raid conducted by the army": the noun may go on to join another verb.
  for (Draft& noun : drafts) {
    for (Draft& verb : drafts) {
      if (!IsAssault(noun) || !IsAssault(verb) || noun.verb != kNone || noun.noun == kNone || verb.verb == kNone || !verb.passive || !Describes(x, noun, verb)) continue;
      verb.record.recipients.clear();
      Absorb(noun, verb);
    }
  }
  for (size_t i = 0; i < drafts.size(); ++i) {
    for (size_t j = 0; j < drafts.size(); ++j) {
      Draft &a = drafts[i], &b = drafts[j];
      if (i == j || !IsAssault(a) || !IsAssault(b) || b.match.trigger.begin == a.match.trigger.begin) continue;
      if (JoinNounAndVerb(x, a, b)) continue;
      if (IsOutcome(x, a, b)) {
        b.record.actors.clear();
        Absorb(a, b);
      } else if (i < j) {
        JoinLater(x, a, b);
      }
    }
  }
  MarkBareReferences(x, drafts);
}

}  // namespace dateline
