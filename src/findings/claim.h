// Records as fusion sees them: all claims of a case in compact tables. A claim is one record of one report; what it holds are rows of shared pools, so that a
// million of them fit in memory (about 400 bytes a claim). Absent facts are empty texts, kNoDay, NaN, empty slices.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/arena.h"
#include "base/hash.h"
#include "dateline/mention.h"
#include "dateline/record.h"

namespace dateline {

inline constexpr int32_t kNoDay = TimeMention::kNoDay;
inline constexpr uint32_t kNoRow = UINT32_MAX;

/// 128-bit id of a record or finding, as 32 hexadecimal digits in files. Ordered as its digits are.
struct ContentId {
  uint64_t high = 0, low = 0;
  auto operator<=>(const ContentId&) const = default;
  std::string Hex() const { return Hash128{high, low}.Hex(); }
  /// Zero where `hex` is no such id.
  static ContentId FromHex(std::string_view hex);
};

/// A text of the pool; 0 is the empty text. Numbers depend on the order of reading: compare them for equality only, order by the text.
using TextId = uint32_t;

class TextPool {
 public:
  TextPool() { views_.emplace_back(); }
  TextId Put(std::string_view text);
  std::string_view Get(TextId id) const { return views_[id]; }
  size_t size() const { return views_.size(); }

 private:
  Arena arena_;
  std::vector<std::string_view> views_;
  std::unordered_map<std::string_view, TextId> ids_;
};

/// Rows begin .. begin + count - 1 of a pool.
struct Slice {
  uint32_t begin = 0;
  uint32_t count = 0;
};

struct ClaimParty {
  TextId text = 0, name = 0;    ///< as written; canonical name of a known actor
  TextId actor = 0;             ///< id of a known actor
  TextId country = 0, role = 0; ///< ISO 3166-1 alpha-3; fighters, civilians ...
  TextId sectors = 0;           ///< PLOVER sectors by ","
  TextId person = 0;            ///< name of a person; 0: none
  float count_low = std::numeric_limits<float>::quiet_NaN(), count_best = count_low, count_high = count_low;  ///< "two gunmen"
};

struct ClaimPlace {
  TextId text = 0, name = 0, country = 0, adm1 = 0, adm2 = 0, feature = 0, relation = 0;
  uint32_t geonameid = 0;  ///< 0: none
  float lat = 0, lon = 0;
  bool has_point = false;
  uint8_t precision = 0;   ///< UCDP where_prec 1-7; 0: not resolved
};

struct ClaimTime {
  int32_t start = kNoDay, end = kNoDay;  ///< days since 1970-01-01, inclusive; kNoDay: not told
  uint8_t precision = 0;                 ///< UCDP date_prec 1-5; 0: none
  bool known() const { return start != kNoDay; }
};

/// What a figure counts. A price is in the currency of its unit.
enum class FigureSlot : uint8_t { kKilled, kInjured, kMissing, kDetained, kAbducted, kCount, kPrice };
inline constexpr size_t kFigureSlots = 7;
/// "killed" ... "abducted", "count", "price".
std::string_view Name(FigureSlot slot);

struct ClaimFigure {
  FigureSlot slot = FigureSlot::kKilled;
  Hedge hedge = Hedge::kExact;
  Change change = Change::kNone;
  double low = Estimate::kOpen, best = Estimate::kOpen, high = Estimate::kOpen;  ///< NaN: open
  TextId unit = 0, who = 0, text = 0;  ///< people, households, ISO 4217; whose toll; as written
};

enum class PartySlot : uint8_t { kActors, kRecipients, kPeople, kFacilitator, kHolder, kPreviousHolder, kJoined, kAbout };
inline constexpr size_t kPartySlots = 8;
enum class PlaceSlot : uint8_t { kPlace, kOrigin, kVia, kDestination };
inline constexpr size_t kPlaceSlots = 4;

/// Who says it. All empty: the report in its own voice.
struct ClaimSource {
  TextId text = 0;          ///< as written ("the interior ministry")
  TextId name = 0;          ///< canonical name of a known actor
  TextId actor = 0, country = 0, role = 0;
  TextId type = 0;          ///< named_person, official, organization, document, media, witness, party_to_conflict, anonymous
  TextId organization = 0;
  TextId person = 0;
  TextId relayed_by = 0;    ///< "state television, quoting ..."
};

struct Claim {
  ContentId id;
  uint32_t report = 0;      ///< row of ClaimSet::reports
  uint32_t sentence = 0;    ///< from 1; 0: none
  uint32_t quote_begin = 0, quote_end = 0;  ///< code points of the report's text
  RecordKind kind = RecordKind::kEvent;
  Polarity polarity = Polarity::kAffirmed;
  Certainty certainty = Certainty::kAsserted;
  Tense tense = Tense::kPast;
  float confidence = 0;     ///< probability that the record is right
  TextId type = 0, mode = 0;
  TextId trigger = 0, quote = 0;
  TextId direction = 0, per = 0, idmc_term = 0, ucdp = 0, acled_event = 0, acled_sub = 0, cameo = 0, contexts = 0;
  TextId weapons = 0;       ///< as written, by "; "
  ContentId part_of;        ///< zero: none
  ClaimTime time;
  ClaimSource source;
  std::array<Slice, kPartySlots> parties;  ///< of ClaimSet::parties
  std::array<Slice, kPlaceSlots> places;   ///< of ClaimSet::places
  Slice figures;                           ///< of ClaimSet::figures

  /// Told as past or going on; false: planned, threatened, feared.
  bool happened() const { return tense == Tense::kPast || tense == Tense::kOngoing; }
  /// `row` of ClaimSet::figures is one of its own.
  bool HasFigure(uint32_t row) const { return row >= figures.begin && row < figures.begin + figures.count; }
};

struct ClaimReport {
  ContentId id;
  std::string source_id, publisher, title, byline;
  int32_t published = kNoDay;
  ClaimPlace dateline;      ///< where it was written
  Slice claims;             ///< its claims stand together
  uint32_t origin = kNoRow; ///< row of the report it was copied from; kNoRow: none
  float copy_share = 0;     ///< share of its shingles that stand there
  TextId agency = 0;        ///< news agency that its credit line names
};

/// All claims of a case. Claims of one report stand together, in the order of the text.
struct ClaimSet {
  TextPool texts;
  std::vector<ClaimReport> reports;
  std::vector<Claim> claims;
  std::vector<ClaimParty> parties;
  std::vector<ClaimPlace> places;
  std::vector<ClaimFigure> figures;

  std::string_view text(TextId id) const { return texts.Get(id); }
  /// Day of publication of a report; of a copy that tells none, that of the report it was copied from.
  int32_t Published(uint32_t report) const {
    const ClaimReport& r = reports[report];
    return r.published != kNoDay || r.origin >= reports.size() ? r.published : reports[r.origin].published;
  }
  std::span<const ClaimParty> Parties(const Claim& claim, PartySlot slot) const {
    const Slice s = claim.parties[static_cast<size_t>(slot)];
    return std::span(parties).subspan(s.begin, s.count);
  }
  std::span<const ClaimPlace> Places(const Claim& claim, PlaceSlot slot) const {
    const Slice s = claim.places[static_cast<size_t>(slot)];
    return std::span(places).subspan(s.begin, s.count);
  }
  std::span<const ClaimFigure> Figures(const Claim& claim) const { return std::span(figures).subspan(claim.figures.begin, claim.figures.count); }
  /// Null: the claim has no such figure.
  const ClaimFigure* Figure(const Claim& claim, FigureSlot slot) const {
    for (const ClaimFigure& figure : Figures(claim)) {
      if (figure.slot == slot) return &figure;
    }
    return nullptr;
  }
};

}  // namespace dateline
