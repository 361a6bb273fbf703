#include "readers/line_roles.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace dateline {
namespace {

// Openings of lines that belong to the site, not to the story. Lower case; the line holds at most 14 words.
constexpr std::string_view kOpenings[] = {
    "read more", "read also", "also read", "read next", "see also", "share this", "share on", "share via", "related article",
    "related stor", "related:", "related content", "related topic", "related news", "more on this", "more from",
    "more stories", "more news", "most read", "most popular", "most viewed", "subscribe", "sign up", "sign in", "log in", "advertisement",
    "newspapers in ", "newspapers from ", "magazines from ", "follow us", "follow @", "click here",
    "skip to", "back to top", "print this", "email this", "view comments", "leave a comment", "show comments", "post a comment", "tags:",
    "topics:", "story continues", "continue reading", "article continues", "terms of use",
    "terms and conditions", "privacy policy", "cookie policy", "accept all", "accept cookies", "we use cookies", "this site uses cookies",
    "editors' picks", "editor's picks", "recommended for you", "watch live", "download our app", "download the app", "get the app",
    "get our newsletter", "join our newsletter", "next article", "previous article", "all rights reserved",
    "this article was originally published", "you may also like", "you might also like", "support our journalism", "contact us",
    "about us", "filed under", "have a story", "have a tip", "load more", "view all", "open in app", "listen to this article",
    "listen to article", "report this ad", "report an error", "start your free trial", "become a member"};

// Whole lines of the same kind.
constexpr std::string_view kWholeLines[] = {"share", "tweet", "print", "email", "e-mail", "menu", "home", "search", "comments", "comment",
    "topics", "tags", "save", "loading", "recommended", "trending", "sponsored", "promoted", "newsletter", "newsletters",
                                            "facebook", "twitter", "whatsapp", "linkedin", "telegram", "reddit", "copy link", "next",
                                            "previous", "close", "videos", "photos", "gallery", "latest", "latest news", "top stories",
                                            "live", "listen", "world", "opinion", "sport", "sports", "business"};

constexpr std::string_view kPublisherCues[] = {"times", "post", "news", "herald", "daily", "guardian", "gazette", "tribune", "chronicle",
    "journal", "press", "telegraph", "observer", "independent", "standard", "mail", "express", "star", "reuters",
                                               "courier", "dispatch", "record", "review", "weekly", "monitor", "zeitung", "tageblatt",
                                               "sun", "mirror", "globe", "examiner", "bulletin", "sentinel", "register", "world", "today",
                                               "online", "agency", "radio", "tv"};

bool Contains(std::string_view text, std::string_view piece) { return text.find(piece) != std::string_view::npos; }

bool IsCopyright(std::string_view lower) {
  return (lower.starts_with("copyright") && (Contains(lower, "©") || lower.find_first_of("0123456789") != std::string_view::npos)) ||
      Contains(lower, "all rights reserved");
}

}  // namespace

bool IsNavigation(std::string_view line, const Paragraph& shape) {
  if (shape.words == 0 || shape.words > 45) return false;
  const std::string lower = utf8::Lower(line.substr(0, 400));
  if (IsCopyright(lower) || (Contains(lower, "cookies") && (Contains(lower, "we use") || Contains(lower, "this site") || Contains(lower,
      "this website") || Contains(lower, "accept")))) return true;
  if (shape.words > 14) return false;
  for (const std::string_view whole : kWholeLines) {
    if (lower == whole) return true;
  }
  return std::any_of(std::begin(kOpenings), std::end(kOpenings),
      [&](std::string_view opening) { return std::string_view(lower).starts_with(opening); });
}

bool LooksLikePublisher(std::string_view line, const Paragraph& shape) {
  if (shape.words == 0 || shape.words > 6 || line.size() > 60 || shape.terminal) return false;
  const std::string lower = utf8::Lower(line);
  for (const std::string_view domain : {".com", ".org", ".net", ".co.uk", ".de", ".info"}) {
    if (lower.ends_with(domain)) return true;
  }
  if (!shape.title_case()) return false;
  for (size_t at = 0; at < lower.size();) {
    const size_t end = std::min(lower.find(' ', at), lower.size());
    const std::string_view word = std::string_view(lower).substr(at, end - at);
    if (std::find(std::begin(kPublisherCues), std::end(kPublisherCues), word) != std::end(kPublisherCues)) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace dateline
