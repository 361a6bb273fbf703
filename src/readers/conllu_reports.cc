#include "readers/conllu_reports.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include "base/charset.h"
#include "base/days.h"
#include "readers/units.h"

namespace dateline {
namespace {

/// What "# key = value" says; empty for another line.
std::string_view ValueOf(std::string_view line, std::string_view key) {
  line.remove_prefix(std::min(line.find_first_not_of("# "), line.size()));
  if (!line.starts_with(key)) return {};
  line.remove_prefix(key.size());
  const size_t equals = line.find_first_not_of(" \t");
  if (equals == std::string_view::npos || line[equals] != '=') return {};
  const size_t begin = line.find_first_not_of(" \t", equals + 1);
  return begin == std::string_view::npos ? std::string_view() : line.substr(begin, line.find_last_not_of(" \t") + 1 - begin);
}

bool IsNewDocument(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of("# "), line.size()));
  return line.starts_with("newdoc") && (line.size() == 6 || line[6] == ' ' || line[6] == '\t');
}

std::string ValidUtf8(std::string_view bytes) {
  std::string out;
  OffsetMap map;
  Decode(bytes, Encoding::kUtf8, out, map);
  return out;
}

class ConlluFile {
 public:
  /// A line may be as long as a report; a report of CoNLL-U is several times its text.
  ConlluFile(const InputFile& input, const ReaderOptions& options, ReportSink& sink, std::unique_ptr<ByteSource> source)
      : input_(input), sink_(sink), limit_(4 * options.max_report_bytes), units_(std::move(source), limit_), name_(ValidUtf8(input.path)) {}

  void Read() {
    if (units_.Peek().starts_with("\xef\xbb\xbf")) units_.Skip(3);
    begin_ = units_.offset();
    while (going_) {
      const auto line = units_.NextLine();
      if (!line) break;
      Line(*line);
    }
    if (going_ && units_.fault()) {
      const Error& fault = *units_.fault();
      Fail(fault.what, fault.expected);
    } else if (going_) {
      Deliver();
      if (going_ && reports_ == 0) Fail("empty file", "sentences in CoNLL-U");
    }
  }

 private:
  void Line(const Unit& unit) {
    std::string_view line = unit.bytes;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (unit.oversized) {
      oversized_ = true;
    } else if (line.empty()) {
      between_ = true;
    } else {
      if (between_) BeginSentence(unit);
      // Comments may stand before "# newdoc": the document begins with them.
      if (line[0] == '#' && !words_ && IsNewDocument(line)) BeginDocument();
      words_ = words_ || line[0] != '#';
    }
    if (!oversized_ && text_.size() + unit.bytes.size() > limit_) oversized_ = true;
    if (oversized_) {
      sentence_ = 0;
      text_.clear();
    } else {
      text_.append(unit.bytes);
      text_ += '\n';
    }
    end_ = unit.end;
  }

  void BeginSentence(const Unit& unit) {
    between_ = words_ = false;
    sentence_ = text_.size();
    sentence_begin_ = unit.begin;
    sentence_line_ = unit.line;
  }

  /// Everything before the sentence at hand is a report.
  void BeginDocument() {
    std::string rest = text_.substr(sentence_);
    text_.resize(sentence_);
    end_ = sentence_begin_;
    Deliver();
    text_ = std::move(rest);
    sentence_ = 0;
    begin_ = sentence_begin_;
    line_ = sentence_line_;
  }

  void Deliver() {
    Report report;
    report.original = std::move(text_);
    text_.clear();
    if (ReadComments(report) || oversized_) {
      ++reports_;
      if (report.source_id.empty()) report.source_id = input_.source_id + "#" + std::to_string(reports_);
      report.uri = report.file = name_;
      report.unit_begin = begin_;
      report.unit_end = end_;
      report.line = line_;
      going_ = oversized_ ? Fail("document of over " + std::to_string(limit_ >> 20) + " MB", "documents begun by # newdoc") : sink_.Accept(std::move(report));
    }
    oversized_ = false;
  }

  /// Id, title and date from the comments; false where nothing but comments is there.
  static bool ReadComments(Report& report) {
    bool words = false;
    std::string date;
    const std::string_view text = report.original;
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find('\n', at), text.size());
      const std::string_view line = text.substr(at, end - at);
      at = end + 1;
      if (line.empty() || line == "\r") continue;
      if (line[0] != '#') {
        words = true;
        continue;
      }
      const auto take = [&](std::string_view key, std::string& out) {
        if (const std::string_view value = ValueOf(line, key); out.empty() && !value.empty()) out = ValidUtf8(value);
      };
      take("newdoc id", report.source_id);
      take("title", report.title);
      take("date", date);
    }
    if (ParseIsoDay(date)) {
      report.published = date;
      report.published_from = "comment:date";
    }
    return words;
  }

  bool Fail(std::string what, std::string expected) {
    return sink_.Fail({input_.path, input_.source_id, {name_ + ":" + std::to_string(line_), std::move(what), std::move(expected)}, false}, begin_, end_, line_);
  }

  const InputFile& input_;
  ReportSink& sink_;
  const size_t limit_;
  UnitReader units_;
  std::string name_, text_;
  size_t sentence_ = 0;  ///< where in text_ the sentence at hand begins
  uint64_t begin_ = 0, end_ = 0, sentence_begin_ = 0;
  uint32_t line_ = 1, sentence_line_ = 1;
  uint64_t reports_ = 0;
  bool between_ = true, words_ = false, oversized_ = false, going_ = true;
};

}  // namespace

Result<void> ReadConlluReports(const InputFile& input, const ReaderOptions& options, ReportSink& sink) {
  Result<std::unique_ptr<ByteSource>> source = OpenBytes(input.path);
  if (!source) return source.error();
  ConlluFile(input, options, sink, std::move(*source)).Read();
  return {};
}

}  // namespace dateline
