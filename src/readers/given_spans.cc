#include "readers/given_spans.h"

#include <simdjson.h>

#include <algorithm>

#include "readers/byte_source.h"

namespace dateline {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::string_view kExpected = R"({"source_id": "...", "class": "place", "span": {"begin": 0, "end": 5}})";

Result<std::string> ReadBytes(const std::string& path, const std::string& name) {
  auto source = OpenBytes(path);
  if (!source) return Error{name, source.error().what, "a file of JSON lines"};
  std::string out;
  size_t size = 0;
  while (true) {
    out.resize(size + (size_t{1} << 20));
    const Result<size_t> read = (*source)->Read(out.data() + size, out.size() - size);
    if (!read) return Error{name, read.error().what, read.error().expected};
    if (*read == 0) break;
    size += *read;
  }
  out.resize(size);
  return out;
}

/// What is wrong with a line; empty: nothing.
std::string ReadLine(simdjson::dom::parser& parser, std::string_view line, const std::vector<std::string_view>& classes, std::string& report, GivenSpan& out) {
  object root, span;
  std::string_view text;
  if (parser.parse(line.data(), line.size()).get(root) != simdjson::SUCCESS) return "no JSON object";
  int64_t number = 0;
  if (root["source_id"].get(text) == simdjson::SUCCESS) report = text;
  else if (root["source_id"].get(number) == simdjson::SUCCESS) report = std::to_string(number);
  else return "no source_id";
  out.of_class = root["class"].get(text) == simdjson::SUCCESS ? std::string(text) : "place";
  if (std::find(classes.begin(), classes.end(), out.of_class) == classes.end()) return "class \"" + out.of_class + "\"";
  if (root["span"].get(span) != simdjson::SUCCESS) span = root;
  uint64_t begin = 0, end = 0;
  if (span["begin"].get(begin) != simdjson::SUCCESS || span["end"].get(end) != simdjson::SUCCESS) return "no begin and end";
  if (begin >= end || end > UINT32_MAX) return "begin " + std::to_string(begin) + ", end " + std::to_string(end);
  out.begin = static_cast<uint32_t>(begin);
  out.end = static_cast<uint32_t>(end);
  return {};
}

}  // namespace

Result<GivenSpans> GivenSpans::Read(const std::string& path, const std::vector<std::string_view>& classes) {
  GivenSpans out;
  out.name_ = path == "-" ? "standard input" : path;
  const auto bytes = ReadBytes(path, out.name_);
  if (!bytes) return bytes.error();
  simdjson::dom::parser parser;
  std::string report;
  uint64_t number = 0;
  for (size_t at = 0; at < bytes->size();) {
    const size_t end = std::min(bytes->find('\n', at), bytes->size());
    const std::string_view line = std::string_view(*bytes).substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    GivenSpan span;
    span.line = number;
    if (std::string wrong = ReadLine(parser, line, classes, report, span); !wrong.empty()) {
      std::string names;
      for (const std::string_view name : classes) names += (names.empty() ? "" : ", ") + std::string(name);
      const bool of_class = wrong.starts_with("class");
      out.problems_.push_back({out.name_ + ":" + std::to_string(number), std::move(wrong), of_class ? "one of " + names : std::string(kExpected) + ", begin before end"});
    } else {
      out.by_report_[report].push_back(std::move(span));
    }
  }
  return out;
}

const std::vector<GivenSpan>* GivenSpans::Of(const std::string& source_id) const {
  const auto it = by_report_.find(source_id);
  return it == by_report_.end() ? nullptr : &it->second;
}

}  // namespace dateline
