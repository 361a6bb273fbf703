// Cuts a stream of bytes into units - lines, or the objects of a JSON array - one at a time, without holding more than the longest unit allowed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "readers/byte_source.h"

namespace dateline {

/// One unit. `bytes` lives until the next call and is followed by at least UnitReader::kPadding readable bytes.
struct Unit {
  std::string_view bytes;    ///< empty when `oversized`
  uint64_t begin = 0;        ///< bytes of the unpacked stream
  uint64_t end = 0;
  uint32_t line = 0;         ///< 1-based line on which it begins
  bool oversized = false;    ///< longer than the cap: skipped, its size is end - begin
  bool cut_off = false;      ///< the stream ended inside it
};

class UnitReader {
 public:
  static constexpr size_t kPadding = 64;

  UnitReader(std::unique_ptr<ByteSource> source, size_t max_unit_bytes);

  /// Up to 4 KiB of what comes next, without consuming it.
  std::string_view Peek();
  /// Consumes `size` bytes that Peek has shown.
  void Skip(size_t size);
  /// The next line without its line end; none at the end of the stream. After a fault of the source the unfinished line is left out.
  std::optional<Unit> NextLine();
  /// The next top-level JSON value of a stream of values or of an array: blanks, commas and the brackets of the array around it are passed
  /// over. An object goes to its closing brace;
  /// anything else to the next comma, bracket or line end.
  std::optional<Unit> NextValue();
  /// Reads all that is left, up to the cap; false when there is more (the rest is then counted in offset(), up to 1 GiB).
  bool ReadAll(std::string& out);

  const std::optional<Error>& fault() const { return fault_; }
  uint64_t offset() const { return offset_; }  ///< of the next byte
  uint32_t line() const { return line_; }

 private:
  bool Fill();
  std::string_view Resident() const { return {buffer_.data() + at_, end_ - at_}; }
  Unit Emit(size_t size, size_t consumed);
  Unit SkipLine();
  std::optional<Unit> SkipObject();
  bool PassBlanks();

  std::unique_ptr<ByteSource> source_;
  size_t cap_;
  std::vector<char> buffer_;
  size_t at_ = 0;
  size_t end_ = 0;
  uint64_t offset_ = 0;
  uint32_t line_ = 1;
  bool done_ = false;
  std::optional<Error> fault_;
};

}  // namespace dateline
