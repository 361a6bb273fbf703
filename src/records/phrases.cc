#include "records/phrases.h"

#include <algorithm>

#include "base/rows.h"
#include "language/party_lookup.h"
#include "mentions/parties_binding.h"

namespace dateline {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

Estimate Exactly(double value, Span span) {
  Estimate out;
  out.low = out.best = out.high = value;
  out.unit = "people";
  out.span = span;
  return out;
}

}  // namespace

bool PhraseReader::CountsPeople(const QuantityMention& q) {
  if (q.is_money || q.is_ordinal || q.is_age || q.is_year || q.is_label || q.is_denied) return false;
  return q.estimate.unit.empty() || q.estimate.unit == "people" || q.estimate.unit == "households";
}

Result<PhraseReader> PhraseReader::Load(Vocabulary& v) {
  PhraseReader out;
  out.they_ = v.Intern("they");
  out.them_ = v.Intern("them");
  out.it_ = v.Intern("it");
  out.member_ = v.Intern("member");
  for (const char* text : {"he", "she", "him", "her", "his", "himself", "herself", "a", "an", "another"}) out.single_.push_back(v.Intern(text));
  for (const char* text : {"some", "many", "others", "several", "most", "dozens", "hundreds", "thousands", "scores"}) out.some_.push_back(v.Intern(text));
  return out;
}

bool PhraseReader::IsArmed(const PartyMention& party) {
  if (!party.actor.empty() || !party.country.empty()) return true;
  for (const std::string_view sector : {"MIL", "REB", "UAF", "COP", "PRM", "SPY", "IMG", "GOV"}) {
    if (party.sectors.find(sector) != std::string_view::npos) return true;
  }
  return false;
}

const PartyMention& PhraseReader::Resolved(const Document& doc, const PartyMention& party) { return party.antecedent.valid() ? doc.parties[party.antecedent.value] : party; }

Phrase PhraseReader::At(const SentenceContext& x, uint32_t head, uint32_t whole) {
  Phrase out{head, whole, {head, head + 1}, x.clauses.ChunkAt(head)};
  if (out.chunk == kNone) return out;
  const Chunk& chunk = x.doc.chunks[out.chunk];
  if (chunk.kind != ChunkKind::kNoun) {
    out.chunk = kNone;
    return out;
  }
  out.tokens = chunk.tokens;
  if (chunk.head == head) return out;
  // "entered Ain Issa | yesterday": what the chunk holds besides is not of this phrase.
  out.tokens.end = head + 1;
  for (const uint32_t c : ChildrenOf(x.tree, head)) {
    if (x.doc.tokens.deprel[c] == Deprel::kFlat && chunk.tokens.Contains(c)) out.tokens.end = std::max(out.tokens.end, c + 1);
  }
  return out;
}

/// "the slaughter", "dozens": a happening, or a bare quantity, and nobody.
bool PhraseReader::IsHappening(const SentenceContext& x, const Phrase& phrase) {
  const auto& triggers = x.scratch.triggers;
  if (std::any_of(triggers.begin(), triggers.end(), [&](TokenRange t) { return t.Contains(phrase.head); })) return true;
  const auto& quantity = x.words.quantity;
  return phrase.tokens.size() == 1 && std::find(quantity.begin(), quantity.end(), x.doc.tokens.lemma[phrase.head]) != quantity.end();
}

PartyId PhraseReader::Party(const SentenceContext& x, const Phrase& phrase, bool make) const {
  Document& doc = x.doc;
  const auto& tok = doc.tokens;
  if (const PartyId found = PartyHeadedIn(doc, phrase.tokens, x.ordered_parties); found.valid()) {
    if (const PartyId name = NameBehind(x, phrase, found); name.valid()) return name;
    if (doc.parties[found.value].is_pronoun && !doc.parties[found.value].antecedent.valid()) return PronounIn(x, found);
    return found;
  }
  if (phrase.chunk != kNone && IsHappening(x, phrase)) {
    // "condemned Turkey's attack", "joined their fight": whose it is.
    for (const uint32_t c : ChildrenOf(x.tree, phrase.head)) {
      if (tok.deprel[c] != Deprel::kNmodPoss) continue;
      if (const PartyId owner = PartyHeadedIn(doc, At(x, c, c).tokens, x.ordered_parties); owner.valid()) return owner;
    }
    return Modifier(x, phrase.head);
  }
  if (!make || phrase.chunk == kNone || tok.upos[phrase.head] == Upos::kPron || IsBareNumber(x, phrase.tokens)) return {};
  PartyMention party;
  TokenRange tokens = phrase.tokens;
  while (tokens.size() > 1 && (tok.upos[tokens.begin] == Upos::kDet || tok.upos[tokens.begin] == Upos::kPron)) ++tokens.begin;
  if (const uint32_t owner = x.clauses.noun(phrase.chunk).possessor; owner != NounRole::kNone) {
    // "Al Qaeda's branch": the name says which.
    if (const PartyId id = PartyHeadedIn(doc, doc.chunks[owner].tokens, x.ordered_parties); id.valid() && !doc.parties[id.value].actor.empty()) {
      const PartyMention& of = doc.parties[id.value];
      tokens.begin = of.tokens.begin;
      party.actor = of.actor;
      party.name = of.name;
      party.country = of.country;
      party.sectors = of.sectors;
      party.is_people = true;
    }
  }
  party.tokens = tokens;
  party.span = tok.span(tokens);
  party.head_token = phrase.head;
  party.head = tok.span(phrase.head);
  party.is_plural = (tok.morph[phrase.head] & kPlural) != 0;
  doc.parties.push_back(party);
  return PartyId{static_cast<uint32_t>(doc.parties.size() - 1)};
}

PartyId PhraseReader::Owner(const SentenceContext& x, const Phrase& phrase) const {
  const Document& doc = x.doc;
  const auto party = [&](uint32_t token) { return PartyHeadedIn(doc, At(x, token, token).tokens, x.ordered_parties); };
  for (const uint32_t c : ChildrenOf(x.tree, phrase.head)) {
    if (doc.tokens.deprel[c] != Deprel::kNmodPoss) continue;
    if (const PartyId owner = party(c); owner.valid() && !doc.parties[owner.value].is_pronoun) return owner;
  }
  if (const PartyId owner = Modifier(x, phrase.head); owner.valid()) return owner;
  const bool happening = IsHappening(x, phrase);
  for (const uint32_t c : ChildrenOf(x.tree, phrase.head)) {
    if (c < phrase.head || doc.tokens.deprel[c] != Deprel::kNmod) continue;
    // Of a happening, "of" tells who suffered it, not whose it was.
    const WordId preposition = x.rules.PrepositionOf(doc, x.tree, c);
    if (preposition != x.words.by && preposition != x.words.from && (preposition != x.words.of || happening)) continue;
    const PartyId owner = party(c);
    if (owner.valid() && (doc.parties[owner.value].is_people || !doc.parties[owner.value].country.empty())) return owner;
  }
  return {};
}

/// "the Kurdish militia the Syrian Democratic Forces", "journalists James Foley and ...": the name that says who the noun means.
PartyId PhraseReader::NameBehind(const SentenceContext& x, const Phrase& phrase, PartyId found) const {
  const Document& doc = x.doc;
  const PartyMention& party = doc.parties[found.value];
  if (!party.actor.empty() || !party.person.empty() || party.antecedent.valid() || doc.tokens.upos[phrase.head] != Upos::kNoun) return {};
  for (const uint32_t c : ChildrenOf(x.tree, phrase.head)) {
    const Deprel d = doc.tokens.deprel[c];
    if (c < phrase.head || (d != Deprel::kAppos && d != Deprel::kFlat && d != Deprel::kNmodDesc) || doc.tokens.upos[c] != Upos::kPropn) continue;
    const PartyId name = PartyHeadedIn(doc, At(x, c, c).tokens, x.ordered_parties);
    if (name.valid() && name != found && doc.parties[name.value].is_people) return name;
  }
  return {};
}

void PhraseReader::Members(const SentenceContext& x, PartyId party, std::vector<PartyId>& out) const {
  Document& doc = x.doc;
  const size_t before = out.size();
  const uint32_t row = doc.parties[party.value].antecedent.valid() ? doc.parties[party.value].antecedent.value : party.value;
  const PartyMention& meant = doc.parties[row];
  const bool many = doc.parties[party.value].is_plural && meant.actor.empty() && meant.is_people;
  const uint32_t top = TreeHead(doc, meant.head_token), rows = static_cast<uint32_t>(std::min<size_t>(x.ordered_parties, doc.parties.size()));
  constexpr uint32_t kReach = 12;
  uint32_t name = meant.person.empty() ? kNone : top;  // the first of the names
  for (uint32_t i = row + (meant.person.empty() ? 1 : 0); many && row < rows && i < rows && i < row + kReach; ++i) {
    if (doc.parties[i].person.empty()) continue;
    const uint32_t token = TreeHead(doc, doc.parties[i].head_token);
    const Deprel d = doc.tokens.deprel[token];
    const bool describes = doc.tokens.head[token] == top && (d == Deprel::kAppos || d == Deprel::kNmodDesc);
    const bool beside = name != kNone && d == Deprel::kConj && (doc.tokens.head[token] == name || doc.tokens.head[token] == top);
    if (token != name && !describes && !beside) continue;
    if (name == kNone) name = token;
    out.push_back(PartyId{i});
  }
  if (out.size() < before + 2) {
    out.resize(before);
    out.push_back(party);
    return;
  }
  if (row == party.value) return;
  for (size_t i = before; i < out.size(); ++i) {
    PartyMention member = doc.parties[party.value];
    member.antecedent = out[i];
    doc.parties.push_back(member);
    out[i] = PartyId{static_cast<uint32_t>(doc.parties.size() - 1)};
  }
}

/// Whom a pronoun that no stage before could bind stands for: a party named before it in its own sentence, the subject rather than others; none: it stays open.
PartyId PhraseReader::PronounIn(const SentenceContext& x, PartyId pronoun) const {
  Document& doc = x.doc;
  const PartyMention& it = doc.parties[pronoun.value];
  const WordId word = doc.tokens.word[it.head_token];
  const bool many = word == they_ || word == them_, one = word == it_;
  if (!many && !one) return pronoun;
  PartyId best;
  uint32_t best_score = 0;
  const auto end = static_cast<uint32_t>(std::min<size_t>(x.ordered_parties, doc.parties.size()));
  for (auto i = static_cast<uint32_t>(FirstRowFrom(doc.parties, x.tokens.begin, end) - doc.parties.begin()); i < end; ++i) {
    const PartyMention& p = doc.parties[i];
    if (p.tokens.begin >= it.tokens.begin) break;
    if (p.is_pronoun || !p.is_people) continue;
    const bool body = !p.actor.empty() || !p.country.empty() || p.is_group;
    if (AreCoarguments(doc, it.head_token, p.head_token) || Commands(doc, it.head_token, p.head_token)) continue;
    if (!p.person.empty() || (one && (p.is_plural || !body)) || (many && !p.is_plural && !body)) continue;
    const Deprel d = doc.tokens.deprel[p.head_token];
    const bool subject = d == Deprel::kNsubj || d == Deprel::kNsubjPass;
    const uint32_t score = 1 + (subject ? 2u : 0u) + (many == p.is_plural ? 1u : 0u);
    if (score >= best_score) best = PartyId{i}, best_score = score;
  }
  if (!best.valid()) return pronoun;
  PartyMention bound = it;
  bound.antecedent = best;
  doc.parties.push_back(bound);
  return PartyId{static_cast<uint32_t>(doc.parties.size() - 1)};
}

PartyId PhraseReader::Modifier(const SentenceContext& x, uint32_t token) const {
  Document& doc = x.doc;
  const uint32_t chunk = x.clauses.ChunkAt(token);
  if (chunk == kNone) return {};
  const TokenRange before = {std::min(doc.chunks[chunk].tokens.begin, token), token};
  if (before.empty()) return {};
  const auto places_end = doc.places.begin() + std::min<std::ptrdiff_t>(x.scratch.ordered_places, static_cast<std::ptrdiff_t>(doc.places.size()));
  const auto first = std::lower_bound(doc.places.begin(), places_end, before.begin, [](const PlaceMention& p, uint32_t t) { return p.tokens.begin < t; });
  // "a Kabul car bombing": where, not who.
  const bool town = first != places_end && first->tokens.end <= before.end && !first->is_demonym && first->feature.starts_with("P.");
  if (town) return {};
  if (const PartyId found = PartyHeadedIn(doc, before, x.ordered_parties); found.valid()) return found;
  for (auto it = first; it != places_end && it->tokens.end <= before.end; ++it) {
    const PlaceMention place = *it;
    if (!place.is_demonym) continue;
    PartyMention party;
    party.span = place.span;
    party.head = place.span;
    party.tokens = place.tokens;
    party.head_token = place.tokens.end - 1;
    party.name = place.name;
    party.country = place.country;
    party.is_people = true;
    doc.parties.push_back(party);
    return PartyId{static_cast<uint32_t>(doc.parties.size() - 1)};
  }
  return {};
}

namespace {

/// The words of `tokens` as a place of which no more is known.
PlaceId AddPlace(const SentenceContext& x, TokenRange tokens, TokenRange name, float confidence) {
  Document& doc = x.doc;
  // Rows are added sentence by sentence: none before this one is asked for.
  for (size_t i = doc.places.size(); i-- > std::min<size_t>(x.scratch.ordered_places, doc.places.size()) && doc.places[i].tokens.begin >= x.tokens.begin;) {
    if (doc.places[i].tokens == tokens) return PlaceId{static_cast<uint32_t>(i)};
  }
  PlaceMention place;
  place.tokens = tokens;
  place.span = doc.tokens.span(tokens);
  place.name_span = doc.tokens.span(name);
  place.confidence = confidence;
  doc.places.push_back(place);
  return PlaceId{static_cast<uint32_t>(doc.places.size() - 1)};
}

/// "the city", "this province" and no more: a place named before is meant.
bool PointsBack(const SentenceContext& x, uint32_t noun) {
  const auto& tok = x.doc.tokens;
  if (!x.rules.PointsBack(tok.lemma[noun]) || (tok.morph[noun] & kPlural) != 0) return false;
  bool definite = false;
  for (const uint32_t c : ChildrenOf(x.tree, noun)) {
    const Deprel d = tok.deprel[c];
    if (d == Deprel::kDet) {
      const std::string_view word = tok.lemma_form[c];
      definite = word == "the" || word == "this" || word == "that";
    } else if (d != Deprel::kCase && d != Deprel::kPunct && d != Deprel::kCc && d != Deprel::kConj) {
      return false;  // "the city of the dead", "the nearby town", "the village where he was born"
    }
  }
  return definite;
}

/// The place named last that `noun` may stand for: of its kind, and not too far back.
PlaceId NamedBefore(const SentenceContext& x, uint32_t noun) {
  constexpr uint32_t kSentences = 8, kRows = 64;
  const Document& doc = x.doc;
  const uint32_t first = doc.sentences[x.sentence - std::min(x.sentence, kSentences)].tokens.begin;
  auto row = static_cast<uint32_t>(FirstRowFrom(doc.places, noun, x.scratch.ordered_places) - doc.places.begin());
  for (uint32_t seen = 0; row > 0 && seen < kRows; ++seen) {
    const PlaceMention& place = doc.places[--row];
    if (place.tokens.begin < first) break;
    if (place.name.empty() || place.is_dateline || !x.rules.MayBeCalled(doc.tokens.lemma[noun], place.feature)) continue;
    if (!place.is_demonym || place.feature.starts_with("A.PCL")) return PlaceId{row};
  }
  return {};
}

/// Gives a place without a name of its own what is known of the one that it stands for.
void Bind(const SentenceContext& x, PlaceId id, uint32_t noun) {
  if (!x.doc.places[id.value].name.empty() || !PointsBack(x, noun)) return;
  const PlaceId named = NamedBefore(x, noun);
  if (!named.valid()) return;
  PlaceMention place = x.doc.places[named.value];
  PlaceMention& site = x.doc.places[id.value];
  place.span = site.span, place.name_span = site.name_span, place.tokens = site.tokens;
  place.relation = {}, place.distance_km = 0;
  place.confidence *= 0.6f;
  place.is_demonym = place.is_metonym = false;
  site = place;
}

}  // namespace

PlaceId PhraseReader::PlaceIn(const SentenceContext& x, TokenRange tokens) {
  const Document& doc = x.doc;
  const auto end = doc.places.begin() + std::min<std::ptrdiff_t>(x.scratch.ordered_places, static_cast<std::ptrdiff_t>(doc.places.size()));
  const auto first = std::lower_bound(doc.places.begin(), end, tokens.begin, [](const PlaceMention& p, uint32_t t) { return p.tokens.end <= t; });
  bool known = false;
  for (auto it = first; it != end && it->tokens.begin < tokens.end; ++it) {
    if (!it->is_demonym && !it->is_dateline && !it->is_metonym) return PlaceId{static_cast<uint32_t>(it - doc.places.begin())};
    known = true;
  }
  if (known) return {};
  const auto name = std::lower_bound(doc.names.begin(), doc.names.end(), tokens.begin, [](const NameMention& n, uint32_t t) { return n.tokens.end <= t; });
  if (name == doc.names.end() || name->tokens.begin >= tokens.end || (name->type != NameType::kPlace && name->type != NameType::kFacility)) return {};
  // "to take Hajin from ISIL": a known group is no place.
  if (const PartyId party = PartyHeadedIn(doc, name->tokens, x.ordered_parties); party.valid() && !doc.parties[party.value].actor.empty()) return {};
  const PlaceId id = AddPlace(x, name->tokens, name->tokens, name->confidence * 0.5f);
  Bind(x, id, ArgumentRules::HeadOf(doc, x.tree, name->tokens));
  return id;
}

PlaceId PhraseReader::Site(const SentenceContext& x, const Phrase& phrase) {
  const auto& tok = x.doc.tokens;
  if (phrase.chunk == kNone || (!x.rules.IsSite(tok.lemma[phrase.head]) && !x.rules.IsSite(tok.word[phrase.head]))) return {};
  TokenRange tokens = phrase.tokens;
  while (tokens.size() > 1 && tokens.begin < phrase.head && (tok.upos[tokens.begin] == Upos::kDet || tok.upos[tokens.begin] == Upos::kPron)) ++tokens.begin;
  const PlaceId id = AddPlace(x, tokens, {phrase.head, phrase.head + 1}, 0.3f);
  Bind(x, id, phrase.head);
  return id;
}

PlaceId PhraseReader::PlaceUnder(const SentenceContext& x, uint32_t token, int depth) const {
  for (const uint32_t c : ChildrenOf(x.tree, token)) {
    const Deprel d = x.doc.tokens.deprel[c];
    if (d != Deprel::kNmod && d != Deprel::kAppos && d != Deprel::kObl) continue;
    if (d != Deprel::kAppos && !x.rules.IsPlacePreposition(x.rules.PrepositionOf(x.doc, x.tree, c))) continue;
    if (const PlaceId id = PlaceIn(x, At(x, c, c).tokens); id.valid()) return id;
    if (depth > 0) {
      if (const PlaceId id = PlaceUnder(x, c, depth - 1); id.valid()) return id;
    }
  }
  return {};
}

PlaceId PhraseReader::Place(const SentenceContext& x, const Phrase& phrase) const {
  if (const PlaceId id = NamedPlace(x, phrase); id.valid()) return id;
  return Site(x, phrase);
}

PlaceId PhraseReader::NamedPlace(const SentenceContext& x, const Phrase& phrase) const {
  // "Raqqa, the group's capital, which fell": what it explains.
  if (x.doc.tokens.deprel[phrase.head] == Deprel::kAppos && x.doc.tokens.upos[phrase.head] == Upos::kNoun) {
    const uint32_t named = x.doc.tokens.head[phrase.head];
    if (const PlaceId id = PlaceIn(x, {named, named + 1}); id.valid()) return id;
  }
  if (const PlaceId id = PlaceIn(x, phrase.tokens); id.valid()) return id;
  // "two militants near Hasakah" are no place.
  if (const PartyId who = PartyHeadedIn(x.doc, phrase.tokens, x.ordered_parties); who.valid() && x.doc.parties[who.value].is_people) return {};
  if (const PlaceId id = PlaceUnder(x, phrase.head, 2); id.valid()) return id;
  // "the front | near Hajin": by the order of the words, should the tree hang it elsewhere.
  const uint32_t next = phrase.chunk == kNone ? kNone : phrase.chunk + 1;
  if (next == kNone || next >= x.clauses.last() || x.doc.chunks[next].kind != ChunkKind::kNoun || x.clauses.noun(next).preposition != phrase.tokens.end) return {};
  return x.rules.IsPlacePreposition(x.doc.tokens.word[phrase.tokens.end]) ? PlaceIn(x, x.doc.chunks[next].tokens) : PlaceId{};
}

bool PhraseReader::Count(const SentenceContext& x, const Phrase& phrase, Estimate& out) const {
  const Document& doc = x.doc;
  const TokenRange tokens = phrase.tokens;
  const uint32_t start = std::min(phrase.whole, tokens.begin), from = start > 8 ? start - 8 : 0;
  auto it = std::lower_bound(doc.quantities.begin(), doc.quantities.end(), from, [](const QuantityMention& a, uint32_t t) { return a.tokens.begin < t; });
  for (; it != doc.quantities.end() && it->tokens.begin < std::max(tokens.end, phrase.whole + 1); ++it) {
    const QuantityMention& q = *it;
    if (!CountsPeople(q)) continue;
    const bool inside = q.tokens.end > tokens.begin && q.tokens.end <= tokens.end && (q.number.begin >= tokens.begin || q.tokens.end < tokens.end);
    // "dozens of people", "more than half of the fighters": the number stands before an of-phrase.
    const bool of_phrase = q.tokens.end + 1 == tokens.begin && doc.tokens.word[q.tokens.end] == x.words.of;
    const bool counted = (phrase.whole != phrase.head && (q.tokens.Contains(phrase.whole) || q.noun == phrase.whole)) || q.noun == phrase.head;
    if (inside || of_phrase || counted) {
      out = q.estimate;
      if (out.unit.empty()) out.unit = "people";
      return true;
    }
  }
  const PartyId id = PartyHeadedIn(doc, tokens, x.ordered_parties);
  if (!id.valid()) return false;
  const QuantityId own = doc.parties[id.value].count;
  if (!own.valid()) return false;
  out = doc.quantities[own.value].estimate;
  if (out.unit.empty()) out.unit = "people";
  return true;
}

/// "a priest", "he", "her husband", a person's name: a single one.
bool PhraseReader::IsOne(const SentenceContext& x, const Phrase& phrase, const PartyMention& raw) const {
  const auto& tok = x.doc.tokens;
  const PartyMention& party = Resolved(x.doc, raw);
  const auto single = [&](WordId word) { return std::find(single_.begin(), single_.end(), word) != single_.end(); };
  if (raw.is_pronoun) return single(tok.word[phrase.head]);
  if (raw.is_plural || raw.is_group || !(raw.is_people || party.is_people)) return false;
  Upos u = tok.upos[phrase.head];
  if (u == Upos::kPropn && !raw.role.empty()) u = Upos::kNoun;  // "Teen", in a headline
  if (!party.person.empty()) return !party.is_plural;
  if ((u != Upos::kNoun && u != Upos::kAdj) || party.is_group || party.is_plural || (tok.morph[phrase.head] & kPlural) != 0) return false;
  const uint32_t first = phrase.tokens.begin;
  if (single(tok.word[first])) return true;
  const bool owned = phrase.chunk != kNone && x.clauses.noun(phrase.chunk).possessor != NounRole::kNone;
  // "Teen killed in crash", "identified as deputy": bare, as headlines have it.
  const bool bare = u == Upos::kNoun && tok.upos[first] != Upos::kDet;
  return party.actor.empty() && (owned || bare || tok.upos[first] == Upos::kDet || tok.deprel[first] == Deprel::kNmodPoss);
}

bool PhraseReader::CountOrOne(const SentenceContext& x, const Phrase& phrase, Estimate& out) const {
  if (Count(x, phrase, out)) return true;
  const PartyId id = PartyHeadedIn(x.doc, phrase.tokens, x.ordered_parties);
  // "a member of the group"
  const bool member = phrase.whole < phrase.head && phrase.whole > 0 && x.doc.tokens.lemma[phrase.whole] == member_ && (x.doc.tokens.morph[phrase.whole] & kPlural) == 0 &&
                      std::find(single_.begin(), single_.end(), x.doc.tokens.word[phrase.whole - 1]) != single_.end();
  if (!member && (!id.valid() || phrase.whole != phrase.head || !IsOne(x, phrase, x.doc.parties[id.value]))) return false;
  out = Exactly(1, x.doc.tokens.span(phrase.head));
  return true;
}

/// "1,500", "90 more": a number without a noun.
bool PhraseReader::IsBareNumber(const SentenceContext& x, TokenRange tokens) const {
  bool number = false;
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    const Upos u = x.doc.tokens.upos[t];
    if (u == Upos::kNoun || u == Upos::kPropn || u == Upos::kPron) return false;
    number = number || u == Upos::kNum;
  }
  return number;
}

bool PhraseReader::IsPeopleName(const SentenceContext& x, uint32_t token) const {
  if (std::find(some_.begin(), some_.end(), x.doc.tokens.word[token]) != some_.end()) return true;
  const auto end = x.doc.places.begin() + std::min<std::ptrdiff_t>(x.scratch.ordered_places, static_cast<std::ptrdiff_t>(x.doc.places.size()));
  const auto it = std::lower_bound(x.doc.places.begin(), end, token, [](const PlaceMention& p, uint32_t t) { return p.tokens.end <= t; });
  return it != end && it->is_demonym && it->tokens.Contains(token);
}

bool PhraseReader::Passes(const SentenceContext& x, const Phrase& phrase, Filter filter, bool owner) const {
  if (filter == kAny) return true;
  if (filter == kPlaceFilter) return NamedPlace(x, phrase).valid();
  if (filter == kNumberFilter) {
    Estimate estimate;
    if (CountOrOne(x, phrase, estimate)) return true;
    // "the community", "the majority": many, whose number is not said.
    const PartyId many = PartyHeadedIn(x.doc, phrase.tokens, x.ordered_parties);
    return many.valid() && x.doc.parties[many.value].is_group && x.doc.parties[many.value].is_people;
  }
  PartyId id = PartyHeadedIn(x.doc, phrase.tokens, x.ordered_parties);
  // "Europeans", "1,500": people by their country, or by number alone.
  if (!id.valid() && (filter == kPeopleFilter || filter == kPartyFilter) && (IsBareNumber(x, phrase.tokens) || IsPeopleName(x, phrase.head))) return true;
  if (!id.valid() && owner) id = Modifier(x, phrase.head);
  if (!id.valid()) return false;
  const PartyMention& party = Resolved(x.doc, x.doc.parties[id.value]);
  if (filter == kPartyFilter) return true;
  if (filter == kPeopleFilter) return party.is_people || x.doc.parties[id.value].is_people;
  return IsArmed(party);
}

}  // namespace dateline
