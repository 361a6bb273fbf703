// Copies: which reports are one text, and which of them it came from.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/stored.h"
#include "findings/claim.h"
#include "findings/copy_index.h"

namespace dateline {

/// What is known of a report where the origin of its text is decided.
struct CopyReport {
  std::string_view id;         ///< as in the report line
  int32_t published = kNoDay;  ///< days since 1970-01-01
  std::string_view publisher_agency;  ///< id of the news agency that published it; empty: it is none
  std::string_view credited;   ///< id of the news agency that its credit line names; empty: none
};

/// `report` has its text from `origin`: rows of the index.
struct CopyOf {
  uint32_t report = 0, origin = 0;
  float share = 0;  ///< of the shingles of the shorter of the two, those that the other has
};

/// Groups reports that are linked and names one of each group the origin: the earliest published; of those on one day the one whose publisher is the agency that
/// most of the group credit; then the longest; then the one with the smallest id. A report that was joined from texts of several groups is a copy of each, and makes
/// no two of them one. Returns copies by row, each with its origins, the one that covers most of it first; an origin is nobody's copy. `reports` has a row for each of the
/// index. The order of reports changes nothing but the numbers of rows. O(links log links).
std::vector<CopyOf> FindOrigins(const CopyIndex& index, std::span<const CopyReport> reports);

/// The text of a report from its first sentence that is no title: what sketches are made of, since titles are each paper's own.
std::string_view BodyOf(const StoredReport& report);

/// Copies in a stream of reports, in its order: of each whether an earlier one has its text. Bounded: it remembers the last `window` to 2 * `window` reports, and
/// holds at most three times `window` in memory, about 600 bytes each at 300 words.
class RecentCopies {
 public:
  struct Found {
    std::string earlier;  ///< id of the earliest report that has nearly as much of it as any
    float share = 0;
  };

  explicit RecentCopies(uint32_t window = 500'000) : window_(window) {}
  /// `id`: 32 hexadecimal digits. A report whose id came before gets the answer of that time. About 40 microseconds.
  std::optional<Found> Add(std::string_view id, std::string_view body);

 private:
  struct Answer {
    ContentId id, earlier;  ///< `earlier` zero: no copy
    float share = 0;
  };
  struct Generation {
    CopyIndex index;
    std::vector<Answer> answers;  ///< by row of the index
  };
  static Answer AddTo(Generation& generation, ContentId id, const Sketch& sketch);

  uint32_t window_;
  Sketcher sketcher_;
  std::unique_ptr<Generation> now_ = std::make_unique<Generation>(), next_;
};

}  // namespace dateline
