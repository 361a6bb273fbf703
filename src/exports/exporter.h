// Case files to other programs (docs/exports.md). An exporter appends text, or the bytes of a file, to a buffer that the caller writes out and empties.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/container.h"
#include "dateline/result.h"

namespace dateline {

struct FindingView;

/// What an export says about the report of a record.
struct ReportRef {
  std::string source_id, published, publisher, title, uri, language, sha256;
  std::string text;  ///< the cleaned text; only for exporters that ask for it. What is withheld in it stands as "█", code point for code point.
};

/// Call Begin, then Report, Record and Finding in any number and order, then End. Output is the same for the same calls.
class Exporter {
 public:
  virtual ~Exporter() = default;
  virtual void Begin(std::string& out) = 0;
  /// A report line; formats that have rows for records only pass it over.
  virtual void Report(std::string_view json, std::string& out);
  /// A record line (engine/serialize.h). An Error where it is no record; nothing is appended then.
  virtual Result<void> Record(std::string_view json, const ReportRef& report, std::string& out);
  virtual void Finding(const FindingView& finding, std::string& out);
  virtual void End(std::string& out) = 0;
  /// True: ReportRef::text is read.
  virtual bool WantsText() const { return false; }
  /// False: Report does nothing, and need not be called.
  virtual bool WantsReports() const { return false; }
};

struct ExportSettings {
  bool csv_safe = false;                 ///< in tables of text: no cell that a spreadsheet would run (TextTable::safe)
  std::string kind = {};                 ///< only records or findings of this kind; empty: what the format holds by default
  const Container* knowledge = nullptr;  ///< for the formats with codes of others (ExportFormat::codes)
};

/// A format by its name.
struct ExportFormat {
  std::string_view name, summary;
  std::vector<std::string_view> kinds;     ///< kinds of records and findings it can hold
  std::vector<std::string_view> defaults;  ///< those it holds where none is asked for
  bool codes = false;                      ///< asks for ExportSettings::knowledge
  Result<std::unique_ptr<Exporter>> (*make)(const ExportSettings& settings) = nullptr;
  std::string_view rule = {};  ///< by which the figures of findings have to be made; empty: any

  /// The kinds to send for ExportSettings::kind: that one, or the defaults.
  std::vector<std::string_view> KindsFor(std::string_view kind) const;
};

/// All formats, in the order in which help lists them.
const std::vector<ExportFormat>& ExportFormats();

/// An Error that lists what there is for the name of no format, or for a kind that the format cannot hold.
Result<const ExportFormat*> FindFormat(std::string_view name, std::string_view kind);
Result<std::unique_ptr<Exporter>> MakeExporter(std::string_view format, const ExportSettings& settings);

}  // namespace dateline
