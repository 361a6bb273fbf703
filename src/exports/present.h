// What the terminal shows, as strings: the table of `dateline show`, the lines after `dateline read`. Nothing here prints or asks about the terminal.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/record_view.h"
#include "exports/layout.h"

namespace dateline {

/// "2018-01-15", "2018-01-..", "2018-..-..", "2018-01-03–09"; the phrase as written where no day is known; "–" without a time.
std::string When(const TimeView& time);
/// "19 killed, 90 injured", "about 50", "300 families"; empty: no figure.
std::string HowManyOf(const RecordView& record);
/// "$20,000–30,000 a person"; empty: none.
std::string PriceOf(const RecordView& record);
/// "Raqqa, Deir al-Zour → Turkey", or the place.
std::string WhereOf(const RecordView& record);
/// "two bombers → civilians", "ISIS fighters", "the council, before: the army".
std::string WhoOf(const RecordView& record);

/// The records as an aligned table, a line each, with a head line; columns that hold nothing at all are left out. No records: one line that says so.
std::string RecordTable(const std::vector<RecordView>& records, const Layout& layout);

/// What a run of `dateline read` did.
struct ReadSummary {
  uint64_t read = 0, copies = 0, known = 0, failed = 0, skipped = 0;
  std::array<uint64_t, 5> records{};  ///< event, movement, stock, control, statement
  uint64_t unsure = 0;                ///< records below one half
  std::vector<std::string> failures;  ///< messages; the first few are shown
  std::string out;                    ///< path written; empty: none
  uint64_t out_bytes = 0;
  double seconds = 0;
};
std::string SummaryText(const ReadSummary& summary);

/// "[##########----] 74 %   9,100 reports/min   6 s left", without a line end. `done` and `total` in bytes of input; total 0: not known.
std::string ProgressLine(uint64_t done, uint64_t total, uint64_t reports, double seconds);

/// "1,204".
std::string Grouped(uint64_t count);

/// "14 MB", "812 kB".
std::string FileSize(uint64_t bytes);

}  // namespace dateline
