#include "records/statements.h"

#include <algorithm>

namespace dateline {

namespace {

/// A word of a topic, or a party that fights, in `content`.
bool OnTopic(const Document& doc, const ScopeRules& scope, Span content) {
  const auto first = std::lower_bound(doc.tokens.begin.begin(), doc.tokens.begin.end(), content.begin);
  const auto begin = static_cast<uint32_t>(first - doc.tokens.begin.begin());
  uint32_t end = begin;
  while (end < doc.tokens.size() && doc.tokens.end[end] <= content.end) ++end;
  if (scope.OnTopic(doc, {begin, end})) return true;
  return std::any_of(doc.parties.begin(), doc.parties.end(), [&](const PartyMention& party) {
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

}  // namespace

void FindStatements(const SentenceContext& x, const ScopeRules& scope, bool report_on_topic, std::vector<Draft>& drafts) {
  const Span sentence = x.doc.sentences[x.sentence].span;
  for (uint32_t i = 0; i < x.doc.attributions.size(); ++i) {
    const AttributionMention& a = x.doc.attributions[i];
    if (a.sentence.value != x.sentence || a.content.empty() || a.cue.empty() || (!a.source.valid() && a.source_span.empty())) continue;
    if (!a.speech) continue;
    const Span content = {std::max(a.content.begin, sentence.begin), std::min(a.content.end, sentence.end)};
    if (content.empty() || content.size() < 20) continue;
    const bool told = std::any_of(drafts.begin(), drafts.end(), [&](const Draft& d) { return !d.dropped && (content.Overlaps(d.record.trigger) || a.cue.Overlaps(d.record.trigger)); });
    if (told) continue;
    Draft draft;
    draft.in_scope = OnTopic(x.doc, scope, content) && (report_on_topic || IsPublicParty(x.doc, a.source));
    draft.needs_failed = static_cast<uint8_t>((a.confidence < 0.5f) + !CanSpeak(x.doc, a));
    draft.record.kind = RecordKind::kStatement;
    draft.record.rule = "statement.attributed";
    draft.record.rule_file = "topics.tsv";
    draft.record.sentence = SentenceId{x.sentence};
    draft.record.trigger = a.cue;
    draft.record.quote = sentence;
    draft.record.content = content;
    draft.record.attribution = AttributionId{i};
    draft.record.confidence = 0.5f;
    drafts.push_back(std::move(draft));
  }
}

}  // namespace dateline
