// Events of a report by the dictionaries of TABARI, PETRARCH and UniversalPETRARCH, read off dependency trees.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/container.h"
#include "coders/actors.h"
#include "coders/issues.h"
#include "coders/parties.h"
#include "coders/pattern_match.h"
#include "coders/rules.h"
#include "coders/verbs.h"
#include "dateline/document.h"
#include "mentions/dictionaries.h"

namespace dateline::coders {

struct CoderFiles {
  std::vector<std::string> verbs, actors, agents, discards, issues;
  Dialect dialect = Dialect::kDetect;
};

/// The files of a folder by what they are called and hold; those of other kinds are left out. An Error: the folder cannot be read, or no file of it is a dictionary.
Result<CoderFiles> DictionariesIn(const std::string& folder);

/// Everything the coder knows: immutable once loaded, shared by threads.
class CoderBook {
 public:
  /// `knowledge` gives knowledge/codes/coder.tsv. An Error: a file cannot be read, or there is no verb file.
  static Result<CoderBook> Load(const CoderFiles& files, const Container& knowledge);
  /// From memory (tests): verbs, actors, agents.
  static Result<CoderBook> FromText(std::string_view verbs, std::string_view actors, std::string_view agents, Dialect dialect, const Container& knowledge);

  const std::vector<Error>& warnings() const { return warnings_; }
  const VerbBook& verbs() const { return verbs_; }
  const ActorBook& actors() const { return actors_; }
  const IssueBook& issues() const { return issues_; }
  const Discards& discards() const { return discards_; }
  const Words& words() const { return words_; }
  const Rules& rules() const { return rules_; }

 private:
  Words words_;
  VerbBook verbs_;
  ActorBook actors_;
  IssueBook issues_;
  Discards discards_;
  Dialect dialect_ = Dialect::kDetect;
  std::vector<Error> warnings_;
  Rules rules_;
};

struct CodedEvent {
  std::string source, code, target;
  uint32_t sentence = 0;  ///< of the document
  uint32_t verb = 0;      ///< token
  uint32_t source_head = ~uint32_t{0}, target_head = ~uint32_t{0};  ///< tokens; none: ~0
  std::string label;      ///< name of the verb's block
  std::string pattern;    ///< "file:line" of the pattern that gave the code; empty: the verb's own
};

struct CoderOptions {
  bool lone_actors = false;  ///< also events whose other side is not known
};

/// What one report comes to.
struct CodedReport {
  std::vector<CodedEvent> events;                   ///< in the order of the text
  std::vector<std::string> issues;                  ///< a sentence: "CODE,n;CODE,n"
  std::vector<uint32_t> discarded;                  ///< sentences left out
  bool story_discarded = false;
};

/// Works on one report after the other; one a thread.
class Coder {
 public:
  Coder(const CoderBook& book, const CoderOptions& options) : book_(&book), options_(options) {}
  void Code(const Document& doc, int32_t day, CodedReport& out);

 private:
  const CoderBook* book_;
  CoderOptions options_;
  Units units_;
  Tree tree_;
  SentenceParties parties_;
};

}  // namespace dateline::coders
