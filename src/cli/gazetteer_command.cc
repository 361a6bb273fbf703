// dateline gazetteer add | list | remove: the user's own places.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/container.h"
#include "base/table.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "imports/place_store.h"
#include "imports/place_tables.h"

namespace dateline::cli {
namespace {

namespace fs = std::filesystem;

/// What all three need: the knowledge, by which countries and features are known.
struct Ground {
  Container knowledge;
  OwnPlaceChecker checker;

  static Result<Ground> Open(const CommonOptions& options) {
    auto knowledge = Container::Open(FindKnowledge(options.knowledge));
    if (!knowledge) return knowledge.error();
    auto checker = OwnPlaceChecker::Load(*knowledge);
    if (!checker) return checker.error();
    return Ground{std::move(*knowledge), std::move(*checker)};
  }
};

/// The files of a folder that may hold places, in order.
std::vector<std::string> Files(const std::vector<std::string>& paths) {
  std::vector<std::string> out;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      out.push_back(path);
      continue;
    }
    std::vector<std::string> found;
    for (fs::recursive_directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
      std::string name = it->path().filename().string();
      for (const std::string_view packed : {".gz", ".zst"}) {
        if (name.ends_with(packed)) name.resize(name.size() - packed.size());
      }
      const std::string ending = fs::path(name).extension().string();
      const bool table = ending == ".geojson" || ending == ".json" || ending == ".csv" || ending == ".tsv" || ending == ".txt";
      if (table && it->is_regular_file(error)) found.push_back(it->path().string());
    }
    std::sort(found.begin(), found.end());
    out.insert(out.end(), found.begin(), found.end());
  }
  return out;
}

std::string List(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

/// Parts of "P,A" and repeated options.
std::vector<std::string> Parts(const std::vector<std::string>& given) {
  std::vector<std::string> out;
  for (const std::string& list : given) {
    for (const std::string_view part : SplitList(list, ',')) out.emplace_back(part);
  }
  return out;
}

/// False when the choice names an unknown country, feature or format.
bool ReadChoice(const GazetteerOptions& options, const OwnPlaceChecker& checker, PlaceImportOptions& out) {
  out.format = PlaceFormatOf(options.format);
  out.any_age = options.any_age;
  out.skip_bad = options.skip_bad;
  for (const std::string& feature : Parts(options.features)) {
    if (std::string_view("PAHTLSRVU").find(feature[0]) == std::string_view::npos || (feature.size() > 1 && feature[1] != '.')) {
      Complain("--feature " + feature + ": no feature; expected GeoNames classes or codes, such as P,A or S.CMP");
      return false;
    }
    out.features.push_back(feature);
  }
  for (const std::string& country : Parts(options.countries)) {
    out.countries.push_back(checker.Country(country));
    if (out.countries.back().empty()) {
      Complain("--country " + country + ": unknown; expected ISO 3166-1 codes, such as SY,IQ or SYR");
      return false;
    }
  }
  return true;
}

/// Says what is wrong with a file; true when it may be taken all the same.
bool Tell(const std::string& path, const PlaceImport& import, bool skip_bad, bool quiet) {
  for (const Error& fault : import.faults) Complain(fault.Message());
  if (import.bad > import.faults.size()) Complain(fmt::format("{}: {} more rows like these", path, import.bad - import.faults.size()));
  if (import.bad > 0 && !skip_bad) return false;
  if (!quiet && !import.ignored.empty()) Say(fmt::format("{}: columns that are not used: {}", path, List(import.ignored)));
  if (!quiet) {
    Say(fmt::format("{} ({}): {} places{}{}", path, NameOf(import.format), import.places.size(), import.left_out > 0 ? fmt::format(", {} left out", import.left_out) : "",
                    import.bad > 0 ? fmt::format(", {} rows could not be read", import.bad) : ""));
  }
  return true;
}

}  // namespace

int RunGazetteerAdd(const GazetteerOptions& options) {
  const auto ground = Ground::Open(options.common);
  if (!ground) {
    Complain(ground.error().Message());
    return kUsage;
  }
  PlaceImportOptions choice;
  if (!ReadChoice(options, ground->checker, choice)) return kUsage;
  auto store = PlaceStore::OpenForChange(OwnGazetteerPath(options.path), ground->checker);
  if (!store) {
    Complain(store.error().Message());
    return kNotWritten;
  }
  const size_t before = store->places().size();
  bool sound = true, skipped = false;
  for (const std::string& path : Files(options.arguments)) {
    auto import = ImportPlaces(path, choice, ground->checker);
    if (!import) Complain(import.error().Message());
    sound = import && Tell(path, *import, options.skip_bad, options.common.quiet) && sound;
    if (!import) continue;
    skipped = skipped || import->bad > 0;
    store->Add(std::move(import->places));
  }
  if (!sound) {
    Complain("nothing was added; mend the rows above, or leave bad rows out with --skip-bad");
    return kUsage;
  }
  if (const Result<void> saved = store->Save(ground->knowledge); !saved) {
    Complain(saved.error().Message());
    return kNotWritten;
  }
  if (!options.common.quiet) Say(fmt::format("{} now has {} places ({} before)", store->path(), store->places().size(), before));
  return skipped ? kSomeFailed : kOk;
}

int RunGazetteerList(const GazetteerOptions& options) {
  const auto ground = Ground::Open(options.common);
  if (!ground) {
    Complain(ground.error().Message());
    return kUsage;
  }
  const auto store = PlaceStore::Open(OwnGazetteerPath(options.path), ground->checker);
  if (!store) {
    Complain(store.error().Message());
    return kUsage;
  }
  std::string out;
  for (const OwnPlace& p : store->places()) {
    out += fmt::format("{}\t{}\t{}\t{:.5f}\t{:.5f}\t{}\t{}\n", p.name, p.feature, p.country, p.lat, p.lon, p.id, p.source);
  }
  Print(out);
  if (options.common.quiet) return kOk;
  Say(fmt::format("{}: {} places", store->path(), store->places().size()));
  for (const auto& [source, count] : store->Sources()) Say(fmt::format("{:>9} from {}", count, source.empty() ? "(no file)" : source));
  return kOk;
}

int RunGazetteerRemove(const GazetteerOptions& options) {
  const auto ground = Ground::Open(options.common);
  if (!ground) {
    Complain(ground.error().Message());
    return kUsage;
  }
  auto store = PlaceStore::OpenForChange(OwnGazetteerPath(options.path), ground->checker);
  if (!store) {
    Complain(store.error().Message());
    return kNotWritten;
  }
  bool all = true;
  for (const std::string& what : options.arguments) {
    const size_t count = store->Remove(what);
    all = all && count > 0;
    if (count == 0) Complain(fmt::format("{}: no place of that id, file or name in {}; expected one that `dateline gazetteer list` shows", what, store->path()));
    else if (!options.common.quiet) Say(fmt::format("{}: {} {} removed", what, count, count == 1 ? "place" : "places"));
  }
  if (!all) return kUsage;
  if (const Result<void> saved = store->Save(ground->knowledge); !saved) {
    Complain(saved.error().Message());
    return kNotWritten;
  }
  return kOk;
}

}  // namespace dateline::cli
