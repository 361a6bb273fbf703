#include "language/sentences.h"

#include <cstring>

namespace dateline {
namespace {

uint32_t Get(std::string_view bytes, size_t at) {
  uint32_t value;
  std::memcpy(&value, bytes.data() + at, 4);
  return value;
}

Error Bad(std::string what, std::string expected) { return Error{"sentence model", std::move(what), std::move(expected)}; }

}  // namespace

Result<SentenceModel> SentenceModel::Load(std::string_view section) {
  constexpr uint32_t kFewest = 4, kMost = 24;
  if (section.size() < kSentenceHeader) return Bad(std::to_string(section.size()) + " bytes", "a header of 64");
  if (!section.starts_with(kSentenceMagic)) return Bad("another beginning", "DLSENT1");
  const uint32_t slot_bits = Get(section, 8), suffix_bits = Get(section, 12), weight_bits = Get(section, 16);
  for (const uint32_t bits : {slot_bits, suffix_bits, weight_bits}) {
    if (bits < kFewest || bits > kMost) return Bad("a table of " + std::to_string(bits) + " bits", "4 to 24");
  }
  for (size_t i = 24; i < kSentenceHeader; ++i) {
    if (section[i] != 0) return Bad("byte " + std::to_string(i) + " of the header is set", "0");
  }
  const size_t slots = size_t{4} << slot_bits, suffixes = size_t{2} << suffix_bits, weights = size_t{4} << weight_bits;
  const size_t size = kSentenceHeader + slots + suffixes + weights;
  if (section.size() != size) return Bad(std::to_string(section.size()) + " bytes", std::to_string(size));
  SentenceModel out;
  out.habits_ = HabitTable(section.substr(kSentenceHeader, slots), slot_bits, section.substr(kSentenceHeader + slots, suffixes), suffix_bits);
  out.weights_ = WeightTable(section.substr(kSentenceHeader + slots + suffixes), weight_bits);
  out.threshold_ = static_cast<int32_t>(Get(section, 20));
  return out;
}

bool IsSloppy(const Document& doc, uint32_t first_sentence, uint32_t last_sentence) {
  for (uint32_t s = first_sentence; s < last_sentence; ++s) {
    const char c = doc.clean[doc.sentences[s].span.begin];
    if (c >= 'a' && c <= 'z') return true;
  }
  return false;
}

void SentenceModel::Resplit(Document& doc) const {
  // New sentences are appended behind the old ones, which then go.
  const uint32_t old = static_cast<uint32_t>(doc.sentences.size());
  for (uint32_t s = 0; s < old;) {
    uint32_t last = s;
    while (last < old && doc.sentences[last].paragraph == doc.sentences[s].paragraph) ++last;
    ResplitParagraph({doc.sentences[s].tokens.begin, doc.sentences[last - 1].tokens.end}, doc.sentences[s], IsSloppy(doc, s, last), doc);
    s = last;
  }
  doc.sentences.erase(doc.sentences.begin(), doc.sentences.begin() + static_cast<std::ptrdiff_t>(old));
}

void SentenceModel::ResplitParagraph(TokenRange tokens, Sentence like, bool sloppy, Document& doc) const {
  const auto add = [&](uint32_t begin, uint32_t end) {
    like.tokens = {begin, end};
    like.span = doc.tokens.span(like.tokens);
    doc.sentences.push_back(like);
  };
  uint32_t begin = tokens.begin;
  GapReader reader(doc, habits_, tokens, sloppy);
  GapReader::Features features;
  while (!reader.done()) {
    bool begins = reader.length() >= kLongest;
    if (!begins && !reader.plain()) {
      reader.Read(features);
      int32_t sum = 0;
      for (const uint32_t feature : features) sum += weights_.Find(feature);
      begins = sum > threshold_;
    }
    const uint32_t at = reader.at();
    reader.Next(begins);  // looks at the rules' mark of `at` before it is changed
    if (!begins) {
      doc.tokens.shape[at] &= static_cast<uint8_t>(~kSentenceStart);
      continue;
    }
    doc.tokens.shape[at] |= kSentenceStart;
    add(begin, at);
    begin = at;
  }
  add(begin, tokens.end);
}

}  // namespace dateline
