#include "casefile/finding_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_set>

#include "base/days.h"
#include "casefile/finding_labels.h"
#include "casefile/geometry.h"
#include "engine/json_writer.h"

namespace dateline {
namespace {

constexpr size_t kMostNames = 3;  // parties, places or sources told in a cell; json has them all
constexpr std::array<const char*, 5> kLayers = {"incident_pt", "flow_ln", "flow_pt", "figure_pt", "control_line_pt"};

constexpr std::string_view kFindingColumns =
    "nr, id, kind, type, mode, date_start, date_end, date_precision, place, country, adm1, precision, lat, lon, origin, via, destination, direction, who, whom, "
    "killed_low, killed_best, killed_high, injured_low, injured_best, injured_high, missing_low, missing_best, missing_high, detained_low, detained_best, "
    "detained_high, abducted_low, abducted_best, abducted_high, count_low, count_best, count_high, price_low, price_best, price_high, count_unit, price_unit, "
    "price_per, price_year, rule, records, reports, origins, contradictions, clarity, credibility, confidence, reviewed, json";

/// "INSERT INTO table (columns) VALUES (?, ?, ...)".
std::string InsertSql(std::string_view table, std::string_view columns) {
  std::string marks = "?";
  for (const char c : columns) marks += c == ',' ? ", ?" : "";
  return fmt::format("INSERT INTO {} ({}) VALUES ({})", table, columns, marks);
}

/// Binds one value after the other.
class Binder {
 public:
  explicit Binder(Statement& statement) : statement_(statement), good_(statement.Start()) {}
  template <class Value>
  Binder& operator<<(const Value& value) {
    good_ = good_ && statement_.Bind(++at_, value);
    return *this;
  }
  /// NULL for zero.
  Binder& Positive(int64_t value) { return value > 0 ? *this << value : *this << std::string_view{}; }
  bool Run() { return good_ && statement_.Next() == Statement::Row::kEnd; }

 private:
  Statement& statement_;
  int at_ = 0;
  bool good_;
};

template <class Item, class NameOf>
std::string Listed(const std::vector<Item>& items, NameOf name_of) {
  std::vector<std::string_view> names;
  for (const Item& item : items) {
    const std::string_view name = name_of(item);
    if (name.empty() || std::find(names.begin(), names.end(), name) != names.end()) continue;
    names.push_back(name);
  }
  std::string out;
  for (size_t i = 0; i < names.size() && i < kMostNames; ++i) out.append(i == 0 ? "" : ", ").append(names[i]);
  return names.size() > kMostNames ? out + ", ..." : out;
}

std::string PartyNames(const std::vector<ClaimParty>& parties, const TextPool& texts) {
  return Listed(parties, [&](const ClaimParty& party) { return ShownName(party, texts); });
}

std::string PlaceNames(const std::vector<ClaimPlace>& places, const TextPool& texts) {
  return Listed(places, [&](const ClaimPlace& place) { return ShownName(place, texts); });
}

std::string Sources(const Finding& finding) {
  return Listed(finding.claims, [](const FindingClaim& use) { return std::string_view(use.source); });
}

std::string Day(int32_t day) { return day == kNoDay ? std::string() : IsoDay(day); }
std::string EndDay(const ClaimTime& time) { return Day(time.known() && time.end == kNoDay ? time.start : time.end); }
double Rounded(float value) { return std::round(static_cast<double>(value) * 1e4) / 1e4; }
double Degrees(float value) { return std::round(static_cast<double>(value) * 1e5) / 1e5; }

bool OnMap(const ClaimPlace& place) { return place.has_point && IsOnEarth({Degrees(place.lon), Degrees(place.lat)}); }
StoredPoint PointOf(const ClaimPlace& place) { return {Degrees(place.lon), Degrees(place.lat)}; }

const ShownFigure* First(const std::vector<ShownFigure>& figures, FigureSlot slot) {
  for (const ShownFigure& figure : figures) {
    if (SlotOf(figure) == slot) return &figure;
  }
  return nullptr;
}

void BindFigure(Binder& row, const ShownFigure* figure) {
  if (figure == nullptr) row << FigureClaim::kNone << FigureClaim::kNone << FigureClaim::kNone;
  else row << figure->low << figure->best << figure->high;
}

std::string_view UnitOf(const ShownFigure* figure) { return figure == nullptr || figure->figure == nullptr ? std::string_view{} : std::string_view(figure->figure->unit); }

std::string Label(const std::vector<ShownFigure>& figures) {
  std::string out;
  for (const ShownFigure& figure : figures) {
    const std::string_view per = figure.figure == nullptr ? std::string_view{} : std::string_view(figure.figure->per);
    out.append(out.empty() ? "" : ", ").append(FigureLabel(Name(SlotOf(figure)), figure.low, figure.best, figure.high, UnitOf(&figure), per));
  }
  return out;
}

/// The name of the rule beside the figures: "person" where a person set the first.
std::string_view RuleName(const std::vector<ShownFigure>& figures, FigureRule rule) { return figures.empty() ? Name(rule) : figures.front().by; }

std::string PartsJson(const FindingFigure& figure) {
  std::string out;
  if (figure.parts.empty()) return out;
  JsonWriter json(out);
  json.BeginObject();
  for (const auto& [who, count] : figure.parts) {
    json.Key(who);
    json.Number(count);
  }
  json.EndObject();
  return out;
}

}  // namespace

std::vector<int64_t> FindingNumbers(const Findings& findings) {
  std::vector<size_t> order(findings.findings.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return findings.findings[a].id < findings.findings[b].id; });
  std::vector<int64_t> out(order.size());
  std::unordered_set<int64_t> taken;
  taken.reserve(order.size());
  for (const size_t row : order) {
    auto nr = static_cast<int64_t>(findings.findings[row].id.high >> 11);
    while (nr == 0 || !taken.insert(nr).second) ++nr;
    out[row] = nr;
  }
  return out;
}

bool FindingRows::Prepare(Database& db) {
  db_ = &db;
  bool good = true;
  const auto prepare = [&](Statement& statement, const std::string& sql) {
    statement = db.Prepare(sql);
    good = good && statement;
  };
  prepare(find_, "SELECT json FROM finding WHERE nr = ?");
  prepare(finding_, InsertSql("finding", kFindingColumns));
  prepare(record_, InsertSql("finding_record", "finding, n, record, source, origin, copy, denies, weight, why"));
  prepare(estimate_, InsertSql("estimate", "finding, n, what, rule, low, best, high, unit, per, year, parts, provisional, claims, origins, logic"));
  prepare(contradiction_, InsertSql("contradiction", "finding, n, what, text, first, second"));
  prepare(series_, InsertSql("series", "finding, n, date_start, date_end, low, best, high, rule, logic, holder, change, contested, sources, records"));
  prepare(remove_, "DELETE FROM finding WHERE nr = ?");
  for (size_t i = 0; i < kLayers.size(); ++i) prepare(remove_layers_[i], fmt::format("DELETE FROM {} WHERE fid = ?", kLayers[i]));
  constexpr std::string_view head = "fid, geom, finding, type, date_start, date_end, who, ";
  constexpr std::string_view tail = "reports, origins, contradictions, sources, credibility, confidence, reviewed";
  const auto layer = [&](Statement& statement, std::string_view name, std::string_view middle) { prepare(statement, InsertSql(name, fmt::format("{}{}{}", head, middle, tail))); };
  layer(incident_pt_, "incident_pt",
        "whom, how_many, killed_low, killed_best, killed_high, injured_low, injured_best, injured_high, rule, place, country, precision, clarity, ");
  constexpr std::string_view count = "whom, how_many, count_low, count_best, count_high, rule, ";
  layer(flow_ln_, "flow_ln", fmt::format("{}origin, destination, ", count));
  layer(flow_pt_, "flow_pt", fmt::format("{}origin, destination, shown, ", count));
  layer(figure_pt_, "figure_pt", fmt::format("{}place, country, precision, ", count));
  layer(control_line_pt_, "control_line_pt", "place, country, precision, contested, ");
  return good;
}

bool FindingRows::Write(const ClaimSet& claims, const ClaimNumbers& numbers, const Findings& findings, const std::vector<FindingReview>& reviews, FigureRule rule,
                        Changes& changes) {
  const std::vector<int64_t> finding_numbers = FindingNumbers(findings);
  if (!RemoveOthers(finding_numbers, changes)) return false;
  std::string json;
  for (size_t i = 0; i < findings.findings.size(); ++i) {
    const FindingContext context{claims, findings.findings[i], reviews[i]};
    json.clear();
    AppendFindingJson(context, json);
    const std::vector<ShownFigure> figures = FiguresOf(context.finding, context.review);
    if (!WriteOne({context, numbers, finding_numbers[i], json, figures, RuleOf(context.finding, rule)}, changes)) return false;
  }
  return WritePossible(findings, finding_numbers);
}

bool FindingRows::IsThere(int64_t nr, const std::string& json, bool& there, bool& same) {
  if (!find_.Start(nr)) return false;
  const Statement::Row row = find_.Next();
  if (row == Statement::Row::kError) return false;
  there = row == Statement::Row::kRow;
  same = there && find_.Text(0) == json;
  if (there) find_.Finish();
  return true;
}

bool FindingRows::WriteOne(const Item& item, Changes& changes) {
  bool there = false, same = false;
  if (!IsThere(item.nr, item.json, there, same)) return false;
  if (same) {
    ++changes.kept;
    return true;
  }
  ++changes.written;
  if (there && !Remove(item.nr)) return false;
  return InsertFinding(item) && InsertRecords(item) && InsertEstimates(item) && InsertContradictions(item) && InsertSeries(item) && InsertLayer(item);
}

bool FindingRows::Remove(int64_t nr) {
  for (Statement& layer : remove_layers_) {
    if (!layer.Run(nr)) return false;
  }
  return remove_.Run(nr);
}

bool FindingRows::RemoveOthers(std::vector<int64_t> numbers, Changes& changes) {
  std::sort(numbers.begin(), numbers.end());
  std::vector<int64_t> gone;
  Statement read = db_->Prepare("SELECT nr FROM finding ORDER BY nr", false);
  const bool all = EachRow(read, [&] {
    if (!std::binary_search(numbers.begin(), numbers.end(), read.Int(0))) gone.push_back(read.Int(0));
    return true;
  });
  if (!all) return false;
  for (const int64_t nr : gone) {
    if (!Remove(nr)) return false;
  }
  changes.removed += static_cast<int64_t>(gone.size());
  return true;
}

bool FindingRows::InsertFinding(const Item& item) {
  const Finding& f = item.context.finding;
  const TextPool& texts = item.context.claims.texts;
  const std::string id = f.id.Hex(), start = Day(f.time.start), end = EndDay(f.time), origin = PlaceNames(f.origin, texts), via = PlaceNames(f.via, texts);
  const std::string destination = PlaceNames(f.destination, texts), who = PartyNames(f.actors, texts), whom = PartyNames(f.recipients, texts);
  Binder row(finding_);
  row << item.nr << id << Name(f.kind) << f.type << f.mode << start << end;
  row.Positive(f.time.precision);
  row << ShownName(f.place, texts) << texts.Get(f.place.country) << texts.Get(f.place.adm1);
  row.Positive(f.place.precision);
  const bool on_map = OnMap(f.place);
  row << (on_map ? Degrees(f.place.lat) : FigureClaim::kNone) << (on_map ? Degrees(f.place.lon) : FigureClaim::kNone) << origin << via << destination << f.direction
      << who << whom;
  for (size_t slot = 0; slot < kFigureSlots; ++slot) BindFigure(row, First(item.figures, static_cast<FigureSlot>(slot)));
  const ShownFigure* price = First(item.figures, FigureSlot::kPrice);
  const bool has_price = price != nullptr && price->figure != nullptr;
  row << UnitOf(First(item.figures, FigureSlot::kCount)) << UnitOf(price) << (has_price ? price->figure->per : std::string_view{})
      << (has_price ? price->figure->year : std::string_view{}) << RuleName(item.figures, item.rule) << static_cast<uint64_t>(f.claims.size())
      << static_cast<uint64_t>(f.reports.size()) << f.origins << static_cast<uint64_t>(f.contradictions.size());
  row.Positive(f.clarity);
  row << int{f.credibility} << Rounded(f.confidence) << item.context.review.reviewed << Required{item.json};
  return row.Run();
}

bool FindingRows::InsertRecords(const Item& item) {
  const Finding& f = item.context.finding;
  const std::vector<uint32_t> origins = OriginNumbers(f);
  for (size_t i = 0; i < f.claims.size(); ++i) {
    const FindingClaim& use = f.claims[i];
    if (!record_.Run(item.nr, static_cast<uint64_t>(i), item.numbers.records[use.claim], use.source, origins[i], int{use.copy}, int{use.denies}, Rounded(use.weight),
                     use.why)) {
      return false;
    }
  }
  return true;
}

bool FindingRows::InsertEstimates(const Item& item) {
  for (size_t i = 0; i < item.figures.size(); ++i) {
    const ShownFigure& shown = item.figures[i];
    const FindingFigure none;
    const FindingFigure& figure = shown.figure == nullptr ? none : *shown.figure;
    const std::string parts = shown.set == nullptr ? PartsJson(figure) : std::string(), logic = LogicOf(shown);
    if (!estimate_.Run(item.nr, static_cast<uint64_t>(i), Name(SlotOf(shown)), shown.by, shown.low, shown.best, shown.high, figure.unit, figure.per, figure.year, parts,
                       int{figure.figure.provisional}, static_cast<uint64_t>(figure.figure.claims.size()), figure.figure.origins, logic)) {
      return false;
    }
  }
  return true;
}

bool FindingRows::InsertContradictions(const Item& item) {
  int64_t n = 0;
  for (const Contradiction& c : item.context.finding.contradictions) {
    if (!contradiction_.Run(item.nr, n++, Required{c.what}, c.text, item.numbers.records[c.first], item.numbers.records[c.second])) return false;
  }
  return true;
}

bool FindingRows::InsertSeries(const Item& item) {
  int64_t n = 0;
  for (const SeriesPoint& point : item.context.finding.series) {
    std::string records;
    JsonWriter json(records);
    json.BeginArray();
    for (const uint32_t claim : point.claims) json.String(item.context.claims.claims[claim].id.Hex());
    json.EndArray();
    const std::string start = Day(point.start), end = Day(point.end == kNoDay ? point.start : point.end);
    const FusedFigure& f = point.figure;
    if (!series_.Run(item.nr, n++, start, end, f.low, f.best, f.high, f.given ? Name(f.rule) : std::string_view{}, f.logic, point.holder, point.change,
                     int{point.contested}, point.sources, records)) {
      return false;
    }
  }
  return true;
}

bool FindingRows::InsertLayer(const Item& item) {
  const Finding& f = item.context.finding;
  if (f.kind == FindingKind::kFlow) return InsertFlow(item);
  if (!OnMap(f.place)) return true;
  const TextPool& texts = item.context.claims.texts;
  const std::string geometry = PointGeometry(PointOf(f.place)), id = f.id.Hex(), start = Day(f.time.start), end = EndDay(f.time);
  const std::string who = PartyNames(f.actors, texts), whom = PartyNames(f.recipients, texts), label = Label(item.figures), sources = Sources(f);
  const bool incident = f.kind == FindingKind::kIncident, control = f.kind == FindingKind::kControlLine;
  Binder row(incident ? incident_pt_ : control ? control_line_pt_ : figure_pt_);
  row << item.nr << Blob{geometry} << id << f.type << start << end << who;
  if (!control) row << whom << label;
  if (incident) {
    BindFigure(row, First(item.figures, FigureSlot::kKilled));
    BindFigure(row, First(item.figures, FigureSlot::kInjured));
  } else if (!control) {
    BindFigure(row, First(item.figures, FigureSlot::kCount));
  }
  if (!control) row << RuleName(item.figures, item.rule);
  row << ShownName(f.place, texts) << texts.Get(f.place.country);
  row.Positive(f.place.precision);
  if (incident) row.Positive(f.clarity);
  if (control) row << int{std::any_of(f.series.begin(), f.series.end(), [](const SeriesPoint& point) { return point.contested; })};
  row << static_cast<uint64_t>(f.reports.size()) << f.origins << static_cast<uint64_t>(f.contradictions.size()) << sources << int{f.credibility}
      << Rounded(f.confidence) << item.context.review.reviewed;
  return row.Run();
}

bool FindingRows::InsertFlow(const Item& item) {
  const Finding& f = item.context.finding;
  const TextPool& texts = item.context.claims.texts;
  std::vector<StoredPoint> points;
  std::string_view shown;
  const auto pass = [&](const std::vector<ClaimPlace>& places, std::string_view slot, bool all) {
    for (const ClaimPlace& place : places) {
      if (!OnMap(place)) continue;
      const StoredPoint point = PointOf(place);
      if (points.empty() || points.back().lon != point.lon || points.back().lat != point.lat) points.push_back(point);
      shown = slot;
      if (!all) return;
    }
  };
  pass(f.origin, "origin", false);
  const size_t from = points.size();
  pass(f.via, "via", true);
  const size_t before = points.size();
  pass(f.destination, "destination", false);
  if (points.empty()) pass({f.place}, "place", false);
  if (points.empty()) return true;
  const bool line = from > 0 && points.size() > before;
  const std::string geometry = line ? LineGeometry(points) : PointGeometry(points.back());
  const std::string id = f.id.Hex(), start = Day(f.time.start), end = EndDay(f.time), who = PartyNames(f.actors, texts), whom = PartyNames(f.recipients, texts);
  const std::string label = Label(item.figures), sources = Sources(f), origin = PlaceNames(f.origin, texts), destination = PlaceNames(f.destination, texts);
  Binder row(line ? flow_ln_ : flow_pt_);
  row << item.nr << Blob{geometry} << id << f.type << start << end << who << whom << label;
  BindFigure(row, First(item.figures, FigureSlot::kCount));
  row << RuleName(item.figures, item.rule) << origin << destination;
  if (!line) row << shown;
  row << static_cast<uint64_t>(f.reports.size()) << f.origins << static_cast<uint64_t>(f.contradictions.size()) << sources << int{f.credibility}
      << Rounded(f.confidence) << item.context.review.reviewed;
  return row.Run();
}

/// Pairs are few: they are compared as a whole, and written anew where they differ.
bool FindingRows::WritePossible(const Findings& findings, const std::vector<int64_t>& numbers) {
  using Pair = std::tuple<int64_t, int64_t, double>;
  std::vector<Pair> wanted, there;
  for (const PossiblySame& pair : findings.possibly) {
    const auto [first, second] = std::minmax(numbers[pair.first], numbers[pair.second]);
    wanted.emplace_back(first, second, Rounded(pair.probability));
  }
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end(), [](const Pair& a, const Pair& b) { return std::get<0>(a) == std::get<0>(b) && std::get<1>(a) == std::get<1>(b); }),
               wanted.end());
  Statement read = db_->Prepare("SELECT first, second, probability FROM possible ORDER BY first, second", false);
  const bool all = EachRow(read, [&] {
    there.emplace_back(read.Int(0), read.Int(1), read.Real(2));
    return true;
  });
  if (!all) return false;
  if (wanted == there) return true;
  if (!db_->Exec("DELETE FROM possible")) return false;
  Statement insert = db_->Prepare("INSERT INTO possible (first, second, probability) VALUES (?, ?, ?)", false);
  for (const auto& [first, second, probability] : wanted) {
    if (!insert.Run(first, second, probability)) return false;
  }
  return true;
}

}  // namespace dateline
