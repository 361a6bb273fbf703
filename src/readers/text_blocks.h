// A text file of any size in blocks that end where a paragraph ends (or, of CoNLL-U, a sentence). Where the cuts lie depends on the bytes alone.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "readers/byte_source.h"

namespace dateline {

struct TextBlock {
  std::string bytes;
  uint32_t line = 1;       ///< on which it begins
  bool continues = false;  ///< begins inside a paragraph
};

class TextBlocks {
 public:
  enum class End : uint8_t { kLine, kBlankLine };

  static constexpr size_t kBlock = 32 << 10;          ///< what a block is meant to hold
  static constexpr size_t kLongest = 256 << 10;       ///< a longer paragraph is cut at white space, or between two characters
  static constexpr size_t kLongestRows = 32 << 20;  ///< a longer stretch without a blank line is a fault

  TextBlocks(std::unique_ptr<ByteSource> source, End end) : source_(std::move(source)), end_(end) {}

  /// Up to 4 KiB of what comes next, without consuming it.
  std::string_view Peek();
  /// The next block that holds more than white space; none at the end or after a fault. Memory: the longest block and a read of 64 KiB.
  std::optional<TextBlock> Next();
  const std::optional<Error>& fault() const { return fault_; }
  uint32_t line() const { return line_; }

 private:
  /// Reads until `size` bytes are there, or the end.
  void Fill(size_t size);
  std::string_view Rest() const { return std::string_view(buffer_).substr(at_); }
  /// The size of the next block; 0: a fault.
  size_t Size();
  size_t Cut(size_t limit);

  std::unique_ptr<ByteSource> source_;
  End end_;
  std::string buffer_;
  size_t at_ = 0;
  uint32_t line_ = 1;
  bool inside_ = false, done_ = false;
  std::optional<Error> fault_;
};

}  // namespace dateline
