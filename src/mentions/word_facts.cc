#include "mentions/word_facts.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/table.h"
#include "base/utf8.h"
#include "text/lexicon.h"

namespace dateline {

void WordFacts::Count(std::string_view word, double proper, double other) {
  const double share = (other + 0.2) / (proper + other + 1);
  const uint32_t level = other < 2 ? 0 : share > 0.9 ? 3 : share > 0.5 ? 2 : share > 0.15 ? 1 : 0;
  if (level > 0) common[utf8::Fold(word)] = level;
}

uint32_t WordFacts::Commonness(std::string_view folded) const {
  uint32_t least = 3;
  for (const std::string_view word : SplitList(folded, ' ')) {
    const auto it = common.find(std::string(word));
    least = std::min(least, it == common.end() ? 0 : it->second);
  }
  return least;
}

Result<WordFacts> ReadWordFacts(const Container& knowledge) {
  auto lexicon = Lexicon::Open(knowledge.Section("lexicon"));
  if (!lexicon) return lexicon.error();
  auto tags = knowledge.OpenTable("tags.tsv");
  if (!tags) return tags.error();
  auto names = knowledge.OpenTable("given-names.tsv");
  if (!names) return names.error();
  std::vector<double> shares;
  std::vector<uint8_t> proper;
  double all = 0;
  for (const Table::Row& row : tags->rows()) {
    double count = 0;
    std::from_chars(row.cells[3].data(), row.cells[3].data() + row.cells[3].size(), count);
    shares.push_back(count);
    proper.push_back(row.cells[0].starts_with("PROPN") || row.cells[0].starts_with("X/"));
    all += count;
  }
  WordFacts out;
  for (uint32_t w = 0; w < lexicon->size(); ++w) {
    double named = 0, total = 0;
    for (const Reading& reading : lexicon->Readings(WordId{w})) {
      if (reading.tag >= shares.size()) continue;
      const double share = std::exp(16 - reading.cost / 128.0) * shares[reading.tag] / all;
      total += share;
      if (proper[reading.tag]) named += share;
    }
    const double count = lexicon->Count(WordId{w});
    if (total > 0) out.Count(lexicon->Text(WordId{w}), count * named / total, count * (1 - named / total));
  }
  for (const Table::Row& row : names->rows()) out.given_names.insert(utf8::Fold(row.cells[0]));
  return out;
}

}  // namespace dateline
