#include "engine/examples.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/utf8.h"
#include "mentions/describe.h"

namespace dateline {
namespace {

struct Wanted {
  std::string_view key, value;
};

/// Splits `gives` into kind, type and key=value pairs; a value in quotation marks may hold blanks.
std::vector<Wanted> ParseGives(std::string_view text, std::string_view& kind, std::string_view& type) {
  std::vector<Wanted> out;
  for (int word = 0; !(text = Trim(text)).empty(); ++word) {
    size_t end = text.find(' ');
    const size_t quote = text.find("=\"");
    if (quote != std::string_view::npos && quote < end) {
      end = text.find('"', quote + 2);
      if (end == std::string_view::npos) end = text.size() - 1;
      out.push_back({text.substr(0, quote), text.substr(quote + 2, end - quote - 2)});
      text.remove_prefix(end + 1);
      continue;
    }
    const std::string_view item = text.substr(0, end);
    if (const size_t eq = item.find('='); eq != std::string_view::npos) out.push_back({item.substr(0, eq), item.substr(eq + 1)});
    else if (word == 0) kind = item;
    else if (word == 1) type = item;
    text.remove_prefix(item.size());
  }
  return out;
}

std::string Plain(std::string_view text) {
  std::string out = utf8::Fold(text);
  for (const std::string_view article : {"the ", "a ", "an ", "some ", "about "}) {
    if (out.starts_with(article)) out.erase(0, article.size());
  }
  return out;
}

bool SameText(std::string_view a, std::string_view b) {
  const std::string x = Plain(a), y = Plain(b);
  return x == y || (x.size() > y.size() && x.ends_with(" " + y)) || (y.size() > x.size() && y.ends_with(" " + x));
}

std::vector<std::string_view> TextsOf(const Document& doc, const Record& r, std::string_view key) {
  std::vector<std::string_view> out;
  const auto party = [&](PartyId id) {
    if (!id.valid()) return;
    const PartyMention& p = doc.parties[id.value];
    out.push_back(doc.text(p.span));
    if (p.antecedent.valid()) out.push_back(doc.text(doc.parties[p.antecedent.value].span));
  };
  const auto places = [&](const std::vector<PlaceId>& ids) {
    for (const PlaceId id : ids) {
      out.push_back(doc.text(doc.places[id.value].span));
      out.push_back(doc.text(doc.places[id.value].name_span));
    }
  };
  if (key == "trigger") out.push_back(doc.text(r.trigger));
  if (key == "actor") for (const PartyId id : r.actors) party(id);
  if (key == "recipient") for (const PartyId id : r.recipients) party(id);
  if (key == "people") party(r.people);
  if (key == "facilitator") party(r.facilitator);
  if (key == "holder") party(r.holder);
  if (key == "previous") party(r.previous_holder);
  if (key == "place") places(r.places);
  if (key == "origin") places(r.origin);
  if (key == "via") places(r.via);
  if (key == "destination") places(r.destination), party(r.joined);
  if (key == "time") for (const TimeId id : r.times) out.push_back(doc.text(doc.times[id.value].span));
  return out;
}

const Estimate* EstimateOf(const Record& r, std::string_view key) {
  constexpr std::array<std::string_view, kTolls> kNames = {"killed", "injured", "missing", "detained", "abducted"};
  for (size_t i = 0; i < kTolls; ++i) {
    if (kNames[i] == key && r.toll[i].given) return &r.toll[i].estimate;
  }
  if (key == "count" && r.has_count) return &r.count;
  if (key == "price" && r.has_price) return &r.price;
  return nullptr;
}

std::string Number(double value) { return std::isnan(value) ? "-" : std::to_string(std::llround(value)); }

bool IsNumberKey(std::string_view key) { return key == "killed" || key == "injured" || key == "missing" || key == "detained" || key == "abducted" || key == "count" || key == "price"; }

bool Holds(const Document& doc, const Record& r, const Wanted& want, std::string& problem) {
  if (IsNumberKey(want.key)) {
    const Estimate* e = EstimateOf(r, want.key);
    const std::string found = e == nullptr ? "none" : Number(e->low) + "/" + Number(e->best) + "/" + Number(e->high);
    if (found == want.value) return true;
    problem = std::string(want.key) + ": " + found + ", expected " + std::string(want.value);
    return false;
  }
  std::string seen;
  for (const std::string_view text : TextsOf(doc, r, want.key)) {
    if (SameText(text, want.value)) return true;
    seen += (seen.empty() ? "\"" : ", \"") + std::string(text) + "\"";
  }
  problem = std::string(want.key) + ": " + (seen.empty() ? "none" : seen) + ", expected \"" + std::string(want.value) + "\"";
  return false;
}

/// Whether each of the records wanted is among those found; rows of other tables may give more.
bool HoldsAll(std::string_view found, std::string_view wanted) {
  if (wanted == "none") return found == wanted;
  const std::vector<std::string_view> records = SplitList(found, ';');
  const std::vector<std::string_view> asked = SplitList(wanted, ';');
  return std::all_of(asked.begin(), asked.end(), [&](std::string_view w) { return std::any_of(records.begin(), records.end(), [&](std::string_view r) { return Trim(r) == Trim(w); }); });
}

/// "ASSAULT denied; fled possible hypothetical": the types of a document's records with what takes each out of the plain past.
std::string DescribeStances(const Document& doc) {
  constexpr std::array<std::string_view, 4> kCertainties = {"", " probable", " possible", " doubtful"};
  constexpr std::array<std::string_view, 4> kTimes = {"", "", " future", " hypothetical"};
  std::string out;
  for (const Record& r : doc.records) {
    if (r.kind == RecordKind::kStatement) continue;
    out += (out.empty() ? "" : "; ") + std::string(r.type);
    if (r.stance.polarity == Polarity::kDenied) out += " denied";
    out += kCertainties[static_cast<size_t>(r.stance.certainty)];
    out += kTimes[static_cast<size_t>(r.stance.time)];
  }
  return out.empty() ? "none" : out;
}

/// "ASSAULT raid killed=12": the events of a document with their triggers and tolls.
std::string DescribeEvents(const Document& doc) {
  std::string out;
  for (const Record& r : doc.records) {
    if (r.kind != RecordKind::kEvent) continue;
    out.append(out.empty() ? "" : "; ").append(r.type).append(" ").append(doc.text(r.trigger));
    for (size_t k = 0; k < kTolls; ++k) {
      if (r.toll[k].given) out += " " + std::string(SlotName(static_cast<Slot>(static_cast<size_t>(Slot::kKilled) + k))) + "=" + std::to_string(static_cast<int64_t>(r.toll[k].estimate.best));
    }
  }
  return out.empty() ? "none" : out;
}

}  // namespace

ExampleResult CheckExample(const Frame& frame, Analyzer& analyzer) {
  ExampleResult out;
  out.id = frame.id;
  out.where = frame.file + ":" + std::to_string(frame.line);
  if (frame.example.empty() || frame.gives.empty()) {
    out.problem = "no example";
    return out;
  }
  std::string_view kind, type;
  const std::vector<Wanted> wanted = ParseGives(frame.gives, kind, type);
  Report report;
  report.original = frame.example;
  report.published = "2018-06-15";
  const Document& doc = analyzer.Analyze(std::move(report));
  constexpr std::array<std::string_view, 5> kKinds = {"event", "movement", "stock", "control", "statement"};
  size_t fewest = SIZE_MAX;
  std::string found;
  const auto look = [&](const Record& r) {
    if (kKinds[static_cast<size_t>(r.kind)] != kind || r.type != type) return;
    size_t misses = 0;
    std::string problems, problem;
    for (const Wanted& want : wanted) {
      if (Holds(doc, r, want, problem)) continue;
      ++misses;
      problems += (problems.empty() ? "" : "; ") + problem;
    }
    if (misses < fewest) fewest = misses, out.problem = problems;
  };
  for (const Record& r : doc.records) {
    found += " " + std::string(r.type);
    look(r);
  }
  // Where rows compete for the same words the model chooses by what stands around: here the row's own reading is what must be right.
  for (const Candidate& candidate : doc.candidates) {
    if (candidate.outcome == Outcome::kRival && candidate.record.rule == frame.id) look(candidate.record);
  }
  out.passed = fewest == 0;
  if (fewest == SIZE_MAX) out.problem = "no such record; found" + (found.empty() ? " none" : found);
  return out;
}

std::vector<ExampleResult> CheckTableExamples(const Container& knowledge, Analyzer& analyzer, std::string_view only) {
  using Describe = std::string (*)(const Document&);
  static constexpr std::pair<std::string_view, Describe> kTables[] = {
      {"quantities.tsv", DescribeQuantities},
      {"units.tsv", DescribeQuantities},
      {"currencies.tsv", DescribeQuantities},
      {"times.tsv", DescribeTimes},
      {"weapons.tsv", [](const Document& doc) { return DescribeThings(doc, ThingKind::kWeapon); }},
      {"damage.tsv", [](const Document& doc) { return DescribeThings(doc, ThingKind::kDamage); }},
      {"infrastructure.tsv", [](const Document& doc) { return DescribeThings(doc, ThingKind::kInfrastructure); }},
      {"stance.tsv", DescribeStances},
      {"idioms.tsv", DescribeStances},
      {"merge.tsv", DescribeEvents},
  };
  std::vector<ExampleResult> out;
  for (const auto& [name, describe] : kTables) {
    if (!name.starts_with(only)) continue;
    const auto table = knowledge.OpenTable(name);
    if (!table) continue;
    const auto example = table->Column("example"), expect = table->Column("expect");
    if (!example || !expect) continue;
    for (const Table::Row& row : table->rows()) {
      if (row.cells[*example].empty()) continue;
      Report report;
      report.original = row.cells[*example];
      report.published = "2018-01-15";
      const bool records = describe == DescribeStances || describe == DescribeEvents;
      const std::string found = describe(records ? analyzer.Analyze(std::move(report)) : analyzer.AnalyzeMentions(std::move(report)));
      ExampleResult& result = out.emplace_back();
      result.id = row.cells[*example];
      result.where = std::string(name) + ":" + std::to_string(row.line);
      result.passed = describe == DescribeStances ? HoldsAll(found, row.cells[*expect]) : found == row.cells[*expect];
      if (!result.passed) result.problem = "\"" + found + "\", expected \"" + std::string(row.cells[*expect]) + "\"";
    }
  }
  return out;
}

}  // namespace dateline
