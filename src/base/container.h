// Files of named sections, 64-byte aligned, used in place from a mapped file. The knowledge file: small tables travel as their text, so that every rule keeps its
// file and line; large ones (gazetteer, lexicon) as compiled sections. The model file: what was learned from treebanks. Little-endian.
//
//   header   "DLKNOW1\n" or "DLMODL1\n" | u32 section count | u32 reserved | u64 file size | u64 XXH3 of the section table
//   table    per section: u64 offset, u64 size, u64 XXH3 of the bytes, u32 name offset, u32 name size
//   names, then sections
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/mapped_file.h"
#include "base/table.h"
#include "dateline/result.h"

namespace dateline {

/// Sections in the order given.
using Sections = std::vector<std::pair<std::string, std::string>>;

/// What a file is: its first eight bytes (the last but one is the version), and what a person calls it and makes it with.
struct ContainerKind {
  std::string_view magic, name, made_by;
};
inline constexpr ContainerKind kKnowledgeFile = {"DLKNOW1\n", "knowledge file", "a file made by `dateline knowledge build`"};
inline constexpr ContainerKind kModelFile = {"DLMODL1\n", "model file", "the model that came with this version, or one made by dateline-train"};

std::string BuildContainer(const Sections& sections, const ContainerKind& kind = kKnowledgeFile);

class Container {
 public:
  /// Maps and checks the header and the section table; sections up to 4 MiB are checked too, larger ones by VerifyAll().
  static Result<Container> Open(const std::string& path, const ContainerKind& kind = kKnowledgeFile);
  /// The same from bytes in memory, which the container then owns (tests, `dateline knowledge check`).
  static Result<Container> FromBytes(std::string bytes, const ContainerKind& kind = kKnowledgeFile);
  /// Checks every section's hash.
  Result<void> VerifyAll() const;

  /// The knowledge table `name` (path below knowledge/, such as "quantities.tsv"), kept as section "table:NAME". Cells view this container.
  Result<Table> OpenTable(std::string_view name) const;
  /// Names of the tables below a folder, in order: Tables("actors/").
  std::vector<std::string_view> Tables(std::string_view prefix) const;

  /// The bytes of a section; empty when there is none of that name.
  std::string_view Section(std::string_view name) const;
  struct Entry {
    std::string_view name;
    std::string_view bytes;
    uint64_t hash = 0;
  };
  const std::vector<Entry>& entries() const { return entries_; }
  /// Hash over all section names and hashes: names the state of knowledge a run used.
  uint64_t version() const { return version_; }

 private:
  static Result<Container> Check(Container container, std::string_view bytes, const ContainerKind& kind);

  MappedFile file_;
  std::unique_ptr<std::string> owned_;
  std::string path_;
  std::vector<Entry> entries_;
  uint64_t version_ = 0;
};

}  // namespace dateline
