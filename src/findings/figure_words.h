// What the words around a figure say of it (knowledge/findings/figure-words.tsv).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/container.h"
#include "dateline/result.h"
#include "findings/figures.h"

namespace dateline {

class FigureWords {
 public:
  static constexpr std::string_view kTable = "findings/figure-words.tsv";
  /// Errors name table and row.
  static Result<FigureWords> Load(const Container& knowledge);

  /// Whom a figure counts, by the first known word of `words`, in any case; kTotal where there are no words, kOther where none is known.
  FigureWho WhoOf(std::string_view words) const;
  /// Manners of movement, and states of stocks, that may be told of one crowd share a family; one that is not in the table is its own.
  std::string_view MannerFamily(std::string_view manner) const { return Family(manners_, manner); }
  std::string_view StateFamily(std::string_view state) const { return Family(states_, state); }
  /// "revised", "lowered its toll": the claim takes an earlier figure back.
  bool IsCorrection(std::string_view quote) const { return Holds(quote, corrections_); }
  /// "killed or wounded": one figure for both.
  bool IsJoint(std::string_view quote) const { return Holds(quote, joint_); }

 private:
  using Families = std::unordered_map<std::string, std::string>;
  static std::string_view Family(const Families& families, std::string_view name) {
    const auto it = families.find(std::string(name));
    return it == families.end() ? name : std::string_view(it->second);
  }
  static bool Holds(std::string_view text, const std::vector<std::string>& phrases);

  std::unordered_map<std::string, FigureWho> who_;
  Families manners_, states_;
  std::vector<std::string> corrections_, joint_;  ///< each with a blank at both ends
};

}  // namespace dateline
