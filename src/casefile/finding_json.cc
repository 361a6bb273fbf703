#include "casefile/finding_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "base/days.h"
#include "engine/json_writer.h"

namespace dateline {
namespace {

constexpr int kDigits = 4;  // of probabilities and weights

/// Writes the blocks that findings share with records.
class FindingWriter {
 public:
  FindingWriter(const FindingContext& context, std::string& out)
      : set_(context.claims), finding_(context.finding), review_(context.review), origins_(OriginNumbers(context.finding)), json_(out) {}

  void Write() {
    json_.BeginObject();
    json_.Field("kind", Name(finding_.kind));
    json_.Field("id", finding_.id.Hex());
    json_.Field("type", finding_.type);
    json_.Field("mode", finding_.mode);
    Who();
    Where();
    Time();
    Codes();
    Figures();
    Series();
    Evidence();
    Contradictions();
    Doubt();
    json_.EndObject();
  }

 private:
  std::string_view Text(TextId id) const { return set_.text(id); }
  const Claim& ClaimAt(uint32_t row) const { return set_.claims[row]; }

  void Number(std::string_view key, double value) {
    json_.Key(key);
    json_.Number(value);
  }
  void Share(std::string_view key, double value) {
    json_.Key(key);
    json_.Rounded(value, kDigits);
  }

  void Party(const ClaimParty& party) {
    json_.BeginObject();
    json_.Field("text", Text(party.text));
    json_.Field("actor", Text(party.actor));
    json_.Field("name", Text(party.name));
    json_.Field("country", Text(party.country));
    List("sectors", Text(party.sectors), ',');
    json_.Field("role", Text(party.role));
    json_.Field("person", Text(party.person));
    if (party.count_best == party.count_best) {
      json_.Key("count");
      json_.BeginObject();
      Number("low", party.count_low);
      Number("best", party.count_best);
      Number("high", party.count_high);
      json_.EndObject();
    }
    json_.EndObject();
  }

  void Parties(std::string_view key, const std::vector<ClaimParty>& parties) {
    if (parties.empty()) return;
    json_.Key(key);
    json_.BeginArray();
    for (const ClaimParty& party : parties) Party(party);
    json_.EndArray();
  }

  void Place(const ClaimPlace& place) {
    json_.BeginObject();
    json_.Field("text", Text(place.text));
    json_.Field("name", Text(place.name));
    if (place.geonameid != 0) json_.Field("geonameid", int64_t{place.geonameid});
    json_.Field("country", Text(place.country));
    json_.Field("adm1", Text(place.adm1));
    json_.Field("adm2", Text(place.adm2));
    if (place.has_point) {
      json_.Key("lat");
      json_.Rounded(static_cast<double>(place.lat), 5);
      json_.Key("lon");
      json_.Rounded(static_cast<double>(place.lon), 5);
    }
    json_.Field("feature", Text(place.feature));
    if (place.precision != 0) json_.Field("precision", int64_t{place.precision});
    json_.Field("relation", Text(place.relation));
    json_.EndObject();
  }

  void Places(std::string_view key, const std::vector<ClaimPlace>& places) {
    if (places.empty()) return;
    json_.Key(key);
    json_.BeginArray();
    for (const ClaimPlace& place : places) Place(place);
    json_.EndArray();
  }

  void List(std::string_view key, std::string_view items, char between) {
    if (items.empty()) return;
    json_.Key(key);
    json_.BeginArray();
    while (!items.empty()) {
      const size_t end = items.find(between);
      std::string_view item = items.substr(0, end);
      while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
      if (!item.empty()) json_.String(item);
      items = end == std::string_view::npos ? std::string_view{} : items.substr(end + 1);
    }
    json_.EndArray();
  }

  void Who() {
    const bool counts = finding_.kind == FindingKind::kFlow || finding_.kind == FindingKind::kFigure;
    Parties(finding_.kind == FindingKind::kControlLine ? "holder" : "actors", finding_.actors);
    Parties(counts ? "people" : "recipients", finding_.recipients);
  }

  void Where() {
    if (finding_.place.text != 0 || finding_.place.name != 0) {
      json_.Key("place");
      Place(finding_.place);
    }
    Places("origin", finding_.origin);
    Places("via", finding_.via);
    Places("destination", finding_.destination);
    json_.Field("direction", finding_.direction);
  }

  void Days(int32_t start, int32_t end) {
    if (start == kNoDay) return;
    json_.Field("start", IsoDay(start));
    if (end != kNoDay) json_.Field("end", IsoDay(end));
  }

  void Time() {
    if (!finding_.time.known()) return;
    json_.Key("time");
    json_.BeginObject();
    Days(finding_.time.start, finding_.time.end);
    if (finding_.time.precision != 0) json_.Field("precision", int64_t{finding_.time.precision});
    json_.EndObject();
  }

  void Codes() {
    List("weapons", finding_.weapons, ';');
    List("contexts", finding_.contexts, ';');
    json_.Field("cameo", finding_.cameo);
    if (!finding_.acled_event.empty()) {
      json_.Key("acled");
      json_.BeginObject();
      json_.Field("event_type", finding_.acled_event);
      json_.Field("sub_event_type", finding_.acled_sub);
      json_.EndObject();
    }
    json_.Field("ucdp", finding_.ucdp);
    json_.Field("idmc_term", finding_.idmc_term);
  }

  void Figure(const ShownFigure& shown) {
    json_.BeginObject();
    Number("low", shown.low);
    Number("best", shown.best);
    Number("high", shown.high);
    if (const FindingFigure* figure = shown.figure) {
      json_.Field("unit", figure->unit);
      json_.Field("per", figure->per);
      json_.Field("year", figure->year);
    }
    json_.Field("rule", shown.by);
    json_.Field("logic", LogicOf(shown));
    if (const FindingFigure* figure = shown.figure) {
      if (figure->figure.provisional) {
        json_.Key("provisional");
        json_.Bool(true);
      }
      json_.Field("claims", static_cast<int64_t>(figure->figure.claims.size()));
      json_.Field("origins", int64_t{figure->figure.origins});
      if (shown.set == nullptr && !figure->parts.empty()) {
        json_.Key("parts");
        json_.BeginObject();
        for (const auto& [who, count] : figure->parts) Number(who, count);
        json_.EndObject();
      }
    }
    json_.EndObject();
  }

  /// The first figure of a slot under its name; others of the same slot in a list under it with "other_" before.
  void Figures() {
    const std::vector<ShownFigure> figures = FiguresOf(finding_, review_);
    for (size_t i = 0; i < figures.size();) {
      const FigureSlot slot = SlotOf(figures[i]);
      json_.Key(Name(slot));
      Figure(figures[i++]);
      if (i == figures.size() || SlotOf(figures[i]) != slot) continue;
      json_.Key(fmt::format("other_{}", Name(slot)));
      json_.BeginArray();
      for (; i < figures.size() && SlotOf(figures[i]) == slot; ++i) Figure(figures[i]);
      json_.EndArray();
    }
  }

  void Series() {
    if (finding_.series.empty()) return;
    json_.Key("series");
    json_.BeginArray();
    for (const SeriesPoint& point : finding_.series) {
      json_.BeginObject();
      Days(point.start, point.end);
      if (point.figure.given) {
        Number("low", point.figure.low);
        Number("best", point.figure.best);
        Number("high", point.figure.high);
        json_.Field("rule", Name(point.figure.rule));
        json_.Field("logic", point.figure.logic);
      }
      json_.Field("holder", point.holder);
      json_.Field("change", point.change);
      if (point.contested) {
        json_.Key("contested");
        json_.Bool(true);
      }
      List("sources", point.sources, ';');
      Records("records", point.claims);
      json_.EndObject();
    }
    json_.EndArray();
  }

  void Records(std::string_view key, const std::vector<uint32_t>& claims) {
    json_.Key(key);
    json_.BeginArray();
    for (const uint32_t claim : claims) json_.String(ClaimAt(claim).id.Hex());
    json_.EndArray();
  }

  void Evidence() {
    json_.Key("reports");
    json_.BeginArray();
    for (const uint32_t report : ReportsInOrder(finding_, set_)) json_.String(set_.reports[report].source_id);
    json_.EndArray();
    json_.Key("evidence");
    json_.BeginArray();
    for (const FindingClaim& use : finding_.claims) json_.String(ClaimAt(use.claim).id.Hex());
    json_.EndArray();
    json_.Key("claims");
    json_.BeginArray();
    for (size_t i = 0; i < finding_.claims.size(); ++i) Use(finding_.claims[i], origins_[i]);
    json_.EndArray();
    json_.Field("origins", int64_t{finding_.origins});
  }

  void Use(const FindingClaim& use, uint32_t origin) {
    const Claim& claim = ClaimAt(use.claim);
    json_.BeginObject();
    json_.Field("record", claim.id.Hex());
    json_.Field("report", set_.reports[claim.report].source_id);
    json_.Field("source", use.source);
    json_.Field("origin", int64_t{origin});
    if (use.copy) {
      json_.Key("copy");
      json_.Bool(true);
    }
    if (use.denies) {
      json_.Key("denies");
      json_.Bool(true);
    }
    Share("weight", static_cast<double>(use.weight));
    json_.Field("why", use.why);
    json_.EndObject();
  }

  void Contradictions() {
    if (finding_.contradictions.empty()) return;
    json_.Key("contradictions");
    json_.BeginArray();
    for (const Contradiction& contradiction : finding_.contradictions) {
      json_.BeginObject();
      json_.Field("what", contradiction.what);
      json_.Field("text", contradiction.text);
      Records("records", {contradiction.first, contradiction.second});
      json_.EndObject();
    }
    json_.EndArray();
  }

  void Doubt() {
    if (finding_.clarity != 0) json_.Field("clarity", int64_t{finding_.clarity});
    json_.Field("credibility", int64_t{finding_.credibility});
    json_.Field("credibility_why", finding_.credibility_why);
    Share("confidence", static_cast<double>(finding_.confidence));
    json_.Field("reviewed", review_.reviewed);
    if (review_.notes.empty()) return;
    json_.Key("notes");
    json_.BeginArray();
    for (const FindingNote& note : review_.notes) {
      json_.BeginObject();
      json_.Field("author", note.author);
      json_.Field("time", note.time);
      json_.Field("text", note.text);
      json_.EndObject();
    }
    json_.EndArray();
  }

  const ClaimSet& set_;
  const Finding& finding_;
  const FindingReview& review_;
  std::vector<uint32_t> origins_;
  JsonWriter json_;
};

}  // namespace

void AppendFindingJson(const FindingContext& context, std::string& out) { FindingWriter(context, out).Write(); }

std::string_view ShownName(const ClaimParty& party, const TextPool& texts) { return texts.Get(party.name != 0 ? party.name : party.text); }
std::string_view ShownName(const ClaimPlace& place, const TextPool& texts) { return texts.Get(place.name != 0 ? place.name : place.text); }

std::vector<uint32_t> ReportsInOrder(const Finding& finding, const ClaimSet& claims) {
  std::vector<uint32_t> out = finding.reports;
  const auto rank = [&](uint32_t row) {
    const ClaimReport& report = claims.reports[row];
    return std::tuple(report.published, std::string_view(report.source_id), report.id);
  };
  std::sort(out.begin(), out.end(), [&](uint32_t a, uint32_t b) { return rank(a) < rank(b); });
  return out;
}

std::vector<uint32_t> OriginNumbers(const Finding& finding) {
  std::unordered_map<uint32_t, uint32_t> numbers;
  std::vector<uint32_t> out;
  out.reserve(finding.claims.size());
  for (const FindingClaim& use : finding.claims) out.push_back(numbers.emplace(use.origin, static_cast<uint32_t>(numbers.size())).first->second);
  return out;
}

std::vector<ShownFigure> FiguresOf(const Finding& finding, const FindingReview& review) {
  std::vector<ShownFigure> out;
  for (size_t s = 0; s < kFigureSlots; ++s) {
    const auto slot = static_cast<FigureSlot>(s);
    const auto set = std::find_if(review.figures.begin(), review.figures.end(), [&](const FigureOverride& f) { return f.slot == slot; });
    if (set != review.figures.end()) {
      // Set to none: there is no figure.
      if (set->best == set->best) out.push_back({finding.Figure(slot), &*set, set->low, set->best, set->high, "person"});
      continue;
    }
    for (const FindingFigure& figure : finding.figures) {
      const FusedFigure& fused = figure.figure;
      if (figure.slot == slot && fused.given) out.push_back({&figure, nullptr, fused.low, fused.best, fused.high, Name(fused.rule)});
    }
  }
  return out;
}

FigureSlot SlotOf(const ShownFigure& figure) { return figure.set != nullptr ? figure.set->slot : figure.figure->slot; }

std::string LogicOf(const ShownFigure& figure) {
  if (figure.set == nullptr) return figure.figure->figure.logic;
  return fmt::format("set by {} on {}", figure.set->author, std::string_view(figure.set->time).substr(0, 10));
}

FigureRule RuleOf(const Finding& finding, FigureRule otherwise) { return finding.figures.empty() ? otherwise : finding.figures.front().figure.rule; }

}  // namespace dateline
