// A user's own places: a readable table (the truth, edited by hand or by `dateline gazetteer`) and, beside it, the same compiled to lie over the shipped gazetteer.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/container.h"
#include "base/mapped_file.h"
#include "dateline/result.h"

namespace dateline {

/// A row of the table, sound.
struct OwnPlace {
  std::string name, alternatives;  ///< alternatives: by '|'
  std::string feature;             ///< "P.PPL"
  std::string country;             ///< alpha-3; empty: not said
  std::string adm1;                ///< name of the first-order division
  std::string id;                  ///< "geonames:170794", "wof:85632505", or as the user's file gave it
  std::string source;              ///< the file it came from
  double lat = 0, lon = 0;
  uint32_t population = 0;
};

/// Fields as some file has them.
struct OwnPlaceFields {
  std::string_view name, alternatives, feature, country, adm1, id, lat, lon, population;
};

/// Checks fields and brings them to their common form, by the country, division and feature tables of the knowledge.
class OwnPlaceChecker {
 public:
  static Result<OwnPlaceChecker> Load(const Container& knowledge);
  /// `where` stands in the error ("places.csv:7"). The source is left empty.
  Result<OwnPlace> Check(const OwnPlaceFields& fields, const std::string& where) const;
  /// Alpha-3 of a code or name of a country; empty: unknown.
  std::string Country(std::string_view code_or_name) const;
  /// Name of a first-order division by its GeoNames code ("SY.07"); empty: unknown.
  std::string_view Division(const std::string& code) const;
  /// UCDP where_prec of a feature "P.PPL".
  uint8_t Precision(std::string_view feature) const;

 private:
  /// "P.PPL" of a code or a word for it; empty: unknown.
  std::string Feature(std::string_view text) const;

  std::unordered_map<std::string, std::string> countries_;  ///< folded code or name -> alpha-3
  std::unordered_map<std::string, std::string> divisions_;  ///< GeoNames code -> name
  std::unordered_map<std::string, std::string> features_;   ///< folded word -> feature
  std::map<std::string, uint8_t, std::less<>> precisions_;  ///< feature or beginning of one -> precision
};

inline constexpr size_t kMostOwnPlaces = 2'000'000;

/// The table as text and back. Rows are sorted and told apart by id, or else by name and point; of two the later wins and keeps the other's names.
std::string WriteOwnPlaces(std::vector<OwnPlace>& places);
/// `name` stands in errors, with the line.
Result<std::vector<OwnPlace>> ParseOwnPlaces(const std::string& name, std::string_view text, const OwnPlaceChecker& checker);

/// What Gazetteer::Attach takes. `rows_hash`: of the table's text.
Result<std::string> CompileOwnPlaces(const std::vector<OwnPlace>& places, uint64_t rows_hash, const Container& knowledge);

/// The table at `path` and its compiled form.
class OwnGazetteer {
 public:
  /// Maps the compiled form `path`.index; where that is missing or made from other rows or another gazetteer, it is made anew (and kept, if the folder can be written).
  static Result<OwnGazetteer> Open(const std::string& path, const Container& knowledge);
  static std::string IndexPath(const std::string& path) { return path + ".index"; }

  std::string_view compiled() const { return fresh_.empty() ? file_.bytes() : std::string_view(fresh_); }
  uint64_t version() const { return version_; }  ///< hash of the rows

 private:
  MappedFile file_;
  std::string fresh_;
  uint64_t version_ = 0;
};

}  // namespace dateline
