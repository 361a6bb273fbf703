// The dictionaries of the field as they are: CAMEO and Phoenix actors and agents, TABARI .actors and .agents, PETRARCH discards. Their grammar and their faults: docs/knowledge.md.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/container.h"
#include "base/hash.h"
#include "dateline/document.h"
#include "dateline/result.h"
#include "mentions/parties_dates.h"

namespace dateline {

/// Whose rules hold where the programs disagree.
enum class Dialect : uint8_t { kDetect, kTabari, kPetrarch1, kPetrarch2 };
/// "tabari", "petrarch1", "petrarch2"; kDetect for any other name.
Dialect DialectOf(std::string_view name);

struct DictionaryFiles {
  std::vector<std::string> actors, agents, discards;
  bool actors_only = false;  ///< the shipped actor tables are left out; states stay
  Dialect dialect = Dialect::kDetect;  ///< kDetect: TABARI for files that end in .actors, .agents, .discards or hold ~FINISH, else PETRARCH2

  bool empty() const { return actors.empty() && agents.empty() && discards.empty() && !actors_only; }
};

/// A CAMEO actor code as country and sectors.
struct CodeMeaning {
  std::string_view country;  ///< alpha-3, or empty
  std::string_view sectors;  ///< PLOVER, by commas, or empty
  std::string_view role;     ///< of an agent
};

/// knowledge/cameo-codes.tsv.
class CameoCodes {
 public:
  static Result<CameoCodes> Load(const Container& knowledge);
  /// The meaning of "AFGGOV" or of the first of "USA/GBR"; `fault` says what in it is not known. Sectors are written to `pool`.
  CodeMeaning Read(std::string_view code, std::deque<std::string>& pool, std::string& fault) const;

 private:
  enum class Is : uint8_t { kCountry, kRegion, kSector, kField, kOther };
  struct Unit {
    Is is = Is::kOther;
    std::string_view to, role;
  };
  std::unordered_map<std::string_view, Unit> units_;
  std::unordered_map<std::string_view, std::string_view> countries_;  ///< ISO codes
};

/// What a dictionary says of names: rows for ActorIndex.
struct DictionaryActor {
  enum class Kind : uint8_t { kGroup, kOrganization, kMedia, kPerson, kPlace, kPeople } kind = Kind::kOrganization;
  std::string_view id;                  ///< "AFGGOV:HAMID_KARZAI"
  std::string_view name;                ///< "Hamid Karzai"
  std::vector<std::string_view> names;  ///< all ways to write it, with the capitals that it must have
  CodeMeaning usual;                    ///< where no date holds; nothing in it: not coded then
  std::vector<DatedCode> dated;         ///< the first that holds
};

/// Reads a discard file; faults go to `warnings`.
class Discards;
void AddDiscards(const std::string& name, std::string_view text, Dialect dialect, Discards& out, std::vector<Error>& warnings);

/// A row for RoleIndex.
struct DictionaryAgent {
  std::string_view lemma;                 ///< "police officer"
  std::vector<std::string_view> plurals;  ///< where the regular one is wrong
  bool regular = true;                    ///< the regular plural is one
  CodeMeaning code;
};

/// Phrases that a sentence or a whole report is left out for.
class Discards {
 public:
  void Add(std::string_view phrase, bool story, bool stems);
  bool empty() const { return phrases_.empty(); }
  size_t size() const { return phrases_.size(); }
  /// Takes the sentences that hold a phrase out of `doc`, or all of them where one is reason enough; counts them there. Needs tokens and nothing after them.
  void Apply(Document& doc) const;

  enum class Found : uint8_t { kNothing, kSentence, kStory };
  /// What the tokens are left out for; `words` is memory to work in.
  Found Look(const Document& doc, TokenRange tokens, std::vector<std::string>& words) const;

 private:
  struct Phrase {
    std::vector<std::string> words;  ///< lower case
    bool story = false, stem = false;
  };
  Found Look(const std::vector<std::string>& words) const;
  bool Stands(const Phrase& phrase, const std::vector<std::string>& words, size_t at) const;

  std::vector<Phrase> phrases_;
  std::unordered_map<std::string, std::vector<uint32_t>> by_first_;  ///< first word -> phrases
  size_t longest_stem_ = 0;                                          ///< of a first word that is a stem
};

class Dictionaries {
 public:
  /// An Error: a file cannot be read. What is wrong in a file is left out and told in warnings().
  static Result<Dictionaries> Load(const DictionaryFiles& files, const Container& knowledge);
  /// One file from memory (tests).
  Result<void> AddActors(const std::string& name, std::string_view text, Dialect dialect, const Container& knowledge);
  Result<void> AddAgents(const std::string& name, std::string_view text, Dialect dialect, const Container& knowledge);
  void AddDiscards(const std::string& name, std::string_view text, Dialect dialect);

  bool actors_only() const { return actors_only_; }
  const std::vector<DictionaryActor>& actors() const { return actors_; }
  const std::vector<DictionaryAgent>& agents() const { return agents_; }
  const Discards& discards() const { return discards_; }
  /// Each fault once, with file and line.
  const std::vector<Error>& warnings() const { return warnings_; }
  uint64_t version() const { return version_; }  ///< of what was read; 0: nothing

 private:
  friend class ActorFile;
  friend class AgentFile;
  /// The state of what was read: files, their kinds and their order, since the first name wins.
  void NoteFile(std::string_view text, uint64_t kind, Dialect dialect) {
    version_ = Hash64(text) + (version_ ^ kind << 8 ^ static_cast<uint64_t>(dialect)) * 0x9E3779B97F4A7C15u;
  }
  std::string_view Keep(std::string text) { return pool_.emplace_back(std::move(text)); }
  void Warn(const std::string& name, uint32_t line, std::string what, std::string expected) {
    warnings_.push_back({name + ":" + std::to_string(line), std::move(what), std::move(expected)});
  }

  std::deque<std::string> pool_;  ///< what the rows view
  std::vector<DictionaryActor> actors_;
  std::vector<DictionaryAgent> agents_;
  Discards discards_;
  std::vector<Error> warnings_;
  bool actors_only_ = false;
  uint64_t version_ = 0;
};

}  // namespace dateline
