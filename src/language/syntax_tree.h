// The dependency tree of one sentence from above: the children of every token, and how far what hangs on it reaches.
#pragma once

#include <cstdint>
#include <vector>

#include "dateline/document.h"

namespace dateline {

class SyntaxTree {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  /// Reads one sentence. O(tokens); no allocation once warm. A sentence without a tree has no children.
  void Read(const Document& doc, TokenRange sentence);

  TokenRange sentence() const { return sentence_; }
  bool Has(uint32_t token) const { return sentence_.Contains(token); }
  /// The first child in the order of the text, and the next one of the same parent; kNone: no more.
  uint32_t FirstChild(uint32_t token) const { return nodes_[token - sentence_.begin].child; }
  uint32_t NextSibling(uint32_t token) const { return nodes_[token - sentence_.begin].sibling; }
  /// The token that governs this one; kNone for the root.
  uint32_t Parent(uint32_t token) const { return nodes_[token - sentence_.begin].parent; }
  /// Steps to the root.
  uint32_t Depth(uint32_t token) const { return nodes_[token - sentence_.begin].depth; }
  /// The first and the last token of all that hangs on `token`, itself included.
  TokenRange Reach(uint32_t token) const { return nodes_[token - sentence_.begin].reach; }
  /// True when `token` hangs on `ancestor`, however far down, or is it. O(depth).
  bool Under(uint32_t token, uint32_t ancestor) const;
  /// The lowest token that both hang on. O(depth).
  uint32_t Common(uint32_t a, uint32_t b) const;

 private:
  struct Node {
    uint32_t child = kNone, sibling = kNone, parent = kNone, depth = 0;
    TokenRange reach;
  };
  TokenRange sentence_;
  std::vector<Node> nodes_;
  std::vector<uint32_t> order_;  ///< parents before their children
};

/// Walks the children of a token: for (const uint32_t c : ChildrenOf(tree, t)).
class ChildrenOf {
 public:
  ChildrenOf(const SyntaxTree& tree, uint32_t token) : tree_(tree), first_(tree.FirstChild(token)) {}
  struct Iterator {
    const SyntaxTree* tree;
    uint32_t at;
    uint32_t operator*() const { return at; }
    Iterator& operator++() { return at = tree->NextSibling(at), *this; }
    bool operator!=(const Iterator& other) const { return at != other.at; }
  };
  Iterator begin() const { return {&tree_, first_}; }
  Iterator end() const { return {&tree_, SyntaxTree::kNone}; }

 private:
  const SyntaxTree& tree_;
  uint32_t first_;
};

}  // namespace dateline
