#include "text/splitter.h"

#include <algorithm>

#include "base/utf8.h"
#include "text/char_class.h"

namespace dateline {
namespace {

constexpr uint32_t kLongestSentence = 512;
constexpr uint32_t kReach = 16;  // tokens after a stop that may close the sentence with it

/// How a token begins, for what comes after a stop.
enum class Begin : uint8_t { kUpper, kLower, kDigit, kOpen, kOther };

Begin BeginOf(std::string_view token) {
  const uint8_t kind = ClassOf(token[0]);
  if ((kind & kCharUpper) != 0) return Begin::kUpper;
  if ((kind & kCharLower) != 0) return Begin::kLower;
  if ((kind & kCharDigit) != 0) return Begin::kDigit;
  if (token[0] == '"' || token[0] == '\'' || token[0] == '(' || token[0] == '[' || token[0] == '`') return Begin::kOpen;
  if ((kind & kCharHigh) == 0) return Begin::kOther;
  const char32_t code = utf8::Decode(token, 0).code;
  if (code == 0x201C || code == 0x2018 || code == 0xAB) return Begin::kOpen;
  if (!utf8::IsLetter(code)) return Begin::kOther;
  return utf8::ToLower(code) == code && code < 0x530 && utf8::IsLetter(code) ? Begin::kLower : Begin::kUpper;
}

bool IsCloser(std::string_view token) {
  return token == "\"" || token == "”" || token == "'" || token == "’" || token == ")" || token == "]" || token == "''" || token == "»" || token == "’’";
}

bool IsQuote(std::string_view token) { return token != ")" && token != "]"; }

bool IsStopMark(std::string_view token) { return token[0] == '.' || token[0] == '!' || token[0] == '?'; }

}  // namespace

Result<Splitter> Splitter::Load(const Container& knowledge, Vocabulary&) {
  Result<Tokenizer> tokenizer = Tokenizer::Load(knowledge);
  if (!tokenizer) return tokenizer.error();
  Splitter out;
  out.tokenizer_ = std::move(*tokenizer);
  return out;
}

void Splitter::Split(Document& doc) const {
  doc.tokens.begin.clear();
  doc.tokens.end.clear();
  doc.tokens.shape.clear();
  doc.sentences.clear();
  const Part whole = {PartRole::kBody, {0, static_cast<uint32_t>(doc.clean.size())}};
  const Part* parts = doc.clean_parts.empty() ? &whole : doc.clean_parts.data();
  const size_t count = doc.clean_parts.empty() ? 1 : doc.clean_parts.size();
  uint32_t paragraph = 0;
  std::vector<Stop> stops;
  for (size_t i = 0; i < count; ++i) {
    const Span part = parts[i].bytes;
    if (parts[i].role == PartRole::kDateline) continue;  // no sentence; its places are read by themselves
    for (uint32_t at = part.begin; at < part.end;) {
      const size_t found = doc.clean.find('\n', at);
      const uint32_t end = found == std::string::npos ? part.end : std::min(part.end, static_cast<uint32_t>(found));
      const size_t before = doc.sentences.size();
      if (at < end) SplitParagraph({at, end}, parts[i].role, paragraph, stops, doc);
      paragraph += doc.sentences.size() > before;
      at = end + 1;
    }
  }
}

void Splitter::SplitParagraph(Span span, PartRole role, uint32_t paragraph, std::vector<Stop>& stops, Document& doc) const {
  stops.clear();
  uint32_t begin = doc.tokens.size();
  tokenizer_.Tokenize(span, doc, stops);
  const uint32_t end = doc.tokens.size();
  const auto add = [&](uint32_t to) {
    while (begin < to) {
      const uint32_t cut = std::min(to, begin + kLongestSentence);
      doc.tokens.shape[begin] |= kSentenceStart;
      doc.sentences.push_back({{doc.tokens.begin[begin], doc.tokens.end[cut - 1]}, {begin, cut}, role, paragraph});
      begin = cut;
    }
  };
  for (const Stop& stop : stops) {
    if (stop.token < begin) continue;
    if (const uint32_t next = SentenceEnd(doc, stop, begin, end); next > begin) add(next);
  }
  add(end);
}

/// The token after the sentence that ends with `stop`; 0 where it does not end.
uint32_t Splitter::SentenceEnd(const Document& doc, const Stop& stop, uint32_t begin, uint32_t end) const {
  uint32_t next = stop.token + 1;
  // Closing quotes and brackets, and more stops, that stand close.
  while (next < end && next < stop.token + kReach) {
    const std::string_view token = doc.token(next);
    const bool apart = (doc.tokens.shape[next] & kSpaceBefore) != 0;
    if (!apart && (IsCloser(token) || IsStopMark(token))) ++next;
    else if (token == "[" && next + 2 < end && (doc.tokens.shape[next + 1] & kHasDigit) != 0 && doc.token(next + 2) == "]") next += 3;  // a note: "said.[12]"
    else break;
  }
  if (next >= end) return 0;
  // A closing quote written apart, as in tokenized text.
  const std::string_view token = doc.token(next);
  const bool after_blank = next + 1 >= end || (doc.tokens.shape[next + 1] & kSpaceBefore) != 0;
  if (next + 1 < end && after_blank && (token == "”" || token == "''" || token == ")" || token == "\"")) {
    uint32_t opens = 0;
    for (uint32_t t = next; token == "\"" && t-- > std::max(begin, next - std::min(next, kLongestSentence));) opens += doc.token(t) == "\"";
    if (token != "\"" || opens % 2 == 1) ++next;
  }
  return EndsHere(doc, stop, begin, next, end) ? next : 0;
}

bool Splitter::EndsHere(const Document& doc, const Stop& stop, uint32_t begin, uint32_t next, uint32_t end) const {
  const bool quoted = next > stop.token + 1 && IsCloser(doc.token(next - 1)) && IsQuote(doc.token(next - 1));
  const bool bracket = next > stop.token + 1 && !quoted && IsCloser(doc.token(next - 1));
  Begin first = BeginOf(doc.token(next));
  uint32_t word = next;
  if (first == Begin::kOpen && next + 1 < end) {
    word = next + 1;
    first = BeginOf(doc.token(word));
    if (first == Begin::kOpen || first == Begin::kOther) first = Begin::kUpper;
  }
  const bool apart = (doc.tokens.shape[next] & kSpaceBefore) != 0;
  switch (stop.kind) {
    case Stop::Kind::kPeriod: {
      const uint32_t size = doc.tokens.end[begin] - doc.tokens.begin[begin];
      const bool list = stop.token == begin + 1 && (size == 1 || (size == 2 && (doc.tokens.shape[begin] & kHasDigit) != 0));  // "1. Name", "B. Place"
      if (list && !quoted) return false;
      if (first == Begin::kLower) return !quoted && !bracket && apart;
      return apart ? first != Begin::kOther || !quoted : first == Begin::kUpper && !bracket;
    }
    case Stop::Kind::kMark:
      if (first == Begin::kLower) return !quoted && !bracket && apart && doc.token(word) != "and";
      if (quoted && first == Begin::kUpper && GoesOnWithSpeaker(doc, next, end)) return false;
      return apart ? first != Begin::kOther || !quoted : first == Begin::kUpper;
    case Stop::Kind::kEllipsis: return first == Begin::kUpper && apart;
    case Stop::Kind::kAbbreviation: break;
  }
  if (first != Begin::kUpper || !apart) return false;
  switch (stop.abbreviation) {
    case Abbreviation::kTitle: return false;
    case Abbreviation::kInitial: return false;
    case Abbreviation::kOther: return true;
    default: return word > next || tokenizer_.IsStarter(doc.token(word));
  }
}

/// "Why?" Smith asked.
bool Splitter::GoesOnWithSpeaker(const Document& doc, uint32_t next, uint32_t end) const {
  for (uint32_t t = next; t < end && t < next + 4; ++t) {
    if (t > next && tokenizer_.IsSpeech(doc.token(t))) return true;
    if (BeginOf(doc.token(t)) != Begin::kUpper) return false;
  }
  return false;
}

}  // namespace dateline
