#include "casefile/decisions.h"

#include <fmt/format.h>

#include <array>

#include "casefile/migrate.h"
#include "engine/json_writer.h"

namespace dateline {
namespace {

constexpr std::array<std::string_view, 13> kActions = {"accept", "reject", "unsure", "edit",        "merge",    "split", "date",
                                                       "place",  "credibility", "reliability", "withhold", "note",  "undo"};

constexpr std::string_view kColumns = "nr, time, author, action, target_kind, target_id, field, old_value, new_value, undone_by";

void ReadRow(const Statement& row, Decision& out) {
  out.nr = row.Int(0);
  const std::array<std::string*, 8> texts = {&out.time, &out.author, &out.action, &out.target_kind, &out.target_id, &out.field, &out.old_value, &out.new_value};
  for (size_t i = 0; i < texts.size(); ++i) texts[i]->assign(row.Text(static_cast<int>(i) + 1));
  out.undone_by = row.Int(9);
}

std::string RecordsJson(const std::vector<DecidedRecord>& records) {
  std::string out;
  if (records.empty()) return out;
  JsonWriter json(out);
  json.BeginArray();
  for (const DecidedRecord& record : records) {
    json.BeginObject();
    json.Field("id", record.id);
    json.Field("report", record.report);
    json.Field("kind", record.kind);
    json.Field("type", record.type);
    json.Field("begin", int64_t{record.begin});
    json.Field("end", int64_t{record.end});
    json.EndObject();
  }
  json.EndArray();
  return out;
}

/// Fills Decision::records of all decisions, which are sorted by number.
bool ReadRecords(Database& db, std::vector<Decision>& decisions) {
  Statement read = db.Prepare(
      "SELECT d.nr, json_extract(e.value, '$.id'), json_extract(e.value, '$.report'), json_extract(e.value, '$.kind'), json_extract(e.value, '$.type'), "
      "json_extract(e.value, '$.begin'), json_extract(e.value, '$.end') "
      "FROM decision d, json_each(iif(json_valid(d.records), d.records, '[]')) e WHERE e.type = 'object' ORDER BY d.nr, e.id",
      false);
  size_t at = 0;
  return EachRow(read, [&] {
    while (at < decisions.size() && decisions[at].nr < read.Int(0)) ++at;
    if (at == decisions.size()) return false;
    decisions[at].records.push_back({read.String(1), read.String(2), read.String(3), read.String(4), static_cast<uint32_t>(read.Int(5)), static_cast<uint32_t>(read.Int(6))});
    return true;
  });
}

Result<std::vector<Decision>> ReadWhere(Database& db, std::string_view condition, int64_t value) {
  std::vector<Decision> out;
  Statement read = db.Prepare(fmt::format("SELECT {} FROM decision WHERE {} ORDER BY nr", kColumns, condition), false);
  const bool good = read && read.Start(value) && EachRow(read, [&] {
                      ReadRow(read, out.emplace_back());
                      return true;
                    });
  if (!good) return db.LastError();
  return out;
}

}  // namespace

std::span<const std::string_view> DecisionActions() { return kActions; }

Result<std::vector<Decision>> ReadDecisions(Database& db) {
  if (SchemaVersion(db) < 2) return std::vector<Decision>{};
  Result<std::vector<Decision>> out = ReadWhere(db, "nr > ?", 0);
  if (out && !ReadRecords(db, *out)) return db.LastError();
  return out;
}

bool AppendDecision(Database& db, Decision& decision) {
  Statement insert = db.Prepare(
      "INSERT INTO decision (time, author, action, target_kind, target_id, records, field, old_value, new_value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", false);
  const std::string records = RecordsJson(decision.records);
  if (!insert.Run(Required{decision.time}, Required{decision.author}, Required{decision.action}, Required{decision.target_kind}, Required{decision.target_id}, records,
                  decision.field, decision.old_value, decision.new_value)) {
    return false;
  }
  decision.nr = db.last_row();
  return true;
}

Result<Decision> AppendUndo(Database& db, int64_t nr, const std::string& author, const std::string& time) {
  const auto newest = "nr = (SELECT max(nr) FROM decision WHERE undone_by IS NULL AND action <> 'undo') AND ? = 0";
  Result<std::vector<Decision>> found = ReadWhere(db, nr == 0 ? newest : "nr = ?", nr);
  if (!found) return found.error();
  if (found->empty()) {
    if (nr == 0) return Error{db.path(), "holds no decision in force", "one made by dateline review"};
    return Error{db.path(), fmt::format("holds no decision {}", nr), "a number that dateline log shows"};
  }
  Decision undone = std::move(found->front());
  if (undone.undone_by != 0) {
    return Error{db.path(), fmt::format("decision {} was undone by {}", undone.nr, undone.undone_by),
                 fmt::format("a decision in force; dateline undo ... {} brings it back", undone.undone_by)};
  }
  Decision undo{0, time, author, "undo", "decision", std::to_string(undone.nr), {}, "", "", "", 0};
  Statement mark = db.Prepare("UPDATE decision SET undone_by = nullif(?2, 0) WHERE nr = ?1", false);
  if (!AppendDecision(db, undo) || !mark.Run(undone.nr, undo.nr)) return db.LastError();
  if (undone.action != "undo") return undone;
  int64_t back = 0;
  bool is_number = false;
  Statement target = db.Prepare("SELECT target_id + 0 FROM decision WHERE nr = ?", false);
  if (target.Start(undone.nr) && target.Next() == Statement::Row::kRow) {
    back = target.Int(0);
    is_number = true;
    target.Finish();
  }
  if (!is_number || !mark.Run(back, 0)) return db.LastError();
  return undone;
}

}  // namespace dateline
