// The text of `dateline explain --sentence` and `dateline why-not`: every candidate for a record in a sentence, what became of it and what decided.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dateline/document.h"
#include "exports/present.h"

namespace dateline {

struct CandidateView {
  bool tree = false;      ///< draw the tree of the sentence first
  bool left_out = false;  ///< what was left out before what was kept
  size_t features = 8;    ///< how many are shown on either side
};

/// The sentence, then its candidates: records first, in the order of their triggers, each with its slots, the features that spoke most for and against it, and its
/// runner-up. `doc` must have been read with keep_candidates. Sentences count from 0.
std::string ExplainCandidates(const Document& doc, uint32_t sentence, const CandidateView& view, const Layout& layout);

/// "report.jsonl#3:12 event ASSAULT stabbed 71 %: sentence", a line of `dateline why-not --out-of-scope`.
std::string LeftOutLine(const Document& doc, std::string_view report, const Record& record);

}  // namespace dateline
