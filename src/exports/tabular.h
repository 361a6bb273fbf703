// Tables on their way out: typed cells, columns that know how to fill them, and the sinks that write rows as text (CSV, tab-separated) or as Arrow. A format
// that is a table says only which columns it has and how a cell comes from a record or a finding.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline {

enum class CellType : uint8_t {
  kText,
  kNumber,  ///< a double
  kWhole,   ///< an int64_t
  kDay,     ///< text "2018-01-15"
};

struct ColumnHead {
  std::string name;
  CellType type = CellType::kText;
  std::string tag = {};  ///< HXL hashtag with attributes; empty: the column stays out of HXL
};

/// One value of a row, or none. Keeps its memory between rows.
class Cell {
 public:
  void Clear() { given_ = false; }
  /// Empty text is no value. Bytes that are not UTF-8 become U+FFFD.
  void Text(std::string_view text);
  /// NaN and infinities are no value.
  void Number(double value);
  void Whole(int64_t value);

  bool given() const { return given_; }
  std::string_view text() const { return text_; }
  /// Of a number or a whole number.
  double number() const { return number_; }
  int64_t whole() const { return whole_; }
  /// The value as it stands in a text table: `type` is that of its column.
  void AppendTo(CellType type, std::string& out) const;

 private:
  bool given_ = false;
  std::string text_;
  double number_ = std::numeric_limits<double>::quiet_NaN();
  int64_t whole_ = 0;
};

/// A column and how its cell comes from a Source.
template <class Source>
struct Column {
  std::string name;
  CellType type;
  std::string tag;
  void (*write)(const Source& source, size_t index, Cell& cell);
  size_t index = 0;  ///< for columns made in series
};

/// Columns with the cells of one row.
template <class Source>
class Rows {
 public:
  explicit Rows(std::vector<Column<Source>> columns) : columns_(std::move(columns)), cells_(columns_.size()) {}

  std::vector<ColumnHead> Heads() const {
    std::vector<ColumnHead> out;
    for (const Column<Source>& column : columns_) out.push_back({column.name, column.type, column.tag});
    return out;
  }
  /// Valid until the next call.
  std::span<const Cell> Fill(const Source& source) {
    for (size_t i = 0; i < columns_.size(); ++i) {
      cells_[i].Clear();
      columns_[i].write(source, columns_[i].index, cells_[i]);
    }
    return cells_;
  }

 private:
  std::vector<Column<Source>> columns_;
  std::vector<Cell> cells_;
};

/// Where rows go. Call Begin, Row any number of times with as many cells as heads, End.
class TableSink {
 public:
  virtual ~TableSink() = default;
  virtual void Begin(std::span<const ColumnHead> heads, std::string& out) = 0;
  virtual void Row(std::span<const Cell> cells, std::string& out) = 0;
  virtual void End(std::string& out) = 0;
};

struct TextTable {
  char separator =
      ',';  ///< ',': RFC 4180, CRLF. '\t': LF; tabs and line ends within a cell become blanks. In both, a cell with quotes is quoted, and they are doubled.
  bool safe = false;  ///< texts that a spreadsheet would run as a formula get an apostrophe before them (IsFormula), and every text is quoted
  bool tags = false;  ///< a row of HXL tags below the heads; columns without a tag are left out
};
std::unique_ptr<TableSink> MakeTextSink(const TextTable& form);
/// The Arrow IPC file format, uncompressed (exports/arrow_sink.cc).
std::unique_ptr<TableSink> MakeArrowSink();

/// True for a text that begins as a formula does in Excel, LibreOffice or Google Sheets: = + - @, their full-width forms, tab, CR, LF.
bool IsFormula(std::string_view text);

/// Appends a number as tables have it: whole numbers without a fraction, others in the shortest form that reads back the same.
void AppendNumber(double value, std::string& out);

}  // namespace dateline
