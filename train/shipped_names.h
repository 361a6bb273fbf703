// The names that the shipped model is taught: made from what the corpora say in types of their own, by rules that a reader can follow.
#pragma once

#include <string>

#include "dateline/result.h"
#include "dateline/syntax.h"
#include "train/examples.h"

namespace dateline::train {

/// Turns labels of the re3d and the politics head into those of the shipped head (docs/language.md gives the types).
class NameProjection {
 public:
  /// Names of armed groups come from the tables below `knowledge`/actors.
  static Result<NameProjection> Load(const std::string& knowledge);

  /// Fills names[kShipped] of an example that has both other columns; where a word is named by neither it is O. Without a tag (xpos), capitals tell a name.
  void Project(Example& example) const;

 private:
  NameType OrganizationType(const std::vector<std::string>& forms, size_t begin, size_t end) const;

  std::vector<std::string> groups_;  ///< lower case, sorted
};

}  // namespace dateline::train
