#include "casefile/findings_state.h"

namespace dateline {

bool MarkFindingsBehind(Database& db) { return db.Exec("DELETE FROM dl_meta WHERE key = 'findings'"); }

bool MarkReportsChanged(Database& db) { return db.Exec("DELETE FROM dl_meta WHERE key IN ('findings', 'linked')"); }

bool MarkLinked(Database& db) { return db.Exec("INSERT INTO dl_meta (key, value) VALUES ('linked', '1') ON CONFLICT (key) DO NOTHING"); }

bool IsLinked(Database& db, bool& linked) {
  std::string value;
  return db.ReadText("SELECT value FROM dl_meta WHERE key = 'linked'", value, linked);
}

bool MarkFindingsCurrent(Database& db, const std::string& stamp) {
  Statement put = db.Prepare("INSERT INTO dl_meta (key, value) VALUES ('findings', ?1) ON CONFLICT (key) DO UPDATE SET value = ?1", false);
  return put.Run(Required{stamp});
}

bool ReadFindingsStamp(Database& db, std::string& stamp) {
  bool found = false;
  stamp.clear();
  return db.ReadText("SELECT value FROM dl_meta WHERE key = 'findings'", stamp, found);
}

bool CountFindingKinds(Database& db, std::vector<Counted>& kinds) {
  kinds = {{"incident", 0}, {"flow", 0}, {"figure", 0}, {"control_line", 0}};
  Statement read = db.Prepare("SELECT kind, count(*) FROM finding GROUP BY kind", false);
  return EachRow(read, [&] {
    for (Counted& kind : kinds) {
      if (kind.name == read.Text(0)) kind.count = read.Int(1);
    }
    return true;
  });
}

}  // namespace dateline
