// Ledger, transactions and life cycle of a case file. Rows are the business of rows.h, spatial indexes that of seal.h.
#include "casefile/case_file.h"

#include <fmt/format.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/hash.h"
#include "casefile/check.h"
#include "casefile/findings_state.h"
#include "casefile/migrate.h"
#include "casefile/rows.h"
#include "casefile/schema.h"
#include "casefile/seal.h"
#include "casefile/statement.h"

namespace dateline {
namespace {

/// Write-ahead logs need shared memory, which network file systems do not give (sqlite.org/wal.html); there the plain journal is used.
bool IsOnNetwork(const std::string& path) {
  struct statfs info {};
  if (statfs(path.c_str(), &info) != 0) return false;
  constexpr std::array<unsigned long, 7> kNetwork = {0x6969 /* NFS */,     0x517B /* SMB */,  0xFF534D42 /* CIFS */, 0xFE534D42 /* SMB2 */,
                                                     0x01021997 /* 9p */, 0x00C36400 /* Ceph */, 0x65735546 /* FUSE: sshfs and the like */};
  return std::find(kNetwork.begin(), kNetwork.end(), static_cast<unsigned long>(info.f_type) & 0xFFFFFFFFUL) != kNetwork.end();
}

/// What a unit said: two states of a unit with the same fingerprint need no second look.
std::string Fingerprint(const StoredReport& report) {
  if (report.status == ReportStatus::kRead) return report.sha256.empty() ? report.id : report.sha256;
  return fmt::format("{}:{}", StatusName(report.status), HashId(report.reason + '\n' + report.sha256).Hex());
}

std::string ReportId(const StoredReport& report) {
  if (!report.id.empty()) return report.id;
  return HashId(fmt::format("{}\n{}\n{}\n{}", report.file, report.source_id, report.unit_begin, report.reason)).Hex();
}

uint64_t UnitHash(uint64_t begin, std::string_view source_id) { return Hash64(fmt::format("{} {}", begin, source_id)); }

/// The file of a unit in the ledger. Standard input is another input each time: what came through it before stays, so the content tells its units apart.
std::string LedgerFile(const std::string& file, const std::string& content) { return file == "-" ? "-:" + content : file; }

uint64_t SizeOf(const StoredReport& report) {
  uint64_t out = report.text.size() + report.json.size() + 1000;
  for (const StoredRecord& record : report.records) out += 2 * record.json.size() + 500;
  return out;
}

}  // namespace

class CaseFile::Impl {
 public:
  Impl(Database db, RunInfo run, CaseFileOptions options) : db_(std::move(db)), run_(std::move(run)), options_(options) {}
  ~Impl() {
    if (!failed_ && db_.in_transaction()) (void)Commit();
    if (db_.in_transaction()) (void)db_.Exec("ROLLBACK");
  }

  Result<void> Start(bool fresh);
  Result<void> Add(const StoredReport& report);
  Result<bool> HasUnit(const UnitKey& unit);
  Result<bool> HasFile(const FileKey& file);
  Result<void> FinishFile(const FileKey& file);
  Result<void> Flush() { return Guarded([&] { return Commit(); }); }
  Result<void> Seal() { return Guarded([&] { return DoSeal(); }); }
  const AddCounts& counts() const { return counts_; }

 private:
  /// A row of dl_unit.
  struct Unit {
    std::string content;
    std::string status;
    int64_t report = 0, run = 0, replaced = 0;
  };
  /// What a transaction adds to a row of dl_run.
  struct RunDelta {
    int64_t read = 0, failed = 0, skipped = 0, records = 0;
    void Count(std::string_view status, int64_t by) { (status == "read" ? read : status == "failed" ? failed : skipped) += by; }
  };

  template <class Work>
  Result<void> Guarded(Work work);

  bool Create();
  bool PrepareLedger();
  bool FindRun();
  bool MakeRun();
  bool Begin();
  bool Commit();
  bool WriteRunCounts();
  bool DoSeal();
  bool FindUnit(std::string_view file, uint64_t begin, std::string_view source_id, std::optional<Unit>& unit);
  bool AddNew(const StoredReport& report, const std::string& file, const std::string& content, const std::optional<Unit>& before);
  bool WriteReport(const StoredReport& report, int64_t& nr);
  bool TakeOut(std::string_view file, uint64_t begin, std::string_view source_id, const Unit& unit);
  bool DropReport(int64_t nr);
  bool ReadFileRow(const std::string& path, std::optional<FileKey>& key, int64_t& run);
  bool DoFinishFile(const FileKey& file);
  bool TakeOutUnseen(const std::string& path, std::vector<uint64_t>& seen);

  Database db_;
  RunInfo run_;
  CaseFileOptions options_;
  RowWriter rows_;
  Statement find_unit_, insert_unit_, delete_unit_, count_units_, find_report_, set_units_, report_facts_, find_file_, put_file_, add_run_;
  std::map<int64_t, RunDelta> run_deltas_;
  std::unordered_map<std::string, std::vector<uint64_t>> seen_;  ///< units met of each file that is not finished
  std::string last_file_;
  std::vector<uint64_t>* last_seen_ = nullptr;
  AddCounts counts_;
  int64_t run_nr_ = 0;  ///< 0: this run has no row yet
  uint32_t batch_reports_ = 0;
  uint64_t batch_bytes_ = 0;
  bool wal_asked_ = false;
  bool failed_ = false;
  Error error_;

  void Saw(const std::string& file, uint64_t hash);
};

// --- life cycle ---

Result<void> CaseFile::Impl::Start(bool fresh) {
  const bool good = (!fresh || Create()) && PrepareLedger() && rows_.Prepare(db_) && FindRun();
  if (good) return {};
  return db_.LastError();
}

bool CaseFile::Impl::Create() {
  const std::string versions = fmt::format("PRAGMA application_id={}; PRAGMA user_version={};", kApplicationId, kGeoPackageVersion);
  const bool good = db_.Exec("PRAGMA page_size=8192; PRAGMA encoding='UTF-8'; BEGIN IMMEDIATE") && db_.Exec(versions) && db_.Exec(std::string(TablesSql())) &&
                    db_.Exec(FirstRowsSql());
  if (!good) return false;
  return db_.Exec("COMMIT");
}

bool CaseFile::Impl::PrepareLedger() {
  bool good = true;
  const auto prepare = [&](Statement& statement, std::string_view sql) {
    statement = db_.Prepare(sql);
    good = good && statement;
  };
  prepare(find_unit_, "SELECT content, status, report, run, replaced FROM dl_unit WHERE file = ? AND unit_begin = ? AND source_id = ?");
  prepare(insert_unit_, "INSERT INTO dl_unit (file, unit_begin, source_id, unit_end, content, status, report, run, replaced) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  prepare(delete_unit_, "DELETE FROM dl_unit WHERE file = ? AND unit_begin = ? AND source_id = ?");
  prepare(count_units_, "SELECT count(*) FROM dl_unit WHERE file = ?");
  prepare(find_report_, "SELECT nr, run, units FROM report WHERE id = ?");
  prepare(set_units_, "UPDATE report SET units = ?2 WHERE nr = ?1");
  prepare(report_facts_, "SELECT units, run, records FROM report WHERE nr = ?");
  prepare(find_file_, "SELECT size, mtime_ns, hash, run FROM dl_file WHERE path = ?");
  prepare(put_file_, "INSERT OR REPLACE INTO dl_file (path, size, mtime_ns, hash, units, run) VALUES (?, ?, ?, ?, ?, ?)");
  prepare(add_run_, "UPDATE dl_run SET read = read + ?2, failed = failed + ?3, skipped = skipped + ?4, records = records + ?5 WHERE nr = ?1");
  return good;
}

bool CaseFile::Impl::FindRun() {
  Statement find = db_.Prepare("SELECT nr FROM dl_run WHERE engine = ? AND knowledge = ? AND arguments = ?", false);
  if (!find.Start(Required{run_.engine}, Required{run_.knowledge}, Required{run_.arguments})) return false;
  const Statement::Row row = find.Next();
  if (row == Statement::Row::kRow) run_nr_ = find.Int(0);
  return row != Statement::Row::kError;
}

bool CaseFile::Impl::MakeRun() {
  if (run_nr_ != 0) return true;
  Statement insert = db_.Prepare("INSERT INTO dl_run (engine, knowledge, arguments, started) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", false);
  if (!insert.Run(Required{run_.engine}, Required{run_.knowledge}, Required{run_.arguments}, run_.started)) return false;
  return FindRun();
}

/// Runs one public call: gives an earlier failure again, and undoes the transaction after a new one.
template <class Work>
Result<void> CaseFile::Impl::Guarded(Work work) {
  if (failed_) return error_;
  if (work()) return {};
  error_ = db_.LastError();
  failed_ = true;
  if (db_.in_transaction()) (void)db_.Exec("ROLLBACK");
  return error_;
}

bool CaseFile::Impl::Begin() {
  if (db_.in_transaction()) return true;
  if (!wal_asked_) {
    wal_asked_ = true;
    std::string mode;
    bool found = false;
    // A refusal (no shared memory) leaves the plain journal: slower, as safe.
    if (!IsOnNetwork(db_.path()) && !db_.ReadText("PRAGMA journal_mode=WAL", mode, found)) return false;
  }
  bool sealed = false;
  if (!db_.Exec("BEGIN IMMEDIATE") || !IsSealed(db_, sealed) || (sealed && !BreakSeal(db_)) || !MarkReportsChanged(db_)) return false;
  return MakeRun();
}

bool CaseFile::Impl::Commit() {
  batch_reports_ = 0;
  batch_bytes_ = 0;
  if (!db_.in_transaction()) return true;
  return WriteRunCounts() && db_.Exec("COMMIT");
}

bool CaseFile::Impl::WriteRunCounts() {
  for (const auto& [nr, delta] : run_deltas_) {
    if (!add_run_.Run(nr, delta.read, delta.failed, delta.skipped, delta.records)) return false;
  }
  run_deltas_.clear();
  return true;
}

bool CaseFile::Impl::DoSeal() {
  if (!Commit() || !SealFile(db_, run_.started.empty() ? std::string(kNoTime) : run_.started)) return false;
  wal_asked_ = false;
  return true;
}

// --- ledger ---

void CaseFile::Impl::Saw(const std::string& file, uint64_t hash) {
  if (last_seen_ == nullptr || last_file_ != file) {
    last_file_ = file;
    last_seen_ = &seen_[file];
  }
  last_seen_->push_back(hash);
}

bool CaseFile::Impl::FindUnit(std::string_view file, uint64_t begin, std::string_view source_id, std::optional<Unit>& unit) {
  if (!find_unit_.Start(Required{file}, begin, Required{source_id})) return false;
  const Statement::Row row = find_unit_.Next();
  if (row == Statement::Row::kRow) {
    unit = Unit{find_unit_.String(0), find_unit_.String(1), find_unit_.Int(2), find_unit_.Int(3), find_unit_.Int(4)};
    find_unit_.Finish();
  }
  return row != Statement::Row::kError;
}

Result<bool> CaseFile::Impl::HasUnit(const UnitKey& unit) {
  bool has = false;
  const Result<void> done = Guarded([&] {
    std::optional<Unit> row;
    const std::string file = LedgerFile(unit.file, unit.sha256);
    if (!FindUnit(file, unit.begin, unit.source_id, row)) return false;
    has = row && row->status == "read" && row->content == unit.sha256 && row->run == run_nr_;
    if (has && unit.file != "-") Saw(file, UnitHash(unit.begin, unit.source_id));
    return true;
  });
  if (!done) return done.error();
  return has;
}

Result<void> CaseFile::Impl::Add(const StoredReport& report) {
  return Guarded([&] {
    std::optional<Unit> before;
    const std::string content = Fingerprint(report), file = LedgerFile(report.file, content);
    if (!FindUnit(file, report.unit_begin, report.source_id, before)) return false;
    if (report.file != "-") Saw(file, UnitHash(report.unit_begin, report.source_id));
    if (before && before->content == content && before->run == run_nr_) {
      ++counts_.known;
      return true;
    }
    if (!Begin() || !AddNew(report, file, content, before)) return false;
    batch_bytes_ += SizeOf(report);
    if (++batch_reports_ < options_.batch_reports && batch_bytes_ < options_.batch_bytes) return true;
    return Commit();
  });
}

bool CaseFile::Impl::AddNew(const StoredReport& report, const std::string& file, const std::string& content, const std::optional<Unit>& before) {
  if (before && !TakeOut(file, report.unit_begin, report.source_id, *before)) return false;
  int64_t nr = 0;
  if (!WriteReport(report, nr)) return false;
  ++(before ? counts_.replaced : counts_.added);
  run_deltas_[run_nr_].Count(StatusName(report.status), 1);
  const int64_t replaced = before ? before->replaced + 1 : 0;
  return insert_unit_.Run(Required{file}, report.unit_begin, Required{report.source_id}, report.unit_end, Required{content}, StatusName(report.status), nr,
                          run_nr_, replaced);
}

/// Writes the report, or counts one more unit on the one that is there with the same id. One that another engine read is written anew under its old number.
bool CaseFile::Impl::WriteReport(const StoredReport& report, int64_t& nr) {
  const std::string id = ReportId(report);
  if (!find_report_.Start(id)) return false;
  const Statement::Row row = find_report_.Next();
  if (row == Statement::Row::kError) return false;
  int64_t old_units = 0;
  nr = 0;
  if (row == Statement::Row::kRow) {
    nr = find_report_.Int(0);
    const int64_t run = find_report_.Int(1);
    old_units = find_report_.Int(2);
    find_report_.Finish();
    if (run == run_nr_) {
      ++counts_.copies;
      return set_units_.Run(nr, old_units + 1);
    }
    if (!DropReport(nr)) return false;
  }
  RowWriter::Written written;
  if (!rows_.Insert(report, id, run_nr_, nr, old_units + 1, written)) return false;
  nr = written.report;
  run_deltas_[run_nr_].records += written.records;
  return true;
}

/// Takes a unit out of the ledger, and its report with it where no other unit holds the same.
bool CaseFile::Impl::TakeOut(std::string_view file, uint64_t begin, std::string_view source_id, const Unit& unit) {
  run_deltas_[unit.run].Count(unit.status, -1);
  if (!delete_unit_.Run(Required{file}, begin, Required{source_id}) || !report_facts_.Start(unit.report)) return false;
  const Statement::Row row = report_facts_.Next();
  if (row != Statement::Row::kRow) return row == Statement::Row::kEnd;
  const int64_t units = report_facts_.Int(0);
  report_facts_.Finish();
  return units > 1 ? set_units_.Run(unit.report, units - 1) : DropReport(unit.report);
}

bool CaseFile::Impl::DropReport(int64_t nr) {
  if (!report_facts_.Start(nr)) return false;
  const Statement::Row row = report_facts_.Next();
  if (row != Statement::Row::kRow) return row == Statement::Row::kEnd;
  run_deltas_[report_facts_.Int(1)].records -= report_facts_.Int(2);
  report_facts_.Finish();
  return rows_.Delete(nr);
}

// --- files ---

bool CaseFile::Impl::ReadFileRow(const std::string& path, std::optional<FileKey>& key, int64_t& run) {
  if (!find_file_.Start(Required{path})) return false;
  const Statement::Row row = find_file_.Next();
  if (row == Statement::Row::kRow) {
    key = FileKey{path, static_cast<uint64_t>(find_file_.Int(0)), find_file_.Int(1), find_file_.String(2)};
    run = find_file_.Int(3);
    find_file_.Finish();
  }
  return row != Statement::Row::kError;
}

Result<bool> CaseFile::Impl::HasFile(const FileKey& file) {
  bool has = false;
  const Result<void> done = Guarded([&] {
    std::optional<FileKey> row;
    int64_t run = 0;
    if (!ReadFileRow(file.path, row, run)) return false;
    has = row && run == run_nr_ && row->size == file.size && row->mtime_ns == file.mtime_ns && row->hash == file.hash;
    return true;
  });
  if (!done) return done.error();
  return has;
}

Result<void> CaseFile::Impl::FinishFile(const FileKey& file) {
  return Guarded([&] { return DoFinishFile(file); });
}

bool CaseFile::Impl::DoFinishFile(const FileKey& file) {
  std::vector<uint64_t> seen;
  if (const auto found = seen_.find(file.path); found != seen_.end()) {
    seen = std::move(found->second);
    seen_.erase(found);
    last_seen_ = nullptr;
  }
  std::sort(seen.begin(), seen.end());
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  std::optional<FileKey> row;
  int64_t run = 0;
  if (!ReadFileRow(file.path, row, run) || !count_units_.Start(Required{file.path}) || count_units_.Next() != Statement::Row::kRow) return false;
  const bool all_seen = count_units_.Int(0) == static_cast<int64_t>(seen.size());
  count_units_.Finish();
  const bool same = row && run == run_nr_ && row->size == file.size && row->mtime_ns == file.mtime_ns && row->hash == file.hash;
  if (same && all_seen) return true;
  if (!Begin() || (!all_seen && !TakeOutUnseen(file.path, seen))) return false;
  return put_file_.Run(Required{file.path}, file.size, file.mtime_ns, Required{file.hash}, static_cast<uint64_t>(seen.size()), run_nr_);
}

bool CaseFile::Impl::TakeOutUnseen(const std::string& path, std::vector<uint64_t>& seen) {
  Statement read = db_.Prepare("SELECT unit_begin, source_id FROM dl_unit WHERE file = ?", false);
  if (!read.Start(Required{path})) return false;
  std::vector<std::pair<uint64_t, std::string>> unseen;
  for (;;) {
    const Statement::Row row = read.Next();
    if (row == Statement::Row::kError) return false;
    if (row == Statement::Row::kEnd) break;
    const auto begin = static_cast<uint64_t>(read.Int(0));
    if (!std::binary_search(seen.begin(), seen.end(), UnitHash(begin, read.Text(1)))) unseen.emplace_back(begin, read.String(1));
  }
  for (const auto& [begin, source_id] : unseen) {
    std::optional<Unit> unit;
    if (!FindUnit(path, begin, source_id, unit) || !unit || !TakeOut(path, begin, source_id, *unit)) return false;
    ++counts_.removed;
  }
  return true;
}

// --- the public face ---

Result<CaseFile> CaseFile::OpenForWriting(const std::string& path, const RunInfo& run, const CaseFileOptions& options) {
  Result<FileState> state = LookAt(path);
  if (!state) return state.error();
  const bool fresh = *state != FileState::kDatabase;
  Result<Database> db = Database::Open(path, *state == FileState::kMissing ? OpenMode::kCreate : OpenMode::kWrite);
  if (!db) return db.error();
  if (sqlite3_db_readonly(db->raw(), "main") == 1) return Database::Explain(path, SQLITE_READONLY, 0, "");
  bool empty = fresh;
  if (!fresh) {
    const Result<bool> checked = CheckCaseFile(*db);
    if (!checked) return checked.error();
    empty = !*checked;
  }
  if (!empty) {
    if (Result<void> migrated = Migrate(*db); !migrated) return migrated.error();
  }
  auto impl = std::make_unique<Impl>(std::move(*db), run, options);
  if (Result<void> started = impl->Start(empty); !started) return started.error();
  return CaseFile(std::move(impl));
}

CaseFile::CaseFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
CaseFile::CaseFile(CaseFile&&) noexcept = default;
CaseFile& CaseFile::operator=(CaseFile&&) noexcept = default;
CaseFile::~CaseFile() = default;

Result<void> CaseFile::Add(const StoredReport& report) { return impl_->Add(report); }
Result<bool> CaseFile::HasUnit(const UnitKey& unit) { return impl_->HasUnit(unit); }
Result<bool> CaseFile::HasFile(const FileKey& file) { return impl_->HasFile(file); }
Result<void> CaseFile::FinishFile(const FileKey& file) { return impl_->FinishFile(file); }
Result<void> CaseFile::Flush() { return impl_->Flush(); }
Result<void> CaseFile::Seal() { return impl_->Seal(); }
const AddCounts& CaseFile::counts() const { return impl_->counts(); }

}  // namespace dateline
