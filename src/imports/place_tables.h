// A user's files of places - CSV, GeoJSON, a GeoNames dump, Who's On First - as rows of the user's own gazetteer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"
#include "mentions/gazetteer_own.h"

namespace dateline {

enum class PlaceFormat : uint8_t { kDetect, kCsv, kGeoJson, kGeoNames, kWhosOnFirst };
/// "csv", "geojson", "geonames", "wof"; kDetect for any other name.
PlaceFormat PlaceFormatOf(std::string_view name);
std::string_view NameOf(PlaceFormat format);

struct PlaceImportOptions {
  PlaceFormat format = PlaceFormat::kDetect;
  std::vector<std::string> features;   ///< "P", "S.CMP": only features that begin so; empty: all
  std::vector<std::string> countries;  ///< alpha-3; empty: all
  bool any_age = false;                ///< Who's On First: also places that are not known to be current
  bool skip_bad = false;               ///< rows that cannot be read are left out and counted
};

struct PlaceImport {
  PlaceFormat format = PlaceFormat::kDetect;
  std::vector<OwnPlace> places;
  uint64_t left_out = 0;             ///< sound rows of other features or countries, or no longer current
  uint64_t bad = 0;                  ///< rows that cannot be read
  std::vector<Error> faults;         ///< the first of them
  std::vector<std::string> ignored;  ///< columns that mean nothing here
};

/// Reads a file ("-": standard input; .gz and .zst too) row by row; of a CSV or GeoNames table only what is taken stays in memory, so their size does not matter.
/// An Error: the file as a whole cannot be read (no such file, no such columns, another format). Unless bad rows are skipped, reading ends after 20 of them.
Result<PlaceImport> ImportPlaces(const std::string& path, const PlaceImportOptions& options, const OwnPlaceChecker& checker);

}  // namespace dateline
