#include "engine/knowledge.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/mapped_file.h"
#include "mentions/gazetteer.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;

/// The table that is compiled to a section of its own and need not travel as text.
constexpr std::string_view kCompiled = "lexicon.tsv";

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
  for (auto& [name, bytes] : *files) {
    if (name.ends_with(".tsv") && name != kCompiled) sections.emplace_back("table:" + name, std::move(bytes));
  }
  return BuildContainer(sections);
}

Result<std::unique_ptr<const Knowledge>> Knowledge::Open(const std::string& path, const ModelPaths& model) {
  auto container = Container::Open(path);
  if (!container) return container.error();
  auto opened = Model::Open(model.first);
  if (!opened) return opened.error();
  std::unique_ptr<Model> second;
  if (!model.second.empty()) {
    if (auto r = Load(second, Model::Open(model.second)); !r) return r.error();
  }
  return FromContainer(std::move(*container), std::move(*opened), std::move(second));
}

Result<std::unique_ptr<const Knowledge>> Knowledge::FromContainer(Container container, Model model, std::unique_ptr<Model> second) {
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
  if (auto r = Load(out->places_, PlaceFinder::Load(c, v)); !r) return r.error();
  if (auto r = Load(out->parties_, PartyFinder::Load(c, v)); !r) return r.error();
  if (auto r = Load(out->attributions_, AttributionFinder::Load(c, v)); !r) return r.error();
  if (auto r = Load(out->records_, RecordFinder::Load(c, v)); !r) return r.error();
  if (auto r = Load(out->codes_, PloverCodes::Load(c)); !r) return r.error();
  return std::unique_ptr<const Knowledge>(std::move(out));
}

std::string Knowledge::version() const {
  const uint64_t state = container_.version() ^ model_.version() ^ (second_ == nullptr ? 0 : ~second_->version());
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[(state >> shift) & 15];
  return out;
}

}  // namespace dateline
