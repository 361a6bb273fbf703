#include "imports/place_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "base/hash.h"
#include "base/mapped_file.h"
#include "base/utf8.h"

namespace dateline {
namespace fs = std::filesystem;

PlaceStore::PlaceStore(PlaceStore&& other) noexcept
    : path_(std::move(other.path_)), places_(std::move(other.places_)), lock_(std::exchange(other.lock_, -1)) {}

PlaceStore::~PlaceStore() {
  if (lock_ >= 0) close(lock_);  // and with it the lock
}

Result<PlaceStore> PlaceStore::Open(const std::string& path, const OwnPlaceChecker& checker) {
  PlaceStore out;
  out.path_ = path;
  auto text = ReadFile(path);
  if (!text) return Error{path, "no gazetteer of your own", "one made by `dateline gazetteer add FILE`"};
  auto places = ParseOwnPlaces(path, *text, checker);
  if (!places) return places.error();
  out.places_ = std::move(*places);
  return out;
}

Result<PlaceStore> PlaceStore::OpenForChange(const std::string& path, const OwnPlaceChecker& checker) {
  PlaceStore out;
  out.path_ = path;
  std::error_code error;
  fs::path folder = fs::path(path).parent_path();
  if (folder.empty()) folder = ".";
  fs::create_directories(folder, error);
  out.lock_ = open(folder.c_str(), O_RDONLY | O_CLOEXEC);
  if (out.lock_ < 0 || flock(out.lock_, LOCK_EX) != 0) return Error{folder.string(), std::strerror(errno), "a folder that can be made or is there"};
  if (!fs::exists(path, error)) return out;
  auto read = Open(path, checker);
  if (!read) return read.error();
  out.places_ = std::move(read->places_);
  return out;
}

std::map<std::string, uint64_t> PlaceStore::Sources() const {
  std::map<std::string, uint64_t> out;
  for (const OwnPlace& place : places_) ++out[place.source];
  return out;
}

void PlaceStore::Add(std::vector<OwnPlace> places) {
  places_.insert(places_.end(), std::make_move_iterator(places.begin()), std::make_move_iterator(places.end()));
}

size_t PlaceStore::Remove(const std::string& what) {
  const std::string file = what.substr(what.rfind('/') + 1), folded = utf8::Fold(what);
  const auto remove = [&](auto matches) { return std::erase_if(places_, matches); };
  if (const size_t count = remove([&](const OwnPlace& p) { return p.id == what; }); count > 0) return count;
  if (const size_t count = remove([&](const OwnPlace& p) { return p.source == file; }); count > 0) return count;
  return remove([&](const OwnPlace& p) { return utf8::Fold(p.name) == folded; });
}

Result<void> PlaceStore::Save(const Container& knowledge) {
  const std::string text = WriteOwnPlaces(places_);
  if (places_.size() > kMostOwnPlaces) {
    return Error{path_, std::to_string(places_.size()) + " places", "at most " + std::to_string(kMostOwnPlaces) + ": choose with --feature and --country"};
  }
  const auto compiled = CompileOwnPlaces(places_, Hash64(text), knowledge);
  if (!compiled) return compiled.error();
  if (auto written = WriteFile(path_, text); !written) return written.error();
  // The table is what counts: a compiled form that is missing or does not fit it is made anew when it is next opened.
  static_cast<void>(WriteFile(OwnGazetteer::IndexPath(path_), *compiled));
  return {};
}

}  // namespace dateline
