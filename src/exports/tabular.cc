#include "exports/tabular.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/utf8.h"

namespace dateline {
namespace {

constexpr double kMaxWhole = 1e15;

/// `text` with what parts cells and rows of a tab-separated table as blanks.
void AppendPlain(std::string_view text, std::string& out) {
  const size_t begin = out.size();
  out += text;
  std::replace_if(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
}

void AppendQuoted(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

class TextSink : public TableSink {
 public:
  explicit TextSink(const TextTable& form) : form_(form) {}

  void Begin(std::span<const ColumnHead> heads, std::string& out) override {
    heads_.assign(heads.begin(), heads.end());
    const auto line = [&](std::string ColumnHead::* field) {
      bool first = true;
      for (const ColumnHead& head : heads_) {
        if (!Shown(head)) continue;
        if (!std::exchange(first, false)) out += form_.separator;
        AppendText(head.*field, false, out);
      }
      EndRow(out);
    };
    line(&ColumnHead::name);
    if (form_.tags) line(&ColumnHead::tag);
  }

  void Row(std::span<const Cell> cells, std::string& out) override {
    bool first = true;
    for (size_t i = 0; i < cells.size(); ++i) {
      if (!Shown(heads_[i])) continue;
      if (!std::exchange(first, false)) out += form_.separator;
      if (!cells[i].given()) continue;
      value_.clear();
      cells[i].AppendTo(heads_[i].type, value_);
      AppendText(value_, form_.safe && heads_[i].type == CellType::kText, out);
    }
    EndRow(out);
  }

  void End(std::string&) override {}

 private:
  bool Shown(const ColumnHead& head) const { return !form_.tags || !head.tag.empty(); }

  /// `guard`: a spreadsheet must take it for a text.
  void AppendText(std::string_view text, bool guard, std::string& out) {
    guarded_.clear();
    if (guard && IsFormula(text)) text = guarded_.append("'").append(text);
    if (form_.separator == '\t') {
      plain_.clear();
      AppendPlain(text, plain_);
      text = plain_;
    }
    const bool parts = form_.separator == ',' && text.find_first_of(",\r\n") != std::string_view::npos;
    if (guard || parts || text.find('"') != std::string_view::npos) return AppendQuoted(text, out);
    out += text;
  }

  void EndRow(std::string& out) const { out += form_.separator == '\t' ? "\n" : "\r\n"; }

  TextTable form_;
  std::vector<ColumnHead> heads_;
  std::string value_, guarded_, plain_;
};

}  // namespace

void AppendNumber(double value, std::string& out) {
  if (!std::isfinite(value)) return;
  char buffer[32];
  const bool whole = std::trunc(value) == value && std::abs(value) < kMaxWhole;
  out.append(buffer,
             whole ? std::to_chars(buffer, buffer + sizeof buffer, static_cast<int64_t>(value)).ptr : std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

bool IsFormula(std::string_view text) {
  if (text.empty()) return false;
  if (std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) return true;
  const char32_t first = utf8::Decode(text, 0).code;
  return first == 0xFF1D || first == 0xFF0B || first == 0xFF0D || first == 0xFF20;
}

void Cell::Text(std::string_view text) {
  given_ = !text.empty();
  text_.clear();
  if (utf8::IsValid(text)) {
    text_ = text;
    return;
  }
  for (size_t at = 0; at < text.size();) {
    const utf8::Decoded d = utf8::Decode(text, at);
    utf8::Append(text_, d.code);
    at += d.size;
  }
}

void Cell::Number(double value) {
  given_ = std::isfinite(value);
  number_ = value;
}

void Cell::Whole(int64_t value) {
  given_ = true;
  whole_ = value;
  number_ = static_cast<double>(value);
}

void Cell::AppendTo(CellType type, std::string& out) const {
  if (!given_) return;
  switch (type) {
    case CellType::kText:
    case CellType::kDay: out += text_; return;
    case CellType::kNumber: AppendNumber(number_, out); return;
    case CellType::kWhole: out += std::to_string(whole_); return;
  }
}

std::unique_ptr<TableSink> MakeTextSink(const TextTable& form) { return std::make_unique<TextSink>(form); }

}  // namespace dateline
