#include "language/syntax_tree.h"

#include <algorithm>

namespace dateline {

void SyntaxTree::Read(const Document& doc, TokenRange sentence) {
  sentence_ = sentence;
  nodes_.assign(sentence.size(), {});
  order_.clear();
  const auto& tok = doc.tokens;
  const bool has_tree = tok.head.size() >= sentence.end && tok.deprel.size() >= sentence.end;
  for (uint32_t t = sentence.end; t-- > sentence.begin;) {
    Node& node = nodes_[t - sentence.begin];
    node.reach = {t, t + 1};
    if (!has_tree || tok.head[t] == t || !sentence.Contains(tok.head[t])) {
      order_.push_back(t);
      continue;
    }
    node.parent = tok.head[t];
    Node& parent = nodes_[node.parent - sentence.begin];
    node.sibling = parent.child;
    parent.child = t;
  }
  for (size_t i = 0; i < order_.size(); ++i) {
    const uint32_t depth = nodes_[order_[i] - sentence.begin].depth + 1;
    for (uint32_t c = nodes_[order_[i] - sentence.begin].child; c != kNone; c = nodes_[c - sentence.begin].sibling) {
      nodes_[c - sentence.begin].depth = depth;
      order_.push_back(c);
    }
  }
  if (order_.size() != sentence.size()) {
    // Heads in a circle, as a file of trees may give them: no tree.
    for (uint32_t t = sentence.begin; t < sentence.end; ++t) nodes_[t - sentence.begin] = {kNone, kNone, kNone, 0, {t, t + 1}};
    return;
  }
  for (size_t i = order_.size(); i-- > 0;) {
    const Node& node = nodes_[order_[i] - sentence.begin];
    if (node.parent == kNone) continue;
    TokenRange& reach = nodes_[node.parent - sentence.begin].reach;
    reach = {std::min(reach.begin, node.reach.begin), std::max(reach.end, node.reach.end)};
  }
}

bool SyntaxTree::Under(uint32_t token, uint32_t ancestor) const {
  const uint32_t depth = Depth(ancestor);
  while (Depth(token) > depth) token = Parent(token);
  return token == ancestor;
}

uint32_t SyntaxTree::Common(uint32_t a, uint32_t b) const {
  while (a != b && a != kNone && b != kNone) {
    if (Depth(a) >= Depth(b)) a = Parent(a);
    else b = Parent(b);
  }
  return a == b ? a : kNone;
}

}  // namespace dateline
