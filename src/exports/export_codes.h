// What other systems call countries, parties and types of events: tables of knowledge that the formats with codes of others look up.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/container.h"
#include "dateline/result.h"
#include "engine/record_view.h"

namespace dateline {

struct CountryCodes {
  std::string name;          ///< English name
  std::string iso, gw, cow;  ///< ISO 3166-1 numeric; Gleditsch and Ward; Correlates of War; empty: none
  std::string ucdp_region, acled_region;
};

/// What PLOVER's codebook prints for a type and mode.
struct PloverScore {
  int quad = 0;
  std::optional<double> score;
};

/// Owns what it holds; immutable after Load.
class ExportCodes {
 public:
  static Result<ExportCodes> Load(const Container& knowledge);

  /// By ISO 3166-1 alpha-3; empty codes for one that is not known.
  const CountryCodes& Country(std::string_view alpha3) const;
  /// Null: no such type.
  const PloverScore* Plover(std::string_view type, std::string_view mode) const;
  /// "SYRMIL": country and role of a party as CAMEO writes them; empty: neither is known.
  std::string CameoActor(const PartyView& party) const;
  /// ACLED's `inter` of a party in an event of this country: 1 state forces ... 8 external and other forces; 0: not known. The forces of a state abroad are
  /// external.
  int AcledInter(const PartyView& party, std::string_view country) const;
  /// Of a party: state, armed, civilian, body; empty: not known (knowledge/codes/party-kinds.tsv).
  std::string_view KindOf(const PartyView& party) const;

 private:
  struct Sector {
    std::string kind, cameo;
    int acled = 0;
  };
  /// Of the first sector of a party that the table knows; null: none.
  const Sector* SectorOf(const PartyView& party) const;

  std::unordered_map<std::string, CountryCodes> countries_;
  std::unordered_map<std::string, PloverScore> plover_;  ///< by "TYPE mode"
  std::unordered_map<std::string, Sector> sectors_;
};

/// Parties as the tables of others write them: the canonical name, else as written.
std::string KnownNames(const std::vector<PartyView>& parties, std::string_view between);
std::string_view KnownName(const PartyView& party);
std::string_view KnownName(const PlaceView& place);

/// True for an event that was told as done: affirmed, past or ongoing, not doubted. The event tables of others hold no denied, planned or doubted events.
bool ToldAsDone(const RecordView& record);

/// The day of an event for tables that have one day for each: its own where it is told to the day, else the day of the report; empty: neither is known.
std::string_view DayOf(const RecordView& record, std::string_view published);

}  // namespace dateline
