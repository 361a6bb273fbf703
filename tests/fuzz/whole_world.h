// The whole engine as the program has it, for targets that read reports. Knowledge is compiled from the tables once a run; that takes some seconds.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "engine/analyzer.h"
#include "engine/knowledge.h"

namespace dateline {

class WholeWorld {
 public:
  WholeWorld() : knowledge_(Knowledge::Open(DATELINE_SOURCE_DIR "/knowledge", {DATELINE_SOURCE_DIR "/models/english.model", {}}).value()), analyzer_(*knowledge_) {}

  /// Mentions and attributions of `text`, as of a report published on `day`.
  const Document& Read(std::string_view text, std::string_view day = "2018-01-15") {
    Report report;
    report.original = text;
    report.published = day;
    return analyzer_.AnalyzeMentions(std::move(report));
  }
  /// The same with records.
  const Document& ReadAll(std::string_view text) {
    Report report;
    report.original = text;
    report.published = "2018-01-15";
    return analyzer_.Analyze(std::move(report));
  }
  const Knowledge& knowledge() const { return *knowledge_; }

 private:
  std::unique_ptr<const Knowledge> knowledge_;
  Analyzer analyzer_;
};

}  // namespace dateline
