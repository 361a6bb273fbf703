#include "train/word_classes.h"

#include <zstd.h>

#include <charconv>
#include <vector>

#include "base/mapped_file.h"
#include "base/table.h"
#include "base/utf8.h"
#include "train/actor_tables.h"

namespace dateline::train {
namespace {

/// Small words of names say nothing by themselves.
bool IsTelling(std::string_view word) { return word.size() > 2 && word != "the" && word != "and" && word != "for" && word != "del" && word != "los" && word != "las"; }

Result<std::string> Unpack(const std::string& path) {
  auto bytes = ReadFile(path);
  if (!bytes || !path.ends_with(".zst")) return bytes;
  const unsigned long long size = ZSTD_getFrameContentSize(bytes->data(), bytes->size());
  if (size > (size_t{1} << 30)) return Error{path, "cannot be unpacked", "a zstd file that says its size"};
  std::string out(static_cast<size_t>(size), '\0');
  if (ZSTD_isError(ZSTD_decompress(out.data(), out.size(), bytes->data(), bytes->size()))) return Error{path, "cannot be unpacked", "a zstd file"};
  return out;
}

}  // namespace

void WordClasses::AddName(std::string_view name, Class whole, Class part) {
  const std::vector<std::string_view> words = SplitList(name, ' ');
  for (const std::string_view word : words) {
    if (IsTelling(word)) words_[utf8::Lower(word)] |= words.size() == 1 ? whole : part;
  }
}

Result<void> WordClasses::AddTable(const std::string& path, const std::string& name, const char* columns, Class whole, Class part, uint64_t least_population) {
  auto text = Unpack(path);
  if (!text) return text.error();
  auto table = Table::Parse(name, *text);
  if (!table) return table.error();
  std::vector<size_t> cells;
  for (const std::string_view column : SplitList(columns, ' ')) {
    auto index = table->Column(column);
    if (!index) return index.error();
    cells.push_back(*index);
  }
  const auto population = least_population > 0 ? table->Column("population") : Result<size_t>(size_t{0});
  if (!population) return population.error();
  for (const Table::Row& row : table->rows()) {
    uint64_t people = 0;
    if (least_population > 0) {
      const std::string_view cell = row.cells[*population];
      std::from_chars(cell.data(), cell.data() + cell.size(), people);
      if (people < least_population) continue;
    }
    for (const size_t cell : cells) {
      for (const std::string_view list : SplitList(row.cells[cell], '|')) {
        for (const std::string_view one : SplitList(list, ';')) AddName(one, whole, part);
      }
    }
  }
  return {};
}

Result<void> WordClasses::AddClusters(const std::string& path) {
  const auto text = ReadFile(path);
  if (!text) return text.error();
  const std::string text_with_head = "# columns: word, fine, coarse\n" + *text;
  const auto table = Table::Parse(path, text_with_head);
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    Cluster c{std::string(row.cells[0])};
    const auto number = [](std::string_view cell, uint32_t& out) { return std::from_chars(cell.data(), cell.data() + cell.size(), out).ec == std::errc{}; };
    if (!number(row.cells[1], c.fine) || !number(row.cells[2], c.coarse)) return Error{path + ":" + std::to_string(row.line - 1), "no two class numbers", "word, fine class, coarse class"};
    clusters_.push_back(std::move(c));
  }
  return {};
}

Result<WordClasses> WordClasses::Load(const std::string& knowledge, const std::string& clusters) {
  struct Source {
    const char* file;
    const char* columns;
    Class whole, part;
    uint64_t least_population;
  };
  constexpr uint64_t kTown = 10'000;
  const std::vector<Source> sources = {
      {"given-names.tsv", "name", kGivenName, kGivenName, 0},
      {"places/countries.tsv", "name alternatives capital", kPlace, kPlacePart, 0},
      {"places/countries.tsv", "demonyms", kDemonym, kDemonym, 0},
      {"places/regions.tsv", "name alternatives", kPlace, kPlacePart, 0},
      {"places/divisions.tsv", "name short", kPlace, kPlacePart, 0},
      {"places/spellings.tsv", "alternatives", kPlace, kPlacePart, 0},
      {"places/populated.tsv.zst", "name", kPlace, kPlacePart, kTown},
  };
  WordClasses out;
  for (const Source& s : sources) {
    if (auto r = out.AddTable(knowledge + "/" + s.file, s.file, s.columns, s.whole, s.part, s.least_population); !r) return r.error();
  }
  const auto actors = ActorTables(knowledge);
  if (!actors) return actors.error();
  for (const ActorTable& file : *actors) {
    const bool group = file.kind == ActorKind::kArmedGroup, body = file.kind == ActorKind::kOrganization;
    const Class whole = group ? kGroup : body ? kBody : kLeader, part = group ? kGroupPart : body ? kBodyPart : kLeader;
    if (auto r = out.AddTable(knowledge + "/" + file.name, file.name, "name aliases", whole, part, 0); !r) return r.error();
  }
  if (!clusters.empty()) {
    if (auto r = out.AddClusters(clusters); !r) return r.error();
  }
  return out;
}

}  // namespace dateline::train
