// Places whose spans are given: the same resolution, without recognition.
#include <algorithm>
#include <vector>

#include "base/utf8.h"
#include "mentions/places_workspace.h"

namespace dateline {
namespace {

constexpr float kGivenOdds = 5;  // the caller says that a place is meant
constexpr int kMostTrimmed = 6;  // words that are taken off a name in search of one that is known

std::string_view FirstWord(std::string_view text) { return text.substr(0, std::min(text.find(' '), text.size())); }
std::string_view LastWord(std::string_view text) { return text.substr(text.rfind(' ') + 1); }

void StripBlanks(std::string_view& text) {
  const auto blank = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == ','; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
}

bool DropGenitive(std::string_view& text) {
  for (const std::string_view ending : {"'s", "\u2019s", "'", "\u2019"}) {
    if (text.size() <= ending.size() || !text.ends_with(ending)) continue;
    text.remove_suffix(ending.size());
    return true;
  }
  return false;
}

TokenRange TokensOf(const Document& doc, Span span) {
  const auto& end = doc.tokens.end;
  const auto first = static_cast<uint32_t>(std::upper_bound(end.begin(), end.end(), span.begin) - end.begin());
  uint32_t last = first;
  while (last < doc.tokens.size() && doc.tokens.begin[last] < span.end) ++last;
  return {first, last};
}

uint32_t SentenceOf(const Document& doc, uint32_t token) {
  const auto after = std::upper_bound(doc.sentences.begin(), doc.sentences.end(), token, [](uint32_t t, const Sentence& s) { return t < s.tokens.end; });
  return static_cast<uint32_t>(std::min<size_t>(after - doc.sentences.begin(), doc.sentences.size() - 1));
}

}  // namespace

/// The whole of `text` as a name.
Gazetteer::Node PlaceFinder::Look(std::string_view text, bool loosely, Workspace& work) const {
  uint64_t hash = loosely ? Gazetteer::kLooseStart : Gazetteer::kStart;
  Gazetteer::Node node;
  work.folded.clear();
  utf8::AppendFolded(text, work.folded);
  for (size_t at = 0; at < work.folded.size();) {
    const size_t end = std::min(work.folded.find(' ', at), work.folded.size());
    std::string_view word = std::string_view(work.folded).substr(at, end - at);
    at = end + 1;
    if (loosely) {
      work.loose.clear();
      Gazetteer::AppendLoose(word, work.loose);
      if (work.loose.empty()) continue;
      word = work.loose;
    }
    node = gazetteer_.Step(hash, word);
    if (!node) return {};
  }
  return node;
}

/// Takes one word off that says what the place is, or nothing at all.
bool PlaceFinder::Trim(std::string_view& text, Workspace& work) const {
  if (DropGenitive(text)) return true;
  const auto word_of = [&](std::string_view word) {
    work.folded.clear();
    utf8::AppendLower(word, work.folded);
    return vocabulary_->Find(work.folded);
  };
  const std::string_view first = FirstWord(text), last = LastWord(text);
  if (first.size() == text.size()) return false;
  const WordId begin = word_of(first);
  if (begin == words_.the || begin == words_.of || words_.At(begin).Is(kBeforePlace | kAfterPlace | kInWord | kRelationWord, true)) {
    text.remove_prefix(first.size());
  } else if (words_.At(word_of(last)).Is(kAfterPlace | kSite | kGround, true)) {
    text.remove_suffix(last.size());
  } else {
    return false;
  }
  StripBlanks(text);
  return true;
}

/// The name in `text`, which is cut down to it.
Gazetteer::Node PlaceFinder::LookTrimmed(std::string_view& text, bool& loose, Workspace& work) const {
  const std::string_view whole = text;
  for (int round = 0; round < kMostTrimmed && !text.empty(); ++round) {
    for (const bool loosely : {false, true}) {
      const Gazetteer::Node node = Look(text, loosely, work);
      if (node.link == 0) continue;
      loose = loosely;
      return node;
    }
    if (!Trim(text, work)) break;
  }
  text = whole;
  return {};
}

/// The span as a spot, where the gazetteer knows its name.
void PlaceFinder::AddGiven(const Document& doc, Span span, uint32_t index, Workspace& work) const {
  Spot spot;
  spot.given = index;
  spot.tokens = TokensOf(doc, span);
  if (spot.tokens.empty()) return;
  spot.sentence = SentenceOf(doc, spot.tokens.begin);
  std::string_view text = doc.text(span);
  StripBlanks(text);
  spot.node = LookTrimmed(text, spot.loose, work);
  if (spot.node.link == 0) return;
  const auto begin = static_cast<uint32_t>(text.data() - doc.clean.data());
  spot.name_span = {begin, begin + static_cast<uint32_t>(text.size())};
  Dress(doc, work, spot);
  const std::span<const Gazetteer::Link> links = gazetteer_.Links(spot.node);
  const bool usable = std::any_of(links.begin(), links.end(), [&](Gazetteer::Link link) { return Usable(doc, spot, link); });
  if (!usable) spot.capitals = spot.after_comma = true;  // the caller knows that a place is meant
  work.spots.push_back(spot);
}

void PlaceFinder::EmitGiven(Document& doc, const Workspace& work, const Spot* spot, Span span) const {
  PlaceMention place;
  if (spot != nullptr && work.names[spot->name].best != UINT32_MAX) {
    const Name& name = work.names[spot->name];
    place = Describe(work.candidates[ChosenFor(work, *spot)].link.entry(), Confidence(kGivenOdds, name.confidence, name.known));
    place.is_demonym = spot->demonym;
    place.is_dateline = StandsInDateline(doc, work, *spot);
  } else if (const auto in = std::find_if(work.dateline_places.begin(), work.dateline_places.end(),
                                          [&](const PlaceMention& p) { return p.span.begin < span.end && span.begin < p.span.end; });
             in != work.dateline_places.end()) {
    place = *in;
  } else if (const auto alone = ResolveName(doc.text(span))) {  // "Paris, Texas"
    place = *alone;
  }
  place.span = span;
  place.name_span = spot != nullptr ? spot->name_span : span;
  place.tokens = TokensOf(doc, span);
  if (spot != nullptr) {
    place.is_metonym = IsMetonym(doc, work, *spot, place);
    if (!place.is_demonym && !place.is_metonym) Relate(doc, work, *spot, place);
  }
  doc.places.push_back(place);
}

void PlaceFinder::FindGiven(Document& doc, std::span<const Span> spans) const {
  std::vector<Span> given;
  for (const Span span : spans) {
    if (span.begin < span.end && span.end <= doc.clean.size()) given.push_back(span);
  }
  std::sort(given.begin(), given.end(), [](Span a, Span b) { return a.begin != b.begin ? a.begin < b.begin : a.end < b.end; });
  Workspace& work = Begin(doc);
  std::vector<bool> covered(doc.tokens.size(), false);
  for (const Span span : given) {
    const TokenRange tokens = TokensOf(doc, span);
    std::fill(covered.begin() + tokens.begin, covered.begin() + tokens.end, true);
  }
  std::erase_if(work.spots, [&](const Spot& spot) {
    return std::any_of(covered.begin() + spot.tokens.begin, covered.begin() + spot.tokens.end, [](bool c) { return c; });
  });
  for (uint32_t i = 0; i < given.size(); ++i) AddGiven(doc, given[i], i, work);
  std::stable_sort(work.spots.begin(), work.spots.end(), [](const Spot& a, const Spot& b) { return a.tokens.begin < b.tokens.begin; });
  Decide(doc, work);
  std::vector<const Spot*> spot_of(given.size(), nullptr);
  for (const Spot& spot : work.spots) {
    if (spot.given != Spot::kFound) spot_of[spot.given] = &spot;
  }
  KeepDateline(doc, work);
  for (size_t i = 0; i < given.size(); ++i) EmitGiven(doc, work, spot_of[i], given[i]);
}

}  // namespace dateline
