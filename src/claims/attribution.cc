#include "claims/attribution.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/utf8.h"
#include "claims/attribution_workspace.h"

namespace dateline {
namespace {

constexpr uint32_t kNone = UINT32_MAX;
constexpr float kCarried = 0.7f;

bool SameSource(const AttributionMention& a, const AttributionMention& b) { return a.source_span == b.source_span; }

}  // namespace

Result<AttributionFinder> AttributionFinder::Load(const Container& knowledge, Vocabulary& v) {
  auto table = knowledge.OpenTable("attribution.tsv");
  if (!table) return table.error();
  const auto cue = table->Column("cue"), kind = table->Column("kind"), strength = table->Column("strength");
  for (const auto* column : {&cue, &kind, &strength}) {
    if (!*column) return column->error();
  }
  AttributionFinder out;
  auto model = AttributionModel::Load(knowledge.Section("attribution.weights"));
  if (!model) return model.error();
  out.model_ = *model;
  constexpr std::string_view kNames[kKinds] = {"verb", "noun", "phrase", "medium", "document", "anonymous"};
  for (const Table::Row& row : table->rows()) {
    const auto name = std::find(std::begin(kNames), std::end(kNames), row.cells[*kind]);
    if (name == std::end(kNames)) return Error{table->Where(row), "kind \"" + std::string(row.cells[*kind]) + "\"", "verb, noun, phrase, medium, document or anonymous"};
    Cue c;
    c.kind = static_cast<Kind>(name - std::begin(kNames));
    c.text = row.cells[*cue];
    c.weak = row.cells[*strength] == "weak";
    if (c.text.empty()) return Error{table->Where(row), "no cue", "a word"};
    const WordId first = v.Intern(utf8::Lower(c.text.substr(0, c.text.find(' '))));
    auto& index = out.by_word_[static_cast<size_t>(c.kind)];
    if (first.value >= index.size()) index.resize(first.value + 1024, 0);
    out.cues_.push_back(c);
    if (index[first.value] == 0) index[first.value] = static_cast<uint32_t>(out.cues_.size());
  }
  const std::pair<WordId*, const char*> words[] = {{&out.of_, "of"}, {&out.for_, "for"}, {&out.at_, "at"}, {&out.with_, "with"}, {&out.from_, "from"}, {&out.in_, "in"}, {&out.on_, "on"}, {&out.by_, "by"},
      {&out.and_, "and"}, {&out.he_, "he"}, {&out.she_, "she"}, {&out.anonymity_, "anonymity"}, {&out.named_, "named"}, {&out.unnamed_, "unnamed"}, {&out.unidentified_, "unidentified"},
      {&out.anonymous_, "anonymous"}, {&out.i_, "i"}, {&out.we_, "we"}, {&out.me_, "me"}, {&out.us_, "us"}};
  for (const auto& [id, text] : words) *id = v.Intern(text);
  return out;
}

const AttributionFinder::Cue* AttributionFinder::CueOf(WordId word, Kind kind) const {
  const auto& index = by_word_[static_cast<size_t>(kind)];
  if (!word.valid() || word.value >= index.size() || index[word.value] == 0) return nullptr;
  return &cues_[index[word.value] - 1];
}

void AttributionFinder::Find(Document& doc) const {
  static thread_local Workspace work;
  work.Clear(doc);
  FindQuotations(doc, work.quotations);
  if (!model_.empty()) {
    for (uint32_t s = 0; s < doc.sentences.size(); ++s) FindInSentence(doc, s, work);
  }
  ReadBehind(doc, work);
  CarryOn(doc, work);
}

void AttributionFinder::FindInSentence(Document& doc, uint32_t sentence, Workspace& work) const {
  work.sentence_row = doc.attributions.size();
  CueSentence& x = work.sentence;
  if (!x.Read(doc, sentence, work.quotations)) return;
  work.candidates.clear();
  for (uint32_t i = 0; i < x.size(); ++i) {
    if (!x.IsCandidate(i, model_.Seen(x.SeenHash(i)))) continue;
    work.features.clear();
    x.CueFeatures(i, work.features);
    int32_t sum = 0;
    for (const uint32_t feature : work.features) sum += model_.Cue(feature);
    const float odds = static_cast<float>(sum) * model_.cue_step();
    if (odds > model_.threshold()) work.candidates.push_back({i, odds});
  }
  // The surest first: a word inside the cue of another heads none.
  std::sort(work.candidates.begin(), work.candidates.end(), [](const auto& a, const auto& b) { return a.odds != b.odds ? a.odds > b.odds : a.token < b.token; });
  work.taken.assign(x.size(), 0);
  work.found.clear();
  for (const Workspace::Candidate& candidate : work.candidates) {
    if (work.taken[candidate.token] == 0) ReadAround(doc, sentence, candidate.token, candidate.odds, work);
  }
  std::stable_sort(work.found.begin(), work.found.end(), [](const auto& a, const auto& b) { return a.row.cue.begin != b.row.cue.begin ? a.row.cue.begin < b.row.cue.begin : a.content.begin < b.content.begin; });
  for (const Workspace::Found& found : work.found) {
    doc.attributions.push_back(found.row);
    work.contents.push_back(found.content);
    if (found.row.source.valid() && !doc.parties[found.row.source.value].person.empty()) work.speakers.push_back(found.row.source);
  }
  Relay(doc, work);
}

void AttributionFinder::ReadAround(Document& doc, uint32_t sentence, uint32_t head, float odds, Workspace& work) const {
  CueSentence& x = work.sentence;
  const uint32_t n = x.size(), begin = x.begin();
  x.StandAt(head);
  work.scores.Reset(n, head);
  for (uint32_t i = 0; i <= n; ++i) {
    work.features.clear();
    x.EdgeFeatures(i, work.features);
    for (const uint32_t feature : work.features) {
      const int8_t* w = model_.Edge(feature);
      for (uint32_t k = 1; k < 4; ++k) work.scores.begin[i][k] += w[k - 1], work.scores.end[i][k] += w[k + 3];
    }
    if (i == n) break;
    work.features.clear();
    x.LabelFeatures(i, work.features);
    for (const uint32_t feature : work.features) {
      const int8_t* w = model_.Label(feature);
      for (uint32_t k = 1; k < 4; ++k) work.scores.label[i][k] += w[k - 1];
    }
  }
  BestLabels(work.scores, work.labels, work.back);
  TokenRange cue, source;
  work.contents_here.clear();
  for (uint32_t i = 0, end = 0; i < n; i = end) {
    const uint8_t label = work.labels[i];
    for (end = i + 1; end < n && work.labels[end] == label;) ++end;
    const TokenRange tokens = {begin + i, begin + end};
    if (label == kInCue) cue = tokens;
    if (label == kInSource && (source.empty() || i < head)) source = tokens;  // the nearest, one before the cue first
    if (label == kInContent) work.contents_here.push_back(tokens);
  }
  for (uint32_t t = cue.begin; t < cue.end; ++t) work.taken[t - begin] = 1;
  AttributionMention row;
  row.cue = doc.tokens.span(cue);
  row.sentence = SentenceId{sentence};
  row.confidence = 1 / (1 + std::exp(-odds));
  if (!source.empty()) Describe(doc, SourceIn(doc, sentence, source), row, work);
  row.medium = MediumIn(doc, sentence, {cue.begin, begin + n});
  if (work.contents_here.empty()) work.contents_here.push_back({cue.end, cue.end});
  for (const TokenRange tokens : work.contents_here) {
    const TokenRange content = tokens.empty() ? tokens : WholeQuote(doc, sentence, tokens, work);
    row.content = doc.tokens.span(content);
    row.quoted = IsDirect(doc, content, work) ? Quoted::kDirect : Quoted::kIndirect;
    row.speech = IsSpeech(doc, begin + head, cue, work) && !source.empty();
    work.found.push_back({row, content});
  }
}

/// Speech and reports, as the table says of the cue; a quoted sentence is speech whatever the cue.
bool AttributionFinder::IsSpeech(const Document& doc, uint32_t head, TokenRange cue, const Workspace& work) const {
  (void)work;
  const auto& tok = doc.tokens;
  if (const Cue* c = CueOf(tok.word[head], Kind::kPhrase)) return !c->weak;
  if (const Cue* c = CueOf(tok.word[cue.begin], Kind::kPhrase)) return !c->weak;
  if (const Cue* c = CueOf(tok.lemma[head], Kind::kVerb); c && (tok.upos[head] == Upos::kVerb || tok.upos[head] == Upos::kAux)) return !c->weak;
  if (const Cue* c = CueOf(tok.lemma[head], Kind::kNoun)) return !c->weak;
  return doc.token(head) == ":";
}

/// Words inside what a news outlet reports come by way of it.
void AttributionFinder::Relay(Document& doc, const Workspace& work) const {
  for (size_t i = work.sentence_row; i < doc.attributions.size(); ++i) {
    for (size_t k = work.sentence_row; k < doc.attributions.size(); ++k) {
      const AttributionMention& outer = doc.attributions[k];
      if (i == k || outer.source_type != SourceType::kMedia || !outer.content.Contains(doc.attributions[i].cue) || SameSource(outer, doc.attributions[i])) continue;
      if (doc.attributions[i].via.empty()) doc.attributions[i].via = doc.text(outer.source_span);
    }
  }
}

bool AttributionFinder::IsDirect(const Document& doc, TokenRange content, const Workspace& work) const {
  uint32_t quoted = 0, words = 0;
  for (uint32_t t = content.begin; t < content.end; ++t) words += doc.tokens.upos[t] != Upos::kPunct;
  auto q = std::partition_point(work.quotations.begin(), work.quotations.end(), [&](const Quotation& x) { return x.tokens.end <= content.begin; });
  for (; q != work.quotations.end() && q->tokens.begin < content.end; ++q) {
    for (uint32_t t = std::max(q->tokens.begin, content.begin); t < std::min(q->tokens.end, content.end); ++t) quoted += doc.tokens.upos[t] != Upos::kPunct;
  }
  return words > 0 && quoted * 3 >= words * 2;
}

/// Quoted words that reach over an end of the sentence belong to the content that reaches to that end.
TokenRange AttributionFinder::WholeQuote(const Document& doc, uint32_t sentence, TokenRange content, const Workspace& work) const {
  const TokenRange range = doc.sentences[sentence].tokens;
  auto q = std::partition_point(work.quotations.begin(), work.quotations.end(), [&](const Quotation& x) { return x.tokens.end <= content.begin; });
  for (; q != work.quotations.end() && q->tokens.begin < content.end; ++q) {
    if (q->tokens.begin < range.begin && content.begin <= range.begin + 1) content.begin = q->tokens.begin;
    if (q->tokens.end > range.end && content.end + 1 >= range.end) content.end = q->tokens.end;
  }
  return content;
}

/// "He went on:" at the end of a paragraph: the quotation that follows is what the cue reports.
void AttributionFinder::ReadBehind(Document& doc, Workspace& work) const {
  for (size_t i = work.first_row; i < doc.attributions.size(); ++i) {
    AttributionMention& a = doc.attributions[i];
    TokenRange& content = work.contents[i - work.first_row];
    const uint32_t next = a.sentence.value + 1;
    if (!content.empty() || next >= doc.sentences.size()) continue;
    const TokenRange here = doc.sentences[a.sentence.value].tokens;
    if (doc.token(here.end - 1) != ":") continue;
    const TokenRange tokens = doc.sentences[next].tokens;
    content = {tokens.begin, tokens.end};
    const auto q = std::partition_point(work.quotations.begin(), work.quotations.end(), [&](const Quotation& x) { return x.tokens.begin < tokens.begin; });
    if (q != work.quotations.end() && q->tokens.begin == tokens.begin) content = q->tokens;
    a.content = doc.tokens.span(content);
    a.quoted = Quoted::kDirect;
  }
}

void AttributionFinder::CarryOn(Document& doc, Workspace& work) const {
  const size_t found = doc.attributions.size();
  const auto covered = [&](TokenRange tokens) {
    for (size_t i = 0; i < work.contents.size(); ++i) {
      if (doc.attributions[work.first_row + i].speech && work.contents[i].begin <= tokens.begin + 1 && tokens.end <= work.contents[i].end + 2) return true;
    }
    return false;
  };
  size_t last = SIZE_MAX;       // row whose speaker holds the floor
  uint32_t last_paragraph = 0;  // of the end of his words
  size_t row = 0;
  for (size_t k = 0; k < work.quotations.size(); ++k) {
    const Quotation& q = work.quotations[k];
    // The last row that begins before the quotation and stands nearest.
    for (; row < found - work.first_row && work.contents[row].begin <= q.tokens.begin + 1; ++row) {
      const AttributionMention& a = doc.attributions[work.first_row + row];
      if (!a.speech) continue;
      last = work.first_row + row;
      last_paragraph = doc.sentences[a.sentence.value].paragraph;
    }
    if (!q.speech || covered(q.tokens) || last == SIZE_MAX) continue;
    const bool opens_paragraph = q.tokens.begin == doc.sentences[q.first_sentence].tokens.begin && (q.first_sentence == 0 || doc.sentences[q.first_sentence - 1].paragraph != q.paragraph);
    const bool same = q.paragraph == last_paragraph;
    if (!same && !(opens_paragraph && q.paragraph == last_paragraph + 1)) continue;
    // Only a sentence that is all quotation goes on; one with words of the report around it has its own voice.
    if (q.tokens.begin > doc.sentences[q.first_sentence].tokens.begin + 1) continue;
    AttributionMention a = doc.attributions[last];
    const TokenRange content = q.tokens;
    a.content = doc.tokens.span(content);
    a.quoted = Quoted::kDirect;
    a.confidence = kCarried;
    doc.attributions.push_back(a);
    work.contents.push_back(content);
    last_paragraph = q.paragraph;
  }
  // "I" and "we" in direct speech are the speaker.
  for (PartyMention& party : doc.parties) {
    if (!party.is_pronoun || party.antecedent.valid()) continue;
    const WordId word = doc.tokens.word[party.head_token];
    if (word != i_ && word != we_ && word != me_ && word != us_) continue;
    const AttributionId id = AttributionAt(doc, party.span);
    if (!id.valid() || doc.attributions[id.value].quoted != Quoted::kDirect) continue;
    const PartyId source = doc.attributions[id.value].source;
    if (source.valid() && !doc.parties[source.value].is_pronoun) party.antecedent = source;
  }
}

AttributionId AttributionAt(const Document& doc, Span clause) {
  AttributionId best;
  uint32_t size = kNone;
  for (uint32_t i = 0; i < doc.attributions.size(); ++i) {
    const AttributionMention& a = doc.attributions[i];
    if (!a.speech || !a.content.Contains(clause) || a.content.size() >= size) continue;
    best = AttributionId{i};
    size = a.content.size();
  }
  return best;
}

}  // namespace dateline
