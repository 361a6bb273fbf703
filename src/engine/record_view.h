// A record line of JSON as a flat struct, for every output that is not JSON: tables, CSV, maps, the terminal.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"

namespace dateline {

/// Numbers of an estimate; NaN is an open end.
struct FigureView {
  static constexpr double kOpen = std::numeric_limits<double>::quiet_NaN();
  bool given = false;
  double low = kOpen, best = kOpen, high = kOpen;
  std::string hedge = {}, unit = {}, change = {}, who = {};  ///< change: up, down; who: whose toll it is, as written
  std::string text = {};
};

struct PlaceView {
  std::string text, name, country, adm1, adm2, feature, relation;
  int64_t geonameid = 0;  ///< 0: none
  int64_t precision = 0;  ///< UCDP where_prec; 0: none
  bool has_point = false;
  double lat = 0, lon = 0;
};

struct PartyView {
  std::string text, name, role;
  std::string actor = {}, country = {}, sectors = {}, person = {};  ///< id of a known actor; ISO 3166-1 alpha-3; PLOVER sectors by ","; name of a person
  FigureView count = {};
};

struct TimeView {
  std::string text, start, end, timex;
  int64_t precision = 0;  ///< UCDP date_prec; 0: none
};

struct RecordView {
  static constexpr size_t kTolls = 5;  ///< killed, injured, missing, detained, abducted
  std::string kind, id, report;
  std::string type;  ///< type, manner, state or change; empty for statements
  std::string mode;
  std::string cameo, acled_event, acled_sub, ucdp, idmc_term, contexts;  ///< what other systems call it; contexts by "; "
  int64_t sentence = 0;  ///< 1-based; 0: none
  std::string quote, trigger;
  int64_t quote_begin = 0, quote_end = 0;  ///< code points of the report's text
  std::string part_of;                     ///< id of the record whose figure holds this one's
  std::vector<std::string> weapons;
  std::vector<PartyView> actors, recipients, about;
  PartyView people, facilitator, holder, previous_holder, joined;  ///< text empty: none
  PlaceView place;                                                 ///< text and name empty: none
  std::vector<PlaceView> origin, via, destination;
  TimeView time;
  std::array<FigureView, kTolls> toll;
  FigureView count, price;
  std::string per, direction, content;
  std::string source, source_role, source_type, organization, medium, quoted, relayed_by;
  PartyView speaker;  ///< the source as a party: whose word it is
  std::string polarity, certainty, tense;  ///< empty: as by default (affirmed, asserted, past)
  double confidence = 0;
  std::string rule, rule_at;
};

/// Names of RecordView::toll.
std::string_view TollName(size_t toll);

/// Reads record lines; keeps its memory between calls.
class RecordParser {
 public:
  RecordParser();
  ~RecordParser();
  /// Unknown keys are passed over, keys of the wrong type count as absent. An Error where `json` is no JSON object with a kind.
  Result<RecordView> Parse(std::string_view json);
  /// Where a report was written, by its line; no name: it does not say.
  PlaceView DatelineOf(std::string_view report_json);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// "a, b": the names by which people are shown - as written, else the known name.
std::string Names(const std::vector<PartyView>& parties, std::string_view between);
std::string Names(const std::vector<PlaceView>& places, std::string_view between);

}  // namespace dateline
