#include "readers/reader.h"

#include <algorithm>

#include "base/charset.h"
#include "readers/json_fields.h"
#include "readers/plain_text.h"
#include "readers/units.h"

namespace dateline {
namespace {

constexpr char kExpectedText[] = "UTF-8, UTF-16 or Windows-125x text";
constexpr char kExpectedObject[] = "one JSON object a line";

std::string SizeText(uint64_t bytes) {
  if (bytes < (1u << 20)) return std::to_string(bytes) + " bytes";
  return std::to_string((bytes + (1u << 19)) >> 20) + " MB";
}

std::string ValidUtf8(std::string_view name) {
  std::string out;
  OffsetMap map;
  Decode(name, Encoding::kUtf8, out, map);
  return out;
}

// What is told to the sink about one file.
class FileReader {
 public:
  FileReader(const InputFile& input, const ReaderOptions& options, ReportSink& sink, std::unique_ptr<ByteSource> source)
      : input_(input), options_(options), sink_(sink), units_(std::move(source), options.max_report_bytes), name_(ValidUtf8(input.path)) {}

  void Read() {
    const std::string_view head = units_.Peek();
    if (head.empty()) return units_.fault() ? TellFault(0) : void(Fail("", "empty file", "text", 0, 0, 0));
    switch (KindByContent(head)) {
      case Mode::kText: return ReadText();
      case Mode::kLines: return ReadLines();
      case Mode::kValues: return ReadValues();
      case Mode::kForeign: Fail("", "not text (looks like " + std::string(BinaryKind(head)) + ")", kExpectedText, 0, head.size(), 0); return;
      case Mode::kWide: Fail("", "JSON in UTF-16", "JSON in UTF-8", 0, head.size(), 0); return;
    }
  }

 private:
  enum class Mode { kText, kLines, kValues, kForeign, kWide };

  Mode KindByContent(std::string_view head) {
    if (!BinaryKind(head).empty()) return Mode::kForeign;
    const Encoding encoding = DetectEncoding(head);
    const bool wide = encoding == Encoding::kUtf16Le || encoding == Encoding::kUtf16Be;
    const InputKind named = KindOfName(input_.path);
    const InputKind kind = named == InputKind::kConllu ? InputKind::kUnknown : named;
    if (kind == InputKind::kText) return Mode::kText;
    if (wide) return kind == InputKind::kUnknown ? Mode::kText : Mode::kWide;
    const size_t first = head.find_first_not_of(" \t\r\n", head.starts_with("\xef\xbb\xbf") ? 3 : 0);
    if (first == std::string_view::npos) return kind == InputKind::kUnknown ? Mode::kText : Mode::kLines;
    const std::string_view json = head.substr(first);
    if (json[0] == '[') {
      const size_t next = json.find_first_not_of(" \t\r\n", 1);
      const bool list_of_objects = next != std::string_view::npos && (json[next] == '{' || json[next] == ']');
      return list_of_objects || kind == InputKind::kJson ? Mode::kValues : kind == InputKind::kUnknown ? Mode::kText : Mode::kLines;
    }
    if (json[0] != '{') return kind == InputKind::kUnknown ? Mode::kText : Mode::kLines;
    return kind == InputKind::kJsonLines ? Mode::kLines : LinesOrPretty(json);
  }

  // An object that breaks its first line before it closes is spread over lines.
  static Mode LinesOrPretty(std::string_view json) {
    const size_t line_end = json.find('\n');
    if (line_end == std::string_view::npos) return Mode::kLines;
    std::string_view line = json.substr(0, line_end);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    return line.ends_with('}') ? Mode::kLines : Mode::kValues;
  }

  bool Fail(const std::string& place, std::string what, std::string expected, uint64_t begin, uint64_t end, uint32_t line) {
    InputProblem problem;
    problem.path = input_.path;
    problem.source_id = input_.source_id;
    problem.error = {name_ + place, std::move(what), std::move(expected)};
    return sink_.Fail(std::move(problem), begin, end, line);
  }
  void TellFault(uint64_t begin) {
    const Error& fault = *units_.fault();
    Fail("", fault.what, fault.expected, begin, units_.offset(), 0);
  }

  void ReadText() {
    Report report;
    const bool whole = units_.ReadAll(report.original);
    const uint64_t size = units_.offset();
    if (units_.fault()) return TellFault(0);
    if (!whole) {
      Fail("", "report of " + SizeText(size), "at most " + SizeText(options_.max_report_bytes), 0, size, 0);
      return;
    }
    const Encoding encoding = DetectEncoding(report.original);
    if (encoding == Encoding::kBinary) {
      Fail("", "not text (looks like " + std::string(BinaryKind(report.original)) + ")", kExpectedText, 0, size, 0);
      return;
    }
    CutPlainText(report, encoding);
    if (report.parts.empty()) {
      Fail("", "empty file", "text", 0, size, 0);
      return;
    }
    report.source_id = input_.source_id;
    report.uri = name_;
    report.file = name_;
    report.unit_end = size;
    sink_.Accept(std::move(report));
  }

  void ReadLines() {
    SkipMark();
    size_t lines = 0;
    JsonReports json(options_);
    while (auto unit = units_.NextLine()) {
      if (!unit->oversized && unit->bytes.find_first_not_of(" \t\r") == std::string_view::npos) continue;
      if (unit->oversized && units_.fault()) break;
      ++lines;
      if (!ReadUnit(*unit, json, ", line " + std::to_string(unit->line), kExpectedObject)) return;
    }
    Finish(lines);
  }

  void ReadValues() {
    SkipMark();
    size_t values = 0;
    JsonReports json(options_);
    while (auto unit = units_.NextValue()) {
      ++values;
      const std::string place = ", object " + std::to_string(values);
      if ((unit->cut_off || unit->oversized) && units_.fault()) break;
      if (!ReadUnit(*unit, json, place, "a JSON array of objects, or one JSON object a line")) return;
    }
    Finish(values);
  }

  void Finish(size_t units) {
    if (units_.fault()) return TellFault(units_.offset());
    if (units == 0) Fail("", "empty file", kExpectedObject, 0, units_.offset(), 0);
  }

  void SkipMark() {
    if (units_.Peek().starts_with("\xef\xbb\xbf")) units_.Skip(3);
  }

  bool ReadUnit(const Unit& unit, JsonReports& json, const std::string& place, const char* expected) {
    ++index_;
    if (unit.oversized) return Fail(place, "report of " + SizeText(unit.end - unit.begin), "at most " + SizeText(options_.max_report_bytes),
        unit.begin, unit.end, unit.line);
    Report report;
    const Result<void> read = json.Read(unit.bytes, report);
    if (!read) {
      const Error& error = read.error();
      return Fail(place, unit.cut_off ? "ends in the middle of an object" : error.what, error.expected.empty() ? expected : error.expected,
          unit.begin, unit.end, unit.line);
    }
    if (report.source_id.empty()) report.source_id = input_.source_id + "#" + std::to_string(index_);
    if (report.uri.empty()) report.uri = name_;
    report.file = name_;
    report.unit_begin = unit.begin;
    report.unit_end = unit.end;
    report.line = unit.line;
    return sink_.Accept(std::move(report));
  }

  const InputFile& input_;
  const ReaderOptions& options_;
  ReportSink& sink_;
  UnitReader units_;
  std::string name_;
  uint64_t index_ = 0;
};

}  // namespace

Result<void> ReadReports(const InputFile& input, const ReaderOptions& options, ReportSink& sink) {
  Result<std::unique_ptr<ByteSource>> source = OpenBytes(input.path);
  if (!source) return source.error();
  FileReader(input, options, sink, std::move(*source)).Read();
  return {};
}

}  // namespace dateline
