#include "language/chunker.h"

namespace dateline {
namespace {

bool IsPremodifier(Upos u) { return u == Upos::kAdj || u == Upos::kNum || u == Upos::kNoun || u == Upos::kPropn || u == Upos::kSym; }
bool IsNominal(Upos u) { return u == Upos::kNoun || u == Upos::kPropn; }

bool IsHyphen(const Document& doc, uint32_t t) {
  const std::string_view text = doc.token(t);
  return text == "-" || text == "\xE2\x80\x91" || text == "\xE2\x80\x90";
}

/// A hyphen with no blank on either side: it ties its neighbours into one word.
bool IsGlue(const Document& doc, uint32_t t, uint32_t end) {
  return t + 1 < end && IsHyphen(doc, t) && !(doc.tokens.shape[t] & kSpaceBefore) && !(doc.tokens.shape[t + 1] & kSpaceBefore);
}

}  // namespace

Result<Chunker> Chunker::Load(Vocabulary& vocabulary) {
  Chunker out;
  const std::pair<WordId*, const char*> words[] = {{&out.be_, "be"}, {&out.get_, "get"}, {&out.have_, "have"}, {&out.not_, "not"}, {&out.nt_, "n't"}, {&out.never_, "never"},
      {&out.will_, "will"}, {&out.ll_, "'ll"}, {&out.shall_, "shall"}, {&out.go_, "go"}, {&out.to_, "to"}, {&out.no_, "no"}, {&out.may_, "may"}, {&out.might_, "might"},
      {&out.could_, "could"}, {&out.would_, "would"}, {&out.should_, "should"}, {&out.can_, "can"}, {&out.must_, "must"}, {&out.that_, "that"}, {&out.which_, "which"}, {&out.who_, "who"}, {&out.at_, "at"}};
  for (const auto& [id, text] : words) *id = vocabulary.Intern(text);
  return out;
}

uint32_t Chunker::NounChunk(const Document& doc, uint32_t token, uint32_t end, struct Chunk& out) const {
  const auto& upos = doc.tokens.upos;
  const auto& morph = doc.tokens.morph;
  out = {};
  out.kind = ChunkKind::kNoun;
  const Upos first = upos[token];
  if (first == Upos::kPron && !(morph[token] & kPossessive)) {
    out.tokens = {token, token + 1};
    out.head = token;
    return token + 1;
  }
  uint32_t t = token, last_noun = end, last_any = end, last_number = end;
  const bool determined = first == Upos::kDet || (first == Upos::kPron && (morph[token] & kPossessive));
  while (t < end) {
    const Upos u = upos[t];
    if (IsNominal(u)) {
      // After a complete noun, a capitalised name begins its own chunk only behind a mark; here the run simply goes on.
      last_noun = t;
    } else if (u == Upos::kAdj || u == Upos::kNum || u == Upos::kSym) {
      if (last_noun != end && u == Upos::kAdj && !(doc.tokens.shape[t] & kCapitalized)) break;
      last_any = t;
      if (u == Upos::kNum) last_number = t;
    } else if (u == Upos::kVerb && (morph[t] & (kPastParticiple | kGerund)) && last_noun == end && t > token) {
      last_any = t;  // "the besieged city", "the advancing troops"
    } else if (u == Upos::kDet && (t == token || last_noun == end)) {
    } else if (u == Upos::kPron && (morph[t] & kPossessive) && t == token) {
    } else if (u == Upos::kAdv && t > token && t + 1 < end && last_noun == end && (upos[t + 1] == Upos::kAdj || upos[t + 1] == Upos::kNum || upos[t + 1] == Upos::kVerb)) {
    } else if (IsGlue(doc, t, end) && t > token) {
      // The word after the hyphen belongs here, whatever its tag ("US-backed", "car-bomb").
      if (t + 1 < end && !IsNominal(upos[t + 1])) {
        last_any = t + 1;
        if (last_noun != end) last_noun = end;
      }
      t += 2;
      if (IsNominal(upos[t - 1])) last_noun = t - 1;
      continue;
    } else {
      break;
    }
    ++t;
  }
  uint32_t head = last_noun;
  if (head == end && determined && last_any != end) head = last_any;            // "the wounded"
  if (head == end) head = last_number;                                        // "killed 36", "90 more"
  if (head == end && first == Upos::kDet && t == token + 1) head = token;       // "that", "all", "some"
  if (head == end) return token;
  out.tokens = {token, head + 1};
  out.head = head;
  return head + 1;
}

uint32_t Chunker::VerbGroup(const Document& doc, uint32_t token, uint32_t end, struct Chunk& out) const {
  const auto& tok = doc.tokens;
  out = {};
  out.kind = ChunkKind::kVerb;
  uint32_t t = token, main = end;
  bool finite = false, be = false, be_last = false;
  for (; t < end; ++t) {
    const Upos u = tok.upos[t];
    const WordId w = tok.word[t], l = tok.lemma[t];
    if (w == not_ || w == nt_ || w == never_) {
      out.negated = true;
      continue;
    }
    if (u == Upos::kAux || (u == Upos::kVerb && main == end) || (u == Upos::kVerb && (be || out.future) && !(tok.morph[t] & (kPastTense | kFinitePresent)))) {
      if (w == may_ || w == might_ || w == could_ || w == would_ || w == should_ || w == can_ || w == must_) out.modal = true;
      if (w == will_ || w == ll_ || w == shall_) out.future = true;
      if (u == Upos::kAux || (tok.morph[t] & (kPastTense | kFinitePresent))) finite = finite || !(tok.morph[t] & (kPastParticiple | kGerund | kBaseForm)) || t == token;
      if (u == Upos::kVerb) {
        if (main != end && !be) break;
        out.passive = (be || l == get_) && (tok.morph[t] & (kPastParticiple | kPastTense)) != 0;
        out.progressive = be_last && (tok.morph[t] & kGerund);
        main = t;
        if (l == go_ && out.progressive && t + 2 < end && tok.word[t + 1] == to_ && tok.upos[t + 2] == Upos::kVerb) {
          out.future = true;  // "going to VERB"
          main = end;
          ++t;
          continue;
        }
        if (l != get_ || t + 1 >= end || tok.upos[t + 1] != Upos::kVerb || !(tok.morph[t + 1] & kPastParticiple)) {
          ++t;
          break;
        }
        be = true;
      } else {
        be_last = l == be_;
        be = be || l == be_;
        if (main == end) main = end;
      }
      continue;
    }
    if (u == Upos::kAdv && t > token && t + 1 < end && (tok.upos[t + 1] == Upos::kVerb || tok.upos[t + 1] == Upos::kAux || tok.upos[t + 1] == Upos::kAdv)) continue;
    if (u == Upos::kPart && w == to_ && t == token) {
      out.infinitive = true;
      continue;
    }
    break;
  }
  // A group of auxiliaries only: "was", "has": its last auxiliary is the main verb.
  if (main == end) {
    for (uint32_t i = t; i-- > token;) {
      if (tok.upos[i] == Upos::kAux) {
        main = i;
        t = i + 1;
        while (t < end && (tok.word[t] == not_ || tok.word[t] == nt_)) ++t;
        break;
      }
    }
    if (main == end) return token;
  }
  out.head = main;
  out.tokens = {token, t};
  const uint16_t morph = tok.morph[main];
  if (!finite && !out.infinitive && tok.upos[main] == Upos::kVerb) out.participle = (morph & (kPastParticiple | kGerund)) != 0;
  return t;
}

void Chunker::Chunk(Document& doc) const {
  doc.chunks.clear();
  doc.first_chunk.clear();
  const auto& tok = doc.tokens;
  struct Chunk chunk;
  for (const Sentence& sentence : doc.sentences) {
    doc.first_chunk.push_back(static_cast<uint32_t>(doc.chunks.size()));
    const uint32_t end = sentence.tokens.end;
    for (uint32_t t = sentence.tokens.begin; t < end;) {
      const Upos u = tok.upos[t];
      uint32_t next = t;
      const bool to_verb = u == Upos::kPart && tok.word[t] == to_ && t + 1 < end && (tok.upos[t + 1] == Upos::kVerb || tok.upos[t + 1] == Upos::kAux || tok.upos[t + 1] == Upos::kAdv);
      if (u == Upos::kVerb || u == Upos::kAux || to_verb) {
        // A participle before a noun at the beginning of a phrase modifies it ("besieged civilians fled").
        const bool modifier = u == Upos::kVerb && (tok.morph[t] & kPastParticiple) && t + 1 < end && IsNominal(tok.upos[t + 1]) &&
                              (t == sentence.tokens.begin || tok.upos[t - 1] == Upos::kAdp || tok.upos[t - 1] == Upos::kVerb) && (tok.morph[t + 1] & kPlural);
        if (modifier && (next = NounChunk(doc, t + 1, end, chunk)) > t) chunk.tokens.begin = t;
        else next = VerbGroup(doc, t, end, chunk);
      } else if (u == Upos::kAdj && t > sentence.tokens.begin && tok.word[t - 1] == at_ && t + 1 < end && tok.upos[t + 1] == Upos::kNum) {
        // "at least 36": the hedge stays outside.
      } else if (u == Upos::kDet || u == Upos::kPron || IsPremodifier(u)) {
        next = NounChunk(doc, t, end, chunk);
      } else if (IsGlue(doc, t, end) && !doc.chunks.empty() && doc.chunks.back().kind == ChunkKind::kNoun && doc.chunks.back().tokens.end == t) {
        next = t;
      }
      if (next <= t) {
        ++t;
        continue;
      }
      doc.chunks.push_back(chunk);
      t = next;
    }
  }
  doc.first_chunk.push_back(static_cast<uint32_t>(doc.chunks.size()));
}

}  // namespace dateline
