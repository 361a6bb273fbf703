// The examples of the frame tables as tests: each row's sentence must give the record that stands beside it.
#pragma once

#include <string>
#include <vector>

#include "engine/analyzer.h"
#include "records/frames.h"

namespace dateline {

struct ExampleResult {
  std::string id, where;  ///< "assault.kill.v", "frames/events_assault.tsv:12"
  bool passed = false;
  std::string problem;  ///< what is missing; empty when passed
};

/// Runs the example of one frame. `gives`: KIND TYPE slot="text" ... killed=36/36/36 (low/best/high, - for an open end).
ExampleResult CheckExample(const Frame& frame, Analyzer& analyzer);

/// Runs the examples of the tables of mentions: of quantities, units, currencies, times, weapons, damage and infrastructure (`expect`: all that is found, as
/// mentions/describe.h writes it), and of places/relations.tsv. Read as published on Monday, 15 January 2018. `only`: tables whose name begins so.
std::vector<ExampleResult> CheckTableExamples(const Container& knowledge, Analyzer& analyzer, std::string_view only = {});

}  // namespace dateline
