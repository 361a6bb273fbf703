#include "casefile/case_fusion.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/hash.h"
#include "base/utf8.h"
#include "casefile/check.h"
#include "casefile/findings_state.h"

namespace dateline {
namespace {

/// Texts of reports by row, empty where there is none or it cannot be read.
class TextReader {
 public:
  TextReader(Database& db, const ClaimNumbers& numbers)
      : read_(db.Prepare("SELECT text, iif(json_valid(json), json_extract(json, '$.credit'), NULL), "
                         "(SELECT min(begin_char) FROM sentence s WHERE s.report = nr AND s.role <> 'title') FROM report WHERE nr = ?")),
        numbers_(numbers) {}
  ReportText Text(uint32_t row) {
    ReportText out;
    if (row >= numbers_.reports.size() || !read_.Start(numbers_.reports[row]) || read_.Next() != Statement::Row::kRow) return out;
    out.text = read_.String(0);
    out.credit = read_.String(1);
    for (int64_t chars = read_.Int(2); chars > 0 && out.body < out.text.size(); --chars) out.body += utf8::Decode(out.text, out.body).size;
    read_.Finish();
    return out;
  }

 private:
  Statement read_;
  const ClaimNumbers& numbers_;
};

/// Two findings may begin with the same claim (its event and its price, say): the later ones by kind get an id of their own, made from the shared one.
void MakeIdsUnique(Findings& findings) {
  std::vector<Finding>& all = findings.findings;
  std::vector<size_t> order(all.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return std::pair(all[a].id, all[a].kind) < std::pair(all[b].id, all[b].kind); });
  uint32_t same = 0;
  ContentId shared;
  for (size_t i = 0; i < order.size(); ++i) {
    Finding& finding = all[order[i]];
    same = i > 0 && finding.id == shared ? same + 1 : 0;
    shared = finding.id;
    if (same > 0) finding.id = ContentId::FromHex(HashId(fmt::format("{} {}", shared.Hex(), same)).Hex());
  }
}

}  // namespace

Result<FusedCase> FuseCase(Database& db, const FuseFunction& fuse, const LinkFunction& link, ClaimNumbers& numbers) {
  FusedCase out;
  if (Result<void> loaded = LoadClaims(db, out.claims, numbers, out.broken); !loaded) return loaded.error();
  bool linked = false;
  if (!IsLinked(db, linked)) return db.LastError();
  if (link && !linked) {
    TextReader texts(db, numbers);
    link(out.claims, [&](uint32_t row) { return texts.Text(row); });
    out.linked = true;
  }
  const Result<std::vector<Decision>> decisions = ReadDecisions(db);
  if (!decisions) return decisions.error();
  out.effects = ApplyDecisions(*decisions, out.claims);
  out.findings = fuse(out.claims, out.effects.corrections);
  MakeIdsUnique(out.findings);
  out.reviews = ReviewsOf(out.effects, out.findings, out.claims.claims.size());
  return out;
}

Result<FusedCase> FuseCaseFile(const std::string& path, const FuseFunction& fuse, const LinkFunction& link) {
  Result<Database> db = OpenCaseForReading(path);
  if (!db) return db.error();
  ClaimNumbers numbers;
  return FuseCase(*db, fuse, link, numbers);
}

}  // namespace dateline
