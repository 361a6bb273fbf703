// What must not leave a case: private persons, sources, places finer than the province. Works on the JSON lines of reports, records and findings, so that every
// format passes through it; nothing of the case file itself is changed. docs/exports.md, "Withholding", has the rule by which persons are public.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"
#include "engine/stored.h"

namespace dateline {

struct WithholdOptions {
  bool persons = true;      ///< private persons: their names in every text, quote, title and file name
  bool sources = false;     ///< who says it, bylines, and where a report lies (file names, addresses, publishers)
  bool fine_places = false; ///< places finer than ADM1: names, coordinates, ids; the province and the country stay
};

/// "persons", "sources", "places-finer-than ADM1" (also "places"), "none"; several by commas. An Error that lists them for another name.
Result<WithholdOptions> ParseWithhold(std::string_view names);

inline constexpr std::string_view kPersonWithheld = "[name withheld]";
inline constexpr std::string_view kSourceWithheld = "[source withheld]";
inline constexpr std::string_view kPlaceWithheld = "[place withheld]";

/// Replaces names in texts. A name is found as a whole, in any case, and by each of its parts that is a name of its own and written with a capital ("Khalil"); signs
/// and white space between its words do not matter.
class NameMask {
 public:
  /// Names to mask, and names that stay even where they share a part with one that is masked. A part that stands alone and may be either is masked.
  NameMask(const std::vector<std::string>& names, const std::vector<std::string>& keep);

  bool empty() const { return patterns_.empty(); }
  std::string InText(std::string_view text, std::string_view instead) const { return Replace(text, instead, false); }
  /// The same in a path, an address or an id: "AhmedKhalil_killed.txt".
  std::string InPath(std::string_view path) const { return Replace(path, "withheld", true); }
  /// The text with every code point of a name as "█": positions in it stay what they were.
  std::string Blacken(std::string_view text) const { return Replace(text, {}, false); }

 private:
  struct Pattern {
    std::vector<std::string> words;  ///< lower case
    bool keep = false;
    bool part = false;  ///< of a longer name: needs a capital in running text
  };
  /// `instead` empty: each code point is blackened.
  std::string Replace(std::string_view text, std::string_view instead, bool path) const;
  std::string Pass(std::string_view text, std::string_view instead, bool path, bool camel_case) const;
  void Add(const std::string& name, bool keep);
  void AddSplit(std::string_view name, bool keep);

  std::vector<Pattern> patterns_;  ///< the longest first; of equally long ones whole names before parts
};

/// What the reports that a line rests on hold of persons and places.
struct ReportSecrets {
  std::vector<StoredPerson> persons;
  std::vector<std::string> fine_places;  ///< names of places finer than ADM1
  std::vector<std::string> speakers;     ///< who says something in the report; for Blacken
  std::vector<std::string> by_hand;      ///< names that a person has marked as withheld, public or not
};

/// Masks the lines of one report after the other.
class Withholder {
 public:
  explicit Withholder(WithholdOptions options);
  ~Withholder();

  /// For the lines to come.
  void SetReport(const ReportSecrets& secrets);
  /// The line with everything withheld masked. An Error where it is no JSON object. A line that holds nothing to withhold comes back as it is. O(line x names).
  Result<std::string> Mask(std::string_view json);
  /// A title; a file name, address or id.
  std::string Title(std::string_view text) const;
  std::string Path(std::string_view text) const;
  /// A text of the report as a whole, positions kept: names of persons, fine places and speakers of the report, as "█".
  std::string Blacken(std::string_view text) const;
  /// True where the report has nothing to withhold: lines and texts come back as they are.
  bool idle() const;

  const WithholdOptions& options() const { return options_; }

 private:
  struct Impl;
  WithholdOptions options_;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline
