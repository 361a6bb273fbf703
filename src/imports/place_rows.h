// What the readers of the single formats share: columns by their names, lines of a stream, and the taking of a row.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "imports/place_tables.h"
#include "readers/byte_source.h"

namespace dateline {

enum class PlaceColumn : uint8_t { kName, kLat, kLon, kAlternatives, kCountry, kFeature, kAdm1, kPopulation, kId, kNone };
inline constexpr size_t kPlaceColumns = static_cast<size_t>(PlaceColumn::kNone);
/// The column that a header or key means, in any case ("Latitude", "lng", "aliases").
PlaceColumn PlaceColumnOf(std::string_view header);
inline constexpr std::string_view kExpectedColumns =
    "name, lat (or latitude), lon (or lng, longitude); and, where there are any, alternatives (or aliases; by | or ;), country, feature, adm1, population, id";

/// Lines of a stream, without their ends; at most 64 MiB each.
class Lines {
 public:
  explicit Lines(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}
  /// False at the end and after a fault. The view holds until the next call.
  bool Next(std::string_view& line);
  uint64_t number() const { return number_; }
  const std::optional<Error>& fault() const { return fault_; }
  /// Everything that has not been taken, as it is; more than `most` bytes are cut somewhere beyond.
  std::string TakeAll(size_t most);
  /// The first bytes, without taking them.
  std::string_view Peek();

 private:
  bool Fill();

  std::unique_ptr<ByteSource> source_;
  std::string buffer_;
  size_t at_ = 0;
  bool ended_ = false;
  uint64_t number_ = 0;
  std::optional<Error> fault_;
};

/// Takes rows, or notes what is wrong with them.
class PlaceTaker {
 public:
  PlaceTaker(const PlaceImportOptions& options, const OwnPlaceChecker& checker, std::string source, PlaceImport& out)
      : options_(options), checker_(checker), source_(std::move(source)), out_(out) {}

  /// False when reading should end.
  bool Take(const OwnPlaceFields& fields, const std::string& where);
  bool Fault(Error error);
  bool LeaveOut() { return ++out_.left_out, true; }
  const PlaceImportOptions& options() const { return options_; }
  const OwnPlaceChecker& checker() const { return checker_; }
  PlaceImport& out() { return out_; }

 private:
  const PlaceImportOptions& options_;
  const OwnPlaceChecker& checker_;
  std::string source_;
  PlaceImport& out_;
};

/// "Deir ez-Zor|..." of a GeoNames list by ',': names in Latin script, no codes.
void AppendLatinNames(std::string_view list, std::string& out);

Result<void> ReadPlaceCsv(Lines& lines, const std::string& name, PlaceTaker& taker);
Result<void> ReadGeoNames(Lines& lines, const std::string& name, PlaceTaker& taker);
Result<void> ReadWhosOnFirstCsv(Lines& lines, const std::string& name, PlaceTaker& taker);
/// `text`: the whole file. GeoJSON and Who's On First are told apart feature by feature.
Result<void> ReadGeoJson(std::string text, const std::string& name, PlaceTaker& taker);

}  // namespace dateline
