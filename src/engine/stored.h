// A report as it goes to the case file or to an export: plain owned data, made on the analysing thread so that the document can be used again at once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dateline {

/// One slot of a record with its words. Code points count into the clean text, bytes into the original.
struct StoredSpan {
  std::string slot;  ///< "quote", "trigger", "actors.0", "place", "killed", "attribution.source", "attribution.cue" ...
  std::string text;
  uint32_t begin = 0, end = 0;                    ///< code points of the clean text
  uint32_t original_begin = 0, original_end = 0;  ///< bytes of Report::original
};

struct StoredPoint {
  double lon = 0, lat = 0;
};

struct StoredParty {
  std::string slot, text, actor, name, country, role, person;
};

struct StoredPlace {
  std::string slot, text, name, country, adm1, feature, relation;
  uint32_t geonameid = 0;
  uint8_t precision = 0;
  bool has_point = false;
  StoredPoint point;
};

struct StoredRecord {
  std::string id;    ///< 32 hexadecimal digits
  std::string kind;  ///< event, movement, stock, control, statement
  std::string type;  ///< PLOVER type, manner, state, change; empty for statements
  std::string json;  ///< the record line, as exported
  uint32_t sentence = 0;  ///< index into StoredReport::sentences
  double confidence = 0;
  std::string rule;
  std::string quote;
  std::string source;            ///< who says it, as written; empty: the report
  std::string start, end;        ///< ISO days of the first resolved time, or empty
  std::string how_many;          ///< "36 killed, 90 injured"; "about 50"; for the layers' labels
  std::vector<StoredSpan> spans;
  std::vector<StoredParty> parties;
  std::vector<StoredPlace> places;
};

struct StoredSentence {
  uint32_t begin = 0, end = 0;  ///< code points of the clean text
  std::string role;             ///< title, body, caption
};

/// A person whom a report names.
struct StoredPerson {
  std::string name;
  bool is_public = false;  ///< known for a public office, or a known actor: not withheld
};

enum class ReportStatus : uint8_t { kRead, kFailed, kSkipped };

struct StoredReport {
  ReportStatus status = ReportStatus::kRead;
  std::string reason;    ///< of a failure: what, where, what was expected
  std::string id;        ///< 32 hexadecimal digits; of a failure: hash of the source_id
  std::string source_id, uri, title, byline, credit, dateline, publisher, published, published_from, language, sha256;
  std::string file;
  uint64_t unit_begin = 0, unit_end = 0;
  uint32_t line = 0;
  uint32_t words = 0;
  uint32_t sentences_discarded = 0;  ///< by the user's dictionaries
  bool story_discarded = false;
  std::string json;      ///< the report line, as exported; empty for a failure
  std::string text;      ///< the clean text
  std::vector<StoredSentence> sentences;
  std::vector<StoredRecord> records;
  std::vector<StoredPerson> persons;
};

}  // namespace dateline
