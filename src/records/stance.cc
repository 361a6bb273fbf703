#include "records/stance.h"

#include <algorithm>
#include <array>

#include "claims/attribution.h"

namespace dateline {
namespace {

constexpr uint32_t kDeepest = 12;     // links climbed; deeper trees are no news sentences
constexpr uint32_t kNear = 24;  // tokens before a verb in which its own subject stands

template <class T, size_t N>
bool Lookup(const std::array<std::pair<std::string_view, T>, N>& names, std::string_view name, T& out) {
  for (const auto& [text, value] : names) {
    if (text != name) continue;
    out = value;
    return true;
  }
  return false;
}

bool IsSubject(Deprel r) { return r == Deprel::kNsubj || r == Deprel::kNsubjPass || r == Deprel::kNsubjOuter; }
bool IsCore(Deprel r) { return IsSubject(r) || r == Deprel::kObj; }
bool IsAuxiliary(Deprel r) { return r == Deprel::kAux || r == Deprel::kAuxPass || r == Deprel::kCop; }

}  // namespace

/// The first full verb whose head lies outside, else the first such token. Not ArgumentRules::HeadOf, for which an
/// auxiliary is a verb: of "to have" the "to" must speak here.
uint32_t StanceRules::HeadOf(const Document& doc, TokenRange tokens) {
  uint32_t found = tokens.begin;
  bool any = false;
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    const uint32_t head = doc.tokens.head[t];
    if (head != t && tokens.Contains(head)) continue;
    if (doc.tokens.upos[t] == Upos::kVerb) return t;
    if (!any) found = t, any = true;
  }
  return found;
}

/// One trigger on its way up the tree.
struct StanceRules::Walk {
  const SentenceContext& x;
  const std::vector<PatternMatch>& found;
  Stance& stance;
  uint32_t trigger;       ///< head token
  TokenRange words;       ///< of the trigger
  uint32_t node;          ///< where the walk stands
  bool shares = true;     ///< the auxiliaries and negations of `node` are the trigger's too
  bool in_clause = true;  ///< no clause was left yet
  bool reported = false;  ///< a clause of content was left
  bool is_definite = false;  ///< "the attack": it is known, whatever stands above it
  bool by_preposition = false;  ///< a prepositional phrase was left: only the adverbs of the clause still reach
  bool is_subject = false;  ///< it does what stands above: only conjunctions and adverbs still reach
  bool is_event = false;
  bool is_verbal = false;   ///< asking, promising, threatening: "must withdraw" asks
  bool is_negated = false;  ///< its frame asks for a negation: that is no denial
  bool has_polarity = false, has_certainty = false, has_time = false, is_would = false;
  const PatternMatch* infinitive = nullptr;  ///< waits for the word that the infinitive hangs on
  std::vector<StanceHit>* hits = nullptr;
  uint32_t links = 0;

  const TokenTable& tokens() const { return x.doc.tokens; }
};

bool StanceRules::ReadEffect(std::string_view effect, Rule& rule) {
  constexpr std::array<std::pair<std::string_view, Certainty>, 3> kCertainties = {{{"possible", Certainty::kPossible}, {"probable", Certainty::kProbable}, {"doubtful", Certainty::kDoubtful}}};
  constexpr std::array<std::pair<std::string_view, Tense>, 3> kTenses = {{{"future", Tense::kFuture}, {"hypothetical", Tense::kHypothetical}, {"ongoing", Tense::kOngoing}}};
  for (const std::string_view part : SplitList(effect, ',')) {
    const size_t eq = part.find('=');
    const std::string_view name = part.substr(0, eq), value = eq == std::string_view::npos ? std::string_view{} : part.substr(eq + 1);
    if (part == "plain") rule.is_plain = true;
    else if (part == "present") rule.in_present = true;
    else if (part == "attempt") rule.is_attempt = true;
    else if (part == "time=reported") rule.is_reported = rule.sets_time = true;
    else if (name == "certainty" && Lookup(kCertainties, value, rule.certainty)) rule.sets_certainty = true;
    else if (name == "time" && Lookup(kTenses, value, rule.time)) rule.sets_time = true;
    else if (name == "polarity" && value == "denied") rule.sets_polarity = true;
    else return false;
  }
  return rule.is_plain || rule.is_attempt || rule.sets_certainty || rule.sets_time || rule.sets_polarity || rule.scope == Scope::kLink || rule.scope == Scope::kKnown;
}

Result<StanceRules> StanceRules::Load(const Container& knowledge, Vocabulary& vocabulary) {
  constexpr std::array<std::pair<std::string_view, Scope>, 11> kScopes = {{{"group", Scope::kGroup}, {"noun", Scope::kNoun}, {"argument", Scope::kArgument}, {"adverb", Scope::kAdverb}, {"mark", Scope::kMark},
      {"infinitive", Scope::kInfinitive}, {"governs", Scope::kGoverns}, {"clause", Scope::kClause}, {"claim", Scope::kClaim}, {"known", Scope::kKnown}, {"link", Scope::kLink}}};
  auto table = knowledge.OpenTable("stance.tsv");
  if (!table) return table.error();
  StanceRules out;
  for (const Table::Row& row : table->rows()) {
    const auto bad = [&](std::string what, std::string expected) { return Error{table->Where(row), std::move(what), std::move(expected)}; };
    Rule rule;
    rule.name = NamePart(row.cells[0]);
    if (!Lookup(kScopes, row.cells[2], rule.scope)) return bad("scope \"" + std::string(row.cells[2]) + "\"", "group, noun, argument, adverb, mark, infinitive, governs, clause, claim, known or link");
    if (!ReadEffect(row.cells[3], rule)) return bad("effect \"" + std::string(row.cells[3]) + "\"", "certainty=possible, time=future, polarity=denied, plain, ...");
    auto pattern = out.patterns_.Add(row.cells[1], vocabulary);
    if (!pattern) return bad(pattern.error().what, pattern.error().expected);
    out.rules_.push_back(rule);
  }
  return out;
}

void StanceRules::Find(const SentenceContext& x, PatternSet::Workspace& workspace, std::vector<PatternMatch>& found) const {
  found.clear();
  patterns_.Match(x.doc, x.index, x.tokens, workspace, found);
  // Of two rows for the same words the longer one speaks first.
  std::sort(found.begin(), found.end(), [](const PatternMatch& a, const PatternMatch& b) {
    if (a.tokens.size() != b.tokens.size()) return a.tokens.size() > b.tokens.size();
    if (a.tokens.begin != b.tokens.begin) return a.tokens.begin < b.tokens.begin;
    return a.pattern < b.pattern;
  });
  for (size_t i = 0; i < found.size(); ++i) {
    const auto shadowed = [&](const PatternMatch& m) { return m.tokens.Overlaps(found[i].tokens) && m.tokens.size() < found[i].tokens.size() && rules_[m.pattern].scope == rules_[found[i].pattern].scope; };
    found.erase(std::remove_if(found.begin() + static_cast<ptrdiff_t>(i) + 1, found.end(), shadowed), found.end());
  }
}

void StanceRules::Take(Walk& w, const PatternMatch& match, const Rule& rule) const {
  Stance& s = w.stance;
  bool taken = false;
  if (rule.is_attempt && !w.is_event && !w.has_time) {
    s.time = Tense::kHypothetical;
    w.has_time = taken = true;
  }
  if (rule.sets_polarity && !w.has_polarity) s.polarity = Polarity::kDenied, w.has_polarity = taken = true;
  if (rule.sets_certainty && (!w.has_certainty || rule.certainty > s.certainty)) s.certainty = rule.certainty, w.has_certainty = taken = true;
  if (rule.sets_time && !w.has_time) {
    s.time = rule.time;
    w.is_would = rule.is_reported;
    w.has_time = taken = true;
  }
  if (w.hits != nullptr) w.hits->push_back({match.pattern, w.links, taken || rule.is_plain});
  if (taken || rule.sets_polarity) s.hedge = w.x.doc.tokens.span(match.trigger);
}

bool StanceRules::IsClausal(const Walk& w, uint32_t node, Deprel relation) const {
  if (relation == Deprel::kXcomp || relation == Deprel::kCcomp || relation == Deprel::kCsubj || relation == Deprel::kCsubjPass) return true;
  // "a denial that soldiers had killed them" is often read as a relative clause.
  if (relation == Deprel::kAclRelcl) return IsLinked(w, node);
  if (relation != Deprel::kAcl && relation != Deprel::kAdvcl) return false;
  return w.infinitive != nullptr || IsLinked(w, node);
}

/// "warn of", "call for", "plan against", "prevent from": a preposition by which something hangs on its word, not one of place or time.
bool StanceRules::IsLinked(const Walk& w, uint32_t node) const {
  return std::any_of(w.found.begin(), w.found.end(), [&](const PatternMatch& m) {
    const uint32_t t = m.tokens.begin;
    return rules_[m.pattern].scope == Scope::kLink && w.tokens().head[t] == node && (w.tokens().deprel[t] == Deprel::kCase || w.tokens().deprel[t] == Deprel::kMark || w.tokens().deprel[t] == Deprel::kObj);
  });
}

/// "until Raqqa is taken", "when it launches strikes": the present tense of what is still to come.
bool StanceRules::IsPresent(const Walk& w) const {
  const TokenTable& t = w.tokens();
  const auto present = [&](uint32_t token) { return t.xpos[token] == Xpos::kVbz || t.xpos[token] == Xpos::kVbp; };
  if (present(w.node)) return true;
  for (uint32_t c = w.node > w.x.tokens.begin + kNear ? w.node - kNear : w.x.tokens.begin; c < w.node; ++c) {
    if (t.head[c] == w.node && (t.deprel[c] == Deprel::kAuxPass || t.deprel[c] == Deprel::kCop) && present(c)) return true;
  }
  return false;
}

/// What stands directly under the node: auxiliaries, negations, adverbs, modifiers, conjunctions.
void StanceRules::Local(Walk& w) const {
  const TokenTable& t = w.tokens();
  for (const PatternMatch& m : w.found) {
    const Rule& rule = rules_[m.pattern];
    if (m.tokens.Overlaps(w.words) && rule.scope != Scope::kNoun && rule.scope != Scope::kGroup && rule.scope != Scope::kArgument) continue;
    const uint32_t anchor = HeadOf(w.x.doc, m.trigger);
    const uint32_t above = t.head[anchor];
    const Deprel relation = t.deprel[anchor];
    if (w.is_verbal && rule.scope == Scope::kGroup && w.words.Contains(anchor) && rule.sets_time) continue;
    bool reaches = false;
    switch (rule.scope) {
      case Scope::kGroup: reaches = w.shares && (!w.is_definite || w.node == w.trigger) && above == w.node && (IsAuxiliary(relation) || relation == Deprel::kAdvmod); break;
      case Scope::kNoun: reaches = above == w.node && anchor < w.node && (w.node == w.trigger || w.shares) && (relation == Deprel::kAmod || relation == Deprel::kCompound || relation == Deprel::kNmodDesc); break;
      case Scope::kArgument:
        if (w.node != w.trigger && !(w.shares && relation != Deprel::kDet)) break;
        reaches = (above == w.node && (relation == Deprel::kDet || IsCore(relation))) || (relation == Deprel::kDet && t.head[above] == w.node && IsCore(t.deprel[above]));
        break;
      case Scope::kAdverb: reaches = w.in_clause && above == w.node && (anchor < w.trigger || w.node == w.trigger); break;
      case Scope::kMark: reaches = above == w.node && anchor < w.trigger && !w.by_preposition && (relation == Deprel::kMark || relation == Deprel::kCase || relation == Deprel::kAdvmod || relation == Deprel::kFixed) && (!rule.in_present || IsPresent(w)); break;
      case Scope::kInfinitive:
        if (above == w.node && relation == Deprel::kMark && w.infinitive == nullptr && !w.reported && !w.is_definite && !w.by_preposition && !w.is_subject) w.infinitive = &m;
        break;
      default: break;
    }
    if (reaches && !(rule.sets_polarity && w.is_negated && w.node == w.trigger)) Take(w, m, rule);
  }
}

/// The word that the node hangs on as its complement.
void StanceRules::Govern(Walk& w, uint32_t parent, Deprel relation) const {
  const bool clausal = IsClausal(w, w.node, relation);
  const bool nominal = relation == Deprel::kObj || relation == Deprel::kNsubjPass || relation == Deprel::kCompound ||
                       ((relation == Deprel::kObl || relation == Deprel::kNmod) && IsLinked(w, w.node));
  const bool predicate = IsSubject(relation) && w.tokens().upos[parent] == Upos::kAdj;
  bool decided = false;
  for (const PatternMatch& m : w.found) {
    const Rule& rule = rules_[m.pattern];
    if (HeadOf(w.x.doc, m.trigger) != parent || m.trigger.Overlaps(w.words)) continue;
    const bool reaches = rule.scope == Scope::kGoverns ? clausal || nominal || predicate : rule.scope == Scope::kClause ? clausal : rule.scope == Scope::kNoun && predicate;
    if (!reaches || w.by_preposition || w.is_subject || (w.is_definite && !rule.sets_polarity)) continue;
    Take(w, m, rule);
    decided = true;
    break;
  }
  // "initiated operations to capture": an infinitive tells an aim, unless its governor says that it came about ("managed to").
  if (w.infinitive == nullptr) return;
  const Rule& rule = rules_[w.infinitive->pattern];
  if (!decided && !rule.is_plain) Take(w, *w.infinitive, rule);
  w.infinitive = nullptr;
}

/// One link up; false at the root and where what stands above says nothing of the trigger.
bool StanceRules::Climb(Walk& w) const {
  const TokenTable& t = w.tokens();
  const uint32_t parent = t.head[w.node];
  const Deprel relation = t.deprel[w.node];
  if (parent == w.node || !w.x.tokens.Contains(parent)) {
    if (w.infinitive != nullptr && !rules_[w.infinitive->pattern].is_plain) Take(w, *w.infinitive, rules_[w.infinitive->pattern]);
    return false;
  }
  const bool infinitive = w.infinitive != nullptr;
  const bool clausal = IsClausal(w, w.node, relation);
  Govern(w, parent, relation);
  switch (relation) {
    case Deprel::kXcomp: break;
    case Deprel::kObj: case Deprel::kNsubjPass: break;
    case Deprel::kConj:
      if (t.upos[parent] == Upos::kNoun && t.upos[w.node] != Upos::kNoun) return false;
      // "did not shell or storm": shared, unless the second has a subject or an auxiliary of its own.
      for (uint32_t c = w.node > parent + kNear ? w.node - kNear : parent + 1; c < w.node && w.shares; ++c) w.shares = t.head[c] != w.node || !(IsAuxiliary(t.deprel[c]) || IsSubject(t.deprel[c]));
      break;
    case Deprel::kCcomp: w.shares = w.in_clause = false, w.reported = true; break;
    case Deprel::kAdvcl: case Deprel::kAcl:
      if (!infinitive && !clausal) return false;
      w.shares = false;
      w.in_clause = w.in_clause && !infinitive;
      break;
    case Deprel::kNsubj: w.shares = false, w.is_subject = true; break;
    case Deprel::kObl: case Deprel::kNmod: w.shares = false, w.by_preposition = true; break;
    case Deprel::kCompound: break;
    default: return false;
  }
  w.node = parent;
  return true;
}

/// What the trigger says itself ("planning an attack", "failed to cooperate"), and whether it is a thing already known ("the attack").
void StanceRules::Within(Walk& w) const {
  for (const PatternMatch& m : w.found) {
    const Rule& rule = rules_[m.pattern];
    const uint32_t anchor = HeadOf(w.x.doc, m.trigger);
    if (rule.scope == Scope::kKnown) w.is_definite = w.is_definite || (w.tokens().head[anchor] == w.trigger && w.tokens().upos[w.trigger] == Upos::kNoun && w.tokens().deprel[anchor] == Deprel::kDet);
    if (w.is_verbal || (rule.scope != Scope::kClause && rule.scope != Scope::kGoverns) || anchor != w.trigger || !w.words.Contains(anchor) || w.words.size() <= m.trigger.size()) continue;
    bool verb_below = rule.scope == Scope::kGoverns, other_word = false;  // "called off" is not "called"
    for (uint32_t t = anchor + 1; t < w.words.end; ++t) {
      verb_below = verb_below || w.tokens().upos[t] == Upos::kVerb;
      other_word = other_word || (w.tokens().head[t] == anchor && w.tokens().deprel[t] == Deprel::kCompoundPrt && !m.trigger.Contains(t));
    }
    if (!verb_below || other_word) continue;
    if (!rule.is_plain) Take(w, m, rule);
  }
}

void StanceRules::Apply(const SentenceContext& x, const std::vector<PatternMatch>& found, Draft& draft, std::vector<StanceHit>* hits) const {
  Stance& stance = draft.record.stance;
  const uint32_t head = HeadOf(x.doc, draft.match.trigger);
  if (draft.verb != Draft::kNone && x.doc.chunks[draft.verb].progressive) stance.time = Tense::kOngoing;
  if (found.empty()) return;
  Walk walk{.x = x, .found = found, .stance = stance, .trigger = head, .words = draft.match.trigger, .node = head};
  walk.hits = hits;
  walk.is_event = draft.record.kind == RecordKind::kEvent;
  walk.is_negated = draft.frame != nullptr && draft.frame->is_negated;
  // Who threatens, asks or promises has done so: its words are no stance.
  constexpr std::array<std::string_view, 7> kVerbal = {"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"};
  walk.is_verbal = std::find(kVerbal.begin(), kVerbal.end(), draft.record.type) != kVerbal.end();
  Within(walk);
  for (; walk.links < kDeepest; ++walk.links) {
    Local(walk);
    if (!Climb(walk)) break;
  }
  if (!walk.is_would) return;
  stance.time = walk.reported || AttributionAt(x.doc, draft.record.trigger).valid() ? Tense::kFuture : Tense::kHypothetical;
}

void StanceRules::ApplyToClaims(Document& doc, const std::vector<PatternMatch>& found, uint32_t first) const {
  for (const PatternMatch& m : found) {
    const Rule& rule = rules_[m.pattern];
    if (rule.scope != Scope::kClaim) continue;
    for (uint32_t i = first; i < doc.records.size(); ++i) {
      Record& r = doc.records[i];
      if (!r.attribution.valid() || r.stance.certainty >= rule.certainty || r.trigger.begin > doc.tokens.begin[m.tokens.begin]) continue;
      r.stance.certainty = rule.certainty;
      r.stance.hedge = doc.tokens.span(m.trigger);
    }
  }
}

}  // namespace dateline
