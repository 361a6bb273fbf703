// Names of known actors, states and media as token sequences: a trie over word ids, entered by the first word, longest match first. Hyphens are left out on
// both sides, so that "al-Qaeda" and "al Qaeda" are one name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/container.h"
#include "base/table.h"
#include "dateline/document.h"
#include "mentions/dictionaries.h"
#include "mentions/parties_dates.h"
#include "text/lexicon.h"

namespace dateline {

enum class ActorKind : uint8_t { kArmedGroup, kOrganization, kMedia, kLeader, kCountry, kDemonym, kCapital };

/// A row of the actor tables, or a state. Views into the container and into the index.
struct Actor {
  ActorKind kind = ActorKind::kArmedGroup;
  std::string_view id;       ///< empty for states
  std::string_view name;
  std::string_view country;  ///< ISO 3166-1 alpha-3
  std::string_view sectors;
  std::string_view office;   ///< leaders: "prime minister"
  WordId title;              ///< leaders: the head of the office ("minister")
  bool in_office = true;     ///< leaders, on the day of the report
  DayRange active;           ///< known under this name, or in office
  uint32_t first_code = 0, code_count = 0;  ///< what it was at other times than usual (ActorIndex::CodesAt)
};

/// Country and sectors of an actor on a day.
struct ActorCodes {
  std::string_view country;
  std::string_view sectors;
  bool in_office = true;  ///< false: a leader before or after the time of his office
};

struct NameHit {
  static constexpr uint32_t kNoEntry = UINT32_MAX;
  TokenRange tokens;
  uint32_t actor = 0;         ///< index into ActorIndex::actors
  uint32_t entry = kNoEntry;  ///< where the name stands in the index
};

/// What a report says of the time and the land it is about: decides between actors that share a name.
struct ActorContext {
  int32_t day = TimeMention::kNoDay;
  std::vector<std::pair<std::string_view, uint32_t>> countries;  ///< named in the report, with how often

  void Note(std::string_view country);
  uint32_t Count(std::string_view country) const;
};

/// What a table below actors/ lists, by its columns and its name, so that a researcher adds a file without a word to the code: one with a column `office`
/// lists leaders, organizations.tsv, organizations_* and states_* bodies, any other armed groups.
ActorKind KindOfTable(const Table& table);

/// True for a hyphen token that ties its neighbours together.
bool IsGlueHyphen(const Document& doc, uint32_t token);

/// Splits a name of a table as the splitter splits text, without hyphens. `out` receives pieces in lower case.
void NamePieces(std::string_view name, std::vector<std::string>& out);

class ActorIndex {
 public:
  /// Reads every table below actors/, media.tsv and the states; and, before them, what the user's dictionaries hold (null: none), which must outlive the index.
  static Result<ActorIndex> Load(const Container& knowledge, Vocabulary& vocabulary, const Dictionaries* dictionaries = nullptr);

  const Actor& actor(uint32_t index) const { return actors_[index]; }
  size_t size() const { return actors_.size(); }

  /// The longest name that begins at `token` and ends before `end`; false when there is none. `shouted`: the sentence is in capitals throughout.
  bool Match(const Document& doc, uint32_t token, uint32_t end, bool shouted, NameHit& out) const;

  /// Where several actors bear the name of `hit`: the one that was known by it on the day and whose country the report names; the first in the tables where
  /// nothing tells them apart. Of most names there is one, and that one is given back at once.
  uint32_t Choose(const Document& doc, const NameHit& hit, bool shouted, const ActorContext& context) const;

  /// Without a day the usual codes. A leader in government who has left office is ELI (PLOVER: former officials); before his time he has no sector.
  ActorCodes CodesAt(const Actor& actor, int32_t day) const;

 private:
  struct Entry {
    uint32_t actor = 0;
    uint32_t next = UINT32_MAX;  ///< another entry of the same words
    uint32_t capitals = 0;       ///< bit k: piece k must be capitalised
    bool exact = false;          ///< short acronym: letter for letter, stops left out
    std::string_view text;
  };
  struct Slot {
    uint64_t key = 0;  ///< node << 32 | word, plus one; 0: free
    uint32_t child = 0;
  };

  void AddDictionaries(const Dictionaries& dictionaries, Vocabulary& vocabulary);
  Result<void> LoadActors(const Table& table, ActorKind kind, Vocabulary& vocabulary);
  Result<void> LoadCountries(const Container& knowledge, Vocabulary& vocabulary);
  void Add(std::string_view name, uint32_t actor, Vocabulary& vocabulary);
  /// Word ids of the pieces, into the scratch; gives the mask of the capitalised ones.
  uint32_t Intern(const std::vector<std::string_view>& pieces, Vocabulary& vocabulary);
  /// Joins what the splitter leaves in one word: "Lashkar - e-Taiba", "Anti-Balaka". False when there is nothing to join.
  bool JoinPrefixes(std::vector<std::string_view>& pieces);
  void AddWords(std::string_view text, uint32_t actor, bool exact, uint32_t capitals);
  uint32_t Child(uint32_t node, WordId word) const;
  uint32_t MakeChild(uint32_t node, WordId word);
  void Grow();
  /// "The National", "the Independent" are papers; "The National Guard", "The Australian government" begin other names.
  bool IsCutShort(const Entry& entry, const Document& doc, uint32_t next) const;
  bool Accepts(const Entry& entry, const Document& doc, TokenRange tokens, bool shouted) const;

  /// The name that is being added.
  struct Scratch {
    std::vector<std::string_view> pieces;
    std::vector<WordId> words;
    std::string lower;
  };
  Scratch scratch_;
  std::vector<std::string_view> prefixes_;  ///< of hyphen-prefixes.tsv
  std::vector<Actor> actors_;
  std::vector<DatedCode> codes_;
  std::vector<Entry> entries_;
  std::vector<uint32_t> node_entry_{UINT32_MAX};  ///< node -> first entry
  std::vector<Slot> slots_;
  std::vector<uint32_t> first_;  ///< word -> node, 0: none
  size_t used_ = 0;
};

}  // namespace dateline
