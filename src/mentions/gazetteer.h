// The gazetteer: names to candidate places, compiled from knowledge/places and used in place from the mapped knowledge file.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline {

/// The section "gazetteer" from the files below knowledge/ (path -> bytes; *.zst are unpacked here).
Result<std::string> CompileGazetteer(const std::map<std::string, std::string>& files);

class Gazetteer {
 public:
  enum class Kind : uint32_t { kPopulated, kDivision, kCountry, kRegion };

  /// One place. Text fields are offsets into the string pool (0: empty).
  struct Entry {
    uint32_t geonameid, name, country, adm1, feature, population;
    float lat, lon;
    Kind kind;
    uint32_t precision;  ///< UCDP where_prec
  };
  /// A name's link to a place.
  struct Link {
    uint64_t key;  ///< hash of the folded name
    uint32_t entry;
    uint32_t flags;
  };
  enum LinkFlag : uint32_t { kDemonym = 1, kMainName = 2 };

  /// Views `bytes`, which must outlive the gazetteer. O(1); checks the sizes of all arrays.
  static Result<Gazetteer> Open(std::string_view bytes);

  /// All places of a folded name (utf8::Fold), at most as many as share it. No allocation.
  std::span<const Link> Find(std::string_view folded) const;
  const Entry& entry(uint32_t index) const { return entries_[index < entry_count_ ? index : 0]; }
  std::string_view Text(uint32_t offset) const;
  uint32_t size() const { return entry_count_; }
  uint32_t longest() const { return longest_; }  ///< words of the longest name

 private:
  uint32_t entry_count_ = 0, link_count_ = 0, pool_size_ = 0, longest_ = 0;
  const uint32_t* buckets_ = nullptr;  ///< 65,537: first link of each value of the key's upper 16 bits
  const Entry* entries_ = nullptr;
  const Link* links_ = nullptr;
  const char* pool_ = nullptr;
};

}  // namespace dateline
