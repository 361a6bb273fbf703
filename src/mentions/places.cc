#include "mentions/places.h"

#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "mentions/places_workspace.h"

namespace dateline {
namespace {

constexpr uint32_t kLongest = 9;          // tokens of a name, hyphens counted
constexpr float kLeastConfidence = 0.4F;  // of the place among those of its name
constexpr float kSameCountry = 0.7F;      // below the above, but all likely ones lie in one country
constexpr uint32_t kDatelineSentences = 4;
constexpr float kSureName = 0.9F;         // of the name tagger, that a name it alone knows is a place
constexpr float kUnknownRight = 0.75F;    // how often that is right
constexpr uint32_t kRareWord = 20;        // occurrences in the counted text up to which a word may be a name

// The probability that a mention is right, fitted to the sets of docs/accuracy.md (right: a place there, within 161 km or the same country or province): four
// numbers, each part as log odds.
constexpr float kBias = -9.5F, kOfPlace = 0.58F, kOfChoice = 0.53F, kOfKnown = 1.43F, kMostOdds = 5;

float LogOdds(float p) { return std::clamp(std::log(std::max(p, 1e-4F) / std::max(1 - p, 1e-4F)), -kMostOdds, kMostOdds); }

/// Nothing but capitals, two letters at least ("US", "U.S.", "BAGHDAD").
bool IsCapitals(std::string_view text) {
  uint32_t upper = 0;
  for (const char c : text) {
    if (c >= 'a' && c <= 'z') return false;
    upper += c >= 'A' && c <= 'Z' ? 1 : 0;
  }
  return upper >= 2;
}

bool HasLetter(std::string_view text) {
  const unsigned char c = text.empty() ? 0 : static_cast<unsigned char>(text[0]);
  return (c | 32) >= 'a' && (c | 32) <= 'z' ? true : c >= 0xC3;
}

bool HasCapital(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool IsHyphen(std::string_view text) { return text == "-" || text == "\u2010" || text == "\u2011" || text == "\u2013"; }
bool IsApostrophe(std::string_view text) { return text.starts_with('\'') || text.starts_with("\u2019") || text.starts_with("\u2018"); }

const Sentence& SentenceAt(const Document& doc, uint32_t token) {
  return *(std::upper_bound(doc.sentences.begin(), doc.sentences.end(), token, [](uint32_t t, const Sentence& s) { return t < s.tokens.begin; }) - 1);
}

/// Calls `word` with each word of a folded token until it returns false.
template <class Word>
bool EachWord(std::string_view folded, Word word) {
  for (size_t at = 0; at < folded.size();) {
    const size_t end = std::min(folded.find(' ', at), folded.size());
    if (!word(folded.substr(at, end - at))) return false;
    at = end + 1;
  }
  return true;
}

}  // namespace

Result<PlaceFinder> PlaceFinder::Load(const Container& knowledge, Vocabulary& vocabulary, std::string_view own) {
  auto gazetteer = Gazetteer::Open(knowledge.Section("gazetteer"));
  if (!gazetteer) return gazetteer.error();
  if (!own.empty()) {
    if (auto attached = gazetteer->Attach(own); !attached) return attached.error();
  }
  auto words = PlaceWords::Load(knowledge, vocabulary);
  if (!words) return words.error();
  PlaceFinder out;
  out.gazetteer_ = *gazetteer;
  out.words_ = std::move(*words);
  out.vocabulary_ = &vocabulary;
  return out;
}

/// Whether a name can begin here: at a capital, or at the article of "al-Bab".
bool PlaceFinder::MayBegin(const Document& doc, uint32_t t, uint32_t end) const {
  if (IsCapital(doc, t)) return true;
  const std::string_view text = doc.token(t);
  if ((text[0] != 'a' && text[0] != 'e' && text[0] != 'u') || text.size() < 2) return false;
  std::string_view article = text;
  if (const size_t hyphen = text.find('-'); hyphen != std::string_view::npos) {
    if (hyphen + 1 >= text.size() || text[hyphen + 1] < 'A' || text[hyphen + 1] > 'Z') return false;
    article = text.substr(0, hyphen);
  } else if (text.size() > 3 || t + 2 >= end || !IsHyphen(doc.token(t + 1)) || SpaceBefore(doc, t + 1) || !IsCapital(doc, t + 2)) {
    return false;
  }
  static constexpr std::string_view kArticles = " al el ad ar as ash at ath az an ed es ez et er en ur ";
  const size_t found = kArticles.find(article);
  return found != std::string_view::npos && kArticles[found - 1] == ' ' && kArticles[found + article.size()] == ' ';
}

/// The longest name of the gazetteer that begins at token `t`.
bool PlaceFinder::MatchAt(const Document& doc, uint32_t t, uint32_t end, Workspace& work, Spot& spot) const {
  uint64_t hash = Gazetteer::kStart;
  bool found = false;
  for (uint32_t u = t; u < end && u - t < kLongest; ++u) {
    const std::string_view text = doc.token(u);
    if (IsHyphen(text)) {
      if (u == t || SpaceBefore(doc, u) || u + 1 >= end || SpaceBefore(doc, u + 1)) break;
      continue;
    }
    work.folded.clear();
    utf8::AppendFolded(text, work.folded);
    if (u > t && IsApostrophe(text) && work.folded != "s") break;
    Gazetteer::Node node;
    if (work.folded.empty() || !EachWord(work.folded, [&](std::string_view word) { return static_cast<bool>(node = gazetteer_.Step(hash, word)); })) break;
    if (node.link != 0 && (IsCapital(doc, u) || (doc.tokens.shape[u] & kHasDigit) || HasCapital(text)) && text.find('$') == std::string_view::npos) {
      spot.tokens = {t, u + 1};
      spot.node = node;
      found = true;
    }
    if (!node.longer) break;
  }
  return found;
}

/// The same under what transliterations of Arabic script have in common.
bool PlaceFinder::MatchLoosely(const Document& doc, uint32_t t, uint32_t end, Workspace& work, Spot& spot) const {
  const WordId first = work.words[t];
  if (first.valid() && vocabulary_->lexicon().Count(first) > 20) return false;
  uint64_t hash = Gazetteer::kLooseStart;
  bool found = false;
  std::string& folded = work.folded;
  for (uint32_t u = t; u < end && u - t < kLongest; ++u) {
    const std::string_view text = doc.token(u);
    if (IsHyphen(text)) {
      if (u == t || SpaceBefore(doc, u) || u + 1 >= end || SpaceBefore(doc, u + 1)) break;
      continue;
    }
    if (u > t && IsApostrophe(text)) break;
    folded.clear();
    utf8::AppendFolded(text, folded);
    Gazetteer::Node node;
    bool any = false;
    const bool known = EachWord(folded, [&](std::string_view word) {
      work.loose.clear();
      Gazetteer::AppendLoose(word, work.loose);
      if (work.loose.empty()) return true;
      any = true;
      return static_cast<bool>(node = gazetteer_.Step(hash, work.loose));
    });
    if (folded.empty() || !known) break;
    if (!any) continue;
    if (node.link != 0 && (IsCapital(doc, u) || HasCapital(text))) {
      spot.tokens = {t, u + 1};
      spot.node = node;
      spot.loose = found = true;
    }
    if (!node.longer) break;
  }
  return found;
}

/// Whether the place can be meant by a name written like this.
bool PlaceFinder::Usable(const Document&, const Spot& spot, Gazetteer::Link link) const {
  if (link.Is(Gazetteer::kAfterComma) && !spot.after_comma) return false;
  return !link.Is(Gazetteer::kCapitals) || spot.capitals;
}

/// How the name of a spot is written.
void PlaceFinder::Dress(const Document& doc, const Workspace& work, Spot& spot) const {
  const std::string_view text = doc.text(doc.tokens.span(spot.tokens));
  const bool all_capitals = work.sentences[spot.sentence].capitals;
  spot.capitals = text.find('.') != std::string_view::npos || (IsCapitals(text) && (!all_capitals || gazetteer_.Links(spot.node)[0].commonness() == 0));
  spot.after_comma = spot.tokens.begin > doc.sentences[spot.sentence].tokens.begin && doc.token(spot.tokens.begin - 1) == ",";
}

void PlaceFinder::ReadSentence(const Document& doc, uint32_t s, Workspace& work) const {
  const TokenRange tokens = doc.sentences[s].tokens;
  SentenceInfo& info = work.sentences[s];
  uint32_t letters = 0, capital = 0, capitals = 0;
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    const std::string_view text = doc.token(t);
    if (text.size() < 4 || !HasLetter(text)) continue;
    ++letters;
    if (!IsCapital(doc, t)) continue;
    ++capital;
    capitals += IsCapitals(text) ? 1 : 0;
  }
  info.capitals = letters >= 3 && capitals * 10 >= letters * 8;
  info.headline = letters >= 4 && capital * 10 >= letters * 8;
  for (uint32_t t = tokens.begin; t < tokens.end;) {
    Spot spot, loose;
    if (!MayBegin(doc, t, tokens.end)) {
      ++t;
      continue;
    }
    const bool exact = MatchAt(doc, t, tokens.end, work, spot);
    if (!info.capitals && MatchLoosely(doc, t, tokens.end, work, loose) && loose.tokens.end > spot.tokens.end) spot = loose;
    else if (!exact) {
      ++t;
      continue;
    }
    const std::string_view text = doc.text(doc.tokens.span(spot.tokens));
    const bool single = spot.tokens.size() == 1;
    spot.sentence = s;
    Dress(doc, work, spot);
    const std::span<const Gazetteer::Link> links = gazetteer_.Links(spot.node);
    const bool usable = std::any_of(links.begin(), links.end(), [&](Gazetteer::Link link) { return Usable(doc, spot, link); });
    const bool never = single && words_.At(work.words[t]).Is(kNeverPlace, true) && !(spot.capitals && (spot.after_comma || text.size() > 2));
    if (!usable || never) {
      ++t;
      continue;
    }
    work.spots.push_back(spot);
    t = spot.tokens.end;
  }
}

/// `evidence`: log odds that a place is meant; `choice`: that it is this one of those known; `known`: that it is one of them.
float PlaceFinder::Confidence(float evidence, float choice, float known) const {
  const float odds = kBias + kOfPlace * std::clamp(evidence, -kMostOdds, kMostOdds) + kOfChoice * LogOdds(choice) + kOfKnown * LogOdds(known);
  // The sets hold few lone names of small towns: there the fit is not believed below half of what the three parts say by themselves.
  const float apart = choice * known / (1 + std::exp(-evidence));
  return std::max(1 / (1 + std::exp(-odds)), apart / 2);
}

PlaceMention PlaceFinder::Describe(uint32_t index, float confidence) const {
  const Gazetteer::Entry& e = gazetteer_.entry(index);
  PlaceMention place;
  place.name = gazetteer_.Text(e.name);
  place.geonameid = e.geonameid;
  place.own_id = gazetteer_.OwnId(index);
  place.country = gazetteer_.Text(e.country);
  place.adm1 = gazetteer_.Text(e.adm1);
  place.adm2 = gazetteer_.Text(e.adm2);
  place.lat = std::round(e.lat * 10000.0) / 10000.0;
  place.lon = std::round(e.lon * 10000.0) / 10000.0;
  place.has_point = true;
  place.feature = gazetteer_.Text(e.feature);
  place.precision = e.precision;
  place.confidence = confidence;
  return place;
}

void PlaceFinder::Emit(Document& doc, const Workspace& work, const Spot& spot) const {
  const Name& name = work.names[spot.name];
  if (name.best == UINT32_MAX) return;
  const uint32_t chosen = ChosenFor(work, spot);
  const Candidate& best = work.candidates[chosen];
  const float placeness = 1 / (1 + std::exp(-spot.evidence));
  if (placeness < 0.5F) return;
  const Gazetteer::Entry& entry = gazetteer_.entry(best.link);
  const bool country_only = name.confidence < kLeastConfidence && chosen == name.best;
  PlaceMention place = Describe(best.link.entry(), Confidence(spot.evidence, name.confidence, name.known));
  if (country_only) {
    float share = 0;
    for (uint32_t c = name.first; c < name.first + name.count; ++c) {
      if (gazetteer_.entry(work.candidates[c].link).country_number == entry.country_number) share += work.candidates[c].share;
    }
    if (share < kSameCountry || entry.country_number == Gazetteer::kNone) return;
    place.name = place.adm1 = place.adm2 = {};
    place.geonameid = 0;
    place.precision = 6;
    place.has_point = false;
    place.confidence = Confidence(spot.evidence, share, name.known);
  }
  place.is_dateline = spot.sentence < kDatelineSentences && StandsInDateline(doc, work, spot);
  place.tokens = spot.tokens;
  place.name_span = place.span = doc.tokens.span(spot.tokens);
  place.is_demonym = spot.demonym;
  Widen(doc, work, doc.sentences[spot.sentence], place);
  place.is_metonym = IsMetonym(doc, work, spot, place);
  if (!place.is_demonym && !place.is_metonym) Relate(doc, work, spot, place);
  if (!doc.places.empty() && doc.places.back().tokens.end > place.tokens.begin) {
    place.tokens.begin = std::max(doc.places.back().tokens.end, spot.tokens.begin);
    place.span = doc.tokens.span(place.tokens);
  }
  doc.places.push_back(place);
}

/// What the name tagger is sure of and the gazetteer lacks, where the words before it say that a place follows: "in Xyz", "the village of Xyz".
void PlaceFinder::AddUnknown(Document& doc, const Workspace& work) const {
  size_t next_spot = 0, next_place = 0;
  const size_t known_places = doc.places.size();
  for (const NameMention& name : doc.names) {
    while (next_spot < work.spots.size() && work.spots[next_spot].tokens.end <= name.tokens.begin) ++next_spot;
    const bool known = next_spot < work.spots.size() && work.spots[next_spot].tokens.Overlaps(name.tokens);
    if (known || name.type != NameType::kPlace || name.confidence < kSureName || !IsUnknownPlace(doc, work, name.tokens)) continue;
    PlaceMention place;
    place.tokens = name.tokens;
    place.span = place.name_span = doc.tokens.span(name.tokens);
    place.confidence = name.confidence * kUnknownRight;
    while (next_place < known_places && doc.places[next_place].tokens.begin < name.tokens.begin) ++next_place;
    if (next_place > 0 && doc.places[next_place - 1].tokens.end > name.tokens.begin) continue;
    if (next_place < known_places && doc.places[next_place].tokens.begin < name.tokens.end) continue;
    doc.places.push_back(place);
  }
  std::inplace_merge(doc.places.begin(), doc.places.begin() + static_cast<std::ptrdiff_t>(known_places), doc.places.end(),
                     [](const PlaceMention& a, const PlaceMention& b) { return a.tokens.begin < b.tokens.begin; });
}

bool PlaceFinder::IsUnknownPlace(const Document& doc, const Workspace& work, TokenRange tokens) const {
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    const bool joins = doc.token(t) == "-" || words_.At(work.words[t]).Is(kBeforePlace, true);
    if (!joins && (!IsCapital(doc, t) || doc.tokens.upos[t] != Upos::kPropn || words_.At(work.words[t]).Is(kNeverPlace | kOrgWord | kThingWord | kSpot | kAfterPlace, true))) return false;
    if (work.words[t].valid() && vocabulary_->lexicon().Count(work.words[t]) > kRareWord) return false;
  }
  if (IsCapitals(doc.text(doc.tokens.span(tokens)))) return false;
  const TokenRange sentence = SentenceAt(doc, tokens.begin).tokens;
  uint32_t b = tokens.begin;
  if (b == sentence.begin) return false;
  const uint32_t next = tokens.end;
  if (next < sentence.end && (IsCapital(doc, next) || words_.At(work.words[next]).Is(kOrgWord, false))) return false;
  if (words_.At(work.words[b - 1]).Is(kInWord, false)) return true;
  return work.words[b - 1] == words_.of && b >= sentence.begin + 2 && words_.At(work.words[b - 2]).Is(kSpot | kAfterPlace | kCompass | kRelationWord, false);
}

/// The workspace of this thread, ready for the report, with the spots of all sentences.
PlaceFinder::Workspace& PlaceFinder::Begin(const Document& doc) const {
  static thread_local Workspace work;
  const uint32_t size = doc.tokens.size();
  work.words = doc.tokens.word.data();
  if (doc.tokens.word.size() != size) {  // the language stage has not run
    work.own_words.assign(size, WordId{});
    for (uint32_t t = 0; t < size; ++t) {
      work.folded.clear();
      utf8::AppendLower(doc.token(t), work.folded);
      work.own_words[t] = vocabulary_->Find(work.folded);
    }
    work.words = work.own_words.data();
  }
  work.spots.clear();
  work.sentences.assign(doc.sentences.size(), SentenceInfo{});
  for (uint32_t s = 0; s < doc.sentences.size(); ++s) ReadSentence(doc, s, work);
  return work;
}

void PlaceFinder::Decide(Document& doc, Workspace& work) const {
  GatherNames(doc, work);
  FindHolders(doc, work);
  WeighSpots(doc, work);
  ReadDateline(doc, work);
  Resolve(work);
}

void PlaceFinder::Find(Document& doc) const {
  Workspace& work = Begin(doc);
  Decide(doc, work);
  for (const Spot& spot : work.spots) Emit(doc, work, spot);
  if (doc.tokens.upos.size() == doc.tokens.size()) AddUnknown(doc, work);
  KeepDateline(doc, work);
  for (const PlaceMention& place : work.dateline_places) {
    const auto after = std::lower_bound(doc.places.begin(), doc.places.end(), place.span.begin, [](const PlaceMention& p, uint32_t at) { return p.span.begin < at; });
    doc.places.insert(after, place);
  }
}

}  // namespace dateline
