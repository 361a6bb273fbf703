// The parties of a sentence: which actors a noun phrase of the tree stands for, with the codes of the agents in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "coders/actors.h"
#include "coders/phrases.h"
#include "coders/rules.h"
#include "dateline/document.h"

namespace dateline::coders {

struct Party {
  static constexpr uint32_t kNoName = ~uint32_t{0};
  std::string code;          ///< "ARNGOV"; "---GOV" for an agent without an actor
  uint32_t name = kNoName;   ///< of SentenceParties::names()
  uint32_t head = 0;         ///< token
  std::string_view actor;    ///< the code without its agents
};

/// A tree that can be walked downwards.
class Tree {
 public:
  void Read(const Document& doc, TokenRange tokens);
  const Document& doc() const { return *doc_; }
  TokenRange tokens() const { return tokens_; }
  /// The tokens that hang from `t`, from left to right.
  const uint32_t* begin(uint32_t t) const { return children_.data() + first_[t - tokens_.begin]; }
  const uint32_t* end(uint32_t t) const { return children_.data() + first_[t - tokens_.begin + 1]; }
  Deprel rel(uint32_t t) const { return doc_->tokens.deprel[t]; }
  uint32_t head(uint32_t t) const { return doc_->tokens.head[t]; }
  bool root(uint32_t t) const { return head(t) == t; }
  Upos upos(uint32_t t) const { return doc_->tokens.upos[t]; }
  bool Verbal(uint32_t t) const { return upos(t) == Upos::kVerb || upos(t) == Upos::kAux; }
  bool Nominal(uint32_t t) const;
  /// Whether `t` hangs from `above`, or is it.
  bool Below(uint32_t t, uint32_t above) const;
  uint32_t depth(uint32_t t) const { return depth_[t - tokens_.begin]; }

 private:
  const Document* doc_ = nullptr;
  TokenRange tokens_;
  std::vector<uint32_t> children_, first_, depth_;
  std::vector<uint32_t> enter_, leave_;  ///< of a walk through the tree
};

class SentenceParties {
 public:
  void Read(const Tree& tree, const Units& units, const ActorBook& book, const Rules& rules, int32_t day);

  const std::vector<ActorName>& names() const { return names_; }
  /// The parties that the noun phrase of `head` stands for: itself and what is joined to it by "and". Empty: none.
  const std::vector<Party>& Of(uint32_t head);
  /// The noun phrase that a name stands in.
  uint32_t PhraseOf(uint32_t name) const;
  /// Whether a token stands in a name: it is none but a noun then, whatever its tag.
  bool IsName(uint32_t token) const { return named_[token - tree_->tokens().begin]; }
  /// The name that begins at unit `i`, articles before it passed over; names().size() where there is none.
  uint32_t NameAt(uint32_t i) const;

 private:
  void Alone(uint32_t head, uint32_t depth, std::vector<Party>& out);
  const std::vector<Party>& Of(uint32_t head, uint32_t depth);
  void Core(uint32_t token, uint32_t depth, std::vector<uint32_t>& tokens, std::vector<uint32_t>& joined) const;
  void Below(uint32_t head, uint32_t depth, std::vector<Party>& out);
  std::string Composed(std::string_view actor, const std::vector<uint32_t>& agents) const;
  void Join(const std::vector<Party>& first, uint32_t head, uint32_t other, uint32_t depth, std::vector<Party>& out);
  std::vector<uint32_t> AgentsOf(uint32_t head) const;
  std::vector<uint32_t> AgentsIn(const std::vector<uint32_t>& core) const;

  std::string CaseOf(uint32_t noun) const;
  bool InList(uint32_t head, uint32_t apposed) const;

  const Tree* tree_ = nullptr;
  const Rules* rules_ = nullptr;
  const Units* units_ = nullptr;
  std::vector<ActorName> names_;
  std::vector<AgentWord> agents_;
  std::vector<uint32_t> name_of_, agent_of_;  ///< unit -> index
  std::vector<std::optional<std::vector<Party>>> known_;  ///< by token
  std::vector<bool> named_;                               ///< by token
  std::vector<Party> none_;
};

}  // namespace dateline::coders
