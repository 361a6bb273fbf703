// What the figures of a sentence are to one another: parts, corrections, shared units and changes, sums of lists, shares of a named base.
#pragma once

#include <cstdint>
#include <span>

#include "dateline/document.h"
#include "mentions/pieces.h"
#include "mentions/quantities.h"

namespace dateline {

/// Relates the figures of one sentence, rows [first, last) of doc.quantities, whose pieces are given; `before` is the first row of the sentence before.
/// Reads doc.parties where they are there. Appends to doc.worked_out. Linear in the figures and their gaps.
class QuantityRelations {
 public:
  QuantityRelations(Document& doc, const QuantityTables& tables, std::span<const Piece> pieces, uint32_t before, uint32_t first, uint32_t last)
      : doc_(doc), tables_(tables), pieces_(pieces), before_(before), first_(first), last_(last) {}

  void Run();

 private:
  QuantityMention& Row(uint32_t i) { return doc_.quantities[i]; }
  /// A count of people or things, no measure.
  static bool IsCount(const QuantityMention& q);
  bool IsPercent(const QuantityMention& q) const { return q.estimate.unit == "percent"; }
  size_t PieceAt(uint32_t token) const;
  uint32_t KeyAt(uint32_t token) const { return doc_.tokens.word[token].value; }
  /// True where a phrase of `kind` and `effect` ends right before the token; its first word goes to `cue`.
  bool CueBefore(QuantityKind kind, uint32_t token, QuantityEffect effect, uint32_t* cue) const;
  bool CueAt(QuantityKind kind, uint32_t token) const;
  /// The first token behind the figure and the noun right behind it.
  uint32_t Behind(const QuantityMention& q) const;
  enum Gap : uint32_t { kComma = 1, kOr = 2, kAnd = 4, kHyphen = 8, kBracket = 16, kSlash = 32, kOther = 64 };
  /// What stands between two tokens, as bits.
  uint32_t GapOf(uint32_t begin, uint32_t end) const;

  void ShareUnits(uint32_t i);
  void ShareChange(uint32_t i);
  void ShareHedge(uint32_t i);
  void Deny(uint32_t i);
  void FindWhole(uint32_t i);
  QuantityId Base(uint32_t i) const;
  QuantityId SoleBefore(uint32_t i) const;
  void WorkOutShare(uint32_t i);
  void AddShare(uint32_t percent, uint32_t base, uint32_t end);
  void SumLists(TokenRange sentence);
  void Sum(TokenRange sentence, uint32_t party);
  bool CountOf(const PartyMention& item, Estimate& one, TokenRange& tokens) const;
  void Weigh(uint32_t i);

  Document& doc_;
  const QuantityTables& tables_;
  std::span<const Piece> pieces_;
  uint32_t before_, first_, last_;
};

}  // namespace dateline
