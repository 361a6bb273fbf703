// Reports on invented incidents (train/incidents) as claims, each with the happening that it speaks of; and record lines as claims, for measuring.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"
#include "engine/knowledge.h"
#include "findings/claim.h"

namespace dateline::train {

/// A clause of a report that says a happening.
struct IncidentMention {
  uint32_t begin = 0, end = 0;  ///< code points of the report's clean text
  uint32_t event = 0;           ///< row of IncidentSet::events
  RecordKind kind = RecordKind::kEvent;
  std::array<double, kFigureSlots> figures{};  ///< that the report gives for the happening, here or nearby; 0: none
};

struct IncidentSet {
  ClaimSet claims;
  std::vector<std::string> stories, events;            ///< names
  std::vector<uint32_t> story;                         ///< of each report, row of `stories`
  std::vector<uint32_t> copy_of;                       ///< of each report: row of the report it was copied from; kNoRow: none
  std::vector<std::vector<IncidentMention>> mentions;  ///< of each report, in the order of the text
  std::vector<uint32_t> event;                         ///< of each claim, row of `events`; kNoRow: not told by the mentions
  size_t lost = 0;                                     ///< mentions whose words do not stand in the clean text
};

/// Reads report lines (keys id, story, publisher, published, title, text, copy_of, mentions), runs the engine over them and labels its claims. `scope_all`: as
/// `--scope all-violence`. A claim speaks of the happening of the mention that it lies in; one that lies in none and gives a figure that
/// the report gives for one happening alone ("Nine were wounded"), of that one. About 10 milliseconds a report.
Result<IncidentSet> ReadIncidents(const std::vector<std::string>& paths, const Knowledge& knowledge, bool scope_all = false);

/// The files of a folder that end in ".jsonl", by name.
std::vector<std::string> LinesIn(const std::string& folder);

/// Report and record lines as `dateline read --jsonl` writes them.
Result<ClaimSet> ReadRecordLines(const std::string& path);

}  // namespace dateline::train
