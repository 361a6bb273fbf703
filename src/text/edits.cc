#include "text/edits.h"

#include <algorithm>

namespace dateline {
namespace {

/// Copies stretches of a layer, in order.
class Copier {
 public:
  Copier(const Layer& in, std::string& out, OffsetMap& map) : in_(in), out_(out), map_(map) {}

  void Copy(uint32_t begin, uint32_t end) {
    if (begin >= end) return;
    out_.append(in_.text.substr(begin, end - begin));
    if (in_.map == nullptr) {
      map_.AddCopy(in_.base + begin, end - begin);
      return;
    }
    const std::vector<OffsetMap::Run>& runs = in_.map->runs();
    while (run_ < runs.size() && runs[run_].clean + runs[run_].clean_size <= begin) ++run_;
    for (size_t r = run_; r < runs.size() && runs[r].clean < end; ++r) {
      const OffsetMap::Run& run = runs[r];
      const uint32_t from = std::max(begin, run.clean), to = std::min(end, run.clean + run.clean_size);
      if (run.copied) map_.AddCopy(run.original + (from - run.clean), to - from);
      else map_.AddReplacement({run.original, run.original + run.original_size}, to - from);
    }
  }

  void Replace(uint32_t begin, uint32_t end, std::string_view text) {
    if (text.empty()) return;
    out_.append(text);
    const Span from = in_.map == nullptr ? Span{in_.base + begin, in_.base + end} : in_.map->ToOriginal({begin, end});
    map_.AddReplacement(from, static_cast<uint32_t>(text.size()));
  }

 private:
  const Layer& in_;
  std::string& out_;
  OffsetMap& map_;
  size_t run_ = 0;
};

}  // namespace

void EditList::Apply(const Layer& in, std::string& out, OffsetMap& map) const {
  Copier copier(in, out, map);
  uint32_t at = 0;
  for (const Edit& edit : edits_) {
    copier.Copy(at, edit.begin);
    copier.Replace(edit.begin, edit.end, std::string_view(pool_).substr(edit.text, edit.text_size));
    at = edit.end;
  }
  copier.Copy(at, static_cast<uint32_t>(in.text.size()));
}

}  // namespace dateline
