#include "findings/figure_tables.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace dateline {
namespace {

constexpr std::string_view kHedgeNames[kHedges] = {"exact", "about", "at_least", "at_most", "range", "vague"};
constexpr std::string_view kEndNames[] = {"low", "best", "high", "open", "zero"};

template <class Names>
std::optional<size_t> IndexIn(const Names& names, std::string_view name) {
  const auto found = std::find(std::begin(names), std::end(names), name);
  if (found == std::end(names)) return std::nullopt;
  return static_cast<size_t>(found - std::begin(names));
}

std::optional<double> Number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

struct Setting {
  std::string_view rule, key;
  double FigureRules::Tables::*field;
};
constexpr Setting kSettings[] = {
    {"acled", "plural_war", &FigureRules::Tables::plural_war},
    {"acled", "plural_peace", &FigureRules::Tables::plural_peace},
    {"dateline", "tail", &FigureRules::Tables::tail},
    {"dateline", "spread", &FigureRules::Tables::spread},
    {"dateline", "sureness", &FigureRules::Tables::sureness},
    {"dateline", "tau_toll", &FigureRules::Tables::tau_toll},
    {"dateline", "tau_level", &FigureRules::Tables::tau_level},
    {"dateline", "fortnight", &FigureRules::Tables::fortnight},
    {"dateline", "oldest_end", &FigureRules::Tables::oldest_end},
    {"dateline", "oldest", &FigureRules::Tables::oldest},
    {"dateline", "floor_stays", &FigureRules::Tables::floor_stays},
    {"dateline", "ceiling_stays", &FigureRules::Tables::ceiling_stays},
    {"dateline", "interval_stays", &FigureRules::Tables::interval_stays},
    {"dateline", "round_from", &FigureRules::Tables::round_from},
    {"dateline", "round_most", &FigureRules::Tables::round_most},
    {"dateline", "doubtful", &FigureRules::Tables::doubtful},
};

Result<void> ReadReading(const std::string& where, std::string_view key, std::string_view value, std::array<FigureRules::Tables::Reading, kHedges>& out) {
  const auto hedge = IndexIn(kHedgeNames, key);
  if (!hedge) return Error{where, "hedge \"" + std::string(key) + "\"", "exact, about, at_least, at_most, range or vague"};
  const auto ends = SplitList(value, ' ');
  if (ends.size() != 3) return Error{where, "\"" + std::string(value) + "\"", "three ends: low, best and high"};
  for (size_t i = 0; i < 3; ++i) {
    const auto end = IndexIn(kEndNames, ends[i]);
    if (!end || (i == 1 && *end > 2))
      return Error{where, "end \"" + std::string(ends[i]) + "\"", "low, best, high, open or zero (for the best one of the first three)"};
    out[*hedge][i] = static_cast<FigureEnd>(*end);
  }
  return {};
}

Result<void> ReadNumber(const std::string& where, std::string_view rule, std::string_view key, double value, FigureRules::Tables& out,
                        std::vector<bool>& seen) {
  const auto setting = std::find_if(std::begin(kSettings), std::end(kSettings), [&](const Setting& s) { return s.rule == rule && s.key == key; });
  if (setting == std::end(kSettings)) return Error{where, "setting \"" + std::string(key) + "\" of " + std::string(rule), "a setting that the rule has"};
  out.*setting->field = value;
  seen[static_cast<size_t>(setting - std::begin(kSettings))] = true;
  return {};
}

double EndOf(FigureEnd end, const FigureClaim& claim) {
  switch (end) {
    case FigureEnd::kLow: return claim.low;
    case FigureEnd::kBest: return claim.best;
    case FigureEnd::kHigh: return claim.high;
    case FigureEnd::kZero: return 0;
    case FigureEnd::kOpen: break;
  }
  return FigureClaim::kNone;
}

bool HasWord(std::string_view text, std::string_view word) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b; };
  auto at = text.begin();
  while ((at = std::search(at, text.end(), word.begin(), word.end(), same)) != text.end()) {
    const auto behind = at + static_cast<std::ptrdiff_t>(word.size());
    if ((at == text.begin() || !is_letter(at[-1])) && (behind == text.end() || !is_letter(*behind))) return true;
    ++at;
  }
  return false;
}

/// Half of what a figure was rounded to: 1,200 -> 50. 0: not rounded, as far as its zeros tell.
double HalfOfRounding(const FigureRules::Tables& tables, double best) {
  if (!(best >= std::max(1.0, tables.round_from)) || best > 1e15 || best != std::floor(best)) return 0;
  double step = 1;
  while (std::fmod(best, step * 10) == 0) step *= 10;
  return step < 10 ? 0 : std::floor(std::min(step / 2, best * tables.round_most));
}

/// A figure that the rule takes for such words; "dozens of thousands" is no plain "dozens".
std::optional<double> WordValue(const FigureRules::Tables& tables, FigureRule rule, const FigureClaim& claim, const FuseOptions& options) {
  if (claim.hedge != Hedge::kVague) return std::nullopt;
  for (const auto& [word, value] : tables.words[static_cast<size_t>(rule)]) {
    if (HasWord(claim.words, word) && !HasWord(claim.words, "thousands") && !HasWord(claim.words, "millions")) return value;
  }
  if (rule == FigureRule::kAcled && std::isnan(claim.low)) return options.active_war ? tables.plural_war : tables.plural_peace;
  return std::nullopt;
}

}  // namespace

Result<FigureRules::Tables> FigureRules::Tables::Read(const Table& table) {
  Tables out;
  std::vector<bool> seen(std::size(kSettings));
  std::array<std::array<bool, kHedges>, kFigureRules> read{};
  size_t column[4];
  constexpr std::string_view kColumns[] = {"rule", "kind", "key", "value"};
  for (size_t c = 0; c < 4; ++c) {
    const auto found = table.Column(kColumns[c]);
    if (!found) return found.error();
    column[c] = *found;
  }
  for (const Table::Row& row : table.rows()) {
    const std::string where = table.Where(row);
    const auto cell = [&](size_t c) { return row.cells[column[c]]; };
    const auto rule = FigureRuleByName(cell(0));
    if (!rule) return Error{where, rule.error().what, rule.error().expected};
    const size_t r = static_cast<size_t>(*rule);
    if (cell(1) == "reading") {
      if (auto sound = ReadReading(where, cell(2), cell(3), out.reading[r]); !sound) return sound.error();
      read[r][*IndexIn(kHedgeNames, cell(2))] = true;
      continue;
    }
    const auto value = Number(cell(3));
    if (!value) return Error{where, "\"" + std::string(cell(3)) + "\"", "a number that is not negative"};
    if (cell(1) == "word") {
      out.words[r].emplace_back(cell(2), *value);
    } else if (cell(1) == "letter" && *rule == FigureRule::kDateline && cell(2).size() == 1 && cell(2)[0] >= 'A' && cell(2)[0] <= 'E') {
      out.letter[static_cast<size_t>(cell(2)[0] - 'A')] = *value;
    } else if (cell(1) == "number") {
      if (auto sound = ReadNumber(where, cell(0), cell(2), *value, out, seen); !sound) return sound.error();
    } else {
      return Error{where, "kind \"" + std::string(cell(1)) + "\" with key \"" + std::string(cell(2)) + "\"",
                   "reading, word, number, or letter A to E of dateline"};
    }
  }
  for (size_t i = 0; i < seen.size(); ++i) {
    if (!seen[i])
      return Error{"knowledge/" + table.name(), "no setting \"" + std::string(kSettings[i].key) + "\" of " + std::string(kSettings[i].rule), "one row for it"};
  }
  for (size_t r = 0; r < kFigureRules; ++r) {
    const auto missing = std::find(read[r].begin(), read[r].end(), false);
    if (missing == read[r].end()) continue;
    const size_t hedge = static_cast<size_t>(missing - read[r].begin());
    return Error{"knowledge/" + table.name(), std::string(Name(static_cast<FigureRule>(r))) + " does not read " + std::string(kHedgeNames[hedge]),
                 "one row for it"};
  }
  return out;
}

FigureReading ReadClaim(const FigureRules::Tables& tables, FigureRule rule, const FigureClaim& claim, const FuseOptions& options) {
  FigureReading out;
  if (const auto word = WordValue(tables, rule, claim, options)) {
    out.low = out.best = out.high = *word;
    return out;
  }
  const auto& reading = tables.reading[static_cast<size_t>(rule)][static_cast<size_t>(claim.hedge)];
  out.low = EndOf(reading[0], claim);
  out.best = EndOf(reading[1], claim);
  out.high = EndOf(reading[2], claim);
  if (std::isnan(out.best)) out.best = !std::isnan(claim.best) ? claim.best : !std::isnan(claim.low) ? claim.low : !std::isnan(claim.high) ? claim.high : 0;
  if (claim.key.kind != FigureKind::kPrice) out.best = std::floor(out.best);  // "three or four": people are whole
  if (rule == FigureRule::kDateline && claim.hedge == Hedge::kExact) {
    const double half = HalfOfRounding(tables, out.best);
    out.low = out.best - half;
    out.high = out.best + half;
  }
  out.definite = claim.hedge == Hedge::kExact || claim.hedge == Hedge::kAbout;
  if (out.low > out.best) out.low = out.best;
  if (out.high < out.best) out.high = out.best;
  return out;
}

}  // namespace dateline
