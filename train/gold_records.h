// Hand-coded reports, and which of the program's candidates they say are right: the rules of the measure (same sentence, kind, type, trigger; texts by shared words).
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/document.h"
#include "dateline/result.h"

namespace dateline::train {

struct GoldNumber {
  double low = 0, best = 0, high = 0;
  bool low_open = false, best_open = false, high_open = false;
};

struct GoldRecord {
  std::string kind, type;
  Span trigger, sentence;  ///< bytes of GoldReport::text
  std::string polarity, certainty, tense;  ///< empty: affirmed, asserted, past
  bool optional = false;
  float probability = 1, type_probability = 1;  ///< below 1: labelled by a teacher, not by hand
  std::map<std::string, std::vector<std::string>> texts;  ///< slot -> values; lists and single slots alike
  std::map<std::string, GoldNumber> numbers;
};

struct GoldReport {
  std::string id, line, text;  ///< `line`: the JSON object, as a report is read from it
  std::vector<GoldRecord> records;
  bool all_violence = false;  ///< coded as --scope all-violence reads it ("scope" in its row)
  bool silver = false;  ///< labelled by a teacher (train/teacher/records.py)
};

/// Reads JSON lines with "id", "text" and "records".
Result<std::vector<GoldReport>> ReadGold(const std::string& path);

/// True when two strings name the same by the rule of the measure.
bool SameText(std::string_view found, std::string_view coded);
bool SameNumber(double best, const GoldNumber& coded);

/// Every string by which a mention is named.
std::vector<std::string_view> FormsOf(const Document& doc, PartyId party);
std::vector<std::string_view> FormsOf(const Document& doc, PlaceId place);

/// Where bytes of the clean text stand in the gold text; empty: nowhere.
Span Locate(const Document& doc, Span span, std::string_view gold);

/// How many slots of `record` are as coded.
size_t SlotsRight(const Document& doc, const Record& record, const GoldRecord& gold);

/// For every candidate of the document: 1 right, 0 wrong, -1 counts neither way; and the gold record that it pairs with (UINT32_MAX: none).
struct Labels {
  std::vector<int> right, paired;  ///< paired: as the measure pairs records, whatever their type
  std::vector<uint32_t> gold;
};
Labels Align(const Document& doc, const GoldReport& gold);

/// The teacher's probability that a candidate is a record of its type, for each candidate of a report that it labelled; below 0: it does not count.
std::vector<float> AlignSilver(const Document& doc, const GoldReport& silver);

}  // namespace dateline::train
