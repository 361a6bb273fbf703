// For the tests of exports: tables read back, and the knowledge that formats with codes of others ask for.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/container.h"

namespace dateline {

/// A plain reader of RFC 4180, with any separator; rows end in CRLF or LF.
inline std::vector<std::vector<std::string>> ReadTable(std::string_view text, char separator) {
  std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"' && quoted && i + 1 < text.size() && text[i + 1] == '"') {
      rows.back().back() += text[i++];
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && text[i] == separator) {
      rows.back().emplace_back();
    } else if (!quoted && (text[i] == '\r' || text[i] == '\n')) {
      if (text[i] == '\r') ++i;
      if (i + 1 < text.size()) rows.emplace_back(1);
    } else {
      rows.back().back() += text[i];
    }
  }
  return rows;
}

inline std::vector<std::vector<std::string>> ReadCsv(std::string_view text) { return ReadTable(text, ','); }

/// The shipped tables that ExportCodes reads.
inline Container ExportTables() {
  Sections sections;
  for (const char* name : {"places/countries.tsv", "codes/countries.tsv", "codes/party-kinds.tsv", "plover.tsv"}) {
    std::ifstream file(std::string(DATELINE_SOURCE_DIR "/knowledge/") + name, std::ios::binary);
    sections.emplace_back(std::string("table:") + name, std::string(std::istreambuf_iterator<char>(file), {}));
  }
  return Container::FromBytes(BuildContainer(sections)).value();
}

}  // namespace dateline
