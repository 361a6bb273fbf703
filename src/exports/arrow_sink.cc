// The Arrow IPC file format (https://arrow.apache.org/docs/format/Columnar.html), version 5 of the metadata, little-endian, uncompressed: a schema, record
// batches of at most kBatchRows rows, and a footer that says where they lie. Absent values are nulls in the validity bitmaps.
#include <bit>

#include "base/days.h"
#include "exports/flat_tables.h"
#include "exports/tabular.h"

static_assert(std::endian::native == std::endian::little, "values are copied as they lie in memory");

namespace dateline {
namespace {

using flat::Structs;
using flat::Table;

constexpr std::string_view kMagic = "ARROW1";
constexpr size_t kBatchRows = 65536;
constexpr size_t kBatchBytes = size_t{64} << 20;  // of texts in one column
constexpr size_t kAlignment = 64;
// Numbers of the format's own tables (Message.fbs, Schema.fbs, File.fbs).
constexpr int16_t kVersion = 4;
constexpr uint8_t kSchemaMessage = 1, kBatchMessage = 3;
constexpr uint8_t kIntType = 2, kFloatType = 3, kTextType = 5, kDateType = 8;
constexpr int16_t kDouble = 2, kDays = 0;

template <class T>
void AppendValue(T value, std::string& out) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

Table FieldOf(const ColumnHead& head) {
  Table field, type;
  uint8_t kind = kTextType;
  if (head.type == CellType::kNumber) {
    kind = kFloatType;
    type.Short(0, kDouble);
  } else if (head.type == CellType::kWhole) {
    kind = kIntType;
    type.Int(0, 64);
    type.Byte(1, 1);
  } else if (head.type == CellType::kDay) {
    kind = kDateType;
    type.Short(0, kDays);
  }
  field.Text(0, head.name);
  field.Byte(1, 1);
  field.Byte(2, kind);
  field.Child(3, std::move(type));
  field.Children(5, {});
  return field;
}

Table SchemaOf(std::span<const ColumnHead> heads) {
  std::vector<Table> fields;
  for (const ColumnHead& head : heads) fields.push_back(FieldOf(head));
  Table schema;
  schema.Short(0, 0);
  schema.Children(1, std::move(fields));
  return schema;
}

/// The values of one column of a batch.
class ArrowColumn {
 public:
  explicit ArrowColumn(CellType type) : type_(type) { Clear(); }

  void Append(const Cell& cell) {
    bool given = cell.given();
    switch (type_) {
      case CellType::kText:
        if (given) data_ += cell.text();
        AppendValue(static_cast<int32_t>(data_.size()), offsets_);
        break;
      case CellType::kNumber: AppendValue(given ? cell.number() : 0.0, data_); break;
      case CellType::kWhole: AppendValue(given ? cell.whole() : int64_t{0}, data_); break;
      case CellType::kDay: {
        const std::optional<int32_t> day = given ? ParseIsoDay(cell.text()) : std::nullopt;
        given = day.has_value();
        AppendValue(day.value_or(0), data_);
      }
    }
    if (rows_ % 8 == 0) validity_ += '\0';
    if (given) {
      validity_.back() = static_cast<char>(static_cast<unsigned char>(validity_.back()) | 1u << rows_ % 8);
    } else {
      ++nulls_;
    }
    ++rows_;
  }

  /// Appends the column's node, its buffers and their bytes.
  void Take(Structs& nodes, Structs& buffers, std::string& body) {
    flat::Append(rows_, 8, nodes.bytes);
    flat::Append(nulls_, 8, nodes.bytes);
    ++nodes.count;
    if (nulls_ == 0) validity_.clear();
    Buffer(validity_, buffers, body);
    if (type_ == CellType::kText) Buffer(offsets_, buffers, body);
    Buffer(data_, buffers, body);
    Clear();
  }

  size_t bytes() const { return data_.size(); }

 private:
  static void Buffer(const std::string& bytes, Structs& buffers, std::string& body) {
    flat::Append(body.size(), 8, buffers.bytes);
    flat::Append(bytes.size(), 8, buffers.bytes);
    ++buffers.count;
    body += bytes;
    flat::Pad(kAlignment, body);
  }

  void Clear() {
    rows_ = nulls_ = 0;
    validity_.clear();
    data_.clear();
    offsets_.clear();
    if (type_ == CellType::kText) AppendValue(int32_t{0}, offsets_);
  }

  CellType type_;
  size_t rows_ = 0, nulls_ = 0;
  std::string validity_, offsets_, data_;
};

class ArrowSink : public TableSink {
 public:
  void Begin(std::span<const ColumnHead> heads, std::string& out) override {
    heads_.assign(heads.begin(), heads.end());
    columns_.clear();
    for (const ColumnHead& head : heads_) columns_.emplace_back(head.type);
    written_ = rows_ = 0;
    blocks_ = {};
    std::string file(kMagic);
    flat::Pad(8, file);
    Message(kSchemaMessage, SchemaOf(heads_), 0, file);
    Write(file, out);
  }

  void Row(std::span<const Cell> cells, std::string& out) override {
    bool full = ++rows_ == kBatchRows;
    for (size_t i = 0; i < cells.size(); ++i) {
      columns_[i].Append(cells[i]);
      full = full || columns_[i].bytes() >= kBatchBytes;
    }
    if (full) Batch(out);
  }

  void End(std::string& out) override {
    if (rows_ > 0) Batch(out);
    std::string file;
    flat::Append(0xFFFFFFFF, 4, file);
    flat::Append(0, 4, file);
    Table footer;
    footer.Short(0, kVersion);
    footer.Child(1, SchemaOf(heads_));
    footer.Vector(2, Structs{});
    footer.Vector(3, blocks_);
    const std::string bytes = footer.Finish();
    file += bytes;
    flat::Append(bytes.size(), 4, file);
    file += kMagic;
    Write(file, out);
  }

 private:
  /// Appends a message without its body; returns its size.
  static size_t Message(uint8_t kind, Table header, size_t body_size, std::string& out) {
    Table message;
    message.Short(0, kVersion);
    message.Byte(1, kind);
    message.Child(2, std::move(header));
    message.Long(3, static_cast<int64_t>(body_size));
    const std::string bytes = message.Finish();
    flat::Append(0xFFFFFFFF, 4, out);
    flat::Append(bytes.size(), 4, out);
    out += bytes;
    return bytes.size() + 8;
  }

  void Batch(std::string& out) {
    Structs nodes, buffers;
    std::string body;
    for (ArrowColumn& column : columns_) column.Take(nodes, buffers, body);
    Table batch;
    batch.Long(0, static_cast<int64_t>(rows_));
    batch.Vector(1, nodes);
    batch.Vector(2, buffers);
    std::string message;
    const size_t size = Message(kBatchMessage, std::move(batch), body.size(), message);
    flat::Append(written_, 8, blocks_.bytes);
    flat::Append(size, 8, blocks_.bytes);  // an int and its padding
    flat::Append(body.size(), 8, blocks_.bytes);
    ++blocks_.count;
    Write(message, out);
    Write(body, out);
    rows_ = 0;
  }

  void Write(const std::string& bytes, std::string& out) {
    out += bytes;
    written_ += bytes.size();
  }

  std::vector<ColumnHead> heads_;
  std::vector<ArrowColumn> columns_;
  size_t rows_ = 0;
  uint64_t written_ = 0;  ///< bytes of the file so far
  Structs blocks_;
};

}  // namespace

std::unique_ptr<TableSink> MakeArrowSink() { return std::make_unique<ArrowSink>(); }

}  // namespace dateline
