// A cleaning pass as a list of edits over its input: what is left out and what is put in another's place; all else is copied. Passes are stacked, and the
// offset map is carried through each of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/offset_map.h"

namespace dateline {

/// Text with the way back to the original: through `map`, or (no map) byte for byte from `base` on.
struct Layer {
  std::string_view text;
  uint32_t base = 0;
  const OffsetMap* map = nullptr;
};

class EditList {
 public:
  /// Edits must come in order and must not overlap; an empty one is ignored.
  void Delete(uint32_t begin, uint32_t end) {
    if (begin < end) edits_.push_back({begin, end, 0, 0});
  }
  /// Puts `text` in the place of [begin, end), begin < end.
  void Replace(uint32_t begin, uint32_t end, std::string_view text) {
    edits_.push_back({begin, end, static_cast<uint32_t>(pool_.size()), static_cast<uint32_t>(text.size())});
    pool_ += text;
  }
  bool empty() const { return edits_.empty(); }
  void Clear() { edits_.clear(), pool_.clear(); }
  /// The end of the last edit, 0 without one.
  uint32_t end() const { return edits_.empty() ? 0 : edits_.back().end; }

  /// Appends the edited text to `out` and its runs to `map`. O(text + edits + runs of the layer's map).
  void Apply(const Layer& in, std::string& out, OffsetMap& map) const;

 private:
  struct Edit {
    uint32_t begin, end, text, text_size;
  };
  std::vector<Edit> edits_;
  std::string pool_;
};

}  // namespace dateline
