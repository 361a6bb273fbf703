// What the makers of findings share: choosing among what several claims say, and the order and identity of findings.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "findings/claim.h"
#include "findings/corrections.h"
#include "findings/finding.h"
#include "findings/origins.h"

namespace dateline {

/// Counts votes by weight; ties go to the text that comes first in the alphabet, so that order never matters.
class Ballot {
 public:
  void Add(std::string_view text, double weight) {
    if (!text.empty()) votes_[std::string(text)] += weight;
  }
  /// Empty: nobody voted.
  std::string Winner() const;
  const std::map<std::string, double>& votes() const { return votes_; }

 private:
  std::map<std::string, double> votes_;
};

/// The probability a claim counts with: 1 where a person has accepted it.
float ConfidenceOf(const Claim& claim, uint32_t row, const Corrections& corrections);

/// Rows of claims by day of publication (unknown days last), then id: the order of Finding::claims.
void SortByPublication(const ClaimSet& set, std::vector<uint32_t>& claims);

/// The id of a finding of `kind` whose earliest claim is `first`.
ContentId FindingId(FindingKind kind, const ContentId& first);

/// True when one place lies in the other, or they are the same as far as their precision tells: same gazetteer number; a place in its district, province or country;
/// points at most `km` plus both radii apart.
bool PlacesAgree(const ClaimSet& set, const ClaimPlace& a, const ClaimPlace& b, double km);
/// The farthest a place of this UCDP where_prec may lie from its point, km.
double PlaceRadius(const ClaimPlace& place);
/// The more telling of two places: more precise, then with a point, then by name.
bool TellsMore(const ClaimSet& set, const ClaimPlace& a, const ClaimPlace& b);

/// Under which a place is the same over reports: its gazetteer number, else country and name; empty: not known ("the district").
std::string PlaceKey(const ClaimSet& set, const ClaimPlace& place);

/// The parties of all rows of ClaimSet::parties given, each once: by known actor, else by name; named ones first, then by votes.
std::vector<ClaimParty> PoolParties(const ClaimSet& set, const std::vector<uint32_t>& rows);

/// Fills claims (sorted), reports, origins, id and confidence of a finding from rows of ClaimSet::claims.
void FillEvidence(const ClaimSet& set, const Corrections& corrections, std::vector<uint32_t> rows, Finding& out);

/// What others call it: UCDP, ACLED, CAMEO, IDMC and contexts, by majority of its claims.
void FillCodes(const ClaimSet& set, Finding& out);

/// Notes on the claims of a finding what a figure made of each.
void TakeVerdicts(const FusedFigure& figure, Finding& out);

/// A claim's figure for a rule; `origins` numbers the origins of the finding. The side of the source is told by `side`.
FigureClaim ToFigureClaim(const ClaimSet& set, uint32_t claim, const ClaimFigure& figure, const FigureKey& key, uint32_t origin, ClaimSide side, const Corrections& corrections);

/// The day on which a claim was made public: the report's, else the day it tells of.
int32_t DayOf(const ClaimSet& set, const Claim& claim);

}  // namespace dateline
