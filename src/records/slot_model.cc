#include "records/slot_model.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/rows.h"
#include "claims/attribution.h"
#include "records/record_model.h"

namespace dateline {
namespace {

constexpr uint32_t kNone = UINT32_MAX;
using Class = SlotModel::Class;

constexpr std::array<NamePart, SlotModel::kClasses> kSlotParts = {"none"_part, "actor"_part, "recipient"_part, "people"_part, "origin"_part, "destination"_part,
                                                                 "via"_part, "place"_part, "time"_part, "facilitator"_part, "holder"_part, "previous"_part};
constexpr std::array<NamePart, 5> kKinds = {"event"_part, "movement"_part, "stock"_part, "control"_part, "statement"_part};
constexpr std::array<NamePart, 6> kTables = {"party"_part, "place"_part, "time"_part, "quantity"_part, "sum"_part, "thing"_part};

/// The slots that a record of this kind has for a mention of this table (bits of Class).
uint32_t Allowed(RecordKind kind, FillerTable table) {
  const auto bit = [](Class c) { return 1u << c; };
  if (table == FillerTable::kTime) return bit(SlotModel::kTime);
  const bool place = table == FillerTable::kPlace;
  switch (kind) {
    case RecordKind::kEvent: return place ? bit(SlotModel::kPlace) : bit(SlotModel::kActor) | bit(SlotModel::kRecipient);
    case RecordKind::kMovement:
      return place ? bit(SlotModel::kOrigin) | bit(SlotModel::kDestination) | bit(SlotModel::kVia) : bit(SlotModel::kPeople) | (table == FillerTable::kParty ? bit(SlotModel::kFacilitator) | bit(SlotModel::kDestination) : 0);
    case RecordKind::kStock: return place ? bit(SlotModel::kPlace) : bit(SlotModel::kPeople);
    case RecordKind::kControl: return place ? bit(SlotModel::kPlace) : table == FillerTable::kParty ? bit(SlotModel::kHolder) | bit(SlotModel::kPrevious) : 0;
    default: return 0;
  }
}

template <class T>
bool Holds(const std::vector<Id<T>>& list, uint32_t row) {
  return std::any_of(list.begin(), list.end(), [&](Id<T> id) { return id.value == row; });
}

Class ByRule(const Record& r, FillerTable table, uint32_t row) {
  if (table == FillerTable::kParty) {
    if (Holds(r.actors, row)) return SlotModel::kActor;
    if (Holds(r.recipients, row)) return SlotModel::kRecipient;
    if (r.people.value == row) return SlotModel::kPeople;
    if (r.facilitator.value == row) return SlotModel::kFacilitator;
    if (r.holder.value == row) return SlotModel::kHolder;
    if (r.previous_holder.value == row) return SlotModel::kPrevious;
    if (r.joined.value == row) return SlotModel::kDestination;
  } else if (table == FillerTable::kPlace) {
    if (Holds(r.places, row)) return SlotModel::kPlace;
    if (Holds(r.origin, row)) return SlotModel::kOrigin;
    if (Holds(r.destination, row)) return SlotModel::kDestination;
    if (Holds(r.via, row)) return SlotModel::kVia;
  } else if (table == FillerTable::kTime && Holds(r.times, row)) {
    return SlotModel::kTime;
  }
  return SlotModel::kNoSlot;
}

/// Relations that a path passes over: the parts of one name, and things named side by side.
bool IsPassedOver(Deprel r) { return r == Deprel::kConj || r == Deprel::kAppos || r == Deprel::kFlat || r == Deprel::kFixed; }

/// "^acl>nsubj": from the trigger up to what both hang on and down to the mention; at most kMost steps.
class Path {
 public:
  Path(const Document& doc, const SyntaxTree& tree, uint32_t from, uint32_t to) {
    constexpr uint32_t kMost = 6, kFar = 24;
    uint32_t up[kFar], down[kFar], ups = 0, downs = 0;
    uint32_t a = from, b = to;
    while (a != b && ups < kFar && downs < kFar) {
      const bool raise_a = tree.Depth(a) >= tree.Depth(b);
      uint32_t& at = raise_a ? a : b;
      (raise_a ? up[ups++] : down[downs++]) = at;
      at = tree.Parent(at);
      if (at == SyntaxTree::kNone) break;
    }
    steps = 0;
    for (uint32_t i = 0; i < ups; ++i) Step('^', doc.tokens.deprel[up[i]], kMost);
    for (uint32_t i = downs; i-- > 0;) Step('>', doc.tokens.deprel[down[i]], kMost);
    if (a != b || steps > kMost) text_ = "far";
    if (a == b && ups == 0 && downs == 0) text_ = "self";
  }
  NamePart part() const { return NamePart(std::string_view(text_.data(), text_.size())); }
  uint32_t steps = 0;

 private:
  /// A string of fixed room: no allocation.
  struct Room {
    char bytes[120];
    size_t length = 0;
    Room& operator=(std::string_view s) { return length = 0, Append(s); }
    Room& Append(std::string_view s) {
      for (const char c : s) {
        if (length < sizeof bytes) bytes[length++] = c;
      }
      return *this;
    }
    const char* data() const { return bytes; }
    size_t size() const { return length; }
  };
  void Step(char mark, Deprel relation, uint32_t most) {
    if (IsPassedOver(relation)) return;
    if (++steps > most) return;
    text_.Append(std::string_view(&mark, 1)).Append(DeprelName(relation));
  }
  Room text_;
};

}  // namespace

/// The draft as its fillers see it.
struct SlotModel::View {
  const SentenceContext& x;
  const Draft& draft;
  const Workspace& w;
  uint32_t head;
  NamePart kind, type, lemma, form;
  uint32_t filled;  ///< bits of Class that rules filled
  std::array<uint32_t, 6> nearest;  ///< by table: distance of the nearest filler
  std::pair<uint32_t, uint32_t> said;  ///< attributions of the sentence
};

Result<SlotModel> SlotModel::Load(const Container& knowledge) {
  auto weights = FeatureWeights::Open(knowledge.Section(kSection), kClasses);
  if (!weights) return weights.error();
  SlotModel out;
  out.weights_ = *weights;
  for (size_t k = 0; k < kClasses; ++k) {
    out.least_[k] = out.weights_.Has("(least)") ? out.weights_.Weight("(least)", k) : 2;
    out.least_carried_[k] = out.weights_.Weight("(least-carried)", k);
    out.doubt_[k] = out.weights_.Has("(doubt)") ? out.weights_.Weight("(doubt)", k) : 0;
  }
  return out;
}

void SlotModel::BeginReport(const Document& doc, Workspace& w) const {
  w.sentence = kNone;
  w.last_actor = w.last_recipient = PartyId{};
  w.places.Begin(doc);
}

void SlotModel::Kept(const Document& doc, const Draft& draft, uint32_t sentence, Workspace& w) const {
  const Record& r = draft.record;
  w.places.Keep(doc, r, sentence);
  if (!r.actors.empty()) w.last_actor = r.actors.front();
  if (!r.recipients.empty()) w.last_recipient = r.recipients.front();
}

void SlotModel::Gather(const SentenceContext& x, const Draft& draft, Workspace& w) const {
  const Document& doc = x.doc;
  constexpr size_t kMost = 48;
  // Places that no gazetteer knows: "Forbury Gardens", "the courtyard", "the town" for one named before.
  const auto add_place = [&](PlaceId id) {
    if (!id.valid() || id.value < x.scratch.ordered_places || !x.tokens.Contains(doc.places[id.value].tokens.begin)) return;
    if (std::any_of(w.fillers.begin(), w.fillers.end(), [&](const Filler& f) { return f.table == FillerTable::kPlace && f.row == id.value; })) return;
    Filler filler;
    filler.table = FillerTable::kPlace;
    filler.row = id.value;
    filler.tokens = doc.places[id.value].tokens;
    filler.head = ArgumentRules::HeadOf(doc, x.tree, filler.tokens);
    w.fillers.push_back(filler);
  };
  if (w.sentence != x.sentence) {
    w.sentence = x.sentence;
    w.fillers.clear();
    const auto gather = [&](FillerTable table, const auto& rows, size_t size) {
      const auto end = rows.begin() + static_cast<std::ptrdiff_t>(size);
      auto it = std::lower_bound(rows.begin(), end, x.tokens.begin, [](const auto& row, uint32_t t) { return row.tokens.begin < t; });
      for (; it != end && it->tokens.begin < x.tokens.end && w.fillers.size() < kMost; ++it) {
        Filler filler;
        filler.table = table;
        filler.row = static_cast<uint32_t>(it - rows.begin());
        filler.tokens = it->tokens;
        filler.head = ArgumentRules::HeadOf(doc, x.tree, it->tokens);
        w.fillers.push_back(filler);
      }
    };
    gather(FillerTable::kParty, doc.parties, std::min<size_t>(x.ordered_parties, doc.parties.size()));
    gather(FillerTable::kPlace, doc.places, std::min<size_t>(x.scratch.ordered_places, doc.places.size()));
    gather(FillerTable::kTime, doc.times, doc.times.size());
    // Noun phrases that are no mention of any kind: things that are hit, guarded, taken.
    const size_t mentions = w.fillers.size();
    for (uint32_t c = x.clauses.first(); c < x.clauses.last() && w.fillers.size() < kMost; ++c) {
      const Chunk& chunk = doc.chunks[c];
      if (chunk.kind != ChunkKind::kNoun || doc.tokens.upos[chunk.head] == Upos::kPron || x.clauses.noun(c).is_time) continue;
      const auto covers = [&](const Filler& f) { return f.tokens.Contains(chunk.head); };
      if (std::any_of(w.fillers.begin(), w.fillers.begin() + static_cast<std::ptrdiff_t>(mentions), covers)) continue;
      Filler filler;
      filler.table = FillerTable::kChunk;
      filler.row = c;
      filler.tokens = chunk.tokens;
      filler.head = chunk.head;
      w.fillers.push_back(filler);
      if (!x.rules.PointsBack(doc.tokens.lemma[chunk.head]) && !x.rules.IsPlacePreposition(x.rules.PrepositionOf(doc, x.tree, chunk.head))) continue;
      add_place(PhraseReader::Site(x, PhraseReader::At(x, chunk.head, chunk.head)));
    }
    for (auto name = FirstRowFrom(doc.names, x.tokens.begin); name != doc.names.end() && name->tokens.begin < x.tokens.end; ++name) {
      if (doc.tokens.upos[ArgumentRules::HeadOf(doc, x.tree, name->tokens)] != Upos::kPropn) continue;
      if (name->type == NameType::kFacility || name->type == NameType::kPlace) add_place(PhraseReader::PlaceIn(x, name->tokens));
    }
    w.names_place = std::any_of(w.fillers.begin(), w.fillers.end(), [&](const Filler& f) {
      return f.table == FillerTable::kPlace && f.row < x.scratch.ordered_places && !doc.places[f.row].is_demonym && !doc.places[f.row].is_metonym;
    });
    w.in_sentence = w.fillers.size();
  }
  w.fillers.resize(w.in_sentence);
  // Parties that the rules made for this draft ("Turkish" in "Turkish attack", a thing hit), in place of the phrase they were made from.
  const auto made = [&](PartyId id) {
    if (!id.valid() || id.value < x.ordered_parties) return;
    const PartyMention& party = doc.parties[id.value];
    if (!x.tokens.Contains(party.head_token)) return;
    for (const Filler& f : w.fillers) {
      if (f.table == FillerTable::kParty && f.row == id.value) return;
    }
    Filler filler;
    filler.table = FillerTable::kParty;
    filler.row = id.value;
    filler.tokens = party.tokens;
    filler.head = party.head_token;
    w.fillers.push_back(filler);
  };
  const Record& r = draft.record;
  for (const PartyId id : r.actors) made(id);
  for (const PartyId id : r.recipients) made(id);
  for (const PartyId id : {r.people, r.facilitator, r.holder, r.previous_holder, r.joined}) made(id);
  for (const auto* list : {&r.places, &r.origin, &r.destination, &r.via}) {
    for (const PlaceId id : *list) add_place(id);
  }
  // Places and parties said before that may still hold.
  const auto carried = [&](FillerTable table, uint32_t row, TokenRange tokens, Carry why) {
    if (x.tokens.Contains(tokens.begin)) return;
    for (Filler& f : w.fillers) {
      const bool same_place = f.carried != 0 && table == FillerTable::kPlace && f.table == table && !doc.places[row].name.empty() && doc.places[f.row].name == doc.places[row].name;
      if (f.table != table || (f.row != row && !same_place)) continue;
      f.carried = static_cast<uint16_t>(f.carried | why);
      return;
    }
    Filler filler;
    filler.table = table;
    filler.row = row;
    filler.tokens = tokens;
    filler.carried = why;
    w.fillers.push_back(filler);
  };
  const auto place = [&](PlaceId id, Carry why) {
    if (id.valid()) carried(FillerTable::kPlace, id.value, doc.places[id.value].tokens, why);
  };
  for (const PlaceId id : r.places) place(id, kRule);
  place(w.places.last(), kLast);
  place(w.places.OfType(r.type), kSameType);
  place(w.places.lead(), kLead);
  place(w.places.main(), kMain);
  place(w.places.country(), kCountry);
  place(w.places.Recent(doc, x.tokens.begin, x.scratch.ordered_places), kRecent);
  const auto party = [&](PartyId id, Carry why) {
    if (id.valid()) carried(FillerTable::kParty, id.value, doc.parties[id.value].tokens, why);
  };
  if (r.kind == RecordKind::kEvent) {
    party(w.last_actor, kLastActor);
    party(w.last_recipient, kLastRecipient);
  }
  for (Filler& f : w.fillers) {
    f.by_rule = ByRule(r, f.table, f.row);
    f.chosen = kNoSlot;
  }
}

void SlotModel::WeighMention(const View& v, const Filler& filler, FeatureSum& f) const {
  const Document& doc = v.x.doc;
  if (filler.table == FillerTable::kParty) {
    const PartyMention& party = doc.parties[filler.row];
    const NamePart what = PartyClass(doc, PartyId{filler.row});
    f.Add("party-is"_part, v.type, what);
    f.Add("party-kind"_part, v.kind, what);
    f.Add("party-head"_part, v.kind, NamePart(doc.tokens.lemma_form[party.head_token]));
    if (party.is_pronoun) f.Add("pronoun"_part, party.antecedent.valid() ? "named"_part : "open"_part, v.kind);
    if (party.is_appositive) f.Add("appositive"_part, v.kind);
    if (party.is_plural || party.is_group) f.Add("plural"_part, v.type);
    if (party.count.valid()) f.Add("counted"_part, v.type);
    if (!party.is_people) f.Add("no-people"_part, v.type);
    const auto place = std::lower_bound(doc.places.begin(), doc.places.begin() + std::min<std::ptrdiff_t>(v.x.scratch.ordered_places, static_cast<std::ptrdiff_t>(doc.places.size())), party.head_token, [](const PlaceMention& p, uint32_t t) { return p.tokens.end <= t; });
    const bool named_place = place != doc.places.end() && place->tokens.Contains(party.head_token) && !place->is_demonym && !place->is_metonym;
    if (named_place || v.x.rules.IsSite(doc.tokens.lemma[party.head_token])) f.Add("party-at"_part, named_place ? "name"_part : "site"_part, v.type);
  } else if (filler.table == FillerTable::kPlace) {
    const PlaceMention& place = doc.places[filler.row];
    f.Add("place-feature"_part, NamePart(place.feature), v.kind);
    if (!place.relation.empty()) f.Add("place-relation"_part, NamePart(place.relation), v.kind);
    f.Add("place-precision"_part, Bucket(place.precision, 7), v.kind);
    if (place.is_demonym) f.Add("demonym"_part, v.kind);
    if (place.is_metonym) f.Add("metonym"_part, v.kind);
    if (place.is_dateline) f.Add("dateline"_part, v.kind);
    if (filler.carried == 0 && filler.row >= v.x.scratch.ordered_places) {
      f.Add("site"_part, place.name.empty() ? "open"_part : "bound"_part, v.kind);
      f.Add("site-head"_part, NamePart(doc.tokens.lemma_form[filler.head]), v.kind);
      f.Add("site-named"_part, doc.tokens.upos[filler.head] == Upos::kPropn ? "name"_part : "noun"_part, v.type);
    }
  } else if (filler.table == FillerTable::kTime) {
    const TimeMention& time = doc.times[filler.row];
    f.Add("time-precision"_part, Bucket(time.precision, 6), v.kind);
    if (time.is_set) f.Add("time-set"_part);
    if (time.is_duration) f.Add("duration"_part, v.kind);
  } else {
    f.Add("thing"_part, v.type, NamePart(doc.tokens.lemma_form[filler.head]));
    f.Add("thing-head"_part, NamePart(doc.tokens.lemma_form[filler.head]));
  }
}

void SlotModel::WeighTree(const View& v, const Filler& filler, FeatureSum& f) const {
  const Document& doc = v.x.doc;
  const NamePart& table = kTables[static_cast<size_t>(filler.table)];
  const Path path(doc, v.x.tree, v.head, filler.head);
  const NamePart way = path.part();
  f.Add("path"_part, way, table);
  f.Add("path-kind"_part, way, v.kind);
  f.Add("path-type"_part, way, v.type);
  f.Add("steps"_part, Bucket(path.steps, 6), table);
  NamePart preposition = "-"_part;
  for (const uint32_t c : ChildrenOf(v.x.tree, filler.head)) {
    if (doc.tokens.deprel[c] == Deprel::kCase) preposition = NamePart(doc.tokens.lemma_form[c]);
  }
  f.Add("preposition"_part, preposition, v.type);
  f.Add("preposition-kind"_part, preposition, v.kind);
  f.Add("preposition-table"_part, preposition, table);
  f.Add("preposition-trigger"_part, preposition, v.lemma);
  if (path.steps <= 1) f.Add("near-preposition"_part, preposition, v.kind);
  // Where it stands in the plain active clause.
  constexpr std::array<NamePart, 9> kRoles = {"subject"_part, "object"_part, "indirect"_part, "possessor"_part, "modifier"_part, "preposition"_part, "doer"_part, "reached"_part, "aim"_part};
  constexpr std::array<NamePart, 8> kPaths = {"direct"_part, "relative"_part, "reduced"_part, "control"_part, "shared"_part, "support"_part, "adverbial"_part, "sister"_part};
  bool any = false;
  for (const Argument& a : v.x.scratch.arguments) {
    if (!filler.tokens.Contains(a.head) && !filler.tokens.Contains(a.whole)) continue;
    const NamePart& role = kRoles[static_cast<size_t>(a.role)];
    f.Add("role"_part, role, kPaths[static_cast<size_t>(a.path)]);
    f.Add("role-kind"_part, role, v.kind);
    f.Add("role-type"_part, role, v.type);
    f.Add("role-trigger"_part, role, v.lemma);
    f.Add("role-form"_part, role, v.form);
    any = true;
    break;
  }
  if (!any) f.Add("role-none"_part, v.kind, table);
}

/// What speaks for a mention of the sentences before.
void SlotModel::WeighCarried(const View& v, const Filler& filler, FeatureSum& f) const {
  const Document& doc = v.x.doc;
  const NamePart& table = kTables[static_cast<size_t>(filler.table)];
  const auto sentence = static_cast<uint32_t>(std::upper_bound(doc.sentences.begin(), doc.sentences.end(), filler.tokens.begin, [](uint32_t t, const Sentence& s) { return t < s.tokens.begin; }) - doc.sentences.begin());
  const uint32_t back = v.x.sentence + 1 - std::min(sentence, v.x.sentence + 1);
  f.Add("carried"_part, Bucket(back, 4), v.kind);
  f.Add("carried-type"_part, v.type, table);
  f.Add("carried-form"_part, v.form, table);
  const NamePart beside = v.nearest[static_cast<size_t>(filler.table)] == kNone ? "alone"_part : "beside"_part;
  constexpr std::array<NamePart, 9> kWhy = {"last"_part, "lead"_part, "main"_part, "country"_part, "last-actor"_part, "last-recipient"_part, "rule"_part, "same-type"_part, "recent"_part};
  for (size_t k = 0; k < kWhy.size(); ++k) {
    if (!(filler.carried & (1u << k))) continue;
    f.Add("carried-by"_part, kWhy[k], beside);
    f.Add("carried-by-kind"_part, kWhy[k], v.kind);
    if (filler.table != FillerTable::kPlace) continue;
    f.Add("carried-by-type"_part, kWhy[k], v.type);
    f.Add("carried-by-own"_part, kWhy[k], v.w.names_place ? "own"_part : "none"_part);
    f.Add("carried-by-back"_part, kWhy[k], Bucket(v.x.sentence - v.w.places.last_sentence(), 3));
  }
  f.Add("carried-from-record"_part, Bucket(v.x.sentence - v.w.places.last_sentence(), 3), table);
  f.Add("carried-reasons"_part, Bucket(static_cast<uint32_t>(__builtin_popcount(filler.carried)), 5), beside);
  const NamePart rules = v.filled & ~1u ? (v.filled & ((1u << kActor) | (1u << kPlace) | (1u << kRecipient))) ? "some"_part : "other"_part : "nothing"_part;
  f.Add("carried-rules"_part, rules, table);
  if (filler.table == FillerTable::kPlace) WeighCarriedPlace(v, filler, f);
}

/// Whether what is told is the same happening, or another of the same story: its article, its time, its tense, who takes part, and how much the report is about one place.
void SlotModel::WeighCarriedPlace(const View& v, const Filler& filler, FeatureSum& f) const {
  const Document& doc = v.x.doc;
  const Record& r = v.draft.record;
  const PlaceMention& place = doc.places[filler.row];
  const NamePart own = v.w.names_place ? "own"_part : "none"_part;
  const NamePart named = Bucket(v.w.places.ShareNamed(place), 3), kept = Bucket(v.w.places.ShareKept(place), 3);
  f.Add("carry-named"_part, named, own);
  f.Add("carry-kept"_part, kept, own);
  f.Add("carry-named-kind"_part, named, v.kind);
  f.Add("carry-kept-type"_part, kept, v.type);
  f.Add("carry-shares"_part, named, kept);
  NamePart article = v.form;
  if (v.draft.verb == kNone) {
    article = "bare"_part;
    for (const uint32_t c : ChildrenOf(v.x.tree, v.head)) {
      if (doc.tokens.deprel[c] == Deprel::kDet) article = NamePart(doc.tokens.lemma_form[c]);
      else if (doc.tokens.deprel[c] == Deprel::kNmodPoss) article = "'s"_part;
    }
  }
  f.Add("carry-article"_part, article, own);
  f.Add("carry-article-type"_part, article, v.type);
  const NamePart same = v.w.places.last_type() == r.type ? "same"_part : "other"_part;
  f.Add("carry-same"_part, same, Bucket(v.x.sentence - v.w.places.last_sentence(), 3));
  f.Add("carry-same-type"_part, same, v.type);
  f.Add("carry-time"_part, r.times.empty() ? "none"_part : "own"_part, same);
  f.Add("carry-time-type"_part, r.times.empty() ? "none"_part : "own"_part, v.type);
  constexpr std::array<NamePart, 4> kTenses = {"past"_part, "ongoing"_part, "future"_part, "hypothetical"_part};
  f.Add("carry-tense"_part, kTenses[static_cast<size_t>(r.stance.time)], v.type);
  f.Add("carry-tense-own"_part, kTenses[static_cast<size_t>(r.stance.time)], own);
  const auto shared = [](const std::vector<PartyId>& ids, PartyId last, const Document& d) {
    return last.valid() && std::any_of(ids.begin(), ids.end(), [&](PartyId id) {
      const PartyMention &a = d.parties[id.value], &b = d.parties[last.value];
      return id == last || (!a.actor.empty() && a.actor == b.actor) || (!a.person.empty() && a.person == b.person) || a.antecedent == last;
    });
  };
  const bool party = shared(r.actors, v.w.last_actor, doc) || shared(r.recipients, v.w.last_recipient, doc) || shared(r.actors, v.w.last_recipient, doc) || shared(r.recipients, v.w.last_actor, doc);
  f.Add("carry-party"_part, party ? "same"_part : r.actors.empty() && r.recipients.empty() ? "none"_part : "other"_part, own);
  if (v.draft.has_toll()) f.Add("carry-toll"_part, v.type);
  f.Add("carry-root"_part, v.x.tree.Parent(v.head) == SyntaxTree::kNone ? "root"_part : "below"_part, own);
}

void SlotModel::Weigh(const View& v, const Filler& filler, FeatureSum& f) const {
  const Document& doc = v.x.doc;
  const NamePart& table = kTables[static_cast<size_t>(filler.table)];
  const NamePart& rule = kSlotParts[filler.by_rule];
  f.Add("bias"_part, table, v.kind);
  f.Add("rule"_part, rule, v.kind);
  f.Add("rule-type"_part, rule, v.type);
  f.Add("rule-form"_part, rule, v.form);
  f.Add("type"_part, v.type, table);
  f.Add("trigger"_part, v.lemma, table);
  // A slot that the rules gave to another mention.
  if (filler.by_rule == kNoSlot) {
    for (size_t k = 1; k < kClasses; ++k) {
      if (v.filled & (1u << k)) f.Add("taken"_part, kSlotParts[k], table);
    }
    f.Add("rules-fill"_part, v.filled == 0 ? "nothing"_part : "something"_part, table);
  }
  WeighMention(v, filler, f);
  if (filler.carried != 0) {
    WeighCarried(v, filler, f);
    return;
  }
  WeighTree(v, filler, f);
  // "X and Y": what the one is the other is too.
  if (doc.tokens.deprel[filler.head] == Deprel::kConj) {
    for (const Filler& other : v.w.fillers) {
      if (other.carried == 0 && other.head == v.x.tree.Parent(filler.head)) f.Add("beside"_part, kSlotParts[other.by_rule], rule);
    }
  }
  const bool before = filler.tokens.begin < v.draft.match.trigger.begin;
  const uint32_t distance = before ? v.draft.match.trigger.begin - std::min(filler.tokens.end, v.draft.match.trigger.begin) : filler.tokens.begin - std::min(v.draft.match.trigger.end, filler.tokens.begin);
  constexpr std::array<uint32_t, 6> kSteps = {1, 2, 4, 8, 16, 30};
  const auto bucket = static_cast<uint32_t>(std::upper_bound(kSteps.begin(), kSteps.end(), distance) - kSteps.begin());
  const NamePart& side = before ? "before"_part : "behind"_part;
  f.Add("distance"_part, Bucket(bucket, 7), side);
  f.Add("distance-table"_part, Bucket(bucket, 7), table);
  f.Add("side"_part, side, v.type);
  f.Add("side-form"_part, side, v.form);
  const bool inside = v.draft.clause.Contains(filler.head);
  f.Add("clause"_part, inside ? "inside"_part : "outside"_part, table);
  if (distance == v.nearest[static_cast<size_t>(filler.table)]) f.Add("nearest"_part, table, v.kind);
  if (filler.tokens.Overlaps(v.draft.match.trigger)) f.Add("on-trigger"_part, table);
  if (v.draft.passive) f.Add("passive"_part, side, table);
  if (filler.table == FillerTable::kParty) {
    const Span trigger = v.draft.record.trigger;
    for (uint32_t i = v.said.first; i < v.said.second; ++i) {
      const AttributionMention& a = doc.attributions[i];
      if (a.source.value == filler.row && a.sentence.value == v.x.sentence) f.Add("speaks"_part, a.content.Overlaps(trigger) ? "of-it"_part : a.cue.Overlaps(trigger) ? "by-it"_part : "else"_part, v.kind);
    }
  }
}

void SlotModel::Fill(const SentenceContext& x, const SlotFiller& rules, Draft& draft, Workspace& w) const {
  if (draft.frame == nullptr || (weights_.empty() && !x.doc.keep_candidates)) return;
  Gather(x, draft, w);
  x.rules.Find({x.doc, x.tree, x.words, x.ordered_parties}, draft.match.trigger, x.scratch.arguments);
  const uint32_t head = ArgumentRules::HeadOf(x.doc, x.tree, draft.match.trigger);
  View view{x, draft, w, head, kKinds[static_cast<size_t>(draft.record.kind)], NamePart(draft.frame->type), NamePart(x.doc.tokens.lemma_form[head]), draft.verb != kNone ? draft.passive ? "passive"_part : "verb"_part : "noun"_part, 0, {}, AttributionsNear(x.doc, x.doc.sentences[x.sentence].span)};
  view.nearest.fill(kNone);
  for (const Filler& f : w.fillers) {
    view.filled |= 1u << f.by_rule;
    const bool open = f.table == FillerTable::kPlace && f.row >= x.scratch.ordered_places && x.doc.places[f.row].name.empty();  // "the courtyard"
    if (f.carried != 0 || open) continue;
    const uint32_t distance = f.tokens.begin < draft.match.trigger.begin ? draft.match.trigger.begin - std::min(f.tokens.end, draft.match.trigger.begin) : f.tokens.begin - std::min(draft.match.trigger.end, f.tokens.begin);
    uint32_t& nearest = view.nearest[static_cast<size_t>(f.table)];
    nearest = std::min(nearest, distance);
  }
  Candidate* trace = draft.trace == kNone ? nullptr : &x.doc.candidates[draft.trace];
  if (trace != nullptr) trace->fillers.clear();
  for (Filler& filler : w.fillers) {
    const uint32_t allowed = Allowed(draft.record.kind, filler.table);
    if (allowed == 0) continue;
    std::array<int32_t, kClasses> sums{};
    std::vector<WeighedFeature> features;
    FeatureSum sum(weights_, sums.data(), trace == nullptr ? nullptr : &features);
    Weigh(view, filler, sum);
    double total = 0, top = 0;
    const auto score = [&](size_t k) { return static_cast<double>(sums[k]) / (FeatureWeights::kScale * FeatureSum::kOne); };
    for (size_t k = 0; k < kClasses; ++k) {
      if (k != kNoSlot && !(allowed & (1u << k))) continue;
      const double odds = std::exp(std::clamp(score(k), -30.0, 30.0));
      total += odds;
      if (k != kNoSlot && odds > top) top = odds, filler.chosen = static_cast<Class>(k);
    }
    filler.probability = total > 0 ? static_cast<float>(top / total) : 0;
    filler.rule_probability = total > 0 ? static_cast<float>(std::exp(std::clamp(score(filler.by_rule), -30.0, 30.0)) / total) : 0;
    if (trace == nullptr) continue;
    FillerCandidate row;
    row.table = filler.table;
    row.row = filler.row;
    row.span = x.doc.tokens.span(filler.tokens);
    if (filler.by_rule != kNoSlot) row.by_rule = kNames[filler.by_rule];
    row.probability = filler.probability;
    for (WeighedFeature& feature : features) feature.weight = feature.value * weights_.Weight(feature.name, filler.chosen);
    row.features = std::move(features);
    trace->fillers.push_back(std::move(row));
  }
  if (weights_.empty()) return;
  Doubt(draft, w, view.filled);
  size_t shown = 0;
  for (Filler& filler : w.fillers) {
    if (Allowed(draft.record.kind, filler.table) == 0) continue;
    if (!Takes(filler, view.filled)) filler.chosen = kNoSlot;
    if (trace != nullptr && filler.chosen != kNoSlot) trace->fillers[shown].slot = kNames[filler.chosen];
    ++shown;
  }
  if (!draft.dropped) Put(x, rules, draft, w);
}

void SlotModel::Doubt(Draft& draft, const Workspace& w, uint32_t& filled) const {
  Record& r = draft.record;
  for (const auto& [slot, list] : {std::pair{kActor, &r.actors}, std::pair{kRecipient, &r.recipients}}) {
    if (doubt_[slot] <= 0) continue;
    for (const Filler& f : w.fillers) {
      if (f.by_rule == slot && f.rule_probability < doubt_[slot]) std::erase(*list, PartyId{f.row});
    }
    if (list->empty()) filled &= ~(1u << slot);
  }
}

void SlotModel::Put(const SentenceContext& x, const SlotFiller& rules, Draft& draft, Workspace& w) const {
  Record& r = draft.record;
  if (Rules(kActor)) r.actors.clear();
  if (Rules(kRecipient)) r.recipients.clear();
  if (Rules(kPlace)) r.places.clear();
  if (Rules(kTime)) r.times.clear();
  if (Rules(kOrigin)) r.origin.clear();
  if (Rules(kVia)) r.via.clear();
  if (Rules(kDestination)) r.destination.clear(), r.joined = PartyId{};
  if (Rules(kPeople)) r.people = PartyId{};
  if (Rules(kFacilitator)) r.facilitator = PartyId{};
  if (Rules(kHolder)) r.holder = PartyId{};
  if (Rules(kPrevious)) r.previous_holder = PartyId{};
  // Slots that take one filler take the likeliest; lists take all, in the order of the text.
  std::array<float, kClasses> best{};
  const auto wins = [&](const Filler& f) {
    if (f.probability <= best[f.chosen]) return false;
    best[f.chosen] = f.probability;
    return true;
  };
  for (const Filler& f : w.fillers) {
    if (f.chosen == kNoSlot) continue;
    if (f.table == FillerTable::kTime) {
      if (wins(f)) r.times.assign(1, TimeId{f.row});
      continue;
    }
    if (f.table == FillerTable::kPlace) {
      auto& list = f.chosen == kPlace ? r.places : f.chosen == kOrigin ? r.origin : f.chosen == kDestination ? r.destination : r.via;
      if (f.chosen == kVia) list.push_back(PlaceId{f.row});
      else if (wins(f)) list.assign(1, PlaceId{f.row});
      continue;
    }
    const PartyId party = f.table == FillerTable::kParty ? PartyId{f.row} : rules.PartyOf(x, f.row, true);
    if (!party.valid()) continue;
    switch (f.chosen) {
      case kActor: r.actors.push_back(party); break;
      case kRecipient: r.recipients.push_back(party); break;
      case kPeople: if (wins(f)) r.people = party; break;
      case kFacilitator: if (wins(f)) r.facilitator = party; break;
      case kHolder: if (wins(f)) r.holder = party; break;
      case kPrevious: if (wins(f)) r.previous_holder = party; break;
      case kDestination: if (wins(f)) r.joined = party; break;
      default: break;
    }
  }
  if (r.destination.empty() == false && r.joined.valid()) r.type == "joined" ? r.destination.clear() : void(r.joined = PartyId{});
}

}  // namespace dateline
