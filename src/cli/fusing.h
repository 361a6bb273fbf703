// What every command needs that makes findings: the fuser from the knowledge tables, without the language model.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "casefile/findings_store.h"
#include "casefile/query.h"
#include "engine/knowledge.h"
#include "findings/agencies.h"
#include "findings/fuse.h"

namespace dateline::cli {

class Fusing {
 public:
  /// From the knowledge file (or folder) named, or the one beside the program. Nothing, with a complaint, where it cannot be opened.
  static std::optional<Fusing> Open(const std::string& knowledge, uint32_t threads = 0);
  /// From knowledge that is open already.
  static std::optional<Fusing> From(const Container& container, uint32_t threads = 0);

  /// For FindingsStore and FindingReader; this object must outlive it.
  FuseFunction By(FigureRule rule = FigureRule::kDateline) const;
  /// Which reports are copies, for the same.
  LinkFunction Links() const;
  /// How findings of the file are brought up to date.
  UpdateOptions Options() const;
  const Fuser& fuser() const { return fuser_; }

 private:
  Fusing(Fuser fuser, Agencies agencies, std::string stamp, uint32_t threads)
      : fuser_(std::move(fuser)), agencies_(std::move(agencies)), stamp_(std::move(stamp)), threads_(threads) {}

  Fuser fuser_;
  Agencies agencies_;
  std::string stamp_;  ///< engine and knowledge
  uint32_t threads_;   ///< 0: one a core
};

/// "3 incidents, 1 flow, 2 figures".
std::string KindCounts(const std::vector<Counted>& kinds);

/// Says how many findings the case holds, and which decisions stand on nothing any more.
void SayFindings(const FindingsChange& change);

}  // namespace dateline::cli
