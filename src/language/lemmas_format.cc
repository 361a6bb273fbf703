#include "language/lemmas_format.h"

#include <algorithm>
#include <cstring>

namespace dateline {
namespace {

void Put32(std::string& out, size_t value) {
  const auto narrow = static_cast<uint32_t>(value);
  char bytes[4];
  std::memcpy(bytes, &narrow, 4);
  out.append(bytes, 4);
}

template <class T>
void PutArray(std::string& out, const T* items, size_t count) {
  out.resize((out.size() + 7) & ~size_t{7});
  if (count > 0) out.append(reinterpret_cast<const char*>(items), count * sizeof(T));
}

/// Room for `count` items and at least as much air, so that probes are short and always end.
size_t SlotsFor(size_t count) {
  size_t slots = 16;
  while (slots < count + count / 2) slots *= 2;
  return slots;
}

template <class T>
std::vector<T> Spread(const std::vector<std::pair<uint64_t, T>>& items) {
  std::vector<T> slots(SlotsFor(items.size()));
  for (const auto& [hash, item] : items) {
    size_t at = LemmaSlot(hash, slots.size());
    while (slots[at].key != 0) at = (at + 1) & (slots.size() - 1);
    slots[at] = item;
    slots[at].key = LemmaKey(hash);
  }
  return slots;
}

std::vector<uint64_t> Filter(const std::vector<uint64_t>& hashes) {
  size_t words = 8;
  while (words * 64 < hashes.size() * 8) words *= 2;
  std::vector<uint64_t> filter(words);
  for (const uint64_t hash : hashes) {
    for (const size_t bit : LemmaFilterBits(hash, words)) filter[bit / 64] |= uint64_t{1} << bit % 64;
  }
  return filter;
}

}  // namespace

uint16_t LemmaTables::Edit(size_t strip, bool undouble, std::string_view added) {
  for (size_t i = 0; i < edits.size(); ++i) {
    const LemmaEdit& edit = edits[i];
    const bool same_end = edit.strip == strip && (edit.undouble != 0) == undouble;
    if (same_end && std::string_view(pool).substr(edit.added_at, edit.added) == added) return static_cast<uint16_t>(i);
  }
  size_t at = pool.find(added);
  if (at == std::string::npos) {
    at = pool.size();
    pool += added;
  }
  LemmaEdit edit;
  edit.added_at = static_cast<uint32_t>(at);
  edit.strip = static_cast<uint8_t>(strip);
  edit.undouble = undouble ? 1 : 0;
  edit.added = static_cast<uint8_t>(added.size());
  edits.push_back(edit);
  return static_cast<uint16_t>(edits.size() - 1);
}

std::string WriteLemmaSection(const LemmaTables& tables) {
  const auto rules = Spread(tables.rules);
  const auto words = Spread(tables.words);
  const auto filter = Filter(tables.known);
  std::string out(kLemmaMagic);
  for (const size_t count : {tables.infos.size(), tables.edits.size(), tables.pool.size(), rules.size(), words.size(), filter.size()}) Put32(out, count);
  out.resize(kLemmaHeader);
  PutArray(out, tables.classes.data(), tables.classes.size());
  PutArray(out, tables.infos.data(), tables.infos.size());
  PutArray(out, tables.edits.data(), tables.edits.size());
  PutArray(out, rules.data(), rules.size());
  PutArray(out, words.data(), words.size());
  PutArray(out, filter.data(), filter.size());
  PutArray(out, tables.pool.data(), tables.pool.size());
  return out;
}

}  // namespace dateline
