#include "claims/attribution.h"

#include <algorithm>

#include "base/utf8.h"
#include "language/party_lookup.h"

namespace dateline {
namespace {

constexpr uint32_t kNone = Clauses::kNone;

enum class Mark : uint8_t { kNotAMark, kOpen, kClose, kEither };

Mark MarkOf(std::string_view token) {
  if (token == "\xE2\x80\x9C" || token == "\xC2\xAB" || token == "``") return Mark::kOpen;
  if (token == "\xE2\x80\x9D" || token == "\xC2\xBB" || token == "''") return Mark::kClose;
  return token == "\"" ? Mark::kEither : Mark::kNotAMark;
}

bool SplitsClause(std::string_view token) { return token == ";" || token == "\xE2\x80\x94" || token == ":"; }

}  // namespace

Result<AttributionFinder> AttributionFinder::Load(const Container& knowledge, Vocabulary& v) {
  auto table = knowledge.OpenTable("attribution.tsv");
  if (!table) return table.error();
  AttributionFinder out;
  const std::pair<std::string_view, Words*> kinds[] = {{"say", &out.say_}, {"tell", &out.tell_}, {"weak", &out.weak_}, {"document", &out.document_},
                                                       {"medium", &out.medium_}, {"anonymous", &out.anonymous_}, {"witness", &out.witness_}};
  for (const Table::Row& row : table->rows()) {
    if (row.cells[0] == "phrase") continue;
    const auto kind = std::find_if(std::begin(kinds), std::end(kinds), [&](const auto& k) { return k.first == row.cells[0]; });
    if (kind == std::end(kinds)) return Error{table->Where(row), "kind \"" + std::string(row.cells[0]) + "\"", "say, tell, weak, phrase, document, medium, anonymous or witness"};
    for (const std::string_view word : SplitList(row.cells[1], ' ')) kind->second->insert(v.Intern(utf8::Lower(word)).value);
  }
  const std::pair<WordId*, const char*> words[] = {{&out.according_, "according"}, {&out.to_, "to"}, {&out.that_, "that"}, {&out.in_, "in"}, {&out.at_, "at"}, {&out.of_, "of"},
                                                  {&out.for_, "for"}, {&out.with_, "with"}, {&out.from_, "from"}, {&out.comma_, ","}, {&out.on_, "on"}, {&out.by_, "by"}};
  for (const auto& [id, text] : words) *id = v.Intern(text);
  out.grammar_ = GrammarWords(v);
  return out;
}

void AttributionFinder::FindQuotes(const Document& doc, std::vector<Quote>& out) const {
  bool open = false;
  uint32_t begin = 0, paragraph = 0;
  const auto close = [&](uint32_t end) {
    if (open && end > begin + 1) out.push_back({{begin, end}, doc.tokens.span(TokenRange{begin, end}), paragraph, false});
    open = false;
  };
  for (const Sentence& sentence : doc.sentences) {
    // A quotation that runs on is opened again at each paragraph.
    if (open && sentence.paragraph != paragraph) close(sentence.tokens.begin);
    for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      const char first = doc.clean[doc.tokens.begin[t]];
      if (first != '"' && static_cast<unsigned char>(first) < 0xC2 && first != '`' && first != '\'') continue;
      const Mark mark = MarkOf(doc.token(t));
      if (mark == Mark::kNotAMark) continue;
      if (mark == Mark::kOpen || (mark == Mark::kEither && !open)) {
        if (!open) begin = t + 1, paragraph = sentence.paragraph, open = true;
      } else {
        close(t);
      }
    }
  }
  if (open && !doc.sentences.empty()) close(doc.sentences.back().tokens.end);
}

void AttributionFinder::FindCues(const Document& doc, const Clauses& clauses, TokenRange tokens, std::vector<Cue>& out) const {
  for (uint32_t t = tokens.begin; t + 2 < tokens.end; ++t) {
    if (doc.tokens.word[t] != according_ || doc.tokens.word[t + 1] != to_) continue;
    Cue cue;
    cue.tokens = {t, t + 2};
    cue.phrase = true;
    for (uint32_t c = clauses.first(); c < clauses.last(); ++c) {
      if (doc.chunks[c].tokens.begin >= t + 2) {
        if (doc.chunks[c].kind == ChunkKind::kNoun && doc.chunks[c].tokens.begin <= t + 3) cue.speaker = c;
        break;
      }
    }
    // "Turkey's state news agency": the phrase goes on behind the possessive.
    while (cue.speaker != kNone && clauses.noun(cue.speaker).possessive && cue.speaker + 1 < clauses.last() && doc.chunks[cue.speaker + 1].kind == ChunkKind::kNoun) ++cue.speaker;
    if (cue.speaker != kNone) out.push_back(cue);
  }
  for (uint32_t c = clauses.first(); c < clauses.last(); ++c) {
    const Chunk& chunk = doc.chunks[c];
    if (chunk.kind != ChunkKind::kVerb) continue;
    const WordId lemma = doc.tokens.lemma[chunk.head];
    Cue cue;
    cue.tell = Has(tell_, lemma);
    cue.weak = Has(weak_, lemma);
    if (!cue.tell && !cue.weak && !Has(say_, lemma)) continue;
    if (chunk.infinitive || (chunk.passive && !cue.tell)) continue;
    cue.verb = c;
    cue.tokens = {chunk.head, chunk.head + 1};
    cue.speaker = SpeakerOf(doc, clauses, cue);
    if (cue.speaker != kNone) out.push_back(cue);
  }
  std::sort(out.begin(), out.end(), [](const Cue& a, const Cue& b) { return a.tokens.begin < b.tokens.begin; });
}

uint32_t AttributionFinder::SpeakerOf(const Document& doc, const Clauses& clauses, Cue& cue) const {
  const VerbRole& verb = clauses.verb(cue.verb);
  const Chunk& chunk = doc.chunks[cue.verb];
  const uint32_t before = chunk.tokens.begin;
  const bool after_mark = before > 0 && (doc.tokens.word[before - 1] == comma_ || MarkOf(doc.token(before - 1)) != Mark::kNotAMark);
  // "...", said Otso Iho: the speaker follows.
  if ((after_mark || verb.subject == kNone) && verb.object != kNone && doc.chunks[verb.object].tokens.begin == chunk.tokens.end && !cue.tell) {
    const PartyId party = PartyHeadedIn(doc, doc.chunks[verb.object].tokens, UINT32_MAX);
    if (party.valid() && doc.parties[party.value].is_people) {
      cue.inverted = true;
      return verb.object;
    }
  }
  if (verb.subject == kNone || doc.chunks[verb.subject].tokens.begin > before) return kNone;
  return verb.subject;
}

Span AttributionFinder::ContentOf(const Document& doc, const Clauses& clauses, uint32_t sentence, const Cue& cue) const {
  const TokenRange tokens = doc.sentences[sentence].tokens;
  const auto trimmed = [&](uint32_t begin, uint32_t end) -> Span {
    while (begin < end && doc.tokens.upos[begin] == Upos::kPunct) ++begin;
    while (end > begin && doc.tokens.upos[end - 1] == Upos::kPunct) --end;
    return doc.tokens.span(TokenRange{begin, end});
  };
  if (cue.phrase) {
    if (cue.tokens.begin <= tokens.begin + 1) {
      // "According to X, ...": behind the first comma after the speaker that begins a clause.
      uint32_t t = doc.chunks[cue.speaker].tokens.end;
      while (t < tokens.end && doc.tokens.word[t] != comma_) ++t;
      return trimmed(t, tokens.end);
    }
    return trimmed(tokens.begin, cue.tokens.begin);
  }
  uint32_t begin = doc.chunks[cue.verb].tokens.end;
  if (cue.inverted) return trimmed(tokens.begin, doc.chunks[cue.verb].tokens.begin);
  // What follows the verb, past a listener and a day.
  if (cue.tell) {
    const uint32_t listener = clauses.verb(cue.verb).object;
    if (listener != kNone) begin = doc.chunks[listener].tokens.end;
  }
  for (const TimeMention& time : doc.times) {
    if (time.tokens.begin == begin) begin = time.tokens.end;
  }
  bool clause = false;
  for (uint32_t c = clauses.first(); c < clauses.last(); ++c) clause = clause || (doc.chunks[c].kind == ChunkKind::kVerb && doc.chunks[c].tokens.begin >= begin && !doc.chunks[c].infinitive);
  const bool that = begin < tokens.end && doc.tokens.word[begin] == that_;
  const bool rest_is_content = begin < tokens.end && clause && doc.tokens.word[begin] != comma_ && !SplitsClause(doc.token(begin));
  if (rest_is_content && (!cue.weak || that)) return trimmed(that ? begin + 1 : begin, tokens.end);
  // "..., the ministry said.": what stands before the speaker and its comma.
  const uint32_t speaker = doc.chunks[cue.speaker].tokens.begin;
  if (!cue.weak && speaker > tokens.begin + 3 && doc.tokens.word[speaker - 1] == comma_) return trimmed(tokens.begin, speaker);
  if (cue.weak || begin >= tokens.end) return {};
  return clause && SplitsClause(doc.token(begin)) ? trimmed(begin, tokens.end) : Span{};
}

void AttributionFinder::Describe(Document& doc, const Clauses& clauses, uint32_t sentence, const Cue& cue, AttributionMention& out) const {
  const TokenRange tokens = doc.sentences[sentence].tokens;
  const Chunk& speaker = doc.chunks[cue.speaker];
  // Apposition: "Otso Iho, a senior analyst at Jane's in London".
  uint32_t role = kNone;
  for (uint32_t c = cue.speaker + 1; c < clauses.last() && role == kNone; ++c) {
    if (doc.chunks[c].kind == ChunkKind::kVerb) break;
    if (clauses.noun(c).apposed == cue.speaker) role = c;
  }
  uint32_t after = speaker.tokens.end;
  if (role != kNone) {
    out.role = doc.text(doc.tokens.span(doc.chunks[role].tokens));
    after = doc.chunks[role].tokens.end;
  }
  if (after < tokens.end && (doc.tokens.word[after] == at_ || doc.tokens.word[after] == of_ || doc.tokens.word[after] == for_ || doc.tokens.word[after] == with_ || doc.tokens.word[after] == from_)) {
    uint32_t end = after + 1;
    const auto is_name = [&](uint32_t t) {
      const Upos u = doc.tokens.upos[t];
      return u == Upos::kPropn || u == Upos::kDet || u == Upos::kAdp || u == Upos::kCconj || u == Upos::kPart || (doc.tokens.shape[t] & kCapitalized) || u == Upos::kNoun || u == Upos::kAdj;
    };
    const auto place_at = [&](uint32_t t) {
      for (uint32_t i = 0; i < doc.places.size(); ++i) {
        if (!doc.places[i].is_demonym && doc.places[i].tokens.begin == t) return PlaceId{i};
      }
      return PlaceId{};
    };
    uint32_t last = end;
    while (end < tokens.end && is_name(end)) {
      if (doc.tokens.word[end] == in_ && end + 1 < tokens.end) {
        if (const PlaceId place = place_at(end + 1); place.valid()) {
          out.place = place;
          break;
        }
      }
      if (doc.tokens.upos[end] == Upos::kPropn || doc.tokens.upos[end] == Upos::kNoun) last = end + 1;
      ++end;
    }
    if (last > after + 1 && (role != kNone || (doc.tokens.shape[after + 1] & kCapitalized) || (after + 2 < tokens.end && (doc.tokens.shape[after + 2] & kCapitalized)))) {
      uint32_t first = after + 1;
      if (doc.tokens.upos[first] == Upos::kDet && last > first + 1) ++first;
      out.organization = doc.text(doc.tokens.span(TokenRange{first, last}));
    }
  }
  // "in a WhatsApp message", "on Twitter".
  for (uint32_t c = clauses.first(); c < clauses.last(); ++c) {
    if (doc.chunks[c].kind != ChunkKind::kNoun || c == cue.speaker || !Has(medium_, doc.tokens.lemma[doc.chunks[c].head])) continue;
    const uint32_t p = clauses.noun(c).preposition;
    if (p == NounRole::kNone || (doc.tokens.word[p] != in_ && doc.tokens.word[p] != on_ && doc.tokens.word[p] != by_)) continue;
    TokenRange range = doc.chunks[c].tokens;
    if (range.size() > 1 && doc.tokens.upos[range.begin] == Upos::kDet) ++range.begin;
    out.medium = doc.text(doc.tokens.span(range));
  }
}

SourceType AttributionFinder::TypeOf(const Document& doc, const AttributionMention& a, uint32_t sentence) const {
  for (uint32_t t = doc.sentences[sentence].tokens.begin; t < doc.sentences[sentence].tokens.end; ++t) {
    if (!Has(anonymous_, doc.tokens.lemma[t])) continue;
    if (doc.token(t) == "anonymity" || a.source_span.Contains(doc.tokens.span(t))) return SourceType::kAnonymous;
  }
  if (!a.source.valid()) return SourceType::kUnknown;
  const PartyMention& said = doc.parties[a.source.value];
  const PartyMention& party = said.is_pronoun && said.antecedent.valid() ? doc.parties[said.antecedent.value] : said;
  const WordId head = doc.tokens.lemma[party.head_token];
  const auto sector = [&](std::string_view code) { return party.sectors.find(code) != std::string_view::npos; };
  if (Has(document_, head)) return SourceType::kDocument;
  if (Has(witness_, head)) return SourceType::kWitness;
  if (sector("JRN")) return SourceType::kMedia;
  if (sector("REB") || sector("UAF") || sector("PRM")) return SourceType::kParty;
  if (!party.person.empty()) return SourceType::kNamedPerson;
  if (sector("GOV") || sector("MIL") || sector("COP") || sector("SPY") || sector("JUD") || sector("LEG")) return SourceType::kOfficial;
  if (!party.actor.empty()) return SourceType::kOrganization;
  return party.country.empty() ? SourceType::kUnknown : SourceType::kOfficial;
}

void AttributionFinder::FindSentence(Document& doc, Clauses& clauses, uint32_t sentence, std::vector<Quote>& quotes) const {
  const Sentence& s = doc.sentences[sentence];
  bool any = false;
  for (uint32_t t = s.tokens.begin; t < s.tokens.end && !any; ++t) {
    const WordId lemma = doc.tokens.lemma[t];
    any = doc.tokens.word[t] == according_ || (doc.tokens.upos[t] == Upos::kVerb && (Has(say_, lemma) || Has(tell_, lemma) || Has(weak_, lemma)));
  }
  if (!any) return;
  clauses.Read(doc, grammar_, sentence);
  std::vector<Cue> cues;
  FindCues(doc, clauses, s.tokens, cues);
  for (const Cue& cue : cues) {
    if (std::any_of(quotes.begin(), quotes.end(), [&](const Quote& q) { return q.tokens.Contains(cue.tokens.begin); }) && cue.weak) continue;
    AttributionMention out;
    out.sentence = SentenceId{sentence};
    out.cue = doc.tokens.span(cue.tokens);
    TokenRange source = doc.chunks[cue.speaker].tokens;
    out.source_span = doc.tokens.span(source);
    out.source = PartyHeadedIn(doc, source, UINT32_MAX);
    out.content = ContentOf(doc, clauses, sentence, cue);
    out.confidence = cue.weak ? 0.6f : 0.85f;
    // A quotation of this sentence that the cue stands beside is what was said.
    Quote* best = nullptr;
    for (Quote& q : quotes) {
      if (q.claimed || q.tokens.Contains(cue.tokens.begin) || q.tokens.size() < 3 || !q.span.Overlaps(s.span)) continue;
      if (best == nullptr || q.tokens.size() > best->tokens.size()) best = &q;
    }
    if (best != nullptr && (out.content.empty() || best->span.size() * 2 > out.content.size() || !out.content.Overlaps(best->span))) {
      best->claimed = true;
      out.quoted = Quoted::kDirect;
      out.content = best->span;
    }
    if (out.content.empty()) continue;
    Describe(doc, clauses, sentence, cue, out);
    out.source_type = TypeOf(doc, out, sentence);
    doc.attributions.push_back(out);
    if (out.quoted == Quoted::kDirect) {
      // "We left," he said. "They came back.": the second half of the same sentence or turn.
      for (Quote& q : quotes) {
        if (q.claimed || !q.span.Overlaps(s.span) || q.tokens.size() < 3) continue;
        q.claimed = true;
        AttributionMention more = out;
        more.content = q.span;
        doc.attributions.push_back(more);
      }
    }
  }
}

void AttributionFinder::CarryOn(Document& doc, std::vector<Quote>& quotes) const {
  for (const Quote& q : quotes) {
    if (q.claimed || q.tokens.size() < 5) continue;
    const AttributionMention* last = nullptr;
    for (const AttributionMention& a : doc.attributions) {
      if (a.quoted == Quoted::kDirect && !a.cue.empty() && a.content.begin < q.span.begin) last = &a;
    }
    if (last == nullptr) continue;
    const auto sentence = std::partition_point(doc.sentences.begin(), doc.sentences.end(), [&](const Sentence& s) { return s.span.end <= q.span.begin; });
    if (sentence == doc.sentences.end() || sentence->paragraph > doc.sentences[last->sentence.value].paragraph + 1) continue;
    AttributionMention more = *last;
    more.cue = {};
    more.content = q.span;
    more.sentence = SentenceId{static_cast<uint32_t>(sentence - doc.sentences.begin())};
    more.confidence = 0.7f;
    doc.attributions.push_back(more);
  }
}

void AttributionFinder::Find(Document& doc) const {
  static thread_local std::vector<Quote> quotes;
  static thread_local Clauses clauses;
  quotes.clear();
  FindQuotes(doc, quotes);
  for (uint32_t s = 0; s < doc.sentences.size(); ++s) FindSentence(doc, clauses, s, quotes);
  CarryOn(doc, quotes);
}

AttributionId AttributionAt(const Document& doc, Span clause) {
  AttributionId found;
  uint32_t smallest = UINT32_MAX;
  for (uint32_t i = 0; i < doc.attributions.size(); ++i) {
    const AttributionMention& a = doc.attributions[i];
    if (!a.content.Contains(clause) || a.content.size() >= smallest) continue;
    smallest = a.content.size();
    found = AttributionId{i};
  }
  return found;
}

}  // namespace dateline
