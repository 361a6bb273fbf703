// Which reports share their text: sketches of all of them, found again by sampled shingles. One pass, no text kept.
//
//   Sketcher sketcher;
//   CopyIndex index;
//   for (...) index.Add(sketcher.Make(body));
//   for (const CopyLink& link : index.links()) ...
//
// A pair's likeness depends on the two texts alone. Which pairs are looked at depends on the order of Add only where more than kMostHolders reports share a
// passage: whoever needs the same links whatever the order adds the reports in the order of their ids.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "findings/postings.h"
#include "findings/sketch.h"

namespace dateline {

/// How much of the text two reports have in common. Shares are of the report that has fewer shingles, 0 to 1, estimated where the texts are long.
struct Likeness {
  float share = 0;         ///< of its shingles that the other has
  float head = 0;          ///< the same of the first half of its text
  float names = 0;         ///< share of its names that the other has
  uint32_t shingles = 0;   ///< its shingles that were compared
  uint32_t name_count = 0; ///< its names; 0 too where the other is written in capitals, so that it tells none
  /// True where the shorter one is, for the most part, text of the other.
  bool IsCopy() const;
};

/// Two reports of which one was copied from the other, or both from a third.
struct CopyLink {
  uint32_t first = 0, second = 0;  ///< rows, first < second
  float share = 0;
};

/// About 600 bytes for a report of 300 words (bench/copies_bench.cc); Add takes some 25 microseconds.
class CopyIndex {
 public:
  static constexpr uint32_t kMostHolders = 32;  ///< reports of one passage that are compared with a new one
  static constexpr uint32_t kMostCompared = 32; ///< reports that share keys with a new one and are compared with it, those that share most
  static constexpr uint32_t kMostLinks = 16;    ///< links of a report with earlier ones that are kept, those with the largest share

  /// Adds a report and returns its row: 0, 1, 2 ...
  uint32_t Add(const Sketch& sketch);
  /// Links of the report added last with earlier ones, by share, then row.
  std::span<const CopyLink> last_links() const { return std::span(links_).subspan(last_links_); }
  std::span<const CopyLink> links() const { return links_; }
  Likeness Compare(uint32_t a, uint32_t b) const;
  /// Sets a flag for each print of `row` (PrintCount) that `other` has.
  void Cover(uint32_t row, uint32_t other, std::vector<bool>& covered) const;
  size_t PrintCount(uint32_t row) const { return rows_[row].prints; }
  /// Distinct shingles of the text.
  uint32_t Shingles(uint32_t row) const { return rows_[row].shingles; }
  size_t size() const { return rows_.size(); }
  /// Bytes of memory that the index holds.
  size_t Bytes() const;

 private:
  struct Row {
    uint32_t block = 0, begin = 0;  ///< of blocks_, and where its prints begin there; its names stand behind them
    uint32_t shingles = 0;
    uint16_t prints = 0, names = 0;
  };
  std::span<const uint16_t> Stored(const Row& row) const { return std::span(blocks_[row.block]).subspan(row.begin, size_t{row.prints} + row.names); }
  std::span<const uint16_t> Prints(const Row& row, int level) const;
  std::span<const uint16_t> Names(const Row& row) const { return Stored(row).subspan(row.prints); }
  void Store(const Sketch& sketch);
  bool SameText(uint32_t a, uint32_t b) const;
  void FindLinks(uint32_t row);

  std::vector<Row> rows_;
  std::vector<std::vector<uint16_t>> blocks_;  ///< of fixed capacity, so that growing copies nothing
  std::vector<CopyLink> links_;
  size_t last_links_ = 0;
  Postings postings_;
  std::vector<uint32_t> keys_;  ///< of the report added last
  std::vector<uint16_t> packed_;
  std::vector<uint16_t> hits_;
  std::vector<uint32_t> touched_;
  std::vector<std::pair<uint32_t, uint32_t>> candidates_;  ///< keys shared, row
};

}  // namespace dateline
