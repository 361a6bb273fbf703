#include "train/actor_tables.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/mapped_file.h"
#include "base/table.h"

namespace dateline::train {

Result<std::vector<ActorTable>> ActorTables(const std::string& knowledge) {
  std::error_code error;
  std::vector<ActorTable> out;
  for (const auto& entry : std::filesystem::directory_iterator(knowledge + "/actors", error)) {
    if (entry.path().extension() == ".tsv") out.push_back({"actors/" + entry.path().filename().string()});
  }
  if (error) return Error{knowledge + "/actors", error.message(), "a folder of tables"};
  std::sort(out.begin(), out.end(), [](const ActorTable& a, const ActorTable& b) { return a.name < b.name; });
  for (ActorTable& file : out) {
    const auto text = ReadFile(knowledge + "/" + file.name);
    if (!text) return text.error();
    const auto table = Table::Parse(file.name, *text);
    if (!table) return table.error();
    file.kind = KindOfTable(*table);
  }
  return out;
}

}  // namespace dateline::train
