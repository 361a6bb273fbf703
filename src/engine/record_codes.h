// What a record is called in other systems: CAMEO, ACLED, UCDP's type of violence, IDMC's term, PLOVER's contexts. Tables of knowledge/codes/ decide it by what the
// record says: kind, type and mode, who did it to whom, with what, in which words. The head of knowledge/codes/acled.tsv explains their columns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/container.h"
#include "dateline/document.h"
#include "dateline/result.h"

namespace dateline {

/// What the conditions of the tables look at.
struct RecordFacts {
  std::string_view kind, type, mode;               ///< "event", "ASSAULT", "aerial"
  std::vector<std::string_view> actors, recipients;  ///< PLOVER sectors of each party, by commas
  std::string_view weapon;                           ///< category of the table of weapons
  std::vector<std::string_view> words;               ///< dictionary forms, lower case
};

class RecordCodes {
 public:
  struct Codes {
    std::vector<std::string_view> contexts;
    std::string_view cameo, acled_event, acled_sub, ucdp, idmc;  ///< empty: no single answer
  };

  /// Cells view `knowledge`, which must outlive this. An Error: a condition that no record can meet.
  static Result<RecordCodes> Load(const Container& knowledge);
  Codes Of(const RecordFacts& facts) const;
  Codes Of(const Document& doc, const Record& record) const;

  /// Rows whose example another row decides, or none.
  std::vector<Error> CheckExamples() const;

 private:
  /// Alternatives of a cell; `!` before the first: none of them may be.
  struct Terms {
    bool none_of = false;
    std::vector<std::string_view> any;
  };
  struct Row {
    Terms kind, type, mode, actor, recipient, weapon, context;
    std::string_view gives, example;
    std::string where;
  };
  using Table = std::vector<Row>;

  static bool Is(const Terms& terms, std::string_view value);
  bool Is(const Terms& terms, const std::vector<std::string_view>& parties) const;
  bool Has(std::string_view sectors, std::string_view term) const;
  bool Holds(const Row& row, const RecordFacts& facts, const std::vector<std::string_view>& contexts) const;
  const Row* First(const Table& table, const RecordFacts& facts, const std::vector<std::string_view>& contexts) const;
  std::vector<std::string_view> Contexts(const RecordFacts& facts) const;
  static Result<void> Read(const Container& knowledge, std::string_view name, Table& out);
  static RecordFacts FactsOf(std::string_view example);

  std::unordered_map<std::string_view, std::string_view> kinds_;  ///< sector -> kind of party
  Table cameo_, acled_, ucdp_, idmc_, contexts_;
  std::unordered_map<std::string_view, std::vector<uint32_t>> context_words_;  ///< a word or two -> rows of contexts_
};

}  // namespace dateline
