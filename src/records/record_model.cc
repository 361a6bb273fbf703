#include "records/record_model.h"

#include <algorithm>
#include <cmath>

namespace dateline {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

constexpr std::array<NamePart, 5> kKinds = {"event"_part, "movement"_part, "stock"_part, "control"_part, "statement"_part};
constexpr std::array<std::string_view, 5> kThresholds = {"(threshold=event)", "(threshold=movement)", "(threshold=stock)", "(threshold=control)", "(threshold=statement)"};
constexpr std::array<NamePart, 3> kForms = {"verb"_part, "noun"_part, "other"_part};

size_t FormOf(const Document& doc, uint32_t head) {
  const Upos pos = doc.tokens.upos[head];
  return pos == Upos::kVerb || pos == Upos::kAux ? 0 : pos == Upos::kNoun || pos == Upos::kPropn ? 1 : 2;
}

/// A word of the closed classes as it stands, any other by its dictionary form.
NamePart LemmaOf(const Document& doc, uint32_t token) { return NamePart(doc.tokens.lemma_form[token]); }

bool IsNominal(Deprel relation) {
  switch (relation) {
    case Deprel::kNmod: case Deprel::kObl: case Deprel::kOblAgent: case Deprel::kOblUnmarked: case Deprel::kNmodUnmarked: return true;
    default: return false;
  }
}

}  // namespace

NamePart SourceClass(SourceType type) {
  constexpr std::array<NamePart, 9> kSources = {"unknown"_part, "person"_part, "official"_part, "organization"_part, "document"_part, "media"_part, "witness"_part, "party"_part, "anonymous"_part};
  return kSources[static_cast<size_t>(type)];
}

NamePart PartyClass(const Document& doc, PartyId id) {
  if (!id.valid()) return "none"_part;
  const PartyMention* party = &doc.parties[id.value];
  if (party->antecedent.valid()) party = &doc.parties[party->antecedent.value];
  if (!party->sectors.empty()) return NamePart(party->sectors.substr(0, party->sectors.find(',')));
  if (!party->actor.empty()) return "known"_part;
  if (!party->country.empty()) return "country"_part;
  if (!party->person.empty()) return "person"_part;
  if (party->is_pronoun) return "pronoun"_part;
  return party->is_people ? "people"_part : "thing"_part;
}

Result<RecordModel> RecordModel::Load(const Container& knowledge) {
  auto weights = FeatureWeights::Open(knowledge.Section(kSection), 1);
  if (!weights) return weights.error();
  RecordModel out;
  out.weights_ = *weights;
  if (out.weights_.Has("(threshold=near-scope)")) out.near_threshold_ = out.weights_.Weight("(threshold=near-scope)");
  if (out.weights_.Has("(threshold=all-violence)")) out.violence_threshold_ = out.weights_.Weight("(threshold=all-violence)");
  for (size_t k = 0; k < out.thresholds_.size(); ++k) {
    for (const std::string_view name : {std::string_view("(threshold)"), kThresholds[k]}) {
      if (out.weights_.Has(name)) out.thresholds_[k] = out.weights_.Weight(name);
    }
  }
  if (out.weights_.Has("(slope)")) out.slope_ = out.weights_.Weight("(slope)");
  out.shift_ = out.weights_.Weight("(shift)");
  return out;
}

void RecordModel::BeginReport(const Document& doc, const ScopeRules& scope, bool all_violence, Workspace& w) const {
  uint32_t hits = 0, title = 0, sentence = 0;
  for (uint32_t t = 0; t < doc.tokens.size(); ++t) {
    while (sentence + 1 < doc.sentences.size() && doc.sentences[sentence + 1].tokens.begin <= t) ++sentence;
    if (!scope.IsArmed(doc.tokens.lemma[t])) continue;
    ++hits;
    title += doc.sentences[sentence].role == PartRole::kTitle;
  }
  const double share = doc.tokens.size() == 0 ? 0 : 1000.0 * hits / doc.tokens.size();
  constexpr std::array<double, 6> kSteps = {1, 4, 8, 15, 25, 40};
  w.topic = static_cast<uint32_t>(std::upper_bound(kSteps.begin(), kSteps.end(), share) - kSteps.begin());
  // An excerpt is too short to tell what the report is about.
  constexpr uint32_t kExcerpt = 60;
  if (doc.tokens.size() < kExcerpt) w.topic = 7;
  w.title_topic = std::min<uint32_t>(title, 2);
  w.report_homes = all_violence ? ScopeRules::Homes{} : scope.HomesOf(doc, {0, doc.tokens.size()});
  w.on_topic = all_violence || scope.ReportOnTopic(doc, w.report_homes);
  constexpr uint32_t kOnConflict = 4;  // a step in the middle of what reports on a conflict have
  if (all_violence && w.topic < kOnConflict) w.topic = kOnConflict;
  w.all_violence = all_violence;
  w.said_lemmas.reset();
  w.lemmas.clear();
}

void RecordModel::BeginSentence(const SentenceContext& x, const ScopeRules& scope, Workspace& w) const {
  const Document& doc = x.doc;
  w.begin = x.tokens.begin;
  w.draft_at.assign(x.tokens.size(), kNone);
  w.armed = 0;
  w.sentence_homes = scope.HomesOf(doc, x.tokens);
  w.has_quote = false;
  for (uint32_t t = x.tokens.end; t-- > x.tokens.begin;) {
    w.armed += scope.IsArmed(doc.tokens.lemma[t]);
    w.has_quote = w.has_quote || doc.tokens.xpos[t] == Xpos::kOpenQuote || doc.tokens.xpos[t] == Xpos::kCloseQuote;
  }
  const auto within = [&](const auto& rows) {
    const auto it = std::lower_bound(rows.begin(), rows.end(), x.tokens.begin, [](const auto& row, uint32_t t) { return row.tokens.begin < t; });
    return it != rows.end() && it->tokens.begin < x.tokens.end;
  };
  w.has_number = within(doc.quantities);
  w.has_place = within(doc.places);
  w.has_time = within(doc.times);
  constexpr std::array<uint32_t, 5> kSteps = {1, 2, 4, 8, 16};
  w.sentence_bucket = static_cast<uint32_t>(std::upper_bound(kSteps.begin(), kSteps.end(), x.sentence) - kSteps.begin());
}

void RecordModel::Place(const SentenceContext&, const std::vector<Draft>& drafts, Workspace& w) const {
  for (uint32_t i = 0; i < drafts.size(); ++i) {
    if (drafts[i].dropped) continue;
    for (uint32_t t = drafts[i].match.trigger.begin; t < drafts[i].match.trigger.end; ++t) w.draft_at[t - w.begin] = i;
  }
}

void RecordModel::EndSentence(Workspace& w) const {
  for (const uint64_t hash : w.lemmas) w.said_lemmas.set(hash % w.said_lemmas.size());
  w.lemmas.clear();
}

void RecordModel::Words(const SentenceContext& x, const Draft& d, Workspace& w, FeatureSum& f) const {
  const Document& doc = x.doc;
  const uint32_t head = ArgumentRules::HeadOf(doc, x.tree, d.match.trigger);
  const NamePart lemma = LemmaOf(doc, head), type(d.frame->type);
  const NamePart& form = kForms[FormOf(doc, head)];
  f.Add("frame"_part, NamePart(d.frame->id));
  f.Add("lemma"_part, lemma, form);
  f.Add("type-lemma"_part, type, lemma);
  f.Add("form"_part, kKinds[static_cast<size_t>(d.record.kind)], form);
  f.Add("type-form"_part, type, form);
  if (!d.frame->mode.empty()) f.Add("mode"_part, NamePart(d.frame->mode));
  f.Add("length"_part, Bucket(d.match.trigger.size(), 4), form);
  const float prior = std::clamp(d.frame->sure, 0.05f, 0.95f);
  f.Add("sure"_part, static_cast<int32_t>(std::lround(std::log(prior / (1 - prior)) * FeatureSum::kOne)));
  f.Add("needs-failed"_part, Bucket(d.needs_failed, 3), form);
  if (d.needs_failed > 0) {
    f.Add("needs-failed-frame"_part, NamePart(d.frame->id));
    f.Add("needs-failed-type"_part, type);
  } else if (!d.frame->needs.empty()) {
    f.Add("needs-hold"_part, Bucket(static_cast<uint32_t>(d.frame->needs.size()), 3), form);
  }
  // What the rules alone would say.
  if (d.needs_failed == 0 && d.in_scope && !d.bare) {
    f.Add("rules-hold"_part, kKinds[static_cast<size_t>(d.record.kind)], form);
    f.Add("rules-hold-type"_part, type);
  }
  // "US-backed forces": a word of description.
  if (d.match.trigger.begin > x.tokens.begin && doc.token(d.match.trigger.begin - 1).ends_with('-')) f.Add("hyphen-before"_part, form);
  if (doc.tokens.shape[head] & kHyphenated) f.Add("hyphenated"_part, form);
  const bool said = w.said_lemmas.test(lemma.hash % w.said_lemmas.size());
  if (said) f.Add("said-before"_part, form);
  if (d.verb == kNone) {
    // The noun phrase: its article, what describes it, how many.
    NamePart article = "no"_part;
    for (const uint32_t t : ChildrenOf(x.tree, head)) {
      const Deprel r = doc.tokens.deprel[t];
      if (r == Deprel::kDet || r == Deprel::kNmodPoss) article = r == Deprel::kDet ? LemmaOf(doc, t) : "'s"_part;
      if (r == Deprel::kAmod || r == Deprel::kCompound) f.Add("described"_part, LemmaOf(doc, t), lemma);
      if (r == Deprel::kAmod || r == Deprel::kCompound) f.Add("describes"_part, LemmaOf(doc, t));
    }
    const NamePart& number = doc.tokens.morph[head] & kPlural ? "many"_part : "one"_part;
    f.Add("article"_part, article, number);
    f.Add("article-said"_part, article, said ? "said"_part : "new"_part);
    f.Add("article-type"_part, article, type);
    f.Add("bare"_part, d.bare ? "yes"_part : "no"_part, said ? "said"_part : "new"_part);
  }
  w.lemmas.push_back(lemma.hash);
}

void RecordModel::Tree(const SentenceContext& x, const Draft& d, FeatureSum& f) const {
  const Document& doc = x.doc;
  const uint32_t head = ArgumentRules::HeadOf(doc, x.tree, d.match.trigger);
  const NamePart relation(DeprelName(doc.tokens.deprel[head])), type(d.frame->type);
  const NamePart& form = kForms[FormOf(doc, head)];
  f.Add("relation"_part, relation, form);
  f.Add("relation-type"_part, relation, type);
  const uint32_t governor = doc.tokens.head[head];
  if (governor != head && x.tokens.Contains(governor)) {
    f.Add("governor"_part, LemmaOf(doc, governor), relation);
    f.Add("governor-pos"_part, NamePart(UposName(doc.tokens.upos[governor])), relation);
  }
  for (const uint32_t t : ChildrenOf(x.tree, head)) {
    const Deprel r = doc.tokens.deprel[t];
    const NamePart name(DeprelName(r));
    if (r != Deprel::kPunct) f.Add("child"_part, name, form);
    if (r == Deprel::kCompoundPrt) f.Add("particle"_part, LemmaOf(doc, head), LemmaOf(doc, t));
    if (r == Deprel::kCase || r == Deprel::kMark || r == Deprel::kAux || r == Deprel::kAdvmod) f.Add("child-word"_part, LemmaOf(doc, t), form);
    if (r == Deprel::kCase) f.Add("case-bare"_part, LemmaOf(doc, t), d.bare ? "bare"_part : "full"_part);
    if (!IsNominal(r)) continue;
    for (const uint32_t c : ChildrenOf(x.tree, t)) {
      if (doc.tokens.deprel[c] == Deprel::kCase) f.Add("with"_part, LemmaOf(doc, c), type);
    }
  }
  if (d.verb != kNone) {
    const Chunk& group = doc.chunks[d.verb];
    if (d.passive) f.Add("passive"_part, type);
    if (group.negated) f.Add("negated"_part, type);
    if (group.modal) f.Add("modal"_part, type);
    if (group.infinitive) f.Add("infinitive"_part, type);
    if (group.participle) f.Add("participle"_part, type);
    f.Add("tag"_part, NamePart(XposName(doc.tokens.xpos[head])));
  }
}

void RecordModel::Slots(const SentenceContext& x, const Draft& d, FeatureSum& f) const {
  const Record& r = d.record;
  const NamePart type(d.frame->type);
  const NamePart& kind = kKinds[static_cast<size_t>(r.kind)];
  uint32_t filled = 0;
  const auto slot = [&](const NamePart& name, bool given) {
    if (!given) return;
    ++filled;
    f.Add("slot"_part, kind, name);
    f.Add("slot-type"_part, type, name);
  };
  slot("actor"_part, !r.actors.empty());
  slot("recipient"_part, !r.recipients.empty());
  slot("people"_part, r.people.valid());
  slot("facilitator"_part, r.facilitator.valid());
  slot("holder"_part, r.holder.valid());
  slot("previous"_part, r.previous_holder.valid());
  slot("joined"_part, r.joined.valid());
  slot("origin"_part, !r.origin.empty());
  slot("destination"_part, !r.destination.empty());
  slot("via"_part, !r.via.empty());
  slot("place"_part, !r.places.empty());
  slot("time"_part, !r.times.empty());
  slot("count"_part, r.has_count);
  slot("toll"_part, d.has_toll());
  f.Add("slots"_part, kind, Bucket(filled, 4));
  const auto party = [&](const NamePart& name, PartyId id) {
    const NamePart what = PartyClass(x.doc, id);
    f.Add(name, what);
    f.Add(name, type, what);
  };
  if (r.kind == RecordKind::kEvent) {
    party("actor-is"_part, r.actors.empty() ? PartyId{} : r.actors.front());
    party("recipient-is"_part, r.recipients.empty() ? PartyId{} : r.recipients.front());
  } else if (r.kind == RecordKind::kControl) {
    party("holder-is"_part, r.holder);
  } else {
    party("people-are"_part, r.people);
    // Who goes where, taken together: a named person without a place is seldom a journey, fighters with two places nearly always are.
    const uint32_t ends = (r.origin.empty() ? 0u : 1u) + (r.destination.empty() && !r.joined.valid() ? 0u : 2u) + (r.has_count ? 4u : 0u);
    f.Add("mover"_part, PartyClass(x.doc, r.people), Bucket(ends, 7));
    f.Add("mover-form"_part, kForms[FormOf(x.doc, ArgumentRules::HeadOf(x.doc, x.tree, d.match.trigger))], Bucket(ends, 7));
    f.Add("mover-needs"_part, Bucket(ends, 7), Bucket(d.needs_failed, 1));
  }
}

void RecordModel::Surroundings(const SentenceContext& x, const Draft& d, const Workspace& w, FeatureSum& f) const {
  const Document& doc = x.doc;
  const Record& r = d.record;
  const NamePart& kind = kKinds[static_cast<size_t>(r.kind)];
  const Sentence& sentence = doc.sentences[x.sentence];
  const NamePart role = sentence.role == PartRole::kTitle ? "title"_part : sentence.role == PartRole::kCaption ? "caption"_part : "body"_part;
  f.Add("part"_part, role, kind);
  if (w.topic <= 6) f.Add("topic"_part, Bucket(w.topic, 6));
  if (w.topic <= 6) f.Add("topic-kind"_part, Bucket(w.topic, 6), kind);
  f.Add("title-topic"_part, Bucket(w.title_topic, 2));
  f.Add("armed-words"_part, Bucket(w.armed, 5), kind);
  f.Add("scope"_part, d.in_scope ? "in"_part : "out"_part);
  if (w.topic <= 6) f.Add("scope-topic"_part, d.in_scope ? "in"_part : "out"_part, Bucket(w.topic, 6));
  // Where the words of the report and of the sentence are at home (knowledge/scope.tsv).
  const auto side = [](const ScopeRules::Homes& h) {
    return h.elsewhere == 0 && h.conflict == 0 ? "nowhere"_part : h.elsewhere > 2 * h.conflict ? "elsewhere"_part : h.elsewhere > h.conflict ? "rather-elsewhere"_part : h.conflict > 2 * h.elsewhere ? "conflict"_part : "both"_part;
  };
  f.Add("home"_part, side(w.report_homes), kind);
  f.Add("home-sentence"_part, side(w.sentence_homes), side(w.report_homes));
  f.Add("home-elsewhere"_part, Bucket(w.sentence_homes.elsewhere, 3), Bucket(w.sentence_homes.conflict, 2));
  f.Add("home-weak"_part, Bucket(w.sentence_homes.weak, 3), side(w.report_homes));
  f.Add("home-scope"_part, side(w.report_homes), d.in_scope ? "in"_part : "out"_part);
  if (d.frame != nullptr) f.Add("home-type"_part, side(w.report_homes), NamePart(d.frame->type));
  f.Add("sentence"_part, Bucket(w.sentence_bucket, 6));
  f.Add("words"_part, Bucket(x.tokens.size() / 8, 6));
  if (w.has_number) f.Add("has-number"_part, kind);
  if (w.has_place) f.Add("has-place"_part, kind);
  if (w.has_time) f.Add("has-time"_part, kind);
  if (w.has_quote) f.Add("has-quote"_part, kind);
  const Stance& stance = r.stance;
  if (stance.polarity == Polarity::kDenied) f.Add("denied"_part, kind);
  constexpr std::array<NamePart, 4> kCertainties = {"asserted"_part, "probable"_part, "possible"_part, "doubtful"_part};
  constexpr std::array<NamePart, 4> kTenses = {"past"_part, "ongoing"_part, "future"_part, "hypothetical"_part};
  f.Add("certainty"_part, kCertainties[static_cast<size_t>(stance.certainty)]);
  f.Add("tense"_part, kTenses[static_cast<size_t>(stance.time)], kind);
  if (!d.match.trigger.empty() && d.frame != nullptr) f.Add("tense-type"_part, kTenses[static_cast<size_t>(stance.time)], NamePart(d.frame->type));
}

/// With --scope all-violence: learned upon the other weights, which go by the scope of conflict and stay as they are (train_records --widen).
void RecordModel::Widened(const SentenceContext& x, const Draft& d, FeatureSum& f) const {
  const Document& doc = x.doc;
  const NamePart type(d.record.type);
  const uint32_t head = ArgumentRules::HeadOf(doc, x.tree, d.match.trigger);
  f.Add("all-violence"_part, type, d.has_toll() ? "toll"_part : d.hit.given ? "hit"_part : "none"_part);
  f.Add("all-violence-frame"_part, NamePart(d.frame->id));
  f.Add("all-violence-lemma"_part, type, LemmaOf(doc, head));
  f.Add("all-violence-whom"_part, type, PartyClass(doc, d.record.recipients.empty() ? PartyId{} : d.record.recipients.front()));
  f.Add("all-violence-needs"_part, type, Bucket(d.needs_failed, 2));
  f.Add("all-violence-relation"_part, type, NamePart(DeprelName(doc.tokens.deprel[head])));
}

void RecordModel::Neighbours(const SentenceContext& x, const Draft& d, const std::vector<Draft>& drafts, const Workspace& w, FeatureSum& f) const {
  const Document& doc = x.doc;
  const NamePart type(d.frame->type);
  const uint32_t head = ArgumentRules::HeadOf(doc, x.tree, d.match.trigger);
  const NamePart& form = kForms[FormOf(doc, head)];
  uint32_t before = 0, behind = 0, others = 0;
  constexpr size_t kMost = 64;
  for (size_t i = 0; i < std::min(kMost, drafts.size()); ++i) {
    const Draft& other = drafts[i];
    if (&other == &d || other.dropped || other.frame == nullptr) continue;
    ++others;
    if (other.frame->type != d.frame->type || other.needs_failed > 0 || other.bare) continue;
    ++(other.match.trigger.begin < d.match.trigger.begin ? before : behind);
  }
  f.Add("others"_part, Bucket(others, 5));
  f.Add("same-type"_part, before > 0 ? "before"_part : behind > 0 ? "behind"_part : "none"_part, form);
  // What rules the trigger, a few steps up.
  uint32_t at = head;
  for (uint32_t step = 0; step < 5; ++step) {
    const uint32_t up = doc.tokens.head[at];
    if (up == at || !x.tokens.Contains(up)) break;
    at = up;
    const uint32_t which = w.draft_at[at - w.begin];
    if (which == kNone || &drafts[which] == &d || drafts[which].frame == nullptr) continue;
    f.Add("under"_part, NamePart(drafts[which].frame->type), type);
    f.Add("under-form"_part, step == 0 ? "next"_part : "far"_part, form);
    break;
  }
}

void RecordModel::Statement(const SentenceContext& x, const Draft& d, const Workspace& w, FeatureSum& f) const {
  const Document& doc = x.doc;
  const AttributionMention& a = doc.attributions[d.record.attribution.value];
  const NamePart& topic = d.on_topic ? "on-topic"_part : "off-topic"_part;
  f.Add("statement-topic"_part, d.in_scope ? "in"_part : "out"_part, topic);
  f.Add("statement-report"_part, topic, Bucket(w.topic, 7));
  f.Add("statement-needs"_part, Bucket(d.needs_failed, 2));
  // What is said may hold a record after all, one too doubtful to stay.
  const NamePart told = Bucket(static_cast<uint32_t>(d.told * 10), 9);
  f.Add("told"_part, told);
  f.Add("told-length"_part, told, Bucket(d.record.content.size() / 48, 4));
  f.Add("cue"_part, NamePart(doc.text(a.cue)));
  f.Add("source"_part, SourceClass(a.source_type));
  f.Add("source-is"_part, PartyClass(doc, a.source));
  f.Add("quoted"_part, a.quoted == Quoted::kDirect ? "direct"_part : "indirect"_part);
  f.Add("content-length"_part, Bucket(d.record.content.size() / 24, 9));
  f.Add("cue-sure"_part, Bucket(static_cast<uint32_t>(a.confidence * 10), 10));
  uint32_t main = kNone;
  for (uint32_t t = x.tokens.begin; t < x.tokens.end; ++t) {
    if (!d.record.content.Contains(doc.tokens.span({t, t + 1}))) continue;
    const uint32_t up = doc.tokens.head[t];
    // What is said hangs on the cue or on nothing.
    if (main == kNone && (up == t || !x.tokens.Contains(up) || !d.record.content.Contains(doc.tokens.span({up, up + 1})))) main = t;
    if (doc.tokens.upos[t] == Upos::kPropn && doc.tokens.deprel[t] == Deprel::kNsubj) f.Add("said-of-name"_part);
    if (doc.tokens.upos[t] == Upos::kNoun || doc.tokens.upos[t] == Upos::kAdj) f.Add("said-word"_part, LemmaOf(doc, t));
  }
  if (main == kNone) return;
  f.Add("said-main"_part, LemmaOf(doc, main));
  f.Add("said-pos"_part, NamePart(UposName(doc.tokens.upos[main])));
  f.Add("said-tag"_part, NamePart(XposName(doc.tokens.xpos[main])));
}

float RecordModel::Probability(const SentenceContext& x, const Draft& d, const std::vector<Draft>* drafts, Workspace& w, std::vector<WeighedFeature>* trace) const {
  int32_t sum = 0;
  FeatureSum f(weights_, &sum, trace);
  f.Add("bias"_part);
  f.Add("kind"_part, kKinds[static_cast<size_t>(d.record.kind)]);
  if (d.frame == nullptr) {
    Statement(x, d, w, f);
  } else {
    Words(x, d, w, f);
    Tree(x, d, f);
    Slots(x, d, f);
    if (drafts != nullptr) Neighbours(x, d, *drafts, w, f);
  }
  Surroundings(x, d, w, f);
  if (w.all_violence && d.frame != nullptr) Widened(x, d, f);
  if (trace != nullptr) {
    for (WeighedFeature& feature : *trace) feature.weight = feature.value * weights_.Weight(feature.name);
  }
  // Without weights the frame's own word is taken.
  if (weights_.empty() || w.frames_only) return d.needs_failed > 0 || d.bare || !d.in_scope ? 0.3f * d.record.confidence : std::max(0.5f, d.record.confidence);
  const double odds = slope_ * static_cast<double>(sum) / (FeatureWeights::kScale * FeatureSum::kOne) + shift_;
  return static_cast<float>(std::clamp(1 / (1 + std::exp(-odds)), 0.01, 0.99));
}

}  // namespace dateline
