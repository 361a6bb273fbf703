#include "findings/figure_words.h"

#include <algorithm>
#include <optional>

namespace dateline {
namespace {

std::optional<FigureWho> WhoByName(std::string_view name) {
  for (uint8_t i = 0; i <= static_cast<uint8_t>(FigureWho::kOther); ++i) {
    if (Name(static_cast<FigureWho>(i)) == name) return static_cast<FigureWho>(i);
  }
  return std::nullopt;
}

/// The words of a text in lower case, a blank before, between and after them.
std::string Words(std::string_view text) {
  std::string out = " ";
  for (const char raw : text) {
    const char c = raw >= 'A' && raw <= 'Z' ? static_cast<char>(raw - 'A' + 'a') : raw;
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) {
      out += c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

}  // namespace

Result<FigureWords> FigureWords::Load(const Container& knowledge) {
  auto table = knowledge.OpenTable(kTable);
  if (!table) return table.error();
  const auto sign = table->Column("sign"), words = table->Column("words"), value = table->Column("value");
  for (const auto* column : {&sign, &words, &value}) {
    if (!*column) return column->error();
  }
  FigureWords out;
  for (const Table::Row& row : table->rows()) {
    const std::string_view kind = row.cells[*sign];
    if (kind == "who") {
      const auto who = WhoByName(row.cells[*value]);
      if (!who) return Error{table->Where(row), "\"" + std::string(row.cells[*value]) + "\"", "total, civilians, soldiers, fighters, police, women, children or other"};
      if (!out.who_.emplace(row.cells[*words], *who).second) return Error{table->Where(row), "\"" + std::string(row.cells[*words]) + "\" a second time", "each word once"};
    } else if (kind == "correction" || kind == "joint") {
      (kind == "joint" ? out.joint_ : out.corrections_).push_back(Words(row.cells[*words]));
    } else if (kind == "manner" || kind == "state") {
      (kind == "manner" ? out.manners_ : out.states_).emplace(row.cells[*words], row.cells[*value]);
    } else {
      return Error{table->Where(row), "sign \"" + std::string(kind) + "\"", "who, correction, joint, manner or state"};
    }
  }
  return out;
}

FigureWho FigureWords::WhoOf(std::string_view text) const {
  const std::string words = Words(text);
  for (size_t at = 1; at < words.size();) {
    const size_t end = words.find(' ', at);
    if (const auto it = who_.find(words.substr(at, end - at)); it != who_.end()) return it->second;
    at = end + 1;
  }
  return words.size() > 1 ? FigureWho::kOther : FigureWho::kTotal;
}

bool FigureWords::Holds(std::string_view text, const std::vector<std::string>& phrases) {
  const std::string words = Words(text);
  return std::any_of(phrases.begin(), phrases.end(), [&](const std::string& phrase) { return words.find(phrase) != std::string::npos; });
}

}  // namespace dateline
