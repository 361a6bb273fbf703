// The actor tables of the knowledge folder as they lie there: a researcher adds a file, the trainers read it too.
#pragma once

#include <string>
#include <vector>

#include "dateline/result.h"
#include "mentions/parties_names.h"

namespace dateline::train {

struct ActorTable {
  std::string name;  ///< below the folder: "actors/leaders.tsv"
  ActorKind kind = ActorKind::kArmedGroup;
};

/// In the order of their names.
Result<std::vector<ActorTable>> ActorTables(const std::string& knowledge);

}  // namespace dateline::train
