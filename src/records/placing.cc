#include "records/placing.h"

#include <algorithm>
#include <array>

#include "base/rows.h"
#include "records/phrases.h"

namespace dateline {
namespace {

constexpr uint32_t kFar = 100;
constexpr uint32_t kPhysical = 5, kVerbal = 3, kOrigin = 3, kCause = 6, kTime = 4;  // how far off a place or a time may hang
constexpr uint32_t kCarried = 2;       // sentences that a place is carried over
constexpr uint8_t kCountry = 5;        // UCDP precision from which a place is too wide to be carried over

/// What a step up from `t` costs: out of a reported clause leads to where it was said, not to where it happened.
uint32_t StepUp(Deprel d) {
  switch (d) {
    case Deprel::kCcomp:
    case Deprel::kCsubj:
    case Deprel::kCsubjPass: return 8;
    case Deprel::kAclRelcl:
    case Deprel::kParataxis: return 4;
    case Deprel::kAdvcl:
    case Deprel::kAcl:
    case Deprel::kAppos: return 2;
    default: return 1;
  }
}

uint32_t StepDown(const SentenceContext& x, uint32_t t, uint32_t trigger) {
  const Upos u = x.doc.tokens.upos[t];
  switch (x.doc.tokens.deprel[t]) {
    case Deprel::kConj: return u == Upos::kVerb || u == Upos::kAux ? 6 : 1;
    case Deprel::kAcl:
    case Deprel::kAclRelcl: return x.tree.Parent(t) == trigger ? 1 : x.tree.Parent(x.tree.Parent(t) == SyntaxTree::kNone ? t : x.tree.Parent(t)) == trigger ? 2 : 6;
    case Deprel::kXcomp: return 2;
    case Deprel::kAdvcl:
    case Deprel::kCcomp:
    case Deprel::kCsubj:
    case Deprel::kParataxis: return 6;
    default: return 1;
  }
}

/// How far `token` hangs from `trigger` in the tree.
uint32_t Distance(const SentenceContext& x, uint32_t trigger, uint32_t token) {
  const uint32_t common = x.tree.Common(trigger, token);
  if (common == SyntaxTree::kNone) return kFar;
  uint32_t cost = 0;
  for (uint32_t t = trigger; t != common; t = x.tree.Parent(t)) cost += StepUp(x.doc.tokens.deprel[t]);
  for (uint32_t t = token; t != common; t = x.tree.Parent(t)) cost += StepDown(x, t, trigger);
  return cost;
}

/// The token of a mention by which it hangs in the tree.
uint32_t HeadIn(const SentenceContext& x, TokenRange tokens) {
  uint32_t t = tokens.end - 1;
  for (uint32_t parent = x.tree.Parent(t); parent != SyntaxTree::kNone && tokens.Contains(parent); parent = x.tree.Parent(t)) t = parent;
  return t;
}

/// True for a name, or "the town" for one.
bool IsNamed(const Document& doc, PlaceId id) {
  const PlaceMention& place = doc.places[id.value];
  return !place.name.empty() || doc.tokens.upos[place.tokens.end - 1] == Upos::kPropn;
}

/// Who says, asks or refuses does so somewhere that is seldom told; what else the sentence names is not that place.
bool IsVerbal(const Record& r) {
  constexpr std::array<std::string_view, 9> kTypes = {"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "AGREE", "CONCEDE", "THREATEN", "COOPERATE", "CONSULT"};
  return r.kind == RecordKind::kEvent && std::find(kTypes.begin(), kTypes.end(), r.type) != kTypes.end();
}

}  // namespace

Result<Placing> Placing::Load(Vocabulary& v) {
  Placing out;
  out.of_ = v.Intern("of");
  out.into_ = v.Intern("into");
  out.to_ = v.Intern("to");
  out.from_ = v.Intern("from");
  for (const char* text : {"north", "south", "east", "west", "northward", "northwards", "southward", "southwards", "eastward", "eastwards", "westward", "westwards", "northeast", "northwest", "southeast", "southwest"}) {
    out.directions_.push_back(v.Intern(text));
  }
  return out;
}

/// The named place that hangs nearest to the trigger, no farther than `limit`, and that no slot of its frame claims.
PlaceId Placing::NearestPlace(const SentenceContext& x, const Draft& draft, uint32_t limit) const {
  const Document& doc = x.doc;
  const uint32_t trigger = ArgumentRules::HeadOf(doc, x.tree, draft.match.trigger);
  uint32_t best = UINT32_MAX;
  PlaceId found;
  const auto consider = [&](TokenRange tokens, bool town, bool related, PlaceId id) {
    uint32_t head = HeadIn(x, tokens);
    WordId preposition = x.rules.PrepositionOf(doc, x.tree, head);
    // "in the old quarter of Mosul", "a market in Mosul, Iraq": the phrase around the name says how it stands.
    for (uint32_t step = 0; step < 4; ++step) {
      const Deprel d = doc.tokens.deprel[head];
      const bool part = d == Deprel::kCompound || d == Deprel::kNmodPoss || d == Deprel::kAppos || d == Deprel::kFlat || (d == Deprel::kNmodUnmarked && !preposition.valid()) || (d == Deprel::kConj && !preposition.valid()) ||
                        (d == Deprel::kNmod && preposition == of_);
      const uint32_t parent = x.tree.Parent(head);
      if (!part || parent == SyntaxTree::kNone || parent == trigger) break;
      head = parent;
      preposition = x.rules.PrepositionOf(doc, x.tree, head);
    }
    const bool modifier = x.tree.Parent(head) == trigger && draft.verb == Draft::kNone && !preposition.valid() && town;  // "a Kabul car bombing"
    const uint32_t distance = Distance(x, trigger, head);
    const bool motion = draft.record.kind == RecordKind::kEvent && distance <= 1 && (preposition == into_ || preposition == to_ || preposition == from_);
    const bool stands = x.rules.IsPlacePreposition(preposition) || motion || related;
    if (!modifier && (!stands || preposition == of_)) return;
    // What the frame claims stands by the trigger itself; "fled fighting in Farah" is another phrase.
    const bool beside = draft.record.kind != RecordKind::kMovement || x.tree.Parent(head) == trigger;
    if (preposition.valid() && draft.frame->Claims(preposition) && !motion && beside) return;
    if (distance > limit) return;
    const uint32_t off = tokens.begin > trigger ? tokens.begin - trigger : trigger - tokens.begin;
    const uint32_t score = distance * 256 + std::min(off, 255u);
    if (score >= best) return;
    const PlaceId place = id.valid() ? id : PhraseReader::PlaceIn(x, tokens);
    if (!place.valid()) return;
    best = score;
    found = place;
  };
  const uint32_t places = std::min<uint32_t>(x.scratch.ordered_places, static_cast<uint32_t>(doc.places.size()));
  const auto first = std::lower_bound(doc.places.begin(), doc.places.begin() + places, x.tokens.begin, [](const PlaceMention& p, uint32_t t) { return p.tokens.begin < t; });
  for (auto i = static_cast<uint32_t>(first - doc.places.begin()); i < places && doc.places[i].tokens.begin < x.tokens.end; ++i) {
    const PlaceMention& place = doc.places[i];
    if (place.is_demonym || place.is_dateline || place.is_metonym) continue;
    consider(place.tokens, place.feature.starts_with("P."), !place.relation.empty() && place.relation != "part_of", PlaceId{i});
  }
  auto name = std::lower_bound(doc.names.begin(), doc.names.end(), x.tokens.begin, [](const NameMention& n, uint32_t t) { return n.tokens.begin < t; });
  for (; name != doc.names.end() && name->tokens.begin < x.tokens.end; ++name) {
    if (doc.tokens.upos[HeadIn(x, name->tokens)] != Upos::kPropn) continue;  // "a hotel"
    if (name->type == NameType::kPlace || name->type == NameType::kFacility) consider(name->tokens, false, false, {});
  }
  return found;
}

/// "in prison", "at the Grand Hotel": where it stands by the trigger itself. `named`: only those with a name.
PlaceId Placing::NearestSite(const SentenceContext& x, const Draft& draft, bool named) const {
  const uint32_t trigger = ArgumentRules::HeadOf(x.doc, x.tree, draft.match.trigger);
  for (const uint32_t c : ChildrenOf(x.tree, trigger)) {
    const Deprel d = x.doc.tokens.deprel[c];
    if ((d != Deprel::kObl && d != Deprel::kNmod) || (named && x.doc.tokens.upos[c] != Upos::kPropn)) continue;
    const WordId preposition = x.rules.PrepositionOf(x.doc, x.tree, c);
    if (!x.rules.IsPlacePreposition(preposition) || preposition == of_ || draft.frame->Claims(preposition)) continue;
    if (const PlaceId id = PhraseReader::Site(x, PhraseReader::At(x, c, c)); id.valid()) return id;
  }
  return {};
}

/// How far it is from the trigger up to `common`; what a clause says of whom another clause tells of is no place of the other.
uint32_t WayUp(const SentenceContext& x, uint32_t trigger, uint32_t common) {
  uint32_t cost = 0;
  for (uint32_t t = trigger; t != common; t = x.tree.Parent(t)) {
    const Deprel d = x.doc.tokens.deprel[t];
    cost += d == Deprel::kCcomp || d == Deprel::kParataxis || d == Deprel::kCsubj ? 6 : 1;
  }
  return cost;
}

/// "the floods in Jajpur displaced 300 families", "displaced by the Mosul offensive", "a storm hit Bobonong and left 250 homeless": what drove people out says where from.
/// Never from where they went to.
PlaceId Placing::PlaceOfCause(const SentenceContext& x, const Draft& draft) const {
  const Document& doc = x.doc;
  const uint32_t trigger = ArgumentRules::HeadOf(doc, x.tree, draft.match.trigger);
  uint32_t best = UINT32_MAX;
  PlaceId found;
  const auto end = static_cast<uint32_t>(std::min<size_t>(x.scratch.ordered_places, doc.places.size()));
  for (auto i = static_cast<uint32_t>(FirstRowFrom(doc.places, x.tokens.begin, end) - doc.places.begin()); i < end && doc.places[i].tokens.begin < x.tokens.end; ++i) {
    const PlaceMention& place = doc.places[i];
    if (place.is_demonym || place.is_dateline || place.is_metonym) continue;
    const uint32_t head = HeadIn(x, place.tokens), common = x.tree.Common(trigger, head);
    if (common == SyntaxTree::kNone) continue;
    uint32_t cost = WayUp(x, trigger, common);
    bool stands = false, apart = false;
    for (uint32_t t = head; !apart; t = x.tree.Parent(t)) {
      const Deprel d = doc.tokens.deprel[t];
      const WordId preposition = x.rules.PrepositionOf(doc, x.tree, t);
      const bool driver = d == Deprel::kObj || d == Deprel::kNsubjPass || d == Deprel::kCompound || d == Deprel::kNmodPoss;
      stands = stands || x.rules.IsPlacePreposition(preposition) || preposition == of_ || preposition == from_ || (t != trigger && driver && x.tree.Parent(t) != trigger);
      if (t == common) break;
      apart = preposition == to_ || preposition == into_ || (preposition.valid() && preposition != from_ && draft.frame->Claims(preposition));
      const bool clause = d == Deprel::kCcomp || d == Deprel::kAclRelcl || d == Deprel::kParataxis || d == Deprel::kAdvcl;
      cost += clause ? 3 : d == Deprel::kAppos || d == Deprel::kFlat || (d == Deprel::kConj && doc.tokens.upos[t] != Upos::kVerb) ? 0 : 1;
    }
    if (apart || !stands || cost > kCause || cost >= best) continue;
    best = cost;
    found = PlaceId{i};
  }
  return found;
}

/// "in Kaya, Barsalogho and Djibo": all of them.
void Placing::AddCoordinated(const SentenceContext& x, std::vector<PlaceId>& places) const {
  if (places.size() != 1 || places.front().value >= x.scratch.ordered_places) return;
  const Document& doc = x.doc;
  const uint32_t first = HeadIn(x, doc.places[places.front().value].tokens);
  for (const uint32_t c : ChildrenOf(x.tree, first)) {
    if (doc.tokens.deprel[c] != Deprel::kConj) continue;
    const WordId preposition = x.rules.PrepositionOf(doc, x.tree, c);
    if (preposition == to_ || preposition == into_) continue;
    if (const PlaceId id = PhraseReader::PlaceIn(x, PhraseReader::At(x, c, c).tokens); id.valid() && std::find(places.begin(), places.end(), id) == places.end()) places.push_back(id);
  }
}

/// "3,000 people were displaced in Kachin state": where people are driven out is where they went from.
void Placing::AttachOrigin(const SentenceContext& x, Draft& draft) const {
  constexpr std::array<std::string_view, 4> kLeft = {"displaced", "evacuated", "fled", "withdrew"};
  Record& r = draft.record;
  // "their homes in Chaco" says less than Chaco.
  const bool unnamed = r.origin.size() == 1 && !IsNamed(x.doc, r.origin.front());
  if ((!r.origin.empty() && !unnamed) || std::find(kLeft.begin(), kLeft.end(), r.type) == kLeft.end()) return;
  PlaceId place = NearestPlace(x, draft, kOrigin);
  if (!place.valid() && r.type != "withdrew") place = PlaceOfCause(x, draft);
  if (!place.valid() || std::find(r.destination.begin(), r.destination.end(), place) != r.destination.end() || std::find(r.via.begin(), r.via.end(), place) != r.via.end()) return;
  r.origin.assign(1, place);
  AddCoordinated(x, r.origin);
}

/// True when the sentence names a place, known or not.
bool Placing::NamesPlace(const SentenceContext& x) const {
  const Document& doc = x.doc;
  const auto places = doc.places.begin() + std::min<std::ptrdiff_t>(x.scratch.ordered_places, static_cast<std::ptrdiff_t>(doc.places.size()));
  auto place = std::lower_bound(doc.places.begin(), places, x.tokens.begin, [](const PlaceMention& p, uint32_t t) { return p.tokens.begin < t; });
  for (; place != places && place->tokens.begin < x.tokens.end; ++place) {
    if (!place->is_demonym) return true;
  }
  auto name = std::lower_bound(doc.names.begin(), doc.names.end(), x.tokens.begin, [](const NameMention& n, uint32_t t) { return n.tokens.begin < t; });
  for (; name != doc.names.end() && name->tokens.begin < x.tokens.end; ++name) {
    if (name->type == NameType::kPlace || name->type == NameType::kFacility) return true;
  }
  return false;
}

void Placing::Carry(const SentenceContext& x, std::vector<Draft>& drafts) const {
  SlotScratch& memory = x.scratch;
  for (Draft& draft : drafts) {
    Record& r = draft.record;
    if (draft.dropped || r.kind != RecordKind::kEvent || r.type != "ASSAULT") continue;
    if (!r.places.empty()) {
      const PlaceMention& place = x.doc.places[r.places.front().value];
      memory.last_place = place.precision >= kCountry || !IsNamed(x.doc, r.places.front()) ? PlaceId{} : r.places.front();
      memory.last_place_sentence = x.sentence;
    } else if (memory.last_place.valid() && x.sentence - memory.last_place_sentence <= kCarried && r.stance.polarity == Polarity::kAffirmed && r.stance.time != Tense::kFuture &&
               r.stance.time != Tense::kHypothetical && !NamesPlace(x)) {
      r.places.push_back(memory.last_place);
    }
  }
}

void Placing::AttachTime(const SentenceContext& x, Draft& draft) const {
  const Document& doc = x.doc;
  const uint32_t trigger = ArgumentRules::HeadOf(doc, x.tree, draft.match.trigger);
  uint32_t best = UINT32_MAX, found = UINT32_MAX;
  auto it = std::lower_bound(doc.times.begin(), doc.times.end(), x.tokens.begin, [](const TimeMention& t, uint32_t token) { return t.tokens.begin < token; });
  for (; it != doc.times.end() && it->tokens.begin < x.tokens.end; ++it) {
    if (it->is_set) continue;
    const uint32_t distance = Distance(x, trigger, HeadIn(x, it->tokens));
    if (distance > kTime) continue;
    const uint32_t off = it->tokens.begin > trigger ? it->tokens.begin - trigger : trigger - it->tokens.begin;
    const uint32_t score = distance * 256 + std::min(off, 255u);
    if (score < best) best = score, found = static_cast<uint32_t>(it - doc.times.begin());
  }
  if (found != UINT32_MAX) draft.record.times.push_back(TimeId{found});
}

void Placing::AttachDirection(const SentenceContext& x, Draft& draft) const {
  const Document& doc = x.doc;
  uint32_t first = UINT32_MAX, last = 0;
  for (uint32_t t = draft.match.trigger.end; t < std::min(x.tokens.end, draft.match.trigger.end + 8); ++t) {
    if (std::find(directions_.begin(), directions_.end(), doc.tokens.word[t]) == directions_.end()) continue;
    if (t + 1 < x.tokens.end && (doc.tokens.upos[t + 1] == Upos::kPropn || doc.tokens.word[t + 1] == of_)) continue;
    if (first == UINT32_MAX) first = t;
    last = t + 1;
  }
  if (first != UINT32_MAX && last - first < 6) draft.record.direction = doc.text(doc.tokens.span(TokenRange{first, last}));
}

void Placing::Attach(const SentenceContext& x, Draft& draft) const {
  Record& r = draft.record;
  if (r.kind == RecordKind::kMovement) {
    AttachDirection(x, draft);
    AttachOrigin(x, draft);
  }
  if (r.places.empty() && (r.kind == RecordKind::kEvent || r.kind == RecordKind::kStock || r.kind == RecordKind::kControl)) {
    PlaceId place = NearestSite(x, draft, true);
    if (!place.valid()) place = NearestPlace(x, draft, IsVerbal(r) ? kVerbal : kPhysical);
    if (!place.valid() && !IsVerbal(r)) place = NearestSite(x, draft, false);
    if (place.valid()) r.places.push_back(place);
  }
  if (r.times.empty() && r.kind != RecordKind::kStatement) AttachTime(x, draft);
}

}  // namespace dateline
