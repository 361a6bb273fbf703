#include "records/statements.h"

#include <algorithm>

#include "base/rows.h"
#include "claims/attribution.h"

namespace dateline {

namespace {

constexpr uint32_t kReach = 400;  ///< bytes between the end of a sentence and what its cue reports

/// A word of a topic, or a party that fights, in `content`.
bool OnTopic(const Document& doc, const ScopeRules& scope, uint32_t ordered_parties, Span content) {
  const auto first = std::lower_bound(doc.tokens.begin.begin(), doc.tokens.begin.end(), content.begin);
  const auto begin = static_cast<uint32_t>(first - doc.tokens.begin.begin());
  uint32_t end = begin;
  while (end < doc.tokens.size() && doc.tokens.end[end] <= content.end) ++end;
  if (scope.OnTopic(doc, {begin, end})) return true;
  return std::any_of(FirstRowFrom(doc.parties, begin, ordered_parties), FirstRowFrom(doc.parties, end, ordered_parties), [&](const PartyMention& party) {
    const auto sector = [&](std::string_view code) { return party.sectors.find(code) != std::string_view::npos; };
    return content.Contains(party.span) && !party.actor.empty() && (sector("REB") || sector("IMG") || sector("PRM"));
  });
}

bool CanSpeak(const Document& doc, const AttributionMention& a) {
  if (a.source_type == SourceType::kDocument || a.source_type == SourceType::kMedia) return true;
  if (!a.source.valid()) return false;
  const PartyMention& party = doc.parties[a.source.value];
  return party.is_people && (!party.is_pronoun || party.antecedent.valid());
}

/// What a draft is made of.
struct Said {
  uint32_t row;
  Span content, trigger;
};

/// The words that state something in a sentence that is all speech: its verb with what helps it, up to four.
Span Predicate(const SentenceContext& x) {
  const auto& tok = x.doc.tokens;
  for (uint32_t t = x.tokens.begin; t < x.tokens.end; ++t) {
    if (tok.deprel[t] != Deprel::kRoot) continue;
    TokenRange words = {t, t + 1};
    const auto helps = [&](uint32_t w) { return tok.head[w] == t && (tok.deprel[w] == Deprel::kAux || tok.deprel[w] == Deprel::kAuxPass || tok.deprel[w] == Deprel::kCop || tok.deprel[w] == Deprel::kAdvmod); };
    while (words.begin > x.tokens.begin && words.size() < 4 && helps(words.begin - 1)) --words.begin;
    return tok.span(words);
  }
  return {};
}

}  // namespace

void FindStatements(const SentenceContext& x, const ScopeRules& scope, bool report_on_topic, std::vector<Draft>& drafts) {
  constexpr uint32_t kShortest = 20;  // bytes: less says nothing
  const Span sentence = x.doc.sentences[x.sentence].span;
  const auto [first, last] = AttributionsNear(x.doc, {sentence.begin, sentence.end + kReach});
  bool carried = false;
  const size_t others = drafts.size();
  for (uint32_t i = first; i < last; ++i) {
    const AttributionMention& a = x.doc.attributions[i];
    if (!a.speech || a.content.empty() || (!a.source.valid() && a.source_span.empty())) continue;
    const bool own = sentence.Contains(a.cue);
    Said said{i, {std::max(a.content.begin, sentence.begin), std::min(a.content.end, sentence.end)}, a.cue};
    if (said.content.begin >= said.content.end || said.content.size() < kShortest) continue;
    if (!own) {
      // A sentence of a speech that goes on: what it states is the cue.
      if (carried || a.quoted != Quoted::kDirect || said.content.size() + 8 < sentence.size()) continue;
      said.trigger = Predicate(x);
      if (said.trigger.empty() || AttributionAt(x.doc, said.trigger).value != i) continue;
      carried = true;
    }
    Draft draft;
    draft.on_topic = OnTopic(x.doc, scope, x.ordered_parties, said.content);
    draft.in_scope = CanSpeak(x.doc, a) && (report_on_topic || (draft.on_topic && IsPublicParty(x.doc, a.source)));
    draft.needs_failed = !own;
    for (size_t k = 0; k < others; ++k) {
      const Draft& other = drafts[k];
      if (other.merged || !other.in_scope || !(said.content.Overlaps(other.record.trigger) || said.trigger.Overlaps(other.record.trigger))) continue;
      draft.told = std::max(draft.told, other.probability);
      if (!other.dropped) draft.told_by = static_cast<uint32_t>(k);
    }
    draft.record.kind = RecordKind::kStatement;
    draft.record.rule = own ? "statement.attributed" : "statement.carried";
    draft.record.rule_file = "attribution.tsv";
    draft.record.sentence = SentenceId{x.sentence};
    draft.record.trigger = said.trigger;
    draft.record.quote = sentence;
    draft.record.content = said.content;
    draft.record.attribution = AttributionId{i};
    draft.record.confidence = own ? 0.5f : 0.45f;
    drafts.push_back(std::move(draft));
  }
}

}  // namespace dateline
