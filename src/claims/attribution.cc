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

/// Where a row stands: at what it reports, without it at its cue.
uint32_t BeginOf(const AttributionMention& a) { return a.content.empty() ? a.cue.begin : a.content.begin; }

bool SameSource(const AttributionMention& a, const AttributionMention& b) { return a.source_span == b.source_span; }

}  // namespace

Result<AttributionFinder> AttributionFinder::Load(const Container& knowledge, Vocabulary& v) {
  auto table = knowledge.OpenTable("attribution.tsv");
  if (!table) return table.error();
  const auto cue = table->Column("cue"), kind = table->Column("kind"), takes = table->Column("takes"), strength = table->Column("strength");
  for (const auto* column : {&cue, &kind, &takes, &strength}) {
    if (!*column) return column->error();
  }
  AttributionFinder out;
  auto model = AttributionModel::Load(knowledge.Section("attribution.weights"));
  if (!model) return model.error();
  out.model_ = *model;
  constexpr std::string_view kNames[kKinds] = {"verb", "noun", "phrase", "medium", "document", "anonymous", "relay"};
  for (const Table::Row& row : table->rows()) {
    const auto name = std::find(std::begin(kNames), std::end(kNames), row.cells[*kind]);
    if (name == std::end(kNames)) return Error{table->Where(row), "kind \"" + std::string(row.cells[*kind]) + "\"", "verb, noun, phrase, medium, document, anonymous or relay"};
    Cue c;
    c.kind = static_cast<Kind>(name - std::begin(kNames));
    c.text = row.cells[*cue];
    c.weak = row.cells[*strength] == "weak";
    c.about = row.cells[*takes] != "object";
    c.evidence = row.cells[*takes] == "shown";
    if (c.text.empty()) return Error{table->Where(row), "no cue", "a word"};
    const WordId first = v.Intern(utf8::Lower(c.text.substr(0, c.text.find(' '))));
    auto& index = out.by_word_[static_cast<size_t>(c.kind)];
    if (first.value >= index.size()) index.resize(first.value + 1024, 0);
    out.cues_.push_back(c);
    // Rows of several words ("point out") are for people to read; their first word is looked up.
    if (index[first.value] == 0) index[first.value] = static_cast<uint32_t>(out.cues_.size());
  }
  const std::pair<WordId*, const char*> words[] = {{&out.of_, "of"}, {&out.for_, "for"}, {&out.at_, "at"}, {&out.with_, "with"}, {&out.from_, "from"}, {&out.in_, "in"}, {&out.on_, "on"}, {&out.by_, "by"},
      {&out.and_, "and"}, {&out.he_, "he"}, {&out.she_, "she"}, {&out.they_, "they"}, {&out.it_, "it"}, {&out.that_, "that"}, {&out.say_, "say"}, {&out.anonymity_, "anonymity"}, {&out.named_, "named"}, {&out.unnamed_, "unnamed"}, {&out.unidentified_, "unidentified"},
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
  Sort(doc, work);
  LinkSpeakers(doc);
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
  Relay(doc, sentence, work);
  ReadBrackets(doc, sentence, work);
  for (const Workspace::Found& found : work.found) {
    doc.attributions.push_back(found.row);
    work.contents.push_back(found.content);
    if (!found.row.speech || !found.row.source.valid()) continue;
    work.speakers.push_back(found.row.source);
    if (!doc.parties[found.row.source.value].person.empty()) work.last_person = found.row.source;
  }
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
  if (!work.contents_here.empty() && work.contents_here.back().begin >= cue.end) Reach(work.contents_here.back(), work);
  for (uint32_t t = cue.begin; t < cue.end; ++t) work.taken[t - begin] = 1;
  AttributionMention row;
  row.cue = doc.tokens.span(cue);
  row.sentence = SentenceId{sentence};
  row.confidence = 1 / (1 + std::exp(-odds));
  if (source.empty()) source = MissingSource(doc, begin + head, work);
  // "..., said." without a subject: whoever spoke last.
  if (source.empty() && doc.tokens.lemma[begin + head] == say_ && work.contents_here.size() == 1 && HoldsSpeech(work.contents_here[0], work)) row.source = LastSpeaker(doc, sentence, he_, work);
  bool thing = false;
  if (!source.empty()) {
    const Source speaker = SourceIn(doc, sentence, source);
    Describe(doc, sentence, speaker, row, work);
    const bool people = row.source.valid() && (doc.parties[row.source.value].is_people || !doc.parties[row.source.value].person.empty());
    thing = !people && row.source_type != SourceType::kDocument && row.source_type != SourceType::kMedia && row.source_type != SourceType::kAnonymous;
  }
  row.medium = MediumIn(doc, sentence, {cue.begin, begin + n});
  if (work.contents_here.empty()) {
    work.contents_here.push_back(MissingContent(doc, begin + head, cue, source, work));
  } else if (work.contents_here.size() == 1 && CueOf(doc.tokens.word[cue.begin], Kind::kPhrase) != nullptr) {
    const TokenRange other = OtherSide(doc, cue, source, work.contents_here[0], work);
    if (!other.empty()) work.contents_here.push_back(other);
  }
  for (const TokenRange tokens : work.contents_here) {
    const TokenRange content = tokens.empty() ? tokens : WholeQuote(doc, sentence, tokens, work);
    row.content = doc.tokens.span(content);
    row.quoted = IsDirect(doc, content, work) ? Quoted::kDirect : Quoted::kIndirect;
    row.speech = (!source.empty() || row.source.valid()) && IsSpeech(doc, begin + head, cue, content, row, thing, work);
    work.found.push_back({row, content, begin + head});
  }
}

/// "(OCHA, 14 January 2017)" at the end of a sentence: the body in the brackets says it.
void AttributionFinder::ReadBrackets(const Document& doc, uint32_t sentence, Workspace& work) const {
  const auto& tok = doc.tokens;
  const TokenRange range = doc.sentences[sentence].tokens;
  uint32_t close = range.end;
  while (close > range.begin + 6 && doc.token(close - 1) == ".") --close;
  if (close <= range.begin + 6 || doc.token(close - 1) != ")") return;
  uint32_t open = close - 1;
  while (open > range.begin && doc.token(open) != "(") --open;
  if (open < range.begin + 4 || close - open < 4 || close - open > 24) return;
  bool dated = false;
  for (uint32_t t = open + 1; t + 1 < close; ++t) dated = dated || (doc.token(t).size() == 4 && (tok.shape[t] & kHasDigit) != 0);
  const auto name = std::partition_point(doc.names.begin(), doc.names.end(), [&](const NameMention& n) { return n.tokens.begin < open + 1; });
  TokenRange body = {open + 1, open + 2};
  const bool named = name != doc.names.end() && name->tokens.begin == open + 1 && name->tokens.end < close && name->type == NameType::kOrganization;
  if (named) body = name->tokens;
  else if ((tok.shape[open + 1] & kAllCaps) == 0 || doc.token(open + 1).size() < 3) return;
  if (!dated) return;
  AttributionMention row;
  Describe(doc, sentence, SourceIn(doc, sentence, body), row, work);
  row.cue = tok.span(open);
  row.content = tok.span(TokenRange{range.begin, open});
  row.sentence = SentenceId{sentence};
  row.confidence = kCarried;
  row.speech = true;
  work.found.push_back({row, {range.begin, open}, open});
}

/// Content that breaks off before what is joined to its clause ("that two men died and | a third was hurt") runs on to its end, unless another cue stands there.
void AttributionFinder::Reach(TokenRange& content, const Workspace& work) const {
  const CueSentence& x = work.sentence;
  uint32_t top = content.begin - x.begin();
  for (uint32_t t = content.begin; t < content.end; ++t) {
    const uint32_t i = t - x.begin();
    if (x.upos(i) != Upos::kPunct && x.depth(i) < x.depth(top)) top = i;
  }
  const uint32_t end = x.begin() + x.right(top) + 1;
  if (end < content.end + 3 || (x.upos(top) != Upos::kVerb && x.upos(top) != Upos::kAdj && x.upos(top) != Upos::kNoun)) return;
  for (const Workspace::Candidate& other : work.candidates) {
    if (x.begin() + other.token >= content.end && x.begin() + other.token < end) return;
  }
  content.end = end;
}

/// The subject of the cue, where the model names no source of a verb of speech.
TokenRange AttributionFinder::MissingSource(const Document& doc, uint32_t head, const Workspace& work) const {
  const Cue* cue = CueOf(doc.tokens.lemma[head], Kind::kVerb);
  if (cue == nullptr || cue->weak) return {};
  const CueSentence& x = work.sentence;
  // Its own, or that of the verb it is joined to or hangs on ("..., promising help and confirming that").
  uint32_t verb = head - x.begin();
  for (int steps = 0; steps < 4; ++steps) {
    for (uint32_t i = 0; i < x.size(); ++i) {
      if (x.head(i) == verb && i != verb && x.deprel(i) == Deprel::kNsubj) return {x.begin() + x.left(i), x.begin() + x.right(i) + 1};
    }
    const Deprel r = x.deprel(verb);
    if (r != Deprel::kConj && r != Deprel::kAdvcl && r != Deprel::kXcomp) break;
    verb = x.head(verb);
  }
  return {};
}

/// What a verb of speech reports, where the model marks nothing: its clause, or the words before ", X said".
TokenRange AttributionFinder::MissingContent(const Document& doc, uint32_t head, TokenRange cue, TokenRange source, const Workspace& work) const {
  const Cue* verb = CueOf(doc.tokens.lemma[head], Kind::kVerb);
  const TokenRange nothing = {cue.end, cue.end};
  if (CueOf(doc.tokens.word[cue.begin], Kind::kPhrase) != nullptr) return OtherSide(doc, cue, source, {}, work);
  if (verb == nullptr || verb->weak || source.empty()) return nothing;
  const CueSentence& x = work.sentence;
  for (uint32_t i = 0; i < x.size(); ++i) {
    if (x.head(i) == head - x.begin() && x.deprel(i) == Deprel::kCcomp && x.begin() + x.left(i) >= cue.end) return {x.begin() + x.left(i), x.begin() + x.right(i) + 1};
  }
  const uint32_t first = std::min(cue.begin, source.begin);
  if (first > x.begin() + 3 && doc.token(first - 1) == ",") return {x.begin(), first - 1};
  return nothing;
}

/// "On Sunday, according to the police, a man was killed": words without a verb say nothing; the rest of the sentence does, before the cue or behind its source.
TokenRange AttributionFinder::OtherSide(const Document& doc, TokenRange cue, TokenRange source, TokenRange content, const Workspace& work) const {
  const auto says = [&](TokenRange tokens) {
    for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
      if (doc.tokens.upos[t] == Upos::kVerb || doc.tokens.upos[t] == Upos::kAux) return true;
    }
    return false;
  };
  const TokenRange nothing = {cue.end, cue.end};
  if (says(content) || source.empty() || source.begin < cue.begin) return nothing;
  const CueSentence& x = work.sentence;
  TokenRange before = {x.begin(), cue.begin}, behind = {source.end, x.begin() + x.size()};
  while (!before.empty() && doc.tokens.upos[before.end - 1] == Upos::kPunct) --before.end;
  while (!behind.empty() && doc.tokens.upos[behind.begin] == Upos::kPunct && !IsOpeningQuote(doc, behind.begin)) ++behind.begin;
  while (!behind.empty() && (doc.token(behind.end - 1) == "." || doc.token(behind.end - 1) == ",")) --behind.end;
  if (says(behind)) return behind;
  return says(before) ? before : nothing;
}

bool AttributionFinder::HoldsSpeech(TokenRange content, const Workspace& work) const {
  const auto q = std::partition_point(work.quotations.begin(), work.quotations.end(), [&](const Quotation& x) { return x.tokens.end <= content.begin; });
  return q != work.quotations.end() && q->tokens.begin < content.end && q->speech;
}

/// Speech and reports, as the table says of the cue; a quoted sentence is speech whatever the cue.
bool AttributionFinder::IsSpeech(const Document& doc, uint32_t head, TokenRange cue, TokenRange content, const AttributionMention& row, bool thing, const Workspace& work) const {
  const auto& tok = doc.tokens;
  if (row.quoted == Quoted::kDirect && content.begin > 0 && HoldsSpeech(content, work)) {
    const uint32_t before = IsOpeningQuote(doc, content.begin) ? content.begin - 1 : content.begin;
    const std::string_view mark = doc.token(before);
    if (content.begin < cue.begin || mark == ":" || mark == ",") return true;
  }
  if (doc.token(head) == ":") return true;
  for (uint32_t t = cue.begin; t < cue.end; ++t) {
    if (const Cue* c = CueOf(tok.word[t], Kind::kPhrase)) return !c->weak;
    if (const Cue* c = CueOf(tok.lemma[t], Kind::kNoun); c && tok.upos[t] == Upos::kNoun && !c->weak) return true;
  }
  if (!content.empty() && content.begin >= cue.end && CueOf(tok.lemma[content.begin], Kind::kNoun) && tok.upos[content.begin] == Upos::kNoun) return true;  // "claimed [responsibility for ...]"
  const Cue* verb = CueOf(tok.lemma[head], Kind::kVerb);
  if (verb == nullptr || verb->weak) return false;
  // A thing that is no document says nothing: "the attack shows ...".
  if (thing && verb->evidence) return false;
  // "hopes to take the town": a plan is no claim, but what somebody is asked to do is reported.
  if (verb->about && !content.empty() && content.begin >= cue.end && tok.xpos[content.begin] == Xpos::kTo) return false;
  // "warned of the dangers", "commented on the strikes": what is talked about is no claim.
  const bool about = verb->about && cue.end > cue.begin + 1 && tok.upos[cue.end - 1] == Upos::kAdp && !content.empty() && content.begin >= cue.end;
  if (!about) return true;
  for (uint32_t t = content.begin; t < content.end; ++t) {
    if (tok.deprel[t] == Deprel::kCcomp && tok.head[t] == head) return true;
  }
  return false;
}

/// "Television quoted the ministry as saying": the ministry speaks, by way of television. "The Times reported, citing officials": the Times reports, and what it cites is
/// a row beside it. Words inside what a news outlet reports come by way of it too.
void AttributionFinder::Relay(Document& doc, uint32_t sentence, Workspace& work) const {
  const auto& tok = doc.tokens;
  for (size_t i = 0; i < work.found.size(); ++i) {
    const uint32_t relay = work.found[i].head;
    if (!CueOf(tok.lemma[relay], Kind::kRelay) || tok.upos[relay] != Upos::kVerb) continue;
    AttributionMention who;
    if (!Cited(doc, sentence, relay, who, work)) continue;
    const Span outlet = work.found[i].row.source_span;
    for (Workspace::Found& other : work.found) {
      // The citing itself, and a cue of the same speaker that hangs on it ("as saying").
      bool own = other.head == relay;
      if (!own && other.row.source_span == outlet) {
        for (uint32_t t = other.head, steps = 0; steps < 4 && !own && tok.head[t] != t; ++steps) own = (t = tok.head[t]) == relay;
      }
      // ", citing officials": they say what the outlet reports.
      if (other.head != relay && other.row.source_span == outlet && !own && !other.content.empty()) work.found[i].content = other.content, work.found[i].row.content = other.row.content;
      if (!own) continue;
      AttributionMention& row = other.row;
      if (!outlet.empty() && outlet != who.source_span) row.via = doc.text(outlet);
      row.source = who.source;
      row.source_span = who.source_span;
      row.named = who.named;
      row.source_type = who.source_type;
      row.role = who.role;
      row.organization = who.organization;
      row.place = who.place;
    }
  }
  for (Workspace::Found& inner : work.found) {
    for (const Workspace::Found& outer : work.found) {
      if (&inner == &outer || outer.row.source_type != SourceType::kMedia || !outer.row.content.Contains(inner.row.cue) || SameSource(inner.row, outer.row)) continue;
      if (inner.row.via.empty()) inner.row.via = doc.text(outer.row.source_span);
    }
  }
}

/// The person, document or nameless source that a verb of citing has for its object.
bool AttributionFinder::Cited(const Document& doc, uint32_t sentence, uint32_t verb, AttributionMention& who, const Workspace& work) const {
  const auto& tok = doc.tokens;
  const CueSentence& x = work.sentence;
  for (uint32_t i = verb - x.begin() + 1; i < x.size(); ++i) {
    if (x.head(i) != verb - x.begin() || (x.deprel(i) != Deprel::kObj && x.deprel(i) != Deprel::kIobj)) continue;
    TokenRange tokens = {x.begin() + x.left(i), x.begin() + i + 1};
    for (uint32_t t = tokens.begin; t + 1 < tokens.end; ++t) {
      if (tok.upos[t] == Upos::kPunct) tokens.begin = t + 1;
    }
    Describe(doc, sentence, SourceIn(doc, sentence, tokens), who, work);
    return (who.source.valid() && doc.parties[who.source.value].is_people) || who.source_type != SourceType::kUnknown;
  }
  return false;
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

/// "He went on:" at the end of a paragraph: what follows is what the cue reports, a quotation, or without marks all paragraphs up to the next speaker.
void AttributionFinder::ReadBehind(Document& doc, Workspace& work) const {
  const size_t found = doc.attributions.size();
  for (size_t i = work.first_row; i < found; ++i) {
    AttributionMention& a = doc.attributions[i];
    const uint32_t here = a.sentence.value, next = here + 1;
    const TokenRange tokens = doc.sentences[here].tokens;
    if (next >= doc.sentences.size() || doc.token(tokens.end - 1) != ":" || doc.tokens.end[tokens.end - 1] > a.cue.end + 1 || a.source_span.empty()) continue;
    const uint32_t begin = doc.sentences[next].tokens.begin;
    const auto q = std::partition_point(work.quotations.begin(), work.quotations.end(), [&](const Quotation& x) { return x.tokens.begin < begin; });
    TokenRange content = doc.sentences[next].tokens;
    if (q != work.quotations.end() && q->tokens.begin == begin) {
      content = q->tokens;
    } else {
      uint32_t last = next;
      while (last + 1 < doc.sentences.size() && !Speaks(doc, last + 1, found, work)) ++last;
      content.end = doc.sentences[last].tokens.end;
    }
    a.content = doc.tokens.span(content);
    a.quoted = Quoted::kDirect;
    a.speech = true;
    work.contents[i - work.first_row] = content;
  }
}

/// True when a sentence names a speaker of its own outside quotation marks, and not "I" or "we": speech without marks ends before it.
bool AttributionFinder::Speaks(const Document& doc, uint32_t sentence, size_t rows, const Workspace& work) const {
  if (doc.sentences[sentence].role == PartRole::kCaption || doc.sentences[sentence].role == PartRole::kTitle) return true;
  auto row = std::partition_point(doc.attributions.begin() + static_cast<std::ptrdiff_t>(work.first_row), doc.attributions.begin() + static_cast<std::ptrdiff_t>(rows), [&](const AttributionMention& a) { return a.sentence.value < sentence; });
  for (; row != doc.attributions.begin() + static_cast<std::ptrdiff_t>(rows) && row->sentence.value == sentence; ++row) {
    const bool person = row->speech && row->source.valid() && (!doc.parties[row->source.value].person.empty() || !doc.parties[row->source.value].role.empty()) && !doc.parties[row->source.value].is_pronoun;
    const std::string_view cue = doc.text(row->cue);
    if (person && (cue.find("said") != std::string_view::npos || cue.find("added") != std::string_view::npos || cue.ends_with(":"))) return true;
  }
  return false;
}

/// A quotation behind the colon of a clause without a cue ("The ministry justified the raid: ..."): its subject speaks.
bool AttributionFinder::BehindColon(const Document& doc, const Quotation& q, AttributionMention& row, const Workspace& work) const {
  const auto& tok = doc.tokens;
  const TokenRange range = doc.sentences[q.first_sentence].tokens;
  if (q.tokens.begin < range.begin + 3 || doc.token(q.tokens.begin - 1) != ":") return false;
  for (uint32_t t = range.begin; t + 1 < q.tokens.begin; ++t) {
    const uint32_t verb = tok.head[t];
    if (tok.deprel[t] != Deprel::kNsubj || verb < t || verb >= q.tokens.begin || tok.deprel[verb] != Deprel::kRoot) continue;
    uint32_t begin = t;
    while (begin > range.begin && tok.head[begin - 1] >= begin && tok.head[begin - 1] <= t && tok.upos[begin - 1] != Upos::kPunct) --begin;
    Describe(doc, q.first_sentence, SourceIn(doc, q.first_sentence, {begin, t + 1}), row, work);
    row.cue = tok.span(verb);
    row.content = tok.span(q.tokens);
    row.sentence = SentenceId{q.first_sentence};
    row.quoted = Quoted::kDirect;
    row.confidence = kCarried;
    row.speech = row.source.valid() && (doc.parties[row.source.value].is_people || doc.parties[row.source.value].is_pronoun);
    return row.speech;
  }
  return false;
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
    if (!q.speech || covered(q.tokens)) continue;
    if (AttributionMention quoted; BehindColon(doc, q, quoted, work)) {
      doc.attributions.push_back(quoted);
      work.contents.push_back(q.tokens);
      last = doc.attributions.size() - 1;
      last_paragraph = q.paragraph;
      continue;
    }
    if (last == SIZE_MAX) continue;
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
}

/// Rows stand in the order of what they report, so that those around a place are found by halving; of two that begin together the longer comes first, of two that
/// report the same the one that was only cited.
void AttributionFinder::Sort(Document& doc, const Workspace& work) const {
  std::stable_sort(doc.attributions.begin() + static_cast<std::ptrdiff_t>(work.first_row), doc.attributions.end(), [](const AttributionMention& a, const AttributionMention& b) {
    if (BeginOf(a) != BeginOf(b)) return BeginOf(a) < BeginOf(b);
    if (a.content.end != b.content.end) return a.content.end > b.content.end;
    return !a.via.empty() && b.via.empty();
  });
}

/// "The United States condemns ...": a body that a report has speak for itself, in the present and in nobody's mouth; who "we" are in what follows.
bool AttributionFinder::IsVoice(const Document& doc, const PartyMention& party) {
  if (party.is_pronoun || party.is_plural || !party.person.empty() || (party.actor.empty() && party.country.empty()) || doc.tokens.deprel[party.head_token] != Deprel::kNsubj) return false;
  const uint32_t verb = doc.tokens.head[party.head_token];
  const Xpos form = doc.tokens.xpos[verb];
  return doc.tokens.deprel[verb] == Deprel::kRoot && (form == Xpos::kVbz || form == Xpos::kVbp) && !AttributionAt(doc, party.span).valid();
}

/// "I" and "we" in direct speech are the speaker, "we" in a statement is who makes it.
void AttributionFinder::LinkSpeakers(Document& doc) const {
  PartyId voice;  // of the report
  for (uint32_t i = 0; i < doc.parties.size(); ++i) {
    PartyMention& party = doc.parties[i];
    if (IsVoice(doc, party)) voice = PartyId{i};
    if (!party.is_pronoun || party.antecedent.valid()) continue;
    const WordId word = doc.tokens.word[party.head_token];
    if (word != i_ && word != we_ && word != me_ && word != us_) continue;
    const AttributionId id = AttributionAt(doc, party.span);
    if (!id.valid() && (word == we_ || word == us_)) party.antecedent = voice;
    if (!id.valid() || doc.attributions[id.value].quoted != Quoted::kDirect) continue;
    const PartyId source = doc.attributions[id.value].source;
    if (source.valid() && !doc.parties[source.value].is_pronoun) party.antecedent = source;
  }
}

std::pair<uint32_t, uint32_t> AttributionsNear(const Document& doc, Span words) {
  constexpr std::ptrdiff_t kBack = 96;  // rows that began before and may reach here: speech without marks runs over many
  const auto& rows = doc.attributions;
  auto first = std::partition_point(rows.begin(), rows.end(), [&](const AttributionMention& a) { return BeginOf(a) < words.begin; });
  const auto last = std::partition_point(first, rows.end(), [&](const AttributionMention& a) { return BeginOf(a) < words.end; });
  first -= std::min(kBack, first - rows.begin());
  return {static_cast<uint32_t>(first - rows.begin()), static_cast<uint32_t>(last - rows.begin())};
}

AttributionId AttributionAt(const Document& doc, Span clause, bool speech) {
  AttributionId best;
  uint32_t size = kNone;
  const auto [first, last] = AttributionsNear(doc, clause);
  for (uint32_t i = first; i < last; ++i) {
    const AttributionMention& a = doc.attributions[i];
    if (a.speech != speech || !a.content.Contains(clause) || a.content.size() > size) continue;
    best = AttributionId{i};
    size = a.content.size();
  }
  return best;
}

AttributionId ClaimOf(const Document& doc, Span trigger) {
  constexpr uint32_t kReach = 400;  // bytes between a cue and what it reports
  const auto [first, last] = AttributionsNear(doc, {trigger.begin > kReach ? trigger.begin - kReach : 0, trigger.end + kReach});
  for (uint32_t i = first; i < last; ++i) {
    const AttributionMention& a = doc.attributions[i];
    if (!a.speech || !a.cue.Overlaps(trigger)) continue;
    if (a.source_type == SourceType::kUnknown && !a.source.valid() && a.source_span.empty()) continue;
    return AttributionId{i};
  }
  return {};
}

}  // namespace dateline
