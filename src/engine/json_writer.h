// Writes JSON by appending to a string. It keeps no tree: commas are the only state, so a document's lines cost one buffer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

/// Appends one or more JSON values to `out`, which must outlive the writer. Output is valid UTF-8 whatever the strings hold: bytes that are not UTF-8 become
/// U+FFFD. Begin and End must be balanced by the caller. No allocation besides the growth of `out`.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  /// What comes next is a value of its own (a new line of `out`).
  void Restart() { comma_ = false; }

  void BeginObject() { Open('{'); }
  void EndObject() { Close('}'); }
  void BeginArray() { Open('['); }
  void EndArray() { Close(']'); }
  void Key(std::string_view key);

  void String(std::string_view text);
  void Integer(int64_t value);
  /// Whole numbers without a fraction ("36"), others in the shortest form that reads back the same; NaN and infinities as null.
  void Number(double value);
  /// At most `decimals` (0 to 9) digits after the point, trailing zeros left out.
  void Rounded(double value, int decimals);
  void Null();
  void Bool(bool value);

  /// `"key":"text"`; nothing at all when `text` is empty (an absent fact is an absent key).
  void Field(std::string_view key, std::string_view text);
  /// `"key":value`.
  void Field(std::string_view key, int64_t value);

 private:
  void Open(char bracket);
  void Close(char bracket);
  void Comma();

  std::string& out_;
  bool comma_ = false;  ///< a value stands before at this level
};

}  // namespace dateline
