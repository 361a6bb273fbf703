#include "mentions/things.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "mentions/parties_names.h"

namespace dateline {
namespace {

constexpr uint32_t kReach = 40;  ///< tokens on either side in which the parts of a clause are looked for

Result<uint8_t> ParseOnly(const Table& table, const Table::Row& row, std::string_view cell) {
  static constexpr std::pair<std::string_view, uint8_t> kNames[] = {{"cap", 1}, {"lower", 2}, {"plural", 4}, {"weak", 8}, {"hit", 16}};
  uint8_t out = 0;
  for (const std::string_view word : SplitList(cell, ',')) {
    const auto it = std::find_if(std::begin(kNames), std::end(kNames), [&](const auto& n) { return n.first == word; });
    if (it == std::end(kNames)) return Error{table.Where(row), "only \"" + std::string(word) + "\"", "cap, lower, plural, weak or hit"};
    out |= it->second;
  }
  return out;
}

bool IsNoun(const Document& doc, uint32_t t) {
  const Upos upos = doc.tokens.upos[t];
  return upos == Upos::kNoun || upos == Upos::kPropn || upos == Upos::kX || (upos == Upos::kNum && (doc.tokens.shape[t] & kHasDigit));
}

/// The name that the tagger sees over a token.
const NameMention* NameOver(const Document& doc, uint32_t t) {
  const auto it = std::upper_bound(doc.names.begin(), doc.names.end(), t, [](uint32_t at, const NameMention& n) { return at < n.tokens.end; });
  return it != doc.names.end() && it->tokens.begin <= t ? &*it : nullptr;
}

}  // namespace

Result<ThingFinder> ThingFinder::Load(const Container& knowledge, Vocabulary& vocabulary) {
  ThingFinder out;
  if (auto r = out.LoadNouns(knowledge, vocabulary, "weapons.tsv", ThingKind::kWeapon); !r) return r.error();
  if (auto r = out.LoadNouns(knowledge, vocabulary, "infrastructure.tsv", ThingKind::kInfrastructure); !r) return r.error();
  if (auto r = out.LoadDamage(knowledge, vocabulary); !r) return r.error();
  return out;
}

Result<void> ThingFinder::LoadNouns(const Container& knowledge, Vocabulary& vocabulary, const char* file, ThingKind kind) {
  auto table = knowledge.OpenTable(file);
  if (!table) return table.error();
  const auto words = table->Column("words"), name = table->Column("name"), category = table->Column("category"), only = table->Column("only"), never = table->Column("not");
  for (const auto* column : {&words, &name, &category, &only, &never}) {
    if (!*column) return column->error();
  }
  const auto mode = kind == ThingKind::kWeapon ? table->Column("mode") : Result<size_t>(*words);
  if (!mode) return mode.error();
  for (const Table::Row& row : table->rows()) {
    if (row.cells[*words].empty()) return Error{table->Where(row), "a row without words", "names, several by |"};
    if (row.cells[*category] == "use") {
      const WordId word = vocabulary.Intern(utf8::Lower(row.cells[*words]));
      if (word.value >= use_.size()) use_.resize(word.value + word.value / 2 + 1024);
      use_[word.value] = true;
      continue;
    }
    const auto flags = ParseOnly(*table, row, row.cells[*only]);
    if (!flags) return flags.error();
    Noun noun;
    noun.kind = kind;
    noun.name = row.cells[*name];
    noun.category = row.cells[*category];
    if (kind == ThingKind::kWeapon) noun.mode = row.cells[*mode];
    noun.only = *flags;
    for (const std::string_view word : SplitList(row.cells[*never], ',')) noun.never.push_back(vocabulary.Intern(utf8::Lower(word)));
    nouns_.push_back(std::move(noun));
    for (const std::string_view phrase : SplitList(row.cells[*words], '|')) {
      if (!phrases_.Add(phrase, static_cast<uint32_t>(nouns_.size() - 1), vocabulary)) {
        return Error{table->Where(row), "\"" + std::string(phrase) + "\" stands in weapons.tsv or infrastructure.tsv before", "each name once"};
      }
      phrases_.Add(PluralOf(phrase), static_cast<uint32_t>(nouns_.size() - 1), vocabulary);
    }
  }
  return {};
}

Result<void> ThingFinder::LoadDamage(const Container& knowledge, Vocabulary& vocabulary) {
  auto table = knowledge.OpenTable("damage.tsv");
  if (!table) return table.error();
  const auto words = table->Column("words"), kind = table->Column("kind"), name = table->Column("name"), grade = table->Column("grade");
  for (const auto* column : {&words, &kind, &name, &grade}) {
    if (!*column) return column->error();
  }
  static constexpr std::string_view kKinds[] = {"verb", "happens", "noun", "attack"};
  for (const Table::Row& row : table->rows()) {
    const auto known = std::find(std::begin(kKinds), std::end(kKinds), row.cells[*kind]);
    if (known == std::end(kKinds)) return Error{table->Where(row), "kind \"" + std::string(row.cells[*kind]) + "\"", "verb, happens, noun or attack"};
    const auto parts = SplitList(row.cells[*words], ' ');
    if (parts.empty()) return Error{table->Where(row), "a row without words", "a verb or noun"};
    Damage damage;
    damage.kind = static_cast<DamageKind>(known - std::begin(kKinds));
    damage.name = row.cells[*name];
    damage.grade = row.cells[*grade];
    for (size_t i = 1; i < parts.size(); ++i) damage.rest.push_back(vocabulary.Intern(utf8::Lower(parts[i])));
    const WordId first = vocabulary.Intern(utf8::Lower(parts[0]));
    if (first.value >= damage_at_.size()) damage_at_.resize(first.value + first.value / 2 + 1024);
    auto& list = damage_at_[first.value];
    list.insert(std::find_if(list.begin(), list.end(), [&](uint32_t d) { return damages_[d].rest.size() < damage.rest.size(); }), static_cast<uint32_t>(damages_.size()));
    damages_.push_back(std::move(damage));
  }
  return {};
}

/// Whether the way the phrase is written, its neighbours and its names allow the reading.
bool ThingFinder::Fits(const Document& doc, const Noun& noun, TokenRange phrase) const {
  const auto& tok = doc.tokens;
  const uint32_t head = phrase.end - 1;
  const bool capital = (tok.shape[phrase.begin] & (kCapitalized | kAllCaps)) != 0;
  if ((noun.only & kCapital) && !capital) return false;
  if ((noun.only & kLower) && capital && tok.upos[head] == Upos::kPropn) return false;
  if ((noun.only & kPlural) && !(tok.morph[head] & kPlural)) return false;
  if (!IsNoun(doc, head) && !(tok.shape[head] & kAllCaps)) return false;
  for (const WordId word : noun.never) {
    if (phrase.begin > 0 && (tok.word[phrase.begin - 1] == word || tok.lemma[phrase.begin - 1] == word)) return false;
    if (phrase.end < tok.size() && (tok.word[phrase.end] == word || tok.lemma[phrase.end] == word)) return false;
  }
  // "Small Arms Survey", "Bullet" of a person: part of a longer name of somebody.
  const bool in_name = capital && phrase.end < tok.size() && tok.upos[phrase.end] == Upos::kPropn && tok.head[head] == phrase.end && (tok.shape[phrase.end] & kCapitalized);
  if (in_name && !(noun.only & kCapital) && !(tok.shape[head] & kAllCaps)) return false;
  const NameMention* name = NameOver(doc, head);
  if (name == nullptr || name->confidence < 0.5F) return true;
  if (name->type == NameType::kPerson || name->type == NameType::kNorp) return false;
  const bool longer = name->tokens.size() > phrase.size();
  return !(longer && (name->type == NameType::kOrganization || name->type == NameType::kArmedGroup || name->type == NameType::kDocument) && noun.kind == ThingKind::kWeapon);
}

/// "prison terms", "in school": the noun names no building.
bool ThingFinder::IsAbstract(const Document& doc, const Sentence& sentence, TokenRange phrase) {
  const auto& tok = doc.tokens;
  const uint32_t head = phrase.end - 1;
  if (tok.deprel[head] == Deprel::kCompound && tok.head[head] > head) return true;
  if (tok.upos[head] != Upos::kNoun || (tok.morph[head] & kPlural) || tok.xpos[head] == Xpos::kNns || phrase.size() > 1) return false;
  if (phrase.begin == sentence.tokens.begin) return false;
  const uint32_t before = phrase.begin - 1;
  return tok.head[before] != head || tok.deprel[before] == Deprel::kCase || tok.deprel[before] == Deprel::kPunct;
}

/// Whether a name that is an ordinary word too is shown to be this thing.
bool ThingFinder::Shown(const Document& doc, const Noun& noun, uint32_t head, bool weapon_in_sentence) const {
  if (!(noun.only & (kWeak | kHit))) return true;
  const auto& tok = doc.tokens;
  const uint32_t governor = tok.head[head];
  if (noun.kind == ThingKind::kWeapon) return weapon_in_sentence || (governor != head && IsUse(tok.lemma[governor])) || (head > 0 && IsUse(tok.lemma[head - 1]));
  if (governor != head && IsDamaging(tok.lemma[governor])) return true;
  return weapon_in_sentence && !(noun.only & kHit);
}

void ThingFinder::FindNouns(const Document& doc, const Sentence& sentence, std::vector<Found>& found) const {
  found.clear();
  for (uint32_t t = sentence.tokens.end; t > sentence.tokens.begin;) {
    const HeadPhrases::Hit hit = phrases_.Longest(doc, sentence.tokens.begin, t - 1);
    if (hit && Fits(doc, nouns_[hit.row], {hit.begin, t})) {
      found.push_back({hit.row, {hit.begin, t}});
      t = hit.begin;
    } else {
      --t;
    }
  }
  std::reverse(found.begin(), found.end());
}

/// The phrase with the adjectives, nouns and numbers that hang on it and stand directly before.
TokenRange ThingFinder::Phrase(const Document& doc, const Sentence& sentence, TokenRange core) {
  const auto& tok = doc.tokens;
  uint32_t begin = core.begin;
  while (begin > sentence.tokens.begin) {
    const uint32_t t = begin - 1;
    const Deprel rel = tok.deprel[t];
    const bool modifier = rel == Deprel::kAmod || rel == Deprel::kCompound || rel == Deprel::kNummod || (rel == Deprel::kPunct && IsGlueHyphen(doc, t) && t > sentence.tokens.begin) ||
                          (rel == Deprel::kAdvmod && tok.head[t] > t && tok.head[t] < core.begin);
    const bool doing = tok.upos[t] == Upos::kVerb && (tok.morph[t] & kGerund);  // "damaging churches": no description
    if (!modifier || doing || tok.head[t] < t || tok.head[t] >= core.end || tok.morph[t] & kPossessive) break;
    begin = t;
  }
  while (begin < core.begin && tok.deprel[begin] == Deprel::kPunct) ++begin;
  return {begin, core.end};
}

Span ThingFinder::ThingAt(const Document& doc, uint32_t token, size_t first_thing) {
  for (size_t i = first_thing; i < doc.things.size(); ++i) {
    if (doc.things[i].kind == ThingKind::kInfrastructure && doc.things[i].tokens.end == token + 1) return doc.things[i].span;
  }
  const auto it = std::upper_bound(doc.places.begin(), doc.places.end(), token, [](uint32_t t, const PlaceMention& p) { return t < p.tokens.end; });
  if (it == doc.places.end() || it->tokens.begin > token || it->is_demonym || it->is_metonym || it->precision == 0 || it->precision > 4) return {};
  return it->span;
}

/// The words of damage that begin at `token`: adjacent, or with the object between ("set the hut on fire").
const ThingFinder::Damage* ThingFinder::DamageAt(const Document& doc, const Sentence& sentence, uint32_t token, TokenRange& words) const {
  const auto& tok = doc.tokens;
  const WordId lemma = tok.lemma[token];
  if (!IsDamaging(lemma)) return nullptr;
  const bool noun = tok.upos[token] == Upos::kNoun, verb = tok.upos[token] == Upos::kVerb || tok.upos[token] == Upos::kAdj;
  for (const uint32_t d : damage_at_[lemma.value]) {
    const Damage& damage = damages_[d];
    if (damage.kind == DamageKind::kAttack || (damage.kind == DamageKind::kNoun ? !noun : !verb)) continue;
    const auto size = static_cast<uint32_t>(damage.rest.size());
    words = {token, token + 1};
    if (size == 0) return &damage;
    const uint32_t last = std::min(sentence.tokens.end, token + 1 + kReach / 2);
    for (uint32_t at = token + 1; at + size <= last; ++at) {
      uint32_t i = 0;
      while (i < size && tok.word[at + i] == damage.rest[i]) ++i;
      const uint32_t end = at + size - 1, governor = tok.head[end];
      if (i < size || (at > token + 1 && governor != token && tok.head[governor] != token)) continue;
      if (at == token + 1) words.end = at + size;
      return &damage;
    }
  }
  return nullptr;
}

/// What it was done to; empty: the tree does not say, or it is no thing that breaks.
Span ThingFinder::Damaged(const Document& doc, const Sentence& sentence, const Damage& damage, TokenRange words, size_t first_thing) const {
  const uint32_t token = words.begin, words_end = words.end;
  const auto& tok = doc.tokens;
  const uint32_t from = std::max(sentence.tokens.begin, token > kReach ? token - kReach : 0), to = std::min(sentence.tokens.end, token + kReach);
  const auto child = [&](uint32_t of, auto wanted) {
    for (uint32_t t = from; t < to; ++t) {
      if (tok.head[t] != of || t == of || !wanted(tok.deprel[t])) continue;
      if (const Span span = ThingAt(doc, t, first_thing); !span.empty()) return span;
    }
    return Span{};
  };
  const auto object = [](Deprel r) { return r == Deprel::kObj || r == Deprel::kNsubjPass; };
  const Deprel rel = tok.deprel[token];
  const uint32_t governor = tok.head[token];
  if (damage.kind == DamageKind::kNoun) {
    if (const Span own = child(token, [](Deprel r) { return r == Deprel::kNmod || r == Deprel::kNmodPoss; }); !own.empty()) return own;
    if (token + 1 >= to || tok.upos[token + 1] != Upos::kAdp) return {};
    for (uint32_t t = token + 2; t < std::min(to, token + 8) && tok.upos[t] != Upos::kVerb && tok.upos[t] != Upos::kPunct; ++t) {
      if (const Span next = ThingAt(doc, t, first_thing); !next.empty()) return next;
    }
    return {};
  }
  if (damage.kind == DamageKind::kHappens) return child(token, [](Deprel r) { return r == Deprel::kNsubj; });
  if (rel == Deprel::kAmod && governor > token) return ThingAt(doc, governor, first_thing);
  if (const Span own = child(token, object); !own.empty()) return own;
  if (rel == Deprel::kAcl || (rel == Deprel::kAclRelcl && (tok.morph[token] & kPastParticiple))) return ThingAt(doc, governor, first_thing);
  // "set fire to the hut": behind the noun; "damaged or destroyed homes", "were looted and burned": of the verb beside.
  for (uint32_t word = token; !damage.rest.empty() && word < std::min(to, words_end); ++word) {
    if (const Span behind = child(word, [](Deprel r) { return r == Deprel::kObl || r == Deprel::kNmod; }); !behind.empty()) return behind;
  }
  if (rel == Deprel::kConj) return child(governor, object);
  for (uint32_t t = token + 1; t < to; ++t) {
    if (tok.head[t] == token && tok.deprel[t] == Deprel::kConj) return child(t, object);
  }
  return {};
}

void ThingFinder::FindDamage(Document& doc, const Sentence& sentence, size_t first_thing) const {
  for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
    TokenRange words;
    const Damage* damage = DamageAt(doc, sentence, t, words);
    if (damage == nullptr) continue;
    const Span of = Damaged(doc, sentence, *damage, words, first_thing);
    if (of.empty()) continue;
    ThingMention mention;
    mention.kind = ThingKind::kDamage;
    mention.tokens = words;
    mention.span = doc.tokens.span(words);
    mention.name = damage->name;
    mention.category = damage->grade;
    mention.of = of;
    mention.confidence = 0.85F;
    doc.things.push_back(mention);
  }
}

/// "T-72 tanks": one thing, by its make. `core` is the phrase of the mention without what describes it.
void ThingFinder::Join(Document& doc, const Sentence& sentence, TokenRange core, ThingMention& mention) {
  const ThingMention& before = doc.things.back();
  const bool touching = before.tokens.end == core.begin && before.kind == mention.kind;
  if (!touching && before.tokens.end <= mention.tokens.begin) return;
  if (before.kind == mention.kind) mention.name = before.name, mention.category = before.category, mention.mode = before.mode;
  mention.tokens = Phrase(doc, sentence, {std::min(mention.tokens.begin, before.tokens.begin), core.end});
  doc.things.pop_back();
}

/// "AK-47s" is nobody, whatever the name tagger said before.
void ThingFinder::TakeFromParties(Document& doc) {
  size_t at = 0;
  for (const ThingMention& thing : doc.things) {
    if (thing.kind != ThingKind::kWeapon) continue;
    while (at < doc.parties.size() && doc.parties[at].head_token < thing.tokens.begin) ++at;
    for (size_t i = at; i < doc.parties.size() && thing.tokens.Contains(doc.parties[i].head_token); ++i) {
      if (doc.parties[i].actor.empty() && doc.parties[i].person.empty()) doc.parties[i].is_people = false;
    }
  }
}

void ThingFinder::Find(Document& doc) const {
  static thread_local std::vector<Found> found;
  for (const Sentence& sentence : doc.sentences) {
    FindNouns(doc, sentence, found);
    const bool weapon = std::any_of(found.begin(), found.end(), [&](const Found& f) { return nouns_[f.noun].kind == ThingKind::kWeapon && !(nouns_[f.noun].only & kWeak); });
    const size_t first_thing = doc.things.size();
    for (const Found& f : found) {
      const Noun& noun = nouns_[f.noun];
      if (!Shown(doc, noun, f.phrase.end - 1, weapon)) continue;
      if (noun.kind == ThingKind::kInfrastructure && IsAbstract(doc, sentence, f.phrase)) continue;
      ThingMention mention;
      mention.kind = noun.kind;
      mention.tokens = Phrase(doc, sentence, f.phrase);
      mention.name = noun.name;
      mention.category = noun.category;
      mention.mode = noun.mode;
      mention.confidence = noun.only & kWeak ? 0.8F : 0.95F;
      if (doc.things.size() > first_thing) Join(doc, sentence, f.phrase, mention);
      mention.span = doc.tokens.span(mention.tokens);
      doc.things.push_back(mention);
    }
    FindDamage(doc, sentence, first_thing);
    std::stable_sort(doc.things.begin() + static_cast<std::ptrdiff_t>(first_thing), doc.things.end(), [](const ThingMention& a, const ThingMention& b) { return a.tokens.begin < b.tokens.begin; });
  }
  TakeFromParties(doc);
}

}  // namespace dateline
