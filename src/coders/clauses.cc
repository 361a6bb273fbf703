#include "coders/clauses.h"

#include <algorithm>

#include "base/utf8.h"

namespace dateline::coders {
namespace {

constexpr uint32_t kNone = ~uint32_t{0};
constexpr uint32_t kDeepest = 12;
constexpr size_t kLongestReach = 160;  ///< words on a side of the verb; sentences of newspapers are shorter

bool IsSubject(Deprel rel) {
  return rel == Deprel::kNsubj || rel == Deprel::kNsubjPass || rel == Deprel::kNsubjOuter || rel == Deprel::kCsubj || rel == Deprel::kCsubjPass;
}
bool IsClause(Deprel rel) {
  return rel == Deprel::kCcomp || rel == Deprel::kParataxis || rel == Deprel::kAdvcl || rel == Deprel::kAdvclRelcl || rel == Deprel::kAclRelcl;
}

}  // namespace

bool ClauseReader::IsPronoun(uint32_t token) const { return tree_.upos(token) == Upos::kPron || tree_.upos(token) == Upos::kDet; }

Clause ClauseReader::Read(uint32_t verb, uint32_t begin, uint32_t end) const {
  Clause out{verb, begin, end, false, false};
  bool auxiliary = false;
  for (const uint32_t* c = tree_.begin(verb); c != tree_.end(verb); ++c) {
    const Deprel rel = tree_.rel(*c);
    out.passive = out.passive || rel == Deprel::kAuxPass || rel == Deprel::kNsubjPass;
    auxiliary = auxiliary || rel == Deprel::kAux || rel == Deprel::kAuxPass || rel == Deprel::kCop;
    const bool may_negate = *c < verb && (rel == Deprel::kAdvmod || rel == Deprel::kAux || rel == Deprel::kDep);
    out.negated = out.negated || (may_negate && rules_.Negates(utf8::Lower(tree_.doc().token(*c))));
  }
  const Deprel rel = tree_.rel(verb);
  if (tree_.doc().tokens.xpos[verb] == Xpos::kVbn && !auxiliary && (rel == Deprel::kAcl || rel == Deprel::kAdvcl)) out.passive = true;
  return out;
}

uint32_t ClauseReader::OwnSubject(uint32_t verb) const {
  for (const uint32_t* c = tree_.begin(verb); c != tree_.end(verb); ++c) {
    if (IsSubject(tree_.rel(*c))) return *c;
  }
  // A name before the verb that the parser did not know what to do with.
  for (const uint32_t* c = tree_.begin(verb); c != tree_.end(verb) && *c < verb; ++c) {
    const Deprel rel = tree_.rel(*c);
    const bool loose = rel == Deprel::kAdvmod || rel == Deprel::kDep || rel == Deprel::kCompound || rel == Deprel::kNmod || rel == Deprel::kObl;
    if (loose && parties_.IsName(*c) && CaseOf(*c).empty()) return *c;
  }
  return kNone;
}

uint32_t ClauseReader::Subject(uint32_t verb, uint32_t depth) const {
  if (depth >= kDeepest) return kNone;
  const uint32_t own = OwnSubject(verb);
  const Deprel rel = tree_.rel(verb);
  const uint32_t above = tree_.head(verb);
  if (tree_.root(verb)) return own;
  if (own != kNone && !(IsPronoun(own) && parties_.Of(own).empty())) return own;
  if (parties_.IsName(above)) return above;
  switch (rel) {
    case Deprel::kAclRelcl:
    case Deprel::kAcl: {
      if (tree_.Verbal(above)) return Subject(above, depth + 1);
      const bool infinitive = tree_.doc().tokens.xpos[verb] == Xpos::kVb;
      if (!infinitive || tree_.root(above) || own != kNone) return above;
      // "efforts to stop": whoever makes them.
      const uint32_t governor = tree_.head(above);
      return tree_.Verbal(governor) ? Subject(governor, depth + 1) : above;
    }
    case Deprel::kXcomp: {
      for (const uint32_t* c = tree_.begin(above); c != tree_.end(above); ++c) {
        // "urged Bree to help": the object does it.
        if ((tree_.rel(*c) == Deprel::kObj || tree_.rel(*c) == Deprel::kIobj) && *c < verb && !parties_.Of(*c).empty()) return *c;
      }
      return Subject(above, depth + 1);
    }
    case Deprel::kConj:
    case Deprel::kAdvcl:
    case Deprel::kCcomp:
    case Deprel::kParataxis:
    case Deprel::kDep:
    case Deprel::kObl: return Subject(above, depth + 1);
    default: return own;
  }
}

std::string ClauseReader::CaseOf(uint32_t noun) const {
  for (const uint32_t* c = tree_.begin(noun); c != tree_.end(noun); ++c) {
    if (tree_.rel(*c) == Deprel::kCase) return utf8::Lower(tree_.doc().token(*c));
  }
  return {};
}

/// The parties of the first dependent behind unit `after` that has some; complements without a subject of their own are gone into.
std::vector<Party> ClauseReader::FirstBelow(uint32_t verb, uint32_t after, uint32_t depth) const {
  if (depth >= kDeepest) return {};
  std::vector<uint32_t> later;  // "signed an accord to supply Gondor": what it is done for, where nothing else is named
  for (const uint32_t* c = tree_.begin(verb); c != tree_.end(verb); ++c) {
    const Deprel rel = tree_.rel(*c);
    if (*c < after || IsSubject(rel) || rel == Deprel::kPunct || rel == Deprel::kCase || rel == Deprel::kAux) continue;
    const bool named = parties_.IsName(*c);
    if (rel == Deprel::kAdvcl && !named && tree_.doc().tokens.xpos[*c] == Xpos::kVb) later.push_back(*c);
    if (!named && (IsClause(rel) || (rel == Deprel::kConj && tree_.Verbal(*c)))) continue;
    if (rules_.BringsTime(CaseOf(*c))) continue;
    if (!named && (tree_.Verbal(*c) || rel == Deprel::kXcomp)) {
      if (std::vector<Party> found = FirstBelow(*c, *c, depth + 1); !found.empty()) return found;
      continue;
    }
    if (const std::vector<Party>& found = parties_.Of(*c); !found.empty()) return found;
    if (tree_.upos(*c) == Upos::kAdv || tree_.upos(*c) == Upos::kAdj || tree_.upos(*c) == Upos::kAdp) {
      if (std::vector<Party> found = FirstBelow(*c, after, depth + 1); !found.empty()) return found;
    }
  }
  for (const uint32_t clause : later) {
    if (std::vector<Party> found = FirstBelow(clause, clause, depth + 1); !found.empty()) return found;
  }
  return {};
}

std::vector<Party> ClauseReader::Objects(const Clause& clause) const { return FirstBelow(clause.verb, clause.verb, 0); }

std::vector<Party> ClauseReader::Agents(const Clause& clause, bool loose) const {
  for (int pass = 0; pass < (loose ? 2 : 1); ++pass) {
    for (const uint32_t* c = tree_.begin(clause.verb); c != tree_.end(clause.verb); ++c) {
      if (*c < clause.verb || !tree_.Nominal(*c)) continue;
      const std::string preposition = CaseOf(*c);
      if (!(pass == 0 ? rules_.BringsAgent(preposition) : rules_.MayBringAgent(preposition))) continue;
      if (const std::vector<Party>& found = parties_.Of(*c); !found.empty()) return found;
    }
  }
  return {};
}

uint32_t ClauseReader::Content(uint32_t verb) const {
  for (const uint32_t* c = tree_.begin(verb); c != tree_.end(verb); ++c) {
    if (tree_.rel(*c) == Deprel::kCcomp && *c > verb) return *c;
  }
  return kNone;
}

/// Whether a token belongs to what only calls something by another name: "Arnor, its fiercest foe".
bool ClauseReader::Apposed(uint32_t token, uint32_t verb) const {
  for (uint32_t steps = 0; steps < 2 * kDeepest && token != verb && !tree_.root(token); ++steps, token = tree_.head(token)) {
    if (tree_.rel(token) == Deprel::kAppos || tree_.rel(token) == Deprel::kAclRelcl) return true;
  }
  return false;
}

Reach ClauseReader::ReachOf(const Clause& clause, bool flat) const {
  Reach out;
  std::vector<uint32_t> others;  // heads of clauses that a pattern does not look into
  for (const uint32_t* c = tree_.begin(clause.verb); c != tree_.end(clause.verb); ++c) {
    const Deprel rel = tree_.rel(*c);
    const bool told = !flat && (rel == Deprel::kAclRelcl || (rel == Deprel::kCcomp && OwnSubject(*c) != kNone));
    const bool other = told || rel == Deprel::kParataxis || (rel == Deprel::kConj && tree_.Verbal(*c));
    if (*c > clause.verb && other) others.push_back(*c);
  }
  const auto outside = [&](uint32_t token) {
    return std::any_of(others.begin(), others.end(), [&](uint32_t other) { return tree_.Below(token, other); });
  };
  const uint32_t first = clause.begin > kLongestReach ? clause.begin - static_cast<uint32_t>(kLongestReach) : 0;
  for (uint32_t u = first; u < clause.begin; ++u) out.before.push_back(u);
  for (uint32_t u = clause.end; u < units_.size() && u < clause.end + kLongestReach; ++u) {
    const uint32_t token = units_[u].token;
    if (!tree_.Below(token, clause.verb) || outside(token)) continue;
    if (flat || !Apposed(token, clause.verb)) out.after.push_back(u);
  }
  if (!clause.passive) return out;
  const uint32_t subject = Subject(clause.verb);
  if (subject == kNone) return out;
  for (uint32_t u = first; u < clause.begin; ++u) {
    if (tree_.Below(units_[u].token, subject)) out.surface_subject.push_back(u);
  }
  return out;
}

}  // namespace dateline::coders
