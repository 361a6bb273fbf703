// The table of a user's own places as `dateline gazetteer` changes it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/container.h"
#include "imports/place_tables.h"
#include "mentions/gazetteer_own.h"

namespace dateline {

class PlaceStore {
 public:
  /// Locks the table's folder (made where missing) for changes until the store goes, and reads the table; none yet: an empty store.
  static Result<PlaceStore> OpenForChange(const std::string& path, const OwnPlaceChecker& checker);
  /// Reads the table; an Error where there is none.
  static Result<PlaceStore> Open(const std::string& path, const OwnPlaceChecker& checker);
  PlaceStore(PlaceStore&& other) noexcept;
  PlaceStore& operator=(PlaceStore&&) = delete;
  ~PlaceStore();

  const std::vector<OwnPlace>& places() const { return places_; }
  const std::string& path() const { return path_; }
  /// Places by the file they came from.
  std::map<std::string, uint64_t> Sources() const;

  void Add(std::vector<OwnPlace> places);
  /// Takes out the places with this id, else those that came from this file, else those of this name; says how many.
  size_t Remove(const std::string& what);
  /// Compiles and writes both forms; on an Error the old ones stand.
  Result<void> Save(const Container& knowledge);

 private:
  PlaceStore() = default;

  std::string path_;
  std::vector<OwnPlace> places_;
  int lock_ = -1;
};

}  // namespace dateline
