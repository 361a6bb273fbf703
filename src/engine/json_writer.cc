#include "engine/json_writer.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/utf8.h"

namespace dateline {
namespace {

constexpr double kMaxWhole = 9007199254740992.0;  // 2^53: whole numbers up to here are exact

void AppendEscaped(std::string& out, unsigned char c) {
  static constexpr char kHex[] = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default:
      out += "\\u00";
      out += kHex[c >> 4];
      out += kHex[c & 15];
  }
}

}  // namespace

void JsonWriter::Comma() {
  if (comma_) out_ += ',';
  comma_ = true;
}

void JsonWriter::Open(char bracket) {
  Comma();
  out_ += bracket;
  comma_ = false;
}

void JsonWriter::Close(char bracket) {
  out_ += bracket;
  comma_ = true;
}

void JsonWriter::Key(std::string_view key) {
  String(key);
  out_ += ':';
  comma_ = false;
}

void JsonWriter::String(std::string_view text) {
  Comma();
  out_ += '"';
  size_t copied = 0;  // all before is in `out_`
  for (size_t at = 0; at < text.size();) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') {
      ++at;
      continue;
    }
    if (c >= 0x80) {
      const utf8::Decoded decoded = utf8::Decode(text, at);
      if (decoded.size > 1) {
        at += decoded.size;
        continue;
      }
    }
    out_.append(text, copied, at - copied);
    if (c >= 0x80) {
      utf8::Append(out_, utf8::kReplacement);
    } else {
      AppendEscaped(out_, c);
    }
    copied = ++at;
  }
  out_.append(text, copied, text.size() - copied);
  out_ += '"';
}

void JsonWriter::Integer(int64_t value) {
  Comma();
  char buffer[24];
  out_.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

void JsonWriter::Number(double value) {
  if (!std::isfinite(value)) return Null();
  if (std::trunc(value) == value && std::abs(value) <= kMaxWhole) return Integer(static_cast<int64_t>(value));
  Comma();
  char buffer[32];
  out_.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

void JsonWriter::Rounded(double value, int decimals) {
  if (!std::isfinite(value)) return Null();
  const double scale = std::pow(10.0, decimals);
  const double rounded = std::round(value * scale) / scale;  // the double nearest to that decimal, so its shortest form has no more digits
  if (std::trunc(rounded) == rounded || std::abs(rounded) > kMaxWhole) return Number(rounded);
  Comma();
  char buffer[32];
  out_.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, rounded, std::chars_format::fixed).ptr);
}

void JsonWriter::Null() {
  Comma();
  out_ += "null";
}

void JsonWriter::Bool(bool value) {
  Comma();
  out_ += value ? "true" : "false";
}

void JsonWriter::Field(std::string_view key, std::string_view text) {
  if (text.empty()) return;
  Key(key);
  String(text);
}

void JsonWriter::Field(std::string_view key, int64_t value) {
  Key(key);
  Integer(value);
}

}  // namespace dateline
