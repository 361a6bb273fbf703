// The words that a cue reports: where they begin, where they end, and the quotation they belong to.
#include <algorithm>

#include "claims/attribution.h"
#include "claims/attribution_workspace.h"

namespace dateline {
namespace {

bool IsComma(const Document& doc, uint32_t t) { return doc.token(t) == ","; }
bool IsColon(const Document& doc, uint32_t t) { return doc.token(t) == ":"; }

bool IsStop(const Document& doc, uint32_t t) {
  const std::string_view text = doc.token(t);
  return text == "." || text == "!" || text == "?" || text == ";";
}

/// Chunk that begins at `token`, or the number of chunks.
uint32_t ChunkAt(const Document& doc, uint32_t low, uint32_t high, uint32_t token) {
  for (uint32_t c = low; c < high && doc.chunks[c].tokens.begin <= token; ++c) {
    if (doc.chunks[c].tokens.begin == token) return c;
  }
  return high;
}

}  // namespace

bool AttributionFinder::LooksLikeClause(const Document& doc, uint32_t start, uint32_t end) const {
  if (start >= end) return false;
  if (Is(doc, start, that_) || Is(doc, start, whether_) || IsOpeningQuote(doc, start) || IsColon(doc, start)) return true;
  bool noun = false;
  for (uint32_t t = start; t < end; ++t) {
    const Upos u = doc.tokens.upos[t];
    if (u == Upos::kNoun || u == Upos::kPropn || u == Upos::kPron || u == Upos::kDet) noun = true;
    if (IsComma(doc, t) && t > start + 12) return false;
    if (noun && (u == Upos::kAux || (u == Upos::kVerb && (doc.tokens.morph[t] & (kPastTense | kFinitePresent))))) return true;
  }
  return false;
}

bool AttributionFinder::BeginsClause(const Document& doc, uint32_t sentence, uint32_t start) const {
  const auto& tok = doc.tokens;
  const uint32_t end = doc.sentences[sentence].tokens.end;
  if (start >= end) return false;
  if (Is(doc, start, that_) || Is(doc, start, whether_) || Is(doc, start, if_) || IsOpeningQuote(doc, start) || IsColon(doc, start) || tok.upos[start] == Upos::kSconj) return true;
  if (Is(doc, start, to_) && start + 1 < end && (tok.upos[start + 1] == Upos::kVerb || tok.upos[start + 1] == Upos::kAux)) return true;
  if (tok.upos[start] == Upos::kAdp || (tok.upos[start] == Upos::kAdv && !IsComma(doc, start + 1 < end ? start + 1 : start))) {
    return LooksLikeClause(doc, start, end);
  }
  // A subject, its of-phrases, and a finite verb behind it.
  const uint32_t high = doc.first_chunk[sentence + 1];
  uint32_t c = doc.first_chunk[sentence];
  while (c < high && doc.chunks[c].tokens.begin < start) ++c;
  if (c == high || doc.chunks[c].kind != ChunkKind::kNoun || doc.chunks[c].tokens.begin > start + 1) return false;
  for (; c + 1 < high; ++c) {
    const Chunk& next = doc.chunks[c + 1];
    const uint32_t gap = doc.chunks[c].tokens.end;
    if (next.kind == ChunkKind::kVerb) {
      if (!next.participle && !next.infinitive && next.tokens.begin <= gap + 2) return true;
      if (next.tokens.begin > gap) return false;
      continue;  // "the men killed in the raid were"
    }
    const bool link = next.tokens.begin == gap || next.tokens.begin <= gap + 2;
    if (!link) return false;
  }
  return false;
}

uint32_t AttributionFinder::ContentStart(const Document& doc, uint32_t sentence, uint32_t verb, const Cue& cue, uint32_t end) const {
  const auto& tok = doc.tokens;
  const uint32_t high = doc.first_chunk[sentence + 1];
  const uint32_t after = doc.chunks[verb].tokens.end;
  if (after >= end) return end;
  // A "that" within reach opens the content, whatever stands before it ("said in a statement on Monday that").
  for (uint32_t t = after, seen = 0; t < end && t < after + 24; ++t) {
    if (IsOpeningQuote(doc, t) || IsColon(doc, t) || IsStop(doc, t)) break;
    if (tok.upos[t] == Upos::kVerb && !(tok.morph[t] & kGerund) && ++seen > 0) break;
    if (tok.upos[t] == Upos::kAux) break;
    if (Is(doc, t, that_) && (tok.upos[t] == Upos::kSconj || t == after || (cue.takes == Takes::kTold && tok.upos[t] != Upos::kDet))) return t;
  }
  uint32_t t = after;
  if (cue.takes == Takes::kTold) {
    // The one told: one noun phrase with its of-phrases.
    uint32_t c = ChunkAt(doc, verb, high, t);
    if (c < high && doc.chunks[c].kind == ChunkKind::kNoun) {
      t = doc.chunks[c].tokens.end;
      while (t + 1 < end && (Is(doc, t, of_) || tok.upos[t] == Upos::kPart || Is(doc, t, in_) || Is(doc, t, on_) || Is(doc, t, at_) || Is(doc, t, and_) || Is(doc, t, from_))) {
        c = ChunkAt(doc, c, high, t + 1);
        if (c == high || doc.chunks[c].kind != ChunkKind::kNoun) break;
        if (c + 1 < high && doc.chunks[c + 1].kind == ChunkKind::kVerb && doc.chunks[c + 1].tokens.begin == doc.chunks[c].tokens.end && Is(doc, t, and_)) break;
        t = doc.chunks[c].tokens.end;
      }
    }
  }
  // "said Tuesday", "said in a statement": passed over where a clause follows.
  for (int steps = 0; steps < 3 && t < end; ++steps) {
    uint32_t next = t;
    if (std::find(weekdays_.begin(), weekdays_.end(), tok.word[t]) != weekdays_.end() && !(t + 1 < end && tok.upos[t + 1] == Upos::kPart)) next = t + 1;
    if (tok.upos[t] == Upos::kAdp && !Is(doc, t, to_)) {
      const uint32_t c = ChunkAt(doc, verb, high, t + 1);
      if (c < high && doc.chunks[c].kind == ChunkKind::kNoun) {
        const uint32_t stop = doc.chunks[c].tokens.end;
        const bool time = std::find(weekdays_.begin(), weekdays_.end(), tok.word[doc.chunks[c].head]) != weekdays_.end();
        if (time || CueOf(tok.lemma[doc.chunks[c].head], Kind::kMedium)) next = stop;
        else if (stop < end && (IsComma(doc, stop) || IsColon(doc, stop)) && stop + 1 < end && (IsOpeningQuote(doc, stop + 1) || IsColon(doc, stop))) next = stop;
      }
    }
    if (next == t) break;
    t = next;
  }
  if (t < end && Is(doc, t, that_)) return t;
  if (t < end && (IsComma(doc, t) || IsColon(doc, t))) {
    if (IsColon(doc, t) || (t + 1 < end && IsOpeningQuote(doc, t + 1))) return t + 1;
    // ", he said, adding": nothing follows that the cue reports.
    return end;
  }
  return t;
}

uint32_t AttributionFinder::ContentEnd(const Document& doc, uint32_t sentence, uint32_t start, bool until_comma) const {
  const auto& tok = doc.tokens;
  const uint32_t end = doc.sentences[sentence].tokens.end;
  const uint32_t high = doc.first_chunk[sentence + 1];
  uint32_t c = doc.first_chunk[sentence];
  while (c < high && doc.chunks[c].tokens.begin < start) ++c;
  bool quote = false;
  for (uint32_t t = start; t + 1 < end; ++t) {
    if (IsOpeningQuote(doc, t)) quote = true;
    else if (IsClosingQuote(doc, t)) quote = false;
    if (quote) continue;
    if (!IsComma(doc, t)) continue;
    while (c < high && doc.chunks[c].tokens.begin <= t) ++c;
    if (c >= high) break;
    if (until_comma) {
      // The comma that closes a subordinate clause or begins the next thought; lists and asides go on.
      const Chunk& following = doc.chunks[c];
      const bool clause = following.kind == ChunkKind::kNoun && c + 1 < high && doc.chunks[c + 1].kind == ChunkKind::kVerb && !doc.chunks[c + 1].participle && following.tokens.begin == t + 1;
      const bool participle = following.kind == ChunkKind::kVerb && following.tokens.begin == t + 1;
      const bool turn = Is(doc, t + 1, but_) || Is(doc, t + 1, while_) || Is(doc, t + 1, though_) || Is(doc, t + 1, although_) || Is(doc, t + 1, which_) || Is(doc, t + 1, who_) || tok.upos[t + 1] == Upos::kSconj;
      if (clause || participle || turn) return t;
    }
    // ", according to", ", citing", ", adding that": another cue takes over.
    if (CueOf(tok.word[t + 1], Kind::kPhrase) && doc.token(t + 1) == "according") return t;
    const Chunk& next = doc.chunks[c];
    if (next.kind == ChunkKind::kVerb && next.tokens.begin == t + 1 && next.participle && (tok.morph[next.head] & kGerund)) {
      const Cue* cue = CueOf(tok.lemma[next.head], Kind::kVerb);
      if (cue && !cue->weak) return t;
      if (tok.lemma[next.head] == cite_) return t;
    }
    // ", Carson said": the next speaker's cue.
    if (next.kind == ChunkKind::kNoun && next.tokens.begin == t + 1 && c + 1 < high && doc.chunks[c + 1].kind == ChunkKind::kVerb && doc.chunks[c + 1].tokens.begin == next.tokens.end) {
      const Cue* cue = CueOf(tok.lemma[doc.chunks[c + 1].head], Kind::kVerb);
      if (cue && !cue->weak && !doc.chunks[c + 1].participle && !doc.chunks[c + 1].infinitive) return t;
    }
    // ", but the group denied it"
    const bool turn = Is(doc, t + 1, but_) || Is(doc, t + 1, while_) || Is(doc, t + 1, though_) || Is(doc, t + 1, although_) || Is(doc, t + 1, and_);
    if (turn) {
      for (uint32_t k = c; k < high && k < c + 4; ++k) {
        if (doc.chunks[k].kind != ChunkKind::kVerb) continue;
        const Cue* cue = CueOf(tok.lemma[doc.chunks[k].head], Kind::kVerb);
        if (cue && !cue->weak && !doc.chunks[k].participle) return t;
        break;
      }
    }
  }
  return end;
}

TokenRange AttributionFinder::Trim(const Document& doc, TokenRange content) const {
  while (!content.empty() && (IsComma(doc, content.begin) || IsColon(doc, content.begin))) ++content.begin;
  while (!content.empty()) {
    const uint32_t t = content.end - 1;
    if (IsComma(doc, t) || IsColon(doc, t) || doc.token(t) == ";" || doc.token(t) == "." || doc.token(t) == "\xE2\x80\x94" || doc.token(t) == "-") --content.end;
    else break;
  }
  return content;
}

TokenRange AttributionFinder::WholeQuote(const Document& doc, TokenRange content, const Workspace& work) const {
  // Content that begins or ends inside a quotation reaches over all of it.
  for (const Quotation& q : work.quotations) {
    if (q.tokens.begin >= content.end) break;
    if (!q.tokens.Overlaps(content) || !q.speech) continue;
    if (q.tokens.begin < content.begin && q.tokens.end > content.begin) content.begin = q.tokens.begin;
    if (q.tokens.end > content.end && q.tokens.begin + 1 >= content.begin) content.end = q.tokens.end;
  }
  (void)doc;
  return content;
}

bool AttributionFinder::IsDirect(const Document& doc, TokenRange content, const Workspace& work) const {
  uint32_t quoted = 0, words = 0;
  for (uint32_t t = content.begin; t < content.end; ++t) words += doc.tokens.upos[t] != Upos::kPunct;
  for (const Quotation& q : work.quotations) {
    if (q.tokens.begin >= content.end) break;
    for (uint32_t t = std::max(q.tokens.begin, content.begin); t < std::min(q.tokens.end, content.end); ++t) quoted += doc.tokens.upos[t] != Upos::kPunct;
  }
  return words > 0 && quoted * 3 >= words * 2;
}

AttributionMention* AttributionFinder::Push(Document& doc, uint32_t sentence, Span cue, TokenRange content, const Source& source, float confidence, Workspace& work) const {
  content = WholeQuote(doc, content, work);
  content = Trim(doc, content);
  if (content.empty()) return nullptr;
  AttributionMention row;
  row.cue = cue;
  row.sentence = SentenceId{sentence};
  row.content = doc.tokens.span(content);
  row.quoted = IsDirect(doc, content, work) ? Quoted::kDirect : Quoted::kIndirect;
  row.confidence = confidence;
  if (!source.tokens.empty()) Describe(doc, source, row, work);
  doc.attributions.push_back(row);
  work.contents.push_back(content);
  if (row.source.valid() && !doc.parties[row.source.value].person.empty()) work.speakers.push_back(row.source);
  return &doc.attributions.back();
}

}  // namespace dateline
