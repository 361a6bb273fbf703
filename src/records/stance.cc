#include "records/stance.h"

#include <algorithm>
#include <array>

namespace dateline {
namespace {

constexpr uint32_t kReach = 12;  // tokens an adverb reaches forward

template <class T, size_t N>
bool Lookup(const std::array<std::pair<std::string_view, T>, N>& names, std::string_view name, T& out) {
  for (const auto& [text, value] : names) {
    if (text != name) continue;
    out = value;
    return true;
  }
  return false;
}

}  // namespace

Result<StanceRules> StanceRules::Load(const Container& knowledge, Vocabulary& vocabulary) {
  auto table = knowledge.OpenTable("stance.tsv");
  if (!table) return table.error();
  StanceRules out;
  for (const Table::Row& row : table->rows()) {
    const auto bad = [&](std::string what, std::string expected) { return Error{table->Where(row), std::move(what), std::move(expected)}; };
    Rule rule;
    constexpr std::array<std::pair<std::string_view, Scope>, 5> kScopes = {{{"group", Scope::kGroup}, {"after", Scope::kAfter}, {"governs", Scope::kGoverns}, {"before", Scope::kBefore}, {"noun", Scope::kNoun}}};
    constexpr std::array<std::pair<std::string_view, Certainty>, 3> kCertainties = {{{"possible", Certainty::kPossible}, {"probable", Certainty::kProbable}, {"doubtful", Certainty::kDoubtful}}};
    constexpr std::array<std::pair<std::string_view, Tense>, 3> kTenses = {{{"future", Tense::kFuture}, {"hypothetical", Tense::kHypothetical}, {"ongoing", Tense::kOngoing}}};
    if (!Lookup(kScopes, row.cells[2], rule.scope)) return bad("scope \"" + std::string(row.cells[2]) + "\"", "after, governs, before, noun or group");
    const std::string_view effect = row.cells[3];
    const size_t eq = effect.find('=');
    const std::string_view name = effect.substr(0, eq), value = eq == std::string_view::npos ? std::string_view{} : effect.substr(eq + 1);
    rule.sets_certainty = name == "certainty" && Lookup(kCertainties, value, rule.certainty);
    rule.sets_time = name == "time" && Lookup(kTenses, value, rule.time);
    rule.sets_polarity = name == "polarity" && value == "denied";
    if (!rule.sets_certainty && !rule.sets_time && !rule.sets_polarity) return bad("effect \"" + std::string(effect) + "\"", "certainty=possible, time=future, polarity=denied, ...");
    auto pattern = out.patterns_.Add(row.cells[1], vocabulary);
    if (!pattern) return bad(pattern.error().what, pattern.error().expected);
    out.rules_.push_back(rule);
  }
  return out;
}

void StanceRules::Find(const SentenceContext& x, PatternSet::Workspace& workspace, std::vector<PatternMatch>& found) const {
  found.clear();
  patterns_.Match(x.doc, x.index, x.tokens, workspace, found);
}

bool StanceRules::Reaches(const SentenceContext& x, const Rule& rule, const PatternMatch& match, const Draft& draft) const {
  const uint32_t trigger = draft.match.trigger.begin;
  const Document& doc = x.doc;
  if (rule.scope == Scope::kNoun) {
    const uint32_t chunk = x.clauses.ChunkAt(match.trigger.begin);
    return chunk != Clauses::kNone && chunk == x.clauses.ChunkAt(trigger) && match.trigger.end <= trigger;
  }
  if (rule.scope == Scope::kBefore) return match.tokens.begin >= draft.match.trigger.end && match.tokens.end <= draft.clause.end;
  if (match.tokens.end > draft.match.trigger.end || match.tokens.begin >= draft.match.trigger.end) return false;
  if (rule.scope == Scope::kAfter) return trigger < match.tokens.end + kReach;
  if (rule.scope == Scope::kGroup) {
    // An auxiliary or a "not" reaches the verb of its own group, and a noun that is that verb's object.
    if (draft.governor == Draft::kNone) return false;
    if (!doc.chunks[draft.governor].tokens.Contains(match.trigger.begin)) {
      const uint32_t chunk = x.clauses.ChunkAt(trigger);
      return rule.sets_polarity && draft.verb == Draft::kNone && chunk != Clauses::kNone && doc.chunks[chunk].tokens.Contains(match.trigger.begin);
    }
    return draft.verb != Draft::kNone || (draft.noun != Draft::kNone && x.clauses.verb(draft.governor).object == draft.noun);
  }
  // Whatever hangs on it: the trigger follows with no more than one finite verb group between, in the same stretch between strong marks.
  uint32_t finite = 0;
  for (uint32_t c = x.clauses.first(); c < x.clauses.last(); ++c) {
    const Chunk& chunk = doc.chunks[c];
    if (chunk.kind == ChunkKind::kVerb && chunk.tokens.begin >= match.tokens.end && chunk.tokens.end <= trigger && !chunk.infinitive && !chunk.participle) ++finite;
  }
  if (finite > 0) return false;
  for (uint32_t t = match.tokens.end; t < trigger; ++t) {
    const std::string_view text = doc.token(t);
    if (text == ";" || text == "\xE2\x80\x9D" || text == "\xE2\x80\x94") return false;
  }
  return trigger < match.tokens.end + 2 * kReach;
}

void StanceRules::Apply(const SentenceContext& x, const std::vector<PatternMatch>& found, Draft& draft) const {
  Stance& stance = draft.record.stance;
  if (draft.governor != Draft::kNone) {
    const VerbRole& verb = x.clauses.verb(draft.governor);
    if (verb.conditional) stance.time = Tense::kHypothetical;
    else if (draft.verb != Draft::kNone && x.doc.chunks[draft.verb].progressive) stance.time = Tense::kOngoing;
  }
  for (const PatternMatch& match : found) {
    const Rule& rule = rules_[match.pattern];
    if (match.trigger.Overlaps(draft.match.trigger) && rule.scope != Scope::kGroup) continue;
    if (!Reaches(x, rule, match, draft)) continue;
    if (rule.sets_polarity) stance.polarity = Polarity::kDenied;
    if (rule.sets_certainty && (stance.certainty == Certainty::kAsserted || rule.certainty > stance.certainty)) stance.certainty = rule.certainty;
    if (rule.sets_time && stance.time != Tense::kHypothetical) stance.time = rule.time;
    if (!(rule.sets_polarity && rule.scope == Scope::kGroup)) stance.hedge = x.doc.tokens.span(match.trigger);
  }
}

}  // namespace dateline
