// The tables of sameness over reports, and occurrences of one claim each, for tests.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "base/test_tables.h"
#include "findings/same_event.h"
#include "findings/test_claims.h"
#include "findings/within.h"

namespace dateline {

inline const SameEventModel& TestModel() {
  static const Container tables = TestTables({"findings/types.tsv", "findings/gates.tsv", "findings/plain-names.tsv", "findings/same-event-weights.tsv"});
  static const SameEventModel model = SameEventModel::Load(tables).value();
  return model;
}

inline std::vector<Occurrence> OneEach(const ClaimSet& claims) {
  std::vector<Occurrence> out;
  for (uint32_t claim = 0; claim < claims.claims.size(); ++claim) out.push_back(MakeOccurrence(claims, {claim}, false, false));
  return out;
}

inline std::string Assault(std::string_view mode, const std::string& more) {
  return fmt::format(R"("type":"ASSAULT"{}{}{})", mode.empty() ? std::string() : fmt::format(R"(,"mode":"{}")", mode), more.empty() ? "" : ",", more);
}

/// A report of a made-up world, by its number: what happened in one of a few towns on one of a few days, told with gaps.
struct ToldReport {
  std::string id;
  std::string published;
  std::vector<std::string> records;
  int copy_of = -1;  ///< number of the report that it repeats
};

inline std::vector<ToldReport> RandomReports(uint32_t seed, int count) {
  std::mt19937 random(seed);
  const auto below = [&](uint32_t n) { return static_cast<int>(random() % n); };
  std::vector<ToldReport> out;
  for (int r = 0; r < count; ++r) {
    ToldReport report;
    report.id = fmt::format("report-{}", r);
    if (r > 0 && below(6) == 0) {
      report.copy_of = below(static_cast<uint32_t>(r));
      while (out[static_cast<size_t>(report.copy_of)].copy_of >= 0) report.copy_of = out[static_cast<size_t>(report.copy_of)].copy_of;
      report.published = out[static_cast<size_t>(report.copy_of)].published;
      report.records = out[static_cast<size_t>(report.copy_of)].records;
      out.push_back(report);
      continue;
    }
    report.published = fmt::format("2018-01-{:02}", 10 + below(6));
    for (int k = 0; k < 1 + below(3); ++k) {
      const int town = below(4), day = below(5);
      std::string more = fmt::format(R"("quote":{{"begin":{},"end":{},"text":"Gunmen struck the market quarter {} near the bridge"}})", 100 * k, 100 * k + 60, below(9));
      if (below(4) != 0) more += "," + Place("place", fmt::format("Town {}", town), 100 + town, 33.0 + 0.3 * town, 44.0);
      if (below(3) != 0) more += "," + Day(fmt::format("2018-01-{:02}", 8 + day));
      if (below(2) == 0) more += "," + Figure("killed", 3 + town + below(2));
      report.records.push_back(Assault(below(2) == 0 ? "firearms" : "", more));
    }
    out.push_back(report);
  }
  return out;
}

/// The reports of these numbers, in this order; a copy whose original is not among them stands alone.
inline ClaimSet Tell(const std::vector<ToldReport>& reports, const std::vector<int>& order) {
  TestClaims out;
  std::vector<uint32_t> row(reports.size(), kNoRow);
  for (uint32_t i = 0; i < order.size(); ++i) row[static_cast<size_t>(order[i])] = i;
  for (const int number : order) {
    const ToldReport& report = reports[static_cast<size_t>(number)];
    out.Report(report.id, "Paper", report.published).origin = report.copy_of < 0 ? kNoRow : row[static_cast<size_t>(report.copy_of)];
    for (const std::string& record : report.records) out.Record("event", record);
  }
  return std::move(out.set);
}

}  // namespace dateline
