// Turns findings into rows of all their tables and layers. Knows nothing of transactions; writes only what differs from what is there.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "casefile/claims_load.h"
#include "casefile/decisions.h"
#include "casefile/finding_json.h"
#include "casefile/statement.h"
#include "findings/finding.h"

namespace dateline {

class FindingRows {
 public:
  struct Changes {
    int64_t written = 0, kept = 0, removed = 0;
  };

  /// False: see Database::LastError. The connection must outlive this object.
  bool Prepare(Database& db);
  /// Makes tables and layers hold exactly these findings. `numbers` belongs to `claims`. Inside a transaction.
  bool Write(const ClaimSet& claims, const ClaimNumbers& numbers, const Findings& findings, const std::vector<FindingReview>& reviews, FigureRule rule, Changes& changes);

 private:
  struct Item {
    const FindingContext& context;
    const ClaimNumbers& numbers;
    int64_t nr;
    const std::string& json;
    const std::vector<ShownFigure>& figures;
    FigureRule rule;
  };

  bool WriteOne(const Item& item, Changes& changes);
  bool IsThere(int64_t nr, const std::string& json, bool& there, bool& same);
  bool Remove(int64_t nr);
  bool RemoveOthers(std::vector<int64_t> numbers, Changes& changes);
  bool InsertFinding(const Item& item);
  bool InsertRecords(const Item& item);
  bool InsertEstimates(const Item& item);
  bool InsertContradictions(const Item& item);
  bool InsertSeries(const Item& item);
  bool InsertLayer(const Item& item);
  bool InsertFlow(const Item& item);
  bool WritePossible(const Findings& findings, const std::vector<int64_t>& numbers);

  Database* db_ = nullptr;
  Statement find_, finding_, record_, estimate_, contradiction_, series_, remove_;
  Statement incident_pt_, flow_ln_, flow_pt_, figure_pt_, control_line_pt_;
  std::array<Statement, 5> remove_layers_;
};

/// Numbers that stand for findings in tables and layers: made from their ids, the same in every file, below 2^53. Beside Findings::findings, whose ids must differ.
std::vector<int64_t> FindingNumbers(const Findings& findings);

}  // namespace dateline
