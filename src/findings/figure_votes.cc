#include "findings/figure_votes.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace dateline {

/// A claim of the ballot with its reading; the earliest day, the best letter and the highest confidence of all that repeat it.
struct FigureBallot::Direct {
  const FigureClaim* claim = nullptr;
  uint32_t entry = 0;
  FigureReading read;   ///< by the rule
  FigureReading words;  ///< as its words have it
  int32_t day = FigureKey::kNoDay;
  char letter = 0;
  double confidence = 0;
  ClaimSide side = ClaimSide::kUnknown;
};

namespace {

double Ordered(double end) { return std::isnan(end) ? -1 : end; }  // figures are never negative

/// Claims that repeat each other are equal by this.
auto Saying(const FigureClaim& c) {
  return std::make_tuple(c.origin, c.key, Ordered(c.low), Ordered(c.best), Ordered(c.high), c.hedge, c.with_wounded, c.correction, Ordered(c.corrects));
}

char LetterOf(const FigureClaim& claim) { return claim.letter >= 'A' && claim.letter <= 'E' ? claim.letter : char{0}; }

/// Does a figure on `part` count some of those whom `whole` counts?
bool IsPart(const FigureKey& part, const FigureKey& whole) {
  if (part.kind != whole.kind || part.scope != whole.scope || part.since != whole.since || part == whole) return false;
  return whole.who == FigureWho::kTotal && (whole.of == 0 || part.of == whole.of);
}

bool Falls(const FigureKey& key) { return !IsToll(key.kind) || key.scope == FigureScope::kDaily || key.scope == FigureScope::kPeriod; }

bool Contains(const FigureReading& read, double value) { return (std::isnan(read.low) || read.low <= value) && (std::isnan(read.high) || value <= read.high); }

/// Of one origin's claims on one part. Those that overlap others (women, children, other) are kept apart.
bool Overlaps(FigureWho who) { return who >= FigureWho::kWomen; }

}  // namespace

FigureBallot::FigureBallot(const FigureRules::Tables& tables, FigureRule rule, const FigureKey& key, std::span<const FigureClaim> claims,
                           const FuseOptions& options)
    : tables_(tables), rule_(rule), key_(key), options_(options) {
  std::vector<Direct> whole, parts;
  Collect(claims, whole, parts);
  DropCopies(whole);
  DropCopies(parts);
  ApplyCorrections(whole);
  VoteByOrigin(whole);
  VoteByParts(parts);
  const auto order = [](const FigureVote& v) {
    return std::make_tuple(Ordered(v.read.best), Ordered(v.read.low), Ordered(v.read.high), v.day, v.origin, v.from_parts);
  };
  std::sort(votes_.begin(), votes_.end(), [&](const FigureVote& a, const FigureVote& b) { return order(a) < order(b); });
}

void FigureBallot::Collect(std::span<const FigureClaim> claims, std::vector<Direct>& whole, std::vector<Direct>& parts) {
  for (const FigureClaim& claim : claims) {
    const bool part = IsPart(claim.key, key_);
    if (!part && claim.key != key_) continue;
    const auto entry = static_cast<uint32_t>(entries_.size());
    entries_.push_back({&claim, part ? ClaimUse::kPartFloor : ClaimUse::kCounted, 0});
    ClaimUse& use = entries_.back().use;
    if (claim.denied) {
      use = ClaimUse::kDenied;
    } else if (LetterOf(claim) == 'E') {
      use = ClaimUse::kUnreliable;
    } else if (!(claim.confidence >= static_cast<float>(tables_.doubtful))) {
      use = ClaimUse::kDoubtful;
    } else {
      (part ? parts : whole)
          .push_back({&claim, entry, ReadClaim(tables_, rule_, claim, options_), ReadClaim(tables_, FigureRule::kDateline, claim, options_), claim.day,
                      LetterOf(claim), claim.confidence, claim.side});
    }
  }
}

void FigureBallot::DropCopies(std::vector<Direct>& claims) {
  const auto order = [](const Direct& d) { return std::tuple_cat(Saying(*d.claim), std::make_tuple(d.day, d.claim->id)); };
  std::sort(claims.begin(), claims.end(), [&](const Direct& a, const Direct& b) { return order(a) < order(b); });
  std::vector<Direct> kept;
  for (const Direct& claim : claims) {
    if (kept.empty() || Saying(*kept.back().claim) != Saying(*claim.claim)) {
      kept.push_back(claim);
      continue;
    }
    Direct& first = kept.back();  // of the earliest day
    entries_[claim.entry].use = ClaimUse::kCopy;
    if (first.letter == 0 || (claim.letter != 0 && claim.letter < first.letter)) first.letter = claim.letter;
    if (first.day == FigureKey::kNoDay) first.day = claim.day;
    first.confidence = std::max(first.confidence, claim.confidence);
    first.side = std::max(first.side, claim.side);
  }
  claims = std::move(kept);
}

void FigureBallot::ApplyCorrections(std::vector<Direct>& claims) {
  std::vector<std::pair<double, int32_t>> taken_back;  // figure, last day of a correction that names it
  for (const Direct& d : claims) {
    if (d.claim->correction && !std::isnan(d.claim->corrects)) taken_back.emplace_back(d.claim->corrects, d.day);
  }
  if (taken_back.empty()) return;
  std::sort(taken_back.begin(), taken_back.end());
  std::erase_if(claims, [&](const Direct& d) {
    const auto behind = std::upper_bound(taken_back.begin(), taken_back.end(), std::make_pair(d.read.best, std::numeric_limits<int32_t>::max()));
    if (d.claim->correction || behind == taken_back.begin() || behind[-1].first != d.read.best || behind[-1].second < d.day) return false;
    entries_[d.entry].use = ClaimUse::kCorrected;
    return true;
  });
}

/// Of two claims of one origin in the order of days: does the later one stand? What loses is marked.
bool FigureBallot::Supersedes(const Direct& newer, const Direct& older) {
  if (newer.claim->correction) {
    entries_[older.entry].use = ClaimUse::kCorrected;
    return true;
  }
  if (!newer.words.definite && older.words.definite && Contains(newer.words, older.words.best)) {
    entries_[newer.entry].use = ClaimUse::kVaguer;
    return false;
  }
  if (!Falls(key_) && !std::isnan(newer.words.high) && newer.words.high < Ordered(older.words.low)) {
    entries_[newer.entry].use = ClaimUse::kFell;
    return false;
  }
  entries_[older.entry].use = ClaimUse::kSuperseded;
  return true;
}

void FigureBallot::VoteByOrigin(std::vector<Direct>& claims) {
  // On one day: corrections last, the exact behind the vague, the surer behind the less sure, and of a toll, which grows, the higher.
  const double sign = Falls(key_) ? -1 : 1;
  const auto order = [&](const Direct& d) {
    return std::make_tuple(d.claim->origin, d.day, d.claim->correction, d.words.definite, d.confidence, sign * d.read.best, Ordered(d.read.low), d.claim->id);
  };
  std::sort(claims.begin(), claims.end(), [&](const Direct& a, const Direct& b) { return order(a) < order(b); });
  for (size_t i = 0; i < claims.size();) {
    size_t last = i;
    size_t next = i + 1;
    for (; next < claims.size() && claims[next].claim->origin == claims[i].claim->origin; ++next) {
      if (Supersedes(claims[next], claims[last])) last = next;
    }
    const Direct& d = claims[last];
    votes_.push_back(
        {d.read, d.day, d.claim->origin, d.letter, d.confidence, d.side, d.claim->with_wounded, false, d.claim->correction, d.claim->hedge, {d.entry}});
    i = next;
  }
}

/// Sums what one origin says of parts (sorted by party, part and day): `all` over parties, or the largest where parts may overlap.
FigureVote FigureBallot::SumOfParts(std::span<const Direct> parts) {
  FigureVote vote;
  vote.origin = parts.front().claim->origin;
  vote.from_parts = true;
  vote.hedge = Hedge::kAtLeast;
  double all = 0, single = 0;
  for (size_t i = 0; i < parts.size();) {
    const uint32_t of = parts[i].claim->key.of;
    double total = 0, sum = 0;
    for (; i < parts.size() && parts[i].claim->key.of == of; ++i) {
      const Direct& d = parts[i];
      if (i + 1 < parts.size() && parts[i + 1].claim->key == d.claim->key) continue;  // there is a newer one
      const FigureWho who = d.claim->key.who;
      if (who == FigureWho::kTotal)
        total = d.read.low;
      else if (Overlaps(who))
        single = std::max(single, d.read.low);
      else
        sum += d.read.low;
      vote.entries.push_back(d.entry);
      vote.day = std::max(vote.day, d.day);
      vote.confidence = std::min(vote.confidence, d.confidence);
      vote.letter = std::max(vote.letter, d.letter);  // as good as the worst
      vote.side = std::max(vote.side, d.side);
    }
    if (of == 0)
      single = std::max(single, sum);
    else
      all += std::max(total, sum);
  }
  vote.read.low = vote.read.best = std::max(all, single);
  vote.read.high = rule_ == FigureRule::kDateline ? FigureClaim::kNone : vote.read.best;
  return vote;
}

/// One vote for the parts that an origin names: at least their sum. Where the rule has no use for bounds it is taken only if nobody gives the whole.
void FigureBallot::VoteByParts(std::vector<Direct>& parts) {
  if (rule_ != FigureRule::kDateline && !votes_.empty()) return;
  std::erase_if(parts, [](const Direct& d) { return d.side == ClaimSide::kEnemy || d.claim->with_wounded || !(d.read.low > 0); });
  const auto order = [](const Direct& d) { return std::make_tuple(d.claim->origin, d.claim->key.of, d.claim->key.who, d.day, d.read.best, d.claim->id); };
  std::sort(parts.begin(), parts.end(), [&](const Direct& a, const Direct& b) { return order(a) < order(b); });
  const size_t whole = votes_.size();  // by origin, as the parts are
  size_t at = 0;
  for (size_t i = 0; i < parts.size();) {
    size_t end = i;
    while (end < parts.size() && parts[end].claim->origin == parts[i].claim->origin) ++end;
    FigureVote sum = SumOfParts(std::span(parts).subspan(i, end - i));
    i = end;
    while (at < whole && votes_[at].origin < sum.origin) ++at;
    if (at == whole || votes_[at].origin != sum.origin) {
      votes_.push_back(std::move(sum));
    } else if (FigureReading& read = votes_[at].read; !read.definite && (std::isnan(read.high) || read.high >= sum.read.low)) {
      read.low = std::max(Ordered(read.low), sum.read.low);
      read.best = std::max(read.best, sum.read.low);
    }
  }
}

void FigureBallot::Set(const FigureVote& vote, ClaimUse use, double weight) {
  for (const uint32_t entry : vote.entries) {
    if (!vote.from_parts) entries_[entry].use = use;
    entries_[entry].weight = weight;
  }
}

std::vector<ClaimVerdict> FigureBallot::Verdicts(const FusedFigure& figure) const {
  std::vector<ClaimVerdict> out;
  for (const Entry& entry : entries_) {
    const FigureClaim& claim = *entry.claim;
    const FigureReading read = ReadClaim(tables_, rule_, claim, options_);
    const bool whole = claim.key == key_ && figure.given;
    const bool outside = whole && (read.high < figure.low || read.low > figure.high);  // false where an end is open
    out.push_back({claim.id, entry.use, static_cast<float>(entry.weight), outside});
  }
  std::sort(out.begin(), out.end(), [](const ClaimVerdict& a, const ClaimVerdict& b) { return a.id < b.id; });
  return out;
}

}  // namespace dateline
