// Tables of knowledge/ in a container, for tests that need a few of them.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "base/container.h"
#include "base/mapped_file.h"

namespace dateline {

/// The tables of these names (paths below knowledge/), as `dateline knowledge build` puts them into a knowledge file.
inline Container TestTables(std::initializer_list<const char*> names) {
  Sections sections;
  for (const char* name : names) sections.emplace_back(std::string("table:") + name, ReadFile(std::string(DATELINE_SOURCE_DIR "/knowledge/") + name).value());
  return std::move(Container::FromBytes(BuildContainer(sections)).value());
}

}  // namespace dateline
