#include "casefile/seal.h"

#include <fmt/format.h>

#include <optional>

#include "casefile/geometry.h"
#include "casefile/schema.h"

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

}  // namespace

bool WriteSeal(Database& db, const std::string& last_change) {
  for (const ListedTable& table : ListedTables()) {
    std::optional<Envelope> extent;
    if (table.geometry != nullptr) {
      const bool built = db.Exec(DropRtreeSql(table.name)) && db.Exec(CreateRtreeSql(table.name)) && FillRtree(db, table.name, extent) &&
                         db.Exec(RtreeTriggersSql(table.name));
      if (!built) return false;
    }
    if (!WriteExtent(db, table.name, extent, last_change)) return false;
  }
  return db.Exec("UPDATE dl_meta SET value = '1' WHERE key = 'sealed'");
}

bool BreakSeal(Database& db) {
  for (const ListedTable& table : ListedTables()) {
    if (table.geometry != nullptr && !db.Exec(DropRtreeSql(table.name))) return false;
  }
  return db.Exec("UPDATE dl_meta SET value = '0' WHERE key = 'sealed'");
}

bool IsSealed(Database& db, bool& sealed) {
  std::string value;
  bool found = false;
  if (!db.ReadText("SELECT value FROM dl_meta WHERE key = 'sealed'", value, found)) return false;
  sealed = found && value == "1";
  return true;
}

}  // namespace dateline
