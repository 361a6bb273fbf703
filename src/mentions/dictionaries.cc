#include "mentions/dictionaries.h"

#include <algorithm>

#include "base/hash.h"
#include "base/mapped_file.h"
#include "base/table.h"
#include "base/utf8.h"
#include "mentions/dictionaries_lines.h"

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

/// Reads an agent file: phrases with a code to be put behind (~GOV) or before (NGO~) that of the actor they stand with.
class AgentFile {
 public:
  AgentFile(Dictionaries& out, const std::string& name, Dialect dialect, const CameoCodes& codes) : out_(out), name_(name), dialect_(dialect), codes_(codes) {}

  void Read(std::string_view text) {
    DictionaryLines lines(text, dialect_);
    std::string_view line;
    while (lines.Next(line)) {
      number_ = lines.number();
      if (lines.mended()) Warn("bytes that are not UTF-8", "UTF-8; they are read as Latin-1");
      line = Trim(line);
      if (const size_t equals = line.find('='); line.starts_with('!') && equals != std::string_view::npos && line.find('[') == std::string_view::npos) {
        std::vector<std::string_view>& words = markers_[std::string(Trim(line.substr(0, equals)))];
        for (const std::string_view word : SplitList(line.substr(equals + 1), ',')) words.push_back(out_.Keep(std::string(word)));
      } else {
        ReadAgent(line);
      }
    }
  }

 private:
  void Warn(std::string what, std::string expected) { out_.Warn(name_, number_, std::move(what), std::move(expected)); }

  void ReadAgent(std::string_view line) {
    const size_t open = line.rfind('['), close = line.rfind(']');
    if (open == std::string_view::npos) return Warn("\"" + std::string(line.substr(0, 40)) + "\" without a code", "PHRASE [~CODE]");
    if (close == std::string_view::npos || close < open) Warn("a bracket that is not closed", "[~CODE]");
    std::string code;
    for (const char c : line.substr(open + 1, close == std::string_view::npos || close < open ? std::string_view::npos : close - open - 1)) {
      if (c != ' ' && c != '\t' && c != '~') code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    }
    if (line.find('~', open) == std::string_view::npos) Warn("code \"" + code + "\" without ~", "[~CODE] behind the actor's, or [CODE~] before it; read as [~CODE]");
    std::string fault;
    DictionaryAgent agent;
    agent.code = codes_.Read(out_.Keep(code), out_.pool_, fault);
    if (!fault.empty()) Warn(fault, "units of three letters");
    std::string_view phrase = line.substr(0, open);
    if (const size_t brace = phrase.find('{'); brace != std::string_view::npos) {
      const size_t end = std::min(phrase.find('}', brace), phrase.size());
      const std::string plural = utf8::Lower(DictionaryPhrase(phrase.substr(brace + 1, end - brace - 1), dialect_));
      agent.regular = false;
      if (!plural.empty()) agent.plurals.push_back(out_.Keep(plural));
      phrase = phrase.substr(0, brace);
    }
    Expand(phrase, agent);
  }

  /// "CATTLE!PERSON!": a row for each word of the marker, which have their plurals with them.
  void Expand(std::string_view phrase, DictionaryAgent agent) {
    const size_t open = phrase.find('!');
    if (open == std::string_view::npos) return Push(phrase, std::move(agent));
    const size_t close = phrase.find('!', open + 1);
    const std::string marker(phrase.substr(open, close == std::string_view::npos ? close : close - open + 1));
    auto words = markers_.find(marker);
    if (words == markers_.end() && marker == "!MINST!") words = markers_.find("!MINIST!");
    if (words == markers_.end() || close == std::string_view::npos) return Warn("marker \"" + marker.substr(0, 40) + "\"", "one that a line such as !PERSON! = MAN, MEN defines before");
    agent.regular = false;
    for (const std::string_view word : words->second) Push(std::string(phrase.substr(0, open)) + std::string(word) + std::string(phrase.substr(close + 1)), agent);
  }

  void Push(std::string_view phrase, DictionaryAgent agent) {
    agent.lemma = out_.Keep(utf8::Lower(DictionaryPhrase(phrase, dialect_)));
    if (agent.lemma.empty()) return Warn("an empty phrase", "PHRASE [~CODE]");
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
  uint32_t number_ = 0;
  std::unordered_map<std::string, std::vector<std::string_view>> markers_;
};

Result<void> Dictionaries::AddAgents(const std::string& name, std::string_view text, Dialect dialect, const Container& knowledge) {
  auto codes = CameoCodes::Load(knowledge);
  if (!codes) return codes.error();
  AgentFile(*this, name, dialect, *codes).Read(text);
  NoteFile(text, 3, dialect);
  return {};
}

void Dictionaries::AddDiscards(const std::string& name, std::string_view text, Dialect dialect) {
  DictionaryLines lines(text, dialect);
  std::string_view line;
  while (lines.Next(line)) {
    if (lines.mended()) Warn(name, lines.number(), "bytes that are not UTF-8", "UTF-8; they are read as Latin-1");
    line = Trim(line);
    const bool story = line.starts_with('+'), whole = line.ends_with('_') || dialect == Dialect::kPetrarch2;
    if (story) line.remove_prefix(1);
    const std::string phrase = utf8::Lower(DictionaryPhrase(line, dialect));
    if (phrase.empty()) Warn(name, lines.number(), "an empty phrase", "a phrase, or +PHRASE for whole reports");
    else discards_.Add(phrase, story, !whole);
  }
  NoteFile(text, 5, dialect);
}

}  // namespace dateline
