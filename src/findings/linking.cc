#include "findings/linking.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <vector>

#include "findings/copies.h"

namespace dateline {

void LinkReports(ClaimSet& claims, const Agencies& agencies, const std::function<ReportText(uint32_t)>& text) {
  // In the order of ids, so that links do not depend on the order of reading (copy_index.h).
  std::vector<uint32_t> order(claims.reports.size());
  std::iota(order.begin(), order.end(), uint32_t{0});
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return claims.reports[a].id < claims.reports[b].id; });
  Sketcher sketcher;
  CopyIndex index;
  std::vector<std::string> ids;
  std::vector<CopyReport> reports;
  ids.reserve(order.size());
  reports.reserve(order.size());
  for (const uint32_t row : order) {
    ClaimReport& report = claims.reports[row];
    report.origin = kNoRow;
    report.copy_share = 0;
    const ReportText said = text(row);
    const std::string_view publisher = agencies.Named(report.publisher), credited = agencies.Credited(said.credit, report.byline, said.text);
    report.agency = claims.texts.Put(credited.empty() ? publisher : credited);
    index.Add(sketcher.Make(std::string_view(said.text).substr(std::min(said.body, said.text.size()))));
    ids.push_back(report.id.Hex());
    reports.push_back({ids.back(), report.published, publisher, credited});
  }
  for (const CopyOf& copy : FindOrigins(index, reports)) {
    ClaimReport& report = claims.reports[order[copy.report]];
    if (report.origin != kNoRow) continue;  // the origin that covers most of it comes first
    report.origin = order[copy.origin];
    report.copy_share = copy.share;
  }
}

}  // namespace dateline
