// Names on their way into the trie by hash: shared by the compiler of the shipped tables and that of a user's own places.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "mentions/gazetteer.h"
#include "mentions/gazetteer_format.h"
#include "mentions/word_facts.h"

namespace dateline {

/// How transliterations of a country's names vary.
enum class Script : uint8_t { kLatin, kArabic, kCyrillic };
/// Of the names of a country (ISO 3166-1 alpha-2 or alpha-3) as English-language news writes them.
Script ScriptOf(std::string_view country);

class GazetteerIndex {
 public:
  struct Name {
    uint64_t hash;
    uint32_t entry, flags;
  };
  static constexpr size_t kMostLinks = 64;  ///< places of one name; the least likely are dropped

  explicit GazetteerIndex(const WordFacts& facts) : facts_(&facts) {}

  void AddName(std::string_view name, uint32_t entry, uint32_t flags);
  /// All names of a list; those in capitals are names only where written so.
  void AddNames(std::string_view list, uint32_t entry, uint32_t flags);
  /// Also under what transliterations have in common.
  void AddLooseName(std::string_view name, uint32_t entry, Script script);

  /// Sorts the names, `weight` by `weight`, and fills slots and links. Links that `more` gives for a hash come behind the own ones.
  void Write(const std::function<double(const Name&)>& weight, const std::function<std::span<const Gazetteer::Link>(uint64_t)>& more, std::vector<GazetteerSlot>& slots,
             std::vector<Gazetteer::Link>& links);

  /// "Al Bab" -> "Bab"; empty where there is no article or too little behind it.
  static std::string_view WithoutArticle(std::string_view name);
  static bool InCapitals(std::string_view name);

 private:
  void AddPath(std::string_view words, uint64_t hash, uint32_t entry, uint32_t flags);
  void AddLoosePath(std::string_view folded, uint32_t entry);
  void Sort(const std::function<double(const Name&)>& weight);

  const WordFacts* facts_;
  std::string folded_, loose_;
  std::unordered_set<uint64_t> beginnings_;
  std::vector<Name> names_;
};

}  // namespace dateline
