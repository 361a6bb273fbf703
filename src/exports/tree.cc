#include "exports/tree.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "exports/columns.h"

namespace dateline {
namespace {

constexpr uint32_t kNone = UINT32_MAX;
constexpr uint32_t kDeepest = 24;       // levels that are drawn; what lies deeper stands at the last of them
constexpr size_t kStep = 3;             // columns of a level
constexpr size_t kWidest = 72;          // of the column of words; longer words push their line out

class TreeDrawing {
 public:
  TreeDrawing(const Document& doc, const Sentence& sentence) : doc_(doc), begin_(sentence.tokens.begin), count_(sentence.tokens.size()) {
    Link();
    Order();
    Measure();
  }

  void Draw(std::string& out) {
    auto name = doc_.names.end();
    std::array<bool, kDeepest + 1> goes_on{};  // whether a sister of the word at this level is still to come
    for (const Row& row : rows_) {
      const uint32_t level = std::min(row.depth, kDeepest);
      goes_on[level] = !row.last;
      size_t width = kStep * level;
      for (uint32_t l = 1; l < level; ++l) out += goes_on[l] ? "│  " : "   ";
      if (level > 0) out += row.depth > kDeepest ? "┄┄ " : row.last ? "└─ " : "├─ ";
      const std::string_view form = doc_.token(row.token);
      out += form;
      width += DisplayWidth(form);
      Pad(words_ + 2 - std::min(width, words_), out);
      Cell(DeprelName(doc_.tokens.deprel[row.token]), relations_, out);
      name = std::lower_bound(doc_.names.begin(), doc_.names.end(), row.token, [](const NameMention& n, uint32_t t) { return n.tokens.end <= t; });
      const bool named = name != doc_.names.end() && name->tokens.begin <= row.token;
      if (named) Cell(UposName(doc_.tokens.upos[row.token]), 5, out);
      out += named ? NameTypeName(name->type) : UposName(doc_.tokens.upos[row.token]);
      out += '\n';
    }
  }

 private:
  struct Row {
    uint32_t token, depth;
    bool last;
  };

  uint32_t Head(uint32_t t) const { return doc_.tokens.head[t] - begin_; }

  /// Children of each word as a list, last first.
  void Link() {
    last_child_.assign(count_ + 1, kNone);  // the one behind them all: the roots
    sister_before_.assign(count_, kNone);
    for (uint32_t w = 0; w < count_; ++w) {
      const uint32_t head = Head(begin_ + w) == w ? count_ : Head(begin_ + w);
      sister_before_[w] = last_child_[head];
      last_child_[head] = w;
    }
  }

  /// Heads before their children, without recursion.
  void Order() {
    std::vector<Row> open;
    const auto push = [&](uint32_t parent, uint32_t depth) {
      for (uint32_t w = last_child_[parent]; w != kNone; w = sister_before_[w]) open.push_back({begin_ + w, depth, w == last_child_[parent]});
    };
    push(count_, 0);
    while (!open.empty()) {
      const Row row = open.back();
      open.pop_back();
      rows_.push_back(row);
      push(row.token - begin_, row.depth + 1);
    }
  }

  void Measure() {
    for (const Row& row : rows_) {
      const size_t width = kStep * std::min(row.depth, kDeepest) + DisplayWidth(doc_.token(row.token));
      if (width <= kWidest) words_ = std::max(words_, width);
      relations_ = std::max(relations_, DeprelName(doc_.tokens.deprel[row.token]).size());
    }
  }

  static void Pad(size_t width, std::string& out) { out.append(width, ' '); }
  static void Cell(std::string_view text, size_t width, std::string& out) {
    out += text;
    Pad(width + 2 - std::min(text.size(), width), out);
  }

  const Document& doc_;
  uint32_t begin_, count_;
  std::vector<uint32_t> last_child_, sister_before_;
  std::vector<Row> rows_;
  size_t words_ = 0, relations_ = 0;
};

}  // namespace

void AppendTree(const Document& doc, uint32_t sentence, std::string& out) { TreeDrawing(doc, doc.sentences[sentence]).Draw(out); }

}  // namespace dateline
