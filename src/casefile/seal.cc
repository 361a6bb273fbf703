#include "casefile/seal.h"

#include <fmt/format.h>

#include <optional>
#include <span>

#include "casefile/geometry.h"
#include "casefile/schema.h"
#include "casefile/schema_findings.h"

namespace dateline {
namespace {

/// Fills the R-tree of a layer from its geometries and gives the box around them all.
bool FillRtree(Database& db, std::string_view layer, std::optional<Envelope>& extent) {
  Statement read = db.Prepare(fmt::format("SELECT fid, geom FROM {} ORDER BY fid", layer), false);
  Statement write = db.Prepare(fmt::format("INSERT INTO {} VALUES (?, ?, ?, ?, ?)", RtreeName(layer)));
  if (!read || !write) return false;
  for (;;) {
    const Statement::Row row = read.Next();
    if (row == Statement::Row::kError) return false;
    if (row == Statement::Row::kEnd) return true;
    const std::optional<Envelope> box = EnvelopeOf(read.Text(1));
    if (!box) continue;
    if (!write.Run(read.Int(0), box->min_lon, box->max_lon, box->min_lat, box->max_lat)) return false;
    if (extent) extent->Cover(*box);
    else extent = box;
  }
}

bool WriteExtent(Database& db, std::string_view table, const std::optional<Envelope>& extent, const std::string& last_change) {
  Statement write = db.Prepare(
      "UPDATE gpkg_contents SET last_change = ?2, min_x = iif(?3, ?4, NULL), min_y = iif(?3, ?5, NULL), max_x = iif(?3, ?6, NULL), max_y = iif(?3, ?7, NULL) "
      "WHERE table_name = ?1",
      false);
  const Envelope box = extent.value_or(Envelope{});
  return write.Run(table, last_change, int{extent.has_value()}, box.min_lon, box.min_lat, box.max_lon, box.max_lat);
}

bool Break(Database& db, std::span<const ListedTable> tables) {
  for (const ListedTable& table : tables) {
    if (table.geometry != nullptr && !db.Exec(DropRtreeSql(table.name))) return false;
  }
  return db.Exec("UPDATE dl_meta SET value = '0' WHERE key = 'sealed'");
}

}  // namespace

bool WriteSeal(Database& db, const std::string& last_change) {
  for (const ListedTable& table : ListedTables()) {
    std::optional<Envelope> extent;
    if (table.geometry != nullptr) {
      int64_t there = 0;
      bool found = false;
      if (!db.ReadInt(fmt::format("SELECT count(*) FROM sqlite_schema WHERE name = '{}'", RtreeName(table.name)), there, found)) return false;
      if (there > 0) continue;
      if (!db.Exec(CreateRtreeSql(table.name)) || !FillRtree(db, table.name, extent) || !db.Exec(RtreeTriggersSql(table.name))) return false;
    }
    if (!WriteExtent(db, table.name, extent, last_change)) return false;
  }
  return db.Exec("UPDATE dl_meta SET value = '1' WHERE key = 'sealed'");
}

bool BreakSeal(Database& db) { return Break(db, ListedTables()); }

bool BreakFindingsSeal(Database& db) { return Break(db, FindingListedTables()); }

bool SealFile(Database& db, const std::string& last_change) {
  bool sealed = false;
  if (!IsSealed(db, sealed)) return false;
  if (!sealed && (!db.Exec("BEGIN IMMEDIATE") || !WriteSeal(db, last_change) || !db.Exec("COMMIT"))) return false;
  // A reader beside us may hold the log open: then the file stays in WAL mode, which is no loss, and the next seal tries again.
  std::string mode;
  bool found = false;
  if (!db.ReadText("PRAGMA journal_mode", mode, found)) return false;
  if (mode == "wal" && db.Exec("PRAGMA wal_checkpoint(TRUNCATE)")) (void)db.Exec("PRAGMA journal_mode=DELETE");
  return true;
}

bool IsSealed(Database& db, bool& sealed) {
  std::string value;
  bool found = false;
  if (!db.ReadText("SELECT value FROM dl_meta WHERE key = 'sealed'", value, found)) return false;
  sealed = found && value == "1";
  return true;
}

}  // namespace dateline
