// A report as a reader hands it over: its bytes, cut into parts by role, and what is known about it. Nothing is cleaned yet.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dateline/span.h"

namespace dateline {

/// What a stretch of the original is for. Only kTitle, kDateline, kBody and kCaption reach the clean text; the others are metadata or noise. Datelines are no sentences.
enum class PartRole : uint8_t { kTitle, kByline, kDateline, kBody, kCaption, kCredit, kPublisher, kNavigation };

/// One stretch of the original, in bytes of Report::original. Parts are ordered and do not overlap; what no part covers is dropped.
struct Part {
  PartRole role = PartRole::kBody;
  Span bytes;
};

/// One report of an input, before cleaning. Strings are UTF-8; an empty string means: not given.
struct Report {
  std::string original;      ///< the bytes as found (files) or the decoded text value (JSON lines); may be any encoding
  std::vector<Part> parts;   ///< empty: the whole original is one body
  std::string source_id;     ///< id of the input, or path below the folder given, with #n for the n-th report of a file
  std::string uri;           ///< path or URL
  std::string title, byline, dateline, publisher, language;
  std::string credit;          ///< agency that stands in the dateline: "Reuters" of "BAGHDAD (Reuters) -"
  std::vector<std::string> authors;
  std::string published;       ///< ISO 8601 date (YYYY-MM-DD...) or empty
  std::string published_from;  ///< evidence for `published`: "field:date", "dateline", "text", ...
  std::string file;            ///< file read, as named by the user ("-" for standard input)
  uint64_t unit_begin = 0;     ///< bytes of the (decompressed) file that hold this report
  uint64_t unit_end = 0;
  uint32_t line = 0;           ///< 1-based line of a JSON-lines file; 0 for plain text
  uint32_t duplicate_captions = 0;  ///< captions found again and dropped
};

}  // namespace dateline
