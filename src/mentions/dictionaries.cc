#include "mentions/dictionaries.h"

#include <algorithm>

#include "base/hash.h"
#include "base/mapped_file.h"
#include "base/table.h"
#include "base/utf8.h"
#include "mentions/dictionaries_lines.h"
#include "mentions/dictionaries_rows.h"

namespace dateline {
namespace {

Dialect Detect(const std::string& name, std::string_view text) {
  const bool tabari = name.ends_with(".actors") || name.ends_with(".agents") || name.ends_with(".discards") || text.find("~FINISH") != std::string_view::npos;
  return tabari ? Dialect::kTabari : Dialect::kPetrarch2;
}

}  // namespace

Dialect DialectOf(std::string_view name) {
  return name == "tabari" ? Dialect::kTabari : name == "petrarch1" ? Dialect::kPetrarch1 : name == "petrarch2" ? Dialect::kPetrarch2 : Dialect::kDetect;
}

Result<Dictionaries> Dictionaries::Load(const DictionaryFiles& files, const Container& knowledge) {
  Dictionaries out;
  out.actors_only_ = files.actors_only;
  if (files.actors_only) out.version_ ^= Hash64("actors only");
  const auto each = [&](const std::vector<std::string>& paths, auto add) -> Result<void> {
    for (const std::string& path : paths) {
      const auto text = ReadFile(path);
      if (!text) return Error{path, text.error().what, "a dictionary"};
      if (Result<void> added = add(path, *text, files.dialect == Dialect::kDetect ? Detect(path, *text) : files.dialect); !added) return added.error();
    }
    return {};
  };
  const auto actors = [&](const std::string& path, std::string_view text, Dialect dialect) { return out.AddActors(path, text, dialect, knowledge); };
  const auto agents = [&](const std::string& path, std::string_view text, Dialect dialect) { return out.AddAgents(path, text, dialect, knowledge); };
  const auto discards = [&](const std::string& path, std::string_view text, Dialect dialect) {
    out.AddDiscards(path, text, dialect);
    return Result<void>{};
  };
  if (auto r = each(files.actors, actors); !r) return r.error();
  if (auto r = each(files.agents, agents); !r) return r.error();
  if (auto r = each(files.discards, discards); !r) return r.error();
  return out;
}

/// Turns the rows of an agent file to agents.
class AgentFile {
 public:
  AgentFile(Dictionaries& out, const std::string& name, Dialect dialect, const CameoCodes& codes) : out_(out), name_(name), dialect_(dialect), codes_(codes) {}

  void Read(std::string_view text) {
    for (const DictionaryAgentRow& row : ReadAgentRows({name_, text, dialect_, out_.pool_, out_.warnings_})) Push(row);
  }

 private:
  void Push(const DictionaryAgentRow& row) {
    std::string fault;
    DictionaryAgent agent;
    agent.code = codes_.Read(row.code, out_.pool_, fault);
    if (!fault.empty() && row.line != told_) out_.Warn(name_, row.line, fault, "units of three letters");
    told_ = fault.empty() ? told_ : row.line;
    agent.regular = row.regular;
    if (!row.plural.empty()) agent.plurals.push_back(out_.Keep(utf8::Lower(row.plural)));
    agent.lemma = out_.Keep(utf8::Lower(row.phrase));
    // A phrase whose head is not its last word ("chamber of commerce") is found as a name is.
    for (const std::string_view link : {" of ", " for ", " and "}) {
      if (agent.lemma.find(link) == std::string_view::npos) continue;
      DictionaryActor actor;
      std::string id = "~:";
      for (const char c : agent.lemma) id += c == ' ' ? '_' : c;
      actor.id = out_.Keep(std::move(id));
      actor.name = agent.lemma;
      actor.names = {agent.lemma};
      actor.names.insert(actor.names.end(), agent.plurals.begin(), agent.plurals.end());
      actor.usual = agent.code;
      out_.actors_.push_back(std::move(actor));
      return;
    }
    out_.agents_.push_back(std::move(agent));
  }

  Dictionaries& out_;
  std::string name_;
  Dialect dialect_;
  const CameoCodes& codes_;
  uint32_t told_ = 0;  ///< line of the last fault, told once for all words of a marker
};

Result<void> Dictionaries::AddAgents(const std::string& name, std::string_view text, Dialect dialect, const Container& knowledge) {
  auto codes = CameoCodes::Load(knowledge);
  if (!codes) return codes.error();
  AgentFile(*this, name, dialect, *codes).Read(text);
  NoteFile(text, 3, dialect);
  return {};
}

void AddDiscards(const std::string& name, std::string_view text, Dialect dialect, Discards& out, std::vector<Error>& warnings) {
  DictionaryLines lines(text, dialect);
  std::string_view line;
  const auto warn = [&](std::string what, std::string expected) { warnings.push_back({name + ":" + std::to_string(lines.number()), std::move(what), std::move(expected)}); };
  while (lines.Next(line)) {
    if (lines.mended()) warn("bytes that are not UTF-8", "UTF-8; they are read as Latin-1");
    line = Trim(line);
    const bool story = line.starts_with('+'), whole = line.ends_with('_') || dialect == Dialect::kPetrarch2;
    if (story) line.remove_prefix(1);
    const std::string phrase = utf8::Lower(DictionaryPhrase(line, dialect));
    if (phrase.empty()) warn("an empty phrase", "a phrase, or +PHRASE for whole reports");
    else out.Add(phrase, story, !whole);
  }
}

void Dictionaries::AddDiscards(const std::string& name, std::string_view text, Dialect dialect) {
  dateline::AddDiscards(name, text, dialect, discards_, warnings_);
  NoteFile(text, 5, dialect);
}

}  // namespace dateline
