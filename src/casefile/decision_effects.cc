// From the log of decisions to what it does to claims and findings.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "casefile/decision_edits.h"
#include "casefile/decisions.h"
#include "findings/origins.h"

namespace dateline {
namespace {

struct IdHash {
  size_t operator()(const ContentId& id) const { return static_cast<size_t>(id.high ^ (id.low * 0x9E3779B97F4A7C15ULL)); }
};
using IdMap = std::unordered_map<ContentId, uint32_t, IdHash>;

std::string_view KindName(RecordKind kind) {
  switch (kind) {
    case RecordKind::kEvent: return "event";
    case RecordKind::kMovement: return "movement";
    case RecordKind::kStock: return "stock";
    case RecordKind::kControl: return "control";
    case RecordKind::kStatement: return "statement";
  }
  return "";
}

/// Finds the claims that decisions stand on: by id, else by report, kind and quote.
class ClaimFinder {
 public:
  ClaimFinder(std::span<const Decision> decisions, const ClaimSet& claims) : claims_(claims) {
    std::unordered_set<ContentId, IdHash> wanted, reports;
    for (const Decision& decision : decisions) {
      if (decision.undone_by != 0) continue;
      for (const DecidedRecord& record : decision.records) {
        wanted.insert(ContentId::FromHex(record.id));
        reports.insert(ContentId::FromHex(record.report));
      }
    }
    if (wanted.empty()) return;
    for (uint32_t i = 0; i < claims.claims.size(); ++i) {
      if (wanted.count(claims.claims[i].id) != 0) by_id_.emplace(claims.claims[i].id, i);
    }
    for (uint32_t i = 0; i < claims.reports.size(); ++i) {
      if (reports.count(claims.reports[i].id) != 0) by_report_.emplace(claims.reports[i].id, i);
    }
  }

  /// kNoRow: it is gone.
  uint32_t Find(const DecidedRecord& record) const {
    if (const auto it = by_id_.find(ContentId::FromHex(record.id)); it != by_id_.end()) return it->second;
    const auto report = by_report_.find(ContentId::FromHex(record.report));
    if (report == by_report_.end()) return kNoRow;
    return Nearest(claims_.reports[report->second].claims, record);
  }

  std::vector<uint32_t> FindAll(const Decision& decision) const {
    std::vector<uint32_t> out;
    for (const DecidedRecord& record : decision.records) {
      const uint32_t claim = Find(record);
      if (claim != kNoRow && std::find(out.begin(), out.end(), claim) == out.end()) out.push_back(claim);
    }
    return out;
  }

 private:
  /// The claim of the same kind whose quote overlaps most; one of the same type before others.
  uint32_t Nearest(Slice slice, const DecidedRecord& record) const {
    uint32_t best = kNoRow;
    double best_score = 0;
    for (uint32_t i = slice.begin; i < slice.begin + slice.count; ++i) {
      const Claim& claim = claims_.claims[i];
      if (KindName(claim.kind) != record.kind) continue;
      const uint32_t begin = std::max(claim.quote_begin, record.begin), end = std::min(claim.quote_end, record.end);
      if (begin >= end) continue;
      const uint32_t all = std::max(claim.quote_end, record.end) - std::min(claim.quote_begin, record.begin);
      const double score = static_cast<double>(end - begin) / all + (claims_.text(claim.type) == record.type ? 1 : 0);
      if (score <= best_score) continue;
      best_score = score;
      best = i;
    }
    return best;
  }

  const ClaimSet& claims_;
  IdMap by_id_, by_report_;
};

class Applier {
 public:
  Applier(std::span<const Decision> decisions, ClaimSet& claims) : decisions_(decisions), claims_(claims), finder_(decisions, claims), editor_(claims) {}

  DecisionEffects Run() {
    for (const Decision& decision : decisions_) {
      if (decision.undone_by == 0 && decision.action != "undo") Apply(decision);
    }
    for (const auto& [pair, apart] : pairs_) (apart ? out_.corrections.apart : out_.corrections.same).push_back(pair);
    return std::move(out_);
  }

 private:
  void Apply(const Decision& d) {
    if (d.action == "reliability") {
      if (d.new_value.size() == 1) out_.corrections.reliability[PlainName(d.target_id)] = d.new_value[0];
      else out_.corrections.reliability.erase(PlainName(d.target_id));
      return;
    }
    if (d.target_kind == "party") {
      out_.withheld_parties.push_back(d.target_id);
      return;
    }
    const std::vector<uint32_t> rows = finder_.FindAll(d);
    if (rows.empty()) {
      out_.lost.push_back(d.nr);
      return;
    }
    if (d.action == "accept" || d.action == "reject" || d.action == "unsure") Judge(d, rows);
    else if (d.action == "merge") Merge(rows);
    else if (d.action == "split") Split(d);
    else if (d.action == "edit") Edit(d, rows);
    else if (d.action == "date" || d.action == "place") Place(d, rows);
    else if (d.action == "credibility") SetCredibility(d, rows);
    else if (d.action == "withhold") out_.withheld_claims.insert(out_.withheld_claims.end(), rows.begin(), rows.end());
    else if (d.action == "note") NoteAbout(rows).notes.push_back({d.author, d.time, d.new_value});
  }

  DecisionEffects::About& NoteAbout(const std::vector<uint32_t>& rows) {
    DecisionEffects::About about;
    about.claims = rows;
    return out_.about.emplace_back(std::move(about));
  }

  void Judge(const Decision& d, const std::vector<uint32_t>& rows) {
    Corrections& c = out_.corrections;
    c.rejected.resize(claims_.claims.size());
    c.accepted.resize(claims_.claims.size());
    for (const uint32_t row : rows) {
      c.rejected[row] = d.action == "reject" ? 1 : 0;
      c.accepted[row] = d.action == "accept" ? 1 : 0;
    }
    if (d.target_kind == "finding" && d.action != "reject") NoteAbout(rows).reviewed = d.action == "accept" ? "accepted" : "unsure";
  }

  void Pair(uint32_t first, uint32_t second, bool apart) {
    if (first != second) pairs_[std::minmax(first, second)] = apart;
  }

  /// All are one event: each with the first.
  void Merge(const std::vector<uint32_t>& rows) {
    for (const uint32_t row : rows) Pair(rows.front(), row, false);
  }

  /// So many of the records as `new_value` says come first: they are taken out of the rest, and stay together.
  void Split(const Decision& d) {
    std::vector<uint32_t> out, rest;
    const size_t taken = static_cast<size_t>(std::max(0, std::atoi(d.new_value.c_str())));
    for (size_t i = 0; i < d.records.size(); ++i) {
      const uint32_t row = finder_.Find(d.records[i]);
      if (row != kNoRow) (i < taken ? out : rest).push_back(row);
    }
    for (const uint32_t first : out) {
      for (const uint32_t second : rest) Pair(first, second, true);
    }
    if (!out.empty()) Merge(out);
    if (!rest.empty()) Merge(rest);
  }

  void Edit(const Decision& d, const std::vector<uint32_t>& rows) {
    FigureSlot slot{};
    if (d.target_kind != "finding" || !FigureSlotByName(d.field, slot)) {
      for (const uint32_t row : rows) editor_.Edit(row, d.field, d.new_value);
      if (d.target_kind == "finding") NoteAbout(rows).reviewed = "edited";
      return;
    }
    Result<FigureOverride> figure = ParseFigure(slot, d.new_value);
    if (!figure) return;
    figure->author = d.author;
    figure->time = d.time;
    DecisionEffects::About& about = NoteAbout(rows);
    about.reviewed = "edited";
    about.figures.push_back(std::move(*figure));
  }

  void Place(const Decision& d, const std::vector<uint32_t>& rows) {
    for (const uint32_t row : rows) {
      if (d.action == "date") editor_.SetDate(row, d.new_value);
      else editor_.SetPlace(row, d.new_value);
    }
    if (d.target_kind == "finding") NoteAbout(rows).reviewed = "edited";
  }

  void SetCredibility(const Decision& d, const std::vector<uint32_t>& rows) {
    for (const uint32_t row : rows) {
      if (d.new_value.size() == 1) out_.corrections.credibility[row] = d.new_value[0];
      else out_.corrections.credibility.erase(row);
    }
  }

  std::span<const Decision> decisions_;
  ClaimSet& claims_;
  ClaimFinder finder_;
  ClaimEditor editor_;
  DecisionEffects out_;
  std::map<std::pair<uint32_t, uint32_t>, bool> pairs_;  ///< true: apart
};

/// The finding that holds most of these claims; of several the first. kNoRow: none.
uint32_t HolderOf(const std::vector<uint32_t>& claims, const std::vector<uint32_t>& finding_of) {
  std::map<uint32_t, size_t> votes;
  for (const uint32_t claim : claims) {
    if (claim < finding_of.size() && finding_of[claim] != kNoRow) ++votes[finding_of[claim]];
  }
  uint32_t best = kNoRow;
  size_t most = 0;
  for (const auto& [finding, count] : votes) {
    if (count > most) {
      most = count;
      best = finding;
    }
  }
  return best;
}

}  // namespace

DecisionEffects ApplyDecisions(std::span<const Decision> decisions, ClaimSet& claims) {
  if (decisions.empty()) return {};
  return Applier(decisions, claims).Run();
}

std::vector<FindingReview> ReviewsOf(const DecisionEffects& effects, const Findings& findings, size_t claims) {
  std::vector<FindingReview> out(findings.findings.size());
  if (effects.about.empty()) return out;
  std::vector<uint32_t> finding_of(claims, kNoRow);
  for (uint32_t i = 0; i < findings.findings.size(); ++i) {
    for (const FindingClaim& use : findings.findings[i].claims) {
      if (use.claim < claims && finding_of[use.claim] == kNoRow) finding_of[use.claim] = i;
    }
  }
  for (const DecisionEffects::About& about : effects.about) {
    const uint32_t row = HolderOf(about.claims, finding_of);
    if (row == kNoRow) continue;
    FindingReview& review = out[row];
    if (!about.reviewed.empty()) review.reviewed = about.reviewed;
    for (const FigureOverride& figure : about.figures) {
      std::erase_if(review.figures, [&](const FigureOverride& other) { return other.slot == figure.slot; });
      review.figures.push_back(figure);
    }
    review.notes.insert(review.notes.end(), about.notes.begin(), about.notes.end());
  }
  return out;
}

}  // namespace dateline
