#include "base/container.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"

namespace dateline {
namespace {

constexpr size_t kHeader = 32;
constexpr size_t kEntry = 32;
constexpr size_t kCheckedAtOpen = size_t{4} << 20;

template <class T>
void Put(std::string& out, T value) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  out.append(bytes, sizeof(T));
}

template <class T>
T Get(std::string_view bytes, size_t at) {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof(T));
  return value;
}

size_t Align(size_t at) { return (at + 63) & ~size_t{63}; }

}  // namespace

std::string BuildContainer(const Sections& sections, const ContainerKind& kind) {
  size_t names = 0;
  for (const auto& [name, bytes] : sections) names += name.size();
  std::string table, name_bytes;
  size_t at = Align(kHeader + kEntry * sections.size() + names);
  for (const auto& [name, bytes] : sections) {
    Put<uint64_t>(table, at);
    Put<uint64_t>(table, bytes.size());
    Put<uint64_t>(table, Hash64(bytes));
    Put<uint32_t>(table, static_cast<uint32_t>(kHeader + kEntry * sections.size() + name_bytes.size()));
    Put<uint32_t>(table, static_cast<uint32_t>(name.size()));
    name_bytes += name;
    at = Align(at + bytes.size());
  }
  table += name_bytes;
  std::string out(kind.magic);
  Put<uint32_t>(out, static_cast<uint32_t>(sections.size()));
  Put<uint32_t>(out, 0);
  Put<uint64_t>(out, at);
  Put<uint64_t>(out, Hash64(table));
  out += table;
  for (const auto& [name, bytes] : sections) {
    out.resize(Align(out.size()));
    out += bytes;
  }
  out.resize(at);
  return out;
}

Result<Container> Container::Open(const std::string& path, const ContainerKind& kind) {
  auto file = MappedFile::Open(path);
  if (!file) return file.error();
  Container out;
  out.file_ = std::move(*file);
  out.path_ = path;
  const std::string_view bytes = out.file_.bytes();
  return Check(std::move(out), bytes, kind);
}

Result<Container> Container::FromBytes(std::string bytes, const ContainerKind& kind) {
  Container out;
  out.owned_ = std::make_unique<std::string>(std::move(bytes));
  out.path_ = std::string(kind.name) + " in memory";
  const std::string_view view = *out.owned_;
  return Check(std::move(out), view, kind);
}

Result<Container> Container::Check(Container out, std::string_view bytes, const ContainerKind& kind) {
  const std::string& path = out.path_;
  const Error broken = {path, "damaged or truncated " + std::string(kind.name), std::string(kind.made_by)};
  if (bytes.size() < kHeader || !bytes.starts_with(kind.magic)) return Error{path, "not a " + std::string(kind.name) + " of this version", std::string(kind.made_by)};
  const size_t count = Get<uint32_t>(bytes, 8);
  if (Get<uint64_t>(bytes, 16) != bytes.size() || count > (bytes.size() - kHeader) / kEntry) return broken;
  size_t table_end = kHeader + kEntry * count;
  for (size_t i = 0; i < count; ++i) {
    const size_t at = kHeader + kEntry * i;
    const uint64_t offset = Get<uint64_t>(bytes, at), size = Get<uint64_t>(bytes, at + 8);
    const size_t name_at = Get<uint32_t>(bytes, at + 24), name_size = Get<uint32_t>(bytes, at + 28);
    if (offset > bytes.size() || size > bytes.size() - offset || name_at > bytes.size() || name_size > bytes.size() - name_at) return broken;
    table_end = std::max(table_end, name_at + name_size);
    out.entries_.push_back({bytes.substr(name_at, name_size), bytes.substr(offset, size), Get<uint64_t>(bytes, at + 16)});
  }
  out.version_ = Get<uint64_t>(bytes, 24);
  if (Hash64(bytes.substr(kHeader, table_end - kHeader)) != out.version_) return broken;
  for (const Entry& entry : out.entries_) {
    if (entry.bytes.size() <= kCheckedAtOpen && Hash64(entry.bytes) != entry.hash) return broken;
  }
  return out;
}

Result<void> Container::VerifyAll() const {
  for (const Entry& entry : entries_) {
    if (Hash64(entry.bytes) != entry.hash) return Error{path_, "section \"" + std::string(entry.name) + "\" is damaged", "its recorded checksum"};
  }
  return {};
}

Result<Table> Container::OpenTable(std::string_view name) const {
  const std::string section = "table:" + std::string(name);
  for (const Entry& entry : entries_) {
    if (entry.name == section) return Table::Parse(name, entry.bytes);
  }
  return Error{path_, "no table \"" + std::string(name) + "\"", "a knowledge file built from a whole knowledge/ folder"};
}

std::vector<std::string_view> Container::Tables(std::string_view prefix) const {
  constexpr std::string_view kTable = "table:";
  std::vector<std::string_view> out;
  for (const Entry& entry : entries_) {
    if (entry.name.starts_with(kTable) && entry.name.substr(kTable.size()).starts_with(prefix)) out.push_back(entry.name.substr(kTable.size()));
  }
  return out;
}

std::string_view Container::Section(std::string_view name) const {
  for (const Entry& entry : entries_) {
    if (entry.name == name) return entry.bytes;
  }
  return {};
}

}  // namespace dateline
