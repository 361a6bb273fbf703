// Case files to other programs: JSON lines, CSV and GeoJSON (docs/exports.md). An exporter appends text to a buffer that the caller writes out and empties.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"

namespace dateline {

/// What an export says about the report of a record.
struct ReportRef {
  std::string source_id, published, publisher, title;
};

/// Call Begin, then Report and Record in any number and order, then End. Output is the same for the same calls.
class Exporter {
 public:
  virtual ~Exporter() = default;
  virtual void Begin(std::string& out) = 0;
  /// A report line; formats that have rows for records only pass it over.
  virtual void Report(std::string_view json, std::string& out) = 0;
  /// A record line (engine/serialize.h). An Error where it is no record; nothing is appended then.
  virtual Result<void> Record(std::string_view json, const ReportRef& report, std::string& out) = 0;
  virtual void End(std::string& out) = 0;
};

std::unique_ptr<Exporter> MakeJsonLinesExporter();
/// RFC 4180: comma, CRLF, quotes doubled, one head line; UTF-8 without byte-order mark.
std::unique_ptr<Exporter> MakeCsvExporter();
/// RFC 7946: one FeatureCollection, WGS 84, longitude first.
std::unique_ptr<Exporter> MakeGeoJsonExporter();

/// "jsonl", "csv", "geojson"; an Error that lists them for another name.
Result<std::unique_ptr<Exporter>> MakeExporter(std::string_view format);

/// Column names of the CSV, in order.
std::vector<std::string> CsvColumns();

}  // namespace dateline
