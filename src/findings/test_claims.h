// Claims for tests: record lines in short.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "base/days.h"
#include "base/hash.h"
#include "base/test_tables.h"
#include "findings/claim_reader.h"
#include "findings/incident.h"

namespace dateline {

/// A set of claims that tests fill report by report.
class TestClaims {
 public:
  TestClaims() : reader_(set) {}

  /// Begins a report; an empty `published` is an unknown day.
  ClaimReport& Report(const std::string& source_id, std::string_view publisher, std::string_view published) {
    ClaimReport& report = reader_.Report(HashId(source_id).Hex(), source_id);
    report.publisher = std::string(publisher);
    if (const auto day = ParseIsoDay(published)) report.published = *day;
    return report;
  }
  /// Adds a record of the report begun last; `fields` are its JSON keys but kind and id ("\"manner\":\"fled\",...").
  uint32_t Record(std::string_view kind, const std::string& fields) {
    const std::string id = HashId(fmt::format("{}{}{}", set.reports.back().source_id, kind, fields)).Hex();
    const bool sure = fields.find("\"confidence\"") != std::string::npos;
    const Result<void> read = reader_.Record(fmt::format(R"({{"kind":"{}","id":"{}",{}{}}})", kind, id, fields, sure ? "" : R"(,"confidence":0.9)"));
    return read ? static_cast<uint32_t>(set.claims.size() - 1) : kNoRow;
  }

  ClaimSet set;

 private:
  ClaimReader reader_;
};

/// The makers' tools with the tables of the project, which are loaded once.
inline FindingTools TestTools(const ClaimSet& set, const Corrections& corrections, FigureRule rule = FigureRule::kDateline) {
  static const Container tables = TestTables({"figures.tsv", "findings/figure-words.tsv"});
  static const FigureRules rules = std::move(FigureRules::Load(tables).value());
  static const FigureWords words = std::move(FigureWords::Load(tables).value());
  return {set, corrections, rules, words, rule};
}

inline std::string Figure(std::string_view key, int n, std::string_view hedge = "exact") {
  const std::string high = hedge == "at_least" ? "null" : std::to_string(n);
  return fmt::format(R"("{}":{{"low":{},"best":{},"high":{},"hedge":"{}","unit":"people","text":"{}"}})", key, n, n, high, hedge, n);
}
inline std::string Place(std::string_view key, std::string_view name, int geonameid, double lat, double lon, std::string_view country = "SYR") {
  return fmt::format(R"("{}":{{"text":"{}","name":"{}","geonameid":{},"country":"{}","lat":{},"lon":{},"feature":"P.PPL","precision":1}})", key, name, name, geonameid, country, lat, lon);
}
inline std::string Day(std::string_view day) { return fmt::format(R"("time":{{"text":"then","start":"{}","end":"{}","precision":1}})", day, day); }
inline std::string Says(std::string_view source, std::string_view type, std::string_view organization = "") {
  return fmt::format(R"("attribution":{{"source":{{"text":"{}"}},"source_type":"{}"{}}})", source, type,
                     organization.empty() ? std::string() : fmt::format(R"(,"organization":"{}")", organization));
}

}  // namespace dateline
