#include "records/record_finder.h"

#include <algorithm>

#include "claims/attribution.h"
#include "records/details.h"

namespace dateline {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

void Cover(Span& span, Span other) {
  if (other.empty()) return;
  span.begin = std::min(span.begin, other.begin);
  span.end = std::max(span.end, other.end);
}

/// The people of a movement may be all that its frame asks for; how many they are is said with them.
void TakeOwnCount(const Document& doc, Record& r) {
  if ((r.kind != RecordKind::kMovement && r.kind != RecordKind::kStock) || r.has_count || !r.people.valid()) return;
  const QuantityId own = doc.parties[r.people.value].count;
  if (!own.valid() || doc.quantities[own.value].is_denied) return;
  r.has_count = true;
  r.count = doc.quantities[own.value].estimate;
  if (r.count.unit.empty()) r.count.unit = "people";
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
  auto merge = MergeRules::Load(knowledge, vocabulary);
  if (!merge) return merge.error();
  RecordFinder out;
  auto idioms = knowledge.OpenTable("idioms.tsv");
  if (!idioms) return idioms.error();
  for (const Table::Row& row : idioms->rows()) {
    if (const auto pattern = out.idioms_.Add(row.cells[1], vocabulary); !pattern) return Error{idioms->Where(row), pattern.error().what, pattern.error().expected};
  }
  out.frames_ = std::move(*frames);
  out.filler_ = std::move(*filler);
  out.placing_ = std::move(*placing);
  out.stance_ = std::move(*stance);
  out.merge_ = std::move(*merge);
  auto model = RecordModel::Load(knowledge);
  if (!model) return model.error();
  out.model_ = *model;
  auto slots = SlotModel::Load(knowledge);
  if (!slots) return slots.error();
  out.slots_ = *slots;
  auto stances = StanceModel::Load(knowledge);
  if (!stances) return stances.error();
  out.stance_model_ = *stances;
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
  filler_.Fill(x, draft);
  // How it was done hangs on who did it: a frame for aircraft says nothing of bombers on foot.
  if (draft.needs_failed > 0) r.mode = {};
  TakeOwnCount(doc, r);
  // A stock needs a number or a vague quantity of people (codebook); one thing is none.
  if (r.kind == RecordKind::kStock && (!r.has_count || r.count.best <= 1 || (r.people.valid() && !doc.parties[r.people.value].is_people && r.count.unit != "households"))) return false;
  return true;
}

/// "shelled out", "killed time": takes out the triggers inside turns of speech.
void RecordFinder::DropIdioms(Document& doc, TokenRange tokens, Workspace& w) const {
  if (w.matches.empty()) return;
  w.idioms.clear();
  idioms_.Match(doc, w.index, tokens, w.patterns, w.idioms);
  if (w.idioms.empty()) return;
  std::erase_if(w.matches, [&](const PatternMatch& m) {
    return std::any_of(w.idioms.begin(), w.idioms.end(), [&](const PatternMatch& idiom) { return idiom.tokens.Overlaps(m.trigger); });
  });
}

/// Fills a draft for every frame that matched: which one it is, and whether it is a record at all, is judged later.
void RecordFinder::ReadAll(const SentenceContext& x, Workspace& w) const {
  std::sort(w.matches.begin(), w.matches.end(), [](const PatternMatch& a, const PatternMatch& b) {
    if (a.trigger.begin != b.trigger.begin) return a.trigger.begin < b.trigger.begin;
    if (a.trigger.size() != b.trigger.size()) return a.trigger.size() > b.trigger.size();
    if (a.pattern != b.pattern) return a.pattern < b.pattern;
    return a.tokens.begin < b.tokens.begin;
  });
  constexpr size_t kMostReadings = 512;  // of a sentence; real ones have a dozen
  Draft draft;
  x.scratch.triggers.clear();
  for (const PatternMatch& match : w.matches) {
    if (match.trigger.size() == 1 && x.doc.tokens.upos[match.trigger.begin] == Upos::kNoun && frames_.frame(match.pattern).kind == RecordKind::kEvent) x.scratch.triggers.push_back(match.trigger);
  }
  for (const PatternMatch& match : w.matches) {
    if (match.trigger.empty() || w.readings.size() >= kMostReadings) continue;
    if (!MakeDraft(x, match, draft)) continue;
    stance_.Apply(x, w.hedges, draft);
    placing_.Attach(x, draft);
    draft.in_scope = w.all_violence || scope_.Allows(x, draft.record, w.model.on_topic, w.model.report_homes);
    std::vector<WeighedFeature> features;
    draft.probability = model_.Probability(x, draft, nullptr, w.model, x.doc.keep_candidates ? &features : nullptr);
    if (x.doc.keep_candidates) draft.trace = Trace(x.doc, draft, std::move(features));
    w.readings.push_back(std::move(draft));
  }
}

uint32_t RecordFinder::Trace(Document& doc, const Draft& draft, std::vector<WeighedFeature> features) const {
  Candidate out;
  out.record = draft.record;
  out.probability = draft.probability;
  out.features = std::move(features);
  doc.candidates.push_back(std::move(out));
  return static_cast<uint32_t>(doc.candidates.size() - 1);
}

/// Of readings that share words the likeliest stays, of equals the longer one.
void RecordFinder::Choose(const SentenceContext& x, Workspace& w) const {
  // "fatally shot" says more than the "shot" in it: it is at least as likely.
  for (Draft& more : w.readings) {
    if (!more.record.toll[static_cast<size_t>(Toll::kKilled)].given || more.needs_failed > 0) continue;
    for (const Draft& less : w.readings) {
      const TokenRange within = less.match.trigger;
      const bool inside = more.match.trigger.begin <= within.begin && within.end <= more.match.trigger.end && !less.record.toll[static_cast<size_t>(Toll::kKilled)].given;
      if (inside && less.record.type == more.record.type) more.probability = std::max(more.probability, less.probability);
    }
  }
  w.order.resize(w.readings.size());
  for (uint32_t i = 0; i < w.order.size(); ++i) w.order[i] = i;
  std::stable_sort(w.order.begin(), w.order.end(), [&](uint32_t a, uint32_t b) {
    if (w.readings[a].probability != w.readings[b].probability) return w.readings[a].probability > w.readings[b].probability;
    return w.readings[a].match.trigger.size() > w.readings[b].match.trigger.size();
  });
  w.taken.assign(x.tokens.size(), kNone);
  for (const uint32_t i : w.order) {
    Draft& reading = w.readings[i];
    const TokenRange trigger = reading.match.trigger;
    uint32_t winner = kNone;
    for (uint32_t t = trigger.begin; t < trigger.end && winner == kNone; ++t) winner = w.taken[t - x.tokens.begin];
    if (winner != kNone) {
      if (reading.trace != kNone) x.doc.candidates[reading.trace].outcome = Outcome::kRival, x.doc.candidates[reading.trace].winner = w.readings[winner].trace;
      reading.dropped = true;
      // Which row tells it does not change who was hit.
      Draft& stays = w.readings[winner];
      if (!stays.hit.given && reading.hit.given && reading.needs_failed == 0 && stays.record.type == reading.record.type) stays.hit = reading.hit;
      continue;
    }
    for (uint32_t t = trigger.begin; t < trigger.end; ++t) w.taken[t - x.tokens.begin] = i;
  }
  for (Draft& reading : w.readings) {
    if (!reading.dropped) w.drafts.push_back(std::move(reading));
  }
}

/// Gives every draft its probability and drops those that do not reach what is asked for.
void RecordFinder::Judge(const SentenceContext& x, Workspace& w) const {
  const auto least = [&](const Draft& draft) {
    if (w.min_confidence >= 0) return w.min_confidence;
    return w.all_violence && draft.record.kind == RecordKind::kEvent ? model_.violence_threshold() : model_.threshold(draft.record.kind);
  };
  const auto judge = [&](Draft& draft, bool tree) {
    std::vector<WeighedFeature> features;
    draft.probability = model_.Probability(x, draft, tree ? &w.drafts : nullptr, w.model, x.doc.keep_candidates ? &features : nullptr);
    if (!x.doc.keep_candidates) return;
    if (draft.trace == kNone) draft.trace = Trace(x.doc, draft, {});
    Candidate& row = x.doc.candidates[draft.trace];
    row.record = draft.record;
    row.probability = draft.probability;
    row.threshold = least(draft);
    row.features = std::move(features);
  };
  const auto leave_out = [&](Draft& draft) {
    if (draft.in_scope || draft.dropped || (w.near_topic && draft.probability >= model_.near_threshold())) return;
    draft.dropped = true;
    if (draft.trace != kNone) x.doc.candidates[draft.trace].outcome = Outcome::kOutOfScope;
  };
  model_.Place(x, w.drafts, w.model);
  for (Draft& draft : w.drafts) {
    if (draft.dropped) {
      if (draft.trace != kNone) x.doc.candidates[draft.trace].outcome = Outcome::kMerged, x.doc.candidates[draft.trace].winner = draft.merged_into;
      continue;
    }
    draft.in_scope = w.all_violence || scope_.Allows(x, draft.record, w.model.on_topic, w.model.report_homes);
    judge(draft, true);
  }
  for (Draft& draft : w.drafts) {
    draft.merged = draft.dropped;
    draft.dropped = draft.merged || draft.probability < least(draft);
    leave_out(draft);
  }
  placing_.Carry(x, w.drafts);
  for (Draft& draft : w.drafts) {
    if (draft.merged || (draft.dropped && !x.doc.keep_candidates)) continue;
    if (!w.model.frames_only) {
      slots_.Fill(x, filler_, draft, w.fillers);
      stance_model_.Decide(x, stance_, w.hedges, w.drafts, w.model.draft_at, w.stance_hits, draft);
    }
    if (draft.dropped) continue;
    slots_.Kept(x.doc, draft, x.sentence, w.fillers);
    TakeOwnCount(x.doc, draft.record);
  }
  const size_t first_statement = w.drafts.size();
  FindStatements(x, scope_, w.model.on_topic, w.drafts);
  for (size_t i = first_statement; i < w.drafts.size(); ++i) {
    Draft& said = w.drafts[i];
    judge(said, false);
    said.dropped = said.probability < least(said) || said.told_by != Draft::kNone;
    if (said.told_by != Draft::kNone && said.trace != kNone) x.doc.candidates[said.trace].outcome = Outcome::kTold, x.doc.candidates[said.trace].winner = w.drafts[said.told_by].trace;
    leave_out(said);
  }
}

/// Who accuses, asks or promises, "announced a boycott": he is the actor, no source. An attack that somebody claims he also tells.
bool RecordFinder::IsOwnWord(const SentenceContext& x, const Draft& draft) {
  const Document& doc = x.doc;
  const Record& r = draft.record;
  const AttributionMention& said = doc.attributions[r.attribution.value];
  if (said.cue.Overlaps(r.trigger)) return true;
  const uint32_t above = x.tree.Parent(ArgumentRules::HeadOf(doc, x.tree, draft.match.trigger));
  if (r.type == "ASSAULT" || draft.verb != kNone || above == kNone || !said.cue.Overlaps(doc.tokens.span(above))) return false;
  return std::find(r.actors.begin(), r.actors.end(), said.source) != r.actors.end();
}

void RecordFinder::Finish(const SentenceContext& x, Draft& draft, std::vector<Hit>& hits) const {
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
      if (r.type == "ASSAULT" && doc.text(doc.parties[id.value].span).find("suicide") != std::string_view::npos) r.mode = "suicide-attack";
    }
    for (const PartyId id : r.recipients) party(id);
    for (const PartyId id : {r.people, r.facilitator, r.holder, r.previous_holder, r.joined}) party(id);
    for (const auto* list : {&r.places, &r.origin, &r.destination, &r.via}) {
      for (const PlaceId id : *list) Cover(r.quote, doc.places[id.value].span);
    }
    for (const TimeId id : r.times) Cover(r.quote, doc.times[id.value].span);
    const Span sentence = doc.sentences[x.sentence].span;
    r.quote = {std::max(r.quote.begin, sentence.begin), std::min(r.quote.end, sentence.end)};
    if (!draft.speaker_weighed) r.attribution = SpeakerOf(doc, r.trigger, true);
    if (r.attribution.valid() && IsOwnWord(x, draft)) r.attribution = {};
    // An attack told by its being claimed, a figure told by who puts it so high: the words that tell it say who does.
    if (!r.attribution.valid() && (r.type == "ASSAULT" || r.kind == RecordKind::kStock)) r.attribution = ClaimOf(doc, r.trigger);
  }
  r.confidence = draft.probability;
  if (draft.trace != kNone) {
    Candidate& row = x.doc.candidates[draft.trace];
    row.outcome = Outcome::kRecord;
    row.row = static_cast<uint32_t>(x.doc.records.size());
    row.record = r;
  }
  if (draft.hit.given) hits.push_back({static_cast<uint32_t>(x.doc.records.size()), draft.hit});
  x.doc.records.push_back(std::move(r));
}

void RecordFinder::FindSentence(Document& doc, uint32_t sentence, Workspace& w) const {
  const TokenRange tokens = doc.sentences[sentence].tokens;
  w.matches.clear();
  w.drafts.clear();
  w.readings.clear();
  frames_.patterns().Match(doc, w.index, tokens, w.patterns, w.matches);
  DropIdioms(doc, tokens, w);
  const Span span = doc.sentences[sentence].span;
  const auto [first_said, last_said] = AttributionsNear(doc, span);
  const bool quoted = std::any_of(doc.attributions.begin() + first_said, doc.attributions.begin() + last_said, [&](const AttributionMention& a) { return a.content.Overlaps(span) || a.cue.Overlaps(span); });
  const bool after_records = !doc.records.empty() && doc.records.back().sentence.value + 1 == sentence;
  if (w.matches.empty() && !quoted && !after_records) return;
  w.clauses.Read(doc, words_, sentence);
  w.tree.Read(doc, tokens);
  const SentenceContext context{doc, w.clauses, words_, w.index, w.tree, arguments_, w.slots, sentence, tokens, w.ordered_parties};
  model_.BeginSentence(context, scope_, w.model);
  stance_.Find(context, w.stance, w.hedges);
  ReadAll(context, w);
  Choose(context, w);
  merge_.Merge(context, w.drafts);
  Judge(context, w);
  model_.EndSentence(w.model);
  auto first = static_cast<uint32_t>(doc.records.size());
  while (first > 0 && doc.records[first - 1].sentence.value + 1 >= sentence) --first;
  for (Draft& draft : w.drafts) {
    if (!draft.dropped) Finish(context, draft, w.hits);
  }
  stance_.ApplyToClaims(doc, w.hedges, first);
}

void RecordFinder::Find(Document& doc, Workspace& w) const {
  w.index.Build(doc);
  model_.BeginReport(doc, scope_, w.all_violence, w.model);
  slots_.BeginReport(doc, w.fillers);
  w.near_topic = scope_.NearTopic(doc, w.model.report_homes);
  w.ordered_parties = static_cast<uint32_t>(doc.parties.size());
  w.slots.ordered_places = static_cast<uint32_t>(doc.places.size());
  w.slots.last_place = {};
  w.hits.clear();
  for (uint32_t s = 0; s < doc.sentences.size(); ++s) FindSentence(doc, s, w);
  SettleHits(doc, w.hits, w.ordered_parties);
  AddDetails(doc);
}

}  // namespace dateline
