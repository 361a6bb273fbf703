#include "claims/quotes.h"

#include <string_view>

namespace dateline {
namespace {

enum class Mark : uint8_t { kNone, kOpen, kClose, kStraight, kOpenSingle, kCloseSingle, kStraightSingle };

Mark MarkOf(std::string_view text) {
  if (text.empty() || text.size() > 3) return Mark::kNone;
  if (text == "\"" || text == "''") return Mark::kStraight;
  if (text == "'") return Mark::kStraightSingle;
  if (text == "\xE2\x80\x9C" || text == "``" || text == "\xC2\xAB" || text == "\xE2\x80\x9E") return Mark::kOpen;
  if (text == "\xE2\x80\x9D" || text == "\xC2\xBB") return Mark::kClose;
  if (text == "\xE2\x80\x98" || text == "`") return Mark::kOpenSingle;
  if (text == "\xE2\x80\x99") return Mark::kCloseSingle;
  return Mark::kNone;
}

bool SpaceAfter(const Document& doc, uint32_t t) { return t + 1 >= doc.tokens.size() || (doc.tokens.shape[t + 1] & kSpaceBefore) || doc.tokens.begin[t + 1] > doc.tokens.end[t]; }
bool SpaceBefore(const Document& doc, uint32_t t) { return t == 0 || (doc.tokens.shape[t] & kSpaceBefore) || doc.tokens.begin[t] > doc.tokens.end[t - 1]; }

bool HasVerb(const Document& doc, TokenRange tokens) {
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    if (doc.tokens.upos[t] == Upos::kVerb || doc.tokens.upos[t] == Upos::kAux) return true;
  }
  return false;
}

}  // namespace

bool IsOpeningQuote(const Document& doc, uint32_t t) {
  const Mark mark = MarkOf(doc.token(t));
  if (mark == Mark::kOpen || mark == Mark::kOpenSingle) return true;
  return (mark == Mark::kStraight || mark == Mark::kStraightSingle) && !SpaceAfter(doc, t) && (SpaceBefore(doc, t) || t == 0);
}

bool IsClosingQuote(const Document& doc, uint32_t t) {
  const Mark mark = MarkOf(doc.token(t));
  if (mark == Mark::kClose || mark == Mark::kCloseSingle) return true;
  return (mark == Mark::kStraight || mark == Mark::kStraightSingle) && !SpaceBefore(doc, t);
}

void FindQuotations(const Document& doc, std::vector<Quotation>& out) {
  bool open = false, single = false;
  Quotation q;
  const auto close = [&](uint32_t end, uint32_t sentence, bool closed) {
    q.tokens.end = end;
    q.last_sentence = sentence;
    q.closed = closed;
    q.speech = q.tokens.size() >= 6 && HasVerb(doc, q.tokens);
    if (q.tokens.size() > 2) out.push_back(q);
    open = false;
  };
  for (uint32_t s = 0; s < doc.sentences.size(); ++s) {
    const Sentence& sentence = doc.sentences[s];
    if (open && sentence.paragraph != q.paragraph) close(doc.sentences[s - 1].tokens.end, s - 1, false);
    for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      const Mark mark = MarkOf(doc.token(t));
      if (mark == Mark::kNone) continue;
      if (open) {
        const bool ends = single ? mark == Mark::kCloseSingle || (mark == Mark::kStraightSingle && !SpaceBefore(doc, t)) : mark == Mark::kClose || (mark == Mark::kStraight && (!SpaceBefore(doc, t) || SpaceAfter(doc, t)));
        if (ends) close(t + 1, s, true);
        // A mark that opens again without a close: the first one was never closed.
        else if (!single && mark == Mark::kOpen) q.tokens.begin = t, q.first_sentence = s;
        continue;
      }
      const bool begins = mark == Mark::kOpen || (mark == Mark::kStraight && (SpaceBefore(doc, t) || !SpaceAfter(doc, t)));
      const bool begins_single = mark == Mark::kOpenSingle || (mark == Mark::kStraightSingle && SpaceBefore(doc, t) && !SpaceAfter(doc, t));
      if (!begins && !begins_single) continue;
      open = true;
      single = begins_single;
      q = {};
      q.tokens.begin = t;
      q.first_sentence = s;
      q.paragraph = sentence.paragraph;
    }
  }
  if (open) close(static_cast<uint32_t>(doc.tokens.size()), static_cast<uint32_t>(doc.sentences.size()) - 1, false);
}

}  // namespace dateline
