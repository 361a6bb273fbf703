#include "casefile/findings_store.h"

#include <fmt/format.h>

#include <utility>

#include "casefile/case_fusion.h"
#include "casefile/check.h"
#include "casefile/claims_load.h"
#include "casefile/finding_rows.h"
#include "casefile/source_rows.h"
#include "casefile/findings_state.h"
#include "casefile/migrate.h"
#include "casefile/schema.h"
#include "casefile/seal.h"

namespace dateline {
class FindingsStore::Impl {
 public:
  explicit Impl(Database db) : db_(std::move(db)) {}

  Result<FindingsChange> Update(const FuseFunction& fuse, const UpdateOptions& options);
  Result<void> Decide(std::vector<Decision>& decisions);
  Result<Decision> Undo(int64_t nr, const std::string& author, const std::string& time);
  Result<void> Seal(const std::string& time);

 private:
  Error Fail(Error error) {
    if (db_.in_transaction()) (void)db_.Exec("ROLLBACK");
    return error;
  }
  Error Fail() { return Fail(db_.LastError()); }
  bool Write(const FusedCase& fused, const ClaimNumbers& numbers, const UpdateOptions& options, const std::string& stamp, FindingsChange& change);

  Database db_;
};

bool FindingsStore::Impl::Write(const FusedCase& fused, const ClaimNumbers& numbers, const UpdateOptions& options, const std::string& stamp, FindingsChange& change) {
  FindingRows rows;
  FindingRows::Changes changes;
  bool sealed = false;
  if (!rows.Prepare(db_) || !rows.Write(fused.claims, numbers, fused.findings, fused.reviews, options.rule, changes)) return false;
  if (!WriteSources(db_, fused) || (fused.linked && (!WriteLinks(db_, fused.claims, numbers) || !MarkLinked(db_)))) return false;
  change.written = changes.written;
  change.kept = changes.kept;
  change.removed = changes.removed;
  if (!IsSealed(db_, sealed)) return false;
  if (sealed && changes.written + changes.removed > 0 && !BreakFindingsSeal(db_)) return false;
  return MarkFindingsCurrent(db_, stamp);
}

Result<FindingsChange> FindingsStore::Impl::Update(const FuseFunction& fuse, const UpdateOptions& options) {
  FindingsChange change;
  const std::string stamp = fmt::format("{} {}", Name(options.rule), options.stamp);
  std::string there;
  if (!db_.Exec("BEGIN IMMEDIATE") || !ReadFindingsStamp(db_, there)) return Fail();
  if (there == stamp) {
    if (!CountFindingKinds(db_, change.kinds) || !db_.Exec("ROLLBACK")) return Fail();
    return change;
  }
  ClaimNumbers numbers;
  Result<FusedCase> fused = FuseCase(db_, fuse, options.link, numbers);
  if (!fused) return Fail(fused.error());
  change.changed = true;
  change.claims = fused->claims.claims.size();
  change.broken = fused->broken;
  change.lost = fused->effects.lost;
  if (!Write(*fused, numbers, options, stamp, change) || !CountFindingKinds(db_, change.kinds) || !db_.Exec("COMMIT")) return Fail();
  return change;
}

Result<void> FindingsStore::Impl::Decide(std::vector<Decision>& decisions) {
  if (!db_.Exec("BEGIN IMMEDIATE") || !MarkFindingsBehind(db_)) return Fail();
  for (Decision& decision : decisions) {
    if (!AppendDecision(db_, decision)) return Fail();
  }
  if (!db_.Exec("COMMIT")) return Fail();
  return {};
}

Result<Decision> FindingsStore::Impl::Undo(int64_t nr, const std::string& author, const std::string& time) {
  if (!db_.Exec("BEGIN IMMEDIATE") || !MarkFindingsBehind(db_)) return Fail();
  Result<Decision> undone = AppendUndo(db_, nr, author, time);
  if (!undone) return Fail(undone.error());
  if (!db_.Exec("COMMIT")) return Fail();
  return undone;
}

Result<void> FindingsStore::Impl::Seal(const std::string& time) {
  if (SealFile(db_, time.empty() ? std::string(kNoTime) : time)) return {};
  return Fail();
}

Result<FindingsStore> FindingsStore::Open(const std::string& path) {
  Result<Database> db = OpenCaseForWriting(path);
  if (!db) return db.error();
  if (Result<void> migrated = Migrate(*db); !migrated) return migrated.error();
  return FindingsStore(std::make_unique<Impl>(std::move(*db)));
}

FindingsStore::FindingsStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
FindingsStore::FindingsStore(FindingsStore&&) noexcept = default;
FindingsStore& FindingsStore::operator=(FindingsStore&&) noexcept = default;
FindingsStore::~FindingsStore() = default;

Result<FindingsChange> FindingsStore::Update(const FuseFunction& fuse, const UpdateOptions& options) { return impl_->Update(fuse, options); }
Result<void> FindingsStore::Decide(std::vector<Decision>& decisions) { return impl_->Decide(decisions); }
Result<Decision> FindingsStore::Undo(int64_t nr, const std::string& author, const std::string& time) { return impl_->Undo(nr, author, time); }
Result<void> FindingsStore::Seal(const std::string& time) { return impl_->Seal(time); }

}  // namespace dateline
