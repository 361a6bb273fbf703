// What a report has said so far of where things happen: the places that a happening without one of its own may have taken place in.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "dateline/document.h"

namespace dateline {

class PlaceMemory {
 public:
  void Begin(const Document& doc);
  /// A record that was kept.
  void Keep(const Document& doc, const Record& record, uint32_t sentence);

  /// Of the last record that had one; of the last record of `type` that had one (or invalid).
  PlaceId last() const { return last_; }
  PlaceId OfType(std::string_view type) const;
  /// The first of the report; the place and the country that it names most often.
  PlaceId lead() const { return lead_; }
  PlaceId main() const { return main_; }
  PlaceId country() const { return country_; }
  /// The place named last before `token`, not too far back.
  PlaceId Recent(const Document& doc, uint32_t token, uint32_t ordered) const;

  /// Which share of the places that the report names, and of the records that had a place, are this one: 0 none, 1 below a third, 2 below two thirds, 3 more.
  uint32_t ShareNamed(const PlaceMention& place) const;
  uint32_t ShareKept(const PlaceMention& place) const;

  std::string_view last_type() const { return last_type_; }
  uint32_t last_sentence() const { return last_sentence_; }

 private:
  using Counts = std::vector<std::pair<std::string_view, uint32_t>>;
  static uint32_t Third(uint32_t part, uint32_t whole) { return part * 3 < whole ? 1 : part * 3 < whole * 2 ? 2 : 3; }

  PlaceId last_, lead_, main_, country_;
  std::string_view last_type_;
  uint32_t last_sentence_ = 0, named_total_ = 0, kept_total_ = 0;
  std::vector<std::pair<std::string_view, PlaceId>> by_type_;
  Counts named_, kept_;  ///< named_: sorted by name
};

}  // namespace dateline
