// What the knowledge tables say of single capitalised words, for the network: it learns what such a word may be, and so what words may be that no corpus has.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "dateline/result.h"

namespace dateline::train {

class WordClasses {
 public:
  enum Class : uint16_t {
    kGivenName = 1 << 0,
    kPlace = 1 << 1,        ///< the whole name of a country, division or larger place
    kPlacePart = 1 << 2,    ///< a word of a longer one
    kDemonym = 1 << 3,
    kGroup = 1 << 4,        ///< armed groups
    kGroupPart = 1 << 5,
    kBody = 1 << 6,         ///< organizations
    kBodyPart = 1 << 7,
    kLeader = 1 << 8,       ///< a word of a leader's name
  };

  /// Of train/teacher/clusters.py.
  struct Cluster {
    std::string word;
    uint32_t fine = 0, coarse = 0;
  };

  /// Reads given-names.tsv, actors/ and places/ below `knowledge`, and the file `clusters` where one is named.
  static Result<WordClasses> Load(const std::string& knowledge, const std::string& clusters);

  /// Lower-case word -> bits of Class.
  const std::map<std::string, uint16_t>& words() const { return words_; }
  const std::vector<Cluster>& clusters() const { return clusters_; }

 private:
  void AddName(std::string_view name, Class whole, Class part);
  Result<void> AddTable(const std::string& path, const std::string& name, const char* columns, Class whole, Class part, uint64_t least_population);

  Result<void> AddClusters(const std::string& path);

  std::map<std::string, uint16_t> words_;
  std::vector<Cluster> clusters_;
};

}  // namespace dateline::train
