// What a single line of a report is by its shape: byline, dateline, line of date, picture credit, navigation. General features of the
// genre, in English; nothing is
// asked of the world (no list of places or papers).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/days.h"
#include "dateline/span.h"
#include "readers/paragraphs.h"

namespace dateline {

struct Byline {
  std::string printed;               ///< without leading dashes; names in capitals in title case ("By Eric Example")
  std::vector<std::string> authors;  ///< names alone
};
/// "By NAME", "- By NAME and NAME", "By Name, Agency", "By Name in City".
std::optional<Byline> ParseByline(std::string_view line);
/// "Name Surname", "Name Surname, Agency", "Name Surname | Agency": only where the place in the report (below the headline) says that a
/// name may stand there.
std::optional<Byline> ParseNameLine(std::string_view line);
/// The names of a metadata value: "A; B", "A, B and C", "By A".
std::vector<std::string> SplitAuthors(std::string_view value);

struct DatelineCut {
  std::string_view text;    ///< place and date as written, without agency and dash
  std::string_view agency;  ///< "(Northgate)": without brackets; may be empty
  size_t body = 0;          ///< where the sentence begins
};
/// A dateline at the beginning of a paragraph: "WASHINGTON — ", "BAGHDAD (Northgate) - ", "Beirut, March 3 —", "KABUL: ".
std::optional<DatelineCut> ParseDateline(std::string_view paragraph);

struct DateLine {
  CivilDate date;
  std::string_view publisher;  ///< what stands before the date when it looks like a name; may be empty
  bool updated = false;        ///< the line tells of a change, not of the first publication
};
/// A line that is nothing but a full date, its time and words such as "Published".
std::optional<DateLine> ParseDateLine(std::string_view line);

/// A picture's line cut up; empty spans for what is not there. Spans are relative to the paragraph.
struct PictureCut {
  Span credit;
  Span caption;
  Span tail_credit;
};
/// "?? CREDIT ?? caption", "CREDIT/ AGENCY caption", "Photograph: Name/Agency", "caption. Photo: Name", "caption [Name/Agency]".
std::optional<PictureCut> ParsePicture(std::string_view text, const Paragraph& shape);

/// Lines of the site around the story: "Read more", "Share this", "Subscribe", cookie notices.
bool IsNavigation(std::string_view line, const Paragraph& shape);

/// Cue words of a publication's name ("Times", "Daily", "The ..."), or an address (".com").
bool LooksLikePublisher(std::string_view line, const Paragraph& shape);

/// "ERIC" -> "Eric", "O'BRIEN" -> "O'Brien", "AL-HASSAN" -> "Al-Hassan"; words with small letters and short agency names stay.
std::string NameCase(std::string_view name);

}  // namespace dateline
