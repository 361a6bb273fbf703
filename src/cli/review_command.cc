// dateline review, undo, sources --set, log: a person's word on the findings.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <optional>

#include "casefile/decision_edits.h"
#include "casefile/findings_query.h"
#include "cli/commands.h"
#include "cli/finding_commands.h"
#include "cli/fusing.h"
#include "cli/terminal.h"
#include "engine/json_writer.h"
#include "exports/finding_present.h"
#include "exports/present.h"

namespace dateline::cli {
namespace {

/// The author named, of the environment, or the login name; empty, with a complaint, where nobody can be named.
std::string AuthorOf(const std::string& named) {
  if (!named.empty()) return named;
  if (const char* author = std::getenv("DATELINE_AUTHOR"); author != nullptr && *author != '\0') return author;
  if (const passwd* user = getpwuid(geteuid()); user != nullptr && user->pw_name != nullptr && *user->pw_name != '\0') return user->pw_name;
  Complain("nobody to sign the decision; expected --author NAME or $DATELINE_AUTHOR");
  return {};
}

std::string Now() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  std::array<char, 32> text{};
  return std::string(text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc));
}

std::string SomeId(const std::string& id) { return id.substr(0, 12); }

/// What an id on the command line names.
struct Target {
  std::string kind, id;  ///< finding or record
  std::vector<DecidedRecord> records;
  std::optional<FindingRow> finding;
  std::optional<RecordRow> record;
};

/// Makes decisions of what was asked, against the findings of the file.
class Reviewer {
 public:
  Reviewer(const FindingReader& findings, const CaseReader& records, const ReviewOptions& options, std::string author)
      : findings_(findings), records_(records), options_(options), author_(std::move(author)), time_(Now()) {}

  Result<std::vector<Decision>> Decide() {
    const std::string& action = options_.action;
    if (options_.party) return Parties();
    if (action == "accept" || action == "reject" || action == "unsure" || action == "withhold") return Each(options_.arguments, "", "");
    if (action == "merge") return Merge();
    if (action == "split") return Split();
    if (action == "edit") return Edit();
    if (action == "date" || action == "place" || action == "credibility" || action == "note") return WithValue();
    return Error{"review", fmt::format("no action \"{}\"", action), "accept, reject, unsure, edit, date, place, merge, split, credibility, withhold, note"};
  }

 private:
  using Decisions = Result<std::vector<Decision>>;

  Decision New(const Target& target) const {
    Decision out;
    out.time = time_;
    out.author = author_;
    out.action = options_.action;
    out.target_kind = target.kind;
    out.target_id = target.id;
    out.records = target.records;
    return out;
  }

  Result<Target> Find(const std::string& id) const {
    Target out;
    Result<FindingRow> finding = findings_.FindFinding(id);
    Result<RecordDetail> record = records_.FindRecord(id);
    const bool ambiguous_finding = !finding && !finding.error().what.starts_with("holds no");
    const bool ambiguous_record = !record && !record.error().what.starts_with("holds no");
    if (ambiguous_finding) return finding.error();
    if (ambiguous_record) return record.error();
    if (!finding && !record) return Error{options_.path, fmt::format("holds neither a finding nor a record whose id begins with {}", id), "an id as dateline findings or show prints it"};
    if (finding && record) return Error{options_.path, fmt::format("{} begins the id of finding {} and of record {}", id, SomeId(finding->id), SomeId(record->row.record.id)), "more digits"};
    out.kind = finding ? "finding" : "record";
    out.id = finding ? finding->id : record->row.record.id;
    Result<std::vector<DecidedRecord>> records = finding ? findings_.RecordsOfFinding(finding->nr) : findings_.RecordsOfRecord(record->row.nr);
    if (!records) return records.error();
    out.records = std::move(*records);
    if (finding) out.finding = std::move(*finding);
    else out.record = std::move(record->row);
    return out;
  }

  /// One decision for each id.
  Decisions Each(const std::vector<std::string>& ids, const std::string& field, const std::string& value) const {
    std::vector<Decision> out;
    for (const std::string& id : ids) {
      const Result<Target> target = Find(id);
      if (!target) return target.error();
      Decision& decision = out.emplace_back(New(*target));
      decision.field = field;
      decision.new_value = value;
      decision.old_value = OldValue(*target, field);
    }
    return out;
  }

  Decisions Parties() const {
    if (options_.action != "withhold") return Error{"--party", fmt::format("says nothing with {}", options_.action), "dateline review CASE withhold --party NAME..."};
    std::vector<Decision> out;
    for (const std::string& name : options_.arguments) out.push_back(New({"party", name, {}, {}, {}}));
    return out;
  }

  Decisions Merge() const {
    Decision out;
    std::vector<std::string> others;
    for (const std::string& id : options_.arguments) {
      const Result<Target> target = Find(id);
      if (!target) return target.error();
      if (out.target_id.empty()) out = New(*target);
      else if (target->id != out.target_id) others.push_back(target->id), Append(target->records, out.records);
    }
    if (others.empty()) return Error{"merge", "names one event", "two ids or more, of findings or records that are one event"};
    out.new_value = fmt::format("{}", fmt::join(others, " "));
    return std::vector<Decision>{out};
  }

  static void Append(const std::vector<DecidedRecord>& more, std::vector<DecidedRecord>& records) {
    for (const DecidedRecord& record : more) {
      const auto same = [&](const DecidedRecord& other) { return other.id == record.id; };
      if (std::none_of(records.begin(), records.end(), same)) records.push_back(record);
    }
  }

  Decisions Split() const {
    const Result<Target> whole = Find(options_.arguments.front());
    if (!whole) return whole.error();
    if (whole->kind != "finding" || options_.arguments.size() < 2) return Error{"split", "does not say what to take out of what", "the id of a finding, then those of records of it"};
    Decision out = New(*whole);
    out.records.clear();
    for (size_t i = 1; i < options_.arguments.size(); ++i) {
      const Result<Target> part = Find(options_.arguments[i]);
      if (!part) return part.error();
      const bool inside = part->kind == "record" && std::any_of(whole->records.begin(), whole->records.end(), [&](const DecidedRecord& r) { return r.id == part->id; });
      if (!inside) return Error{"split", fmt::format("{} is no record of finding {}", SomeId(part->id), SomeId(whole->id)), "records that dateline explain shows for it"};
      Append(part->records, out.records);
    }
    const size_t taken = out.records.size();
    if (taken == whole->records.size()) return Error{"split", "takes out every record", "some records of the finding, not all"};
    Append(whole->records, out.records);
    out.new_value = std::to_string(taken);
    return std::vector<Decision>{out};
  }

  Decisions Edit() const {
    const Result<Target> target = Find(options_.arguments.front());
    if (!target) return target.error();
    if (options_.arguments.size() < 2) return Error{"edit", "changes nothing", "FIELD=VALUE after the id, such as killed=36"};
    std::vector<Decision> out;
    for (size_t i = 1; i < options_.arguments.size(); ++i) {
      const std::string& edit = options_.arguments[i];
      const size_t sign = edit.find('=');
      const std::string field = edit.substr(0, sign), value = sign == std::string::npos ? std::string() : edit.substr(sign + 1);
      if (sign == std::string::npos) return Error{"edit", fmt::format("\"{}\" is no edit", edit), "FIELD=VALUE, such as killed=36"};
      if (Result<void> good = CheckEdit(field, value); !good) return good.error();
      Decision& decision = out.emplace_back(New(*target));
      decision.field = field;
      decision.new_value = value;
      decision.old_value = OldValue(*target, field);
    }
    return out;
  }

  /// Ids, then one value for all of them.
  Decisions WithValue() const {
    const std::string& action = options_.action;
    if (options_.arguments.size() < 2) return Error{action, "lacks an id or a value", fmt::format("dateline review CASE {} ID... VALUE", action)};
    std::string value = options_.arguments.back();
    if (action == "place") {
      Result<std::string> place = PlaceOf(value);
      if (!place) return place.error();
      value = std::move(*place);
    } else if (action == "date") {
      ClaimTime time;
      if (!ParseDays(value, time)) return Error{"date", fmt::format("\"{}\" is no day", value), "2018-01-15, 2018-01-15..2018-01-17 or none"};
    } else if (action == "credibility") {
      if (value.size() != 1 || std::string_view("123456-").find(value[0]) == std::string_view::npos) return Error{"credibility", fmt::format("\"{}\" is none", value), "1 (confirmed) to 6 (cannot be judged), or - to take it away"};
      if (value == "-") value.clear();
    }
    return Each({options_.arguments.begin(), options_.arguments.end() - 1}, action == "note" ? "" : action, value);
  }

  /// The place block of a name, or of "36.5,36.9" and "36.5,36.9,Afrin" (degrees north, degrees east).
  Result<std::string> PlaceOf(const std::string& value) const {
    double lat = 0, lon = 0;
    const char* const end = value.data() + value.size();
    const auto [comma, bad_lat] = std::from_chars(value.data(), end, lat);
    if (bad_lat == std::errc() && comma != end && *comma == ',') {
      const auto [rest, bad_lon] = std::from_chars(comma + 1, end, lon);
      const bool good = bad_lon == std::errc() && (rest == end || *rest == ',') && std::abs(lat) <= 90 && std::abs(lon) <= 180;
      if (!good) return Error{"place", fmt::format("\"{}\" is no place", value), "degrees north, degrees east and a name: 36.51,36.87,Afrin"};
      return PointBlock(lat, lon, rest == end ? value : std::string(rest + 1, end));
    }
    Result<std::string> place = findings_.PlaceNamed(value);
    if (place && place->empty()) return Error{"place", fmt::format("no record of the case names a place \"{}\" that is on the map", value), "such a name, or degrees: 36.51,36.87,NAME"};
    return place;
  }

  static std::string PointBlock(double lat, double lon, const std::string& name) {
    std::string out;
    JsonWriter json(out);
    json.BeginObject();
    json.Field("text", name);
    json.Field("name", name);
    json.Key("lat");
    json.Rounded(lat, 5);
    json.Key("lon");
    json.Rounded(lon, 5);
    json.Field("precision", 1);
    json.EndObject();
    return out;
  }

  /// What the target says now, for the log.
  static std::string OldValue(const Target& target, const std::string& field) {
    FigureSlot slot{};
    const std::string start = target.finding ? target.finding->start : target.record ? target.record->record.start : std::string();
    const std::string end = target.finding ? target.finding->end : target.record ? target.record->record.end : std::string();
    if (field == "date") return start.empty() || start == end ? start : start + ".." + end;
    if (target.record) return field == "type" ? target.record->record.type : std::string();
    if (!target.finding) return {};
    const FindingRow& row = *target.finding;
    if (field == "place") return row.place;
    if (field == "credibility") return std::to_string(row.credibility);
    if (field == "type") return row.type;
    if (field == "mode") return row.mode;
    if (field == "actors" || field == "holder") return row.who;
    if (field == "recipients" || field == "people") return row.whom;
    if (!FigureSlotByName(field, slot)) return {};
    const FindingRow::Figure& figure = row.figures[static_cast<size_t>(slot)];
    if (!figure.given()) return {};
    const auto part = [](double value) { return std::isnan(value) ? std::string() : fmt::format("{}", value); };
    return figure.low == figure.high ? part(figure.best) : fmt::format("{}-{}-{}", part(figure.low), part(figure.best), part(figure.high));
  }

  const FindingReader& findings_;
  const CaseReader& records_;
  const ReviewOptions& options_;
  std::string author_, time_;
};

/// The store, with findings that are those of its records; `fusing` empty: as they are.
Result<FindingsStore> OpenStore(const std::string& path, const std::optional<Fusing>& fusing) {
  Result<FindingsStore> store = FindingsStore::Open(path);
  if (!store || !fusing) return store;
  const Result<FindingsChange> change = store->Update(fusing->By(), fusing->Options());
  if (!change) return change.error();
  return store;
}

/// Makes findings anew after a decision, seals, and says what came out.
int Finish(FindingsStore& store, const std::optional<Fusing>& fusing) {
  FindingsChange change;
  if (fusing) {
    Result<FindingsChange> updated = store.Update(fusing->By(), fusing->Options());
    if (!updated) return Complained(updated.error(), kNotWritten);
    change = std::move(*updated);
  }
  if (const Result<void> sealed = store.Seal(""); !sealed) return Complained(sealed.error(), kNotWritten);
  if (fusing) SayFindings(change);
  return kOk;
}

/// The fuser, unless findings are left as they are; false, with a complaint, where it cannot be opened.
bool OpenFusing(const std::string& knowledge, bool no_findings, std::optional<Fusing>& fusing) {
  if (no_findings) return true;
  fusing = Fusing::Open(knowledge);
  return fusing.has_value();
}

void SayDecided(const std::vector<Decision>& decisions) {
  for (const Decision& d : decisions) {
    std::string line = fmt::format("decision  {}: {} {} {}", d.nr, d.action, d.target_kind, d.records.empty() ? d.target_id : SomeId(d.target_id));
    if (!d.records.empty()) line += fmt::format(" ({} {})", d.records.size(), d.records.size() == 1 ? "record" : "records");
    Say(line);
  }
}

Result<std::vector<Decision>> Make(const ReviewOptions& options, const std::string& author) {
  const Result<FindingReader> findings = FindingReader::Open(options.path);
  if (!findings) return findings.error();
  const Result<CaseReader> records = CaseReader::Open(options.path);
  if (!records) return records.error();
  return Reviewer(*findings, *records, options, author).Decide();
}

int Decide(const std::optional<Fusing>& fusing, FindingsStore& store, std::vector<Decision>& decisions) {
  if (const Result<void> kept = store.Decide(decisions); !kept) return Complained(kept.error(), kNotWritten);
  SayDecided(decisions);
  return Finish(store, fusing);
}

/// "NAME=B" as a decision.
Result<Decision> LetterOf(const std::string& text, const std::string& author, const std::string& time) {
  const size_t sign = text.rfind('=');
  const std::string name = text.substr(0, sign), letter = sign == std::string::npos ? std::string() : text.substr(sign + 1);
  const bool good = !name.empty() && letter.size() == 1 && std::string_view("ABCDEF-").find(letter[0]) != std::string_view::npos;
  if (!good) return Error{"--set", fmt::format("\"{}\" sets nothing", text), "NAME=LETTER, A (reliable) to E (unreliable), F (cannot be judged), or - to take it away"};
  Decision out;
  out.time = time;
  out.author = author;
  out.action = "reliability";
  out.target_kind = "source";
  out.target_id = name;
  out.new_value = letter == "-" ? std::string() : letter;
  return out;
}

int SetLetters(const SourcesOptions& options) {
  const std::string author = AuthorOf(options.author), time = Now();
  if (author.empty()) return kUsage;
  std::vector<Decision> decisions;
  for (const std::string& text : options.set) {
    Result<Decision> decision = LetterOf(text, author, time);
    if (!decision) return Complained(decision.error());
    decisions.push_back(std::move(*decision));
  }
  std::optional<Fusing> fusing;
  if (!OpenFusing(options.knowledge, false, fusing)) return kUsage;
  Result<FindingsStore> store = OpenStore(options.path, fusing);
  if (!store) return Complained(store.error(), kNotWritten);
  return Decide(fusing, *store, decisions);
}

}  // namespace

int RunReview(const ReviewOptions& options) {
  const std::string author = AuthorOf(options.author);
  if (author.empty()) return kUsage;
  std::optional<Fusing> fusing;
  if (!OpenFusing(options.knowledge, options.no_findings, fusing)) return kUsage;
  Result<FindingsStore> store = OpenStore(options.path, fusing);
  if (!store) return Complained(store.error(), kNotWritten);
  Result<std::vector<Decision>> decisions = Make(options, author);
  if (!decisions) return Complained(decisions.error());
  return Decide(fusing, *store, *decisions);
}

int RunUndo(const UndoOptions& options) {
  const std::string author = AuthorOf(options.author);
  if (author.empty()) return kUsage;
  std::optional<Fusing> fusing;
  if (!OpenFusing(options.knowledge, options.no_findings, fusing)) return kUsage;
  Result<FindingsStore> store = FindingsStore::Open(options.path);
  if (!store) return Complained(store.error(), kNotWritten);
  const Result<Decision> undone = store->Undo(options.nr, author, Now());
  if (!undone) return Complained(undone.error());
  Say(fmt::format("undone    {}: {} {} {}", undone->nr, undone->action, undone->target_kind, undone->records.empty() ? undone->target_id : SomeId(undone->target_id)));
  return Finish(*store, fusing);
}

int RunSources(const SourcesOptions& options) {
  if (!options.set.empty()) {
    if (const int code = SetLetters(options); code != kOk) return code;
  }
  Result<FindingReader> reader = FindingReader::Open(options.path);
  if (!reader) return Complained(reader.error());
  if (!reader->current()) {
    Say("findings are behind the records: made anew for this once (dateline read stores them)");
    const std::optional<Fusing> fusing = Fusing::Open(options.knowledge);
    if (!fusing) return kUsage;
    if (const Result<uint64_t> made = reader->Recompute(fusing->By(), FigureRule::kDateline, fusing->Links()); !made) return Complained(made.error());
  }
  const Result<std::vector<SourceRow>> rows = reader->Sources();
  if (!rows) return Complained(rows.error());
  return Print(SourcesTable(*rows, {static_cast<size_t>(TerminalWidth()), ColorsOnOutput()})) ? kOk : kNotWritten;
}

int RunLog(const std::string& path) {
  const Result<FindingReader> reader = FindingReader::Open(path);
  if (!reader) return Complained(reader.error());
  const Result<std::vector<Decision>> decisions = reader->Decisions();
  if (!decisions) return Complained(decisions.error());
  return Print(DecisionTable(*decisions, {static_cast<size_t>(TerminalWidth()), ColorsOnOutput()})) ? kOk : kNotWritten;
}

}  // namespace dateline::cli
