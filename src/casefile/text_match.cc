#include "casefile/text_match.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/days.h"
#include "base/utf8.h"

namespace dateline {
namespace {

/// True when `needle` stands in `text` as whole words; both folded.
bool HasWords(std::string_view text, std::string_view needle) {
  const auto is_word = [&](size_t at) {
    const auto c = static_cast<unsigned char>(text[at]);
    return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  };
  for (size_t at = text.find(needle); at != std::string_view::npos; at = text.find(needle, at + 1)) {
    const size_t end = at + needle.size();
    if ((at == 0 || !is_word(at - 1)) && (end == text.size() || !is_word(end))) return true;
  }
  return false;
}

std::string_view TextOfValue(sqlite3_value* value) {
  const auto* bytes = static_cast<const char*>(sqlite3_value_blob(value));
  const int size = sqlite3_value_bytes(value);
  return bytes == nullptr || size <= 0 ? std::string_view{} : std::string_view(bytes, static_cast<size_t>(size));
}

/// SQL: dl_has_words(text, folded needle).
void SqlHasWords(sqlite3_context* context, int, sqlite3_value** values) {
  thread_local std::string folded;
  folded.clear();
  utf8::AppendFolded(TextOfValue(values[0]), folded);
  sqlite3_result_int(context, HasWords(folded, TextOfValue(values[1])) ? 1 : 0);
}

}  // namespace

bool AddTextFunctions(Database& db) {
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  return sqlite3_create_function_v2(db.raw(), "dl_has_words", 2, flags, nullptr, &SqlHasWords, nullptr, nullptr, nullptr) == SQLITE_OK;
}

bool IsDayOrLonger(const std::string& text) {
  if (text.size() == 4) return ParseIsoDay(text + "-01-01").has_value();
  if (text.size() == 7) return ParseIsoDay(text + "-01").has_value();
  return text.size() == 10 && ParseIsoDay(text).has_value();
}

Result<void> CheckDays(const std::string& since, const std::string& until) {
  for (const auto& [name, text] : {std::pair{"since", &since}, std::pair{"until", &until}}) {
    if (!text->empty() && !IsDayOrLonger(*text)) return Error{name, fmt::format("\"{}\" is no date", *text), "a day, month or year: 2018-01-15, 2018-01, 2018"};
  }
  return {};
}

bool IsHex(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string LowerAscii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::string AfterPrefix(const std::string& prefix) { return prefix + "g"; }

}  // namespace dateline
