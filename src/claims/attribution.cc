#include "claims/attribution.h"

#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "claims/attribution_workspace.h"

namespace dateline {
namespace {

constexpr uint32_t kNone = UINT32_MAX;
constexpr float kStrongVerb = 0.85f, kStrongPhrase = 0.9f, kWeakVerb = 0.3f, kCarried = 0.7f;

bool IsComma(const Document& doc, uint32_t t) { return doc.token(t) == ","; }

/// Token range of a byte span that begins and ends with tokens.
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
  for (const Table::Row& row : table->rows()) {
    const std::string_view k = row.cells[*kind], t = row.cells[*takes];
    Cue c;
    c.text = row.cells[*cue];
    if (k == "verb") c.kind = Kind::kVerb;
    else if (k == "phrase") c.kind = Kind::kPhrase;
    else if (k == "medium") c.kind = Kind::kMedium;
    else if (k == "document") c.kind = Kind::kDocument;
    else if (k == "anonymous") c.kind = Kind::kAnonymous;
    else return Error{table->Where(row), "kind \"" + std::string(k) + "\"", "verb, phrase, medium, document or anonymous"};
    if (t == "told") c.takes = Takes::kTold;
    else if (t == "object") c.takes = Takes::kObject;
    else if (t == "any") c.takes = Takes::kAny;
    else if (t == "clause" || t.empty()) c.takes = Takes::kClause;
    else return Error{table->Where(row), "takes \"" + std::string(t) + "\"", "clause, told, object or any"};
    c.weak = row.cells[*strength] == "weak";
    const std::vector<std::string_view> words = SplitList(c.text, ' ');
    if (words.empty()) return Error{table->Where(row), "no cue", "a word"};
    for (size_t i = 1; i < words.size(); ++i) c.rest.push_back(v.Intern(utf8::Lower(words[i])));
    const WordId first = v.Intern(utf8::Lower(words[0]));
    auto& index = out.by_word_[static_cast<size_t>(c.kind)];
    if (first.value >= index.size()) index.resize(first.value + 1024, 0);
    out.cues_.push_back(std::move(c));
    if (index[first.value] == 0) index[first.value] = static_cast<uint32_t>(out.cues_.size());
  }
  const std::pair<WordId*, const char*> words[] = {{&out.that_, "that"}, {&out.which_, "which"}, {&out.who_, "who"}, {&out.and_, "and"}, {&out.but_, "but"}, {&out.while_, "while"}, {&out.though_, "though"},
      {&out.although_, "although"}, {&out.of_, "of"}, {&out.for_, "for"}, {&out.at_, "at"}, {&out.with_, "with"}, {&out.from_, "from"}, {&out.in_, "in"}, {&out.on_, "on"}, {&out.by_, "by"}, {&out.to_, "to"},
      {&out.cite_, "cite"}, {&out.whether_, "whether"}, {&out.if_, "if"}, {&out.as_, "as"}, {&out.he_, "he"}, {&out.she_, "she"}, {&out.say_, "say"}, {&out.tell_, "tell"}, {&out.anonymity_, "anonymity"},
      {&out.named_, "named"}, {&out.unnamed_, "unnamed"}, {&out.unidentified_, "unidentified"}, {&out.anonymous_, "anonymous"}, {&out.i_, "i"}, {&out.we_, "we"}, {&out.me_, "me"}, {&out.us_, "us"}, {&out.also_, "also"}};
  for (const auto& [id, text] : words) *id = v.Intern(text);
  for (const char* day : {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "earlier", "later", "afterwards"}) out.weekdays_.push_back(v.Intern(day));
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
  for (uint32_t s = 0; s < doc.sentences.size(); ++s) FindInSentence(doc, s, work);
  CarryOn(doc, work);
}

void AttributionFinder::FindInSentence(Document& doc, uint32_t sentence, Workspace& work) const {
  work.sentence_row = doc.attributions.size();
  const auto& tok = doc.tokens;
  uint32_t c = doc.first_chunk[sentence];
  const uint32_t high = doc.first_chunk[sentence + 1];
  for (uint32_t t = doc.sentences[sentence].tokens.begin; t < doc.sentences[sentence].tokens.end; ++t) {
    for (; c < high && doc.chunks[c].tokens.begin <= t; ++c) {
      const Chunk& chunk = doc.chunks[c];
      if (chunk.kind != ChunkKind::kVerb) continue;
      const Cue* cue = CueOf(tok.lemma[chunk.head], Kind::kVerb);
      if (cue && !chunk.infinitive && !chunk.passive) ReadVerb(doc, sentence, c, *cue, work);
    }
    if (const Cue* cue = CueOf(tok.word[t], Kind::kPhrase)) ReadPhrase(doc, sentence, t, *cue, work);
  }
  // Words inside what a news outlet reports come by way of it.
  for (size_t i = work.sentence_row; i < doc.attributions.size(); ++i) {
    for (size_t k = work.sentence_row; k < doc.attributions.size(); ++k) {
      const AttributionMention& outer = doc.attributions[k];
      if (i == k || outer.source_type != SourceType::kMedia || !outer.content.Contains(doc.attributions[i].cue) || SameSource(outer, doc.attributions[i])) continue;
      if (doc.attributions[i].via.empty()) doc.attributions[i].via = doc.text(outer.source_span);
    }
  }
}

void AttributionFinder::ReadVerb(Document& doc, uint32_t sentence, uint32_t c, const Cue& cue, Workspace& work) const {
  const auto& tok = doc.tokens;
  const Chunk verb = doc.chunks[c];
  const TokenRange range = doc.sentences[sentence].tokens;
  if (verb.negated && !cue.weak && cue.text != "confirm") return;
  // What somebody quoted says of his own thinking is his speech, not another source.
  const bool quoted = InSpeech(verb.tokens.begin, work);
  for (size_t i = 0; i < cue.rest.size(); ++i) {
    if (verb.tokens.end + i >= range.end || tok.word[verb.tokens.end + i] != cue.rest[i]) return;
  }
  uint32_t cue_begin = verb.tokens.begin;
  if (cue_begin > range.begin && tok.upos[cue_begin - 1] == Upos::kAdv && Is(doc, cue_begin - 1, also_)) --cue_begin;
  Span cue_span = tok.span(TokenRange{cue_begin, verb.tokens.end + static_cast<uint32_t>(cue.rest.size())});
  const float confidence = cue.weak ? kWeakVerb : kStrongVerb;
  uint32_t after = verb.tokens.end;
  // "called for", "pointed to": the preposition belongs to a cue that takes a thing.
  const bool tied = cue.weak && cue.takes == Takes::kObject && cue.rest.empty() && after + 1 < range.end && tok.upos[after] == Upos::kAdp;
  if (tied) cue_span.end = tok.end[after];
  const bool can_speak = !cue.weak || cue.takes == Takes::kAny;

  // ", citing an official": the source of what stands before.
  if (tok.lemma[verb.head] == cite_ && verb.participle) {
    const Source source = SourceAfter(doc, sentence, after, true);
    if (source.tokens.empty() || work.sentence_row >= doc.attributions.size()) return;
    const size_t outer = doc.attributions.size() - 1;
    const TokenRange content = work.contents[outer - work.first_row];
    const Span relay = doc.attributions[outer].source_span;
    if (AttributionMention* row = Push(doc, sentence, cue_span, content, source, confidence, work); row && !relay.empty()) row->via = doc.text(relay);
    return;
  }

  const bool comma_before = verb.tokens.begin > range.begin && (IsComma(doc, verb.tokens.begin - 1) || ClosesSpeech(doc, verb.tokens.begin - 1, work));
  Source source;
  TokenRange before;
  if (can_speak && comma_before && !verb.participle && cue.takes != Takes::kTold) {
    // "..., said X": the speaker follows.
    source = SourceAfter(doc, sentence, after, false);
    if (!source.tokens.empty() && std::find(weekdays_.begin(), weekdays_.end(), tok.word[source.head]) != weekdays_.end()) source = {};
    // "X, a farmer, said the army ...": here the noun after the verb is not the speaker.
    if (!source.tokens.empty()) {
      const Source other = SourceBefore(doc, sentence, c, 0);
      const bool quote = IsClosingQuote(doc, verb.tokens.begin - 1);
      const bool clause = source.tokens.end < range.end && c + 1 < doc.chunks.size() && source.last_chunk + 1 < doc.first_chunk[sentence + 1] && doc.chunks[source.last_chunk + 1].kind == ChunkKind::kVerb &&
                          doc.chunks[source.last_chunk + 1].tokens.begin == source.tokens.end && !doc.chunks[source.last_chunk + 1].participle;
      if (!quote && clause && !other.tokens.empty()) source = other;
      else before = {range.begin, verb.tokens.begin};
    }
  }
  if (source.tokens.empty()) {
    source = SourceBefore(doc, sentence, c, 0);
    // "..., X said": content before the speaker, none behind the verb.
    if (can_speak && !source.tokens.empty() && !source.after && !verb.participle && source.tokens.begin > range.begin + 2) {
      const uint32_t mark = source.tokens.begin - 1;
      const bool quote = ClosesSpeech(doc, mark, work);
      if ((IsComma(doc, mark) || quote) && (quote || LooksLikeClause(doc, range.begin, mark) || doc.chunks[doc.first_chunk[sentence]].tokens.begin < mark)) {
        const bool aside = after + 1 < range.end && IsComma(doc, after) && IsComma(doc, mark) && !IsOpeningQuote(doc, after + 1);
        bool verb_before = quote || aside;
        for (uint32_t t = range.begin; t < mark && !verb_before; ++t) verb_before = tok.upos[t] == Upos::kVerb || tok.upos[t] == Upos::kAux;
        const bool follows = !aside && ReportsBehind(doc, sentence, c, cue, quote);
        if (!follows && verb_before) before = {range.begin, mark + (quote ? 1 : 0)};
      }
    }
  }
  if (source.after) after = source.tokens.end;
  const TokenRange near = {verb.tokens.begin, range.end};
  const auto finish = [&](AttributionMention* row) {
    if (row && row->medium.empty()) row->medium = MediumIn(doc, sentence, near);
  };
  if (!before.empty()) {
    if (quoted && OwnVoice(doc, source)) return;
    finish(Push(doc, sentence, cue_span, before, source, confidence, work));
    // What follows a comma goes on: "A," he said, "B".
    uint32_t t = after;
    while (t < range.end && !IsComma(doc, t) && !IsOpeningQuote(doc, t) && doc.token(t) != ":" && tok.upos[t] != Upos::kVerb) ++t;
    if (t + 3 < range.end && (IsComma(doc, t) || doc.token(t) == ":" || IsOpeningQuote(doc, t))) {
      const uint32_t start = IsOpeningQuote(doc, t) ? t : t + 1;
      const bool direct = IsOpeningQuote(doc, start);
      const bool other_cue = !direct && (tok.morph[start] & kGerund);
      const bool aside_verb = start == after + 1 && !other_cue && source.tokens.end == verb.tokens.begin && !IsClosingQuote(doc, before.end - 1);
      if (direct || aside_verb || (!other_cue && LooksLikeClause(doc, start, range.end) && tok.upos[start] != Upos::kAdp && !IsClosingQuote(doc, before.end - 1) && !Is(doc, start, who_))) {
        finish(Push(doc, sentence, cue_span, {start, ContentEnd(doc, sentence, start, false)}, source, confidence, work));
      }
    }
    return;
  }
  if (source.tokens.empty()) return;
  if (quoted && (!can_speak || OwnVoice(doc, source))) return;
  uint32_t start = ContentStart(doc, sentence, c, cue, range.end);
  start = std::max(start, verb.tokens.end + static_cast<uint32_t>(cue.rest.size()) + (tied ? 1 : 0));
  if (start >= range.end) return;
  const uint32_t end = ContentEnd(doc, sentence, start, (cue.weak && cue.takes == Takes::kObject) || IsSubordinate(doc, sentence, source));
  if (cue.takes == Takes::kClause && cue.weak && !BeginsClause(doc, sentence, start)) return;
  if (cue.takes == Takes::kClause && !cue.weak && tok.lemma[verb.head] != say_ && !BeginsClause(doc, sentence, start)) return;
  if (cue.takes == Takes::kTold && !LooksLikeClause(doc, start, end) && !Is(doc, start, to_)) return;
  // "declarations, which threaten to": a thing that does something is no speaker.
  const bool thing = (Is(doc, source.head, that_) || Is(doc, source.head, which_)) && !PartyIn(doc, source).valid();
  finish(Push(doc, sentence, cue_span, {start, end}, source, thing ? kWeakVerb : confidence, work));
}

bool AttributionFinder::ClosesSpeech(const Document& doc, uint32_t token, const Workspace& work) const {
  if (!IsClosingQuote(doc, token)) return false;
  for (const Quotation& q : work.quotations) {
    if (q.tokens.begin > token) break;
    if (q.tokens.end == token + 1) return q.speech || q.tokens.begin == doc.sentences[q.first_sentence].tokens.begin;
  }
  return false;
}

/// "While she says ...", "when X believed ...": the clause of the cue ends at the next comma.
bool AttributionFinder::IsSubordinate(const Document& doc, uint32_t sentence, const Source& source) const {
  const uint32_t begin = doc.sentences[sentence].tokens.begin;
  if (source.after || source.tokens.begin == begin) return false;
  const uint32_t t = source.tokens.begin - 1;
  const Upos u = doc.tokens.upos[t];
  return (u == Upos::kSconj && !Is(doc, t, that_)) || Is(doc, t, while_) || doc.token(t) == "when" || doc.token(t) == "When";
}

bool AttributionFinder::InSpeech(uint32_t token, const Workspace& work) const {
  for (const Quotation& q : work.quotations) {
    if (q.tokens.begin > token) return false;
    if (q.speech && q.tokens.Contains(token)) return true;
  }
  return false;
}

bool AttributionFinder::OwnVoice(const Document& doc, const Source& source) const {
  const WordId word = doc.tokens.word[source.head];
  return word == i_ || word == we_ || doc.token(source.head) == "you" || doc.token(source.head) == "You";
}

bool AttributionFinder::ReportsBehind(const Document& doc, uint32_t sentence, uint32_t verb, const Cue& cue, bool quote) const {
  const TokenRange range = doc.sentences[sentence].tokens;
  const uint32_t start = ContentStart(doc, sentence, verb, cue, range.end);
  if (!quote && start < range.end && IsOpeningQuote(doc, start)) return true;
  if (start < range.end && !IsComma(doc, start) && !IsOpeningQuote(doc, start) && LooksLikeClause(doc, start, range.end) && (!quote || Is(doc, start, that_))) return true;
  if (quote) return false;
  // Without quotation marks the words before the speaker are his only where nothing but circumstances follow ("the town has fallen, officials said Monday").
  const Upos first = doc.tokens.upos[range.begin];
  if (first == Upos::kSconj || first == Upos::kAdp || first == Upos::kVerb) return true;
  const uint32_t after = doc.chunks[verb].tokens.end;
  if (after >= range.end) return false;
  const Upos next = doc.tokens.upos[after];
  const bool weekday = std::find(weekdays_.begin(), weekdays_.end(), doc.tokens.word[after]) != weekdays_.end();
  return !(weekday || next == Upos::kPunct || next == Upos::kAdp || next == Upos::kAdv || cue.takes == Takes::kTold);
}

void AttributionFinder::ReadPhrase(Document& doc, uint32_t sentence, uint32_t token, const Cue& cue, Workspace& work) const {
  const auto& tok = doc.tokens;
  const TokenRange range = doc.sentences[sentence].tokens;
  const auto length = static_cast<uint32_t>(1 + cue.rest.size());
  if (token + length >= range.end) return;
  for (uint32_t i = 1; i < length; ++i) {
    if (tok.word[token + i] != cue.rest[i - 1]) return;
  }
  const Source source = SourceAfter(doc, sentence, token + length, true);
  if (source.tokens.empty()) return;
  const Span cue_span = tok.span(TokenRange{token, token + length});
  const float confidence = cue.weak ? kWeakVerb : kStrongPhrase;
  AttributionMention* row = nullptr;
  if (token <= range.begin + 1 || (IsComma(doc, source.tokens.end < range.end ? source.tokens.end : token) && token > range.begin && !IsComma(doc, token - 1) && token < range.begin + 4)) {
    uint32_t start = source.tokens.end;
    while (start < range.end && !IsComma(doc, start)) ++start;
    if (start + 1 < range.end) row = Push(doc, sentence, cue_span, {start + 1, range.end}, source, confidence, work);
  } else {
    uint32_t begin = range.begin;
    // Behind a "that" or a stronger cue of the same sentence only the clause at hand is reported.
    for (uint32_t t = token; t-- > range.begin;) {
      if (doc.token(t) == ";" || (IsComma(doc, t) && t + 1 < token && (Is(doc, t + 1, but_) || Is(doc, t + 1, while_)))) {
        begin = t + 1;
        break;
      }
    }
    row = Push(doc, sentence, cue_span, {begin, token}, source, confidence, work);
    const bool goes_on = source.tokens.end + 3 < range.end && IsComma(doc, source.tokens.end) && begin == range.begin;
    if (row && goes_on && !Is(doc, source.tokens.end + 1, who_) && !Is(doc, source.tokens.end + 1, which_) && token > range.begin && IsComma(doc, token - 1) && !LooksLikeClause(doc, begin, token)) {
      Push(doc, sentence, cue_span, {source.tokens.end + 1, range.end}, source, confidence, work);
    }
  }
}

void AttributionFinder::CarryOn(Document& doc, Workspace& work) const {
  const size_t found = doc.attributions.size();
  const auto covered = [&](TokenRange tokens) {
    for (size_t i = 0; i < work.contents.size(); ++i) {
      if (doc.attributions[work.first_row + i].confidence >= kWeak && work.contents[i].begin <= tokens.begin + 1 && tokens.end <= work.contents[i].end + 2) return true;
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
      if (a.confidence < kWeak) continue;
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
    const TokenRange content = Trim(doc, q.tokens);
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
    if (a.confidence < AttributionFinder::kWeak || !a.content.Contains(clause) || a.content.size() >= size) continue;
    best = AttributionId{i};
    size = a.content.size();
  }
  return best;
}

}  // namespace dateline
