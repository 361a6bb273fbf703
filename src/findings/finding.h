// Findings: what many reports together say. Made from claims only; every number says by which rule it was made and which claims it rests on (docs/fusion.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "findings/claim.h"
#include "findings/figures.h"

namespace dateline {

enum class FindingKind : uint8_t { kIncident, kFlow, kFigure, kControlLine };
/// "incident", "flow", "figure", "control_line".
std::string_view Name(FindingKind kind);

/// How a claim bears on a finding.
struct FindingClaim {
  uint32_t claim = 0;        ///< row of ClaimSet::claims
  std::string source;        ///< whose word it is: speaker, agency, publisher or report
  uint32_t origin = 0;       ///< claims of one origin are one vote
  bool copy = false;         ///< stands in a report copied from another one of this finding
  bool denies = false;
  float weight = 0;          ///< in the figure that matters most; 0: not counted
  std::string why;           ///< why it counts so ("superseded by a later toll", "a party's claim on enemy losses: ceiling only")
};

/// A figure of a finding: "killed" 12/30/36 by the rule "dateline".
struct FindingFigure {
  FigureSlot slot = FigureSlot::kKilled;
  FusedFigure figure;        ///< low, best, high by its rule; the verdict on each claim; logic in words
  std::string unit;          ///< people, households, an ISO 4217 code
  std::string per;           ///< of a price: person, family, passage
  std::string year;          ///< of a price
  std::vector<std::pair<std::string, double>> parts;  ///< of whom: "civilians" 8, "unknown" 4; together = best
};

struct Contradiction {
  std::string what;          ///< killed, actor, place, time, holder, happened
  std::string text;          ///< "27 (Northgate Wire) against 38 (interior ministry)"
  uint32_t first = 0, second = 0;  ///< claims
};

/// A point of a series: what was said of a quantity on a day, or who held a place then.
struct SeriesPoint {
  int32_t start = kNoDay, end = kNoDay;
  FusedFigure figure;              ///< of a figure
  std::string holder, change;      ///< of a control line
  bool contested = false;
  std::vector<uint32_t> claims;
  std::string sources;             ///< by whose word, by "; "
};

struct Finding {
  FindingKind kind = FindingKind::kIncident;
  ContentId id;                    ///< made from its earliest claim: stays when a report is added
  std::string type, mode;          ///< PLOVER type; manner of a flow; state of a figure; last change of a control line
  std::vector<ClaimParty> actors, recipients;  ///< of flows and figures: `recipients` are the people; of control lines: `actors` the holder
  ClaimPlace place;                ///< where; text, name empty: not known
  std::vector<ClaimPlace> origin, via, destination;
  std::string direction;
  ClaimTime time;
  std::string weapons;
  std::string ucdp, acled_event, acled_sub, cameo, idmc_term, contexts;  ///< what most of its claims are called elsewhere
  std::vector<FindingFigure> figures;
  std::vector<SeriesPoint> series; ///< of figures and control lines, by time
  std::vector<FindingClaim> claims;    ///< all it rests on, by day of publication, then id
  std::vector<uint32_t> reports;   ///< rows of ClaimSet::reports
  std::vector<Contradiction> contradictions;
  uint32_t origins = 0;            ///< independent ones
  uint8_t clarity = 0;             ///< UCDP event_clarity 1, 2; 0: does not apply
  uint8_t credibility = 6;         ///< Admiralty digit 1-6, by written rules
  std::string credibility_why;
  float confidence = 0;            ///< probability that it happened as one event

  const FindingFigure* Figure(FigureSlot slot) const {
    for (const FindingFigure& figure : figures) {
      if (figure.slot == slot) return &figure;
    }
    return nullptr;
  }
};

/// Two findings that may be one: for a person to decide.
struct PossiblySame {
  uint32_t first = 0, second = 0;  ///< rows of Findings::findings
  float probability = 0;
};

struct Findings {
  std::vector<Finding> findings;   ///< incidents, flows, figures, control lines; each by first day, then id
  std::vector<PossiblySame> possibly;
};

}  // namespace dateline
