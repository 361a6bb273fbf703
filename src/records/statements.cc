#include "records/statements.h"

#include <algorithm>

#include "base/utf8.h"

namespace dateline {

Result<StatementRules> StatementRules::Load(const Container& knowledge, Vocabulary& vocabulary) {
  auto table = knowledge.OpenTable("topics.tsv");
  if (!table) return table.error();
  StatementRules out;
  for (const Table::Row& row : table->rows()) {
    for (const std::string_view word : SplitList(row.cells[1], ' ')) out.topic_.insert(vocabulary.Intern(utf8::Lower(word)).value);
  }
  return out;
}

bool StatementRules::OnTopic(const Document& doc, Span content) const {
  const auto first = std::lower_bound(doc.tokens.begin.begin(), doc.tokens.begin.end(), content.begin);
  uint32_t hits = 0;
  for (auto t = static_cast<uint32_t>(first - doc.tokens.begin.begin()); t < doc.tokens.size() && doc.tokens.end[t] <= content.end; ++t) hits += topic_.contains(doc.tokens.lemma[t].value);
  for (const PartyMention& party : doc.parties) {
    if (content.Contains(party.span) && !party.actor.empty() && (party.sectors.find("REB") != std::string_view::npos || party.sectors.find("IMG") != std::string_view::npos || party.sectors.find("PRM") != std::string_view::npos)) ++hits;
  }
  return hits > 0;
}

bool StatementRules::CanSpeak(const Document& doc, const AttributionMention& a) {
  if (a.source_type == SourceType::kDocument || a.source_type == SourceType::kMedia) return true;
  if (!a.source.valid()) return false;
  const PartyMention& party = doc.parties[a.source.value];
  return party.is_people && (!party.is_pronoun || party.antecedent.valid());
}

void StatementRules::Find(const SentenceContext& x, std::vector<Draft>& drafts) const {
  const Span sentence = x.doc.sentences[x.sentence].span;
  for (uint32_t i = 0; i < x.doc.attributions.size(); ++i) {
    const AttributionMention& a = x.doc.attributions[i];
    if (a.sentence.value != x.sentence || a.content.empty() || a.cue.empty() || (!a.source.valid() && a.source_span.empty())) continue;
    if (a.confidence < 0.5f || !CanSpeak(x.doc, a)) continue;
    const Span content = {std::max(a.content.begin, sentence.begin), std::min(a.content.end, sentence.end)};
    if (content.empty() || content.size() < 20 || !OnTopic(x.doc, content)) continue;
    const bool told = std::any_of(drafts.begin(), drafts.end(), [&](const Draft& d) { return !d.dropped && (content.Overlaps(d.record.trigger) || a.cue.Overlaps(d.record.trigger)); });
    if (told) continue;
    Draft draft;
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
