#include "coders/parties.h"

#include <algorithm>

#include "base/utf8.h"

namespace dateline::coders {
namespace {

constexpr size_t kMostParties = 32;    ///< of one phrase; nobody lists more
constexpr uint32_t kDeepest = 40;  ///< no phrase of a newspaper goes that far down
constexpr uint32_t kNothing = ~uint32_t{0};

/// What stands in a noun phrase itself, not beside it.
bool IsCore(Deprel rel) {
  switch (rel) {
    case Deprel::kCompound:
    case Deprel::kFlat:
    case Deprel::kFixed:
    case Deprel::kAmod:
    case Deprel::kDet:
    case Deprel::kNummod:
    case Deprel::kNmodPoss:
    case Deprel::kNmodDesc:
    case Deprel::kNmodUnmarked:
    case Deprel::kDetPredet:
    case Deprel::kGoeswith:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool Tree::Nominal(uint32_t t) const {
  const Upos pos = upos(t);
  return pos == Upos::kNoun || pos == Upos::kPropn || pos == Upos::kPron || pos == Upos::kNum || pos == Upos::kX || pos == Upos::kSym;
}

void Tree::Read(const Document& doc, TokenRange tokens) {
  doc_ = &doc;
  tokens_ = tokens;
  const uint32_t count = tokens.size();
  first_.assign(count + 1, 0);
  children_.resize(count);
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    if (!root(t)) ++first_[head(t) - tokens.begin + 1];
  }
  for (uint32_t i = 0; i < count; ++i) first_[i + 1] += first_[i];
  std::vector<uint32_t>& next = leave_;
  next.assign(first_.begin(), first_.end());
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    if (!root(t)) children_[next[head(t) - tokens.begin]++] = t;
  }
  enter_.assign(count, 0);
  leave_.assign(count, 0);
  depth_.assign(count, 0);
  uint32_t clock = 0;
  std::vector<std::pair<uint32_t, const uint32_t*>> path;
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    if (!root(t)) continue;
    enter_[t - tokens.begin] = ++clock;
    path.push_back({t, begin(t)});
    while (!path.empty()) {
      auto& [at, child] = path.back();
      if (child == end(at)) {
        leave_[at - tokens.begin] = ++clock;
        path.pop_back();
        continue;
      }
      const uint32_t c = *child++;
      enter_[c - tokens.begin] = ++clock;
      depth_[c - tokens.begin] = static_cast<uint32_t>(path.size());
      path.push_back({c, begin(c)});
    }
  }
}

bool Tree::Below(uint32_t t, uint32_t above) const {
  const uint32_t i = t - tokens_.begin, j = above - tokens_.begin;
  return enter_[j] <= enter_[i] && leave_[i] <= leave_[j];
}

void SentenceParties::Read(const Tree& tree, const Units& units, const ActorBook& book, const Rules& rules, int32_t day) {
  rules_ = &rules;
  tree_ = &tree;
  units_ = &units;
  book.FindActors(units, day, names_);
  book.FindAgents(units, agents_);
  name_of_.assign(units.size(), kNothing);
  agent_of_.assign(units.size(), kNothing);
  for (uint32_t n = 0; n < names_.size(); ++n) std::fill(name_of_.begin() + names_[n].begin, name_of_.begin() + names_[n].end, n);
  for (uint32_t a = 0; a < agents_.size(); ++a) std::fill(agent_of_.begin() + agents_[a].begin, agent_of_.begin() + agents_[a].end, a);
  named_.assign(tree.tokens().size(), false);
  for (const ActorName& name : names_) {
    for (uint32_t u = name.begin; u < name.end; ++u) named_[units[u].token - tree.tokens().begin] = true;
  }
  known_.assign(tree.tokens().size(), std::nullopt);
}

/// The tokens of the noun phrase of `token`, without what is joined to its modifiers by "and" ("Eriadori and Calenardhon leaders"), which go to `joined`.
void SentenceParties::Core(uint32_t token, uint32_t depth, std::vector<uint32_t>& tokens, std::vector<uint32_t>& joined) const {
  tokens.push_back(token);
  if (depth >= kDeepest) return;
  for (const uint32_t* c = tree_->begin(token); c != tree_->end(token); ++c) {
    // A name that was taken for a preposition stands in the phrase.
    if (IsCore(tree_->rel(*c)) || (tree_->rel(*c) == Deprel::kCase && IsName(*c))) Core(*c, depth + 1, tokens, joined);
    else if (depth > 0 && tree_->rel(*c) == Deprel::kConj) joined.push_back(*c);
  }
}

/// Agents within these tokens, from left to right, outside of names.
std::vector<uint32_t> SentenceParties::AgentsIn(const std::vector<uint32_t>& core) const {
  std::vector<uint32_t> out;
  for (const uint32_t t : core) {
    for (uint32_t u = units_->Of(t); u < units_->size() && (*units_)[u].token == t; ++u) {
      const uint32_t agent = agent_of_[u];
      if (agent == kNothing || agents_[agent].begin != u) continue;
      bool named = false;
      for (uint32_t v = agents_[agent].begin; v < agents_[agent].end; ++v) named = named || name_of_[v] != kNothing;
      if (!named) out.push_back(agent);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string SentenceParties::Composed(std::string_view actor, const std::vector<uint32_t>& agents) const {
  std::string code(actor.empty() ? "---" : actor);
  for (const uint32_t a : agents) {
    const std::string_view added = agents_[a].code;
    bool there = false;
    for (size_t at = 0; at + added.size() <= code.size(); at += 3) there = there || code.compare(at, added.size(), added) == 0;
    if (there) continue;
    if (agents_[a].before) code.insert(0, added);
    else code += added;
  }
  return code;
}

std::string SentenceParties::CaseOf(uint32_t noun) const {
  for (const uint32_t* c = tree_->begin(noun); c != tree_->end(noun); ++c) {
    if (tree_->rel(*c) == Deprel::kCase && !IsName(*c)) return utf8::Lower(tree_->doc().token(*c));
  }
  return {};
}

/// What hangs below a noun phrase without a name of its own: "soldiers from Gondor", "an attack by Osgiliath soldiers", "roads leading into Mordor".
void SentenceParties::Below(uint32_t head, uint32_t depth, std::vector<Party>& out) {
  const auto named = [](const std::vector<Party>& parties) {
    return std::any_of(parties.begin(), parties.end(), [](const Party& p) { return p.name != Party::kNoName; });
  };
  for (int pass = 0; pass < 2 && out.empty(); ++pass) {
    for (const uint32_t* c = tree_->begin(head); c != tree_->end(head) && out.empty(); ++c) {
      const Deprel rel = tree_->rel(*c);
      const bool direct = rel == Deprel::kNmod || rel == Deprel::kObl;
      const bool far = rel == Deprel::kAppos || rel == Deprel::kAcl || rel == Deprel::kAclRelcl || rel == Deprel::kDep || rel == Deprel::kXcomp ||
                       rel == Deprel::kObj;
      if (!(pass == 0 ? direct : far) || rules_->BringsTime(CaseOf(*c))) continue;
      if (tree_->Verbal(*c) && !IsName(*c)) {
        Below(*c, depth + 1, out);
        if (out.empty() && depth < kDeepest) {
          for (const uint32_t* d = tree_->begin(*c); d != tree_->end(*c) && out.empty(); ++d) {
            const Deprel below = tree_->rel(*d);
            if ((below == Deprel::kObj || below == Deprel::kObl || below == Deprel::kNmod || below == Deprel::kIobj) && named(Of(*d, depth + 1))) out = Of(*d, depth + 1);
          }
        }
      } else if (named(Of(*c, depth + 1))) {
        out = Of(*c, depth + 1);
      }
    }
  }
}

void SentenceParties::Alone(uint32_t head, uint32_t depth, std::vector<Party>& out) {
  std::vector<uint32_t> core, joined;
  Core(head, 0, core, joined);
  std::sort(core.begin(), core.end());
  uint32_t name = kNothing;
  for (const uint32_t t : core) {
    for (uint32_t u = units_->Of(t); u < units_->size() && (*units_)[u].token == t && name == kNothing; ++u) name = name_of_[u];
    if (name != kNothing) break;
  }
  const std::vector<uint32_t> agents = AgentsIn(core);
  if (name != kNothing) {
    out.push_back({Composed(names_[name].code, agents), name, head, names_[name].code});
    for (const uint32_t other : joined) {
      for (Party party : Of(other, depth + 1)) {
        if (party.name == Party::kNoName || party.name == name) continue;
        party.code = Composed(party.actor, agents);
        out.push_back(std::move(party));
      }
    }
    return;
  }
  std::vector<Party> below;
  if (depth < kDeepest) Below(head, depth, below);
  for (Party& party : below) {
    if (out.size() >= kMostParties) break;
    if (party.name == Party::kNoName) continue;
    party.code = Composed(party.code, agents);
    party.head = head;
    out.push_back(std::move(party));
  }
  if (out.empty() && !agents.empty()) out.push_back({Composed({}, agents), Party::kNoName, head, {}});
}

/// "Mordor, the Shire, Arnor and Bree": of a list, the parser takes the second for what the first is called.
bool SentenceParties::InList(uint32_t head, uint32_t apposed) const {
  if (!IsName(apposed)) return false;
  const auto joins = [&](uint32_t t) {
    return std::any_of(tree_->begin(t), tree_->end(t), [&](uint32_t c) { return tree_->rel(c) == Deprel::kConj && c > apposed && IsName(c); });
  };
  return joins(head) || joins(apposed);
}

const std::vector<Party>& SentenceParties::Of(uint32_t head) { return Of(head, 0); }

/// The agents in the phrase of `head` itself.
std::vector<uint32_t> SentenceParties::AgentsOf(uint32_t head) const {
  std::vector<uint32_t> core, joined;
  Core(head, 0, core, joined);
  return AgentsIn(core);
}

/// What is joined to `first` by "and": `other` with what both share. "Lawmakers and officials in Arnor": officials of Arnor; "Lawmakers in Arnor and Gondor", where the
/// tree joins Gondor to the lawmakers: those of Gondor. `out` has what came before.
void SentenceParties::Join(const std::vector<Party>& first, uint32_t head, uint32_t other, uint32_t depth, std::vector<Party>& out) {
  const std::vector<Party> others = Of(other, depth + 1);
  const bool named = !first.empty() && first[0].name != Party::kNoName;
  const bool described = named && first[0].code != first[0].actor && !IsName(head) && names_[first[0].name].begin > units_->Of(head);
  const size_t before = out.size();
  for (const Party& party : others) {
    if (described && IsName(other)) {
      for (size_t i = 0; i < before; ++i) {
        if (out[i].actor != first[0].actor) continue;
        Party joined = party;
        joined.code = Composed(party.actor, AgentsOf(out[i].head));
        out.push_back(std::move(joined));
      }
    } else if (party.name == Party::kNoName && named) {
      for (const Party& shared : first) {
        Party joined = shared;
        joined.code = Composed(shared.actor, AgentsOf(other));
        joined.head = other;
        out.push_back(std::move(joined));
      }
    } else {
      out.push_back(party);
    }
  }
}

const std::vector<Party>& SentenceParties::Of(uint32_t head, uint32_t depth) {
  auto& known = known_[head - tree_->tokens().begin];
  if (known) return *known;
  if (depth >= kDeepest) return none_;
  known.emplace();  // what comes back here in a circle finds nothing
  std::vector<Party> out;
  Alone(head, depth, out);
  const std::vector<Party> first = out;
  for (const uint32_t* c = tree_->begin(head); c != tree_->end(head) && out.size() < kMostParties; ++c) {
    const bool listed = tree_->rel(*c) == Deprel::kAppos && InList(head, *c);
    if ((tree_->rel(*c) == Deprel::kConj || listed) && (!tree_->Verbal(*c) || IsName(*c))) Join(first, head, *c, depth, out);
  }
  if (out.size() > kMostParties) out.resize(kMostParties);
  known = std::move(out);
  return *known;
}

uint32_t SentenceParties::PhraseOf(uint32_t name) const {
  // The token of the name that hangs from outside of it.
  uint32_t t = (*units_)[names_[name].begin].token;
  const uint32_t last = (*units_)[names_[name].end - 1].token;
  for (uint32_t u = t; u <= last; ++u) {
    const uint32_t above = tree_->head(u);
    if (above < t || above > last || tree_->root(u)) {
      t = u;
      break;
    }
  }
  while (!tree_->root(t) && IsCore(tree_->rel(t)) && tree_->Nominal(tree_->head(t))) t = tree_->head(t);
  return t;
}

uint32_t SentenceParties::NameAt(uint32_t i) const {
  while (i < units_->size() && tree_->upos((*units_)[i].token) == Upos::kDet && name_of_[i] == kNothing) ++i;
  if (i >= units_->size() || name_of_[i] == kNothing || names_[name_of_[i]].begin != i) return static_cast<uint32_t>(names_.size());
  return name_of_[i];
}

}  // namespace dateline::coders
