#include "records/stance_model.h"

#include <algorithm>
#include <cmath>

#include "claims/attribution.h"
#include "records/record_model.h"

namespace dateline {
namespace {

constexpr uint32_t kNone = UINT32_MAX;
constexpr std::array<NamePart, 5> kKinds = {"event"_part, "movement"_part, "stock"_part, "control"_part, "statement"_part};
constexpr std::array<NamePart, 4> kTimes = {"past"_part, "ongoing"_part, "future"_part, "hypothetical"_part};
constexpr std::array<NamePart, 4> kCertainties = {"asserted"_part, "probable"_part, "possible"_part, "doubtful"_part};

NamePart LemmaOf(const Document& doc, uint32_t token) { return NamePart(doc.tokens.lemma_form[token]); }
NamePart RelationOf(const Document& doc, uint32_t token) { return NamePart(DeprelName(doc.tokens.deprel[token])); }
NamePart TagOf(const Document& doc, uint32_t token) { return NamePart(XposName(doc.tokens.xpos[token])); }

/// Who plans, wants or calls off an act of its own is its actor; nobody else tells it.
bool IsOwnPlan(const Document& doc, const Record& r, AttributionId speaker) {
  if (!speaker.valid() || doc.attributions[speaker.value].speech) return false;
  const PartyId who = doc.attributions[speaker.value].source;
  return who.valid() && (who.value == r.people.value || who.value == r.holder.value || std::find_if(r.actors.begin(), r.actors.end(), [&](PartyId id) { return id.value == who.value; }) != r.actors.end());
}

bool IsHelper(Deprel r) { return r == Deprel::kAux || r == Deprel::kAuxPass || r == Deprel::kCop; }
bool IsOpener(Deprel r) { return r == Deprel::kMark || r == Deprel::kCase; }

}  // namespace

/// The draft as its choices see it.
struct StanceModel::View {
  const SentenceContext& x;
  const StanceRules& rules;
  const std::vector<PatternMatch>& found;
  const std::vector<Draft>& drafts;
  std::span<const uint32_t> draft_at;
  const std::vector<StanceHit>& hits;
  const Draft& draft;
  uint32_t head;
  NamePart kind, type;
  AttributionId speaker;
};

Result<StanceModel> StanceModel::Load(const Container& knowledge) {
  auto weights = FeatureWeights::Open(knowledge.Section(kSection), kClasses);
  if (!weights) return weights.error();
  StanceModel out;
  out.weights_ = *weights;
  for (size_t k = 0; k < kClasses; ++k) out.least_[k] = out.weights_.Weight("(least)", k);
  return out;
}

/// What the rows of knowledge/stance.tsv say, together and each.
void StanceModel::WeighRules(const View& v, FeatureSum& f) const {
  const Stance& s = v.draft.record.stance;
  const NamePart& time = kTimes[static_cast<size_t>(s.time)];
  const NamePart& certainty = kCertainties[static_cast<size_t>(s.certainty)];
  if (s.polarity == Polarity::kDenied) f.Add("rules-denied"_part, time);
  f.Add("rules"_part, time, certainty);
  f.Add("rules-time"_part, time, v.kind);
  f.Add("rules-time-type"_part, time, v.type);
  constexpr std::array<NamePart, 2> kWeights = {"heard"_part, "decides"_part};
  for (const StanceHit& hit : v.hits) {
    const NamePart& row = v.rules.name(hit.row);
    f.Add("row"_part, row, kWeights[hit.decides]);
    f.Add("row-type"_part, row, v.type);
    f.Add("row-up"_part, row, Bucket(hit.links, 4));
  }
  for (const PatternMatch& m : v.found) {
    if (!m.trigger.Overlaps(v.draft.match.trigger)) f.Add("near"_part, v.rules.name(m.pattern), m.trigger.begin < v.draft.match.trigger.begin ? "before"_part : "behind"_part);
  }
}

/// The trigger itself: its form, what helps, opens and describes it, what the record holds.
void StanceModel::WeighTrigger(const View& v, FeatureSum& f) const {
  const Document& doc = v.x.doc;
  const Record& r = v.draft.record;
  const NamePart tag = TagOf(doc, v.head);
  f.Add("kind"_part, v.kind, tag);
  f.Add("type"_part, v.type, tag);
  f.Add("word"_part, LemmaOf(doc, v.head), tag);
  f.Add("frame"_part, NamePart(v.draft.frame->id));
  const NamePart noun = v.draft.verb == kNone ? "noun"_part : "verb"_part;
  bool article = false;
  for (const uint32_t c : ChildrenOf(v.x.tree, v.head)) {
    const Deprel relation = doc.tokens.deprel[c];
    const NamePart word = LemmaOf(doc, c);
    if (IsHelper(relation)) f.Add("helper"_part, word, TagOf(doc, c));
    else if (IsOpener(relation)) f.Add("opener"_part, word, noun);
    else if (relation == Deprel::kDet) f.Add("article"_part, word, v.type), article = true;
    else if (relation == Deprel::kAmod || relation == Deprel::kAdvmod) f.Add("modifier"_part, word, noun);
    else f.Add("child"_part, RelationOf(doc, c), noun);
  }
  if (!article) f.Add("article"_part, "none"_part, noun);
  const auto holds = [&](bool any, const NamePart& what) { if (any) f.Add("holds"_part, what, noun); };
  holds(v.draft.has_toll(), "toll"_part);
  holds(r.has_count, "count"_part);
  holds(!r.actors.empty(), "actor"_part);
  holds(!r.recipients.empty(), "recipient"_part);
  holds(!r.places.empty(), "place"_part);
  holds(v.draft.passive, "passive"_part);
  if (r.times.empty()) return;
  const TimeMention& time = doc.times[r.times.front().value];
  const bool known = time.start != TimeMention::kNoDay && doc.published_day != TimeMention::kNoDay;
  f.Add("when"_part, !known ? "open"_part : time.start > doc.published_day ? "later"_part : time.start == doc.published_day ? "today"_part : "earlier"_part, noun);
}

/// What the trigger stands under, up to the root.
void StanceModel::WeighTree(const View& v, FeatureSum& f) const {
  const Document& doc = v.x.doc;
  constexpr uint32_t kMost = 5;
  uint32_t at = v.head;
  bool told = false;
  NamePart path = RelationOf(doc, at);
  for (uint32_t step = 1; step <= kMost; ++step) {
    const uint32_t up = v.x.tree.Parent(at);
    if (up == SyntaxTree::kNone) break;
    const NamePart word = LemmaOf(doc, up), relation = RelationOf(doc, at);
    if (step <= 2) f.Add(step == 1 ? "under"_part : "under-next"_part, word, relation);
    if (step == 1) f.Add("under-tag"_part, TagOf(doc, up), relation);
    if (step == 2) f.Add("path"_part, path, relation);
    f.Add("above"_part, word, Bucket(step, 3));
    for (const uint32_t c : ChildrenOf(v.x.tree, up)) {
      const Deprel r = doc.tokens.deprel[c];
      if (IsHelper(r)) f.Add("above-helper"_part, LemmaOf(doc, c), Bucket(step, 2));
      if (IsOpener(r) && c < v.head) f.Add("above-opener"_part, LemmaOf(doc, c), Bucket(step, 2));
      // "would strike back if ...": a condition beside it.
      if (r != Deprel::kAdvcl || c == at) continue;
      for (const uint32_t m : ChildrenOf(v.x.tree, c)) {
        if (doc.tokens.deprel[m] == Deprel::kMark) f.Add("beside"_part, LemmaOf(doc, m), Bucket(step, 2));
      }
    }
    const uint32_t which = v.draft_at[up - v.x.tokens.begin];
    if (!told && which != kNone && &v.drafts[which] != &v.draft && v.drafts[which].frame != nullptr) {
      f.Add("told-under"_part, NamePart(v.drafts[which].frame->type), v.type);
      f.Add("told-by"_part, NamePart(v.drafts[which].frame->type), relation);
      f.Add("told-time"_part, NamePart(v.drafts[which].frame->type), kTimes[static_cast<size_t>(v.drafts[which].record.stance.time)]);
      told = true;
    }
    at = up;
  }
  if (!told) f.Add("told-under"_part, "nothing"_part, v.type);
  for (const uint32_t c : ChildrenOf(v.x.tree, v.head)) {
    if (doc.tokens.deprel[c] != Deprel::kAdvcl) continue;
    for (const uint32_t m : ChildrenOf(v.x.tree, c)) {
      if (doc.tokens.deprel[m] == Deprel::kMark) f.Add("beside"_part, LemmaOf(doc, m), "0"_part);
    }
  }
}

/// Who says it and how, and the way from the trigger to the words that say so.
void StanceModel::WeighVoice(const View& v, FeatureSum& f) const {
  const Document& doc = v.x.doc;
  uint32_t root = v.head;
  while (v.x.tree.Parent(root) != SyntaxTree::kNone) root = v.x.tree.Parent(root);
  f.Add("main"_part, TagOf(doc, root), root == v.head ? "self"_part : "other"_part);
  if (!v.speaker.valid()) {
    f.Add("said"_part, "nobody"_part, v.kind);
    return;
  }
  const AttributionMention& a = doc.attributions[v.speaker.value];
  const NamePart how = !a.speech ? "attitude"_part : a.quoted == Quoted::kDirect ? "direct"_part : "indirect"_part;
  f.Add("said"_part, how, v.kind);
  f.Add("said-type"_part, how, v.type);
  f.Add("source"_part, SourceClass(a.source_type), how);
  f.Add("source-is"_part, PartyClass(doc, a.source), how);
  f.Add("cue"_part, NamePart(doc.text(a.cue)), how);
  f.Add("cue-sure"_part, Bucket(static_cast<uint32_t>(a.confidence * 10), 10), how);
  if (a.sentence.value != v.x.sentence) {
    f.Add("said-in"_part, "another-sentence"_part, how);
    return;
  }
  constexpr uint32_t kMost = 8;
  bool reached = false;
  uint32_t at = v.head;
  for (uint32_t step = 0; step < kMost && !reached; ++step) {
    const uint32_t up = v.x.tree.Parent(at);
    if (up == SyntaxTree::kNone) break;
    f.Add("said-through"_part, RelationOf(doc, at), how);
    reached = a.cue.Overlaps(doc.tokens.span(up));
    if (reached) f.Add("said-as"_part, RelationOf(doc, at), Bucket(step, 3));
    at = up;
  }
  f.Add("said-in"_part, reached ? "its-clause"_part : "the-sentence"_part, how);
  f.Add("said-side"_part, a.cue.begin < v.draft.record.trigger.begin ? "before"_part : "behind"_part, how);
}

/// Of each choice what is likeliest; what holds where nothing is said gives way to what reaches `least_`.
void StanceModel::Put(const std::array<float, kClasses>& shares, AttributionId speaker, Draft& draft) const {
  std::array<size_t, kChoices.size()> chosen{};
  for (size_t c = 0; c < kChoices.size(); ++c) {
    const auto [name, first, last] = kChoices[c];
    size_t best = first + 1;
    for (size_t k = first + 2; k < last; ++k) best = shares[k] > shares[best] ? k : best;
    chosen[c] = 1 - shares[first] >= least_[best] ? best - first : 0;
  }
  Stance& s = draft.record.stance;
  if (chosen[0] != 0 || s.time != Tense::kOngoing) s.time = chosen[0] == 0 ? Tense::kPast : chosen[0] == 1 ? Tense::kFuture : Tense::kHypothetical;
  if (chosen[0] == 0 && s.certainty == Certainty::kAsserted && s.polarity == Polarity::kAffirmed) s.hedge = {};
  draft.record.attribution = chosen[1] == 0 ? AttributionId{} : speaker;
  draft.speaker_weighed = true;
}

void StanceModel::Decide(const SentenceContext& x, const StanceRules& rules, const std::vector<PatternMatch>& found, const std::vector<Draft>& drafts, std::span<const uint32_t> draft_at,
                         std::vector<StanceHit>& hits, Draft& draft) const {
  if (draft.frame == nullptr || (weights_.empty() && !x.doc.keep_candidates)) return;
  hits.clear();
  const Stance by_rules = draft.record.stance;
  rules.Apply(x, found, draft, &hits);
  draft.record.stance = by_rules;
  const View view{x, rules, found, drafts, draft_at, hits, draft, StanceRules::HeadOf(x.doc, draft.match.trigger), kKinds[static_cast<size_t>(draft.record.kind)], NamePart(draft.frame->type), SpeakerOf(x.doc, draft.record.trigger, false)};
  Candidate* trace = draft.trace == kNone ? nullptr : &x.doc.candidates[draft.trace];
  if (trace != nullptr) trace->stance_features.clear();
  std::array<int32_t, kClasses> sums{};
  FeatureSum sum(weights_, sums.data(), trace == nullptr ? nullptr : &trace->stance_features);
  sum.Add("bias"_part);
  WeighRules(view, sum);
  WeighTrigger(view, sum);
  WeighTree(view, sum);
  WeighVoice(view, sum);
  if (weights_.empty()) return;
  std::array<float, kClasses> shares{};
  for (const auto& [name, first, last] : kChoices) {
    const auto odds = [&](size_t k) { return std::exp(std::clamp(static_cast<double>(sums[k]) / (FeatureWeights::kScale * FeatureSum::kOne), -30.0, 30.0)); };
    double total = 0;
    for (size_t k = first; k < last; ++k) total += odds(k);
    for (size_t k = first; k < last; ++k) shares[k] = static_cast<float>(odds(k) / total);
  }
  Put(shares, IsOwnPlan(x.doc, draft.record, view.speaker) ? AttributionId{} : view.speaker, draft);
  if (trace == nullptr) return;
  // What each adds to the likelier of the times that are not the plain past.
  const size_t time = shares[1] > shares[2] ? 1 : 2;
  for (WeighedFeature& feature : trace->stance_features) feature.weight = feature.value * (weights_.Weight(feature.name, time) - weights_.Weight(feature.name, 0));
}

AttributionId SpeakerOf(const Document& doc, Span trigger, bool speech) {
  AttributionId id = AttributionAt(doc, trigger);
  if (!id.valid() && !speech) id = AttributionAt(doc, trigger, false);
  return id.valid() && doc.attributions[id.value].cue.Overlaps(trigger) ? AttributionId{} : id;
}

}  // namespace dateline
