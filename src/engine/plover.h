// What PLOVER's event types and modes are called in CAMEO and ACLED, where the answer does not depend on anything else (knowledge/plover.tsv).
#pragma once

#include <map>
#include <string_view>
#include <utility>

#include "base/container.h"
#include "dateline/result.h"

namespace dateline {

class PloverCodes {
 public:
  struct Codes {
    std::string_view cameo, acled_event, acled_sub;  ///< empty: no single answer
  };

  /// Reads "plover.tsv"; cells view `knowledge`, which must outlive this.
  static Result<PloverCodes> Load(const Container& knowledge);
  /// The row of type and mode, else that of the type alone; all empty for an unknown type.
  Codes Find(std::string_view type, std::string_view mode) const;

 private:
  std::map<std::pair<std::string_view, std::string_view>, Codes> codes_;
};

}  // namespace dateline
