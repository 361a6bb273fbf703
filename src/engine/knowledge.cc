#include "engine/knowledge.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <span>

#include "base/mapped_file.h"
#include "base/utf8.h"
#include "mentions/gazetteer.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;

/// Tables that are compiled to sections of their own and need not travel as text.
bool IsCompiled(std::string_view name) { return name == "lexicon.tsv" || name == RecordModel::kTable || name == SlotModel::kTable || name == StanceModel::kTable; }

/// The section of a table of weights; none where the table is not there (before the first training).
Result<void> AddWeights(const std::map<std::string, std::string>& files, std::string_view name, std::string_view section, std::span<const std::string_view> classes, Sections& out) {
  const auto file = files.find(std::string(name));
  if (file == files.end()) return {};
  auto table = Table::Parse(name, file->second);
  if (!table) return table.error();
  auto bytes = FeatureWeights::Compile(*table, classes);
  if (!bytes) return bytes.error();
  out.emplace_back(section, std::move(*bytes));
  return {};
}

/// Every line is UTF-8 and has the cells that the head of the table names.
Result<void> CheckShape(const std::string& name, std::string_view text) {
  uint32_t line = 1;
  if (!utf8::IsValid(text)) {
    for (std::string_view rest = text;; ++line) {
      const size_t end = rest.find('\n');
      if (!utf8::IsValid(rest.substr(0, end))) break;
      rest.remove_prefix(end + 1);
    }
    return Error{"knowledge/" + name + ":" + std::to_string(line), "bytes that are not UTF-8", "UTF-8 text"};
  }
  const auto table = Table::Parse(name, text);
  return table ? Result<void>{} : table.error();
}

Result<std::map<std::string, std::string>> ReadFolder(const std::string& folder) {
  std::map<std::string, std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (!it->is_regular_file()) continue;
    const std::string name = fs::path(it->path()).lexically_relative(folder).generic_string();
    auto bytes = ReadFile(it->path().string());
    if (!bytes) return bytes.error();
    files[name] = std::move(*bytes);
  }
  if (error || files.empty()) return Error{folder, error ? error.message() : "an empty folder", "a folder of knowledge tables (*.tsv)"};
  return files;
}

template <class T>
Result<void> Load(std::unique_ptr<T>& out, Result<T> loaded) {
  if (!loaded) return loaded.error();
  out = std::make_unique<T>(std::move(*loaded));
  return {};
}

}  // namespace

Result<std::string> Knowledge::Build(const std::string& folder) {
  auto files = ReadFolder(folder);
  if (!files) return files.error();
  for (const auto& [name, bytes] : *files) {
    if (!name.ends_with(".tsv")) continue;
    if (auto sound = CheckShape(name, bytes); !sound) return sound.error();
  }
  std::map<std::string, Table> tables;
  for (const char* name : {"lexicon.tsv", "tags.tsv"}) {
    if (!files->contains(name)) return Error{folder + "/" + name, "missing", "the table (tools/make_lexicon.py makes it)"};
    auto table = Table::Parse(name, (*files)[name]);
    if (!table) return table.error();
    tables.emplace(name, std::move(*table));
  }
  auto lexicon = Lexicon::Compile(tables.at("lexicon.tsv"), tables.at("tags.tsv"));
  if (!lexicon) return lexicon.error();
  auto gazetteer = CompileGazetteer(*files);
  if (!gazetteer) return gazetteer.error();

  Sections sections;
  sections.emplace_back("lexicon", std::move(*lexicon));
  sections.emplace_back("gazetteer", std::move(*gazetteer));
  if (auto r = AddWeights(*files, RecordModel::kTable, RecordModel::kSection, {}, sections); !r) return r.error();
  if (auto r = AddWeights(*files, SlotModel::kTable, SlotModel::kSection, SlotModel::kNames, sections); !r) return r.error();
  if (auto r = AddWeights(*files, StanceModel::kTable, StanceModel::kSection, StanceModel::kNames, sections); !r) return r.error();
  for (auto& [name, bytes] : *files) {
    if (name.ends_with(".tsv") && !IsCompiled(name)) sections.emplace_back("table:" + name, std::move(bytes));
    if (name.ends_with(".weights")) sections.emplace_back(name, std::move(bytes));  // learned, not written (train/)
  }
  return BuildContainer(sections);
}

Result<Container> Knowledge::OpenContainer(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return Container::Open(path);
  auto bytes = Build(path);
  if (!bytes) return bytes.error();
  return Container::FromBytes(std::move(*bytes));
}

Result<std::unique_ptr<const Knowledge>> Knowledge::Open(const std::string& path, const ModelPaths& model, const KnowledgeExtras& extras) {
  auto container = OpenContainer(path);
  if (!container) return container.error();
  auto opened = Model::Open(model.first);
  if (!opened) return opened.error();
  std::unique_ptr<Model> second;
  if (!model.second.empty()) {
    if (auto r = Load(second, Model::Open(model.second)); !r) return r.error();
  }
  return FromContainer(std::move(*container), std::move(*opened), std::move(second), extras);
}

Result<std::unique_ptr<const Knowledge>> Knowledge::FromContainer(Container container, Model model, std::unique_ptr<Model> second, const KnowledgeExtras& extras) {
  std::unique_ptr<Knowledge> out(new Knowledge);
  out->container_ = std::move(container);
  out->model_ = std::move(model);
  out->second_ = std::move(second);
  const Container& c = out->container_;
  auto lexicon = Lexicon::Open(c.Section("lexicon"));
  if (!lexicon) return lexicon.error();
  out->vocabulary_ = Vocabulary(*lexicon);
  Vocabulary& v = out->vocabulary_;
  if (auto r = Load(out->cleaner_, Cleaner::Load(c, v)); !r) return r.error();
  if (auto r = Load(out->splitter_, Splitter::Load(c, v)); !r) return r.error();
  if (auto r = Load(out->language_, LanguageAnalyzer::Load(out->model_, v, out->second_.get())); !r) return r.error();
  if (auto r = Load(out->quantities_, QuantityFinder::Load(c, v)); !r) return r.error();
  if (auto r = Load(out->times_, TimeFinder::Load(c, v)); !r) return r.error();
  if (!extras.own_places.empty()) {
    auto places = OwnGazetteer::Open(extras.own_places, c);
    if (!places) return places.error();
    out->own_places_ = std::move(*places);
  }
  if (auto r = Load(out->places_, PlaceFinder::Load(c, v, out->own_places_.compiled())); !r) return r.error();
  if (!extras.dictionaries.empty()) {
    auto dictionaries = Dictionaries::Load(extras.dictionaries, c);
    if (!dictionaries) return dictionaries.error();
    out->dictionaries_ = std::make_unique<const Dictionaries>(std::move(*dictionaries));
  }
  if (auto r = Load(out->parties_, PartyFinder::Load(c, v, out->dictionaries_.get())); !r) return r.error();
  if (auto r = Load(out->things_, ThingFinder::Load(c, v)); !r) return r.error();
  if (auto r = Load(out->attributions_, AttributionFinder::Load(c, v)); !r) return r.error();
  if (auto r = Load(out->records_, RecordFinder::Load(c, v)); !r) return r.error();
  if (auto r = Load(out->codes_, RecordCodes::Load(c)); !r) return r.error();
  if (auto r = Load(out->persons_, PersonFinder::Load(c)); !r) return r.error();
  return std::unique_ptr<const Knowledge>(std::move(out));
}

std::string Knowledge::version() const {
  const uint64_t state = container_.version() ^ model_.version() ^ (second_ == nullptr ? 0 : ~second_->version()) ^ own_places_.version() ^ (dictionaries_ == nullptr ? 0 : dictionaries_->version());
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[(state >> shift) & 15];
  return out;
}

}  // namespace dateline
