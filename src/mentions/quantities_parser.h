// The grammar of quantities over the pieces of one sentence: hedge, currency, number, range, unit, and what makes a number no count.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "dateline/document.h"
#include "mentions/pieces.h"
#include "mentions/quantities.h"

namespace dateline {

class QuantityParser {
 public:
  /// `pieces` are those of one sentence of `doc`; all three must outlive the parser.
  QuantityParser(Document& doc, const QuantityTables& tables, std::span<const Piece> pieces) : doc_(doc), tables_(tables), pieces_(pieces) {}

  /// Appends the quantities to doc.quantities. Linear in the pieces.
  void Run();

 private:
  using Row = QuantityTables::Row;
  struct Match {
    const Row* row = nullptr;
    size_t end = 0;
    explicit operator bool() const { return row != nullptr; }
  };
  /// A number without hedge: [begin, end) are pieces.
  struct Number {
    double low = 0, best = 0, high = 0;
    double scale = 1;      ///< of the multipliers behind it ("30 million": 1e6)
    size_t begin = 0, end = 0;
    bool digits = false;   ///< written in digits, no multiplier
    bool vague = false;
    bool ordinal = false;
    bool percent = false;  ///< a part ("two thirds of"), in percent
  };
  /// A whole quantity under construction.
  struct Draft {
    QuantityMention mention;
    size_t begin = 0, end = 0;
    size_t figure = 0;  ///< where currency or number begin, without hedge
    size_t unit_end = 0;    ///< behind the unit or the noun
    QuantityEffect hedge = QuantityEffect::kPlain;
    QuantityEffect unit_kind = QuantityEffect::kPlain;
    bool between = false, from = false;
  };

  Match Find(size_t at, QuantityKind kind) const;
  bool Has(size_t at, QuantityKind kind) const { return at < pieces_.size() && (tables_.index.KindsAt(pieces_[at].key) >> static_cast<uint32_t>(kind) & 1u); }
  bool IsArticle(size_t at) const { return at < pieces_.size() && (pieces_[at].key == tables_.a || pieces_[at].key == tables_.an); }
  bool IsKey(size_t at, uint32_t key) const { return at < pieces_.size() && pieces_[at].key == key; }
  bool IsSign(size_t at, char sign) const { return at < pieces_.size() && pieces_[at].IsSign(sign); }
  bool Glued(size_t at) const { return at < pieces_.size() && !pieces_[at].space_before; }
  /// Position behind a hyphen that is written together with both neighbours, else `at`.
  size_t SkipHyphen(size_t at) const { return IsSign(at, '-') && Glued(at) && Glued(at + 1) ? at + 1 : at; }

  std::optional<Number> ParseNumber(size_t at, bool money) const;
  std::optional<Number> ParseWhole(size_t at, bool money) const;
  std::optional<Number> ParsePart(size_t at) const;
  std::optional<Number> ParseDigits(size_t at, bool money) const;
  std::optional<Number> ParseWords(size_t at) const;
  std::optional<Number> ParseOrdinal(size_t at) const;
  /// `times`: how many of the part ("and two thirds": 2).
  Match AndAHalf(size_t at, double* times) const;
  void JoinGroups(Number& number) const;
  bool IsFraction(size_t at) const;
  size_t MeasureBehindArticle(size_t at) const;
  void Multiply(Number& number, bool money) const;

  /// End of a run of digits that is no number (score, telephone number, version, time of day), or 0.
  size_t EndOfIdentifier(size_t at, bool hedged) const;
  bool NamedBefore(const Number& number) const;
  bool Labels(const Number& number) const;
  bool Address(const Number& number) const;
  bool IsYear(const Draft& draft, const Number& number) const;
  bool LooksLikeYear(const Number& number) const;
  /// The words that make it an age; rows without effect but for "under the age of".
  bool IsAge(const Draft& draft, const Number& number, QuantityEffect* hedge) const;
  NameType NameAt(uint32_t token) const;
  bool InsideName(const Number& number) const;
  bool IsPronoun(const Draft& draft, const Number& number) const;
  bool FollowsAge(const Draft& draft, const Number& number) const;
  bool IsAgeOf(const Number& number) const;
  bool StandsBetweenCommas(const Draft& draft, const Number& number) const;
  void DropPreposition(Draft& draft, const Number& number) const;
  bool IsPunctuation(size_t at) const;
  bool CountableAt(size_t at) const;
  bool PredicateAt(size_t at) const;
  bool PluralNounAt(size_t at) const;
  bool PluralBehindOf(size_t at) const;
  bool MayStandBetween(size_t at, bool group) const;

  /// Reads a quantity at `at`; returns the position to go on from, > at.
  size_t Step(size_t at);
  void ReadHedges(Draft& draft, size_t& at) const;
  bool ArticleBefore(size_t at, size_t end) const;
  static bool AreNeighbours(double a, double b);
  bool Moved(Draft& draft, Number& number, const Number& second) const;
  bool ReadRange(Draft& draft, Number& number, bool money) const;
  Match UnitAt(size_t at) const;
  void ReadHedgeAfter(Draft& draft) const;
  void ReadUnit(Draft& draft) const;
  void ReadUnitBehindOf(Draft& draft) const;
  void SquareOf(Draft& draft) const;
  void ReadAgeUnit(Draft& draft) const;
  void ReadThousands(const Draft& draft, Number& number) const;
  void ReadCounted(Draft& draft, const Number& number) const;
  void ReadPer(Draft& draft, std::string_view unit) const;
  uint32_t NounOf(const Number& number) const;
  uint32_t DescribedBy(uint32_t top, uint32_t last, const Number& number) const;
  uint32_t FirstPlural(uint32_t from, uint32_t end) const;
  bool IsOwnTime(const Number& number, uint32_t noun) const;
  bool Describes(uint32_t from, uint32_t noun) const;
  std::string_view Join(std::string_view a, std::string_view link, std::string_view b) const;
  void ReadMore(Draft& draft) const;
  void ReadChange(Draft& draft) const;
  static void Apply(QuantityEffect hedge, bool vague, bool range, Estimate& estimate);
  void Emit(Draft& draft, const Number& number);

  Document& doc_;
  const QuantityTables& tables_;
  std::span<const Piece> pieces_;
};

}  // namespace dateline
