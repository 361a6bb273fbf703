// Datelines: where a report says it was written. They weigh in resolution, and their places are mentions too, though nothing has happened there.
#include <algorithm>

#include "base/utf8.h"
#include "mentions/places_workspace.h"

namespace dateline {
namespace {

constexpr float kTownBonus = 6;  // datelines name towns
constexpr float kHeldBonus = 8;
constexpr float kAloneConfidence = 0.9F;

/// "GOMA" of "GOMA, Democratic Republic of Congo (AP) -": up to a comma, a bracket or a dash. `at` becomes the byte behind what ends it.
std::string_view NextPiece(std::string_view text, size_t& at, char& end) {
  size_t stop = at;
  while (stop < text.size()) {
    const std::string_view rest = text.substr(stop);
    if (rest[0] == ',' || rest[0] == '(' || rest[0] == ';' || rest[0] == '/' || rest.starts_with("--") || rest.starts_with("\u2014") || rest.starts_with("\u2013")) break;
    if (rest[0] == '-' && (stop == 0 || text[stop - 1] == ' ')) break;
    if (rest[0] == ':') break;
    ++stop;
  }
  std::string_view piece = text.substr(at, stop - at);
  end = stop < text.size() ? text[stop] : '\0';
  at = stop + 1;
  while (!piece.empty() && (piece.front() == ' ' || piece.front() == '\n')) piece.remove_prefix(1);
  while (!piece.empty() && (piece.back() == ' ' || piece.back() == '\n' || piece.back() == ')')) piece.remove_suffix(1);
  return piece;
}

bool IsHolder(const Gazetteer::Entry& e) { return e.kind == Gazetteer::Kind::kCountry || e.kind == Gazetteer::Kind::kDivision; }

bool LiesIn(const Gazetteer::Entry& outer, const Gazetteer::Entry& inner) {
  if (outer.kind == Gazetteer::Kind::kCountry) return outer.country_number == inner.country_number;
  return outer.kind == Gazetteer::Kind::kDivision && outer.division_number == inner.division_number && outer.division_number != Gazetteer::kNone;
}

}  // namespace

/// "BAGHDAD, Iraq (AP) -" at the beginning of a paragraph.
bool PlaceFinder::StandsInDateline(const Document& doc, const Workspace& work, const Spot& spot) const {
  const TokenRange tokens = doc.sentences[spot.sentence].tokens;
  const auto is_dash = [&](uint32_t t) {
    const std::string_view text = doc.token(t);
    return text == "\u2014" || text == "\u2013" || text == "--" || (text == "-" && SpaceBefore(doc, t));
  };
  bool bracket = false;
  for (uint32_t t = tokens.begin; t < std::min(tokens.end, tokens.begin + 14); ++t) {
    const std::string_view text = doc.token(t);
    if (is_dash(t)) return t >= spot.tokens.end;
    if (text == "(") bracket = true;
    const bool fits = text == "," || text == "/" || IsCapital(doc, t) || (doc.tokens.shape[t] & kHasDigit) || words_.At(work.words[t]).Is(kAfterPlace, false);
    if (!bracket && !fits) return false;
    if (text == ")") bracket = false;
  }
  return false;
}

/// Where the report says it was written, as a first reading and as context.
void PlaceFinder::ReadDateline(const Document& doc, Workspace& work) const {
  std::string_view text = doc.report.dateline;
  for (const Part& part : doc.clean_parts) {
    if (text.empty() && part.role == PartRole::kDateline) text = doc.text(part.bytes);
  }
  work.dateline = text.empty() ? UINT32_MAX : ResolveAlone(text, kTownBonus, true, work.folded);
}

/// The same once the report's own places are known: its choice where it speaks of the place too.
void PlaceFinder::KeepDateline(Document& doc, Workspace& work) const {
  work.dateline_places.clear();
  if (work.dateline == UINT32_MAX) return;
  uint32_t entry = work.dateline;
  for (const Name& name : work.names) {
    if (name.best == UINT32_MAX || name.confidence < 0.5F) continue;
    const uint32_t best = work.candidates[name.best].link.entry();
    if (gazetteer_.entry(best).kind == Gazetteer::Kind::kPopulated && gazetteer_.entry(best).name == gazetteer_.entry(entry).name) entry = best;
  }
  doc.dateline_place = Describe(entry, kAloneConfidence);
  doc.dateline_place.is_dateline = true;
  for (const Part& part : doc.clean_parts) {
    if (part.role == PartRole::kDateline) ReadDatelinePart(doc, part.bytes, entry, work);
  }
}

/// The mentions of a dateline that was cut from the body: the place, and what is said to hold it. They have no tokens, for it is no sentence.
void PlaceFinder::ReadDatelinePart(const Document& doc, Span part, uint32_t entry, Workspace& work) const {
  const std::string_view text = doc.text(part);
  const auto before = static_cast<uint32_t>(std::lower_bound(doc.tokens.begin.begin(), doc.tokens.begin.end(), part.begin) - doc.tokens.begin.begin());
  const Gazetteer::Entry& place = gazetteer_.entry(entry);
  char end = ',';
  bool first = true;
  for (size_t at = 0; at < text.size() && (end == ',' || end == '(');) {
    const std::string_view piece = NextPiece(text, at, end);
    if (piece.empty()) continue;
    work.folded.clear();
    utf8::AppendFolded(piece, work.folded);
    uint32_t found = UINT32_MAX;
    for (const Gazetteer::Link link : gazetteer_.Find(work.folded)) {
      const bool fits = first && !IsHolder(place) ? link.entry() == entry : IsHolder(gazetteer_.entry(link)) && LiesIn(gazetteer_.entry(link), place);
      if (fits && !link.Is(Gazetteer::kDemonym)) found = link.entry();
    }
    if (found == UINT32_MAX && !first) continue;
    PlaceMention mention = Describe(found == UINT32_MAX ? entry : found, kAloneConfidence);
    if (found == UINT32_MAX) {  // a place of the whole that no table knows
      if (!IsHolder(place)) return;
      mention.name = {};
      mention.geonameid = 0;
      mention.feature = {};
    }
    const auto begin = static_cast<uint32_t>(piece.data() - doc.clean.data());
    mention.span = mention.name_span = {begin, begin + static_cast<uint32_t>(piece.size())};
    mention.tokens = {before, before};
    mention.is_dateline = true;
    work.dateline_places.push_back(mention);
    first = false;
  }
}

std::optional<PlaceMention> PlaceFinder::ResolveName(std::string_view name) const {
  std::string folded;
  const uint32_t entry = ResolveAlone(name, 0, false, folded);
  return entry == UINT32_MAX ? std::nullopt : std::optional(Describe(entry, kAloneConfidence));
}

/// The likeliest place of the name before the first comma, within what stands behind it; UINT32_MAX: none. Where no place of the name is known there
/// ("HOLLIDAY, Mo."), it is none or, `in_whole`, what is said to hold it.
uint32_t PlaceFinder::ResolveAlone(std::string_view text, float town_bonus, bool in_whole, std::string& folded) const {
  const size_t comma = std::min(text.find(','), text.size());
  folded.clear();
  utf8::AppendFolded(text.substr(0, std::min(comma, text.find_first_of("(;"))), folded);
  const std::span<const Gazetteer::Link> links = gazetteer_.Find(folded);
  std::span<const Gazetteer::Link> holders;
  if (comma + 1 < text.size()) {
    folded.clear();
    utf8::AppendFolded(text.substr(comma + 1, std::min(text.find_first_of(",(;", comma + 1), text.size()) - comma - 1), folded);
    holders = gazetteer_.Find(folded);
  }
  const auto holds = [&](Gazetteer::Link link) { return !link.Is(Gazetteer::kDemonym) && IsHolder(gazetteer_.entry(link)); };
  const auto whole = std::find_if(holders.begin(), holders.end(), holds);
  uint32_t chosen = UINT32_MAX;
  float best = -1e9F;
  bool held = whole == holders.end();
  for (const Gazetteer::Link link : links) {
    if (link.Is(Gazetteer::kDemonym) || link.Is(Gazetteer::kAfterComma)) continue;
    const Gazetteer::Entry& e = gazetteer_.entry(link);
    float score = Prior(link) + (e.kind == Gazetteer::Kind::kPopulated ? town_bonus : 0);
    for (const Gazetteer::Link holder : holders) {
      const Gazetteer::Entry& h = gazetteer_.entry(holder);
      if (!LiesIn(h, e)) continue;
      score += kHeldBonus;
      held = true;
    }
    if (score > best) best = score, chosen = link.entry();
  }
  if (!held) return in_whole ? whole->entry() : UINT32_MAX;
  return chosen;
}

}  // namespace dateline
