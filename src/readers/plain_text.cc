#include "readers/plain_text.h"

#include <algorithm>
#include <cstddef>
#include <unordered_set>

#include "base/days.h"
#include "base/utf8.h"
#include "readers/line_roles.h"
#include "readers/paragraphs.h"

namespace dateline {
namespace {

constexpr size_t kMaxHead = 24;         // paragraphs that may stand before the body
constexpr size_t kLeadBytes = 2048;     // of extracted text are looked at
constexpr uint32_t kNoBody = UINT32_MAX;

struct Piece {
  PartRole role;
  Span text;
};

// One line "Key: value" at the top of an exported report.
struct HeadField {
  std::string_view key;
  std::string_view value;
};

std::string_view TrimView(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// A run of white space as one space: the value of a header that was wrapped.
std::string OneLine(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || (c >= 9 && c <= 13);
    if (!space) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::optional<HeadField> ParseHeadField(std::string_view line) {
  constexpr std::string_view kKeys[] = {"title", "headline", "author", "authors", "byline", "by", "source", "publisher", "publication", "newspaper"};
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon > 16 || line.size() > 400) return std::nullopt;
  const std::string key = utf8::Lower(line.substr(0, colon));
  for (const std::string_view known : kKeys) {
    if (key == known && !TrimView(line.substr(colon + 1)).empty()) return HeadField{known, TrimView(line.substr(colon + 1))};
  }
  return std::nullopt;
}

// Two captions are the same when their letters are, up to a tenth at one end or in the middle (a missing credit, another broken word).
bool NearlySame(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.size() < 20) return a == b;
  const size_t front = static_cast<size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
  const size_t back = static_cast<size_t>(std::mismatch(a.rbegin(), a.rend(), b.rbegin()).first - a.rbegin());
  return std::min(front + back, a.size()) * 10 >= b.size() * 9;
}

class Cutter {
 public:
  Cutter(std::string_view text, Report& report) : text_(text), report_(report), paragraphs_(SplitParagraphs(text)),
      taken_(paragraphs_.size(), false) {}

  const std::vector<Paragraph>& paragraphs() const { return paragraphs_; }

  std::vector<Piece> CutPage() {
    CutPictures();
    CutDates();
    body_ = FirstBody();
    if (body_ != kNoBody) {
      CutHead();
      CutBylines();
      CutDateline();
      CutTail();
    }
    CutNavigation();
    EmitRest();
    return Finish();
  }

  /// Index of an explicit byline below a headline, within the first paragraphs.
  bool OpensLikeAPage() const {
    for (size_t i = 1; i < std::min<size_t>(paragraphs_.size(), 5); ++i) {
      if (ParseByline(View(i))) return !paragraphs_[0].full_stop && paragraphs_[0].words <= 24;
    }
    return false;
  }

  std::vector<Piece> CutLead(uint32_t whole) {
    const size_t n = std::min<size_t>(paragraphs_.size(), 6);
    size_t at = 0;
    if (at < n && IsTitleRepeated(at)) Take(at++, PartRole::kTitle);
    else if (n >= 3 && report_.title.empty() && IsHeadlineShape(at) && IsSentence(at + 1) &&
        paragraphs_[0].block != paragraphs_[1].block) TakeTitle(at++);
    if (at < n && at < paragraphs_.size() && ParseByline(View(at))) TakeByline(at++);
    if (at >= paragraphs_.size()) return Finish();
    body_ = static_cast<uint32_t>(at);
    Span rest = {paragraphs_[at].bytes.begin, whole};
    if (const auto dateline = ParseDateline(View(at))) rest.begin = TakeDateline(at, *dateline);
    if (pieces_.empty()) return {};
    pieces_.push_back({PartRole::kBody, rest});
    return Finish();
  }

 private:
  std::string_view View(size_t i) const { return TextOf(text_, paragraphs_[i].bytes); }
  void Emit(PartRole role, Span span) {
    if (!span.empty()) pieces_.push_back({role, span});
  }
  void Take(size_t i, PartRole role) {
    taken_[i] = true;
    Emit(role, paragraphs_[i].bytes);
  }
  Span Within(size_t i, Span relative) const { return {paragraphs_[i].bytes.begin + relative.begin, paragraphs_[i].bytes.begin + relative.end}; }

  bool IsSentence(size_t i) const {
    const Paragraph& p = paragraphs_[i];
    return (p.full_stop && p.words >= 4) || (p.terminal && p.words >= 14) || p.words >= 28 || (p.colon && p.words >= 8);
  }
  bool IsHeadlineShape(size_t i) const {
    const Paragraph& p = paragraphs_[i];
    return !p.full_stop && !p.colon && p.words >= 2 && p.words <= 26 && p.bytes.size() <= 240;
  }
  bool IsTitleRepeated(size_t i) const { return !report_.title.empty() && View(i).size() <= 400 && utf8::Fold(View(i)) == utf8::Fold(report_.title); }

  // ---- pictures

  void CutPictures() {
    for (size_t i = 0; i < paragraphs_.size(); ++i) {
      if (taken_[i]) continue;
      const auto cut = ParsePicture(View(i), paragraphs_[i]);
      if (!cut || (i < 4 && IsLeadSentence(i, *cut))) continue;
      taken_[i] = true;
      Emit(PartRole::kCredit, Within(i, cut->credit));
      if (!cut->caption.empty()) AddCaption(Within(i, cut->caption));
      if (!cut->tail_credit.empty()) Emit(PartRole::kCredit, Within(i, cut->tail_credit));
      if (cut->caption.empty()) CutNeighbourCaption(i);
    }
    if (!captions_.empty()) DropRepeatedCaptions();
  }
  // "BEIRUT/AMMAN (Northgate) - ..." opens a story, it does not credit a picture.
  bool IsLeadSentence(size_t i, const PictureCut& cut) const { return !cut.credit.empty() && cut.tail_credit.empty() &&
      ParseDateline(View(i)).has_value(); }

  // A bare credit line: the caption is the other line of a block of two.
  void CutNeighbourCaption(size_t credit) {
    const uint32_t block = paragraphs_[credit].block;
    const auto in_block = [&](size_t i) { return i < paragraphs_.size() && paragraphs_[i].block == block; };
    const size_t other = in_block(credit + 1) ? credit + 1 : credit - 1;
    if (!in_block(other) || taken_[other] || paragraphs_[other].words < 4 || paragraphs_[other].words > 70) return;
    const size_t first = std::min(credit, other);
    if ((first > 0 && in_block(first - 1)) || in_block(first + 2)) return;
    if (blocks() <= 1) return;  // a file without blank lines is one block: nothing follows from it
    taken_[other] = true;
    AddCaption(paragraphs_[other].bytes);
  }
  uint32_t blocks() const { return paragraphs_.empty() ? 0 : paragraphs_.back().block + 1; }

  void AddCaption(Span span) {
    std::string key = utf8::Fold(TextOf(text_, span));
    std::erase(key, ' ');
    if (IsKnownCaption(key)) {
      ++report_.duplicate_captions;
      return;
    }
    caption_keys_.insert(key);
    captions_.push_back(std::move(key));
    Emit(PartRole::kCaption, span);
  }
  bool IsKnownCaption(const std::string& key) const {
    if (caption_keys_.contains(key)) return true;
    const size_t from = captions_.size() > 8 ? captions_.size() - 8 : 0;
    return std::any_of(captions_.begin() + static_cast<std::ptrdiff_t>(from), captions_.end(),
        [&](const std::string& known) { return NearlySame(known, key); });
  }
  // A paragraph that says a caption again without its credit.
  void DropRepeatedCaptions() {
    for (size_t i = 0; i < paragraphs_.size(); ++i) {
      if (taken_[i] || paragraphs_[i].words < 5 || paragraphs_[i].words > 90) continue;
      std::string key = utf8::Fold(View(i));
      std::erase(key, ' ');
      if (!IsKnownCaption(key)) continue;
      taken_[i] = true;
      ++report_.duplicate_captions;
    }
  }

  // ---- head

  void CutDates() {
    for (size_t i = 0; i < std::min(paragraphs_.size(), kMaxHead); ++i) {
      if (taken_[i] || paragraphs_[i].words > 16) continue;
      const auto line = ParseDateLine(View(i));
      if (!line || (i == 0 && paragraphs_.size() == 1)) continue;
      SetPublished(IsoDay(DayNumber(line->date)), line->updated);
      if (!line->publisher.empty() && report_.publisher.empty()) report_.publisher = OneLine(line->publisher);
      Take(i, line->publisher.empty() ? PartRole::kNavigation : PartRole::kPublisher);
    }
  }
  void SetPublished(std::string day, bool weak) {
    if (!report_.published.empty() && !(published_weak_ && !weak)) return;
    report_.published = std::move(day);
    report_.published_from = "text";
    published_weak_ = weak;
  }

  uint32_t FirstBody() const {
    for (size_t i = 0; i < paragraphs_.size(); ++i) {
      if (taken_[i] || ParseByline(View(i)) || IsNavigation(View(i), paragraphs_[i]) || ParseHeadField(View(i))) continue;
      if (IsSentence(i) || ParseDateline(View(i))) return static_cast<uint32_t>(i);
    }
    return kNoBody;
  }

  void CutHead() {
    std::vector<size_t> open;
    for (size_t i = 0; i < body_; ++i) {
      if (taken_[i]) continue;
      if (IsNavigation(View(i), paragraphs_[i])) Take(i, PartRole::kNavigation);
      else if (ParseByline(View(i))) TakeByline(i), last_byline_ = static_cast<uint32_t>(i);
      else if (!TakeHeadField(i)) open.push_back(i);
    }
    if (open.size() > kMaxHead) open.erase(open.begin(), open.end() - static_cast<std::ptrdiff_t>(kMaxHead));
    CutPublisher(open);
    CutTitle(open);
  }

  bool TakeHeadField(size_t i) {
    const auto field = ParseHeadField(View(i));
    if (!field) return false;
    const std::string_view key = field->key;
    const Span value = {paragraphs_[i].bytes.end - static_cast<uint32_t>(field->value.size()), paragraphs_[i].bytes.end};
    taken_[i] = true;
    if (key == "title" || key == "headline") {
      if (report_.title.empty()) report_.title = OneLine(field->value);
      Emit(PartRole::kTitle, value);
    } else if (key == "author" || key == "authors" || key == "byline" || key == "by") {
      if (report_.byline.empty()) report_.byline = NameCase(field->value);
      if (report_.authors.empty()) report_.authors = SplitAuthors(field->value);
      Emit(PartRole::kByline, value);
    } else {
      if (report_.publisher.empty()) report_.publisher = OneLine(field->value);
      Emit(PartRole::kPublisher, value);
    }
    return true;
  }

  // The first open line, when it is short and a headline follows it.
  void CutPublisher(std::vector<size_t>& open) {
    if (open.size() < 2 || !report_.publisher.empty()) return;
    const Paragraph& first = paragraphs_[open[0]];
    const Paragraph& next = paragraphs_[open[1]];
    if (first.terminal || first.words > 6 || first.bytes.size() > 60 || !first.title_case() || next.words < 2) return;
    const bool cue = LooksLikePublisher(View(open[0]), first);
    const bool label = first.words <= 2 && next.words >= 4;
    const bool before_headline = first.words <= 4 && next.title_case() && next.words > first.words;
    if (!cue && !label && !before_headline) return;
    report_.publisher = OneLine(View(open[0]));
    Take(open[0], PartRole::kPublisher);
    open.erase(open.begin());
  }

  void CutTitle(const std::vector<size_t>& open) {
    if (open.empty()) return;
    size_t title = open.size();
    for (size_t k = 0; k < open.size() && title == open.size(); ++k) {
      if (IsHeadlineShape(open[k]) && (paragraphs_[open[k]].words >= 4 || IsTitleRepeated(open[k]))) title = k;
    }
    if (title == open.size()) {
      const auto fits = std::find_if(open.rbegin(), open.rend(), [&](size_t i) { return IsHeadlineShape(i); });
      if (fits == open.rend()) return;
      title = static_cast<size_t>(open.rend() - fits) - 1;
    }
    for (size_t k = 0; k < title; ++k) Take(open[k], PartRole::kNavigation);
    TakeTitle(open[title]);
    for (size_t k = title + 1; k < open.size(); ++k) CutBelowTitle(open[k], k + 1 == open.size());
  }

  // Between headline and body: a name, a standfirst, or a button of the site.
  void CutBelowTitle(size_t i, bool last) {
    const Paragraph& p = paragraphs_[i];
    const auto name = report_.authors.empty() && last && !p.terminal ? ParseNameLine(View(i)) : std::nullopt;
    if (name) {
      report_.byline = name->printed;
      report_.authors = name->authors;
      return Take(i, PartRole::kByline);
    }
    Take(i, p.words >= 5 || p.terminal ? PartRole::kBody : PartRole::kNavigation);
  }

  void TakeTitle(size_t i) {
    if (report_.title.empty()) report_.title = OneLine(View(i));
    Take(i, PartRole::kTitle);
  }
  void TakeByline(size_t i) {
    if (auto byline = ParseByline(View(i))) {
      if (report_.byline.empty()) report_.byline = std::move(byline->printed);
      if (report_.authors.empty()) report_.authors = std::move(byline->authors);
    }
    if (const auto date = FindDateIn(View(i))) SetPublished(*date, false);
    Take(i, PartRole::kByline);
  }
  static std::optional<std::string> FindDateIn(std::string_view line) {
    const auto found = ParseDateLine(line.substr(std::min(line.find_first_of("|0123456789"), line.size())));
    if (!found) return std::nullopt;
    return IsoDay(DayNumber(found->date));
  }

  // A byline may stand below a standfirst that reads like body.
  void CutBylines() {
    for (size_t i = body_; i < std::min<size_t>(paragraphs_.size(), size_t{body_} + 4); ++i) {
      if (!taken_[i] && paragraphs_[i].words <= 22 && ParseByline(View(i))) TakeByline(i), last_byline_ = static_cast<uint32_t>(i);
    }
  }

  void CutDateline() {
    size_t seen = 0;
    for (size_t i = body_; i < paragraphs_.size() && seen < 3; ++i) {
      if (taken_[i] || (last_byline_ != kNoBody && i < last_byline_)) continue;
      ++seen;
      const auto dateline = ParseDateline(View(i));
      if (!dateline) continue;
      const uint32_t begin = TakeDateline(i, *dateline);
      taken_[i] = true;
      return Emit(PartRole::kBody, {begin, paragraphs_[i].bytes.end});
    }
  }
  uint32_t TakeDateline(size_t i, const DatelineCut& cut) {
    const uint32_t begin = paragraphs_[i].bytes.begin;
    const uint32_t body = begin + static_cast<uint32_t>(cut.body);
    Emit(PartRole::kDateline, {begin, body});
    if (report_.dateline.empty()) report_.dateline = OneLine(cut.text);
    if (report_.credit.empty()) report_.credit = OneLine(cut.agency);
    if (report_.publisher.empty()) report_.publisher = report_.credit;
    const auto date = DateInDateline(cut.text);
    if (date && report_.published.empty()) {
      report_.published = *date;
      report_.published_from = "dateline";
    }
    return body;
  }
  static std::optional<std::string> DateInDateline(std::string_view text) {
    const size_t digit = text.find_first_of("0123456789");
    if (digit == std::string_view::npos) return std::nullopt;
    const size_t comma = text.substr(0, digit).rfind(',');
    const auto found = ParseDateLine(TrimView(text.substr(comma == std::string_view::npos ? 0 : comma + 1)));
    if (!found) return std::nullopt;
    return IsoDay(DayNumber(found->date));
  }

  // ---- the end and the site's lines

  // Short lines without a stop below the last sentence, unless a colon announces them as a list.
  void CutTail() {
    size_t end = paragraphs_.size();
    while (end > body_ && (taken_[end - 1] || !IsStory(end - 1))) --end;
    if (end > 0 && paragraphs_[end - 1].colon) return;
    for (size_t i = end; i < paragraphs_.size(); ++i) {
      if (!taken_[i]) Take(i, paragraphs_[i].words > 0 && IsReportingCredit(i) ? PartRole::kByline : PartRole::kNavigation);
    }
    for (size_t i = body_ + 1; i < end; ++i) {
      if (!taken_[i] && i + 3 >= end && IsReportingCredit(i)) Take(i, PartRole::kByline);
    }
  }
  // Part of the story although no sentence: long, quoted, or ended by a mark.
  bool IsStory(size_t i) const {
    const Paragraph& p = paragraphs_[i];
    return (p.terminal || p.words >= 12 || p.colon) && !IsNavigation(View(i), p);
  }
  bool IsReportingCredit(size_t i) const {
    std::string_view view = View(i);
    while (!view.empty() && (view.front() == '(' || view.front() == '-' || view.front() == ' ' || view.front() == '*')) view.remove_prefix(1);
    return paragraphs_[i].words <= 40 && (view.starts_with("Reporting by ") || view.starts_with("Additional reporting by ") ||
        view.starts_with("Writing by ") || view.starts_with("Editing by "));
  }

  void CutNavigation() {
    for (size_t i = 0; i < paragraphs_.size(); ++i) {
      if (!taken_[i] && paragraphs_.size() > 1 && IsNavigation(View(i), paragraphs_[i])) Take(i, PartRole::kNavigation);
    }
  }

  void EmitRest() {
    for (size_t i = 0; i < paragraphs_.size(); ++i) {
      if (!taken_[i]) Take(i, PartRole::kBody);
    }
  }

  std::vector<Piece> Finish() {
    std::sort(pieces_.begin(), pieces_.end(), [](const Piece& a, const Piece& b) { return a.text.begin < b.text.begin; });
    return std::move(pieces_);
  }

  std::string_view text_;
  Report& report_;
  std::vector<Paragraph> paragraphs_;
  std::vector<bool> taken_;
  std::vector<Piece> pieces_;
  std::vector<std::string> captions_;  // letters of each
  std::unordered_set<std::string> caption_keys_;
  uint32_t body_ = kNoBody;  // first paragraph of the body
  uint32_t last_byline_ = kNoBody;
  bool published_weak_ = false;  // from an "Updated" line
};

}  // namespace

void CutPlainText(Report& report, Encoding encoding) {
  const std::string_view original = report.original;
  const bool as_is = encoding == Encoding::kUtf8 && !original.starts_with("\xef\xbb\xbf") && ValidUtf8Prefix(original) == original.size();
  std::string decoded;
  OffsetMap map;
  if (!as_is) Decode(original, encoding, decoded, map);
  Cutter cutter(as_is ? original : std::string_view(decoded), report);
  report.parts.clear();
  for (const Piece& piece : cutter.CutPage()) report.parts.push_back({piece.role, as_is ? piece.text : map.ToOriginal(piece.text)});
}

void CutExtractedText(Report& report) {
  std::string_view text = report.original;
  if (text.size() >= UINT32_MAX) return;
  std::string_view lead = text.substr(0, kLeadBytes);
  if (lead.size() < text.size()) {  // up to the last line end, else the last whole code point
    const size_t line = lead.rfind('\n');
    lead = lead.substr(0, line == std::string_view::npos || line < 16 ? ValidUtf8Prefix(lead) : line);
  }
  Cutter cutter(lead, report);
  if (report.title.empty() && cutter.OpensLikeAPage()) return CutPlainText(report, Encoding::kUtf8);
  report.parts.clear();
  for (const Piece& piece : cutter.CutLead(static_cast<uint32_t>(text.size()))) report.parts.push_back({piece.role, piece.text});
}

}  // namespace dateline
