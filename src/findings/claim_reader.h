// Record lines (engine/serialize.h) into a ClaimSet.
#pragma once

#include <string_view>

#include "dateline/result.h"
#include "engine/record_view.h"
#include "findings/claim.h"

namespace dateline {

/// Reads records of one report after the other; keeps its memory between calls. About 4 microseconds a record.
class ClaimReader {
 public:
  explicit ClaimReader(ClaimSet& out) : out_(out) {}

  /// Begins a report; the claims that follow are its own. Returns its row, which the caller may fill further.
  ClaimReport& Report(std::string_view id, std::string_view source_id);
  /// Takes from a report line where the report begun last was written.
  void Dateline(std::string_view report_json);
  /// Adds a record line of the report begun last. An Error where it is no record; nothing is added then.
  Result<void> Record(std::string_view json);
  void Record(const RecordView& view);

 private:
  ClaimSet& out_;
  RecordParser parser_;
};

ClaimPlace ToClaimPlace(const PlaceView& view, TextPool& texts);

}  // namespace dateline
