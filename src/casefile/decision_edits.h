// Edits of single claims, as a person asks for them.
#pragma once

#include <string_view>
#include <unordered_map>

#include "casefile/decisions.h"
#include "engine/record_view.h"
#include "findings/claim.h"

namespace dateline {

/// Changes claims in place; keeps what it learned of the set between calls.
class ClaimEditor {
 public:
  explicit ClaimEditor(ClaimSet& claims) : claims_(claims) {}

  /// Sets a field; a value that cannot be understood changes nothing.
  void Edit(uint32_t claim, std::string_view field, std::string_view value);
  /// "2018-01-15", "2018-01-15..2018-01-17", "none".
  void SetDate(uint32_t claim, std::string_view value);
  /// A place block as record lines write it.
  void SetPlace(uint32_t claim, std::string_view json);

 private:
  void SetParties(Claim& claim, PartySlot slot, std::string_view names);
  void SetFigure(Claim& claim, const FigureOverride& figure);
  void LearnParties();

  ClaimSet& claims_;
  RecordParser parser_;
  std::unordered_map<TextId, uint32_t> known_;  ///< party of this text or name that says most
  bool learned_ = false;
};

/// The slot of a name such as "killed"; false for another name.
bool FigureSlotByName(std::string_view name, FigureSlot& slot);
/// "2018-01-15", "2018-01-15..2018-01-17" or "none" (which gives an unknown time); false for anything else.
bool ParseDays(std::string_view text, ClaimTime& time);

}  // namespace dateline
