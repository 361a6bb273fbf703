#include "text/word_levels.h"

#include <algorithm>
#include <cmath>

namespace dateline {

WordLevels::WordLevels(const Vocabulary& vocabulary) {
  uint64_t size = 4;
  while (size < uint64_t{vocabulary.size()} * 3) size *= 2;
  slots_.assign(size, 0);
  mask_ = size - 1;
  double total = 1;
  for (uint32_t id = 0; id < vocabulary.size(); ++id) {
    const uint64_t hash = CaselessHash(vocabulary.Text(WordId{id}));
    const uint32_t count = vocabulary.lexicon().Count(WordId{id});
    total += count;
    const double level = count == 0 ? 1 : std::min(255.0, 2 + std::round(8 * std::log(count)));
    uint64_t slot = hash & mask_;
    while (slots_[slot] != 0 && (slots_[slot] >> 8) != Tag(hash)) slot = (slot + 1) & mask_;
    const uint32_t old = slots_[slot] & 0xFF;
    slots_[slot] = (Tag(hash) << 8) | std::max(old, static_cast<uint32_t>(level));
  }
  log_total_ = std::log(total);
}

}  // namespace dateline
