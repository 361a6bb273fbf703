#include "findings/event_sketch.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/hash.h"
#include "base/table.h"
#include "base/utf8.h"
#include "findings/claim_words.h"

namespace dateline {
namespace {

constexpr size_t kLeastWord = 4;  ///< shorter words tell nothing
constexpr size_t kMostHashes = 24;  ///< names and words of an occurrence that are kept: enough to know it by
constexpr size_t kMostReportWords = 64;

uint32_t Hash32(std::string_view text) {
  if (text.empty()) return 0;
  const auto hash = static_cast<uint32_t>(Hash64(text));
  return hash == 0 ? 1 : hash;
}

void SortUnique(std::vector<uint32_t>& hashes) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

/// A word of a text: lower case, without the possessive.
struct Word {
  std::string_view text;  ///< lower case
  bool capital = false;
};

/// Calls `take` for each word of letters; keeps its memory between calls.
class Words {
 public:
  template <class Take>
  void Each(std::string_view text, Take take) {
    for (size_t at = 0; at < text.size();) {
      const auto first = utf8::Decode(text, at);
      if (!utf8::IsLetter(first.code)) {
        at += first.size;
        continue;
      }
      const size_t begin = at;
      while (at < text.size()) {
        const auto next = utf8::Decode(text, at);
        if (!utf8::IsLetter(next.code) && next.code != U'-') break;
        at += next.size;
      }
      lower_.clear();
      utf8::AppendLower(text.substr(begin, at - begin), lower_);
      take(Word{lower_, utf8::IsUpper(first.code)});
    }
  }

 private:
  std::string lower_;
};

SketchFigure FigureOf(const ClaimSet& claims, const Occurrence& occurrence, FigureSlot slot) {
  SketchFigure out;
  const uint32_t row = occurrence.figures[static_cast<size_t>(slot)];
  if (row == kNoRow) return out;
  const ClaimFigure& figure = claims.figures[row];
  out.given = true;
  out.exact = figure.hedge == Hedge::kExact;
  out.low = std::isnan(figure.low) ? 0.0f : static_cast<float>(figure.low);
  out.high = std::isnan(figure.high) ? std::numeric_limits<float>::infinity() : static_cast<float>(figure.high);
  const double best = !std::isnan(figure.best) ? figure.best : !std::isnan(figure.low) ? figure.low : figure.high;
  out.best = std::isnan(best) ? 0.0f : static_cast<float>(best);
  return out;
}

}  // namespace

Result<EventTypes> EventTypes::Load(const Container& knowledge) {
  auto table = knowledge.OpenTable(kTable);
  if (!table) return table.error();
  EventTypes out;
  std::unordered_map<std::string, uint16_t> types, modes, groups;
  const auto number = [](std::unordered_map<std::string, uint16_t>& map, std::string_view name) {
    return name.empty() ? uint16_t{0} : map.emplace(std::string(name), static_cast<uint16_t>(map.size() + 1)).first->second;
  };
  for (const Table::Row& row : table->rows()) {
    Entry entry{number(types, row.cells[0]), number(modes, row.cells[1]), number(groups, row.cells[2]), 0};
    for (const std::string_view family : SplitList(row.cells[3], ' ')) {
      auto at = std::find(out.families_.begin(), out.families_.end(), family);
      if (at == out.families_.end()) at = out.families_.insert(at, std::string(family));
      entry.families |= 1u << static_cast<uint32_t>(at - out.families_.begin());
    }
    if (entry.type == 0 || entry.group == 0 || entry.families == 0) return Error{table->Where(row), "an empty cell", "type, group and families"};
    if (out.families_.size() > 32) return Error{table->Where(row), "a thirty-third family", "32 at most"};
    std::string key(row.cells[0]);
    if (!row.cells[1].empty()) key.append("/").append(row.cells[1]);
    out.entries_[key] = entry;
  }
  return out;
}

EventTypes::Entry EventTypes::Find(std::string_view type, std::string_view mode) const {
  std::string key(type);
  if (!mode.empty()) {
    if (const auto it = entries_.find(key + "/" + std::string(mode)); it != entries_.end()) return it->second;
  }
  const auto it = entries_.find(key);
  return it == entries_.end() ? Entry{} : it->second;
}

int EventTypes::Family(std::string_view name) const {
  const auto at = std::find(families_.begin(), families_.end(), name);
  return at == families_.end() ? -1 : static_cast<int>(at - families_.begin());
}

Result<EventSketcher> EventSketcher::Load(const Container& knowledge) {
  EventSketcher out;
  auto types = EventTypes::Load(knowledge);
  if (!types) return types.error();
  out.types_ = std::move(*types);
  auto gates = knowledge.OpenTable("findings/gates.tsv");
  if (!gates) return gates.error();
  for (const Table::Row& row : gates->rows()) {
    double value = 0;
    const std::string_view text = row.cells[1];
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) return Error{gates->Where(row), "value \"" + std::string(text) + "\"", "a number from 0 on"};
    out.gates_[std::string(row.cells[0])] = value;
  }
  auto plain = knowledge.OpenTable("findings/plain-names.tsv");
  if (!plain) return plain.error();
  for (const Table::Row& row : plain->rows()) out.plain_.emplace(row.cells[0]);
  return out;
}

double EventSketcher::Gate(std::string_view name) const {
  const auto it = gates_.find(std::string(name));
  return it == gates_.end() ? 0 : it->second;
}

ContentId OccurrenceId(const ClaimSet& claims, const Occurrence& occurrence) {
  std::vector<ContentId> ids;
  ids.reserve(occurrence.claims.size());
  for (const uint32_t claim : occurrence.claims) ids.push_back(claims.claims[claim].id);
  std::sort(ids.begin(), ids.end());
  const Hash128 hash = HashId({reinterpret_cast<const char*>(ids.data()), ids.size() * sizeof(ContentId)});
  return {hash.high, hash.low};
}

/// One run over a case.
class SketchMaker {
 public:
  SketchMaker(const EventSketcher& sketcher, const ClaimSet& claims, EventSketches& out) : sketcher_(sketcher), claims_(claims), out_(out), radius_(8) {
    for (size_t i = 1; i < radius_.size(); ++i) radius_[i] = static_cast<float>(sketcher.Gate("radius-" + std::to_string(i)));
    city_ = static_cast<float>(sketcher.Gate("radius-city"));
    window_ = static_cast<int32_t>(sketcher.Gate("window-days"));
  }

  void Reports() {
    out_.reports.reserve(claims_.reports.size());
    for (uint32_t row = 0; row < claims_.reports.size(); ++row) Report(row);
  }

  void Event(const Occurrence& occurrence) {
    EventSketch event;
    event.id = OccurrenceId(claims_, occurrence);
    event.report = occurrence.report;
    event.kind = occurrence.kind;
    event.type = TypeOf(occurrence);
    event.plain_type = Hash(occurrence.type);
    event.background = occurrence.background;
    event.total = occurrence.total;
    event.unreal = !claims_.claims[occurrence.main].happened();
    SetTime(occurrence, event);
    event.place = PlaceOf(occurrence);
    event.killed = FigureOf(claims_, occurrence, FigureSlot::kKilled);
    event.injured = FigureOf(claims_, occurrence, FigureSlot::kInjured);
    event.count = FigureOf(claims_, occurrence, FigureSlot::kCount);
    event.parties.begin = static_cast<uint32_t>(out_.parties.size());
    for (const uint32_t party : occurrence.actors) AddParty(claims_.parties[party]);
    event.actors = static_cast<uint16_t>(out_.parties.size() - event.parties.begin);
    for (const uint32_t party : occurrence.recipients) AddParty(claims_.parties[party]);
    event.parties.count = static_cast<uint32_t>(out_.parties.size()) - event.parties.begin;
    AddWords(occurrence, event);
    out_.events.push_back(event);
  }

 private:
  /// Hash of a text of the pool, made once.
  uint32_t Hash(TextId text) {
    if (text >= hashes_.size()) hashes_.resize(claims_.texts.size(), kNoRow);
    if (hashes_[text] == kNoRow) hashes_[text] = Hash32(utf8::Lower(claims_.text(text)));
    return hashes_[text];
  }

  EventTypes::Entry TypeOf(const Occurrence& occurrence) {
    if (occurrence.kind != RecordKind::kEvent) return {};
    const uint64_t key = uint64_t{occurrence.type} << 32 | occurrence.mode;
    const auto [it, fresh] = types_.try_emplace(key);
    if (fresh) it->second = sketcher_.types_.Find(claims_.text(occurrence.type), claims_.text(occurrence.mode));
    return it->second;
  }

  void SetTime(const Occurrence& occurrence, EventSketch& event) {
    event.told = occurrence.time.known();
    const ClaimTime& time = event.told ? occurrence.time : occurrence.window;
    event.date_precision = time.precision;
    event.start = time.start;
    event.end = time.end == kNoDay ? time.start : time.end;
    const int32_t published = claims_.Published(occurrence.report);
    if (event.start == kNoDay && published != kNoDay) {
      event.start = published - window_;
      event.end = published;
    }
  }

  SketchPlace ToPlace(const ClaimPlace& place) {
    SketchPlace out;
    out.precision = place.precision;
    out.has_point = place.has_point;
    out.lat = place.lat;
    out.lon = place.lon;
    out.geonameid = place.geonameid;
    out.name = Hash(place.name != 0 ? place.name : place.text);
    out.country = Hash(place.country);
    out.adm1 = Hash(place.adm1);
    out.adm2 = Hash(place.adm2);
    const std::string_view feature = claims_.text(place.feature);
    const bool city = feature == "P.PPLC" || feature == "P.PPLA" || feature == "P.PPLA2";
    out.radius = std::max(place.precision < radius_.size() ? radius_[place.precision] : 0.0f, city && place.precision == 1 ? city_ : 0.0f);
    return out;
  }

  /// The most specific place that was resolved; else one that only has a name.
  SketchPlace PlaceOf(const Occurrence& occurrence) {
    for (const uint32_t row : occurrence.places) {
      const ClaimPlace& place = claims_.places[row];
      if (place.precision != 0 && (place.has_point || place.country != 0)) return ToPlace(place);
    }
    SketchPlace out;
    if (!occurrence.places.empty()) out.name = Hash(claims_.places[occurrence.places.front()].text);
    return out;
  }

  void AddParty(const ClaimParty& party) {
    SketchParty out;
    out.actor = Hash(party.actor);
    out.name = Hash(party.name != 0 ? party.name : party.text);
    out.country = Hash(party.country);
    out.role = Hash(party.role);
    if (party.person != 0) {
      out.full = Hash(party.person);
      out.person = LastName(party.person);
    }
    out_.parties.push_back(out);
  }

  uint32_t LastName(TextId person) {
    const std::string_view name = claims_.text(person);
    const size_t blank = name.rfind(' ');
    return Hash32(utf8::Lower(blank == std::string_view::npos ? name : name.substr(blank + 1)));
  }

  Slice Put(std::vector<uint32_t>& hashes) {
    SortUnique(hashes);
    const Slice out = {static_cast<uint32_t>(out_.hashes.size()), static_cast<uint32_t>(hashes.size())};
    out_.hashes.insert(out_.hashes.end(), hashes.begin(), hashes.end());
    return out;
  }

  void Report(uint32_t row) {
    const ClaimReport& report = claims_.reports[row];
    ReportSketch sketch;
    sketch.id = report.id;
    sketch.published = report.published;
    sketch.publisher = Hash32(utf8::Lower(report.publisher));
    sketch.origin = row;
    // Copies of copies; the count of steps guards against a ring.
    for (size_t steps = 0; claims_.reports[sketch.origin].origin != kNoRow && steps < claims_.reports.size(); ++steps) sketch.origin = claims_.reports[sketch.origin].origin;
    sketch.dateline = ToPlace(report.dateline);
    const auto own = std::span(claims_.claims).subspan(report.claims.begin, report.claims.count);
    PlaceWords(own, place_words_);
    persons_.clear();
    names_.clear();
    words_.clear();
    for (const Claim& claim : own) {
      for (const PartySlot slot : {PartySlot::kActors, PartySlot::kRecipients, PartySlot::kPeople}) {
        for (const ClaimParty& party : claims_.Parties(claim, slot)) {
          if (party.person != 0 && claims_.text(party.person).find(' ') != std::string_view::npos) persons_.push_back(Hash(party.person));
        }
      }
      Quote(claim.quote, names_, &words_);
    }
    sketch.persons = Put(persons_);
    sketch.names = Put(names_);
    sketch.words = Kept(words_, kMostReportWords);
    sketch.places = Places(own);
    words_.clear();
    each_.Each(report.title, [&](Word word) {
      if (word.text.size() >= kLeastWord) words_.push_back(Hash32(Stem(word.text)));
    });
    sketch.title = Put(words_);
    out_.reports.push_back(sketch);
  }

  /// Towns and districts by their number in the gazetteer; what is not in it, by its name.
  Slice Places(std::span<const Claim> own) {
    names_.clear();
    for (const Claim& claim : own) {
      for (const PlaceSlot slot : {PlaceSlot::kPlace, PlaceSlot::kOrigin, PlaceSlot::kDestination}) {
        for (const ClaimPlace& place : claims_.Places(claim, slot)) {
          if (place.precision == 0 && place.text != 0) names_.push_back(Hash(place.text));
          if (place.precision >= 1 && place.precision <= 3) names_.push_back(place.geonameid != 0 ? place.geonameid : Hash(place.name != 0 ? place.name : place.text));
        }
      }
    }
    return Put(names_);
  }

  /// The words of the places that a report names and the gazetteer knows: they are compared as places, not as names.
  void PlaceWords(std::span<const Claim> own, std::unordered_set<uint32_t>& out) {
    out.clear();
    for (const Claim& claim : own) {
      for (const PlaceSlot slot : {PlaceSlot::kPlace, PlaceSlot::kOrigin, PlaceSlot::kVia, PlaceSlot::kDestination}) {
        for (const ClaimPlace& place : claims_.Places(claim, slot)) {
          if (place.precision == 0) continue;
          for (const TextId text : {place.text, place.name, place.adm1, place.adm2}) {
            each_.Each(claims_.text(text), [&](Word word) { out.insert(Hash32(word.text)); });
          }
        }
      }
    }
  }

  /// Names and words of a quote. A capital at its beginning says nothing unless another one follows.
  void Quote(TextId quote, std::vector<uint32_t>& names, std::vector<uint32_t>* words) {
    bool first = true;
    uint32_t held = 0;
    each_.Each(claims_.text(quote), [&](Word word) {
      const uint32_t hash = Hash32(word.text);
      const bool name = word.capital && word.text.size() >= 3 && !sketcher_.plain_.contains(std::string(word.text)) && !place_words_.contains(hash);
      if (name && first) held = hash;
      if (name && !first) {
        names.push_back(hash);
        if (held != 0) names.push_back(held);
        held = 0;
      }
      if (!name && !first) held = 0;
      if (!word.capital && words != nullptr && word.text.size() >= kLeastWord) words->push_back(Hash32(Stem(word.text)));
      first = false;
    });
  }

  void AddWords(const Occurrence& occurrence, EventSketch& event) {
    if (occurrence.report != place_words_of_) {
      const ClaimReport& report = claims_.reports[occurrence.report];
      PlaceWords(std::span(claims_.claims).subspan(report.claims.begin, report.claims.count), place_words_);
      place_words_of_ = occurrence.report;
    }
    names_.clear();
    words_.clear();
    for (const uint32_t claim : occurrence.claims) Quote(claims_.claims[claim].quote, names_, &words_);
    event.names = Kept(names_, kMostHashes);
    event.words = Kept(words_, kMostHashes);
    names_.clear();
    for (const TextId weapon : occurrence.weapons) names_.push_back(Hash(weapon));
    event.weapons = Put(names_);
  }

  /// The smallest hashes: of two texts that share words they share these as well (a MinHash sketch).
  Slice Kept(std::vector<uint32_t>& hashes, size_t most) {
    SortUnique(hashes);
    if (hashes.size() > most) hashes.resize(most);
    return Put(hashes);
  }

  const EventSketcher& sketcher_;
  const ClaimSet& claims_;
  EventSketches& out_;
  std::vector<float> radius_;
  float city_ = 0;
  int32_t window_ = 0;
  Words each_;
  std::vector<uint32_t> hashes_, names_, words_, persons_;
  std::unordered_map<uint64_t, EventTypes::Entry> types_;
  std::unordered_set<uint32_t> place_words_;
  uint32_t place_words_of_ = kNoRow;
};

EventSketches EventSketcher::Make(const ClaimSet& claims, std::span<const Occurrence> occurrences) const {
  EventSketches out;
  out.events.reserve(occurrences.size());
  SketchMaker maker(*this, claims, out);
  maker.Reports();
  for (const Occurrence& occurrence : occurrences) maker.Event(occurrence);
  return out;
}

}  // namespace dateline
