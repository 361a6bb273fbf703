// The gazetteer: names to candidate places, compiled from knowledge/places and used in place from the mapped knowledge file.
//
// Names are a trie by hash: the words of a name, folded, are hashed one after the other, and a slot stands for every name and for every beginning of one.
// So the longest name at a token is found by one look-up a word, without allocation. Layout: header | slots | links | entries | string pool.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline {

struct GazetteerSlot;

/// The section "gazetteer" from the files below knowledge/ (path -> bytes; *.zst are unpacked here). Reads places/*, and lexicon.tsv and given-names.tsv, where
/// given, to mark names that are also ordinary words or names of persons.
Result<std::string> CompileGazetteer(const std::map<std::string, std::string>& files);

class Gazetteer {
 public:
  enum class Kind : uint8_t { kPopulated, kDistrict, kDivision, kCountry, kRegion };
  static constexpr uint16_t kNone = UINT16_MAX;

  /// One place. Text fields are offsets into the string pool (0: empty).
  struct Entry {
    uint32_t geonameid, name, country, adm1, adm2, feature, population;
    uint32_t seat;  ///< of a country: 1 + entry of its capital; else 0
    float lat, lon;
    uint16_t country_number;   ///< the same for all places of a country; kNone: none or several
    uint16_t division_number;  ///< the same for all places of a first-order division; kNone: none
    Kind kind;
    uint8_t precision;  ///< UCDP where_prec
    uint16_t own;       ///< Own
  };
  /// Whose place it is: the shipped tables', one of a large table that the user added (GeoNames, Who's On First), or one of the user's own list.
  enum Own : uint16_t { kShipped, kAdded, kChosen };

  /// A name's link to a place: 22 bits of entry, 10 of flags.
  struct Link {
    uint32_t bits;
    static constexpr uint32_t kFlagBits = 10;
    static Link Of(uint32_t entry, uint32_t flags) { return {entry << kFlagBits | flags}; }
    uint32_t entry() const { return bits >> kFlagBits; }
    uint32_t flags() const { return bits & ((1u << kFlagBits) - 1); }
    bool Is(uint32_t flag) const { return (bits & flag) != 0; }
    uint32_t commonness() const { return bits >> 8 & 3; }  ///< 0: hardly an ordinary word of English ... 3: nearly always one
  };
  enum Flag : uint32_t {
    kLast = 1 << 0,        ///< last link of its name
    kMain = 1 << 1,        ///< the usual name, not one of many alternatives
    kDemonym = 1 << 2,
    kCapitals = 1 << 3,    ///< a name only where written in capitals or with periods ("US", "Md.")
    kAfterComma = 1 << 4,  ///< an abbreviation read only after a comma ("Austin, Tex.")
    kGivenName = 1 << 5,   ///< also a given name of persons
    kLoose = 1 << 6,       ///< found under LooseWord, not as written
  };

  /// Where a walk through the words of a name stands.
  struct Node {
    uint32_t link = 0;    ///< 1 + first link of the name that ends here; 0: no name ends here
    bool longer = false;  ///< longer names begin like this
    explicit operator bool() const { return link != 0 || longer; }
  };
  static constexpr uint64_t kStart = 0, kLooseStart = 1;  ///< first value of a walk's hash

  /// Views `bytes`, which must outlive the gazetteer. O(1); checks the sizes of all arrays.
  static Result<Gazetteer> Open(std::string_view bytes);

  /// Lays a user's own places over it: the bytes of CompileOwnPlaces, which must outlive the gazetteer. O(1). An Error when they belong to another gazetteer.
  Result<void> Attach(std::string_view own);

  /// One word (of utf8::Fold, without blanks) further. `hash` is kStart or kLooseStart at first.
  Node Step(uint64_t& hash, std::string_view folded_word) const;
  /// The places of a name.
  std::span<const Link> Links(Node node) const;
  /// The places of a whole name as utf8::Fold gives it.
  std::span<const Link> Find(std::string_view folded) const;
  /// The places of a name by its hash, a walk's last.
  std::span<const Link> LinksOf(uint64_t hash) const { return Links(At(hash)); }
  const Entry& entry(uint32_t index) const {
    return index < entry_count_ ? entries_[index] : index - entry_count_ < own_entry_count_ ? own_entries_[index - entry_count_] : entries_[0];
  }
  const Entry& entry(Link link) const { return entry(link.entry()); }
  std::string_view Text(uint32_t offset) const;
  /// The id that an own place has in the user's gazetteer; empty for shipped ones.
  std::string_view OwnId(uint32_t index) const;
  uint32_t size() const { return entry_count_; }  ///< shipped places
  uint32_t own_size() const { return own_entry_count_; }
  uint32_t pool_size() const { return pool_size_; }
  uint32_t link_count() const { return link_count_; }
  uint32_t countries() const { return countries_; }  ///< country numbers are below

  /// One word of a name as transliterations of Arabic script agree on it, appended to `out`: articles are left out, vowels brought to three, letters no
  /// longer double, a last -ah is -a, -et is -at ("Dayr az Zawr", "Deir al-Zour" -> dir zur). Input folded.
  static void AppendLoose(std::string_view folded_word, std::string& out);

 private:
  Node At(uint64_t hash) const;

  uint32_t slot_mask_ = 0, entry_count_ = 0, link_count_ = 0, pool_size_ = 0, countries_ = 0;
  const GazetteerSlot* slots_ = nullptr;
  const Link* links_ = nullptr;
  const Entry* entries_ = nullptr;
  const char* pool_ = nullptr;
  // The user's own; numbers count on from the shipped ones.
  uint32_t own_slot_mask_ = 0, own_entry_count_ = 0, own_link_count_ = 0, own_pool_size_ = 0;
  const GazetteerSlot* own_slots_ = nullptr;
  const Link* own_links_ = nullptr;
  const Entry* own_entries_ = nullptr;
  const uint32_t* own_ids_ = nullptr;
  const char* own_pool_ = nullptr;
};

}  // namespace dateline
