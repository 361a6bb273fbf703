#include "mentions/places.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/utf8.h"

namespace dateline {
namespace {

constexpr uint32_t kLongest = 6;  // tokens of a name
constexpr double kEarthRadius = 6371;

double Distance(double lat1, double lon1, double lat2, double lon2) {
  constexpr double kDegree = 3.14159265358979 / 180;
  const double a = std::sin((lat2 - lat1) * kDegree / 2), b = std::sin((lon2 - lon1) * kDegree / 2);
  return 2 * kEarthRadius * std::asin(std::min(1.0, std::sqrt(a * a + std::cos(lat1 * kDegree) * std::cos(lat2 * kDegree) * b * b)));
}

bool IsCapital(const Document& doc, uint32_t t) { return (doc.tokens.shape[t] & kCapitalized) != 0; }

}  // namespace

/// A name found, before it is decided which place it is.
struct PlaceFinder::Candidate {
  TokenRange tokens;
  uint32_t sentence = 0;
  std::span<const Gazetteer::Link> links;
  uint32_t entry = UINT32_MAX;
  double confidence = 0;
  bool demonym = false, located = false;
};

struct PlaceFinder::Workspace {
  std::string folded;
  std::vector<Candidate> candidates;
  std::unordered_map<uint64_t, size_t> decided;
  std::vector<std::pair<std::string_view, double>> countries;  ///< named in the report, with weight
  std::vector<uint32_t> anchors;                               ///< entries that are sure
  std::span<const Gazetteer::Link> found;
};

Result<PlaceFinder> PlaceFinder::Load(const Container& knowledge, Vocabulary& v) {
  auto gazetteer = Gazetteer::Open(knowledge.Section("gazetteer"));
  if (!gazetteer) return gazetteer.error();
  PlaceFinder out;
  out.gazetteer_ = *gazetteer;
  out.vocabulary_ = &v;
  auto words = knowledge.OpenTable("places/words.tsv");
  if (!words) return words.error();
  constexpr std::pair<std::string_view, WordClass> kClasses[] = {{"before", WordClass::kBefore}, {"after", WordClass::kAfter}, {"site", WordClass::kSite}, {"org", WordClass::kOrg},
                                                                 {"title", WordClass::kTitle}, {"street", WordClass::kStreet}, {"person", WordClass::kPerson}};
  for (const Table::Row& row : words->rows()) {
    const auto kind = std::find_if(std::begin(kClasses), std::end(kClasses), [&](const auto& c) { return c.first == row.cells[1]; });
    if (kind == std::end(kClasses)) return Error{words->Where(row), "class \"" + std::string(row.cells[1]) + "\"", "before, after, site, org, title, street or person"};
    Word word;
    word.kind = kind->second;
    word.feature = row.cells[2];
    std::from_chars(row.cells[3].data(), row.cells[3].data() + row.cells[3].size(), word.precision);
    word.capital_only = row.cells[4] == "cap";
    out.words_.emplace(v.Intern(utf8::Lower(row.cells[0])).value, word);
  }
  auto names = knowledge.OpenTable("given-names.tsv");
  if (!names) return names.error();
  for (const Table::Row& row : names->rows()) out.given_names_.insert(v.Intern(utf8::Lower(row.cells[0])).value);
  for (const char* w : {"in", "near", "from", "to", "at", "of", "around", "outside", "into", "toward", "towards", "across", "inside", "through", "between", "throughout", "within", "over", "via", "for", "on", "and", "entering", "leaving"}) out.locative_.insert(v.Intern(w).value);
  for (const char* w : {"al", "el", "ez", "ar", "as", "ad", "an", "at", "az", "es", "ed", "de", "la", "le", "les", "du", "des", "del", "los", "las", "of", "the", "and", "on", "upon", "sur", "-", "'", "’", "bin", "abu", "um", "umm", "ain"}) out.particles_.insert(v.Intern(w).value);
  const std::pair<WordId*, const char*> ids[] = {{&out.of_, "of"}, {&out.the_, "the"}, {&out.near_, "near"}, {&out.between_, "between"}, {&out.along_, "along"}, {&out.border_, "border"},
      {&out.outskirts_, "outskirts"}, {&out.suburbs_, "suburbs"}, {&out.north_, "north"}, {&out.south_, "south"}, {&out.east_, "east"}, {&out.west_, "west"}, {&out.in_, "in"}, {&out.at_, "at"},
      {&out.km_, "km"}, {&out.kilometres_, "kilometres"}, {&out.kilometers_, "kilometers"}, {&out.miles_, "miles"}, {&out.mile_, "mile"}, {&out.and_, "and"}, {&out.comma_, ","}, {&out.hyphen_, "-"},
      {&out.from_, "from"}, {&out.with_, "with"}};
  for (const auto& [id, text] : ids) *id = v.Intern(text);
  return out;
}

const PlaceFinder::Word* PlaceFinder::WordAt(const Document& doc, uint32_t token) const {
  const auto it = words_.find(doc.tokens.word[token].value);
  if (it == words_.end() || (it->second.capital_only && !IsCapital(doc, token))) return nullptr;
  return &it->second;
}

/// The end of the longest name that begins at `token`, or `token`; work.found holds its places.
uint32_t PlaceFinder::MatchAt(const Document& doc, uint32_t token, uint32_t end, Workspace& work) const {
  uint32_t last = token + 1;
  while (last < end && last - token < kLongest && (IsCapital(doc, last) || particles_.contains(doc.tokens.word[last].value))) ++last;
  for (uint32_t stop = last; stop > token; --stop) {
    if (stop > token + 1 && !IsCapital(doc, stop - 1) && doc.tokens.upos[stop - 1] != Upos::kPropn) continue;
    // A name ends and begins at a word, never inside a hyphenated one's mark.
    const std::string_view text = doc.text(doc.tokens.span(TokenRange{token, stop}));
    work.folded.clear();
    utf8::AppendFolded(text, work.folded);
    if (work.folded.size() < 2) continue;
    work.found = gazetteer_.Find(work.folded);
    if (!work.found.empty()) return stop;
  }
  return token;
}

bool PlaceFinder::Plausible(const Document& doc, const Sentence& sentence, const Candidate& c, Workspace&) const {
  const auto& tok = doc.tokens;
  const uint32_t b = c.tokens.begin, e = c.tokens.end;
  const bool single = c.tokens.size() == 1;
  uint32_t population = 0;
  bool large = false;
  for (const Gazetteer::Link& link : c.links) {
    const Gazetteer::Entry& entry = gazetteer_.entry(link.entry);
    population = std::max(population, entry.population);
    large = large || entry.kind == Gazetteer::Kind::kCountry || entry.kind == Gazetteer::Kind::kRegion;
    if (link.flags & Gazetteer::kDemonym) return tok.upos[b] != Upos::kVerb;
  }
  const bool has_before = b > sentence.tokens.begin, has_after = e < sentence.tokens.end;
  // Names are proper nouns; at the start of a sentence any word is written like one.
  if (single && tok.upos[b] != Upos::kPropn && !(large && tok.upos[b] == Upos::kNoun)) return false;
  if (single && doc.token(b).size() < 3 && !large) return false;
  if (single && (tok.shape[b] & kAllCaps) && doc.token(b).size() < 6 && !large) return false;
  // A surname behind, a given name or a title before: a person.
  uint32_t before = b;
  if (has_before && Is(doc, b - 1, the_)) --before;
  if (has_before && !large) {
    const Word* word = WordAt(doc, b - 1);
    if (word != nullptr && word->kind == WordClass::kTitle) return false;
    if (IsCapital(doc, b - 1) && b - 1 > sentence.tokens.begin && tok.upos[b - 1] == Upos::kPropn && (word == nullptr || word->kind != WordClass::kBefore)) return false;
    if (given_names_.contains(tok.word[b - 1].value) && IsCapital(doc, b - 1)) return false;
  }
  if (has_after) {
    const Word* word = WordAt(doc, e);
    if (word != nullptr && (word->kind == WordClass::kPerson || word->kind == WordClass::kStreet || (word->kind == WordClass::kOrg && IsCapital(doc, e)))) return false;
    const bool ties = word != nullptr && (word->kind == WordClass::kAfter || word->kind == WordClass::kSite);
    if (!large && !ties && IsCapital(doc, e) && tok.upos[e] == Upos::kPropn && single && !(e + 1 < sentence.tokens.end && Is(doc, e + 1, comma_) && population > 500000)) return false;
    if (!large && given_names_.contains(tok.word[b].value) && single && (ties ? false : IsCapital(doc, e))) return false;
  }
  // "University of X", "Bank of X".
  if (b >= sentence.tokens.begin + 2 && Is(doc, b - 1, of_)) {
    const Word* word = WordAt(doc, b - 2);
    if (word != nullptr && word->kind == WordClass::kOrg && IsCapital(doc, b - 2)) return false;
  }
  if (large) return true;
  const bool located = c.located;
  if (given_names_.contains(tok.word[b].value) && single && !(located && population > 200000)) return false;
  if (vocabulary_->lexicon().Count(tok.word[b]) > 0 && single) {
    // An ordinary word that some village bears.
    const auto readings = vocabulary_->lexicon().Readings(tok.word[b]);
    const bool ordinary = !readings.empty() && tok.upos[b] == Upos::kPropn && !std::any_of(readings.begin(), readings.end(), [&](const Reading& r) { return r.lemma == tok.word[b] && r.cost < 2200; });
    if (ordinary && population < 100000 && !located) return false;
  }
  return located || population >= 15000 || c.tokens.size() > 1;
}

void PlaceFinder::Choose(Candidate& c, const Workspace& work) const {
  double best = -1e9, sum = 0;
  for (int pass = 0; pass < 2; ++pass) {
    for (const Gazetteer::Link& link : c.links) {
      const Gazetteer::Entry& e = gazetteer_.entry(link.entry);
      double score = std::log10(static_cast<double>(e.population) + 50) * 1.3;
      if (e.kind == Gazetteer::Kind::kCountry) score += 6;
      if (e.kind == Gazetteer::Kind::kRegion) score += 9.5;
      if (e.kind == Gazetteer::Kind::kDivision) score -= 1.2;  // the town rather than the division of its name
      if (link.flags & Gazetteer::kMainName) score += 0.7;
      const std::string_view country = gazetteer_.Text(e.country);
      for (const auto& [name, weight] : work.countries) {
        if (name == country) score += std::min(4.0, 2.0 + weight * 0.5);
      }
      double nearest = 1e9;
      for (const uint32_t anchor : work.anchors) {
        const Gazetteer::Entry& a = gazetteer_.entry(anchor);
        if (anchor != link.entry) nearest = std::min(nearest, Distance(a.lat, a.lon, e.lat, e.lon));
      }
      if (nearest < 3000) score += 2.0 * (1 - nearest / 3000);
      if (pass == 0) {
        if (score > best) best = score, c.entry = link.entry;
      } else {
        // A division and the town it is named for are no rivals.
        const Gazetteer::Entry& winner = gazetteer_.entry(c.entry);
        const bool same = link.entry == c.entry || (winner.country == e.country && Distance(winner.lat, winner.lon, e.lat, e.lon) < 120);
        if (!same) sum += std::exp(1.2 * (score - best));
      }
    }
  }
  c.confidence = 1 / (1.08 + sum);
}

void PlaceFinder::Resolve(Document& doc, Workspace& work) const {
  const auto note = [&](std::string_view country) {
    if (country.empty()) return;
    for (auto& [name, weight] : work.countries) {
      if (name == country) {
        weight += 1;
        return;
      }
    }
    work.countries.emplace_back(country, 1.0);
  };
  for (Candidate& c : work.candidates) {
    for (const Gazetteer::Link& link : c.links) {
      const Gazetteer::Entry& e = gazetteer_.entry(link.entry);
      if (e.kind == Gazetteer::Kind::kCountry || e.kind == Gazetteer::Kind::kRegion) {
        note(gazetteer_.Text(e.country));
        c.entry = link.entry;
        if (e.kind == Gazetteer::Kind::kRegion && !(link.flags & Gazetteer::kDemonym)) work.anchors.push_back(link.entry);
        break;
      }
    }
    if (c.entry == UINT32_MAX && c.links.size() == 1) work.anchors.push_back(c.links[0].entry);
  }
  if (work.anchors.size() > 32) work.anchors.resize(32);
  for (Candidate& c : work.candidates) {
    const uint64_t key = c.links[0].key;
    if (const auto it = work.decided.find(key); it != work.decided.end()) {
      c.entry = work.candidates[it->second].entry;
      c.confidence = work.candidates[it->second].confidence;
      continue;
    }
    Choose(c, work);
    work.decided.emplace(key, static_cast<size_t>(&c - work.candidates.data()));
    if (c.confidence > 0.8 && work.anchors.size() < 48) work.anchors.push_back(c.entry);
  }
  (void)doc;
}

void PlaceFinder::Widen(Document& doc, const Sentence& sentence, PlaceMention& place) const {
  // "Hasakah province", "the Euphrates River Valley".
  for (uint32_t t = place.tokens.end; t < sentence.tokens.end; ++t) {
    const Word* word = WordAt(doc, t);
    if (word == nullptr || (word->kind != WordClass::kAfter && !(word->kind == WordClass::kSite && IsCapital(doc, t)))) break;
    place.tokens.end = t + 1;
    if (word->precision != 0) place.precision = word->precision;
    if (!word->feature.empty()) place.feature = word->feature;
  }
  // "northern Syria", "the city of Afrin".
  uint32_t b = place.tokens.begin;
  while (b > sentence.tokens.begin) {
    const Word* word = WordAt(doc, b - 1);
    if (word != nullptr && word->kind == WordClass::kBefore) {
      --b;
      if (word->precision != 0 && place.precision != 1) {
        place.precision = std::min<uint8_t>(word->precision, 5);
        place.relation = "part_of";
      }
      continue;
    }
    break;
  }
  if (b != place.tokens.begin && !Is(doc, b, of_)) place.tokens.begin = b;
  place.span = doc.tokens.span(place.tokens);
}

void PlaceFinder::Relate(Document& doc, const Sentence& sentence, PlaceMention& place) const {
  const uint32_t first = sentence.tokens.begin;
  uint32_t b = place.tokens.begin;
  while (b > first && Is(doc, b - 1, the_)) --b;
  if (b == first) return;
  const uint32_t p = b - 1;
  const auto near = [&](std::string_view relation) {
    place.relation = relation;
    if (place.precision < 2) place.precision = 2;
  };
  if (Is(doc, p, near_)) near("near");
  else if (Is(doc, p, between_)) place.relation = "between";
  else if (Is(doc, p, along_)) place.relation = "along";
  else if (Is(doc, p, with_) && p > first && Is(doc, p - 1, border_)) place.relation = "border_of";
  if (!Is(doc, p, of_) || p == first) {
    if (place.relation.empty() && (Is(doc, p, in_) || Is(doc, p, at_))) place.relation = "in";
    return;
  }
  const uint32_t q = p - 1;
  if (Is(doc, q, outskirts_) || Is(doc, q, suburbs_)) {
    near("outskirts_of");
    return;
  }
  struct Direction {
    WordId word;
    std::string_view relation;
    double lat, lon;
  };
  const Direction directions[] = {{north_, "north_of", 1, 0}, {south_, "south_of", -1, 0}, {east_, "east_of", 0, 1}, {west_, "west_of", 0, -1}};
  for (const Direction& d : directions) {
    if (!Is(doc, q, d.word)) continue;
    near(d.relation);
    // "12 km north of X": the point moves.
    for (const QuantityMention& number : doc.quantities) {
      if (number.tokens.end > q || number.tokens.end + 2 < q || place.has_point == false) continue;
      double km = number.estimate.best;
      if (number.estimate.unit == "miles" || Is(doc, q - 1, miles_) || Is(doc, q - 1, mile_)) km *= 1.609;
      else if (number.estimate.unit != "km" && !Is(doc, q - 1, km_) && !Is(doc, q - 1, kilometres_) && !Is(doc, q - 1, kilometers_)) continue;
      if (!(km > 0) || km > 500) continue;
      place.lat += d.lat * km / 111.2;
      place.lon += d.lon * km / (111.2 * std::max(0.2, std::cos(place.lat * 0.0174533)));
      break;
    }
  }
}

PlaceMention PlaceFinder::Describe(const Candidate& c) const {
  const Gazetteer::Entry& e = gazetteer_.entry(c.entry);
  PlaceMention place;
  place.name = gazetteer_.Text(e.name);
  place.geonameid = e.geonameid;
  place.country = gazetteer_.Text(e.country);
  place.adm1 = gazetteer_.Text(e.adm1);
  place.lat = std::round(e.lat * 10000.0) / 10000.0;
  place.lon = std::round(e.lon * 10000.0) / 10000.0;
  place.has_point = e.lat != 0 || e.lon != 0;
  place.feature = gazetteer_.Text(e.feature);
  place.precision = static_cast<uint8_t>(e.precision);
  place.confidence = static_cast<float>(c.confidence);
  return place;
}

void PlaceFinder::Emit(Document& doc, const Sentence& sentence, const Candidate& c) const {
  PlaceMention place = Describe(c);
  place.tokens = c.tokens;
  place.name_span = place.span = doc.tokens.span(c.tokens);
  place.is_demonym = c.demonym;
  if (!c.demonym) {
    Widen(doc, sentence, place);
    Relate(doc, sentence, place);
    if (!doc.places.empty() && doc.places.back().tokens.end > place.tokens.begin) {
      place.tokens.begin = std::max(doc.places.back().tokens.end, c.tokens.begin);
      place.span = doc.tokens.span(place.tokens);
    }
  }
  doc.places.push_back(place);
}

void PlaceFinder::ReadDateline(Document& doc, Workspace& work) const {
  // "WASHINGTON", "BAGHDAD, Iraq", "Beirut, March 3": the part before the first comma.
  const std::string_view name = std::string_view(doc.report.dateline).substr(0, doc.report.dateline.find_first_of(",(;"));
  work.folded.clear();
  utf8::AppendFolded(name, work.folded);
  const std::span<const Gazetteer::Link> links = gazetteer_.Find(work.folded);
  // A dateline names a town: of its namesakes the largest, and a capital before all.
  Candidate c;
  double best = -1;
  for (const Gazetteer::Link& link : links) {
    const Gazetteer::Entry& e = gazetteer_.entry(link.entry);
    if (e.kind != Gazetteer::Kind::kPopulated) continue;
    const double size = static_cast<double>(e.population) + (gazetteer_.Text(e.feature) == "P.PPLC" ? 1e8 : 0);
    if (size > best) best = size, c.entry = link.entry;
  }
  if (c.entry == UINT32_MAX) return;
  c.confidence = 0.9;
  doc.dateline_place = Describe(c);
  doc.dateline_place.is_dateline = true;
  if (std::find(work.anchors.begin(), work.anchors.end(), c.entry) == work.anchors.end()) work.anchors.push_back(c.entry);
}

void PlaceFinder::Find(Document& doc) const {
  static thread_local Workspace work;
  work.candidates.clear();
  work.decided.clear();
  work.countries.clear();
  work.anchors.clear();
  for (uint32_t s = 0; s < doc.sentences.size(); ++s) {
    const Sentence& sentence = doc.sentences[s];
    for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end;) {
      // "al-Bab" begins small.
      const bool small = doc.tokens.upos[t] == Upos::kPropn && particles_.contains(doc.tokens.word[t].value);
      if (!IsCapital(doc, t) && !small) {
        ++t;
        continue;
      }
      const uint32_t end = MatchAt(doc, t, sentence.tokens.end, work);
      if (end == t) {
        ++t;
        continue;
      }
      Candidate c;
      c.tokens = {t, end};
      c.sentence = s;
      c.links = work.found;
      uint32_t p = t;
      while (p > sentence.tokens.begin && (Is(doc, p - 1, the_) || (WordAt(doc, p - 1) != nullptr && WordAt(doc, p - 1)->kind == WordClass::kBefore))) --p;
      c.located = p > sentence.tokens.begin && locative_.contains(doc.tokens.word[p - 1].value);
      c.demonym = std::any_of(c.links.begin(), c.links.end(), [](const Gazetteer::Link& link) { return (link.flags & Gazetteer::kDemonym) != 0; });
      if (Plausible(doc, sentence, c, work)) {
        work.candidates.push_back(c);
        t = end;
      } else {
        ++t;
      }
    }
  }
  Resolve(doc, work);
  if (!doc.report.dateline.empty()) ReadDateline(doc, work);
  for (const Candidate& c : work.candidates) {
    if (c.entry != UINT32_MAX && (c.confidence >= 0.5 || c.demonym)) Emit(doc, doc.sentences[c.sentence], c);
  }
}

}  // namespace dateline
