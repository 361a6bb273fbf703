// Figures: many claims of one quantity become low, best and high by a named rule (docs/fusion.md, Figures). Pure computing: no files but the table of rules.
//
// A claim is one figure of one record. Claims are told apart by what they count (FigureKey): killed never meets injured, a flow never a stock, a daily toll
// never a running one, losses of one side never those of the other. What a rule made of each claim is part of the result, so that every number can be followed
// back.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/container.h"
#include "dateline/mention.h"
#include "dateline/result.h"

namespace dateline {

/// By whose rule low, best and high are made.
enum class FigureRule : uint8_t { kDateline, kUcdp, kAcled, kGtd, kAirwars, kIbc, kIdmc };
inline constexpr size_t kFigureRules = 7;

/// "dateline", "ucdp", "acled", "gtd", "airwars", "ibc", "idmc": as `--rule` takes it.
std::string_view Name(FigureRule rule);
/// "Dateline", "UCDP" ...: as it stands beside a number.
std::string_view Title(FigureRule rule);
/// The rule of that name; an Error that lists all names.
Result<FigureRule> FigureRuleByName(std::string_view name);

/// What is counted. Tolls (killed to abducted) only grow while an incident is being cleared up; the others may fall.
enum class FigureKind : uint8_t { kKilled, kInjured, kMissing, kDetained, kAbducted, kMovement, kStock, kPrice };
std::string_view Name(FigureKind kind);
inline bool IsToll(FigureKind kind) { return kind <= FigureKind::kAbducted; }

/// Of which stretch: this happening so far, one day of it, all since a longer date ("since January"), or a period named.
enum class FigureScope : uint8_t { kEvent, kDaily, kRunning, kPeriod };
std::string_view Name(FigureScope scope);

/// Which of them. Everything but kTotal is a part; kWomen and kChildren overlap the other parts, kOther says nothing of overlap.
enum class FigureWho : uint8_t { kTotal, kCivilians, kSoldiers, kFighters, kPolice, kWomen, kChildren, kOther };
std::string_view Name(FigureWho who);

/// What a figure is a figure of. Claims with equal keys may be fused; a claim on a part is a floor under the whole.
struct FigureKey {
  static constexpr int32_t kNoDay = TimeMention::kNoDay;
  FigureKind kind = FigureKind::kKilled;
  FigureScope scope = FigureScope::kEvent;
  FigureWho who = FigureWho::kTotal;
  uint32_t of = 0;         ///< whose losses: a number of the caller's for each party; 0: of all, or not said
  int32_t since = kNoDay;  ///< kDaily: the day; kRunning, kPeriod: the first day
  friend bool operator==(const FigureKey&, const FigureKey&) = default;
  friend auto operator<=>(const FigureKey&, const FigureKey&) = default;
};

/// Whose word it is, seen from those who were counted.
enum class ClaimSide : uint8_t { kUnknown, kNeutral, kOwn, kEnemy };

/// One figure of one record.
struct FigureClaim {
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  uint32_t id = 0;  ///< the caller's, unique
  FigureKey key;
  double low = 0, best = 0, high = 0;  ///< as read (dateline::Estimate): NaN is an open end
  Hedge hedge = Hedge::kExact;
  std::string_view words;           ///< as written ("dozens of people"); some rules read vague words in their own way. Need only live during the call
  int32_t day = FigureKey::kNoDay;  ///< made public on that day
  uint32_t origin = 0;              ///< who is the first to say it: copies and quotations of one origin are one vote
  char letter = 0;                  ///< reliability of the source by the user, 'A' to 'E'; 'F' or 0: no value
  float confidence = 1;             ///< probability that the record is right, 0-1
  ClaimSide side = ClaimSide::kUnknown;
  bool with_wounded = false;  ///< "killed or wounded": the killed are at most so many
  bool correction = false;    ///< "revised", "corrected", "now put at"
  double corrects = kNone;    ///< the figure it takes back ("lowered from 15"); NaN: not said
  bool denied = false;        ///< the figure is denied, not claimed
};

/// What became of a claim. The text of each stands in Describe.
enum class ClaimUse : uint8_t {
  kCounted,        ///< a vote
  kFloor,          ///< a vote, as a lower bound
  kCeiling,        ///< a vote, as an upper bound
  kPartFloor,      ///< counts a part only: a lower bound
  kHighOnly,       ///< UCDP: a party's word on enemy losses widens high alone
  kTriangulation,  ///< IDMC: kept beside the recommended figure
  kNoted,          ///< ACLED, GTD: differs from the figure taken, noted
  kCopy,           ///< said by an origin that has its vote with the same figure
  kSuperseded,     ///< the same origin gave a newer figure
  kVaguer,         ///< the same origin says it more exactly
  kFell,           ///< lower than what the same origin said before, with no word of revision
  kCorrected,      ///< taken back by a later correction
  kDenied,         ///< a denial, not a claim
  kUnreliable,     ///< its source is marked E
  kDoubtful,       ///< the record itself is too unsure
  kPerpetrator,    ///< GTD: the attacker's own claim on the victims
  kNotLatest,      ///< GTD: a later credible source exists
};
inline constexpr size_t kClaimUses = 17;
/// One line for a page: "counted as a lower bound".
std::string_view Describe(ClaimUse use);
/// The key of the same in JSON and tables: "floor".
std::string_view Name(ClaimUse use);

struct ClaimVerdict {
  uint32_t id = 0;
  ClaimUse use = ClaimUse::kCounted;
  float weight = 0;      ///< share of the votes, 0-1; 0: none
  bool outside = false;  ///< its figure lies outside low and high
};

/// A figure by a rule. Ends are NaN where no claim closes them; low <= best <= high among those given.
struct FusedFigure {
  FigureRule rule = FigureRule::kDateline;
  FigureKey key;
  bool given = false;  ///< false: no claim can be counted by this rule
  double low = FigureClaim::kNone, best = FigureClaim::kNone, high = FigureClaim::kNone;
  uint32_t origins = 0;              ///< independent votes
  bool contested = false;            ///< two origins say what cannot both be right
  bool provisional = false;          ///< IBC: fewer than two independent sources; Airwars: graded weak
  std::vector<ClaimVerdict> claims;  ///< every claim given to Fuse but those on other quantities, by id
  std::string logic;                 ///< the calculation in words
};

struct FuseOptions {
  int32_t event_day = FigureKey::kNoDay;  ///< when it happened; kNoDay: the day of the first claim
  bool active_war = true;                 ///< ACLED reads an unknown plural as 10 in an active war zone, else 3
};

/// The rules with what they read words as and what they weigh (knowledge/figures.tsv). Immutable after Load; shared by threads.
class FigureRules {
 public:
  static Result<FigureRules> Load(const Container& knowledge);
  FigureRules(FigureRules&&) noexcept;
  FigureRules& operator=(FigureRules&&) noexcept;
  ~FigureRules();

  /// The figure `key` by `rule`. Claims with other keys are floors where they count a part of it and are left out otherwise. Does not depend on the order of
  /// `claims`; a claim that repeats another of its origin changes nothing but the list of verdicts. O(n log n).
  FusedFigure Fuse(FigureRule rule, const FigureKey& key, std::span<const FigureClaim> claims, const FuseOptions& options = {}) const;
  /// One figure for every key that occurs, in the order of keys. Each Fuse sees the claims of its own stretch and kind only. O(n log n + n keys).
  std::vector<FusedFigure> FuseAll(FigureRule rule, std::span<const FigureClaim> claims, const FuseOptions& options = {}) const;

  struct Tables;  ///< what knowledge/figures.tsv says
 private:
  explicit FigureRules(std::unique_ptr<const Tables> tables);
  std::unique_ptr<const Tables> tables_;
};

/// The dead of an incident by kind, as UCDP GED keeps them; whole numbers that add up to `best` exactly.
struct FigureParts {
  double deaths_a = 0, deaths_b = 0, civilians = 0, unknown = 0;
};
/// Splits `best` (>= 0, rounded to a whole number) by what is known of the parts (negative or NaN: not known, taken as 0). What the parts do not explain is
/// `unknown`; parts that add up to more than `best` are scaled down, the largest remainders rounded up. O(1).
FigureParts SplitParts(double best, double deaths_a, double deaths_b, double civilians);

}  // namespace dateline
