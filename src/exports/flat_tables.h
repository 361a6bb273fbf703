// A small writer of FlatBuffers (https://flatbuffers.dev/internals/): as much as the messages of an Arrow file take. A table is built as a tree in memory and
// written front to back, so that every offset leads forward.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline::flat {

/// A vector of structs: bytes as they lie in the file, each `stride` long.
struct Structs {
  std::string bytes;
  uint32_t count = 0;
  uint32_t alignment = 8;
};

/// A table: its fields by their number in the schema. Fields that are not set have the value that the schema gives.
class Table {
 public:
  void Byte(uint32_t field, uint8_t value) { Scalar(field, value, 1); }
  void Short(uint32_t field, int16_t value) { Scalar(field, static_cast<uint64_t>(static_cast<uint16_t>(value)), 2); }
  void Int(uint32_t field, int32_t value) { Scalar(field, static_cast<uint64_t>(static_cast<uint32_t>(value)), 4); }
  void Long(uint32_t field, int64_t value) { Scalar(field, static_cast<uint64_t>(value), 8); }
  void Text(uint32_t field, std::string_view text) { Add(field, What::kText).bytes = text; }
  void Child(uint32_t field, Table child) { Add(field, What::kTable).tables.push_back(std::move(child)); }
  void Children(uint32_t field, std::vector<Table> children) { Add(field, What::kTables).tables = std::move(children); }
  void Vector(uint32_t field, const Structs& structs);

  /// The buffer whose root is this table; its size is a multiple of 8.
  std::string Finish() const;

 private:
  enum class What : uint8_t { kScalar, kText, kTable, kTables, kStructs };
  struct Field {
    uint32_t number = 0;
    What what = What::kScalar;
    uint32_t size = 4;  ///< in the table: of a scalar, or 4 for an offset
    uint64_t scalar = 0;
    std::string bytes;                  ///< of a text or of structs
    uint32_t count = 0, alignment = 4;  ///< of structs
    std::vector<Table> tables;
  };

  Field& Add(uint32_t number, What what);
  void Scalar(uint32_t number, uint64_t value, uint32_t size);
  /// Appends the table with all below it; returns where the table lies.
  size_t Write(std::string& out) const;
  /// The same for what a field leads to.
  static size_t WriteTarget(const Field& field, std::string& out);

  std::vector<Field> fields_;
};

/// Appends `value` little-endian in `size` bytes.
void Append(uint64_t value, size_t size, std::string& out);
/// Appends zero bytes up to a multiple of `alignment`.
void Pad(size_t alignment, std::string& out);

}  // namespace dateline::flat
