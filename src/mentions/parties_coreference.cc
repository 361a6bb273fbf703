#include "mentions/parties_coreference.h"

#include <algorithm>
#include <array>

#include "mentions/parties_binding.h"

namespace dateline {
namespace {

constexpr uint32_t kWindow = 24;                   ///< rows looked back
constexpr uint32_t kFarWindow = 60;                ///< the same for what is called by a noun
constexpr uint32_t kSentences = 2;                 ///< sentences looked back
constexpr long kPrivateGroups = 12, kOutlets = 4;  ///< parts of the list of group words
/// Points by which the best referent must lead: a person, several, a body.
constexpr int kPersonMargin = 3, kManyMargin = 5, kBodyMargin = 5;

/// The row that `row` finally stands for.
PartyId Final(const Document& doc, uint32_t row) {
  for (int steps = 0; steps < 6; ++steps) {
    const PartyMention& party = doc.parties[row];
    if (!party.antecedent.valid() || party.antecedent.value >= row) break;
    row = party.antecedent.value;
  }
  return PartyId{row};
}

bool InReach(const std::vector<PartyFacts>& facts, uint32_t row, uint32_t other) {
  return facts[row].sentence - facts[other].sentence <= kSentences && facts[row].paragraph - facts[other].paragraph <= 1;
}

/// Which rows stand inside quotation marks that open in their sentence.
void MarkQuoted(const Document& doc, std::vector<PartyFacts>& facts) {
  uint32_t token = 0, sentence = UINT32_MAX;
  bool open = false;
  for (uint32_t i = 0; i < facts.size(); ++i) {
    if (facts[i].sentence != sentence) {
      sentence = facts[i].sentence;
      token = doc.sentences[sentence].tokens.begin;
      open = false;
    }
    for (; token < doc.parties[i].head_token; ++token) {
      const std::string_view text = doc.token(token);
      if (text == "\xE2\x80\x9C" || text == "``") open = true;
      else if (text == "\xE2\x80\x9D" || text == "''") open = false;
      else if (text == "\"") open = !open;
    }
    facts[i].quoted = open;
  }
}

/// "the group's fighters" are of the group that "the group" stands for.
void TakeOwner(Document& doc, const std::vector<PartyFacts>& facts, uint32_t row) {
  PartyMention& party = doc.parties[row];
  const PartyMention& owner = doc.parties[Final(doc, facts[row].owner).value];
  if (party.country.empty()) party.country = owner.country;
  if (!party.actor.empty() || party.sectors == "CVL" || party.sectors == "REF") return;
  party.actor = owner.actor;
  if (party.name.empty()) party.name = owner.name;
  if (!owner.sectors.empty() && (party.sectors.empty() || party.sectors == "REB" || party.sectors == "MIL" || party.sectors == "ELI")) party.sectors = owner.sectors;
}

/// "Hassan Ali" of "Hassan Ali and Omar Said", seen from the last of exactly two named persons; kNoRow: `row` is not that.
uint32_t FirstOfTwo(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row) {
  const auto named = [&](uint32_t i) { return facts[i].single && !doc.parties[i].person.empty() && !doc.parties[i].is_appositive; };
  const uint32_t token = TreeHead(doc, doc.parties[row].head_token);
  if (doc.tokens.deprel[token] != Deprel::kConj || !named(row)) return PartyFacts::kNoRow;
  const uint32_t top = TreeHead(doc, doc.tokens.head[token]);
  uint32_t first = PartyFacts::kNoRow;
  for (uint32_t i = row; i-- > 0 && row - i < 6 && doc.parties[i].head_token >= top;) {
    const uint32_t other = TreeHead(doc, doc.parties[i].head_token);
    if (doc.tokens.deprel[other] == Deprel::kConj && doc.tokens.head[other] == top) return PartyFacts::kNoRow;  // three
    if (other == top && named(i)) first = i;
  }
  const bool more = row + 1 < doc.parties.size() && doc.tokens.deprel[TreeHead(doc, doc.parties[row + 1].head_token)] == Deprel::kConj && doc.tokens.head[TreeHead(doc, doc.parties[row + 1].head_token)] == top;
  return more ? PartyFacts::kNoRow : first;
}

bool HasSector(const PartyMention& party, std::string_view sector) { return party.sectors.find(sector) != std::string_view::npos; }

/// Points that a noun gets for where it stands; the same for parties and for things.
int Prominence(const Document& doc, uint32_t token, uint32_t sentences_back) {
  int points = sentences_back == 0 ? 10 : sentences_back == 1 ? 8 : 5;
  switch (TopRelation(doc, token)) {
    case Deprel::kNsubj: points += 4; break;
    case Deprel::kNsubjPass: points += 3; break;
    case Deprel::kObj:
    case Deprel::kIobj: points += 2; break;
    case Deprel::kNmod:
    case Deprel::kNmodPoss:
    case Deprel::kCompound: points -= 1; break;
    default: break;
  }
  return points;
}

}  // namespace

/// Referents with their best points; a thing that is no party has no id.
struct Coreference::Candidates {
  struct One {
    PartyId id;
    int points = 0;
  };
  std::array<One, 2 * kWindow> list;
  uint32_t size = 0;

  void Add(PartyId id, int points) {
    for (uint32_t i = 0; i < size; ++i) {
      if (!(list[i].id == id)) continue;
      list[i].points = std::max(list[i].points, points);
      return;
    }
    if (size < list.size()) list[size++] = {id, points};
  }

  /// The leader, where he leads clearly; invalid otherwise.
  PartyId Best(int margin) const {
    One best, second;
    best.points = second.points = INT32_MIN / 2;
    for (uint32_t i = 0; i < size; ++i) {
      if (list[i].points > best.points) {
        second = best;
        best = list[i];
      } else if (list[i].points > second.points) {
        second = list[i];
      }
    }
    return best.points - second.points >= margin ? best.id : PartyId{};
  }
};

Coreference Coreference::Load(Vocabulary& vocabulary) {
  Coreference out;
  const std::pair<const char*, PronounKind> pronouns[] = {{"he", PronounKind::kHe}, {"him", PronounKind::kHe}, {"himself", PronounKind::kHe}, {"she", PronounKind::kShe}, {"her", PronounKind::kShe},
      {"herself", PronounKind::kShe}, {"they", PronounKind::kThey}, {"them", PronounKind::kThey}, {"themselves", PronounKind::kThey}, {"it", PronounKind::kIt}, {"itself", PronounKind::kIt},
      {"who", PronounKind::kWho}, {"whom", PronounKind::kWho}, {"i", PronounKind::kFirst}, {"we", PronounKind::kFirst}, {"us", PronounKind::kFirst}, {"me", PronounKind::kFirst}};
  for (const auto& [text, kind] : pronouns) out.pronouns_.push_back({vocabulary.Intern(text), kind});
  out.both_ = vocabulary.Intern("both");
  for (const char* text : {"himself", "herself", "themselves", "itself"}) out.reflexive_.push_back(vocabulary.Intern(text));
  // First kPrivateGroups of no state, then kOutlets of news, then those of a state.
  for (const char* text : {"group", "organization", "organisation", "movement", "network", "militia", "charity", "watchdog", "faction", "party", "gang", "cartel", "agency", "newspaper", "paper", "broadcaster", "coalition", "alliance", "army",
                           "force", "ministry"}) {
    out.groups_.push_back(vocabulary.Intern(text));
  }
  return out;
}

PronounKind Coreference::KindOf(WordId word) const {
  if (!word.valid()) return PronounKind::kNone;
  for (const auto& [id, kind] : pronouns_) {
    if (id == word) return kind;
  }
  return PronounKind::kNone;
}

bool Coreference::IsGroupAnaphor(WordId lemma) const { return lemma.valid() && std::find(groups_.begin(), groups_.end(), lemma) != groups_.end(); }

bool Coreference::Suits(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row, PronounKind kind) const {
  const PartyMention& party = doc.parties[row];
  const PartyFacts& f = facts[row];
  if (party.is_pronoun && !party.antecedent.valid()) return false;
  const Gender gender = f.gender != Gender::kUnknown ? f.gender : facts[Final(doc, row).value].gender;
  switch (kind) {
    case PronounKind::kHe: return f.single && gender != Gender::kFemale;
    case PronounKind::kShe: return f.single && gender != Gender::kMale;
    case PronounKind::kThey: return party.is_people && !f.single && !f.state && (party.is_plural || f.group);
    case PronounKind::kIt: return f.group && !party.is_plural && !f.single;
    default: return false;
  }
}

void Coreference::AddParties(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row, PronounKind kind, Candidates& out) const {
  const uint32_t token = doc.parties[row].head_token;
  const bool reflexive = std::find(reflexive_.begin(), reflexive_.end(), doc.tokens.word[token]) != reflexive_.end();
  const bool quoted = facts[row].quoted;
  for (uint32_t i = row; i-- > 0 && row - i < kWindow && InReach(facts, row, i);) {
    const PartyFacts& f = facts[i];
    if (kind == PronounKind::kThey && f.single && doc.tokens.deprel[doc.parties[i].head_token] == Deprel::kConj) {
      // "X and Y": they are two; the first stands for both.
      const uint32_t first = FirstOfTwo(doc, facts, i);
      const bool apart = first == PartyFacts::kNoRow || AreCoarguments(doc, token, doc.parties[i].head_token);
      out.Add(apart ? PartyId{} : PartyId{first}, Prominence(doc, doc.parties[i].head_token, facts[row].sentence - f.sentence) + 2);
      continue;
    }
    const bool open = doc.parties[i].is_pronoun && !doc.parties[i].antecedent.valid();
    if (open && KindOf(doc.tokens.word[doc.parties[i].head_token]) == kind) {
      // The same pronoun before, whose referent is not known: most likely it is that one again.
      out.Add(PartyId{}, Prominence(doc, doc.parties[i].head_token, facts[row].sentence - f.sentence) + 4);
      continue;
    }
    if (!Suits(doc, facts, i, kind)) continue;
    const uint32_t other = doc.parties[i].head_token;
    const bool here = f.sentence == facts[row].sentence;
    if (here) {
      const bool together = AreCoarguments(doc, token, other);
      if (reflexive != together && (reflexive || together)) continue;
      if (!reflexive && Commands(doc, token, other)) continue;
      if (quoted && !f.quoted && Speaks(doc, other, token)) continue;
    } else if (reflexive) {
      continue;
    }
    const PartyId final = Final(doc, i);
    const Deprel relation = TopRelation(doc, other);
    const bool subject = relation == Deprel::kNsubj || relation == Deprel::kNsubjPass;
    const bool body = kind == PronounKind::kIt || (kind == PronounKind::kThey && !doc.parties[i].is_plural);
    if (body && !subject) continue;
    int points = Prominence(doc, other, facts[row].sentence - f.sentence);
    if (kind == PronounKind::kThey && !subject) points -= relation == Deprel::kObj && here ? 1 : 3;
    points += f.named || doc.parties[i].is_pronoun ? 2 : 0;
    points += static_cast<int>(std::min<uint32_t>(facts[final.value].told, 3));
    if (relation == TopRelation(doc, token)) ++points;
    if (here && !quoted && Speaks(doc, other, token)) points += 3;
    if (f.possessed) points -= 3;
    if (!f.named && !f.definite && f.single && !doc.parties[i].is_pronoun) points -= 2;
    if (IsPredicate(doc, other)) points -= 6;
    if (kind == PronounKind::kHe || kind == PronounKind::kShe) points += f.gender != Gender::kUnknown ? 2 : 0;
    if (kind == PronounKind::kShe && f.gender == Gender::kUnknown) points -= 3;
    if (kind == PronounKind::kThey) points += doc.parties[i].is_plural ? 2 : -2;
    // "people": anybody.
    if (kind == PronounKind::kThey && doc.parties[i].tokens.size() == 1 && doc.parties[i].role == "people") points -= 3;
    out.Add(final, points);
  }
}

void Coreference::AddThings(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row, PronounKind kind, Candidates& out) const {
  const uint32_t token = doc.parties[row].head_token;
  const uint32_t here = facts[row].sentence;
  auto end = std::lower_bound(doc.chunks.begin(), doc.chunks.end(), token, [](const Chunk& c, uint32_t t) { return c.tokens.begin < t; });
  uint32_t party = row, sentence = here;
  for (auto c = end; c != doc.chunks.begin();) {
    --c;
    while (sentence > 0 && c->tokens.begin < doc.sentences[sentence].tokens.begin) --sentence;
    if (here - sentence > 1) break;
    if (c->kind != ChunkKind::kNoun || doc.tokens.upos[c->head] == Upos::kPron) continue;
    while (party > 0 && doc.parties[party - 1].tokens.begin >= c->tokens.end) --party;
    bool known = false;
    for (uint32_t i = party; i-- > 0 && doc.parties[i].tokens.end > c->tokens.begin;) known = known || (doc.parties[i].is_people && c->tokens.Contains(doc.parties[i].head_token));
    const bool plural = (doc.tokens.morph[c->head] & kPlural) != 0;
    const Deprel relation = TopRelation(doc, c->head);
    const bool core = relation == Deprel::kNsubj || relation == Deprel::kNsubjPass || relation == Deprel::kObj || (relation == Deprel::kObl && kind == PronounKind::kThey);
    if (known || plural != (kind == PronounKind::kThey) || !core || (sentence == here && AreCoarguments(doc, token, c->head))) continue;
    out.Add(PartyId{}, Prominence(doc, c->head, here - sentence) + (relation == TopRelation(doc, token) ? 1 : 0));
  }
}

PartyId Coreference::Relative(const Document& doc, uint32_t row) const {
  const uint32_t noun = RelativeNoun(doc, doc.parties[row].head_token);
  if (noun == doc.parties[row].head_token) return {};
  for (uint32_t i = row; i-- > 0 && row - i < kWindow;) {
    const PartyMention& party = doc.parties[i];
    if (TreeHead(doc, party.head_token) == noun) return party.is_pronoun && !party.antecedent.valid() ? PartyId{} : Final(doc, i);
    if (party.tokens.end < noun) break;
  }
  return {};
}

PartyId Coreference::Pronoun(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row, PronounKind kind) const {
  if (kind == PronounKind::kWho) return Relative(doc, row);
  if (kind == PronounKind::kFirst || kind == PronounKind::kNone) return {};
  Candidates candidates;
  AddParties(doc, facts, row, kind, candidates);
  if (candidates.size == 0) return {};
  if (kind == PronounKind::kIt || kind == PronounKind::kThey) AddThings(doc, facts, row, kind, candidates);
  return candidates.Best(kind == PronounKind::kIt ? kBodyMargin : kind == PronounKind::kThey ? kManyMargin : kPersonMargin);
}

bool Coreference::Fits(const PartyMention& party, WordId anaphor) const {
  const bool known = !party.country.empty() || !party.actor.empty();
  const bool official = known && (HasSector(party, "MIL") || HasSector(party, "GOV") || HasSector(party, "COP"));
  const auto at = std::find(groups_.begin(), groups_.end(), anaphor) - groups_.begin();
  if (at < kPrivateGroups) return !official && !HasSector(party, "JRN");
  if (at < kPrivateGroups + kOutlets) return party.sectors == "JRN" || (party.sectors == "UNO" && at == kPrivateGroups);
  return official || at == kPrivateGroups + kOutlets;
}

/// "the Northern Brigade" ... "the brigade", "the Sudanese government" ... "the government".
PartyId Coreference::SameHead(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row) const {
  const PartyMention& anaphor = doc.parties[row];
  const WordId lemma = doc.tokens.lemma[anaphor.head_token];
  if (!lemma.valid()) return {};
  PartyId found;
  for (uint32_t i = row; i-- > 0 && row - i < kFarWindow;) {
    const PartyMention& party = doc.parties[i];
    if (party.is_pronoun || party.is_plural != anaphor.is_plural || facts[i].definite || !facts[i].group) continue;
    const uint32_t last = party.tokens.end - 1;
    if (doc.tokens.lemma[party.head_token] != lemma && doc.tokens.lemma[last] != lemma) continue;
    const PartyId final = Final(doc, i);
    if (!found.valid()) {
      found = final;
      continue;
    }
    // Two of the kind: only where both are of one land, or one and the same.
    const PartyMention &near = doc.parties[found.value], &far = doc.parties[final.value];
    if (!(final == found) && (near.country != far.country || near.actor != far.actor || near.name != far.name)) return {};
  }
  return found;
}

/// "Defense Minister Karim Haddad" ... "the minister".
PartyId Coreference::SameTitle(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row) const {
  const WordId lemma = doc.tokens.lemma[doc.parties[row].head_token];
  PartyId found;
  for (uint32_t i = row; i-- > 0 && row - i < kFarWindow;) {
    if (!lemma.valid() || !facts[i].single || facts[i].definite || facts[i].title != lemma) continue;
    const PartyId final = Final(doc, i);
    if (found.valid() && !(found == final)) return {};
    found = final;
  }
  return found;
}

bool Coreference::IsBoth(const Document& doc, const PartyMention& party) const {
  const uint32_t first = party.tokens.begin;
  return both_.valid() && (doc.tokens.word[first] == both_ || (first > 0 && doc.tokens.word[first - 1] == both_));
}

/// "the two men", "both men" after "Hassan Ali and Omar Said": the first of the only two that were named together.
PartyId Coreference::Pair(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row) const {
  const PartyMention& anaphor = doc.parties[row];
  const bool two = IsBoth(doc, anaphor) || (anaphor.count.valid() && doc.quantities[anaphor.count.value].estimate.best == 2);
  if (!two) return {};
  for (uint32_t i = row; i-- > 0 && row - i < kFarWindow;) {
    const uint32_t first = FirstOfTwo(doc, facts, i);
    if (first != PartyFacts::kNoRow) return PartyId{first};
  }
  return {};
}

/// "the two men", "the militants" after "three militants".
PartyId Coreference::SameCount(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row, bool same_noun) const {
  const PartyMention& anaphor = doc.parties[row];
  const double count = anaphor.count.valid() ? doc.quantities[anaphor.count.value].estimate.best : 0;
  if (count == 0) {  // "the 800 residents", of whom half is told: a number that is no count of theirs
    for (uint32_t t = anaphor.tokens.begin; t < anaphor.tokens.end; ++t) {
      if (doc.tokens.upos[t] == Upos::kNum) return {};
    }
  }
  for (uint32_t i = row; i-- > 0 && row - i < kWindow && facts[row].sentence - facts[i].sentence <= kSentences;) {
    const PartyMention& party = doc.parties[i];
    if (!party.is_people || !party.is_plural || party.is_pronoun || facts[i].definite) continue;
    if (same_noun && doc.tokens.lemma[party.head_token] != doc.tokens.lemma[anaphor.head_token]) continue;
    if (count > 0 && party.count.valid() && doc.quantities[party.count.value].estimate.best == count) return Final(doc, i);
    if (count == 0 && party.role == anaphor.role && !party.role.empty()) return Final(doc, i);
  }
  return {};
}

PartyId Coreference::Group(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row) const {
  Candidates candidates;
  const WordId lemma = doc.tokens.lemma[doc.parties[row].head_token];
  for (uint32_t i = row; i-- > 0 && row - i < 2 * kWindow;) {
    const PartyMention& party = doc.parties[i];
    const PartyFacts& f = facts[i];
    if (!f.group || party.is_plural || party.is_pronoun || !f.named || f.single || f.state || !Fits(party, lemma)) continue;
    const uint32_t back = std::min<uint32_t>(facts[row].sentence - f.sentence, 3);
    const PartyId final = Final(doc, i);
    candidates.Add(final, 10 - 3 * static_cast<int>(back) + (f.subject ? 4 : 0) + (party.actor.empty() ? 0 : 2) + static_cast<int>(std::min<uint32_t>(facts[final.value].told, 3)));
  }
  return candidates.Best(1);
}

/// "the militants", "the rebels": the armed group that was named, where there is but one.
PartyId Coreference::ArmedGroup(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row) const {
  PartyId found;
  for (uint32_t i = row; i-- > 0 && row - i < kFarWindow;) {
    const PartyMention& party = doc.parties[i];
    if (!facts[i].group || facts[i].state || !facts[i].named || !HasSector(party, "REB")) continue;
    const PartyId final = Final(doc, i);
    const bool same = found.valid() && !party.actor.empty() && doc.parties[found.value].actor == party.actor;
    if (found.valid() && !(found == final) && !same) return {};
    found = final;
  }
  return found;
}

PartyId Coreference::Definite(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row) const {
  const PartyMention& party = doc.parties[row];
  if (party.is_plural) {
    PartyId same = SameCount(doc, facts, row, true);
    if (!same.valid()) same = Pair(doc, facts, row);
    if (!same.valid()) same = SameCount(doc, facts, row, false);
    if (same.valid() || !HasSector(party, "REB") || party.count.valid()) return same;
    return ArmedGroup(doc, facts, row);
  }
  if (facts[row].group) {
    const PartyId same = SameHead(doc, facts, row);
    if (same.valid() || !IsGroupAnaphor(doc.tokens.lemma[party.head_token])) return same;
    return Group(doc, facts, row);
  }
  return facts[row].single ? SameTitle(doc, facts, row) : PartyId{};
}

void Coreference::Resolve(Document& doc, std::vector<PartyFacts>& facts) const {
  MarkQuoted(doc, facts);
  for (uint32_t i = 0; i < doc.parties.size(); ++i) {
    PartyMention& party = doc.parties[i];
    if (!party.antecedent.valid()) {
      if (party.is_pronoun) {
        const PronounKind kind = KindOf(doc.tokens.word[party.head_token]);
        party.antecedent = Pronoun(doc, facts, i, kind);
        // From now on it is known whether the person is a man or a woman.
        if (party.antecedent.valid() && facts[party.antecedent.value].gender == Gender::kUnknown) {
          if (kind == PronounKind::kHe) facts[party.antecedent.value].gender = Gender::kMale;
          if (kind == PronounKind::kShe) facts[party.antecedent.value].gender = Gender::kFemale;
        }
      }
      else if ((facts[i].definite || IsBoth(doc, party)) && !facts[i].named) party.antecedent = Definite(doc, facts, i);
    }
    if (facts[i].owner != PartyFacts::kNoRow) TakeOwner(doc, facts, i);
    ++facts[Final(doc, i).value].told;
  }
}

}  // namespace dateline
