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
    uint16_t reserved;
  };

  /// A name's link to a place: 20 bits of entry, 12 of flags.
  struct Link {
    uint32_t bits;
    uint32_t entry() const { return bits >> 12; }
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

  /// One word (of utf8::Fold, without blanks) further. `hash` is kStart or kLooseStart at first.
  Node Step(uint64_t& hash, std::string_view folded_word) const;
  /// The places of a name.
  std::span<const Link> Links(Node node) const;
  /// The places of a whole name as utf8::Fold gives it.
  std::span<const Link> Find(std::string_view folded) const;
  const Entry& entry(uint32_t index) const { return entries_[index < entry_count_ ? index : 0]; }
  const Entry& entry(Link link) const { return entries_[link.entry() < entry_count_ ? link.entry() : 0]; }
  std::string_view Text(uint32_t offset) const;
  uint32_t size() const { return entry_count_; }
  uint32_t countries() const { return countries_; }  ///< country numbers are below

  /// One word of a name as transliterations of Arabic script agree on it, appended to `out`: articles are left out, vowels brought to three, letters no
  /// longer double, a last -ah is -a ("Dayr az Zawr", "Deir al-Zour" -> dir zur). Input folded.
  static void AppendLoose(std::string_view folded_word, std::string& out);

 private:
  struct Slot {
    uint32_t check;  ///< upper half of the hash
    uint32_t value;  ///< 0: free; else 1 + (1 + link) * 2 + longer, where 1 + link is 0 for a mere beginning
  };
  friend class GazetteerBuilder;

  uint32_t slot_mask_ = 0, entry_count_ = 0, link_count_ = 0, pool_size_ = 0, countries_ = 0;
  const Slot* slots_ = nullptr;
  const Link* links_ = nullptr;
  const Entry* entries_ = nullptr;
  const char* pool_ = nullptr;
};

}  // namespace dateline
