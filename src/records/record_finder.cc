#include "records/record_finder.h"

#include <algorithm>

#include "claims/attribution.h"

namespace dateline {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

void Cover(Span& span, Span other) {
  if (other.empty()) return;
  span.begin = std::min(span.begin, other.begin);
  span.end = std::max(span.end, other.end);
}

/// The weapon of an attack: the one that its clause names; of two different ones none.
void TakeWeapon(const Document& doc, Record& r) {
  if (r.type != "ASSAULT" || !r.weapon.empty()) return;
  const auto in_quote = [&](const ThingMention& thing) { return thing.kind == ThingKind::kWeapon && thing.span.begin >= r.quote.begin && thing.span.end <= r.quote.end; };
  const ThingMention* only = nullptr;
  auto thing = std::partition_point(doc.things.begin(), doc.things.end(), [&](const ThingMention& t) { return t.span.begin < r.quote.begin; });
  for (; thing != doc.things.end() && thing->span.begin < r.quote.end; ++thing) {
    if (!in_quote(*thing)) continue;
    if (only != nullptr && only->name != thing->name) return;
    if (only == nullptr) only = &*thing;
  }
  if (only == nullptr) return;
  r.weapon = doc.text(only->span);
  if (r.mode.empty()) r.mode = only->mode;
}

}  // namespace

Result<RecordFinder> RecordFinder::Load(const Container& knowledge, Vocabulary& vocabulary) {
  auto frames = FrameSet::Load(knowledge, vocabulary);
  if (!frames) return frames.error();
  auto filler = SlotFiller::Load(vocabulary);
  if (!filler) return filler.error();
  auto placing = Placing::Load(vocabulary);
  if (!placing) return placing.error();
  auto stance = StanceRules::Load(knowledge, vocabulary);
  if (!stance) return stance.error();
  auto merge = MergeRules::Load(vocabulary);
  if (!merge) return merge.error();
  RecordFinder out;
  out.frames_ = std::move(*frames);
  out.filler_ = std::move(*filler);
  out.placing_ = std::move(*placing);
  out.stance_ = std::move(*stance);
  out.merge_ = std::move(*merge);
  auto confidence = ConfidenceModel::Load(knowledge);
  if (!confidence) return confidence.error();
  out.confidence_ = *confidence;
  auto scope = ScopeRules::Load(knowledge, vocabulary);
  if (!scope) return scope.error();
  out.scope_ = std::move(*scope);
  auto arguments = ArgumentRules::Load(knowledge, vocabulary);
  if (!arguments) return arguments.error();
  out.arguments_ = std::move(*arguments);
  out.words_ = GrammarWords(vocabulary);
  return out;
}

bool RecordFinder::MakeDraft(const SentenceContext& x, const PatternMatch& match, Draft& draft) const {
  const Document& doc = x.doc;
  draft = {};
  draft.match = match;
  draft.frame = &frames_.frame(match.pattern);
  const uint32_t chunk = x.clauses.ChunkAt(match.trigger.begin);
  if (chunk != kNone && doc.chunks[chunk].kind == ChunkKind::kVerb) draft.verb = chunk;
  if (chunk != kNone && doc.chunks[chunk].kind == ChunkKind::kNoun) draft.noun = chunk;
  draft.governor = draft.verb != kNone ? draft.verb : x.clauses.VerbOf(doc, match.trigger.begin);
  draft.clause = x.tokens;
  if (draft.governor != kNone) {
    const VerbRole& verb = x.clauses.verb(draft.governor);
    draft.clause = {verb.clause_begin, verb.clause_end};
    if (!draft.clause.Contains(match.trigger.begin)) draft.clause = {std::min(draft.clause.begin, match.trigger.begin), std::max(draft.clause.end, match.trigger.end)};
  }
  if (draft.verb != kNone) draft.passive = x.clauses.verb(draft.verb).passive && (doc.tokens.morph[doc.chunks[draft.verb].head] & kPastParticiple);

  Record& r = draft.record;
  r.kind = draft.frame->kind;
  r.type = draft.frame->type;
  r.mode = draft.frame->mode;
  r.rule = draft.frame->id;
  r.rule_file = draft.frame->file;
  r.rule_line = draft.frame->line;
  r.sentence = SentenceId{x.sentence};
  r.confidence = draft.frame->sure;
  TokenRange trigger = match.trigger;
  r.trigger = doc.tokens.span(trigger);
  if (!filler_.Fill(x, draft)) return false;
  // The people of a movement may be all that its frame asks for; how many they are is said with them.
  if (const bool counts = r.kind == RecordKind::kMovement || r.kind == RecordKind::kStock; counts && !r.has_count && r.people.valid()) {
    if (const QuantityId own = doc.parties[r.people.value].count; own.valid() && !doc.quantities[own.value].is_denied) {
      r.has_count = true;
      r.count = doc.quantities[own.value].estimate;
      if (r.count.unit.empty()) r.count.unit = "people";
    }
  }
  // A stock needs a number or a vague quantity of people (codebook); one thing is none.
  if (r.kind == RecordKind::kStock && (!r.has_count || r.count.best <= 1 || (r.people.valid() && !doc.parties[r.people.value].is_people && r.count.unit != "households"))) return false;
  return true;
}

void RecordFinder::DraftAll(const SentenceContext& x, Workspace& w) const {
  // Longer triggers first; of frames for the same words, the one that fills most and is surest.
  std::sort(w.matches.begin(), w.matches.end(), [](const PatternMatch& a, const PatternMatch& b) {
    if (a.trigger.size() != b.trigger.size()) return a.trigger.size() > b.trigger.size();
    if (a.trigger.begin != b.trigger.begin) return a.trigger.begin < b.trigger.begin;
    if (a.pattern != b.pattern) return a.pattern < b.pattern;
    return a.tokens.begin < b.tokens.begin;
  });
  Draft draft;
  x.scratch.triggers.clear();
  for (const PatternMatch& match : w.matches) {
    if (match.trigger.size() == 1 && x.doc.tokens.upos[match.trigger.begin] == Upos::kNoun && frames_.frame(match.pattern).kind == RecordKind::kEvent) x.scratch.triggers.push_back(match.trigger);
  }
  for (const PatternMatch& match : w.matches) {
    if (match.trigger.empty()) continue;
    Draft* rival = nullptr;
    for (Draft& other : w.drafts) {
      if (other.match.trigger.Overlaps(match.trigger)) rival = &other;
    }
    if (rival != nullptr && rival->match.trigger != match.trigger) continue;
    if (!MakeDraft(x, match, draft)) continue;
    if (rival == nullptr) {
      w.drafts.push_back(std::move(draft));
      continue;
    }
    const auto score = [](const Draft& d) { return static_cast<float>(d.frame->needs.size()) * 0.15f + static_cast<float>(d.filled) * 0.1f + d.frame->sure; };
    if (score(draft) > score(*rival)) *rival = std::move(draft);
  }
  std::sort(w.drafts.begin(), w.drafts.end(), [](const Draft& a, const Draft& b) { return a.match.trigger.begin < b.match.trigger.begin; });
}

void RecordFinder::Finish(const SentenceContext& x, Draft& draft) const {
  const Document& doc = x.doc;
  Record& r = draft.record;
  if (r.kind != RecordKind::kStatement) {
    r.quote = draft.clause.empty() ? doc.sentences[x.sentence].span : doc.tokens.span(draft.clause);
    Cover(r.quote, r.trigger);
    const auto party = [&](PartyId id) {
      if (id.valid()) Cover(r.quote, doc.parties[id.value].span);
    };
    for (const PartyId id : r.actors) {
      party(id);
      if (r.mode.empty() && r.type == "ASSAULT" && doc.text(doc.parties[id.value].span).find("suicide") != std::string_view::npos) r.mode = "suicide-attack";
    }
    for (const PartyId id : r.recipients) party(id);
    for (const PartyId id : {r.people, r.facilitator, r.holder, r.previous_holder, r.joined}) party(id);
    for (const auto* list : {&r.places, &r.origin, &r.destination, &r.via}) {
      for (const PlaceId id : *list) Cover(r.quote, doc.places[id.value].span);
    }
    for (const TimeId id : r.times) Cover(r.quote, doc.times[id.value].span);
    const Span sentence = doc.sentences[x.sentence].span;
    r.quote = {std::max(r.quote.begin, sentence.begin), std::min(r.quote.end, sentence.end)};
    TakeWeapon(doc, r);
    r.attribution = AttributionAt(doc, r.trigger);
    // Who accuses, asks or promises is the actor already.
    if (r.attribution.valid() && doc.attributions[r.attribution.value].cue.Overlaps(r.trigger)) r.attribution = {};
  }
  r.confidence = confidence_.Probability(r, r.confidence);
  x.doc.records.push_back(std::move(r));
}

void RecordFinder::FindSentence(Document& doc, uint32_t sentence, Workspace& w) const {
  const TokenRange tokens = doc.sentences[sentence].tokens;
  w.matches.clear();
  w.drafts.clear();
  frames_.patterns().Match(doc, w.index, tokens, w.patterns, w.matches);
  const bool quoted = std::any_of(doc.attributions.begin(), doc.attributions.end(), [&](const AttributionMention& a) { return a.sentence.value == sentence; });
  if (w.matches.empty() && !quoted) return;
  w.clauses.Read(doc, words_, sentence);
  w.tree.Read(doc, tokens);
  const SentenceContext context{doc, w.clauses, words_, w.index, w.tree, arguments_, w.slots, sentence, tokens, w.ordered_parties};
  DraftAll(context, w);
  stance_.Find(context, w.stance, w.hedges);
  for (Draft& draft : w.drafts) stance_.Apply(context, w.hedges, draft);
  for (Draft& draft : w.drafts) placing_.Attach(context, draft);
  merge_.Merge(context, w.drafts);
  placing_.Carry(context, w.drafts);
  for (Draft& draft : w.drafts) draft.dropped = draft.dropped || !scope_.Allows(context, draft.record, w.on_topic);
  FindStatements(context, scope_, w.on_topic, w.drafts);
  for (Draft& draft : w.drafts) {
    if (!draft.dropped) Finish(context, draft);
  }
}

void RecordFinder::Find(Document& doc, Workspace& w) const {
  w.index.Build(doc);
  w.on_topic = scope_.ReportOnTopic(doc);
  w.ordered_parties = static_cast<uint32_t>(doc.parties.size());
  w.slots.ordered_places = static_cast<uint32_t>(doc.places.size());
  w.slots.last_place = {};
  for (uint32_t s = 0; s < doc.sentences.size(); ++s) FindSentence(doc, s, w);
}

}  // namespace dateline
