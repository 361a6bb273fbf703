#include "dateline/offset_map.h"

#include <algorithm>

namespace dateline {

void OffsetMap::AddCopy(uint32_t original, uint32_t size) {
  if (size == 0) return;
  if (!runs_.empty()) {
    Run& last = runs_.back();
    if (last.copied && last.original + last.original_size == original) {
      last.clean_size += size;
      last.original_size += size;
      clean_size_ += size;
      return;
    }
  }
  runs_.push_back({clean_size_, original, size, size, true});
  clean_size_ += size;
}

void OffsetMap::AddReplacement(Span from, uint32_t size) {
  if (size == 0) return;
  runs_.push_back({clean_size_, from.begin, size, from.size(), false});
  clean_size_ += size;
}

Span OffsetMap::ToOriginal(Span clean) const {
  clean.end = std::min(clean.end, clean_size_);
  if (clean.empty()) return {};
  const auto run_at = [&](uint32_t at) {
    return std::prev(std::upper_bound(runs_.begin(), runs_.end(), at, [](uint32_t value, const Run& run) { return value < run.clean; }));
  };
  const auto first = run_at(clean.begin), last = run_at(clean.end - 1);
  const uint32_t begin = first->copied ? first->original + (clean.begin - first->clean) : first->original;
  const uint32_t end = last->copied ? last->original + (clean.end - last->clean) : last->original + last->original_size;
  return {begin, std::max(begin, end)};
}

Span OffsetMap::ToClean(Span original) const {
  if (original.empty()) return {};
  auto it = std::partition_point(runs_.begin(), runs_.end(), [&](const Run& run) { return run.original + run.original_size <= original.begin; });
  Span out;
  bool found = false;
  for (; it != runs_.end() && it->original < original.end; ++it) {
    const uint32_t begin = it->copied ? it->clean + (std::max(original.begin, it->original) - it->original) : it->clean;
    const uint32_t end = it->copied ? it->clean + (std::min(original.end, it->original + it->original_size) - it->original) : it->clean + it->clean_size;
    if (begin >= end) continue;
    if (!found) out.begin = begin;
    out.end = end;
    found = true;
  }
  return out;
}

}  // namespace dateline
